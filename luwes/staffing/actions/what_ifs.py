"""What-ifs: plans under assumptions that bind nobody, and what of them becomes a real draft."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.places.models import Area
from luwes.staffing import access, owners, promising, queries, spreading
from luwes.staffing.actions import needs as need_actions
from luwes.staffing.actions import plans
from luwes.staffing.assumptions import Assumptions, Spread
from luwes.staffing.joint_rules import Ranks
from luwes.staffing.models import Plan

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
    if owners.is_by_choice(of.owner_kind):
        problems.append(Problem(_("Orang dalam rencana ini dipilih satu per satu; tidak ada yang diandaikan.")))  # fmt: skip
    if queries.what_ifs_of(of).count() >= MOST:
        problems.append(Problem(_("Sudah ada %d andaian; buang salah satu lebih dulu.") % MOST))
    struck = _struck(of, assumed, localdate(now))
    refuse([*problems, *_spread_problems(of, struck)])
    last = Plan.objects.filter(what_if_of=of).order_by("-number").first()
    more = assumed.desired.keys() if of.need_ids else ()
    plan = Plan.objects.create(
        owner_kind=of.owner_kind, owner_id=of.owner_id, agency_id=of.agency_id, state="what_if",
        what_if_of=of, number=last.number + 1 if last else 1, refills_id=of.refills_id,
        assumptions=assumed.kept(), made_at=now, made_by=by, need_ids=sorted({*of.need_ids, *more}),
        counts_promised=of.counts_promised, ranking=of.ranking, ranked_because=of.ranked_because,
    )  # fmt: skip
    _spread(plan, struck)
    plans.ask_to_solve(plan)
    audit.record(by, "staffing.supposed", plan, chain=str(of.agency_id), plan=of.number)
    return plan


Struck = list[tuple[Spread, Area | None, spreading.Pattern | None]]


def _struck(of: Plan, assumed: Assumptions, on: date) -> Struck:
    """What is assumed of more areas, each with the area and what it would be like, where they are known."""
    if not assumed.areas:
        return []
    patterns = {pattern.key: pattern for pattern in spreading.patterns(of, on)}
    areas = Area.objects.in_bulk([spread.area for spread in assumed.areas])
    return [
        (spread, areas.get(spread.area), patterns.get(f"{spread.owner}/{spread.like}"))
        for spread in assumed.areas
    ]


def _spread_problems(of: Plan, struck: Struck) -> list[Problem]:
    found = []
    for _spread_as, area, pattern in struck:
        if area is None or pattern is None:
            found.append(Problem(_("Pilih wilayah, dan wilayah yang sudah terdampak sebagai contohnya.")))  # fmt: skip
        elif spreading.asked_at(of, area):
            found.append(Problem(_("%s sudah punya kebutuhan; andaikan jumlahnya pada tabel kebutuhan.") % area.name))  # fmt: skip
    return found


def _spread(plan: Plan, struck: Struck) -> None:
    """State what the assumed areas would ask, for the what-if alone."""
    for spread, area, pattern in struck:
        assert area
        assert pattern
        source = _("Seperti %(area)s, %(percent)d persen") % {
            "area": pattern.area.name, "percent": spread.percent}  # fmt: skip
        for like in pattern.needs:
            need_actions.assume(
                like=like, area=area, plan=plan, source=source,
                heads=spread.heads(like.minimum, like.desired),
            )  # fmt: skip


@transaction.atomic
def adopt(*, what_if: Plan, reason: str, now: datetime, by: User) -> Plan:
    """
    Make heads, dates and areas of a what-if real, as changes of the needs and new ones, and begin a
    new draft with them.

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
    added = _make_real(what_if, assumed, reason, now, by)
    _change_needs(what_if, assumed, reason, now, by, without=added)
    plans.discard(plan=what_if, reason=reason, by=by)
    return plans.make(
        owner_kind=what_if.owner_kind, owner_id=what_if.owner_id,
        need_ids=[*what_if.need_ids, *added] if what_if.need_ids else [],
        counts_promised=what_if.counts_promised, ranks=Ranks(what_if.ranking),
        ranked_because=what_if.ranked_because, now=now, by=by,
    )  # fmt: skip


def _make_real(
    what_if: Plan, assumed: Assumptions, reason: str, now: datetime, by: User
) -> list[int]:
    """Ids of the needs that were assumed and are stated now."""
    whose, needs = spreading.owners_by_area(assumed), spreading.needs_of(what_if)
    problems: list[Problem] = []
    for kind, pk in sorted(set(whose.values())):
        own = [need for need in needs if whose[need.area_id] == (kind, pk)]
        try:
            need_actions.make_real(
                needs=own, owner_kind=kind, owner_id=pk, move=assumed.period, reason=reason,
                on=localdate(now), by=by,
            )  # fmt: skip
        except Refused as refused:
            problems += [replace(p, field=None) for p in refused.problems]
    refuse(problems)
    return [need.pk for need in needs]


def _change_needs(
    what_if: Plan, assumed: Assumptions, reason: str, now: datetime, by: User,
    without: Collection[int],
) -> None:  # fmt: skip
    on, problems = localdate(now), []
    rows = queries.needs_of(what_if.owner_kind, what_if.owner_id)
    chosen = set(what_if.need_ids)
    for need in queries.ahead(rows, on):
        if need.pk in without or (chosen and need.pk not in chosen):
            continue
        before = need_actions.as_draft(need)
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
