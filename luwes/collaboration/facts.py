"""What happens between a government and its partners. Areas above listen."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PartnerChecked:
    """A partner's papers were looked at, or it was suspended; its state tells which."""

    partner_id: int
    at: datetime


@dataclass(frozen=True)
class PaperEnds:
    """A paper of a partner ends soon, or is over."""

    document_id: int
    at: datetime


@dataclass(frozen=True)
class RepresentativeNamed:
    """Somebody speaks for a partner from now on."""

    representative_id: int
    at: datetime


@dataclass(frozen=True)
class AgreementMoved:
    """An agreement went on or back; its last step tells where and by whom."""

    agreement_id: int
    step_id: int
    at: datetime


@dataclass(frozen=True)
class AgreementEnds:
    """A signed agreement ends soon."""

    agreement_id: int
    at: datetime


@dataclass(frozen=True)
class PartnerSigned:
    """The partner has signed: the government's signature is all that is missing."""

    agreement_id: int
    at: datetime


@dataclass(frozen=True)
class Lapsed:
    """The last day of an agreement has gone by, or it was ended: nothing new begins under it."""

    agreement_id: int
    at: datetime


@dataclass(frozen=True)
class ObligationDue:
    """An obligation is due soon, or is late."""

    obligation_id: int
    at: datetime


@dataclass(frozen=True)
class ObligationMoved:
    """An obligation was reported done, or the other side has confirmed or returned it."""

    obligation_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True)
class Claimed:
    """One side says that a part of a milestone is done: the other side is asked, or asked again."""

    claim_id: int
    at: datetime
    again: bool = False


@dataclass(frozen=True)
class Verified:
    """The other side looked: the claim's state tells what it saw."""

    claim_id: int
    at: datetime


@dataclass(frozen=True)
class MilestoneReached:
    """All of a milestone is verified by the other side."""

    milestone_id: int
    at: datetime


@dataclass(frozen=True)
class ConflictDeclared:
    """An interest in a partner was declared; the superior is asked."""

    declaration_id: int
    at: datetime


@dataclass(frozen=True)
class ConflictAnswered:
    """The superior has said what follows."""

    declaration_id: int
    at: datetime
