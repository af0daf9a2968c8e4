"""What a what-if assumes: other minimums, other heads, another date, more areas. Pure."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from luwes.core.errors import Problem
from luwes.core.periods import Period

MOST_DAYS, MOST_HEADS, MOST_PERCENT = 365, 100_000, 1000


@dataclass(frozen=True)
class Spread:
    """
    One more area, struck like another: it asks a share of what that one asks.

    `area` and `like` are ids of areas, `owner` names whose needs they are (`joint_rules.name_of`).
    """

    area: int
    like: int
    owner: str
    percent: int = 100

    def heads(self, minimum: int, desired: int) -> tuple[int, int]:
        """
        Shares are rounded up: nobody is left without help for a fraction.

        >>> Spread(1, 2, "incident:7", percent=50).heads(1, 3)
        (1, 2)
        """
        wanted = -(-desired * self.percent // 100)
        return min(-(-minimum * self.percent // 100), wanted), wanted


@dataclass(frozen=True)
class Assumptions:
    """
    Laid over the intake of a what-if; nothing else knows of it.

    `percent` and `by` change every minimum, `units` those of single units (by so many people);
    `desired` are the heads asked of needs by id; `days` moves the dates of all needs; `areas` are
    those where the event strikes too.
    """

    percent: int = 0
    by: int = 0
    units: Mapping[int, int] = field(default_factory=dict)
    desired: Mapping[int, int] = field(default_factory=dict)
    days: int = 0
    areas: tuple[Spread, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return self == Assumptions()

    @property
    def may_become_real(self) -> bool:
        """Heads, dates and areas are the makers' to change; minimums are the unit heads'."""
        return bool(self.desired or self.days or self.areas)

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
        if any(not 1 <= spread.percent <= MOST_PERCENT for spread in self.areas):
            found.append(Problem("Besarnya kebutuhan wilayah lain dari 1 sampai 1000 persen."))
        if len({spread.area for spread in self.areas}) < len(self.areas):
            found.append(Problem("Tiap wilayah diandaikan satu kali."))
        return found

    def kept(self) -> dict[str, Any]:
        """As kept with the plan."""
        return {
            "percent": self.percent, "by": self.by, "days": self.days,
            "units": {str(unit): by for unit, by in self.units.items() if by},
            "desired": {str(need): heads for need, heads in self.desired.items()},
            "areas": [asdict(spread) for spread in self.areas],
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Assumptions":
        """What was kept; nothing assumed where nothing was."""
        return cls(
            percent=kept.get("percent", 0), by=kept.get("by", 0), days=kept.get("days", 0),
            units={int(unit): by for unit, by in kept.get("units", {}).items()},
            desired={int(need): heads for need, heads in kept.get("desired", {}).items()},
            areas=tuple(Spread(**spread) for spread in kept.get("areas", ())),
        )  # fmt: skip
