"""A plan as a flow on a network in which everybody stands who might ever be sent.

Unlike the network that is solved it leaves nobody out for being dearer than others, and holds
every presence rule with people under it, also those that don't bind or let nobody go: so it still
fits when a minimum changes by one.
"""

from dataclasses import dataclass, replace

import numpy as np

from luwes_planner.arrays import lookup, ranges
from luwes_planner.explain.difference import Ladder, ladder_for
from luwes_planner.explain.paths import edges_of
from luwes_planner.instance import AVAILABLE, Bools, Index, Instance, Ints
from luwes_planner.model.candidates import Candidates, gather, pins_of
from luwes_planner.model.layers import Arcs, Network
from luwes_planner.model.nesting import Limits, binding_limits, crossing
from luwes_planner.model.network import build_network
from luwes_planner.model.pools import Pools, useful_pools
from luwes_planner.model.presence import Coverage, coverage, quarters


@dataclass(frozen=True)
class Encoded:
    """A plan on its network.

    Attributes
    ----------
    every_rule : whether all presence rules with people under them are in the network, so that it
        holds for a minimum changed by one
    arcs, flow : of all layers
    first_arc : where each layer begins
    arc_of_set : (sets, 4) the arcs into each set: a rule's one, or a unit's quarters; else -1
    arc_of_class : (candidates,) the arc from a candidate's set into the pool or own node, or -1
    route : (candidates, 4) the arcs that a serving candidate not pinned goes along, -1 where fewer
    need : (candidates,) the need served, or -1
    """

    instance: Instance
    cover: Coverage
    found: Candidates
    net: Network
    ladder: Ladder
    every_rule: bool
    arcs: Arcs
    flow: Ints
    first_arc: dict[str, int]
    arc_of_set: Ints
    arc_of_class: Ints
    route: Ints
    need: Ints


@dataclass(frozen=True)
class Stage:
    """The network of an instance before any plan stands on it."""

    instance: Instance
    cover: Coverage
    found: Candidates
    pools: Pools
    net: Network
    ladder: Ladder
    every_rule: bool
    first_arc: dict[str, int]
    edges: tuple[Ints, Index]
    by_ends: dict[str, tuple[Ints, Ints]]


def staged(instance: Instance) -> Stage | None:
    """Build the network of an instance; None where sets cross or nothing is needed."""
    if not len(instance.needs.id):
        return None
    cover = coverage(instance)
    found = gather(instance, np.flatnonzero(_may_be_sent(instance)).astype(np.int64))
    pools = useful_pools(instance, found)
    moving = found.person[(pools.of_candidate >= 0) | (found.pinned >= 0)]
    limits, every_rule = _nested(instance, cover, moving)
    if limits is None:
        return None
    net = build_network(instance, cover, found, pools, limits, whole=True)
    ladder = _climb(net, instance)
    layers = np.cumsum([0, *(len(a) for a in net.layers.values())]).tolist()
    first_arc = dict(zip(net.layers, layers, strict=False))
    arcs = net.joined()
    edges = edges_of(net.nodes, arcs.tail, arcs.head)
    return Stage(
        instance, cover, found, pools, net, ladder, every_rule, first_arc, edges, _by_ends(net)
    )


def encode(stage: Stage, person: Ints, need: Ints) -> Encoded | None:
    """Put the pairs of a plan on a network; None where they break a rule."""
    instance, cover, found, net = stage.instance, stage.cover, stage.found, stage.net
    first_arc = stage.first_arc
    serving = np.full(len(found.person), -1, np.int64)
    who = lookup(found.person, person)
    if (who < 0).any():
        return None
    serving[who] = need
    if (serving[found.pinned >= 0] != found.pinned[found.pinned >= 0]).any():
        return None
    arcs = net.joined()
    arc_of_class = _entrances(net, found, first_arc)
    route = _routes(stage, serving, arc_of_class)
    flow = np.zeros(len(arcs), np.int64)
    walked = (serving >= 0) & (found.pinned < 0)
    if (route[walked, 0] < 0).any():
        return None
    np.add.at(flow, route[walked][route[walked] >= 0], 1)
    arc_of_set = _arcs_into_sets(net)
    flow[: len(net.layers["sets"])] = _taken(instance, cover, net, arc_of_set, person)
    flow[first_arc["empty"] :] = _unfilled(instance, need)
    if (flow < 0).any() or (flow > arcs.capacity).any():
        return None
    return Encoded(
        instance, cover, found, net, stage.ladder, stage.every_rule, arcs, flow, first_arc,
        arc_of_set, arc_of_class, route, serving,
    )  # fmt: skip


def _may_be_sent(instance: Instance) -> Bools:
    """Available and not kept from all needs, or pinned; presence aside."""
    people, rules = instance.people, instance.rules
    never = np.zeros(len(people.id), bool)
    never[rules.person[rules.need < 0]] = True
    return np.asarray(((people.state == AVAILABLE) & ~never) | (pins_of(instance) >= 0))


def _nested(instance: Instance, cover: Coverage, moving: Ints) -> tuple[Limits | None, bool]:
    """The limits with people under them if they nest, else only those that bind, if these do."""
    closed = replace(
        cover, room=np.zeros_like(cover.room), freedom=np.zeros_like(cover.freedom)
    )  # where nobody may go, everything binds
    limits = binding_limits(instance, closed, moving)
    if not len(crossing(instance, limits)):
        return limits, True
    limits = binding_limits(instance, cover, moving)
    return (None if len(crossing(instance, limits)) else limits), False


def _climb(net: Network, instance: Instance) -> Ladder:
    """Put the rewards of a ladder that can be read back on the arcs for unfilled heads."""
    needs, weights = instance.needs, instance.weights
    tiers = int(needs.tier.max())
    dearest = max(
        int(np.abs(arcs.cost).max(initial=0))
        for name, arcs in net.layers.items()
        if name != "empty"
    )
    longest = 50_000 if instance.travel is None else int(instance.travel.minutes.max(initial=0))
    newcomer = weights.travel_minute * longest + weights.over_level * 5 * len(instance.competencies)
    ladder = ladder_for(tiers, (net.nodes + 8) * (dearest + 1) + 4 * newcomer)
    rung = np.concatenate([tiers - needs.tier + 1, 2 * tiers - needs.tier + 1])
    net.layers["empty"].cost[:] = ladder.step * ladder.reward[rung]
    return ladder


def _entrances(net: Network, found: Candidates, first_arc: dict[str, int]) -> Ints:
    into = np.full(len(found.person), -1, np.int64)
    arc, offset = ranges(net.class_counts)
    into[net.class_members[net.class_starts[arc] + offset]] = first_arc["classes"] + arc
    into[net.personal_candidate] = first_arc["enter"] + np.arange(len(net.personal_candidate))
    return into


def _by_ends(net: Network) -> dict[str, tuple[Ints, Ints]]:
    """Of every layer that people go along: tail and head in one number, ascending, and the arcs."""
    found = {}
    for layer in ("personal", "join", "direct", "spread", "send"):
        arcs = net.layers[layer]
        keys = arcs.tail.astype(np.int64) * net.nodes + arcs.head
        order = np.lexsort((arcs.cost, keys)) if layer == "personal" else np.argsort(keys)
        found[layer] = keys[order], order
    return found


def _between(stage: Stage, layer: str, tail: Ints, head: Ints) -> Ints:
    """The cheapest arc of a layer between each pair of nodes, or -1."""
    keys, order = stage.by_ends[layer]
    wanted = tail * stage.net.nodes + head
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, stage.first_arc[layer] + order[at], -1)


def _routes(stage: Stage, serving: Ints, entrance: Ints) -> Ints:
    """Entrance, then join and spread, or direct; then send; or entrance and personal."""
    net, found, pool = stage.net, stage.found, stage.pools.of_candidate
    start_of_pool = stage.pools.start
    route = np.full((len(found.person), 4), -1, np.int64)
    who = np.flatnonzero((serving >= 0) & (found.pinned < 0) & (pool >= 0))
    if not len(who):
        return route
    spread = net.layers["spread"]
    first_pool = net.first_personal + len(net.personal_candidate)
    # spread arcs stand by pool, then kind, of those that are useful
    kind = found.kinds.of_need[serving[who]]
    gate = np.full((len(found.starts), len(found.kinds.model)), -1, np.int64)
    pools, kinds = _useful(net, found, start_of_pool)
    gate[start_of_pool[pools], kinds] = spread.head
    gates = gate[found.start[who], kind]
    needs = net.first_need + serving[who]
    own = np.full(len(found.person), -1, np.int64)
    own[net.personal_candidate] = net.first_personal + np.arange(len(net.personal_candidate))
    mine, pool_node = own[who], first_pool + pool[who]

    def arc(layer: str, tail: Ints, head: Ints) -> Ints:
        return _between(stage, layer, tail, head)

    personal = np.where(mine >= 0, arc("personal", mine, needs), -1)
    join = np.where(mine >= 0, arc("join", mine, pool_node), -1)
    direct = np.where(mine >= 0, arc("direct", mine, gates), -1)
    through = arc("spread", pool_node, gates)
    send = arc("send", gates, needs)
    route[who, 0] = entrance[who]
    by_itself, barred = personal >= 0, (personal < 0) & (mine >= 0) & (join < 0)
    route[who, 1] = np.where(by_itself, personal, np.where(barred, direct, through))
    route[who, 2] = np.where(by_itself, -1, send)
    route[who, 3] = np.where(by_itself | barred, -1, join)
    lost = ~by_itself & ((send < 0) | (gates < 0) | (np.where(barred, direct, through) < 0))
    route[who[lost], 0] = -1
    return route


def _useful(net: Network, found: Candidates, start_of_pool: Ints) -> tuple[Ints, Ints]:
    """Pool and kind of every spread arc."""
    spread = net.layers["spread"]
    pool = spread.tail.astype(np.int64) - (net.first_personal + len(net.personal_candidate))
    send = net.layers["send"]
    kind_of_gate = np.full(net.nodes, -1, np.int64)
    kind_of_gate[send.tail] = found.kinds.of_need[send.head - net.first_need]
    return pool, kind_of_gate[spread.head]


def _arcs_into_sets(net: Network) -> Ints:
    sets = net.layers["sets"]
    found = np.full((len(net.set_node), 4), -1, np.int64)
    if len(sets):
        row_of = np.full(net.nodes, -1, np.int64)
        row_of[net.set_node] = np.arange(len(net.set_node))
        row = row_of[sets.head]
        order = np.argsort(row, kind="stable")
        begin = np.searchsorted(row[order], np.arange(len(net.set_node)))
        found[row[order], np.arange(len(order)) - begin[row[order]]] = order
    return found


def _taken(
    instance: Instance, cover: Coverage, net: Network, arc_of_set: Ints, person: Ints
) -> Ints:
    """Flow into the sets: everybody taken, the pinned too; a unit's cheapest quarters first."""
    limits = net.limits
    in_cell = np.bincount(cover.cell[person], minlength=len(cover.cell_unit))
    taken = np.bincount(limits.set, in_cell[limits.cell], len(limits.rule)).astype(np.int64)
    flow = np.zeros(len(net.layers["sets"]), np.int64)
    is_rule = limits.rule >= 0
    flow[arc_of_set[is_rule, 0]] = taken[is_rule]
    left = taken[~is_rule]
    for quarter, size in enumerate(quarters(cover.freedom)[:, limits.unit[~is_rule]]):
        here = np.minimum(left, size)
        flow[arc_of_set[~is_rule, quarter]] = here
        left = left - here
    if left.any():
        flow[arc_of_set[~is_rule, 3]] += left  # more than may go: refused with the capacities
    return flow


def _unfilled(instance: Instance, need: Ints) -> Ints:
    """Flow of unfilled heads: desired ones first."""
    needs = instance.needs
    empty = needs.desired - np.bincount(need, minlength=len(needs.id))
    wished = np.minimum(empty, needs.desired - needs.minimum)
    return np.concatenate([wished, empty - wished])
