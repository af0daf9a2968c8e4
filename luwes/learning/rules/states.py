"""The states of modules, classes and enrolments."""

from enum import StrEnum


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    SHORT = "short"


class ClassState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"  # enrolment
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class EnrolmentState(StrEnum):
    ASKED = "asked"  # waits for the superior
    REFUSED = "refused"
    ENROLLED = "enrolled"
    WAITING = "waiting"  # on the list: the class is full
    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    LAPSED = "lapsed"  # the class was cancelled, or ended without a place


# Who has, or asks for, a place.
ALIVE = frozenset({EnrolmentState.ASKED, EnrolmentState.ENROLLED, EnrolmentState.WAITING})
SEATED = frozenset({EnrolmentState.ENROLLED, EnrolmentState.PASSED, EnrolmentState.NOT_PASSED})


class Method(StrEnum):
    """Ways of learning (PerLAN 10/2018): in class and other."""

    CLASS = "class"  # klasikal
    SELF_PACED = "self_paced"
    COACHING = "coaching"
    MENTORING = "mentoring"
    INTERNSHIP = "internship"  # magang
    SEMINAR = "seminar"
    OTHER = "other"


class AttendedBy(StrEnum):
    CODE = "code"
    TRAINER = "trainer"
