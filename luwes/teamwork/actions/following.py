"""What teams do when staffing orders somebody, or somebody does not serve after all."""

from django.db import transaction

from luwes.core import clock
from luwes.staffing import facts as staffing
from luwes.staffing.models import Assignment, Plan
from luwes.teamwork import rules
from luwes.teamwork.models import Application, TaskTeam


@transaction.atomic
def ordered(fact: staffing.Ordered) -> None:
    """With its first letters a team runs."""
    plan = Plan.objects.get(pk=fact.plan_id)
    if plan.owner_kind == rules.TEAM:
        rows = TaskTeam.objects.filter(pk=plan.owner_id, state=rules.TeamState.OPEN.value)
        rows.update(state=rules.TeamState.RUNNING.value)


@transaction.atomic
def not_serving(fact: staffing.Declined | staffing.Withdrawn) -> None:
    """The place is open again, and nobody orders the same person a second time unasked."""
    row = Assignment.objects.get(pk=fact.assignment_id)
    chosen = Application.objects.filter(
        need_id=row.need_id, employee_id=row.employee_id, state=rules.ApplicationState.CHOSEN.value
    )
    chosen.update(state=rules.ApplicationState.WITHDRAWN.value, decided_at=clock.now())
