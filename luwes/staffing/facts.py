"""What staffing announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NeedChanged:
    need_id: int


@dataclass(frozen=True)
class PlanSubmitted:
    plan_id: int


@dataclass(frozen=True)
class PlanReturned:
    plan_id: int


@dataclass(frozen=True)
class PlanApproved:
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
    assignment_id: int


@dataclass(frozen=True)
class Withdrawn:
    """An order was taken back: by a decision, with its letter, or for leave."""

    assignment_id: int


@dataclass(frozen=True)
class Ended:
    """Duties ended without anybody at the post saying so: by time, by leave, with their letter."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReportedBack:
    """The person says that the duty is over and they are back."""

    assignment_id: int


@dataclass(frozen=True)
class Returned:
    assignment_id: int


@dataclass(frozen=True)
class Chased:
    """People who have not answered were reminded; by somebody, or by the clock."""

    assignment_ids: tuple[int, ...]
    by_id: int | None = None
