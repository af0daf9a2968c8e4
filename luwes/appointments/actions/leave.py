"""Leave recorded and taken back. Each is one transaction and leaves one audit entry."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import access, facts, queries, rules
from luwes.appointments.entitlements import Account
from luwes.appointments.models import Leave
from luwes.appointments.rules.entitlement import Proof
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.people.models import Employee


@transaction.atomic
def record_leave(
    *, employee: Employee, kind: rules.LeaveKind, period: Period, letter: str, by: User,
    over_because: str = "",
) -> Leave:  # fmt: skip
    """
    Record leave that was approved on paper; it blocks every assignment on its days.

    `over_because`: why it was granted beyond what Luwes counts; logged, for its count may lack years.
    :raises Refused: beside other leave, beyond the rights without that reason
    """
    require(access.can_record_leave(by, employee, period.start))
    lock(employee)
    problems = against(Account(employee, period.start), kind, period, None)
    if over_because.strip():
        problems = [problem for problem in problems if problem.field != "over"]
    refuse(problems)
    return write_leave(employee, kind, period, letter=letter, over_because=over_because, by=by)


def against(
    account: Account, kind: rules.LeaveKind, period: Period, proof: Proof | None
) -> list[Problem]:
    """What stands against a leave, whichever way it comes; the caller holds the person."""
    problems = account.against(kind, period, proof)
    if queries.leave_overlapping([account.employee.pk], period):
        problems.append(Problem(_("Sudah ada cuti lain pada hari-hari itu."), "first_day"))
    return problems


def write_leave(
    employee: Employee, kind: rules.LeaveKind, period: Period, *, letter: str, by: User,
    over_because: str = "",
) -> Leave:  # fmt: skip
    """The row, told to all and logged; the caller has checked everything."""
    leave = Leave.objects.create(employee=employee, kind=kind.value, period=period, letter=letter)
    announce(facts.LeaveRecorded(leave.pk, by.pk))
    reason = {"reason": over_because.strip()} if over_because.strip() else {}
    audit.record(
        by, "appointments.leave_recorded", employee, chain=str(employee.agency_id),
        first_day=period.start.isoformat(), days=period.days, **reason,
    )  # fmt: skip
    return leave


@transaction.atomic
def cancel_leave(*, leave: Leave, on: date, reason: str, by: User) -> None:
    """
    Take leave back from `on` on: whole when it has not begun, else the days left.

    :raises Refused: when it is over, or under way and of a kind without recall
    """
    require(access.can_record_leave(by, leave.employee, on))
    lock(leave)
    employee = leave.employee
    under_way = leave.period.start < on
    problems = []
    if leave.period.end is not None and leave.period.end <= on:
        problems.append(Problem(_("Cuti ini sudah selesai."), "on"))
    elif under_way and rules.LeaveKind(leave.kind) not in rules.RECALLABLE:
        words = _("Cuti yang sedang berjalan ini tidak dapat dipanggil kembali.")
        problems.append(Problem(words, "on", "PP 11/2017 ps. 338"))
    refuse(problems)
    if under_way:
        leave.period = Period(leave.period.start, on)
        leave.save(update_fields=["period"])
    else:
        leave.delete()
    announce(facts.LeaveCancelled(employee.pk))
    audit.record(
        by, "appointments.leave_cancelled", employee, chain=str(employee.agency_id), reason=reason,
        on=on.isoformat(),
    )  # fmt: skip
