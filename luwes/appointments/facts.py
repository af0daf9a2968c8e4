"""What happens to appointments, leave and moves, for the areas above."""

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
class MovesChanged:
    """A request to move people went on. `what`: its new state, "asked", "returned" or "corrected"."""

    request_id: int
    what: str
    by_id: int | None


@dataclass(frozen=True)
class HolidaysChanged:
    """Days without work were entered or taken away; of everybody where `agency_id` is None."""

    agency_id: int | None


@dataclass(frozen=True)
class MandateEnds:
    """An acting mandate ends in `left` days, or has ended so many days ago, and the post has nobody."""

    appointment_id: int
    left: int


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
