"""From an instance to a plan: classes, network, flow, pairs, proof."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.costs import pair_parts
from luwes_planner.model.decoding import decode
from luwes_planner.model.flow import solve_flow
from luwes_planner.model.layers import Network
from luwes_planner.model.measuring import described, measured
from luwes_planner.model.nesting import binding_limits, crossing
from luwes_planner.model.network import build_network
from luwes_planner.model.pools import useful_pools
from luwes_planner.model.presence import coverage
from luwes_planner.model.prices import prices_of
from luwes_planner.model.siding import breaks, find_with_mates, with_mates_pinned
from luwes_planner.model.starting import kept_flow
from luwes_planner.proof.checking import proven_bound
from luwes_planner.result import Plan
from luwes_planner.sides import NO_SIDES, Sides

Progress = Callable[[str, float], None]


def best_plan(
    instance: Instance,
    seed: int,
    tell: Progress = lambda _stage, _share: None,
    *,
    prove: bool = True,
    sides: Sides = NO_SIDES,
    seconds: float | None = None,
) -> Plan:
    """The best plan without reasons; without bound and prices either where `prove` is false.

    After `seconds` the best plan found so far. An optimal flow's bound is its own cost: whoever
    checks the plan holds the prices against it.
    """
    until = None if seconds is None else time.perf_counter() + seconds
    tell("classes", 0.0)
    cover = coverage(instance)
    asked, instance = instance, with_mates_pinned(instance, sides)
    found = find_with_mates(asked, instance, cover, sides)
    tell("network", 0.2)
    pools = useful_pools(instance, found)
    moving = found.person[(pools.of_candidate >= 0) | (found.pinned >= 0)]
    limits = binding_limits(instance, cover, moving)
    aside = crossing(instance, limits)
    nested = limits.select(np.setdiff1d(np.arange(len(limits.rule)), aside))
    net = build_network(instance, cover, found, pools, nested)
    tell("flow", 0.3)
    flow = solve_flow(
        net,
        until,
        lambda share: tell("flow", 0.3 + 0.4 * share),
        start=kept_flow(cover, net, found),
    )
    person, need = decode(instance, net, found, net.split(flow.flow), seed)
    left_out = limits.rule[aside]
    crossed = bool((cover.taken(person)[left_out] > cover.room[left_out]).any())
    if crossed or instance is not asked or breaks(asked, sides, person, need):
        tell("mip", 0.7)
        from luwes_planner.programming import Case, programmed  # HiGHS, only where it is needed

        case = Case(asked, instance, cover, found, limits, sides)
        lower = prices_of(instance, cover, net, flow.price)
        return programmed(case, net, lower, (person, need), seed, until)
    plan = described(measured(instance, person, need, method="flow", ladder=net.ladder), net, found)
    _agree(instance, plan, net, flow.flow, found)
    if not prove:
        return plan
    tell("prices", 0.7)
    prices = prices_of(instance, cover, net, flow.price)
    plan = replace(plan, prices=prices.lines(instance))
    if flow.is_optimal:
        return replace(plan, bound=plan.objective, optimal=True)
    return replace(plan, bound=proven_bound(instance, plan))


def _agree(instance: Instance, plan: Plan, net: Network, arcs: Ints, found: Candidates) -> None:
    """Hold the flow's cost against the plan measured from the rows."""
    pinned = np.flatnonzero(found.pinned >= 0)
    person, need = found.person[pinned], found.pinned[pinned]
    parts = pair_parts(instance, person, need)
    width = max(len(instance.needs.id), 1)
    keep = instance.keep.person * width + instance.keep.need
    kept_pins = int(np.isin(keep, person * width + need).sum())
    total = (
        int((arcs * net.joined().cost).sum())
        + sum(int(parts[k].sum()) for k in ("travel", "fairness", "over_level"))
        + instance.weights.change * (len(keep) - kept_pins)
    )
    if total != plan.objective:
        raise RuntimeError(f"the flow costs {total}, its plan {plan.objective}")
