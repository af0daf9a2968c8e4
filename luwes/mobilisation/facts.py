"""What incidents announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StatusEnding:
    """The last status of a running incident ends in `days_left` days, or is over (below zero)."""

    status_id: int
    days_left: int
