"""Reads of incidents and their figures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.timezone import localdate

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.db import each_with_all
from luwes.core.states import values
from luwes.mobilisation import access, lessons, rules
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident, Lesson
from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.staffing import rules as staffing
from luwes.staffing.models import Assignment, Need
from luwes.staffing.owners import Named, Owner
from luwes.staffing.rules import Basis

OWNER_KIND = rules.OWNER_KIND
RUNNING = values(staffing.RUNNING)

BASIS_OF = {
    rules.Figure.AFFECTED: Basis.AFFECTED,
    rules.Figure.DISPLACED: Basis.DISPLACED,
    rules.Figure.FAMILIES: Basis.FAMILIES,
    rules.Figure.HOUSES: Basis.HOUSES,
}


def open_incidents() -> QuerySet[Incident]:
    rows = Incident.objects.filter(closed_at=None).select_related("agency", "area")
    return rows.order_by("-started_at", "pk")


def listed(incidents: QuerySet[Incident], on: date) -> QuerySet[Incident]:
    """Open ones first, then the newest; each with the decree in force and how many are out."""
    status = EmergencyStatus.objects.filter(incident=OuterRef("pk"), period__contains=on)
    newest = status.order_by("-period", "-pk")
    needs = Need.objects.filter(
        owner_kind=OWNER_KIND, owner_id=OuterRef("pk"), is_cancelled=False
    ).order_by()
    out = Assignment.objects.filter(
        need__owner_kind=OWNER_KIND, need__owner_id=OuterRef("pk"), state__in=RUNNING
    ).order_by()
    return incidents.annotate(
        is_closed=Case(When(closed_at=None, then=0), default=1, output_field=IntegerField()),
        status_now=Subquery(newest.values("status")[:1]),
        authority_now=Subquery(newest.values("authority")[:1]),
        decree_now=Subquery(newest.values("decree")[:1]),
        period_now=Subquery(newest.values("period")[:1]),
        heads=Coalesce(Subquery(_sum_of(needs, "owner_id", Sum("desired"))), 0),
        people_out=Coalesce(Subquery(_sum_of(out, "need__owner_id", Count("pk"))), 0),
    ).order_by("is_closed", "-started_at", "pk")


def _sum_of(rows: QuerySet[Any], owner: str, figure: Any) -> QuerySet[Any]:
    summed: QuerySet[Any] = rows.values(owner).annotate(figure=figure).values("figure")
    return summed


def figures(incident: Incident) -> QuerySet[AreaFigure]:
    """All of them, the used one first, then the newest."""
    rows = AreaFigure.objects.filter(incident=incident).select_related("area", "entered_by")
    return rows.order_by("area__code", "kind", "-is_used", "-reported_at", "pk")


def used(incident: Incident) -> dict[int, dict[str, AreaFigure]]:
    """The figure in use by area and kind."""
    return by_area(figures(incident).filter(is_used=True))


def by_area(rows: Iterable[AreaFigure]) -> dict[int, dict[str, AreaFigure]]:
    """The used ones of `rows` by area and kind."""
    found: dict[int, dict[str, AreaFigure]] = defaultdict(dict)
    for figure in rows:
        if figure.is_used:
            found[figure.area_id][figure.kind] = figure
    return dict(found)


def known_on(figures: Sequence[AreaFigure], day: date) -> dict[int, dict[str, AreaFigure]]:
    """
    What was in use at the end of a day, by area and kind: of the source that counts today as soon as
    it told, else the latest of another.
    """
    chosen = {(f.area_id, f.kind): f.source for f in figures if f.is_used}
    found: dict[int, dict[str, AreaFigure]] = defaultdict(dict)
    told = [figure for figure in figures if localdate(figure.reported_at) <= day]

    def rank(figure: AreaFigure) -> tuple[bool, bool, datetime, int]:
        is_chosen = chosen.get((figure.area_id, figure.kind)) == figure.source
        return (is_chosen, not figure.is_estimate, figure.reported_at, figure.pk)

    for figure in sorted(told, key=rank):
        found[figure.area_id][figure.kind] = figure
    return dict(found)


def affected_areas(incident: Incident) -> list[Area]:
    """Named when it was declared, or by a figure."""
    told = AreaFigure.objects.filter(incident=incident).order_by().values("area_id")
    struck = incident.areas.order_by().values("pk")
    return list(Area.objects.filter(Q(pk__in=told) | Q(pk__in=struck)).order_by("code"))


@dataclass(frozen=True)
class AreasToTell:
    struck: list[Area]
    others: list[Area]

    def by_id(self, area_id: int) -> Area:
        return next(area for area in self.struck + self.others if area.pk == area_id)


def areas_to_tell_of(incident: Incident) -> AreasToTell:
    """The struck ones; and the incident's own area, its parts and theirs down to districts."""
    struck = affected_areas(incident)
    levels = [level.value for level in (Level.PROVINCE, Level.REGENCY, Level.DISTRICT)]
    own = Q(pk=incident.area_id) | Q(code__startswith=f"{incident.area.code}.", level__in=levels)
    others = Area.objects.filter(own).exclude(pk__in=[area.pk for area in struck])
    return AreasToTell(struck, list(others.order_by("code")))


def totals(incident: Incident) -> dict[str, rules.Total]:
    """Computed totals by kind: reported and estimated apart, and how many areas have none."""
    return totals_of(used(incident))


def totals_of(by_area: dict[int, dict[str, AreaFigure]]) -> dict[str, rules.Total]:
    """The totals of used figures by area and kind; a city's figure holds its districts'."""
    own = own_values(by_area)
    codes = {area: next(iter(rows.values())).area.code for area, rows in by_area.items()}
    found = {}
    for kind, figures in own.items():
        told = {codes[area] for area in figures}
        missing = [code for code in codes.values() if rules.is_missing(code, told, codes.values())]
        rows = [(n, by_area[area][kind].is_estimate) for area, n in figures.items()]
        found[kind] = rules.total([*rows, *(None for _ in missing)])
    return found


def own_values(by_area: dict[int, dict[str, AreaFigure]]) -> dict[str, dict[int, int]]:
    """By kind and area: what the area adds beyond the areas below it."""
    found: dict[str, dict[int, int]] = {}
    for kind in rules.Figure:
        rows = [of[kind.value] for of in by_area.values() if kind.value in of]
        own = rules.spread({row.area.code: row.value for row in rows})
        found[kind.value] = {row.area_id: own[row.area.code] for row in rows}
    return found


@dataclass(frozen=True)
class Counted:
    """What ratios count, by area, and which of it was only estimated."""

    amounts: dict[int, dict[Basis, int]]
    estimates: frozenset[tuple[int, Basis]]


def counted(incident: Incident) -> Counted:
    """
    What ratios count.

    What is asked once a district counts where the area is one; what is fixed, once an incident.
    """
    in_use = used(incident)
    found: dict[int, dict[Basis, int]] = {
        area.pk: {Basis.AREA: 1} if area.level == Level.DISTRICT.value else {}
        for area in affected_areas(incident)
    }
    guesses = set()
    own = own_values(in_use)
    for kind, basis in BASIS_OF.items():
        for area, value in own[kind.value].items():
            found[area][basis] = value
            if in_use[area][kind.value].is_estimate:
                guesses.add((area, basis))
    if found:
        found.setdefault(incident.area_id, {})[Basis.FIXED] = 1
    return Counted(found, frozenset(guesses))


def amounts(incident: Incident) -> dict[int, dict[Basis, int]]:
    return counted(incident).amounts


def statuses(incident: Incident) -> QuerySet[EmergencyStatus]:
    return EmergencyStatus.objects.filter(incident=incident).order_by("period", "pk")


def own_level(agency: Agency) -> rules.Level:
    """The level on which a government leads by itself."""
    is_province = agency.kind == AgencyKind.PROVINCE.value
    return rules.Level.PROVINCE if is_province else rules.Level.REGENCY


def standing(incident: Incident) -> list[rules.Standing]:
    return [row.as_standing() for row in statuses(incident)]


def last_status(incident: Incident) -> EmergencyStatus | None:
    """The one that ends last; among equals the newest."""
    rows = list(statuses(incident))
    return max(rows, key=lambda row: (row.period.end or date.max, row.pk), default=None)


@dataclass(frozen=True)
class RoleAsked:
    """A role over all areas: heads wanted, how many needs, how many of them by assumption."""

    role: str
    tier: int
    desired: int
    count: int
    assumed: int


def roles_asked(incident: Incident) -> list[RoleAsked]:
    rows = Need.objects.filter(owner_kind=OWNER_KIND, owner_id=incident.pk, is_cancelled=False)
    figures = rows.values_list("role").annotate(
        first=Min("tier"), wanted=Sum("desired"), count=Count("pk"),
        assumed=Count("pk", filter=Q(is_assumption=True)),
    )  # fmt: skip
    return [RoleAsked(*row) for row in figures.order_by("first", "role")]


def people_out(incident: Incident) -> int:
    """How many people are ordered, on their way or serving for this incident."""
    return Assignment.objects.filter(
        need__owner_kind=OWNER_KIND,
        need__owner_id=incident.pk,
        state__in=RUNNING,
    ).count()


def as_label(incident_id: int) -> tuple[str, str]:
    """The name and the address of an incident."""
    name = Incident.objects.filter(pk=incident_id).values_list("name", flat=True).first()
    return name or "", reverse("mobilisation:board", args=[incident_id])


def agency_ids_of(incident_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The governments whose people may be planned for an incident."""
    return each_with_all(Incident.agencies.through, "incident_id", "agency_id", incident_ids)


def as_owner(incident_id: int) -> Owner:
    """What staffing must know of an incident."""
    incident = Incident.objects.select_related("agency", "area").get(pk=incident_id)
    rows = list(statuses(incident))
    return Owner(
        kind=OWNER_KIND,
        id=incident.pk,
        name=incident.name,
        agency_id=incident.agency_id,
        agency_ids=agency_ids_of([incident.pk]).get(incident.pk, ()),
        basis=(
            "Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana;",
            "Peraturan Pemerintah Nomor 21 Tahun 2008 tentang Penyelenggaraan Penanggulangan Bencana;",
            *(f"{_decree(row)};" for row in rows),
        ),
        task=f"penanganan {incident.name}",
        has_status=bool(rows),
        lapses_on=rules.ends_on([row.period for row in rows]),
        url=reverse("mobilisation:board", args=[incident.pk]),
        is_closed=incident.closed_at is not None,
    )


def _decree(row: EmergencyStatus) -> str:
    number = f" Nomor {row.decree}" if row.decree else " (lisan, surat menyusul)"
    return f"Keputusan {row.authority}{number} tentang status {row.get_status_display().lower()}"


def _as_named(incidents: Iterable[Incident]) -> list[Named]:
    return [
        Named(OWNER_KIND, row.pk, row.name, reverse("mobilisation:board", args=[row.pk]))
        for row in incidents
    ]


def named(incident_ids: Collection[int]) -> dict[int, Named]:
    rows = Incident.objects.filter(pk__in=incident_ids).order_by("pk")
    return {owner.id: owner for owner in _as_named(rows)}


def seen(user: User) -> list[Named]:
    """Running incidents this user may see, the newest first."""
    if not accounts.reach(user, Right.VIEW_INCIDENTS):
        return []
    rows = access.visible(user).filter(closed_at=None)
    return _as_named(rows.order_by("-started_at", "pk"))


def concerning(agency_id: int) -> list[Named]:
    """Running incidents that may ask this government for people, the newest first."""
    rows = Incident.objects.filter(closed_at=None, agencies=agency_id)
    return _as_named(rows.order_by("-started_at", "pk"))


def led(user: User, on: date) -> list[Named]:
    """Running incidents whose plans this user makes, the newest first."""
    plans = accounts.reach(user, Right.PLAN)
    if not plans:
        return []
    if plans == accounts.reach(user, Right.MANAGE_INCIDENTS):  # then one reading serves both
        found: list[Any] = led_with_status(user, lessons.overdue(user, on))
        known = sorted((row for row in found if row.is_led), key=lambda row: row.pk)
        return _as_named(sorted(known, key=lambda row: row.started_at, reverse=True))
    rows = access.plannable(user).filter(closed_at=None)
    return _as_named(rows.order_by("-started_at", "pk"))


def _upper(field: str) -> Func:
    return Func(field, function="upper", output_field=DateField())


def led_with_status(user: User, taught: QuerySet[Lesson]) -> list[Incident]:
    """
    Running incidents this user leads (`is_led`), and others that taught one of `taught`; the oldest
    first, in one query. Each tells `has_decree`, of the status that ends last `last_id` and
    `last_period` (None where none was ever set), and `taught`: change and due of its lessons.
    Remembered for the request.
    """
    if "_led_incidents" in user.__dict__:
        known: list[Incident] = user.__dict__["_led_incidents"]
        return known
    status = EmergencyStatus.objects.filter(incident=OuterRef("pk"))
    last = status.order_by(_upper("period").desc(nulls_first=True), "-pk")
    led = Q(pk__in=access.manageable(user).filter(closed_at=None).order_by().values("pk"))
    own = taught.filter(incident=OuterRef("pk")).order_by("due", "pk")
    rows = Incident.objects.annotate(
        is_led=Case(When(led, then=True), default=False, output_field=BooleanField()),
        taught=ArraySubquery(own.values(told=JSONObject(change="change", due="due"))),
    ).filter(Q(is_led=True) | Q(taught__len__gt=0)).annotate(
        has_decree=Exists(status.exclude(decree="")), last_id=Subquery(last.values("pk")[:1]),
        last_period=Subquery(last.values("period")[:1]),
    )  # fmt: skip
    found = user.__dict__["_led_incidents"] = list(rows.order_by("started_at", "pk"))
    return found
