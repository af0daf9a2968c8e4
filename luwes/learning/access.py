"""Who may learn, teach, agree and manage."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.learning.models import Certificate, Course, CourseClass, Enrolment, HoursClaim, Module
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit
from luwes.people import access as people
from luwes.people.models import Employee


def learns(user: User) -> bool:
    """Whoever has a file of their own."""
    return Employee.objects.filter(user_id=user.pk, is_current=True).exists()


def manages(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_LEARNING)


def consents(user: User) -> bool:
    return accounts.has(user, Right.CONSENT_LEARNING)


def keeps_files(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_PEOPLE)


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


def own_certificates(user: User) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("employee", "letter", "competency", "revoked_by")
    return rows.filter(employee__user_id=user.pk).order_by("-made_at", "-pk")


def managed_certificates(user: User, on: date) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("employee", "letter", "competency", "unit")
    rows = rows.filter(_of_units(user, Right.MANAGE_LEARNING, on)) if manages(user) else rows.none()
    return rows.order_by("-made_at", "-pk")


def can_revoke(user: User, certificate: Certificate, on: date) -> bool:
    """Who manages the learning of the unit that taught it; nobody one's own."""
    return certificate.employee.user_id != user.pk and can_offer(user, certificate.unit, on)


def own_letters(user: User) -> Q:
    """Letters of one's own certificates."""
    mine = Certificate.objects.filter(employee__user_id=user.pk)
    return Q(pk__in=mine.order_by().values("letter"))


def decidable_hours(user: User, on: date) -> QuerySet[HoursClaim]:
    """Told by people whose files this user keeps, never the own."""
    reach = people.reached(user, Right.MANAGE_PEOPLE, on)
    rows = HoursClaim.objects.filter(employee__in=reach.order_by().values("pk"))
    rows = rows.exclude(employee__user_id=user.pk).select_related("employee")
    return rows.order_by("asked_at", "pk")


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
