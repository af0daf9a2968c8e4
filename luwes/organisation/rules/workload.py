"""How many people a post needs by its work: analisis beban kerja (ABK), PermenPANRB 1/2020. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

EFFECTIVE_MINUTES = 75_000  # a year of one person, 1,250 hours: PermenPANRB 1/2020
EFFECTIVE_SOURCE = "PermenPANRB 1/2020"
# Figures that still stand in older sheets, and where they come from.
OLDER_MINUTES = {72_000: "Permendagri 12/2008", 90_000: "1.500 jam"}
FOUR_PLACES = Decimal("0.0001")
MOST_VOLUME, MOST_MINUTES = Decimal(10**9), Decimal(10**6)
MOST_LOAD = Decimal(EFFECTIVE_MINUTES * 10_000)  # one task for 10,000 people: a wrong unit, surely
LEAST_EFFECTIVE, MOST_EFFECTIVE = 10_000, 366 * 24 * 60
YEARS = range(2000, 2101)


class AnalysisState(StrEnum):
    DRAFTED = "drafted"
    RETURNED = "returned"  # by the staffing agency, to be mended
    SIGNED = "signed"  # by the head of the unit
    CHECKED = "checked"  # by the staffing agency
    IN_FORCE = "in_force"  # the establishment follows it


OPEN = frozenset({AnalysisState.DRAFTED, AnalysisState.RETURNED})


@dataclass(frozen=True)
class Work:
    """One task in a year: how often, and the minutes that one time takes."""

    task: str
    volume: Decimal
    norm: Decimal

    @property
    def minutes(self) -> Decimal:
        return self.volume * self.norm


def first_day(year: int) -> date:
    """The establishment of a year holds from here on."""
    return date(year, 1, 1)


def load(works: Iterable[Work]) -> Decimal:
    """Minutes a year."""
    return sum((work.minutes for work in works), Decimal(0))


def raw_need(minutes: Decimal, effective_minutes: int) -> Decimal:
    """People, to four decimals: the load by what one person works in a year."""
    return (minutes / effective_minutes).quantize(FOUR_PLACES, ROUND_HALF_UP)


def rounded(need: Decimal) -> int:
    """To the nearest whole, halves upwards: what is proposed to whoever sets the figure."""
    return int(need.quantize(Decimal(1), ROUND_HALF_UP))


def needs_reason(need: Decimal, headcount: int) -> bool:
    """Whether somebody set another figure than plain rounding gives."""
    return headcount != rounded(need)


def efficiency(minutes: Decimal, staff: int, effective_minutes: int) -> Decimal | None:
    """EJ: the load by what those who are there can work; nothing where nobody is."""
    if not staff:
        return None
    return (minutes / (staff * effective_minutes)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def grade(job_efficiency: Decimal) -> str:
    """PJ, the grade of the efficiency: A above 1.00 down to E below 0.50."""
    if job_efficiency > 1:
        return "A"
    steps = (("B", "0.90"), ("C", "0.70"), ("D", "0.50"))
    return next((name for name, least in steps if job_efficiency >= Decimal(least)), "E")


def key_of(task: str) -> str:
    """Tasks are told apart without case, spaces and marks."""
    return re.sub(r"[\W_]+", "", task.casefold())[:300]


@dataclass(frozen=True)
class Compared:
    """One task in two years; nothing on the side where it is not done."""

    task: str
    before: Work | None
    after: Work | None

    @property
    def change(self) -> Decimal:
        """Minutes more (or fewer) in the later year."""
        was, now = (work.minutes if work else Decimal(0) for work in (self.before, self.after))
        return now - was


def compare(before: Sequence[Work], after: Sequence[Work]) -> list[Compared]:
    """Tasks of two years side by side, the largest change of load first."""
    old = {key_of(work.task): work for work in before}
    new = {key_of(work.task): work for work in after}
    pairs = [(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    found = [Compared((now or was).task, was, now) for was, now in pairs if now or was]  # type: ignore[union-attr]
    return sorted(found, key=lambda pair: (-abs(pair.change), pair.task))
