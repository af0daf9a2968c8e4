"""OR-Tools on a node a person and an arc a pair: the network that the planner avoids."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from bench.peers.pairs import Pairs, presence_of, rewards
from luwes_planner.instance import Instance, Ints


@dataclass(frozen=True)
class PersonNetwork:
    """Source → units, outermost first → release quarters → group of a unit → person → need.

    Attributes
    ----------
    tail, head, capacity, cost : (arcs,) those of the pairs come last
    first_need : node of the first need; the needs are the last nodes
    """

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    first_need: int


def person_network(instance: Instance, pairs: Pairs) -> PersonNetwork:
    """Build it for windows without pins whose group rules stand at units without others below."""
    people, rules = instance.people, instance.presence
    parent = instance.units.parent
    units, groups, count = len(parent), len(instance.groups), len(people.id)
    if pairs.pinned.any():
        raise ValueError("pins are not modelled here")
    if np.isin(rules.unit[rules.group >= 0], parent).any():
        raise ValueError("a group rule above other units is not modelled here")
    presence = presence_of(instance)
    whole, own = 1 + np.arange(units), 1 + units + np.arange(units)
    cells, cell = np.unique(people.unit * groups + people.group, return_inverse=True)
    first_cell = 1 + 2 * units
    first_person = first_cell + len(cells)
    room = np.full(units, count, np.int64)
    everyone = rules.group < 0
    room[rules.unit[everyone]] = presence.room[everyone]
    cell_room = np.full(len(cells), count, np.int64)
    at = np.searchsorted(cells, rules.unit[~everyone] * groups + rules.group[~everyone])
    there = at < len(cells)
    there[there] = cells[at[there]] == (rules.unit * groups + rules.group)[~everyone][there]
    cell_room[at[there]] = presence.room[~everyone][there]
    first_need = first_person + count
    zeros = np.zeros
    parts = [
        (np.where(parent < 0, 0, 1 + parent), whole, room, zeros(units)),
        *((whole, own, presence.quarters[:, j], presence.charge[:, j]) for j in range(4)),
        (own[cells // groups], first_cell + np.arange(len(cells)), cell_room, zeros(len(cells))),
        (first_cell + cell, first_person + np.arange(count), np.ones(count), zeros(count)),
        (first_person + pairs.person, first_need + pairs.need, np.ones(len(pairs.need)), pairs.cost),
    ]  # fmt: skip
    columns = (np.concatenate(c).astype(np.int64) for c in zip(*parts, strict=True))
    return PersonNetwork(*columns, first_need)


def cheapest(instance: Instance, pairs: Pairs, ladder: int) -> tuple[int, Ints]:
    """The least objective with this ladder, and the pairs chosen (a mask)."""
    net, needs = person_network(instance, pairs), instance.needs
    node = net.first_need + np.arange(len(needs.id))
    source = np.zeros(len(node), np.int64)
    must, wish = rewards(instance, ladder)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = (
        (net.tail, net.head, net.capacity, net.cost),
        (source, node, needs.minimum, must),
        (source, node, needs.desired - needs.minimum, wish),
    )
    added = [
        solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), capacity, cost
        )
        for tail, head, capacity, cost in arcs
    ]
    supply = np.zeros(net.first_need + len(node), np.int64)
    supply[node], supply[0] = -needs.desired, needs.desired.sum()
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("SimpleMinCostFlow found no optimum")
    flow = solver.flows(added[0][len(net.tail) - len(pairs.need) :])
    return int(solver.optimal_cost()) + pairs.constant, flow > 0


def most_heads(instance: Instance, pairs: Pairs, wanted: Ints) -> int:
    """How many heads can be filled at once, at most `wanted` of each need."""
    net = person_network(instance, pairs)
    node = net.first_need + np.arange(len(wanted))
    sink = net.first_need + len(wanted)
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([net.tail, node]).astype(np.int32),
        np.concatenate([net.head, np.full(len(node), sink)]).astype(np.int32),
        np.concatenate([net.capacity, wanted]),
    )
    if solver.solve(0, sink) != solver.OPTIMAL:
        raise RuntimeError("SimpleMaxFlow found no optimum")
    return int(solver.optimal_flow())


def rungs_by_most_heads(instance: Instance, pairs: Pairs) -> tuple[int, ...]:
    """Unfilled heads by rung: each gets what the most heads of it and all before leave it."""
    needs, found, before = instance.needs, [], 0
    wanted = np.zeros(len(needs.id), np.int64)
    for heads in (needs.minimum, needs.desired - needs.minimum):
        for tier in range(1, int(needs.tier.max(initial=0)) + 1):
            asked = np.where(needs.tier == tier, heads, 0)
            wanted = wanted + asked
            filled = most_heads(instance, pairs, wanted)
            found.append(int(asked.sum()) - (filled - before))
            before = filled
    return tuple(found)
