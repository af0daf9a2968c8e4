"""What happens to an organisation, for the areas above."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnitClosed:
    """The unit's last day was the one before `on`."""

    unit_id: int
    on: date


@dataclass(frozen=True)
class PositionClosed:
    """The position's last day was the one before `on`; a handler refuses while it is held."""

    position_id: int
    on: date


@dataclass(frozen=True)
class MinimumSet:
    unit_id: int
    group_id: int | None
