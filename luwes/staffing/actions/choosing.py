"""From people chosen by name to a plan that holds just them: the planner checks, it adds nobody."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.people.models import Employee
from luwes.staffing import access, owners, queries
from luwes.staffing.actions import plans
from luwes.staffing.models import Need, Plan, PlanRule


@transaction.atomic
def plan_chosen(
    *, owner_kind: str, owner_id: int, chosen: Mapping[Need, Collection[Employee]], reason: str,
    now: datetime, by: User,
) -> Plan:  # fmt: skip
    """
    A draft that sends these people to these needs of an owner outside emergencies; what was fixed
    before and has no order is forgotten.

    The caller answers for the consent of their superiors.
    :raises Refused: when nobody waits for an order, or another plan is under way
    """
    require(access.can_plan_for(by, owner_kind, owner_id) and owners.is_by_choice(owner_kind))
    plans.hold(owner_kind, owner_id)
    running = queries.under_way(owner_kind, owner_id)
    if running:
        refuse([Problem(_("%s masih berjalan; selesaikan lebih dulu.") % running)])
    of_owner = PlanRule.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    people = {person.pk for group in chosen.values() for person in group}
    of_owner.filter(rule="pin").delete()
    of_owner.filter(employee_id__in=people).delete()  # who declined once may be chosen anew
    PlanRule.objects.bulk_create(
        PlanRule(
            owner_kind=owner_kind, owner_id=owner_id, employee=person, need=need, rule="pin",
            reason=reason[:300], by=by,
        )
        for need, group in chosen.items()
        for person in group
    )  # fmt: skip
    plan = plans.make(owner_kind=owner_kind, owner_id=owner_id, now=now, by=by)
    audit.record(
        by, "staffing.chosen", plan, chain=str(plan.agency_id), reason=reason, people=len(people)
    )
    return plan
