"""Who asked not to be sent, and who may read why. Reads only; nothing here tells the kind."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.staffing import owners, rules
from luwes.staffing.models import PlanLine, SafetyDeclaration


def in_force(since: date) -> QuerySet[SafetyDeclaration]:
    """Those that leave somebody out on a day, or later."""
    return SafetyDeclaration.objects.filter(is_volunteer=False, last_day__gte=since)


def left_out(employee_ids: Collection[int], since: date) -> set[int]:
    """Who of these can't be sent on or after a day."""
    rows = in_force(since).filter(employee_id__in=employee_ids).order_by("pk")
    return set(rows.values_list("employee_id", flat=True))


def left_out_of(agency_ids: Collection[int], since: date) -> set[int]:
    rows = in_force(since).filter(employee__agency_id__in=agency_ids).order_by("pk")
    return set(rows.values_list("employee_id", flat=True))


def of_person(employee: Employee) -> SafetyDeclaration | None:
    return SafetyDeclaration.objects.filter(employee=employee).first()


def can_read(user: User, employee: Employee) -> bool:
    """The person, and who plans for something running that may ask their government for people."""
    if people.is_oneself(user, employee):
        return True
    led = {(owner.kind, owner.id) for owner in owners.led(user)}
    concerned = (o for kind in owners.kinds for o in kind.concerning(employee.agency_id))
    return any((owner.kind, owner.id) in led for owner in concerned)


def lines_under_way(employee_id: int, since: date) -> QuerySet[PlanLine]:
    """Where plans on their way would send somebody."""
    rows = PlanLine.objects.filter(
        employee_id=employee_id, plan__state__in=rules.PLANS_UNDER_WAY,
        need__period__endswith__gt=since,
    )  # fmt: skip
    return rows.select_related("plan__submitted_by", "plan__made_by", "need__area").order_by("pk")
