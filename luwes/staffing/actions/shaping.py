"""Shaping a draft by hand: who is fixed to a need, kept out of it, or takes another's place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.people.models import Employee
from luwes.staffing import access, joining, owners, queries
from luwes.staffing.actions import plans
from luwes.staffing.models import Need, Plan, PlanRule


@transaction.atomic
def pin(
    *, plan: Plan, employee: Employee, need: Need, reason: str, now: datetime, by: User
) -> None:
    """Fix a person to a need; the draft is solved again around it."""
    _set_rule(plan, employee, need, "pin", reason, now, by)


@transaction.atomic
def exclude(
    *, plan: Plan, employee: Employee, need: Need | None, reason: str, now: datetime, by: User
) -> None:
    """Keep a person out of a need (or of all); the draft is solved again around it."""
    _set_rule(plan, employee, need, "exclude", reason, now, by)


def _set_rule(
    plan: Plan,
    employee: Employee,
    need: Need | None,
    rule: str,
    reason: str,
    now: datetime,
    by: User,
) -> None:
    _hold_to_shape(plan, [employee], reason, by)
    if rule == "pin" and need:
        refuse([*_not_helping(plan, employee, need), *owners.barred_problems(employee, need)])
    _rule(plan, employee, need, rule, reason, by)
    audit.record(
        by, f"staffing.{rule}", plan, chain=str(plan.agency_id), reason=reason,
        employee=employee.pk, need=need and need.pk,
    )  # fmt: skip
    plans.again(plan, now)


def _hold_to_shape(plan: Plan, people: list[Employee], reason: str, by: User) -> None:
    """
    :raises Refused: when the plan is no draft, the reason is missing, or somebody is no one's it takes from
    """
    require(access.can_plan(by, plan))
    lock(plan)
    problems = plans.not_a_draft(plan)
    if owners.is_by_choice(plan.owner_kind):
        words = _("Orangnya dipilih di halaman tim atau peluang, dengan persetujuan atasannya.")
        problems.append(Problem(words, "employee"))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    ids = {person.pk for person in people}
    if queries.planned_from(plan).filter(pk__in=ids).count() < len(ids):
        words = _("Orang ini bukan pegawai instansi yang ikut dalam rencana ini.")
        problems.append(Problem(words, "employee"))
    refuse(problems)


def _not_helping(plan: Plan, employee: Employee, need: Need) -> list[Problem]:
    """Where several are planned as one: not everybody's government helps every one of them."""
    if not plan.is_joint:
        return []
    if employee.agency_id in owners.agency_ids(need.owner_kind, need.owner_id):
        return []
    owner, _url = owners.kinds[need.owner_kind].label(need.owner_id)
    values = {"name": employee, "owner": owner}
    return [Problem(_("Instansi %(name)s tidak membantu %(owner)s.") % values, "employee")]


def _rule(
    plan: Plan, employee: Employee, need: Need | None, rule: str, reason: str, by: User
) -> None:
    """Of the one whose need it is; without a need, of everybody who is planned."""
    whole = joining.members(plan.owner_kind, plan.owner_id)
    mine = PlanRule.objects.filter(joining.rows_of(whole), employee=employee)
    if rule == "pin":
        mine.delete()  # one place at a time, and a pin lifts an exclusion
    else:
        mine.filter(need=need).delete()
        mine.filter(rule="pin").delete()
    for kind, pk in [joining.key_of(plan, need)] if need else whole:
        PlanRule.objects.create(
            owner_kind=kind, owner_id=pk, employee=employee, need=need, rule=rule, reason=reason,
            by=by,
        )  # fmt: skip


@transaction.atomic
def swap(
    *, plan: Plan, first: Employee, second: Employee, reason: str, now: datetime, by: User
) -> None:
    """
    The second takes the place of the first; the first takes theirs, or stays out of the need where
    the second comes from home. Both are named in one entry, and the draft is solved again once.

    :raises Refused: when the first serves nowhere in the plan, or both at one need
    """
    _hold_to_shape(plan, [first, second], reason, by)
    lines = {line.employee_id: line.need for line in queries.lines_of(plan, [first.pk, second.pk])}
    place, other = lines.get(first.pk), lines.get(second.pk)
    if place is None:
        refuse([Problem(_("%s tidak lagi diusulkan dalam rencana ini.") % first, "employee")])
    if place == other:
        refuse([Problem(_("Keduanya diusulkan untuk kebutuhan yang sama."), "employee")])
    assert place
    moves = [(second, place), *([(first, other)] if other else [])]
    refuse([p for who, where in moves for p in _not_helping(plan, who, where)])
    refuse([p for who, where in moves for p in owners.barred_problems(who, where)])
    _rule(plan, second, place, "pin", reason, by)
    if other:
        _rule(plan, first, other, "pin", reason, by)
    else:
        _rule(plan, first, place, "exclude", reason, by)
    audit.record(
        by, "staffing.swapped", plan, chain=str(plan.agency_id), reason=reason, employee=first.pk,
        need=place.pk, other_employee=second.pk, other_need=other and other.pk,
    )  # fmt: skip
    plans.again(plan, now)


@transaction.atomic
def lift_rule(*, plan: Plan, rule: PlanRule, now: datetime, by: User) -> None:
    """Take a pin or an exclusion back; the draft is solved again."""
    require(access.can_plan(by, plan))
    lock(plan)
    refuse(plans.not_a_draft(plan))
    audit.record(
        by, "staffing.rule_lifted", plan, chain=str(plan.agency_id), employee=rule.employee_id,
        need=rule.need_id, rule=rule.rule,
    )  # fmt: skip
    rule.delete()
    plans.again(plan, now)
