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


# ── recognition ──────────────────────────────────────────────────────


@dataclass(frozen=True)
class Thanked:
    """Somebody was thanked, by a colleague or by a citizen after a case."""

    thanks_id: int
    at: datetime


@dataclass(frozen=True)
class ThanksReported:
    """Whoever was thanked finds the words improper; it is hidden until that is looked at."""

    thanks_id: int
    at: datetime


@dataclass(frozen=True)
class ThanksAnswered:
    """A report was looked at: the row tells whether the words stay hidden."""

    thanks_id: int
    at: datetime


@dataclass(frozen=True)
class MedalsChanged:
    """Recognitions were proposed, received or taken back; the rows tell which."""

    medal_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class Nominated:
    """Somebody was put forward for an award, and is asked to agree."""

    nomination_id: int
    at: datetime


@dataclass(frozen=True)
class NominationAnswered:
    """The nominee agreed, did not, or stepped back; the state tells which."""

    nomination_id: int
    at: datetime


@dataclass(frozen=True)
class AwardMoved:
    """An award opened, went to its committee, was stopped or cancelled; its state tells which."""

    award_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class NominationsOver:
    """The days of nominations are over, and nobody has begun the judging; said each day."""

    award_id: int
    at: datetime


@dataclass(frozen=True)
class NomineeSilent:
    """The days of nominations end soon, and somebody has not answered; said each day."""

    nomination_id: int
    at: datetime


@dataclass(frozen=True)
class JudgeSilent:
    """Somebody on the committee has not scored everybody; said each day."""

    award_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True)
class JudgeNamed:
    """Somebody is on the committee from now on."""

    award_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True)
class JudgesLacking:
    """Too few without a conflict are left for a nominee: nothing is decided until another is named."""

    award_id: int
    at: datetime


@dataclass(frozen=True)
class AllScored:
    """Everybody who may judge has scored everybody: the ranking is shown and waits for the decision."""

    award_id: int
    at: datetime


@dataclass(frozen=True)
class AwardDecided:
    """Who gets the award; the winners' certificates are on their way."""

    award_id: int
    at: datetime
    by_id: int


@dataclass(frozen=True)
class AwardRevoked:
    """A certificate was withdrawn: the award counts no more."""

    winner_id: int
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
