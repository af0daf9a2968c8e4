"""What happens with goals, recognition and care."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Contributed:
    """Something that somebody did stands on the own page from now on."""

    contribution_id: int
    at: datetime


# ── goals ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class PlanProposed:
    """Somebody's expectations, or a change of what was agreed, wait for the assessor."""

    plan_id: int
    at: datetime
    by_id: int
    change_id: int | None = None


@dataclass(frozen=True)
class PlanAnswered:
    """The assessor agreed or not; the state of plan or change tells which."""

    plan_id: int
    at: datetime
    by_id: int
    words: str = ""
    change_id: int | None = None


@dataclass(frozen=True)
class PlanMoved:
    """Somebody serves elsewhere or has left: the plan ends before `on`, or goes along as a draft."""

    plan_id: int
    on: date
    is_over: bool  # agreed, so that the old superior rates it
    at: datetime


@dataclass(frozen=True)
class CheckedIn:
    """Progress was reported, or feedback given."""

    turn_id: int
    at: datetime


@dataclass(frozen=True)
class Silent:
    """Nobody has said a word about these plans for a long time."""

    plan_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class Rated:
    """A quarter or a year was rated by the assessor."""

    evaluation_id: int
    at: datetime


@dataclass(frozen=True)
class CountsAsReceived:
    """Nobody has read the evaluation of a year for a week: the days to object begin."""

    evaluation_id: int
    at: datetime


@dataclass(frozen=True)
class RatingFinal:
    """The evaluation of a year stands, and its paper is issued."""

    evaluation_id: int
    at: datetime


@dataclass(frozen=True)
class RatingWithdrawn:
    """The evaluation of a year counts no more; it waits to be made anew."""

    evaluation_id: int
    at: datetime
    reason: str


@dataclass(frozen=True)
class ObjectionMade:
    """Somebody objects to the own evaluation; the assessor's superior decides."""

    objection_id: int
    at: datetime


@dataclass(frozen=True)
class ObjectionDecided:
    """The rating stands or was changed; the objection's state tells which."""

    objection_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class ObjectionOverdue:
    """The days to decide are over; told again each week."""

    objection_id: int
    at: datetime
