"""Leave recorded and taken back. Each is one transaction and leaves one audit entry."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import access, facts, queries, rules
from luwes.appointments.models import LEAVE_LABELS, Leave
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.people.models import Employee
from luwes.people.rules import Employment


@transaction.atomic
def record_leave(
    *, employee: Employee, kind: rules.LeaveKind, period: Period, letter: str, by: User
) -> Leave:
    """
    Record approved leave; it blocks every assignment on its days.

    :raises Refused: beside other leave, or of a kind that a PPPK has not
    """
    require(access.can_record_leave(by, employee, period.start))
    lock(employee)
    problems = []
    if period.end is None:
        problems.append(Problem(_("Cuti memerlukan hari terakhir."), "last_day"))
    if employee.employment != Employment.PNS.value and kind not in rules.PPPK_LEAVE:
        words = _("PPPK tidak memiliki hak %(kind)s.") % {
            "kind": str(LEAVE_LABELS[kind.value]).lower()
        }
        problems.append(Problem(words, "kind", "Peraturan BKN 7/2022"))
    if queries.leave_overlapping([employee.pk], period):
        problems.append(Problem(_("Sudah ada cuti lain pada hari-hari itu."), "first_day"))
    refuse(problems)
    leave = Leave.objects.create(employee=employee, kind=kind.value, period=period, letter=letter)
    announce(facts.LeaveRecorded(leave.pk, by.pk))
    audit.record(
        by, "appointments.leave_recorded", employee, chain=str(employee.agency_id),
        first_day=period.start.isoformat(), days=period.days,
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
