"""
Days to recover after a duty in an emergency: kebijakan Luwes, granted by the superior; no leave by law.

How many days a duty earns is counted where duties end (`staffing.hours.rest_owed`); here is how they
are taken. What gives the superior room for it is flexible working time, PermenPANRB 4/2025.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period

MOST_DAYS = 3  # offered at once; what is owed beyond it stays with the head's own page
WITHIN = timedelta(days=14)  # of the return
SILENCE = 2  # working days; then silence is consent
LATER = timedelta(days=14)  # how far beyond the offer a superior may move the days
_DAY = timedelta(days=1)


class OfferState(StrEnum):
    OFFERED = "offered"  # the person picks
    ASKED = "asked"  # the superior answers, or time does
    AGREED = "agreed"
    LAPSED = "lapsed"  # nothing was picked in time; the days stay owed
    CLOSED = "closed"  # taken otherwise


def offered(left: int) -> int:
    return min(left, MOST_DAYS)


def choices(first: date, last: date, is_work: Callable[[date], bool]) -> list[date]:
    """Working days from one to another: a day that is free anyway is no recovery."""
    days = ((last - first).days + 1) if last >= first else 0
    return [day for n in range(days) if is_work(day := first + n * _DAY)]


def picked_problems(
    days: Collection[date], most: int, open_days: Collection[date]
) -> list[Problem]:
    found = []
    if not days:
        found.append(Problem("Pilih paling sedikit satu hari.", "days"))
    if len(set(days)) > most:
        found.append(Problem("Paling banyak %(most)d hari.", "days", values={"most": most}))
    if not set(days) <= set(open_days):
        found.append(Problem("Pilih hari dari daftar.", "days"))
    return found


def runs(days: Iterable[date]) -> list[Period]:
    """Days that follow each other as one period."""
    found: list[Period] = []
    for day in sorted(set(days)):
        if found and found[-1].end == day:
            found[-1] = Period(found[-1].start, day + _DAY)
        else:
            found.append(Period(day, day + _DAY))
    return found
