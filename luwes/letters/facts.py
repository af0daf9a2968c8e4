"""What letters tell the areas above."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Signed:
    """A letter's PDF is signed: from now on it can be sent and verified."""

    letter_id: int
    about_kind: str
    about_id: str


@dataclass(frozen=True)
class Withdrawn:
    """A letter is being withdrawn; told before the withdrawing letter takes its number."""

    letter_id: int
    about_kind: str
    about_id: str
    reason: str
    day: date
    by_id: int
    at: datetime
