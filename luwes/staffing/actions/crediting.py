"""What follows from a return: experience on file, rest that is owed and taken."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.actions import leave as leaves
from luwes.appointments.entitlements import Account
from luwes.appointments.rules import LeaveKind
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import Competency
from luwes.people import access as people_access
from luwes.people import actions as people
from luwes.staffing import crediting, dispensations, owners
from luwes.staffing.models import Assignment, RestOwed, RestTaken


def credit(assignment: Assignment, now: datetime) -> RestOwed:
    """Once a duty; the caller holds it and has checked the right."""
    found, need = crediting.credit_of(assignment), assignment.need
    shown = {*need.skills.values_list("competency_id", flat=True)}
    shown |= set(owners.kinds[need.owner_kind].learns(need.pk))
    asked = Competency.objects.filter(pk__in=shown).order_by("pk")
    people.propose_evidence(
        employee=assignment.employee, now=now,
        experience=people.Experience(
            ("staffing.assignment", str(assignment.pk)), str(need), assignment.period, found.days,
            found.hours, list(asked),
        ),
    )  # fmt: skip
    return RestOwed.objects.create(
        assignment=assignment, days=found.rest, served_days=found.days, served_hours=found.hours,
        source=found.source, at=now,
    )  # fmt: skip


@transaction.atomic
def take_rest(*, rest: RestOwed, period: Period, now: datetime, on: date, by: User) -> None:
    """
    Record when somebody takes days off that are owed; nobody sends them on those days.

    :raises Refused: for more than is left, beside other leave, or while on duty
    """
    employee = rest.assignment.employee
    require(dispensations.is_near(by, employee, on) and employee.user_id != by.pk)
    require(people_access.can(by, Right.RECORD_LEAVE, employee, period.start))
    give_rest(rest=rest, period=period, letter="", now=now, by=by)


@transaction.atomic
def give_rest(*, rest: RestOwed, period: Period, letter: str, now: datetime, by: User) -> RestTaken:
    """
    The same where the caller knows that it was agreed: by the superior, or by the superior's silence.

    :raises Refused: for more than is left, beside other leave, or while on duty
    """
    employee = rest.assignment.employee
    lock(employee)
    lock(rest)
    days, left = period.days or 0, crediting.left(rest)
    problems = []
    if days > left:
        words = _("Yang tersisa %(left)d hari; yang dicatat %(days)d hari.")
        problems.append(Problem(words % {"left": left, "days": days}, "last_day"))
    if period.start < rest.assignment.period.start:
        problems.append(Problem(_("Istirahat diambil sesudah tugasnya."), "first_day"))
    refuse(problems)
    account = Account(employee, period.start)
    refuse(leaves.against(account, LeaveKind.REST, period, None))
    leave = leaves.write_leave(employee, LeaveKind.REST, period, letter=letter, by=by)
    return RestTaken.objects.create(rest=rest, leave=leave, by=by, at=now)
