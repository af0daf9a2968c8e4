"""What teams do when staffing orders somebody, moves them, or they serve no more."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from luwes.core import clock
from luwes.staffing import facts as staffing
from luwes.staffing.changes import State as ChangeState
from luwes.staffing.models import GONE_EARLY, Assignment, ChangedOrder, OrderChange, Plan
from luwes.teamwork import rules
from luwes.teamwork.models import LIVE, Application, TaskTeam

OWNERS = (rules.TEAM, rules.OPPORTUNITY)


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
    _close(_chosen(Assignment.objects.get(pk=fact.assignment_id)))


@transaction.atomic
def ended(fact: staffing.Ended) -> None:
    """Who was taken out before the time left an open place."""
    _gone(fact.assignment_ids)


@transaction.atomic
def order_changed(fact: staffing.OrderChanged) -> None:
    """Who serves at another seat was chosen for that one; who was let go left an open place."""
    change = OrderChange.objects.get(pk=fact.change_id)
    if change.owner_kind not in OWNERS or change.state != ChangeState.MADE.value:
        return
    rows = ChangedOrder.objects.filter(change=change).select_related("assignment").order_by("pk")
    for order in rows:
        if order.need_before_id != order.assignment.need_id:
            _move(order)
    _gone([order.assignment_id for order in rows])


def _move(order: ChangedOrder) -> None:
    row = order.assignment
    chosen = _chosen(row, order.need_before_id)
    if chosen.exists():
        _close(Application.objects.filter(need_id=row.need_id, employee_id=row.employee_id, state__in=LIVE))  # fmt: skip
        chosen.update(need_id=row.need_id)


def _gone(assignment_ids: Sequence[int]) -> None:
    rows = Assignment.objects.filter(GONE_EARLY, pk__in=assignment_ids, need__owner_kind__in=OWNERS)
    for row in rows.order_by("pk"):
        _close(_chosen(row))


def _chosen(row: Assignment, need_id: int | None = None) -> QuerySet[Application]:
    """By which somebody got this order."""
    return Application.objects.filter(
        need_id=need_id or row.need_id, employee_id=row.employee_id,
        state=rules.ApplicationState.CHOSEN.value, decided_at__lte=row.ordered_at,
    )  # fmt: skip


def _close(rows: QuerySet[Application]) -> None:
    rows.update(state=rules.ApplicationState.WITHDRAWN.value, decided_at=clock.now())
