"""Tables of learning: modules and tests, courses and classes, certificates, hours."""

from luwes.learning.models.courses import (
    ATTENDED_LABELS,
    CLASS_STATE_LABELS,
    ENROLMENT_STATE_LABELS,
    METHOD_LABELS,
    Attendance,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
)
from luwes.learning.models.modules import (
    QUESTION_KIND_LABELS,
    Module,
    ModuleAttempt,
    ModulePage,
    ModulePicture,
    ModuleVersion,
    Question,
    Study,
)
from luwes.learning.models.records import (
    HOURS_STATE_LABELS,
    Certificate,
    HoursClaim,
    LearningHours,
)

__all__ = [
    "ATTENDED_LABELS", "CLASS_STATE_LABELS", "ENROLMENT_STATE_LABELS", "HOURS_STATE_LABELS", "METHOD_LABELS", "QUESTION_KIND_LABELS",
    "Attendance", "Certificate", "ClassSession", "Course", "CourseClass", "Enrolment", "HoursClaim", "LearningHours",
    "Module", "ModuleAttempt", "ModulePage", "ModulePicture", "ModuleVersion", "Question", "Study",
]  # fmt: skip
