"""What time does by itself: warnings before a breach, routing again, the end of the time to reopen."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.utils.timezone import localdate

from luwes.core.db import lock, lock_ids
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.services import facts, messages, routing, timekeeping
from luwes.services.actions import ending, giving
from luwes.services.models import Case, CaseClock, CasePause
from luwes.services.rules.clocks import Calendar, Pause, Reading
from luwes.services.rules.limits import PATIENCE_DAYS, WARN_SHARE
from luwes.services.rules.states import IN_WORK, OPEN, REOPEN_DAYS, CaseState

A_BATCH = 500
# A clock of 60 working days has a quarter left some five weeks with holidays before its end.
AHEAD = timedelta(days=45)
_IN_WORK = values(IN_WORK)
_OPEN = values(OPEN)


# What giving a case asks of it: what is sealed of a citizen stays closed.
_GIVEN = (
    "number",
    "state",
    "agency",
    "unit",
    "service",
    "kind",
    "officer",
    "given_at",
    "complained_about",
)


def warn(*, now: datetime) -> int:
    """Warn once at three quarters of a clock's time, and tell once that it is over; how many."""
    offices: dict[tuple[int, date], Calendar] = {}
    return sum(_warn(ids, now, offices) for ids in _batches(_candidates(now)))


def _candidates(now: datetime) -> QuerySet[CaseClock]:
    """Clocks that may have come so far; no more working time has gone by than time."""
    used = ExpressionWrapper(
        Value(timedelta(minutes=WARN_SHARE) / 100) * F("minutes"), DurationField()
    )
    rows = CaseClock.objects.filter(
        case__state__in=_IN_WORK, case__due_at__lte=now + AHEAD, met_at=None, breached_at=None,
        started_at__lte=now - used,
    )  # fmt: skip
    return rows.filter(Q(warned_at=None) | Q(case__due_at__lte=now))


def _batches(rows: QuerySet[CaseClock]) -> Iterator[list[int]]:
    ids = list(rows.order_by("case__due_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), A_BATCH):
        yield ids[start : start + A_BATCH]


@transaction.atomic
def _warn(ids: list[int], now: datetime, offices: dict[tuple[int, date], Calendar]) -> int:
    """Held while read: whoever answers meanwhile comes after, and is not reproached."""
    cases = CaseClock.objects.filter(pk__in=ids).order_by().values_list("case_id", flat=True)
    lock_ids(Case, sorted(set(cases)))
    rows = CaseClock.objects.filter(
        pk__in=ids, met_at=None, breached_at=None, case__state__in=_IN_WORK
    )
    found: list[facts.Warned] = []
    for clock in rows.select_related("case").prefetch_related("case__pauses").order_by("pk"):
        key = clock.case.agency_id, localdate(now)
        if key not in offices:
            offices[key] = timekeeping.calendar(*key)
        reading = _read(clock, now, offices[key])
        is_near = reading.used * 100 >= clock.minutes * WARN_SHARE
        if reading.is_late or (is_near and clock.warned_at is None):
            found.append(facts.Warned(clock.case_id, clock.pk, reading.is_late, now))
    late = [fact.clock_id for fact in found if fact.breached]
    near = [fact.clock_id for fact in found if not fact.breached]
    CaseClock.objects.filter(pk__in=late).update(breached_at=now)
    CaseClock.objects.filter(pk__in=near).update(warned_at=now)
    for fact in found:
        announce(fact)
    messages.warned(found, now)
    return len(found)


def _read(clock: CaseClock, now: datetime, office: Calendar) -> Reading:
    pauses: list[Pause] = [row.as_pause() for row in clock.case.pauses.all()]
    return clock.as_clock(sorted(pauses, key=lambda p: p.since)).read(now, office)


def remind(*, now: datetime) -> int:
    """Citizens who have not answered for days are reminded once; how many. Overseers see the list."""
    offices: dict[int, Calendar] = {}
    rows = CasePause.objects.filter(
        until=None, reminded_at=None, case__state=CaseState.WAITING.value,
        since__lte=now - timedelta(days=PATIENCE_DAYS),
    )  # fmt: skip
    found = list(rows.select_related("case").order_by("pk"))
    for pause in found:
        agency = pause.case.agency_id
        if agency not in offices:
            offices[agency] = timekeeping.calendar(agency, localdate(now))
    long = [p for p in found if offices[p.case.agency_id].days_between(p.since, now) > PATIENCE_DAYS]  # fmt: skip
    return sum(_remind(pause, now) for pause in long)


@transaction.atomic
def _remind(pause: CasePause, now: datetime) -> int:
    lock(pause.case)
    told = CasePause.objects.filter(pk=pause.pk, until=None, reminded_at=None)
    if not told.update(reminded_at=now):
        return 0
    messages.reminded(pause.case, now)
    return 1


def release_lost(*, now: datetime, on: date) -> int:
    """
    Cases of those who left, or whose grant or competency ended, are given anew; how many. Grants and
    competencies also end by the calendar. What a unit's officers may is read once a service.
    """
    rows = Case.objects.filter(state__in=_OPEN, officer__isnull=False)
    rows = rows.select_related("unit", "service").only(*_GIVEN)
    rows = rows.order_by("unit_id", "service_id", "complained_about_id", "pk")
    lost = 0
    for _key, group in groupby(list(rows), key=lambda case: (case.unit_id, case.service_id, case.complained_about_id)):  # fmt: skip
        cases = list(group)
        found = routing.candidates(cases[0], now, on)
        fit = {one.employee.pk for one in found if not one.lacks}
        for case in cases:
            if case.officer_id not in fit:
                lost += giving.release_lost(case=case, now=now, on=on)
    return lost


def route_waiting(*, now: datetime, on: date) -> int:
    """
    Ask again for cases that nobody has, by when they are due; how many found an officer.

    Where nobody may have the first of a unit's cases of a service, nobody may have the others.
    """
    rows = Case.objects.filter(
        officer=None, state=CaseState.RECEIVED.value, unit__isnull=False
    ).only(*_GIVEN)
    rows = rows.order_by("unit_id", "service_id", "due_at", "pk")
    given = 0
    for _key, group in groupby(list(rows), key=lambda case: (case.unit_id, case.service_id)):
        for case in group:
            if giving.route_again(case=case, now=now, on=on) is None:
                break
            given += 1
    return given


def confirm_by_time(*, now: datetime) -> int:
    """Closed, and nobody said otherwise in time: confirmed by the system; how many."""
    rows = Case.objects.filter(
        state=CaseState.CLOSED.value, closed_at__lte=now - timedelta(days=REOPEN_DAYS)
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), A_BATCH):
        _confirm(ids[start : start + A_BATCH], now)
    return len(ids)


@transaction.atomic
def _confirm(ids: list[int], now: datetime) -> None:
    lock_ids(Case, ids)
    for case in Case.objects.filter(pk__in=ids, state=CaseState.CLOSED.value).order_by("pk"):
        ending.settle(case, now, by_citizen=False)
