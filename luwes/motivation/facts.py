"""What happens with goals, recognition and care."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contributed:
    """Something that somebody did stands on the own page from now on."""

    contribution_id: int
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
    """An award opened, went to its committee, or was cancelled; its state tells which."""

    award_id: int
    at: datetime
    by_id: int


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
