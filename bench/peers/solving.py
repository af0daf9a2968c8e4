"""The peers: each takes a window and the seconds it may think, and gives pairs or flows.

What only one of them needs is imported by it, so that memory is its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.peers import timefold
from bench.peers.factored import factored_network
from bench.peers.pairs import Pairs, allowed_pairs, presence_of
from luwes_planner import check, plan_from, solve
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.layers import Network


@dataclass(frozen=True)
class Found:
    """A plan as pairs (person → need), or as a flow on the factored network."""

    words: str
    pairs: dict[str, str] | None = None
    net: Network | None = None
    flow: Ints = field(default_factory=lambda: np.zeros(0, np.int64))


def told(instance: Instance, found: Found) -> dict[str, Any]:
    """Unfilled heads by tier, cost and objective; pairs are measured and checked from the rows."""
    ladder = (found.net or factored_network(instance)).ladder
    if found.pairs is not None:
        plan = plan_from(instance, found.pairs)
        if findings := check(instance, plan):
            raise RuntimeError(f"breaks rules: {findings[0]}")
        minimum, desired, cost = plan.unfilled_minimum, plan.unfilled_desired, plan.cost.total
    elif found.net is not None and len(found.flow):
        minimum, desired, cost = _of_flow(instance, found.net, found.flow)
    else:
        return {"words": found.words}
    top = len(minimum)
    steps = sum(
        (2 * top - t) * minimum[t] + (top - t) * desired[t] for t in range(top)
    )  # fmt: skip
    return {
        "minimum": minimum,
        "desired": desired,
        "cost": cost,
        "objective": ladder * steps + cost,
        "words": found.words,
    }


def _of_flow(
    instance: Instance, net: Network, flow: Ints
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    needs = instance.needs
    empty = net.split(flow)["empty"].reshape(2, len(needs.id))
    top = int(needs.tier.max(initial=0))
    wished, short = (
        tuple(int(heads[needs.tier == t].sum()) for t in range(1, top + 1)) for heads in empty
    )
    rest = len(flow) - empty.size
    return short, wished, int((flow * net.joined().cost)[:rest].sum())


def luwes(instance: Instance, limit: float) -> Found:
    """The planner itself."""
    plan = solve(instance)
    return Found("optimal, proven" if plan.optimal else "not proven", plan.assignments())


def ortools_pairs(instance: Instance, limit: float) -> Found:
    """OR-Tools SimpleMinCostFlow with a node a person and an arc a pair."""
    from bench.peers.flows import cheapest

    pairs = allowed_pairs(instance)
    _, chosen = cheapest(instance, pairs, factored_network(instance).ladder)
    return Found(f"optimal; {len(pairs.person):,} pairs", named(pairs, chosen))


def named(pairs: Pairs, chosen: Any) -> dict[str, str]:
    """The chosen pairs by their ids."""
    instance = pairs.instance
    who = instance.people.id.at(pairs.person[chosen]).to_list()
    where = instance.needs.id.at(pairs.need[chosen]).to_list()
    return dict(zip(who, where, strict=True))


def greedy(instance: Instance, limit: float) -> Found:
    """Rung by rung and need by need, the cheapest person whom no presence rule holds."""
    pairs, presence, needs = allowed_pairs(instance), presence_of(instance), instance.needs
    rules: list[list[int]] = [[] for _ in instance.people.id]
    for rule, covered in enumerate(presence.covers):
        for person in covered.tolist():
            rules[person].append(rule)
    room, heads = presence.room.tolist(), [0] * len(needs.id)
    order = pairs.order
    first = np.searchsorted(pairs.need[order], np.arange(len(needs.id) + 1)).tolist()
    persons, used = pairs.person[order].tolist(), set[int]()
    chosen: list[int] = []
    tiers = sorted(set(needs.tier.tolist()))
    at = first[:-1].copy()
    for asked in (needs.minimum, needs.desired):
        for need in (n for t in tiers for n in np.flatnonzero(needs.tier == t).tolist()):
            while heads[need] < asked[need] and at[need] < first[need + 1]:
                person, row = persons[at[need]], int(order[at[need]])
                at[need] += 1
                if person in used or any(room[rule] == 0 for rule in rules[person]):
                    continue
                for rule in rules[person]:
                    room[rule] -= 1
                used.add(person)
                heads[need] += 1
                chosen.append(row)
    return Found("no bound", named(pairs, np.array(chosen, np.int64)))


def highs(instance: Instance, limit: float) -> Found:
    """HiGHS, simplex, on the LP of the factored network."""
    import highspy

    net = factored_network(instance)
    arcs, count = net.joined(), len(net.joined())
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, net.nodes
    model.col_cost_, model.col_lower_ = arcs.cost.astype(float), np.zeros(count)
    model.col_upper_ = arcs.capacity.astype(float)
    model.row_lower_ = model.row_upper_ = net.supply.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2, dtype=np.int32)
    model.a_matrix_.index_ = np.stack([arcs.tail, arcs.head], axis=1).ravel()
    model.a_matrix_.value_ = np.tile([1.0, -1.0], count)
    solver = highspy.Highs()
    for name, value in {
        "output_flag": False, "threads": 2, "solver": "simplex", "time_limit": float(limit),
    }.items():  # fmt: skip
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Found(f"{solver.getModelStatus().name[1:]} after {limit:.0f} s", net=net)
    return _rounded(net, np.array(solver.getSolution().col_value))


def _rounded(net: Network, value: Any) -> Found:
    whole = np.round(value).astype(np.int64)
    parts = int((np.abs(value - whole) > 1e-6).sum())
    words = "optimal" if not parts else f"optimal, {parts} arcs not whole"
    return Found(words, net=net, flow=whole)


def glop(instance: Instance, limit: float) -> Found:
    """GLOP through OR-Tools on the LP of the factored network."""
    from ortools.linear_solver import pywraplp

    net = factored_network(instance)
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.SetTimeLimit(int(1000 * limit))
    arcs = net.joined()
    flows = [solver.NumVar(0, int(c), "") for c in arcs.capacity]
    balance = [solver.Constraint(int(s), int(s)) for s in net.supply]
    objective = solver.Objective()
    for variable, tail, head, cost in zip(
        flows, arcs.tail.tolist(), arcs.head.tolist(), arcs.cost.tolist(), strict=True
    ):
        balance[tail].SetCoefficient(variable, 1)
        balance[head].SetCoefficient(variable, -1)
        objective.SetCoefficient(variable, cost)
    if solver.Solve() != solver.OPTIMAL:
        return Found(f"no optimum after {limit:.0f} s", net=net)
    return _rounded(net, np.array([v.solution_value() for v in flows]))


def cp_sat(instance: Instance, limit: float) -> Found:
    """CP-SAT with two workers on the factored network."""
    from ortools.sat.python import cp_model

    net = factored_network(instance)
    arcs, most = net.joined(), int(instance.needs.desired.sum())
    model = cp_model.CpModel()
    flows = [model.new_int_var(0, min(int(c), most), "") for c in arcs.capacity]
    out: list[list[int]] = [[] for _ in range(net.nodes)]
    into: list[list[int]] = [[] for _ in range(net.nodes)]
    for arc, (tail, head) in enumerate(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True)):
        out[tail].append(arc)
        into[head].append(arc)
    for node, supply in enumerate(net.supply.tolist()):
        terms = [flows[a] for a in out[node] + into[node]]
        signs = [1] * len(out[node]) + [-1] * len(into[node])
        model.add(cp_model.LinearExpr.weighted_sum(terms, signs) == supply)
    model.minimize(cp_model.LinearExpr.weighted_sum(flows, arcs.cost.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 2, limit
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(f"{solver.status_name(status).lower()} after {limit:.0f} s", net=net)
    words = solver.status_name(status).lower()
    return Found(words, net=net, flow=np.array([solver.value(v) for v in flows], np.int64))


def by_timefold(instance: Instance, limit: float) -> Found:
    """Timefold's local search, single thread as in its free edition."""
    pairs = allowed_pairs(instance)
    chosen, words = timefold.solved(pairs, presence_of(instance), limit)
    return Found(words, named(pairs, chosen))


PEERS: dict[str, Callable[[Instance, float], Found]] = {
    "luwes": luwes,
    "greedy": greedy,
    "ortools_pairs": ortools_pairs,
    "highs": highs,
    "glop": glop,
    "cp_sat": cp_sat,
    "timefold": by_timefold,
}
