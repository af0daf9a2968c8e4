"""What happens to appointments and leave, for the areas above."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Appointed:
    appointment_id: int


@dataclass(frozen=True)
class Ended:
    """An appointment got an earlier end."""

    appointment_id: int


@dataclass(frozen=True)
class LeaveRecorded:
    """A handler refuses where the leave lies over an assignment. `by_id`: who recorded it."""

    leave_id: int
    by_id: int


@dataclass(frozen=True)
class LeaveCancelled:
    """Leave was taken back, or cut short for urgent duty."""

    employee_id: int


@dataclass(frozen=True)
class LeaveAsked:
    """A request waits for a superior, or after the superior's view for the authorised official."""

    request_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class LeaveAnswered:
    """A request was decided; its state says how."""

    request_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class LeaveRecalled:
    """Leave was taken back from `on` on; `restored` working days of annual leave stay due."""

    employee_id: int
    on: date
    restored: int
    reason: str
    at: datetime
    by_id: int
