"""What happens in teams and opportunities."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Applied:
    """Somebody applied, or was named, and the home superior is asked; `again` for a reminder."""

    application_id: int
    at: datetime
    by_id: int | None
    again: bool = False


@dataclass(frozen=True)
class Answered:
    """The superior consented or refused, or the owner chose or passed over; the state tells which."""

    application_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class Suggested:
    """The best for some opportunities are told of them: employee ids by opportunity id."""

    people: tuple[tuple[int, tuple[int, ...]], ...]
    at: datetime


@dataclass(frozen=True)
class InputGiven:
    """What somebody brought to a team was written down for the home assessor."""

    input_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class InputAnswered:
    """The member answered it."""

    input_id: int
    at: datetime
    by_id: int
