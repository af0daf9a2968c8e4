"""Time in working hours: when something is due, with holidays, while it waits for a citizen it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

MOST_DAYS = 3 * 366  # of looking ahead: a calendar without any working day is a fault


@dataclass(frozen=True)
class Span:
    """Working time of one weekday (Monday is 0): [opens, closes)."""

    weekday: int
    opens: time
    closes: time


# Perpres 21/2023 ps. 4: 37,5 hours a week from 07.30; a break of 60 minutes, 90 on Fridays.
STANDARD = (
    *(Span(day, time(7, 30), time(12)) for day in range(4)),
    *(Span(day, time(13), time(16)) for day in range(4)),
    Span(4, time(7, 30), time(11, 30)),
    Span(4, time(13), time(16, 30)),
)
DAY_MINUTES = 450  # one working day: 7,5 hours (37,5 a week in five days)


@dataclass(frozen=True)
class Calendar:
    """
    When an office works, in local time.

    `known_years`: those whose holidays are known. Beyond them the clock runs through holidays that
    nobody has entered, and says so (`is_sure`).
    """

    zone: tzinfo
    spans: tuple[Span, ...] = STANDARD
    holidays: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    def day(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working time of a day, in order."""
        if day in self.holidays:
            return
        for span in sorted(self.spans, key=lambda s: s.opens):
            if span.weekday == day.weekday():
                yield (
                    datetime.combine(day, span.opens, self.zone),
                    datetime.combine(day, span.closes, self.zone),
                )

    def days_between(self, first: datetime, last: datetime) -> int:
        """Working days after that of `first`, up to that of `last`."""
        begin, end = first.astimezone(self.zone).date(), last.astimezone(self.zone).date()
        days = (begin + timedelta(days=n + 1) for n in range((end - begin).days))
        return sum(any(self.day(day)) for day in days)

    def is_sure(self, first: datetime, last: datetime) -> bool:
        years = range(first.astimezone(self.zone).year, last.astimezone(self.zone).year + 1)
        return self.known_years.issuperset(years)


def later(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """
    The instant `minutes` of working time after `start`; ends at the end of a working span, not at
    the beginning of the next.

    :raises ValueError: when the calendar has no working time
    """
    day, left = start.astimezone(calendar.zone).date(), timedelta(minutes=minutes)
    for n in range(MOST_DAYS):
        for opens, closes in calendar.day(day + timedelta(days=n)):
            begin = max(opens, start)
            if begin >= closes:
                continue
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
    raise ValueError("a calendar without working time")


def worked(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Whole minutes of working time in [start, end); nought when it is not later."""
    if end <= start:
        return 0
    first, last = start.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date()
    total = timedelta()
    for n in range((last - first).days + 1):
        for opens, closes in calendar.day(first + timedelta(days=n)):
            total += max(min(closes, end) - max(opens, start), timedelta())
    return int(total / timedelta(minutes=1))


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands: [since, until); still standing where that is None."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """
    A clock read at an instant. `due` is None while it stands, unless it was late before; `left` working minutes, negative when
    late; `used` of its `minutes` so far.
    """

    minutes: int
    used: int
    due: datetime | None
    is_sure: bool = True

    @property
    def left(self) -> int:
        return self.minutes - self.used

    @property
    def is_late(self) -> bool:
        return self.used > self.minutes


@dataclass(frozen=True)
class Clock:
    """So many working minutes from `start`; `pauses` in order, the last perhaps still open."""

    start: datetime
    minutes: int
    pauses: Sequence[Pause] = field(default_factory=tuple)

    def used(self, now: datetime, calendar: Calendar) -> int:
        """Whole working minutes so far, outside the pauses."""
        return sum(worked(*stretch, calendar) for stretch in self._running(now))

    def _running(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches up to now in which it ran."""
        begin = self.start
        for pause in self.pauses:
            yield begin, min(pause.since, now)
            begin = max(begin, pause.until or now)
        yield begin, now

    def read(self, now: datetime, calendar: Calendar) -> Reading:
        """How it stands: only working time outside the pauses counts."""
        used = self.used(now, calendar)
        stands = bool(self.pauses) and self.pauses[-1].until is None
        if stands and used <= self.minutes:
            return Reading(self.minutes, used, None)
        due = self._due(calendar)
        return Reading(self.minutes, used, due, calendar.is_sure(self.start, max(due, now)))

    def _due(self, calendar: Calendar) -> datetime:
        """When the time is up, or was: perhaps before the last pause."""
        left, begin = self.minutes, self.start
        for pause in self.pauses:
            due = later(begin, left, calendar)
            if due <= pause.since:
                return due
            left -= worked(begin, pause.since, calendar)
            begin = max(begin, pause.until or pause.since)
        return later(begin, left, calendar)


def days(minutes: int) -> float:
    """Working minutes as working days."""
    return minutes / DAY_MINUTES


def middle(values: Iterable[int]) -> int | None:
    """The median of whole minutes; None of nothing."""
    found = sorted(values)
    if not found:
        return None
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) // 2


def share(values: Iterable[int], percent: int = 80) -> int | None:
    """Within how many minutes so many of a hundred were done (nearest rank); None of nothing."""
    found = sorted(values)
    if not found:
        return None
    return found[max(0, -(-len(found) * percent // 100) - 1)]
