"""Budgets by source: planned, committed, realised, in whole rupiah."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Of one source."""

    planned: int
    committed: int = 0
    realised: int = 0

    @property
    def uncommitted(self) -> int:
        """Nothing where more is committed than was planned."""
        return max(0, self.planned - self.committed)

    @property
    def over(self) -> int:
        """Rupiah beyond the plan, by contract or by what was paid; shown, not refused."""
        return max(0, max(self.committed, self.realised) - self.planned)

    @property
    def unfounded(self) -> int:
        """Rupiah paid for which nothing was committed: to be explained."""
        return max(0, self.realised - self.committed)


def total(lines: Iterable[Line]) -> Line:
    rows = list(lines)
    return Line(
        sum(row.planned for row in rows), sum(row.committed for row in rows), sum(row.realised for row in rows)
    )  # fmt: skip
