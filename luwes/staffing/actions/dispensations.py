"""Who is a victim is left out: registered by the person, the head, or the coordinator."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.people.models import Employee
from luwes.staffing import dispensations, facts, owners, queries, rules
from luwes.staffing.actions import ending, holding
from luwes.staffing.actions.issue import withdraw_letter
from luwes.staffing.models import Assignment, Dispensation


@transaction.atomic
def register(
    *, employee: Employee, owner_kind: str, owner_id: int, period: Period, reason: rules.Hit,
    now: datetime, on: date, by: User,
) -> Dispensation:  # fmt: skip
    """
    Dispense an employee who is a victim: no plan takes them, nobody expects them to be present.

    A duty under way ends as by illness; days served stay served. The log does not say what struck.

    :raises Refused: for too long, for days that are over, or where it stands already
    """
    require(dispensations.can_register(by, employee, owner_kind, owner_id, on))
    lock(employee)
    owner = owners.owner_of(owner_kind, owner_id)
    problems = [*owners.problems_of(owner), *rules.dispensation_problems(period)]
    if period.end and period.end <= on:
        problems.append(Problem(_("Masa dispensasinya sudah lewat."), "last_day"))
    same = dispensations.valid().filter(
        employee=employee, owner_kind=owner_kind, owner_id=owner_id, period__overlap=period
    )
    if same.exists():
        problems.append(Problem(_("Dispensasi pada masa itu sudah dicatat."), "first_day"))
    refuse(problems)
    row = Dispensation.objects.create(
        employee=employee, owner_kind=owner_kind, owner_id=owner_id, period=period,
        reason=reason.value, registered_at=now, registered_by=by,
    )  # fmt: skip
    bring_home(employee, period, now=now, on=on, by=by)
    announce(facts.Dispensed(row.pk))
    audit.record(
        by, "staffing.dispensed", row, chain=str(employee.agency_id),
        first_day=str(period.start), last_day=str(period.last_day),
    )  # fmt: skip
    return row


def bring_home(
    employee: Employee, period: Period, *, now: datetime, on: date, by: User
) -> list[Assignment]:
    """End what the person serves or is to serve on these days, as by illness; :returns: those ended."""
    rows = [
        row
        for row in queries.overlapping(employee.pk, period).select_related("letter")
        if rules.AssignmentState(row.state) in rules.RUNNING
    ]
    holding.with_letter(*rows)
    for row in rows:
        nothing_served = ending.take_back(
            row,
            until=max(period.start, on),
            reason=rules.HINDERED,
            now=now,
            on=on,
            by=by,
            strictly=True,
        )
        ending.unpin(row)
        if nothing_served:
            withdraw_letter(row, reason=rules.HINDERED, now=now, by=by)
    return rows


@transaction.atomic
def revoke(*, dispensation: Dispensation, now: datetime, on: date, by: User) -> None:
    """
    End a dispensation: the person can be asked again from today.

    :raises Refused: when it ended before
    """
    require(dispensations.can_revoke(by, dispensation, on))
    lock(dispensation)
    if dispensation.revoked_at:
        refuse([Problem(_("Dispensasi ini sudah dicabut."))])
    dispensation.revoked_at = now
    dispensation.save(update_fields=["revoked_at"])
    audit.record(
        by, "staffing.dispensation_revoked", dispensation,
        chain=str(dispensation.employee.agency_id),
    )  # fmt: skip
