"""From an approved plan to assignments with numbered letters, in one transaction."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import bulk, faults, queue
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters
from luwes.people.models import Employee
from luwes.staffing import (
    access,
    amending,
    facts,
    orders,
    owners,
    queries,
    rechecking,
    review,
    rules,
    telling,
)
from luwes.staffing.actions import ending, holding
from luwes.staffing.models import BINDING, Assignment, Need, Plan, PlanApproval, PlanLine, PostCode
from luwes.staffing.owners import Owner

# keys of the result: lines that could not be ordered, with the reason; the letters numbered; whether
# people have been told
DROPPED, LETTERS, TOLD = "dropped", "letters", "told"


@transaction.atomic
def issue(*, plan_id: int, now: datetime, on: date) -> Plan | None:
    """
    Make assignments, letters and numbers of an approved plan: all or nothing, and only once.

    Needs are held first: nobody changes what they ask meanwhile. Then governments, one plan at a
    time each, so that two plans never take together what either alone may take from a unit; then
    people in order of their id, then letter series. What is held last is new and nobody else's.
    Whoever can't go any more is left out and named; the place stays open for a refill. Where the
    rest would leave a unit under its minimum, nothing is issued: the plan goes back to its makers.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state != "approved":
        return None
    faults.point("issuing.begun")
    going = queries.going(plan.pk)
    lock_all(Need.objects.filter(pk__in=going.values("need_id")))
    lines = queries.to_order(going)
    for agency_id in sorted({line.agency_id for line in lines}):
        advisory_lock(f"issuing {agency_id}")
    lock_all(Employee.objects.filter(pk__in=[line.employee_id for line in lines]))
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    found = rechecking.recheck(plan, owner, lines, on=on)
    if found.broken:
        return _hand_back(plan, found, now)
    good = found.good
    faults.point("issuing.checked")
    ids = bulk.next_ids(Assignment, len(good))
    ordinary = owners.is_ordinary(plan.owner_kind)
    made = [_assignment(pk, line, ordinary, now, on) for pk, line in zip(ids, good, strict=True)]
    make_post_codes({line.need_id for line in good})
    _number_letters(plan, owner, good, made, now, on)
    faults.point("issuing.numbered")
    bulk.create(made)
    faults.point("issuing.assigned")
    plan.state, plan.issued_at = "issued", now
    plan.result = {**plan.result, DROPPED: found.dropped, LETTERS: _in_short(made)}
    plan.save(update_fields=["state", "issued_at", "result"])
    announce(facts.Ordered(plan.pk))
    audit.record(
        _decider(plan), "staffing.plan_issued", plan, chain=str(plan.agency_id), assignments=len(made),
        left_out=len(found.dropped), inputs=plan.inputs_hash,
    )  # fmt: skip
    return plan


@transaction.atomic
def tell(*, plan_id: int) -> None:
    """Tell of an issued plan, once, however often a job asks."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.result.get(TOLD):
        return
    plan.result = {**plan.result, TOLD: True}
    plan.save(update_fields=["result"])
    telling.tell_ordered(plan)


def _hand_back(plan: Plan, found: rechecking.Recheck, now: datetime) -> Plan:
    """
    What was approved no longer holds: back to its makers, and solved afresh. The reason is a
    sentence; all there is to say of units, needs and people is kept beside the result.
    """
    by = _decider(plan)
    approved_by = queries.who_approved(plan)
    PlanApproval.objects.filter(plan=plan).delete()
    plan.state, plan.approved_at = rules.PlanState.DRAFT.value, None
    plan.returned_because = found.in_short()
    broken = [row.words for row in found.broken if not row.is_of_all]
    plan.result = {**plan.result, review.RETURNED: {"broken": broken, "dropped": found.dropped}}
    plan.solved_at, plan.failure, plan.made_at = None, "", now
    plan.save(
        update_fields=[
            "state", "approved_at", "returned_because", "result", "solved_at", "failure", "made_at",
        ]
    )  # fmt: skip
    queue.job("staffing.solve", queue="planning", lock=f"plan {plan.pk}").defer(plan_id=plan.pk)
    announce(facts.PlanReturned(plan.pk, approved_by))
    audit.record(
        by, "staffing.issue_refused", plan, chain=str(plan.agency_id),
        reason=plan.returned_because, inputs=plan.inputs_hash,
    )  # fmt: skip
    return plan


def _decider(plan: Plan) -> User:
    last = plan.approvals.order_by("decided_at").last()
    return last.decided_by if last and last.decided_by else plan.made_by


def _in_short(made: list[Assignment]) -> dict[str, Any]:
    """What the page of the plan says of its letters without counting them again."""
    letters = {a.letter.pk: a.letter.number for a in made if a.letter}
    ends = {"first": letters[min(letters)], "last": letters[max(letters)]} if letters else {}
    return {"assignments": len(made), "letters": len(letters), **ends}


def _assignment(pk: int, line: PlanLine, ordinary: bool, now: datetime, on: date) -> Assignment:
    """From today on where the need has begun before; the recheck left out what is over."""
    return Assignment(
        pk=pk, employee_id=line.employee_id, need_id=line.need_id, plan_id=line.plan_id,
        home_unit_id=line.unit_id, period=rules.ahead(line.need.period, on), load=line.need.load,
        state=rules.AssignmentState.ORDERED.value, minutes=line.minutes, ordered_at=now,
        beside_work=ordinary and line.need.load < rules.FULL,
    )  # fmt: skip


def make_post_codes(need_ids: Iterable[int]) -> None:
    known = set(PostCode.objects.filter(need_id__in=need_ids).values_list("need_id", flat=True))
    PostCode.objects.bulk_create(
        PostCode(need_id=pk, token=secrets.token_urlsafe(12))
        for pk in sorted(set(need_ids) - known)
    )


def _number_letters(
    plan: Plan, owner: Owner, lines: list[PlanLine], made: list[Assignment], now: datetime, on: date
) -> None:
    """One letter a person, or one a home unit and post with an annex (a setting); `made` gets them."""
    groups: dict[tuple[int, ...], list[tuple[PlanLine, Assignment]]] = defaultdict(list)
    for line, assignment in zip(lines, made, strict=True):
        by_unit = settings.LUWES_LETTER_GROUPING == "unit"
        own = (
            (line.agency_id, line.unit_id, line.need_id)
            if by_unit
            else (line.agency_id, line.employee_id)
        )
        groups[own].append((line, assignment))
    papers = orders.Papers(plan, owner, lines, on)
    together = sorted(groups.items())
    drafts = [
        papers.draft([line for line, _a in group], on, group[0][1].pk) for _key, group in together
    ]
    by = plan.made_by
    issued = letters.issue_many(drafts, now=now, by=by)
    for letter, (_key, group) in zip(issued, together, strict=True):
        for _line, assignment in group:
            assignment.letter = letter


@transaction.atomic
def withdraw(*, assignment: Assignment, reason: str, now: datetime, by: User) -> None:
    """
    Take an order back: the letter is withdrawn by another, the person is free. Who has served
    already stays with the days served, and keeps the letter for them.

    :raises Refused: when it is over already, or without a reason
    """
    require(access.can_direct(by, assignment) or access.can_decide_for(by, assignment))
    holding.with_letter(assignment)
    problems = []
    if not rules.may_become(
        rules.AssignmentState(assignment.state), rules.AssignmentState.WITHDRAWN
    ):
        problems.append(
            Problem(_("Penugasan ini sudah %s.") % assignment.get_state_display().lower())
        )
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    today = localdate(now)
    if ending.take_back(assignment, until=today, reason=reason, now=now, on=today, by=by):
        withdraw_letter(assignment, reason=reason, now=now, by=by)
    ending.keep_out(assignment, whole_owner=False, reason=reason, by=by)


def withdraw_letter(assignment: Assignment, *, reason: str, now: datetime, by: User) -> None:
    """Withdraw the letter of an order taken back; one shared with others stays in force."""
    letter = assignment.letter
    if letter is None or letter.state == "withdrawn":
        return
    others = Assignment.objects.filter(letter=letter, state__in=BINDING).exclude(pk=assignment.pk)
    if not others.exists():
        letters.withdraw_in_course(letter=letter, reason=reason, day=localdate(now), now=now, by=by)
        under = list(Assignment.objects.filter(letter=letter).order_by("pk"))
        withdraw_amendments(under, reason=reason, now=now, by=by)


def withdraw_amendments(
    assignments: Sequence[Assignment], *, reason: str, now: datetime, by: User
) -> None:
    """Letters that changed an order fall with it."""
    for letter in amending.amendments_of([row.pk for row in assignments]):
        letters.withdraw_in_course(letter=letter, reason=reason, day=localdate(now), now=now, by=by)
