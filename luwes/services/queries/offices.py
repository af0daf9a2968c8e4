"""Office hours in words, as they are and as they will be."""

from dataclasses import dataclass
from datetime import date

from luwes.services.models import OfficeHours
from luwes.services.rules.clocks import STANDARD, Span

MOST, MOST_AGENCIES = 300, 100


@dataclass(frozen=True)
class WeekShown:
    """`texts`: a line a day, Monday first; `source` empty: the standard week."""

    texts: list[str]
    source: str
    since: date | None


def week(agency_id: int, on: date) -> WeekShown:
    """In force on the day: the agency's own, everybody's, or the standard week."""
    rows = OfficeHours.objects.filter(period__contains=on, agency=agency_id)
    found = list(rows.order_by("weekday", "opens", "pk"))
    if not found:
        shared = OfficeHours.objects.filter(period__contains=on, agency=None)
        found = list(shared.order_by("weekday", "opens", "pk"))
    if not found:
        return WeekShown(_texts(STANDARD), "", None)
    spans = [Span(row.weekday, row.opens, row.closes) for row in found]
    return WeekShown(_texts(spans), found[0].source, found[0].period.start)


def coming_weeks(agency_id: int, on: date) -> list[WeekShown]:
    rows = OfficeHours.objects.filter(agency=agency_id, period__startswith__gt=on)
    by_day: dict[date, list[OfficeHours]] = {}
    for row in rows.order_by("period", "weekday", "opens", "pk"):
        by_day.setdefault(row.period.start, []).append(row)
    return [
        WeekShown(_texts([Span(r.weekday, r.opens, r.closes) for r in found]), found[0].source, first)
        for first, found in sorted(by_day.items())
    ]  # fmt: skip


def _texts(spans: list[Span] | tuple[Span, ...]) -> list[str]:
    lines: list[list[str]] = [[] for _day in range(7)]
    for span in sorted(spans, key=lambda s: (s.weekday, s.opens)):
        lines[span.weekday].append(f"{span.opens:%H.%M}-{span.closes:%H.%M}")
    return [", ".join(line) for line in lines]
