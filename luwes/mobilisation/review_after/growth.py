"""How the figures grew: what was known at the end of each day, by kind. Pure reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from luwes.mobilisation import queries
from luwes.mobilisation.models import AreaFigure

MOST_DAYS = 10  # of the table; longer courses show evenly spread days and the last


@dataclass(frozen=True)
class Growth:
    """`values` by kind, one a day; None before anybody told."""

    days: Sequence[date]
    values: dict[str, list[int | None]]


def growth(figures: Sequence[AreaFigure], until: datetime) -> Growth:
    """
    Totals with estimates. Of each area the source that counts in the end, as soon as it told, else the
    latest of another; on the last day the figures in use, as the board has them.
    """
    if not figures:
        return Growth([], {})
    first = min(localdate(figure.reported_at) for figure in figures)
    last = max(first, localdate(until))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    shown = _spread(days)
    by_day = [
        queries.known_on(figures, day) if day != last else queries.by_area(figures) for day in shown
    ]
    totals = [queries.totals_of(in_use) for in_use in by_day]
    kinds = [kind for kind in totals[-1] if any(_told(in_use, kind) for in_use in by_day)]
    return Growth(
        shown,
        {
            kind: [
                total[kind].whole if _told(in_use, kind) else None
                for total, in_use in zip(totals, by_day, strict=True)
            ]
            for kind in kinds
        },
    )


def _spread(days: list[date]) -> list[date]:
    if len(days) <= MOST_DAYS:
        return days
    step = (len(days) - 1) / (MOST_DAYS - 1)
    return [days[round(n * step)] for n in range(MOST_DAYS)]


def _told(in_use: dict[int, dict[str, AreaFigure]], kind: str) -> bool:
    return any(kind in of_area for of_area in in_use.values())
