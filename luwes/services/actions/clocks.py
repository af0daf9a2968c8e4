"""The clocks of a case: begun, stopped while it waits for the citizen, met. Called by other actions alone."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from luwes.services import timekeeping
from luwes.services.models import Case, CaseClock, CasePause, ServiceVersion
from luwes.services.rules.clocks import DAY_MINUTES, Calendar
from luwes.services.rules.limits import INFORMATION_MORE, ClockKind, limit
from luwes.services.rules.states import OPEN, CaseKind, CaseState, VersionState

PROMISED = "Standar pelayanan"


def begin(case: Case, at: datetime) -> None:
    CaseClock.objects.bulk_create(_first(case, at))
    refresh(case, at)


def for_new(case: Case, at: datetime) -> list[CaseClock]:
    """Those of a case that is not written yet, which then knows what is due first; the caller writes both."""
    rows = _first(case, at)
    if rows:
        office = timekeeping.calendar(case.agency_id, localdate(at))
        case.due_at = timekeeping.next_due(timekeeping.standings(rows, [], at, office))
    return rows


def _first(case: Case, at: datetime) -> list[CaseClock]:
    """
    An answer and an end, by the law for its kind or by what the service promises, if that is sooner.
    What is promised to end before an answer were due is answered by its end.
    """
    rows = []
    on, kind = localdate(at), CaseKind(case.kind)
    on_site = case.service is not None and case.service.on_site
    promised = _promise(case)
    for clock in ClockKind:
        law = limit(kind, clock, on, on_site=on_site)
        minutes, days, basis = (law.minutes, law.working_days, law.law) if law else (0, 0, "")
        if clock is ClockKind.FIRST_ANSWER and 0 < promised <= minutes:
            continue
        if clock is ClockKind.FINISH and promised and (not minutes or promised < minutes):
            minutes, days, basis = promised, 0, PROMISED
        if minutes:
            rows.append(
                CaseClock(
                    case=case,
                    kind=clock.value,
                    minutes=minutes,
                    days=days,
                    basis=basis,
                    started_at=at,
                )
            )
    return rows


def promise(case: Case, at: datetime) -> None:
    """Of the service it was forwarded to, from now on, where nothing said when it has to end."""
    minutes = _promise(case)
    if minutes and not case.clocks.filter(kind=ClockKind.FINISH.value).exists():
        CaseClock.objects.create(
            case=case, kind=ClockKind.FINISH.value, minutes=minutes, basis=PROMISED, started_at=at
        )


def _promise(case: Case) -> int:
    if case.service_id is None:
        return 0
    rows = ServiceVersion.objects.filter(
        service=case.service_id, state=VersionState.PUBLISHED.value
    )
    return rows.order_by("pk").values_list("promised_minutes", flat=True).first() or 0


def stop(case: Case, at: datetime, reason: str, office: Calendar | None = None) -> None:
    """The clocks stand from now on; nothing where they stand already. `office`: its calendar, where it was read."""
    office = office or timekeeping.calendar(case.agency_id, localdate(at))
    for one in timekeeping.of_case(case, at, office):
        if not one.is_met:
            _note_breach(one, at)
    CasePause.objects.get_or_create(
        case=case, until=None, defaults={"since": at, "reason": reason[:200]}
    )
    refresh(case, at, office)


def go_on(case: Case, at: datetime) -> None:
    CasePause.objects.filter(case=case, until=None).update(until=at)
    refresh(case, at)


def inherit(case: Case, head: Case, at: datetime) -> None:
    """The case goes on in place of its head, whose time it takes over as it stood until now."""
    case.clocks.all().delete()
    case.pauses.all().delete()
    for clock in head.clocks.order_by("pk"):
        clock.pk, clock.case = None, case
        clock.save(force_insert=True)
    for pause in head.pauses.filter(since__lt=at).order_by("pk"):
        pause.pk, pause.case, pause.until = None, case, pause.until or at
        pause.save(force_insert=True)
    refresh(case, at)


def meet(
    case: Case, kinds: Collection[ClockKind], at: datetime, office: Calendar | None = None
) -> None:
    """The first time counts; a case that was reopened has to be finished anew. The caller holds the case."""
    office = office or timekeeping.calendar(case.agency_id, localdate(at))
    found = timekeeping.of_case(case, at, office)
    for one in found:
        if one.clock.kind in kinds and not one.is_met:
            _note_breach(one, at)
            CaseClock.objects.filter(pk=one.clock.pk).update(met_at=at)
            one.clock.met_at = at
    _due(case, found)


def extend(case: Case, at: datetime) -> None:
    """The end of a question for information comes so many working days later; the caller has looked whether."""
    clock = case.clocks.get(kind=ClockKind.FINISH.value)
    clock.minutes += INFORMATION_MORE * DAY_MINUTES
    clock.days += INFORMATION_MORE if clock.days else 0
    clock.extended_at, clock.warned_at = at, None
    clock.save(update_fields=["minutes", "days", "extended_at", "warned_at"])
    refresh(case, at)


def _note_breach(one: timekeeping.Standing, at: datetime) -> None:
    """Also where no warning came in between."""
    if one.reading.is_late:
        CaseClock.objects.filter(pk=one.clock.pk, breached_at=None).update(breached_at=at)


def reopen(case: Case, at: datetime) -> None:
    """The end is still to come: time between the closing and now does not count."""
    case.clocks.filter(kind=ClockKind.FINISH.value).update(met_at=None, warned_at=None)
    go_on(case, at)


def refresh(case: Case, at: datetime, office: Calendar | None = None) -> None:
    """When the next thing is due, for the queue to be sorted by; the caller saves nothing of it."""
    is_open = CaseState(case.state) in OPEN
    _due(case, timekeeping.of_case(case, at, office) if is_open else [])


def _due(case: Case, found: Sequence[timekeeping.Standing]) -> None:
    is_open = CaseState(case.state) in OPEN
    case.due_at = timekeeping.next_due(found) if is_open else None
    Case.objects.filter(pk=case.pk).update(due_at=case.due_at)
