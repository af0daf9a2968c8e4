"""Time in working hours: when something is due, with holidays, while it waits for a citizen it stands."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from luwes.core.periods import Period

MOST_DAYS = 3 * 366  # of looking ahead


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
class Dated:
    """Working time of one weekday on the days in force."""

    span: Span
    period: Period


@dataclass(frozen=True)
class Calendar:
    """
    When an office works, in local time. `dated`: hours as they were and will be, the office's own
    before those of everybody; `spans` on days of which neither says anything.

    `known_years`: those whose holidays are known. Beyond them the clock runs through holidays that
    nobody has entered, and says so (`is_sure`).
    """

    zone: tzinfo
    spans: tuple[Span, ...] = STANDARD
    holidays: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    dated: tuple[tuple[Dated, ...], ...] = ()

    def _week(self, day: date) -> Sequence[Span]:
        for rows in self.dated:
            found = [row.span for row in rows if day in row.period]
            if found:
                return found
        return self.spans

    def day(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working time of a day, in order."""
        if day in self.holidays:
            return
        for span in sorted(self._week(day), key=lambda s: s.opens):
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


def later(start: datetime, minutes: int, calendar: Calendar) -> datetime | None:
    """
    The instant `minutes` of working time after `start`; ends at the end of a working span, not at
    the beginning of the next. None where the calendar has not so much working time.
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
    return None


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
    A clock read at an instant. `due` is None while it stands, unless it was late before, and where
    the calendar has no end for it; `is_over`: the due time has gone by; `left` working minutes, negative when
    late; `used` of its `minutes` so far.
    """

    minutes: int
    used: int
    due: datetime | None
    is_sure: bool = True
    is_over: bool = False

    @property
    def left(self) -> int:
        return self.minutes - self.used

    @property
    def is_late(self) -> bool:
        return self.used > self.minutes or self.is_over


@dataclass(frozen=True)
class Clock:
    """
    So many working minutes from `start`; `pauses` in order, the last perhaps still open.

    With `days` it counts whole working days after that of `start`, however long they are: up to the
    end of the office's last working time. A day at whose end it stands does not count.
    """

    start: datetime
    minutes: int
    pauses: Sequence[Pause] = field(default_factory=tuple)
    days: int = 0

    def used(self, now: datetime, calendar: Calendar) -> int:
        """Whole working minutes so far, outside the pauses; a day that counts has DAY_MINUTES."""
        if self.days:
            return self._used_days(now, calendar)
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
        due = self._due(calendar)
        stands = bool(self.pauses) and self.pauses[-1].until is None
        if stands and (due is None or due > self.pauses[-1].since):
            return Reading(self.minutes, used, None)
        if due is None:
            return Reading(self.minutes, used, None, is_sure=False)
        is_sure = calendar.is_sure(self.start, max(due, now))
        return Reading(self.minutes, used, due, is_sure, due < now)

    def _counted(self, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of the working days that count."""
        first = self.start.astimezone(calendar.zone).date()
        stopped = self.pauses[-1].since if self.pauses and self.pauses[-1].until is None else None
        for n in range(1, MOST_DAYS):
            spans = list(calendar.day(first + timedelta(days=n)))
            if spans and stopped is not None and spans[-1][1] > stopped:
                return
            if spans and not any(self._stands(spans[-1][1], pause) for pause in self.pauses):
                yield spans[0][0], spans[-1][1]

    def _stands(self, at: datetime, pause: Pause) -> bool:
        return pause.since < at and (pause.until is None or at < pause.until)

    def _used_days(self, now: datetime, calendar: Calendar) -> int:
        used = 0
        for opens, closes in self._counted(calendar):
            if closes > now:
                part = worked(opens, now, calendar) / worked(opens, closes, calendar)
                return used + int(DAY_MINUTES * part)
            used += DAY_MINUTES
        return used

    def _due(self, calendar: Calendar) -> datetime | None:
        """When the time is up, or was: perhaps before the last pause."""
        if self.days:
            ends = (closes for _opens, closes in self._counted(calendar))
            return next(itertools.islice(ends, self.days - 1, None), None)
        left, begin = self.minutes, self.start
        for pause in self.pauses:
            due = later(begin, left, calendar)
            if due is None or due <= pause.since:
                return due
            left -= worked(begin, pause.since, calendar)
            begin = max(begin, pause.until or pause.since)
        return later(begin, left, calendar)
