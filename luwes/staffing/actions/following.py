"""What staffing does when areas below it decide something about its people."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import facts as appointments
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.core import clock
from luwes.core.db import lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.states import values
from luwes.letters import facts as letters
from luwes.staffing import queries, rules
from luwes.staffing.actions import ending, holding
from luwes.staffing.actions.issue import withdraw_amendments, withdraw_letter
from luwes.staffing.models import Assignment

# Nobody chooses these: they end a duty. Every other leave waits for its end.
UNFORESEEN = frozenset({LeaveKind.SICK, LeaveKind.MATERNITY, LeaveKind.IMPORTANT})


@transaction.atomic
def letter_withdrawn(fact: letters.Withdrawn) -> None:
    """Without its letter nobody is on duty from that day on: the orders under it are taken back."""
    rows = Assignment.objects.filter(letter_id=fact.letter_id, state__in=values(rules.RUNNING))
    lock_all(rows)
    by, now = User.objects.get(pk=fact.by_id), clock.now()
    found = list(rows.select_related("employee", "need__area", "home_unit").order_by("pk"))
    withdraw_amendments(found, reason=fact.reason, now=now, by=by)
    for assignment in found:
        ending.take_back(
            assignment,
            until=fact.day,
            reason=fact.reason,
            now=now,
            on=fact.day,
            by=by,
            strictly=True,
        )
        ending.keep_out(assignment, whole_owner=False, reason=fact.reason, by=by)


@transaction.atomic
def leave_recorded(fact: appointments.LeaveRecorded) -> None:
    """
    Leave that can wait is refused while the person is assigned; illness ends the duty.

    Days that were served stay served: no leave begins before the day after, and who falls ill
    while serving has served until then. Letter, log and messages don't say what leave it is.
    :raises Refused: for leave that can wait, and on days served
    """
    leave = Leave.objects.get(pk=fact.leave_id)
    rows = list(
        queries.overlapping(leave.employee_id, leave.period)
        .filter(beside_work=False)
        .select_related("letter")
    )
    holding.with_letter(*rows)
    running = [a for a in rows if rules.AssignmentState(a.state) in rules.RUNNING]
    refuse(_against_leave(rows, LeaveKind(leave.kind) in UNFORESEEN))
    by, now, on = User.objects.get(pk=fact.by_id), clock.now(), clock.today()
    for assignment in running:
        nothing_served = ending.take_back(
            assignment,
            until=leave.period.start,
            reason=rules.HINDERED,
            now=now,
            on=on,
            by=by,
            strictly=True,
        )
        ending.unpin(assignment)
        if nothing_served:
            withdraw_letter(assignment, reason=rules.HINDERED, now=now, by=by)


def _against_leave(rows: list[Assignment], unforeseen: bool) -> list[Problem]:
    found = []
    for row in rows:
        if row.state == rules.AssignmentState.COMPLETED.value:
            words = _("Pegawai ini bertugas sampai %(day)s: %(need)s.") % {
                "day": date_format(row.period.last_day, "j F Y"), "need": row.need
            }  # fmt: skip
            found.append(Problem(words, "first_day"))
        elif not unforeseen and rules.AssignmentState(row.state) in rules.RUNNING:
            found.append(Problem(_("Pegawai ini sedang ditugaskan: %s.") % row.need, "first_day"))
    return found
