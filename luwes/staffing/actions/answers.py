"""The answer of the person who is sent; chasing the silent; refilling what was declined."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import access, facts, joint_rules, owners, queries, rules
from luwes.staffing.actions import ending, holding, plans
from luwes.staffing.actions.issue import withdraw_letter
from luwes.staffing.models import AnswerWords, Assignment, Plan

State = rules.AssignmentState
NOT_AGAIN_WITHIN = timedelta(minutes=5)


@transaction.atomic
def accept(*, assignment: Assignment, now: datetime, by: User) -> None:
    """The person sent accepts."""
    require(access.is_own(by, assignment))
    holding.with_person(assignment)
    _answer(assignment, State.ACCEPTED, "", now)
    audit.record(by, "staffing.accepted", assignment, chain=_chain(assignment))


@transaction.atomic
def decline(*, assignment: Assignment, reason: str, now: datetime, by: User) -> None:
    """
    The person sent declines with a reason; the letter is withdrawn, the place is open to others.

    The reason may tell of health: only `AnswerWords` keeps it, sealed.
    """
    require(access.is_own(by, assignment))
    if not reason.strip():
        refuse([Problem(_("Tulis alasan Anda menolak."), "reason")])
    holding.with_letter(assignment)
    _answer(assignment, State.DECLINED, rules.UNABLE, now)
    AnswerWords.objects.create(assignment=assignment, words=reason.strip()[:300])
    ending.free_shifts(assignment, now)
    ending.keep_out(assignment, whole_owner=True, reason=rules.UNABLE, by=by)
    withdraw_letter(assignment, reason=rules.UNABLE, now=now, by=by)
    announce(facts.Declined(assignment.pk))
    audit.record(by, "staffing.declined", assignment, chain=_chain(assignment))


def _chain(assignment: Assignment) -> str:
    return str(assignment.home_unit.agency_id)


def _answer(assignment: Assignment, state: State, reason: str, now: datetime) -> None:
    if not rules.may_become(State(assignment.state), state):
        refuse([Problem(_("Penugasan ini sudah %s.") % assignment.get_state_display().lower())])
    assignment.state, assignment.answered_at = state.value, now
    assignment.answer_reason = reason
    assignment.save(update_fields=["state", "answered_at", "answer_reason"])


@transaction.atomic
def chase(*, silent_for: timedelta, now: datetime) -> list[int]:
    """
    Remind everyone who has not answered for so long; each reminder is recorded.

    Outside emergencies after a day, by day. Only so many times, and by night only whose duty is near;
    who stays silent then is left to the coordinator.
    :returns: ids of the assignments chased
    """
    slow = Q(need__owner_kind__in=owners.ordinary())
    everybody = Assignment.objects.filter(chased_times__lt=rules.REMINDERS)
    rows, near = everybody.exclude(slow), rules.starts_before(localtime(now))
    if near:
        return _remind(rows.filter(period__startswith__lte=near), now - silent_for, now, None)
    later = _remind(everybody.filter(slow), now - rules.ANSWER_CHOICE_WITHIN, now, None)
    return later + _remind(rows, now - silent_for, now, None)


@transaction.atomic
def remind(*, owner_kind: str, owner_id: int, now: datetime, by: User) -> list[int]:
    """
    Remind the silent of one owner at once, at the coordinator's word; not twice in a few minutes.

    :returns: ids of the assignments chased
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    rows = Assignment.objects.filter(queries.sent_for(owner_kind, owner_id))
    chased = _remind(rows, now - NOT_AGAIN_WITHIN, now, by)
    if chased:
        owner = owners.owner_of(owner_kind, owner_id)
        first = Assignment.objects.get(pk=chased[0])
        audit.record(
            by, "staffing.reminded", first.plan, chain=str(owner.agency_id), people=len(chased)
        )
    return chased


def _remind(rows: QuerySet[Assignment], due: datetime, now: datetime, by: User | None) -> list[int]:
    waiting = rows.select_for_update(skip_locked=True, of=("self",)).filter(
        state=State.ORDERED.value, ordered_at__lte=due, period__endswith__gt=localdate(now)
    )
    silent = [
        a for a in waiting.order_by("employee_id") if a.chased_at is None or a.chased_at <= due
    ]
    for assignment in silent:
        assignment.chased_at = now
        assignment.chased_times += 1
    Assignment.objects.bulk_update(silent, ["chased_at", "chased_times"], batch_size=2000)
    if silent:
        announce(facts.Chased(tuple(a.pk for a in silent), by.pk if by else None))
    return [a.pk for a in silent]


@transaction.atomic
def refill(*, plan: Plan, now: datetime, by: User) -> Plan:
    """
    A new draft for the places of an issued plan that are open again; nothing else changes. Of owners
    planned together the same comes first as then.

    :raises Refused: when nothing is open, or another plan is under way
    """
    require(access.can_plan(by, plan))
    if plan.state != "issued":
        refuse([Problem(_("Hanya rencana yang sudah diterbitkan yang dapat diisi ulang."))])
    return plans.make(
        owner_kind=plan.owner_kind, owner_id=plan.owner_id, need_ids=plan.need_ids, refills=plan,
        ranks=joint_rules.Ranks(plan.ranking), ranked_because=plan.ranked_because, now=now, by=by,
    )  # fmt: skip
