"""What people carry, read for many at once: the same number of queries for one as for five hundred."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from luwes.appointments.entitlements import limits_on, served_since
from luwes.appointments.models import Holiday, Leave, LeaveOpening, LeaveRequest
from luwes.appointments.rules import LeaveKind, entitlement
from luwes.appointments.rules.entitlement import Taken, WorkDays
from luwes.core.periods import Period
from luwes.learning.models import ClassSession, Enrolment
from luwes.learning.rules.states import ClassState, EnrolmentState
from luwes.motivation.models import LoadSignal
from luwes.motivation.rules import load as rules
from luwes.motivation.rules.load import AWAY_WITHIN, NEAR, WINDOW, Load, State, Work
from luwes.people.models import Employee
from luwes.people.rules import Employment
from luwes.services.models import Case
from luwes.services.rules.states import CaseState
from luwes.staffing.hours import Duty, Policy
from luwes.staffing.models import BINDING, Assignment, Presence, Shift
from luwes.staffing.rules import FULL, SERVING
from luwes.staffing.rules import Load as Share

_DAY = timedelta(days=1)
_SERVED = {state.value for state in SERVING}
_HELD = [CaseState.ASSIGNED.value, CaseState.WAITING.value]
_GOING = [ClassState.OPEN.value, ClassState.RUNNING.value]


def carrying(on: date, now: datetime) -> QuerySet[Employee]:
    """
    Whoever has anything beside the usual work, or a signal that is not over; by key.

    Everybody else, by far the most, is not read at all.
    """
    near = Period(on - AWAY_WITHIN, on + NEAR)
    parts: tuple[QuerySet[Any, Any], ...] = (
        Assignment.objects.filter(state__in=BINDING, period__overlap=near).values_list("employee_id"),
        Shift.objects.filter(ends_at__gt=now - NEAR, starts_at__lt=now + NEAR).values_list("employee_id"),
        Case.objects.filter(state__in=_HELD).exclude(officer=None).values_list("officer_id"),
        ClassSession.objects.filter(
            begins_at__gt=now, begins_at__lt=now + WINDOW, course_class__state__in=_GOING,
            course_class__enrolments__state=EnrolmentState.ENROLLED.value,
        ).values_list("course_class__enrolments__employee_id"),
        LoadSignal.objects.exclude(state=State.OVER.value).values_list("employee_id"),
    )  # fmt: skip
    first, *rest = (part.order_by() for part in parts)
    found = first.union(*rest)
    return Employee.objects.filter(pk__in=found, is_current=True).order_by("pk")


@dataclass
class _Known:
    """One person's rows, gathered."""

    duties: list[Duty] = field(default_factory=list)
    duty_days: set[date] = field(default_factory=set)
    away: set[date] = field(default_factory=set)
    busy: set[date] = field(default_factory=set)  # not at the own post: on full duty, or on leave
    since: date | None = None
    beside: list[Share] = field(default_factory=list)


def loads_of(people: Collection[Employee], policy: Policy, *, on: date, now: datetime) -> dict[int, Load]:  # fmt: skip
    """The figures of these people on a day."""
    here, ids = localtime(now), [person.pk for person in people]
    known: dict[int, _Known] = defaultdict(_Known)
    _duties(known, ids, policy, on, here)
    leaves = _leaves(known, ids, on)
    holidays = _holidays({person.agency_id for person in people}, on)
    cases, overdue = _cases(ids, now)
    classes = _classes(ids, now)
    lapsing = _lapsing(people, leaves, holidays, on)
    found = {}
    for person in people:
        one, free = known[person.pk], holidays[person.agency_id]
        leave, law = lapsing.get(person.pk, (0, ""))
        work = Work(
            tuple(one.duties), frozenset(one.duty_days), frozenset(one.away),
            frozenset(_home_days(one.busy, free, on)), one.since, tuple(one.beside),
            cases[person.pk], overdue[person.pk], tuple(classes[person.pk]), leave, law,
        )  # fmt: skip
        found[person.pk] = rules.figures(work, now=here)
    return found


# ── duties ───────────────────────────────────────────────────────────


def _duties(
    known: dict[int, _Known], ids: list[int], policy: Policy, on: date, now: datetime
) -> None:
    """Served duties by check-ins, else by the rota; days of those without a clock."""
    near = Period(on - AWAY_WITHIN, on + NEAR)
    rows = list(
        Assignment.objects.filter(employee_id__in=ids, state__in=BINDING, period__overlap=near)
        .order_by("period", "pk")
        .values_list("pk", "employee_id", "period", "load", "state", "beside_work")
    )
    signs = _signs([row[0] for row in rows], now)
    shifts = _shifts(ids, now)
    for pk, person, period, load, state, beside in rows:
        one = known[person]
        if beside or load < FULL:
            one.beside.append(Share(period, load))
            continue
        days = set(_days(period, near))
        one.busy |= days
        on_clock = shifts.get(pk, [])
        ahead = [duty for duty in on_clock if duty.starts_at > now]
        if pk in signs:
            past = rules.stays(signs[pk], now, policy)
        else:
            past = [duty for duty in on_clock if duty.starts_at <= now]
        one.duties += [*past, *ahead]
        if state in _SERVED:
            gone = {day for day in days if day <= on}
            one.away |= gone
            if not on_clock and pk not in signs:
                one.duty_days |= gone
            if on in period:
                one.since = min(one.since or period.start, period.start)


def _days(period: Period, within: Period) -> Iterator[date]:
    common = period.common(within)
    for n in range((common.days or 0) if common else 0):
        assert common
        yield common.start + n * _DAY


def _signs(assignments: list[int], now: datetime) -> dict[int, list[tuple[datetime, bool]]]:
    rows = Presence.objects.filter(
        assignment_id__in=assignments, at__gt=now - NEAR - _DAY, at__lte=now
    )
    found: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for pk, at, kind in rows.order_by("at", "pk").values_list("assignment_id", "at", "kind"):
        found[pk].append((localtime(at), kind == "in"))
    return dict(found)


def _shifts(ids: list[int], now: datetime) -> dict[int, list[Duty]]:
    rows = Shift.objects.filter(
        employee_id__in=ids, absence=None, ends_at__gt=now - 3 * NEAR, starts_at__lt=now + NEAR
    )
    found: dict[int, list[Duty]] = defaultdict(list)
    for pk, starts, ends in rows.order_by("starts_at", "pk").values_list(
        "assignment_id", "starts_at", "ends_at"
    ):
        found[pk].append(Duty(localtime(starts), localtime(ends)))
    return dict(found)


# ── days at the own post, leave ──────────────────────────────────────


def _leaves(known: dict[int, _Known], ids: list[int], on: date) -> dict[int, list[tuple[str, Period]]]:  # fmt: skip
    """Leave of this year and the last; its days are worked nowhere. Of its kinds only annual leave is looked at."""
    since = Period(date(on.year - 2, 1, 1), on + NEAR)
    found: dict[int, list[tuple[str, Period]]] = defaultdict(list)
    rows = Leave.objects.filter(employee_id__in=ids, period__overlap=since).order_by("period", "pk")
    near = Period(on - AWAY_WITHIN, on + NEAR)
    for person, kind, period in rows.values_list("employee_id", "kind", "period"):
        found[person].append((kind, period))
        known[person].busy |= set(_days(period, near))
    return found


def _holidays(agencies: Collection[int], on: date) -> dict[int, frozenset[date]]:
    rows = Holiday.objects.filter(
        Q(agency=None) | Q(agency_id__in=agencies), day__gte=date(on.year - 2, 1, 1),
        day__lt=date(on.year + 2, 1, 1),
    )  # fmt: skip
    found: dict[int | None, set[date]] = defaultdict(set)
    for agency, day in rows.order_by("day").values_list("agency_id", "day"):
        found[agency].add(day)
    return {pk: frozenset(found[None] | found[pk]) for pk in agencies}


def _home_days(busy: Collection[date], free: Collection[date], on: date) -> Iterator[date]:
    """Monday to Friday, as the working week counts its 37,5 hours."""
    first = on - 3 * NEAR
    for n in range((3 * NEAR + NEAR).days):
        day = first + n * _DAY
        if day.weekday() < 5 and day not in free and day not in busy:
            yield day


def _lapsing(
    people: Iterable[Employee], leaves: dict[int, list[tuple[str, Period]]],
    holidays: dict[int, frozenset[date]], on: date,
) -> dict[int, tuple[int, str]]:  # fmt: skip
    """Days of annual leave that are lost with the year, and the law; asked from October on only."""
    if on.month < 10:
        return {}
    rows, ids = list(people), [person.pk for person in people]
    openings = LeaveOpening.objects.filter(employee_id__in=ids).values_list("employee_id", "year", "days")  # fmt: skip
    opened = {pk: (year, days) for pk, year, days in openings}
    deferred: dict[int, Counter[int]] = defaultdict(Counter)
    asked = LeaveRequest.objects.filter(employee_id__in=ids, deferred_days__gt=0)
    for pk, period, days in asked.order_by("pk").values_list("employee_id", "period", "deferred_days"):  # fmt: skip
        deferred[pk][period.start.year] += days
    limits = {is_pns: limits_on(on, is_pns=is_pns) for is_pns in (True, False)}
    found = {}
    for person in rows:
        is_pns = person.employment == Employment.PNS.value
        work, taken = WorkDays(holidays[person.agency_id]), leaves.get(person.pk, [])
        used: Counter[int] = Counter()
        for kind, period in taken:
            if kind == LeaveKind.ANNUAL.value:
                used.update(work.by_year(period))
        long_years = {period.start.year for kind, period in taken if kind == LeaveKind.LONG.value}
        known = Taken(used, deferred[person.pk], long_years, opened.get(person.pk))
        balance = entitlement.annual(on.year, known, limits[is_pns], since=served_since(person))
        kept = limits[is_pns].carry_days + deferred[person.pk][on.year]
        if balance.left > kept:
            law = "PP 11/2017 ps. 313" if is_pns else "BKN 7/2022"
            found[person.pk] = (balance.left - kept, law)
    return found


# ── cases and classes ────────────────────────────────────────────────


def _cases(ids: list[int], now: datetime) -> tuple[Counter[int], Counter[int]]:
    rows = Case.objects.filter(officer_id__in=ids, state__in=_HELD).order_by()
    count: Counter[int] = Counter()
    overdue: Counter[int] = Counter()
    for pk, due in rows.values_list("officer_id", "due_at"):
        count[pk] += 1
        overdue[pk] += due is not None and due < now
    return count, overdue


def _classes(ids: list[int], now: datetime) -> dict[int, list[Duty]]:
    enrolled = Enrolment.objects.filter(
        employee_id__in=ids, state=EnrolmentState.ENROLLED.value,
        course_class__state__in=_GOING, course_class__sessions__ends_at__gt=now,
        course_class__sessions__begins_at__lt=now + WINDOW,
    )  # fmt: skip
    found: dict[int, list[Duty]] = defaultdict(list)
    names = ("employee_id", "course_class__sessions__begins_at", "course_class__sessions__ends_at")
    for pk, begins, ends in enrolled.order_by("pk").values_list(*names):
        found[pk].append(Duty(localtime(begins), localtime(ends)))
    return found


def work_days(agency_ids: Collection[int], on: date) -> dict[int, WorkDays]:
    """By government, Monday to Friday without holidays; for limits of time."""
    return {pk: WorkDays(free) for pk, free in _holidays(agency_ids, on).items()}
