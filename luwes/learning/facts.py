"""What happens in learning. Areas above listen."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Passed:
    """Somebody passed a module's test or a class; the certificate follows in the same transaction."""

    employee_id: int
    title: str
    source: tuple[str, str]  # kind and id
    at: datetime


@dataclass(frozen=True)
class ChanceGiven:
    """Somebody who had used up all tries of a test may try again."""

    study_id: int
    at: datetime


@dataclass(frozen=True)
class EndForgotten:
    """The last meeting of a class is over, and nobody has ended it."""

    class_id: int
    at: datetime


@dataclass(frozen=True)
class Certified:
    """A certificate was issued, and the competency it shows is on file."""

    certificate_id: int
    at: datetime


@dataclass(frozen=True)
class Revoked:
    """A certificate does not count any more."""

    certificate_id: int
    at: datetime


@dataclass(frozen=True)
class EnrolmentAsked:
    """The superior is asked."""

    enrolment_id: int
    at: datetime


@dataclass(frozen=True)
class EnrolmentAnswered:
    """The superior agreed or refused, a place became free, or was taken away; the state tells which."""

    enrolment_id: int
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True)
class ClassChanged:
    """Something of a class that concerns these enrolments: "cancelled", "schedule", "place", "begun" or "finished"."""

    class_id: int
    what: str
    enrolment_ids: tuple[int, ...]
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True)
class EnrolmentWithdrawn:
    """Somebody gave the place, or the wish for it, back."""

    enrolment_id: int
    at: datetime


@dataclass(frozen=True)
class TrainerSet:
    """Somebody's account teaches a class from now on, or not any more."""

    class_id: int
    user_id: int
    teaches: bool
    at: datetime
    by_id: int


@dataclass(frozen=True)
class Clashed:
    """An order, leave or another class now stands against these places."""

    enrolment_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class HoursClaimed:
    """Somebody tells of hours learnt elsewhere."""

    claim_id: int
    at: datetime


@dataclass(frozen=True)
class HoursAnswered:
    """Hours learnt elsewhere were accepted or not; the state tells which."""

    claim_id: int
    at: datetime
