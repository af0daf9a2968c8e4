"""What happens with goals, recognition and care."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contributed:
    """Something that somebody did stands on the own page from now on."""

    contribution_id: int
    at: datetime


# ── care ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class LoadSignalled:
    """Figures of people are beyond a limit, anew or more than before; each waits for an answer."""

    signal_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class LoadRaised:
    """Signals that nobody answered in time, or that nobody could answer, went on to the next above."""

    signal_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class LoadAnswered:
    """The superior has said what follows."""

    signal_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class RecoveryMoved:
    """Days of recovery were offered, picked, agreed, moved or given back; the offer's state tells."""

    offer_id: int
    at: datetime | None
    by_id: int | None = None
