"""Employees who are victims themselves: who, for how long, and who may register it. Reads only."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.periods import Period
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.staffing import owners
from luwes.staffing.models import Dispensation
from luwes.staffing.owners import Named


def valid() -> QuerySet[Dispensation]:
    return Dispensation.objects.filter(revoked_at=None)


def of_person(employee_id: int, on: date) -> QuerySet[Dispensation]:
    """Those in force, and those to come."""
    rows = valid().filter(employee_id=employee_id, period__endswith__gt=on)
    return rows.order_by("period", "pk")


def of_owner(owner_kind: str, owner_id: int, on: date) -> QuerySet[Dispensation]:
    rows = valid().filter(owner_kind=owner_kind, owner_id=owner_id, period__endswith__gt=on)
    return rows.select_related("employee").order_by("employee__name", "pk")


def of_heads_people(user: User, on: date) -> QuerySet[Dispensation]:
    """Of the people whose leave this user records: those of the own units."""
    within = people.reached(user, Right.RECORD_LEAVE, on)
    rows = valid().filter(employee__in=within.values("pk"), period__endswith__gt=on)
    return rows.select_related("employee").order_by("employee__name", "pk")


def periods_of(employee_ids: Collection[int]) -> dict[int, list[Period]]:
    """When these people are left out."""
    found: dict[int, list[Period]] = {}
    rows = valid().filter(employee_id__in=employee_ids).order_by("pk")
    for employee, period in rows.values_list("employee_id", "period"):
        found.setdefault(employee, []).append(period)
    return found


def is_near(user: User, employee: Employee, on: date) -> bool:
    """The person, and who records leave in their unit."""
    return people.is_oneself(user, employee) or people.can(user, Right.RECORD_LEAVE, employee, on)


def choices(user: User, employee: Employee, on: date) -> list[Named]:
    """
    For which running owners this user may register this person.

    The person and the head for each that may ask for people of their government; a coordinator
    for those led.
    """
    rows = [o for kind in owners.kinds for o in kind.concerning(employee.agency_id)]
    if not rows or is_near(user, employee, on):
        return rows
    led = {(o.kind, o.id) for o in owners.led(user)}
    return [o for o in rows if (o.kind, o.id) in led]


def can_register(user: User, employee: Employee, owner_kind: str, owner_id: int, on: date) -> bool:
    return any((o.kind, o.id) == (owner_kind, owner_id) for o in choices(user, employee, on))


def can_revoke(user: User, dispensation: Dispensation, on: date) -> bool:
    """Also when its incident is closed by now."""
    kind = owners.kinds[dispensation.owner_kind]
    return is_near(user, dispensation.employee, on) or kind.may_plan(user, dispensation.owner_id)
