"""What staffing announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NeedChanged:
    """A need was changed or taken back."""

    need_id: int


@dataclass(frozen=True)
class PlanSubmitted:
    """A plan was put to the governments whose people are in it; heads may object."""

    plan_id: int


@dataclass(frozen=True)
class PlanReturned:
    """A government sent the plan back, or the last look before its letters did."""

    plan_id: int
    approved_by: tuple[int, ...] = ()  # users whose approval is void by it


@dataclass(frozen=True)
class NeedsReturned:
    """A government approved its part without its people at some needs."""

    approval_id: int


@dataclass(frozen=True)
class PlanApproved:
    """All governments have agreed."""

    plan_id: int


@dataclass(frozen=True)
class Ordered:
    """Assignments were made and their letters numbered."""

    plan_id: int


@dataclass(frozen=True)
class IssueStuck:
    """The letters of an approved plan could not be made, again and again."""

    plan_id: int


@dataclass(frozen=True)
class Declined:
    """The person cannot serve; the place in the need is open again."""

    assignment_id: int


@dataclass(frozen=True)
class Withdrawn:
    """An order was taken back: by a decision, with its letter, or for leave."""

    assignment_id: int


@dataclass(frozen=True)
class ChangeAsked:
    """Orders are to last longer; their government is asked."""

    change_id: int


@dataclass(frozen=True)
class OrderChanged:
    """Orders were changed by a letter; or their government refused to let them last longer."""

    change_id: int


@dataclass(frozen=True)
class CannotGo:
    """Somebody stated that they can't be sent: what they served or were to serve, and lines of plans."""

    assignment_ids: tuple[int, ...]
    line_ids: tuple[int, ...]


@dataclass(frozen=True)
class Ended:
    """Duties ended without anybody at the post saying so: by time, by leave, with their letter."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class Completed:
    """Whoever leads the duty said that it is over, or relieved somebody as of today."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReportedBack:
    """The person says that the duty is over and they are back."""

    assignment_id: int


@dataclass(frozen=True)
class Returned:
    """The home head saw the person back at work."""

    assignment_id: int


@dataclass(frozen=True)
class Chased:
    """People who have not answered were reminded; by somebody, or by the clock."""

    assignment_ids: tuple[int, ...]
    by_id: int | None = None


@dataclass(frozen=True)
class FieldReported:
    """Somebody at a post told how it stands, what is short, or who is hurt."""

    report_id: int


@dataclass(frozen=True)
class Dispensed:
    """An employee was registered as a victim and is left out for a while."""

    dispensation_id: int


@dataclass(frozen=True)
class RotaSet:
    """A post's shifts were set from a day on, for these assignments."""

    need_id: int
    first_day: str
    assignment_ids: tuple[int, ...]
    by_id: int


@dataclass(frozen=True)
class SwapMoved:
    """A swap of shifts was asked for, agreed to, decided or taken back."""

    swap_id: int


@dataclass(frozen=True)
class ShiftOrdered:
    """Somebody was ordered to stand in for a shift."""

    shift_id: int
    by_id: int


@dataclass(frozen=True)
class CheckOutMissing:
    """People are checked in although their shift ended some time ago."""

    shift_ids: tuple[int, ...]


@dataclass(frozen=True)
class OutsideLate:
    """People from outside are at a post for longer than the policy of hours allows."""

    contingent_ids: tuple[int, ...]


@dataclass(frozen=True)
class AidMoved:
    """A request for help was sent, accepted, declined, withdrawn or ended; its state tells which."""

    request_id: int
    by_id: int | None = None


@dataclass(frozen=True)
class AidOverdue:
    """A request for help is unanswered past its time."""

    request_id: int
