"""Who may see and change whom: by where a person serves on the day; oneself always."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation.access import AGENCY, UNIT, paths, scope_ids
from luwes.people import homes
from luwes.people.homes import Where
from luwes.people.models import Employee


def visible(user: User, on: date) -> QuerySet[Employee]:
    """The people whose file this user may open: those in reach, and the user's own."""
    return reached(user, Right.VIEW_PEOPLE, on, oneself=True)


def reached(user: User, right: Right, on: date, *, oneself: bool = False) -> QuerySet[Employee]:
    """
    The people over whom a right reaches on a day.

    Whoever holds no post that day is reached by the own agency.
    """
    reach = accounts.where(user, right)
    rows = Employee.objects.all()
    if reach.everywhere:
        return rows
    agencies = tuple(scope_ids(reach, AGENCY))
    units = tuple(paths(scope_ids(reach, UNIT), on))
    found = Q(user_id=user.pk) if oneself else Q(pk__in=[])
    if agencies:
        found |= Q(pk__in=_serving(Where(agency_ids=agencies), on))
        found |= Q(agency_id__in=agencies) & Q(~Exists(_any_post(on)))
    if units:
        found |= Q(pk__in=_serving(Where(paths=units), on))
    return rows.filter(found)


def _serving(where: Where, on: date) -> QuerySet[Any, Any]:
    return homes.source().serving(where, on).values("employee_id")


def _any_post(on: date) -> QuerySet[Any, Any]:
    return homes.source().serving(Where(), on).filter(employee_id=OuterRef("pk"))


def can_see(user: User, employee: Employee, on: date) -> bool:
    return employee.user_id == user.pk or visible(user, on).filter(pk=employee.pk).exists()


def can(user: User, right: Right, employee: Employee, on: date) -> bool:
    """Whether a right over other people reaches this one."""
    return reached(user, right, on).filter(pk=employee.pk).exists()


def can_read_private(user: User, employee: Employee, on: date) -> bool:
    return employee.user_id == user.pk or can(user, Right.VIEW_PRIVATE, employee, on)
