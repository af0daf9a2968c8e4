"""What happens with goals, recognition and care."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contributed:
    """Something that somebody did stands on the own page from now on."""

    contribution_id: int
    at: datetime
