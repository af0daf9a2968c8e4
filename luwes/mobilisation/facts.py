"""What incidents announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StatusEnding:
    """The last status of a running incident ends in `days_left` days, or is over (below zero)."""

    status_id: int
    days_left: int


@dataclass(frozen=True)
class HandedOver:
    """Another government leads an incident, or leads it on another level."""

    incident_id: int
    from_agency_id: int
    by_id: int
