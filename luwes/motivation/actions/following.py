"""
Plans follow where people serve: who moves has the agreed plan closed on that day, to be rated by the
old superior, and writes another for the rest of the year. An acting post (Plt., Plh.) and a
secondment change nothing. Whoever is without a post for some days keeps the plan meanwhile; one that
was ended goes on where the same post turns out to have gone on.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.appointments import facts as appointments
from luwes.appointments.models import DEFINITIVE, Appointment
from luwes.core import queue
from luwes.core.db import lock
from luwes.core.each import do_each
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation import facts
from luwes.motivation.actions.planning import let_go, log, say
from luwes.motivation.models import GoalChange, PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.rules.goals import (
    ALIVE,
    WITHOUT_POST_DAYS,
    ChangeState,
    Home,
    PlanState,
    TurnKind,
)

FOLLOW = "motivation.follow_homes"
_LIVE = sorted(state.value for state in ALIVE)


def post_changed(fact: appointments.Appointed | appointments.Ended) -> None:
    """Whoever has a plan is looked at again once the deed is done; the job reads the clock."""
    held = Appointment.objects.filter(pk=fact.appointment_id, kind=DEFINITIVE)
    rows = PerformancePlan.objects.filter(
        employee__in=held.values("employee_id"), state__in=[*_LIVE, PlanState.CLOSED.value]
    ).order_by()
    for pk in rows.values_list("employee_id", flat=True).distinct():
        queue.job(FOLLOW, lock=FOLLOW).defer(timestamp=0, people=[pk])


def follow(*, on: date, now: datetime, people: Collection[int] | None = None) -> int:
    """
    Plans of today whose people hold another post, or none for long, and ended ones whose post went
    on; how many changed. Of all, or of `people`.
    """
    return sum(do_each(_due(on, now, people)))


def _due(on: date, now: datetime, people: Collection[int] | None) -> Iterator[Callable[[], bool]]:
    rows = PerformancePlan.objects.filter(
        ~Exists(_same_post(on)) | Q(employee__is_current=False),
        state__in=_LIVE,
        period__contains=on,
    )
    for deed, found in ((_follow_one, rows), (_reopen, _ended(on))):
        chosen = found if people is None else found.filter(employee__in=people)
        for pk in list(chosen.order_by("pk").values_list("pk", flat=True)):
            yield partial(deed, pk, on, now)


def _ended(on: date) -> QuerySet[PerformancePlan]:
    """Ended before its time, put away or waiting to be rated, and its post is held again today."""
    new_year = date(on.year + 1, 1, 1)
    held = _same_post(on)
    cut = Q(state=PlanState.AGREED.value, period__endswith__lte=on)
    put_away = Q(state=PlanState.CLOSED.value, period__contains=on)
    return PerformancePlan.objects.filter(
        Exists(held), cut | put_away, employee__is_current=True, period__endswith__lte=new_year,
        period__startswith__gte=date(on.year, 1, 1),
    )  # fmt: skip


def _same_post(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        employee_id=OuterRef("employee_id"), position_id=OuterRef("position_id"),
        unit_id=OuterRef("unit_id"), kind=DEFINITIVE, period__contains=on,
    )  # fmt: skip


@transaction.atomic
def _reopen(pk: int, on: date, now: datetime) -> bool:
    """Where the same post goes on without a gap, as if it had never ended."""
    plan = PerformancePlan.objects.select_related("employee", "unit").get(pk=pk)
    lock(plan)
    is_put_away = plan.state == PlanState.CLOSED
    if not is_put_away and (plan.state != PlanState.AGREED or on in plan.period):
        return False
    first = plan.period.start if is_put_away else plan.period.end
    whole = Period(plan.period.start, date(plan.year + 1, 1, 1))
    others = PerformancePlan.objects.filter(employee=plan.employee_id, period__overlap=whole)
    others = others.exclude(pk=plan.pk).exclude(state=PlanState.CLOSED.value)
    if first is None or not _goes_on(plan, first, on) or others.exists():
        return False
    plan.period = whole
    plan.state = PlanState.DRAFT.value if is_put_away else plan.state
    plan.save(update_fields=["state", "period"])
    say(plan, TurnKind.REOPENED, "", now, None)
    log(None, "motivation.plan_reopened", plan)
    return True


def _goes_on(plan: PerformancePlan, first: date, on: date) -> bool:
    """Whether the post of the plan was held from this day to today without a day missing."""
    if plan.position_id is None:
        return False
    rows = Appointment.objects.filter(
        employee_id=plan.employee_id, position_id=plan.position_id, unit_id=plan.unit_id,
        kind=DEFINITIVE, period__overlap=Period(first, on + timedelta(days=1)),
    )  # fmt: skip
    day = first
    for period in sorted(rows.values_list("period", flat=True), key=lambda one: one.start):
        if period.start > day:
            return False
        day = max(day, period.end or date.max)
    return day > on


@transaction.atomic
def _follow_one(pk: int, on: date, now: datetime) -> bool:
    plan = PerformancePlan.objects.select_related("employee", "unit").get(pk=pk)
    lock(plan)
    if plan.state not in _LIVE or on not in plan.period:
        return False
    home = plans.home_of(plan.employee_id, on) if plan.employee.is_current else None
    if home is None:
        since = _last_end(plan.employee_id, on)
        if plan.employee.is_current and on < since + timedelta(days=WITHOUT_POST_DAYS):
            return False
        _leave(plan, since, now)
    elif (home.unit_id, home.position_id) == (plan.unit_id, plan.position_id):
        return False
    elif plan.position_id is None and home.unit_id == plan.unit_id:
        _go_along(plan, home, plan.period)
    elif home.since > plan.period.start:
        _move(plan, home, now)
    else:
        _mend(plan, home, now)
    return True


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
    let_go(plan)
    _drop_changes(plan, now)
    log(None, "motivation.plan_closed", plan)


def _move(plan: PerformancePlan, home: Home, now: datetime) -> None:
    if plan.state == PlanState.AGREED:
        ended = _last_end(plan.employee_id, home.since)  # earlier, after days without a post
        _close(plan, ended if ended > plan.period.start else home.since, now)
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
    let_go(plan)


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
    let_go(plan)
    _drop_changes(plan, now)
    say(plan, TurnKind.MOVED, "", now, None)
    announce(facts.PlanMoved(plan.pk, since, True, now))
    log(None, "motivation.plan_moved", plan)


def _drop_changes(plan: PerformancePlan, now: datetime) -> None:
    GoalChange.objects.filter(plan=plan, state=ChangeState.ASKED.value).update(
        state=ChangeState.WITHDRAWN.value, answered_at=now
    )
