"""A case on one screen: its clocks, what comes next, whose it is, who may have it, what is like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, Func, IntegerField, OuterRef, Q
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.organisation import queries as organisation
from luwes.services import access, authority, routing, similar, timekeeping, wording
from luwes.services.authority import Whose
from luwes.services.models import CannedAnswer, Case, CaseEntry
from luwes.services.models.cases import CLOCK_LABELS
from luwes.services.queries import desk
from luwes.services.rules.clocks import Calendar
from luwes.services.rules.states import OPEN, CaseState
from luwes.ui.tags.words import near

FOLLOWERS = 20


@dataclass(frozen=True)
class Opened:
    """
    A case as somebody opened it. `knows_who`: whether they learn who it is; `followers`: how many
    follow it, counted up to a limit.
    """

    case: Case
    service_name: str
    unit_name: str
    knows_who: bool
    followers: int


def opened(user: User, case_id: int, on: date) -> Opened | None:
    """None where the user may not see it; with all that its page names, in one query."""
    follow = Case.objects.filter(head=OuterRef("pk"), state=CaseState.BUNDLED.value).order_by()
    rows = access.seen_cases(user, on).select_related(
        "subject", "area", "agency", "officer", "form", "entered_by"
    )
    case = rows.annotate(
        is_held=ExpressionWrapper(access.is_held(user, on), BooleanField()),
        service_name=wording.service_name(), unit_name=organisation.unit_name("unit", on),
        follower_count=Func(
            ArraySubquery(follow.values("pk")[: desk.MOST]), function="CARDINALITY",
            output_field=IntegerField(),
        ),
    ).filter(pk=case_id).first()  # fmt: skip
    if case is None:
        return None
    found: Any = case
    return Opened(
        case, found.service_name or "", found.unit_name or "",
        not case.is_secret or bool(found.is_held), found.follower_count,
    )  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """A clock in words. `kind` as of a state: good, wait, danger."""

    label: str
    law: str
    limit: str
    text: str
    kind: str
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tick:
    """A step: `done`, or the next one (`is_next`), or later."""

    text: str
    done: bool = False
    is_next: bool = False


def clocks(found: Sequence[timekeeping.Standing], office: Calendar) -> list[Clock]:
    shown = []
    for one in found:
        reading = one.reading
        if one.is_met:
            text = _("dipenuhi %s") % near(one.clock.met_at)
            kind = "warn" if reading.is_late else "good"
        elif reading.due is None:
            text, kind = (
                _("berhenti; tersisa %s") % wording.working(max(0, reading.left)),
                "plain",
            )
        else:
            text = _("sebelum %(due)s (%(left)s)") % {"due": near(reading.due), "left": wording.left(reading)}  # fmt: skip
            kind = "danger" if reading.is_late else "wait"
        years = () if one.is_met else tuple(wording.unknown_years(reading, one.clock.started_at, office))  # fmt: skip
        shown.append(
            Clock(
                str(CLOCK_LABELS[one.clock.kind]), one.clock.basis, wording.working(one.clock.minutes),
                text, kind, years,
            )
        )  # fmt: skip
    return shown


def whose(case: Case, on: date) -> Whose | None:
    if case.subject is None or case.area is None:
        return None
    return authority.whose(case.subject, case.area, f"{case.place} {case.text}", on)


def is_elsewhere(case: Case, found: Whose | None) -> bool:
    """Whether another government, or another unit of this one, looks after it."""
    if found is None:
        return False
    unit = found.service.unit if found.service else found.unit
    return found.agency.pk != case.agency_id or (unit is not None and unit.pk != case.unit_id)


def ticks(case: Case, entries: Sequence[CaseEntry], found: Whose | None) -> list[Tick]:
    """What was done and what comes next, the first that is not done being the next."""
    find = (
        _("Tentukan atasan yang menangani") if access.is_complaint(case) else _("Carikan petugas")
    )
    steps = [(_("Petugas ada: %s") % case.officer.full_name, True) if case.officer else (find, False)]  # fmt: skip
    if case.area or case.lat is not None:
        photo = desk.has_citizen_photo(entries)
        steps.append((_("Foto dan letak lengkap") if photo else _("Letak diketahui"), True))
    if found is not None:
        away = is_elsewhere(case, found)
        words = _("Kewenangan: %s; teruskan") % found.agency.name if away else _("Kewenangan diperiksa: kantor ini")  # fmt: skip
        steps.append((words, not away))
    if case.state == CaseState.WAITING.value:
        steps.append((_("Tunggu jawaban warga"), False))
    over = CaseState(case.state) not in OPEN
    steps.append((_("Balas warga"), desk.is_answered(entries)))
    steps.append((_("Kerjakan, lalu tutup dengan bukti"), over))
    first = next((i for i, (_text, done) in enumerate(steps) if not done), None)
    return [Tick(text, done, i == first and not over) for i, (text, done) in enumerate(steps)]


@dataclass(frozen=True)
class Hands:
    """Who may have it, and who may not with why not."""

    able: list[routing.Candidate]
    others: list[tuple[str, str]]


def hands(case: Case, now: datetime, on: date) -> Hands:
    found = [one for one in routing.candidates(case, now, on) if one.employee.pk != case.officer_id]
    names = desk.skill_names(sorted({pk for one in found for pk in one.lacks}))
    return Hands(
        [one for one in found if one.may_have_it],
        [
            (one.employee.full_name, one.officer.away or ", ".join(names[pk] for pk in one.lacks if pk in names))
            for one in found if not one.may_have_it
        ],
    )  # fmt: skip


def alike(case: Case, now: datetime, on: date, user: User) -> list[similar.Near]:
    """Open ones of the same thing that could be its head, or follow it, and that the user sees."""
    if case.subject is None:
        return []
    found = similar.near(case.subject, similar.point_of(case), case.area, case.place, now)
    others = [one for one in found if one.case.pk != case.pk]
    seen = set(
        access.seen_cases(user, on).order_by()
        .filter(pk__in=[one.case.pk for one in others]).values_list("pk", flat=True)
    ) if others else set()  # fmt: skip
    return [one for one in others if one.case.pk in seen]


def followers(case: Case) -> list[Case]:
    """The newest that follow it."""
    rows = Case.objects.filter(head=case, state=CaseState.BUNDLED.value).order_by("-pk")
    return list(rows.only("number", "received_at")[:FOLLOWERS])


def canned(case: Case) -> list[CannedAnswer]:
    rows = CannedAnswer.objects.filter(agency=case.agency_id)
    return list(rows.filter(Q(service=None) | Q(service=case.service_id)).order_by("title", "pk"))


def fill_in(case: Case, *, with_name: bool) -> dict[str, str]:
    """For an answer kept ready; a secret name is in no draft, nor one that other citizens would read."""
    place = case.place or (case.area.name if case.area else "")
    return {
        "nama": case.name if with_name else _("Bapak/Ibu"), "nomor": case.number, "tempat": place,
        "tenggat": near(case.due_at),
    }  # fmt: skip
