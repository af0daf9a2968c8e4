"""
Parts of a year: who moves has one plan closed on that day and another for the rest.

PermenPANRB 6/2022 and Peraturan BKN 3/2023 are not known here to give a formula that makes one rating
of several parts, so none is computed (kebijakan Luwes): the superior of the last part rates the year
with the earlier parts before the eyes, how they were rated and how long they were.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from luwes.core.periods import Period


@dataclass(frozen=True)
class Part:
    """A plan of the year; `predicate` is empty where it is not rated, `is_final`: nothing changes it."""

    plan_id: int
    unit_id: int
    period: Period
    predicate: str = ""
    evaluation_id: int | None = None
    is_final: bool = False

    @property
    def days(self) -> int:
        return (self.period.end - self.period.start).days if self.period.end else 0


def before(this: Period, parts: Iterable[Part]) -> list[Part]:
    """Those of the same calendar year that were over when this one began, the earliest first."""
    found = [
        part for part in parts
        if part.period.start.year == this.start.year
        and part.period.end is not None and part.period.end <= this.start
    ]  # fmt: skip
    return sorted(found, key=lambda part: part.period.start)
