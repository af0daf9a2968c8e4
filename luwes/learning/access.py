"""Who may learn, teach, agree and manage."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.learning.models import (
    Course,
    CourseClass,
    Enrolment,
    Module,
    ModuleAttempt,
    ModulePicture,
    Study,
)
from luwes.learning.rules.states import VersionState
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.people import access as people
from luwes.people.models import Employee


def learns(user: User) -> bool:
    """Whoever has a file of their own."""
    return people.has_file(user)


def learner(user: User) -> Employee | None:
    """The file of whoever learns; none of somebody who has left."""
    return Employee.objects.filter(user_id=user.pk, is_current=True).first()


def open_modules() -> QuerySet[Module]:
    """What anybody with a file may begin."""
    rows = Module.objects.filter(is_open=True, versions__state=VersionState.PUBLISHED.value)
    return rows.select_related("competency").order_by("slug")


def own_studies(user: User) -> QuerySet[Study]:
    """What one has begun, the latest first; also of modules closed since."""
    rows = Study.objects.filter(employee__user_id=user.pk, employee__is_current=True)
    return rows.select_related("version__module__competency", "employee").order_by(
        "-began_at", "-pk"
    )


def own_attempts(user: User) -> QuerySet[ModuleAttempt]:
    rows = ModuleAttempt.objects.filter(study__in=own_studies(user).order_by().values("pk"))
    return rows.select_related("study__version__module", "study__employee").order_by("pk")


def can_study(user: User, employee: Employee) -> bool:
    """Nobody learns, or sits a test, for another."""
    return employee.user_id == user.pk and employee.is_current


def seen_pictures(user: User, on: date) -> QuerySet[ModulePicture]:
    """Of versions one learns, and of modules one manages."""
    learnt = Q(page__version__in=own_studies(user).order_by().values("version_id"))
    managed = Q(page__version__module__in=managed_modules(user, on).order_by().values("pk"))
    return ModulePicture.objects.filter(learnt | managed).order_by("pk")


def manages(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_LEARNING)


def consents(user: User) -> bool:
    return accounts.has(user, Right.CONSENT_LEARNING)


def sees_gaps(user: User) -> bool:
    return accounts.has(user, Right.VIEW_GAPS)


def _of_units(user: User, right: Right, on: date) -> Q:
    if accounts.reach(user, right).everywhere:
        return Q()
    return Q(
        unit_id__in=organisation.units_with_rights(user, right, on).order_by().values("unit_id")
    )


def managed_modules(user: User, on: date) -> QuerySet[Module]:
    rows = Module.objects.select_related("agency", "unit", "competency").order_by("slug")
    return rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()


def managed_courses(user: User, on: date) -> QuerySet[Course]:
    rows = Course.objects.select_related("agency", "unit", "competency").order_by("title", "pk")
    return rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()


def offering_units(user: User, on: date) -> QuerySet[UnitShape]:
    """Units in whose name the user may offer something to learn."""
    rows = organisation.units_with_rights(user, Right.MANAGE_LEARNING, on)
    return rows.select_related("unit", "agency").order_by("name", "pk")


def can_load(user: User) -> bool:
    """Whether the user may put a deployment's first modules in place."""
    return organisation.can_everywhere(user, Right.MANAGE_LEARNING) or (
        organisation.can_everywhere(user, Right.MANAGE_ORGANISATION)
    )


def can_offer(user: User, unit: OrgUnit, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_LEARNING, unit, on)


def can_manage(user: User, owned: Module | Course, on: date) -> bool:
    return can_offer(user, owned.unit, on)


def teaches(user: User, course_class: CourseClass) -> bool:
    return course_class.trainers.filter(pk=user.pk).exists()


def can_teach(user: User, course_class: CourseClass, on: date) -> bool:
    """Who teaches it, or manages the course."""
    return teaches(user, course_class) or can_manage(user, course_class.course, on)


def can_consent(user: User, enrolment: Enrolment, on: date) -> bool:
    """The head of the home unit or above; nobody for oneself."""
    if enrolment.employee.user_id == user.pk:
        return False
    return organisation.can(user, Right.CONSENT_LEARNING, enrolment.home_unit, on)
