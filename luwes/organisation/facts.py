"""What happens to an organisation, for the areas above."""

from dataclasses import dataclass
from datetime import date, datetime


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
class PositionReplaced:
    """
    Whoever holds the first holds the second now, as if always.

    The same id twice: its unit or title was mended. A handler refuses what cannot be.
    """

    position_id: int
    by_position_id: int


@dataclass(frozen=True)
class MinimumSet:
    unit_id: int
    group_id: int | None


@dataclass(frozen=True)
class MinimumAnswered:
    """A proposal of minimum presence was accepted or returned."""

    proposal_id: int
    at: datetime
