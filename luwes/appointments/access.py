"""Who may fill positions and record leave."""

from datetime import date

from django.db.models import QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.models import Leave
from luwes.organisation import access as organisation
from luwes.organisation.models import Position
from luwes.people import access as people
from luwes.people.models import Employee


def can_fill(user: User, position: Position, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_PEOPLE, position.unit, on)


def can_record_leave(user: User, employee: Employee, on: date) -> bool:
    return people.can(user, Right.RECORD_LEAVE, employee, on)


def cancellable_leave(user: User, on: date) -> QuerySet[Leave]:
    within = people.reached(user, Right.RECORD_LEAVE, on)
    rows = Leave.objects.filter(employee__in=within.values("pk"))
    return rows.select_related("employee").order_by("pk")


def can_list_leave(user: User) -> bool:
    return accounts.has(user, Right.RECORD_LEAVE)
