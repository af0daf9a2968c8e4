"""The working calendar of an office, from its hours and holidays; how the clocks of a case stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import get_default_timezone, localdate

from luwes.appointments.models import Holiday
from luwes.services.models import Case, CaseClock, OfficeHours
from luwes.services.rules.clocks import STANDARD, Calendar, Dated, Pause, Reading, Span
from luwes.services.rules.limits import ClockKind


def calendar(agency_id: int, on: date) -> Calendar:
    """
    Hours as they are from day to day, holidays of the years around this one. A year is known once
    holidays of everybody are entered: a local one alone says nothing of the rest.
    """
    first, last = date(on.year - 1, 1, 1), date(on.year + 2, 1, 1)
    rows = Holiday.objects.filter(
        Q(agency=None) | Q(agency_id=agency_id), day__gte=first, day__lt=last
    )
    found = list(rows.order_by().values_list("day", "agency_id"))
    holidays = frozenset(day for day, _agency in found)
    years = frozenset(day.year for day, agency in found if agency is None)
    return Calendar(get_default_timezone(), STANDARD, holidays, years, _dated(agency_id))


def _dated(agency_id: int) -> tuple[tuple[Dated, ...], ...]:
    """The agency's own weeks before those of everybody, each in its time."""
    rows = OfficeHours.objects.filter(Q(agency=None) | Q(agency_id=agency_id)).order_by("pk")
    own: list[Dated] = []
    shared: list[Dated] = []
    for row in rows:
        one = Dated(Span(row.weekday, row.opens, row.closes), row.period)
        (own if row.agency_id else shared).append(one)
    return tuple(own), tuple(shared)


@dataclass(frozen=True)
class Standing:
    """A clock of a case as it stands."""

    clock: CaseClock
    reading: Reading

    @property
    def is_met(self) -> bool:
        return self.clock.met_at is not None


def standings(
    clocks: Sequence[CaseClock], pauses: Sequence[Pause], at: datetime, office: Calendar
) -> list[Standing]:
    """Each clock read now, or when it was met; the first to be due first."""
    found = [
        Standing(clock, clock.as_clock(list(pauses)).read(clock.met_at or at, office))
        for clock in clocks
    ]
    order = {ClockKind.FIRST_ANSWER.value: 0, ClockKind.FINISH.value: 1}
    return sorted(found, key=lambda s: order[s.clock.kind])


def pauses_of(case: Case) -> list[Pause]:
    return [row.as_pause() for row in case.pauses.order_by("since", "pk")]


def of_case(case: Case, at: datetime, office: Calendar | None = None) -> list[Standing]:
    """Four queries; two where the calendar of its `office` is there."""
    clocks = list(case.clocks.order_by("pk"))
    office = office or calendar(case.agency_id, localdate(at))
    return standings(clocks, pauses_of(case), at, office)


def next_due(found: Sequence[Standing]) -> datetime | None:
    """Of the clocks that still run; None while they stand or all are met."""
    return min((s.reading.due for s in found if not s.is_met and s.reading.due), default=None)
