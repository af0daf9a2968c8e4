"""
Plans follow where people serve: who moves has the agreed plan closed on that day, to be rated by the
old superior, and writes another for the rest of the year. An acting post (Plt., Plh.) and a
secondment change nothing.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from luwes.appointments import facts as appointments
from luwes.appointments.models import DEFINITIVE, Appointment
from luwes.core import queue
from luwes.core.db import lock
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation import facts
from luwes.motivation.actions.planning import log, say
from luwes.motivation.models import GoalChange, PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.rules.goals import ALIVE, ChangeState, Home, PlanState, TurnKind

FOLLOW = "motivation.follow_homes"
_LIVE = sorted(state.value for state in ALIVE)


def post_changed(_fact: appointments.Appointed | appointments.Ended) -> None:
    """Once the deed is done plans are looked at again, once however many have moved; the job reads the clock."""
    if queue.once(FOLLOW):
        queue.job(FOLLOW, lock=FOLLOW).defer(timestamp=0)


def follow(*, on: date, now: datetime, people: Collection[int] | None = None) -> int:
    """Plans of today whose people hold another post, or none; how many. Of all, or of `people`."""
    held = Appointment.objects.filter(
        employee_id=OuterRef("employee_id"), position_id=OuterRef("position_id"),
        unit_id=OuterRef("unit_id"), kind=DEFINITIVE, period__contains=on,
    )  # fmt: skip
    rows = PerformancePlan.objects.filter(
        ~Exists(held) | Q(employee__is_current=False), state__in=_LIVE, period__contains=on
    )
    if people is not None:
        rows = rows.filter(employee__in=people)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        _follow_one(pk, on, now)
    return len(ids)


@transaction.atomic
def _follow_one(pk: int, on: date, now: datetime) -> None:
    plan = PerformancePlan.objects.select_related("employee", "unit").get(pk=pk)
    lock(plan)
    if plan.state not in _LIVE or on not in plan.period:
        return
    home = plans.home_of(plan.employee_id, on) if plan.employee.is_current else None
    if home is None:
        _leave(plan, _last_end(plan.employee_id, on), now)
    elif (home.unit_id, home.position_id) == (plan.unit_id, plan.position_id):
        return
    elif plan.position_id is None and home.unit_id == plan.unit_id:
        _go_along(plan, home, plan.period)
    elif home.since > plan.period.start:
        _move(plan, home, now)
    else:
        _mend(plan, home, now)


def _last_end(employee_id: int, on: date) -> date:
    """The first day without a post."""
    rows = Appointment.objects.filter(
        employee_id=employee_id, kind=DEFINITIVE, period__endswith__lte=on
    )
    ended = rows.order_by("-period__endswith").values_list("period", flat=True).first()
    return ended.end if ended and ended.end else on


def _leave(plan: PerformancePlan, since: date, now: datetime) -> None:
    """No post any more: what was agreed is rated for its days, a draft is put away."""
    if plan.state == PlanState.AGREED and since > plan.period.start:
        _close(plan, since, now)
        return
    plan.state = PlanState.CLOSED.value
    plan.save(update_fields=["state"])
    _drop_changes(plan, now)
    log(None, "motivation.plan_closed", plan)


def _move(plan: PerformancePlan, home: Home, now: datetime) -> None:
    if plan.state == PlanState.AGREED:
        _close(plan, home.since, now)
        return
    _back_to_draft(plan, home, Period(home.since, plan.period.end), now)


def _mend(plan: PerformancePlan, home: Home, now: datetime) -> None:
    """
    The same post under another number or unit, as if always. Who moves on the very day on which an
    agreed plan begins agrees with the new superior.
    """
    agreed = plans.agreed_on(plan)
    if plan.state == PlanState.AGREED and agreed and agreed < home.since:
        plan.agreed_at, plan.assessor = None, None
        _back_to_draft(plan, home, plan.period, now)
        return
    _go_along(plan, home, plan.period)


def _go_along(plan: PerformancePlan, home: Home, period: Period) -> None:
    plan.unit_id, plan.position_id, plan.period = home.unit_id, home.position_id, period
    plan.save(update_fields=["unit", "position", "period"])


def _back_to_draft(plan: PerformancePlan, home: Home, period: Period, now: datetime) -> None:
    plan.state = PlanState.DRAFT.value
    plan.save(update_fields=["state", "agreed_at", "assessor"])
    _go_along(plan, home, period)
    _drop_changes(plan, now)
    say(plan, TurnKind.MOVED, "", now, None)
    announce(facts.PlanMoved(plan.pk, period.start, False, now))
    log(None, "motivation.plan_moved", plan)


def _close(plan: PerformancePlan, since: date, now: datetime) -> None:
    plan.period = Period(plan.period.start, since)
    plan.save(update_fields=["period"])
    _drop_changes(plan, now)
    say(plan, TurnKind.MOVED, "", now, None)
    announce(facts.PlanMoved(plan.pk, since, True, now))
    log(None, "motivation.plan_moved", plan)


def _drop_changes(plan: PerformancePlan, now: datetime) -> None:
    GoalChange.objects.filter(plan=plan, state=ChangeState.ASKED.value).update(
        state=ChangeState.WITHDRAWN.value, answered_at=now
    )
