"""Hours of learning (JP): 45 minutes each; how many a year are asked, and how many may be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from luwes.core.periods import Period, add_months, full_years
from luwes.core.periods import year_of as calendar_year

JP_MINUTES = 45
MOST_CLAIMED = 400  # JP of one activity: a long course lasts some months


class HoursState(StrEnum):
    """Of hours learnt elsewhere."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


def superior_answers(*, is_kept: bool, is_headed: bool) -> bool:
    """
    Whether hours learnt elsewhere are answered by the superior too, as who keeps the file does: where
    nobody but the person keeps it, or no head stands above them (then an authority is the superior).
    """
    return not (is_kept and is_headed)


def jp_of(minutes: int, people: int = 1) -> str:
    """Hours of learning (a head) in words, one digit at most, rounded down: 19,99 is not 20."""
    tenths = minutes * 10 // (JP_MINUTES * people)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)


@dataclass(frozen=True)
class HoursRule:
    """`least` asked and `most` allowed, in JP a year; None where there is none."""

    employment: str
    least: int | None
    most: int | None
    law: str
    period: Period


RULES = (
    HoursRule("pns", 20, None, "PP 11/2017 ps. 203 ayat (4)", Period(date(2017, 4, 7))),
    HoursRule("pppk", None, 24, "PP 49/2018", Period(date(2018, 11, 28))),
    HoursRule("pppk_part_time", None, 24, "PP 49/2018", Period(date(2018, 11, 28))),
)
BY_CONTRACT = frozenset({"pppk", "pppk_part_time"})  # whose hours count by years of the contract


def rule_for(employment: str, on: date) -> HoursRule | None:
    rows = [row for row in RULES if row.employment == employment and on in row.period]
    return max(rows, key=lambda row: row.period.start, default=None)


def year_of(on: date, contract: date | None) -> Period:
    """The year of account that holds the day: of a contract from its day on, else the calendar's."""
    if contract is None:
        return calendar_year(on)
    years = full_years(contract, on)
    return Period(add_months(contract, 12 * years), add_months(contract, 12 * (years + 1)))


@dataclass(frozen=True)
class Account:
    """JP of one person and year against what is asked; `is_contract`: a year of the contract."""

    period: Period
    minutes: int
    rule: HoursRule | None
    is_contract: bool = False

    @property
    def year(self) -> int:
        return self.period.start.year

    @property
    def lacks_contract(self) -> bool:
        """Whether it would be counted by contract, if the contract were on file."""
        return bool(self.rule and self.rule.employment in BY_CONTRACT and not self.is_contract)

    @property
    def jp(self) -> Fraction:
        return Fraction(self.minutes, JP_MINUTES)

    @property
    def words(self) -> str:
        return jp_of(self.minutes)

    @property
    def target(self) -> int | None:
        return (self.rule.least or self.rule.most) if self.rule else None

    @property
    def lacking(self) -> Fraction:
        """JP still to be learnt; nought where nothing is asked."""
        least = self.rule.least if self.rule else None
        return max(Fraction(least) - self.jp, Fraction(0)) if least else Fraction(0)

    @property
    def is_over(self) -> bool:
        most = self.rule.most if self.rule else None
        return most is not None and self.jp > most
