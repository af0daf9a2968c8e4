"""The officers' desk: one's own queue by what is due, and all cases of those who watch over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case as Switch
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.core.days import midnight
from luwes.core.states import values
from luwes.organisation import queries as organisation
from luwes.organisation.models import Competency
from luwes.people.models import Employee
from luwes.services import access, wording
from luwes.services.models import Case, CaseEntry, CasePause, ServiceSkill
from luwes.services.rules.states import OPEN, OVER, CaseState, EntryKind
from luwes.ui import paging

A_PAGE = 50
QUEUE = 12  # beside a case
MOST = 500
_OPEN = values(OPEN)
_LONG = CasePause.objects.filter(case=OuterRef("pk"), until=None, reminded_at__isnull=False)
STATES = {
    "terbuka": Q(state__in=_OPEN),
    "belum-ada-petugas": Q(state="received", officer=None),
    "dibuka-kembali": Q(state__in=_OPEN, reopened__gt=0),
    "menunggu-warga": Q(state="waiting"),
    "lama-menunggu": Q(state="waiting") & Q(Exists(_LONG)),
    "digabung": Q(state="bundled"),
    "selesai": Q(state__in=values(OVER)),
}


@dataclass(frozen=True)
class Row:
    """A case as a list shows it. `lacks`: competencies that nobody there has, where nobody has it."""

    case: Case
    title: str
    about: str
    is_late: bool
    unit: str = ""
    followers: int = 0
    lacks: str = ""

    @property
    def is_unroutable(self) -> bool:
        return self.case.officer_id is None and self.case.state == CaseState.RECEIVED.value


@dataclass(frozen=True)
class Counts:
    """Up to MOST each."""

    late: int
    today: int
    all: int


@dataclass(frozen=True)
class Troubles:
    """Of all cases one watches over, up to MOST each."""

    unroutable: int
    reopened: int
    late: int


def queue(user: User, on: date) -> QuerySet[Case]:
    """What the officer has: by what is due; what waits for the citizen comes last."""
    waits = Switch(
        When(state="waiting", then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    rows = access.own_cases(user, on).filter(state__in=_OPEN)
    return rows.order_by(waits, F("due_at").asc(nulls_last=True), "pk")


def counts(user: User, now: datetime) -> Counts:
    rows = access.own_cases(user, localdate(now)).filter(state__in=_OPEN).order_by()
    return Counts(
        _up_to(rows.filter(due_at__lt=now)),
        _up_to(rows.filter(due_at__gte=now, due_at__lt=day_ends(now))),
        _up_to(rows),
    )


def troubles(user: User, now: datetime) -> Troubles:
    rows = access.overseen_cases(user, localdate(now)).order_by()
    return Troubles(
        _up_to(rows.filter(STATES["belum-ada-petugas"])),
        _up_to(rows.filter(STATES["dibuka-kembali"])),
        _up_to(rows.filter(state__in=_OPEN, due_at__lt=now)),
    )


def _up_to(rows: QuerySet[Case]) -> int:
    return rows[:MOST].count()


def day_ends(now: datetime) -> datetime:
    return midnight(localdate(now) + timedelta(days=1))


@dataclass(frozen=True)
class Filter:
    """What an overseer looks for; nothing asked: all that is open."""

    state: str = "terbuka"
    unit: int | None = None
    service: int | None = None
    officer: int | None = None
    only_late: bool = False


def overseen(user: User, wanted: Filter, now: datetime) -> QuerySet[Case]:
    """Those without an officer first, then reopened ones, then by what is due."""
    first = Switch(
        When(STATES["belum-ada-petugas"], then=Value(0)),
        When(STATES["dibuka-kembali"], then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    rows = access.overseen_cases(user, localdate(now)).filter(
        STATES.get(wanted.state, STATES["terbuka"])
    )
    if wanted.unit:
        rows = rows.filter(unit=wanted.unit)
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.officer:
        rows = rows.filter(officer=wanted.officer)
    if wanted.only_late:
        rows = rows.filter(state__in=_OPEN, due_at__lt=now)
    return rows.order_by(first, F("due_at").asc(nulls_last=True), "pk")


def page(rows: QuerySet[Case], number: int, now: datetime, on: date) -> paging.Stretch[Row]:
    """Keys are counted; the rest is read of one page's rows alone."""
    keys = rows.values_list("pk", flat=True)
    found = paging.stretch(lambda a, b: list(keys[a:b]), number, A_PAGE)
    return found.holding(shown(list(found.rows), now, on))


def shown(ids: Sequence[int], now: datetime, on: date) -> list[Row]:
    """In this order; five queries more however many."""
    related = Case.objects.select_related("subject", "area", "officer")
    cases = related.defer("answers", "name", "phone", "email", "nik").in_bulk(ids)
    services = wording.service_names({c.service_id for c in cases.values() if c.service_id})
    units = organisation.unit_names(sorted({c.unit_id for c in cases.values() if c.unit_id}), on)
    followers = _followers(ids)
    lacks = _asked_of({c.service_id for c in cases.values() if c.service_id and c.officer_id is None})  # fmt: skip
    return [
        Row(
            case, wording.title(case, services), wording.about(case, services),
            case.due_at is not None and case.due_at < now, units.get(case.unit_id or 0, ""),
            followers.get(case.pk, 0), lacks.get(case.service_id or 0, ""),
        )
        for case in (cases[pk] for pk in ids if pk in cases)
    ]  # fmt: skip


def _followers(ids: Sequence[int]) -> dict[int, int]:
    rows = Case.objects.filter(head__in=ids, state="bundled").order_by().values_list("head_id")
    return dict(rows.annotate(n=Count("pk")))


def _asked_of(service_ids: set[int]) -> dict[int, str]:
    rows = ServiceSkill.objects.filter(service__in=service_ids).select_related("competency")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("competency__name", "pk"):
        found.setdefault(row.service_id, []).append(str(row.competency))
    return {pk: ", ".join(names) for pk, names in found.items()}


def choices(user: User, on: date) -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[tuple[int, str]]]:  # fmt: skip
    """Units, services and officers of open cases the user watches over, for the filter."""
    rows = access.overseen_cases(user, on).filter(state__in=_OPEN).order_by()
    unit_ids = list(rows.exclude(unit=None).values_list("unit_id", flat=True).distinct()[:200])
    service_ids = set(rows.exclude(service=None).values_list("service_id", flat=True).distinct()[:200])  # fmt: skip
    officer_ids = rows.exclude(officer=None).values_list("officer_id", flat=True).distinct()[:200]
    people = Employee.objects.filter(pk__in=list(officer_ids)).order_by("name", "pk")
    return (
        sorted(organisation.unit_names(unit_ids, on).items(), key=lambda one: one[1]),
        sorted(wording.service_names(service_ids).items(), key=lambda one: one[1]),
        [(one.pk, one.full_name) for one in people],
    )


def beside(user: User, now: datetime, on: date) -> list[Row]:
    """The first of the officer's queue, as they stand beside a case; one query."""
    rows = queue(user, on).select_related("subject").annotate(service_name=wording.service_name())
    rows = rows.defer("answers", "name", "phone", "email", "nik")
    return [
        Row(
            case, wording.title(case, {case.service_id or 0: case.service_name or ""}), "",
            case.due_at is not None and case.due_at < now,
        )
        for case in rows[:QUEUE]
    ]  # fmt: skip


def skill_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(Competency.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name"))


def everything(case: Case) -> list[CaseEntry]:
    """All that is on a case in the order in which it came, with files; two queries."""
    rows = case.entries.select_related("by").prefetch_related("files")
    return list(rows.order_by("at", "pk"))


def readable(case: Case, found: Sequence[CaseEntry]) -> list[CaseEntry]:
    """But for what another government that had it before wrote for itself."""
    return [e for e in found if not e.is_internal or e.agency_id in {None, case.agency_id}]


def entries(case: Case) -> list[CaseEntry]:
    return readable(case, everything(case))


def has_citizen_photo(found: Sequence[CaseEntry]) -> bool:
    return any(e.by_citizen and any(f.kind == "jpeg" for f in e.files.all()) for e in found)


def shows_work(case: Case, found: Sequence[CaseEntry]) -> bool:
    """Whether the citizen sees what the present office attached to a step or closing since it was last reopened."""
    again = max((e.at for e in found if e.kind == EntryKind.REOPENED.value), default=None)
    return any(
        any(not file.by_citizen and not file.is_internal for file in entry.files.all())
        for entry in found
        if entry.kind in {EntryKind.CLOSED.value, EntryKind.STEP.value}
        and entry.agency_id == case.agency_id and (again is None or entry.at > again)
    )  # fmt: skip


def is_answered(found: Sequence[CaseEntry]) -> bool:
    told = {EntryKind.MESSAGE.value, EntryKind.QUESTION.value, EntryKind.STEP.value, EntryKind.CLOSED.value}  # fmt: skip
    return any(e.kind in told and not e.by_citizen for e in found)
