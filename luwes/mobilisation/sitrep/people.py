"""Who was sent to an incident: by home government and regency, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, Sum

from luwes.mobilisation.queries import OWNER_KIND
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.places.models import Area
from luwes.staffing.models import Assignment, FieldReport, PlanUnit
from luwes.staffing.queries import plans_of, unit_labels
from luwes.staffing.reports import URGENT
from luwes.staffing.rules import AssignmentState

STATES = {
    AssignmentState.ORDERED.value: "asked", AssignmentState.ACCEPTED.value: "coming",
    AssignmentState.ACTIVE.value: "here", AssignmentState.COMPLETED.value: "done",
}  # fmt: skip
REGENCY = 5  # characters of a regency's code
MOST_UNITS = 20


@dataclass(frozen=True)
class Group:
    """People of one government or regency, by how far they are; `code` of the regency."""

    name: str
    code: str
    counts: Mapping[str, int]

    @property
    def whole(self) -> int:
        return sum(self.counts.values())


def by_home(incident_id: int, on: date) -> tuple[list[Group], list[Group]]:
    """By home government, and by the regency where the home unit stands; the largest first."""
    sent = Assignment.objects.filter(
        need__owner_kind=OWNER_KIND, need__owner_id=incident_id, need__is_cancelled=False,
        state__in=STATES,
    )  # fmt: skip
    rows = list(
        sent.order_by().values_list("home_unit_id", "state").annotate(count=Count("pk"))
    )  # fmt: skip
    units = {unit for unit, _state, _count in rows}
    homes = {
        pk: (agency, code or "")
        for pk, agency, code in OrgUnit.objects.filter(pk__in=units)
        .order_by("pk")
        .values_list("pk", "agency__name", "agency__area__code")
    }
    places = dict(
        UnitShape.objects.filter(unit_id__in=units, period__contains=on)
        .exclude(area=None)
        .order_by("pk")
        .values_list("unit_id", "area__code")
    )
    agencies: dict[str, Counter[str]] = defaultdict(Counter)
    regencies: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, state, count in rows:
        agency, code = homes[unit]
        agencies[agency][STATES[state]] += count
        regencies[(places.get(unit) or code)[:REGENCY]][STATES[state]] += count
    names = dict(Area.objects.filter(code__in=regencies).order_by("pk").values_list("code", "name"))
    return (
        _largest_first([Group(name, "", counts) for name, counts in agencies.items()]),
        _largest_first(
            [Group(names.get(code, ""), code, counts) for code, counts in regencies.items()]
        ),
    )


def _largest_first(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.whole, group.name, group.code))


@dataclass(frozen=True)
class Unit:
    """What the newest issued plan that took people leaves at a unit under one presence rule."""

    name: str
    group: str
    present: int
    taken: int
    minimum: int

    @property
    def left(self) -> int:
        return self.present - self.taken


def units_at_limit(incident_id: int, on: date) -> list[Unit]:
    """
    Units that issued plans, also those with other incidents, left at their minimum or below, the
    worst first; a few.
    """
    issued = plans_of(OWNER_KIND, incident_id).filter(state="issued").order_by().values("pk")
    newest = (
        PlanUnit.objects.filter(plan__in=issued, taken__gt=0)
        .order_by("unit_id", "group_id", "-plan__number", "pk")
        .distinct("unit_id", "group_id")
    )  # fmt: skip
    tight = PlanUnit.objects.filter(pk__in=newest.values("pk"), minimum__gt=0)
    tight = tight.filter(present__lte=F("minimum") + F("taken"))
    rows = list(
        tight.annotate(room=F("present") - F("taken") - F("minimum"))
        .order_by("room", "-taken", "pk")
        .values_list("unit_id", "group__name", "present", "taken", "minimum")[:MOST_UNITS]
    )
    names = unit_labels([row[0] for row in rows], on) if rows else {}
    return [Unit(names.get(unit, ""), group or "", *figures) for unit, group, *figures in rows]


def field_reports(incident_id: int, since: datetime, until: datetime | None = None) -> dict[str, int]:  # fmt: skip
    """
    Numbers only, never words: of each kind in all, and from an instant on; `heads` asked for.
    `until`: as if nothing had been told after it.
    """
    rows = FieldReport.objects.filter(need__owner_kind=OWNER_KIND, need__owner_id=incident_id)
    if until is not None:
        rows = rows.filter(at__lte=until)
    fresh = Q(at__gte=since)
    kinds = {kind: Q(kind=kind) for kind in ("news", "more", "hurt")}
    counts = {kind: Count("pk", filter=is_it) for kind, is_it in kinds.items()}
    counts |= {f"{kind}_since": Count("pk", filter=is_it & fresh) for kind, is_it in kinds.items()}
    found: dict[str, int] = rows.aggregate(
        **counts, unread=Count("pk", filter=Q(kind__in=URGENT, seen_at=None)), heads=Sum("heads")
    )
    return {name: value or 0 for name, value in found.items()}
