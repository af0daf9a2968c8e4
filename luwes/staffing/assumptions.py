"""What a what-if assumes beside the data of the day: other minimums, other heads, another date. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from luwes.core.errors import Problem
from luwes.core.periods import Period

MOST_DAYS, MOST_HEADS = 365, 100_000


@dataclass(frozen=True)
class Assumptions:
    """
    Laid over the intake of a what-if; nothing else knows of it.

    `percent` and `by` change every minimum, `units` those of single units (by so many people);
    `desired` are the heads asked of needs by id; `days` moves the dates of all needs.
    """

    percent: int = 0
    by: int = 0
    units: Mapping[int, int] = field(default_factory=dict)
    desired: Mapping[int, int] = field(default_factory=dict)
    days: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Assumptions()

    @property
    def may_become_real(self) -> bool:
        """Heads and dates are the makers' to change; minimums are the unit heads'."""
        return bool(self.desired or self.days)

    def minimum(self, unit: int, given: int) -> int:
        """A minimum as assumed: never below 0; shares are rounded up, in favour of the unit."""
        changed = math.ceil(given * (100 + self.percent) / 100) + self.by + self.units.get(unit, 0)
        return max(0, changed)

    def heads(self, need: int, minimum: int, desired: int) -> tuple[int, int]:
        """The minimum and desired heads of a need as assumed."""
        wanted = self.desired.get(need, desired)
        return min(minimum, wanted), wanted

    def period(self, given: Period) -> Period:
        days = timedelta(self.days)
        return Period(given.start + days, given.end and given.end + days)

    def problems(self) -> list[Problem]:
        found = []
        if self.is_nothing:
            found.append(Problem("Tulis paling sedikit satu andaian."))
        if not -100 <= self.percent <= 100:
            found.append(Problem("Perubahan minimum dari -100 sampai 100 persen.", "percent"))
        if abs(self.days) > MOST_DAYS:
            found.append(Problem("Tanggal bergeser paling jauh 365 hari.", "days"))
        if any(not 0 <= heads <= MOST_HEADS for heads in self.desired.values()):
            found.append(Problem("Jumlah orang dari 0 sampai 100.000."))
        return found

    def kept(self) -> dict[str, Any]:
        """As kept with the plan."""
        return {
            "percent": self.percent, "by": self.by, "days": self.days,
            "units": {str(unit): by for unit, by in self.units.items() if by},
            "desired": {str(need): heads for need, heads in self.desired.items()},
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Assumptions":
        """What was kept; nothing assumed where nothing was."""
        return cls(
            percent=kept.get("percent", 0), by=kept.get("by", 0), days=kept.get("days", 0),
            units={int(unit): by for unit, by in kept.get("units", {}).items()},
            desired={int(need): heads for need, heads in kept.get("desired", {}).items()},
        )  # fmt: skip
