"""Who may learn, teach, agree and manage."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.learning.models import Course, CourseClass, Enrolment, Module
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee


def learns(user: User) -> bool:
    """Whoever has a file of their own."""
    return Employee.objects.filter(user_id=user.pk, is_current=True).exists()


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
