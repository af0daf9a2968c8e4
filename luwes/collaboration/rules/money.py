"""Budgets by source: planned, committed, realised, in whole rupiah."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """Of one source."""

    planned: int
    committed: int = 0
    realised: int = 0

    @property
    def left(self) -> int:
        """What of the plan was not paid; nothing where more was paid than planned."""
        return max(0, self.planned - self.realised)

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


def millions(amount: int) -> Decimal:
    """In millions of rupiah, to a tenth: for a large figure beside which the exact one stands."""
    tenth = (Decimal(amount) / 10**6).quantize(Decimal("0.1"))
    return tenth.quantize(Decimal(1)) if tenth == tenth.to_integral_value() else tenth


MOST_RUPIAH = 10**15  # more than any budget of a region
_GROUPED = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?:00|-))?")


def rupiah(text: str) -> int | None:
    """
    Whole rupiah as people here write them: "3.500.000.000", "Rp 3500000000", "3.500.000,00"; None for
    all else: a part of a rupiah, dots elsewhere than before each three digits, words, signs.
    """
    bare = re.sub(r"(?i)^rp\.?\s*", "", text.strip())
    if not _GROUPED.fullmatch(bare):
        return None
    found = int(bare.split(",")[0].replace(".", ""))
    return found if found <= MOST_RUPIAH else None
