"""What-ifs: plans under assumptions that bind nobody, and what of them becomes a real draft."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.staffing import access, promising, queries, rules
from luwes.staffing.actions import needs as need_actions
from luwes.staffing.actions import plans
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.joint_rules import Ranks
from luwes.staffing.models import Need, Plan

MOST = 3  # beside the plan they are compared with; our own choice: four columns can be read
COMPARED = ("draft", "submitted")


@transaction.atomic
def suppose(*, of: Plan, assumed: Assumptions, now: datetime, by: User) -> Plan:
    """
    Solve the plan's needs under assumptions, beside it: nobody's draft waits for it.

    :raises Refused: when nothing is assumed, the plan is decided, or there are enough what-ifs of it
    """
    require(access.can_plan(by, of))
    lock(of)
    problems = assumed.problems()
    if of.state not in COMPARED or not of.result:
        problems.append(Problem(_("Andaian hanya dapat dibuat dari rencana yang tersusun dan belum diputuskan.")))  # fmt: skip
    if queries.what_ifs_of(of).count() >= MOST:
        problems.append(Problem(_("Sudah ada %d andaian; buang salah satu lebih dulu.") % MOST))
    refuse(problems)
    last = Plan.objects.filter(what_if_of=of).order_by("-number").first()
    more = assumed.desired.keys() if of.need_ids else ()
    plan = Plan.objects.create(
        owner_kind=of.owner_kind, owner_id=of.owner_id, agency_id=of.agency_id, state="what_if",
        what_if_of=of, number=last.number + 1 if last else 1, refills_id=of.refills_id,
        assumptions=assumed.kept(), made_at=now, made_by=by, need_ids=sorted({*of.need_ids, *more}),
        counts_promised=of.counts_promised, ranking=of.ranking, ranked_because=of.ranked_because,
    )  # fmt: skip
    plans.ask_to_solve(plan)
    audit.record(by, "staffing.supposed", plan, chain=str(of.agency_id), plan=of.number)
    return plan


@transaction.atomic
def adopt(*, what_if: Plan, reason: str, now: datetime, by: User) -> Plan:
    """
    Make heads and dates of a what-if real, as changes of the needs, and begin a new draft with them.

    Assumed minimums stay assumed: they are the unit heads' to set. A draft under way gives place.
    :raises Refused: when nothing of it may become real, or a change of a need is refused
    """
    require(access.can_plan(by, what_if))
    lock(what_if)
    assumed = Assumptions.of(what_if.assumptions)
    problems = []
    if not what_if.is_what_if:
        problems.append(Problem(_("Andaian ini sudah dibuang.")))
    if not assumed.may_become_real:
        problems.append(Problem(_("Andaian ini hanya mengubah minimum unit, dan itu wewenang kepala unit.")))  # fmt: skip
    if what_if.owner_kind == promising.KIND:
        problems.append(Problem(_("Jumlah dan masa tugas ditetapkan peminta bantuan; hanya ia yang mengubahnya.")))  # fmt: skip
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    plans.hold(what_if.owner_kind, what_if.owner_id)
    running = queries.under_way(what_if.owner_kind, what_if.owner_id)
    if running and running.is_open:
        plans.discard(plan=running, reason=_("Diganti %s") % what_if, by=by)
    _change_needs(what_if, assumed, reason, now, by)
    return plans.make(
        owner_kind=what_if.owner_kind, owner_id=what_if.owner_id, need_ids=what_if.need_ids,
        counts_promised=what_if.counts_promised, ranks=Ranks(what_if.ranking),
        ranked_because=what_if.ranked_because, now=now, by=by,
    )  # fmt: skip


def _change_needs(
    what_if: Plan, assumed: Assumptions, reason: str, now: datetime, by: User
) -> None:
    on, problems = localdate(now), []
    rows = queries.needs_of(what_if.owner_kind, what_if.owner_id)
    chosen = set(what_if.need_ids)
    for need in queries.ahead(rows, on):
        if chosen and need.pk not in chosen:
            continue
        before = _draft(need)
        minimum, desired = assumed.heads(need.pk, need.minimum, need.desired)
        after = replace(
            before, minimum=minimum, desired=desired, period=assumed.period(need.period)
        )
        if after == before:
            continue
        try:
            need_actions.change_need(need=need, draft=after, reason=reason, on=on, by=by)
        except Refused as refused:
            problems += [replace(p, message=f"{need}: {p.message}", field=None) for p in refused.problems]  # fmt: skip
    refuse(problems)


def _draft(need: Need) -> rules.NeedDraft:
    return rules.NeedDraft(
        need.role, need.period, need.minimum, need.desired, need.tier, need.load, need.max_minutes
    )
