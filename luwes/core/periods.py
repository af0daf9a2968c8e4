"""Stretches of calendar days. Half-open: `end` is the first day after, or None while open."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )

    def common(self, other: "Period") -> "Period | None":
        """The days that lie in both."""
        ends = [day for day in (self.end, other.end) if day is not None]
        return (
            Period(max(self.start, other.start), min(ends, default=None))
            if self.overlaps(other)
            else None
        )

    def without(self, other: "Period") -> "list[Period]":
        """What is left of it before and after the other: nothing, one part or two."""
        if not self.overlaps(other):
            return [self]
        left = [Period(self.start, other.start)] if self.start < other.start else []
        if other.end is not None and (self.end is None or other.end < self.end):
            left.append(Period(other.end, self.end))
        return left

    @property
    def last_day(self) -> date | None:
        """The day shown after "s.d." in letters and on screen."""
        return self.end and self.end - timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many days it holds; None while open."""
        return (self.end - self.start).days if self.end else None

    def days_within(self, other: "Period") -> int:
        """How many of its days lie in the other, which ends."""
        if other.end is None:
            raise ValueError("count within a period that ends")
        end = min(self.end or other.end, other.end)
        return max(0, (end - max(self.start, other.start)).days)


def year_of(day: date) -> Period:
    """The calendar year that holds the day."""
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def through(first_day: date, last_day: date | None) -> Period:
    """The period of both days, as people write them ("s.d.")."""
    return Period(first_day, last_day and last_day + timedelta(days=1))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_month = date(year + month0 // 11, (month0 + 1) % 12 + 1, 1)
    return min(
        date(year, month0 + 1, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1)
    )


def full_years(since: date, on: date) -> int:
    """Whole years between two days, as ages are counted."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
