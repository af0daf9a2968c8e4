"""The factored network: its size depends on classes of people and needs, never on their product.

source → nested presence and release sets → pool (start × signature) → start × kind → need; people
who are kept or excluded somewhere have a node of their own; source → need for unfilled heads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from luwes_planner.arrays import place_in_run, ranges
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import Bools, Instance, Ints
from luwes_planner.model.candidates import Candidates, pools_of, special, tie_order
from luwes_planner.model.nesting import Limits, forest
from luwes_planner.model.presence import Coverage, quarters
from luwes_planner.model.travel import NO_WAY

SOURCE = 0
_MOST = 2**62
#: Capacity of arcs that others limit: never full, so that no price hides in them.
_AMPLE = 2**31


@dataclass(frozen=True)
class Arcs:
    """Arcs of one layer."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints

    def __len__(self) -> int:
        return len(self.tail)


def _arcs(tail: Ints, head: Ints, capacity: Ints | int, cost: Ints | int) -> Arcs:
    shape = np.shape(head)
    return Arcs(
        np.broadcast_to(tail, shape).astype(np.int64),
        head.astype(np.int64),
        np.broadcast_to(capacity, shape).astype(np.int64),
        np.broadcast_to(cost, shape).astype(np.int64),
    )


@dataclass
class Network:
    """Layers of arcs in the order of the flow, and what their ends mean.

    Attributes
    ----------
    layers : name → arcs; ``sets, classes, enter, join, spread, direct, send, personal, empty``
    supply : (nodes,)
    ladder : B, the step of the rewards
    set_node, set_parent : nodes of `limits`
    class_members : candidates of every class arc, cheapest first, cut at `class_starts`
    personal_candidate : candidate of every node of its own, from `first_personal`
    """

    limits: Limits
    nodes: int = 1
    layers: dict[str, Arcs] = field(default_factory=dict)
    supply: Ints = field(default_factory=lambda: np.zeros(1, np.int64))
    ladder: int = 1
    set_node: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    set_parent: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    class_members: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    class_starts: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    first_personal: int = 0
    personal_candidate: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    first_need: int = 0
    inner_node: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def allot(self, count: int) -> int:
        """Number `count` more nodes, return the first."""
        first = self.nodes
        self.nodes += count
        return first

    def joined(self) -> Arcs:
        """All layers in one."""
        parts = list(self.layers.values())
        return Arcs(
            *(
                np.concatenate([getattr(p, name) for p in parts])
                for name in ("tail", "head", "capacity", "cost")
            )
        )

    def split(self, flow: Ints) -> dict[str, Ints]:
        """Cut a value per arc of `joined` into one array a layer."""
        cuts = np.cumsum([len(p) for p in self.layers.values()])[:-1]
        return dict(zip(self.layers, np.split(flow, cuts), strict=True))


@dataclass(frozen=True)
class _Pools:
    of_candidate: Ints  # -1 for those of no use
    start: Ints
    signature: Ints
    useful: Bools  # (pools, kinds)


def useful_pools(instance: Instance, found: Candidates) -> _Pools:
    """Pools of candidates whom some need can use; the pinned are not in any."""
    kinds = len(found.kinds.model)
    reach = np.zeros((len(found.starts), kinds), bool)
    wanted = instance.needs.desired > 0
    for kind in range(kinds):
        reach[:, kind] = (found.minutes[:, wanted & (found.kinds.of_need == kind)] != NO_WAY).any(
            axis=1
        )
    raw = pools_of(found)
    _, one = np.unique(raw, return_index=True)
    start, signature = found.start[one], found.signature[one]
    useful = found.signatures.allowed[signature] & reach[start]
    keep = useful.any(axis=1)
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    of_candidate = np.where(found.pinned < 0, number[raw], -1) if len(raw) else raw
    return _Pools(of_candidate, start[keep], signature[keep], useful[keep])


def build_network(
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: _Pools,
    limits: Limits,
    seed: int,
    *,
    nested: bool = True,
    whole: bool = False,
) -> Network:
    """Build the network; with `nested` false every cell hangs on the source and `limits` are left out.

    With `whole` nobody is left out of the classes for being dearer than enough others.
    """
    net = Network(limits)
    moving = np.flatnonzero((pools.of_candidate >= 0) | (found.pinned >= 0))
    if nested:
        inner = _add_sets(net, instance, cover, limits)
    else:
        inner = _add_cells(net, cover, found.person[moving])
    net.inner_node = inner
    alone = special(found) & (pools.of_candidate >= 0)
    first_pool = net.allot(len(pools.start))
    _add_classes(net, instance, cover, found, pools, inner, alone, first_pool, seed, whole=whole)
    _add_people_and_needs(net, instance, cover, found, pools, inner, alone, first_pool)
    _add_supply(net, instance, cover, found, inner)
    _add_ladder(net, instance)
    return net


def _add_sets(net: Network, instance: Instance, cover: Coverage, limits: Limits) -> Ints:
    parent, inner = forest(limits, len(cover.cell_unit))
    first = net.allot(len(limits.rule))
    net.set_node = first + np.arange(len(limits.rule), dtype=np.int64)
    net.set_parent = np.where(parent >= 0, first + parent, SOURCE)
    is_rule = limits.rule >= 0
    rules = _arcs(
        net.set_parent[is_rule], net.set_node[is_rule], cover.room[limits.rule[is_rule]], 0
    )
    unit = limits.unit[~is_rule]
    price = instance.weights.release * instance.units.weight[unit]
    steps = quarters(cover.freedom)[:, unit]
    parts = [rules] + [
        _arcs(net.set_parent[~is_rule], net.set_node[~is_rule], size, slope * price)
        for size, slope in zip(steps, instance.weights.release_slopes, strict=True)
    ]
    net.layers["sets"] = _concatenated(parts)
    return np.where(inner >= 0, first + inner, SOURCE)


def _add_cells(net: Network, cover: Coverage, people: Ints) -> Ints:
    count = np.bincount(cover.cell[people], minlength=len(cover.cell_unit))
    first = net.allot(len(count))
    nodes = first + np.arange(len(count), dtype=np.int64)
    net.layers["sets"] = _arcs(np.zeros(len(count), np.int64), nodes, count, 0)
    return nodes


def _add_classes(
    net: Network,
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: _Pools,
    inner: Ints,
    alone: Bools,
    first_pool: int,
    seed: int,
    *,
    whole: bool,
) -> None:
    """Arcs set → pool, one for each number of days served.

    Of one set and pool only as many as may leave the set are kept, those with the fewest days:
    another could only do worse in the place of one of them.
    """
    members = np.flatnonzero((pools.of_candidate >= 0) & ~alone)
    pool, node = pools.of_candidate[members], inner[cover.cell[found.person[members]]]
    days = instance.people.days_served[found.person[members]]
    tie = tie_order(instance, found.person[members], seed)
    order = np.lexsort((tie, days, pool, node))
    members, pool, node, days = members[order], pool[order], node[order], days[order]
    pair = node * max(len(pools.start), 1) + pool
    kept = whole | (place_in_run(pair) < _room_of_nodes(net)[node])
    members, pair, days = members[kept], pair[kept], days[kept]
    pool, node = pool[kept], node[kept]
    new = np.r_[True, (pair[1:] != pair[:-1]) | (days[1:] != days[:-1])] if len(pair) else pair > 0
    starts = np.flatnonzero(new)
    net.class_members = members
    net.class_starts = starts
    net.layers["classes"] = _arcs(
        node[starts],
        first_pool + pool[starts],
        np.diff(np.r_[starts, len(members)]),
        instance.weights.fairness_day * days[starts],
    )


def _room_of_nodes(net: Network) -> Ints:
    sets = net.layers["sets"]
    room = np.zeros(net.nodes, np.int64)
    np.add.at(room, sets.head, sets.capacity)
    room[SOURCE] = _MOST
    return room


def _add_people_and_needs(
    net: Network,
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: _Pools,
    inner: Ints,
    alone: Bools,
    first_pool: int,
) -> None:
    weights = instance.weights
    kinds = len(found.kinds.model)
    single = np.flatnonzero(alone)
    net.personal_candidate = single
    net.first_personal = net.allot(len(single))
    own = net.first_personal + np.arange(len(single), dtype=np.int64)
    person = found.person[single]
    net.layers["enter"] = _arcs(
        inner[cover.cell[person]],
        own,
        1,
        weights.fairness_day * instance.people.days_served[person],
    )
    barred = np.zeros(len(found.person), bool)
    barred[found.excluded[0]] = True
    net.layers["join"] = _arcs(
        own[~barred[single]], first_pool + pools.of_candidate[single[~barred[single]]], _AMPLE, 0
    )
    pool, pool_kind = np.nonzero(pools.useful)
    direct, direct_kind, personal, personal_need = _own_ways(
        instance, found, pools, single[barred[single]]
    )
    keys = np.concatenate(
        [pools.start[pool] * kinds + pool_kind, found.start[direct] * kinds + direct_kind]
    )
    used, at = np.unique(keys, return_inverse=True)
    first_gate = net.allot(len(used))
    spare = found.signatures.spare
    net.layers["spread"] = _arcs(
        first_pool + pool,
        first_gate + at[: len(pool)],
        _AMPLE,
        weights.over_level * spare(pools.signature[pool], pool_kind),
    )
    node_of = np.full(len(found.person), -1, np.int64)
    node_of[single] = own
    net.layers["direct"] = _arcs(
        node_of[direct],
        first_gate + at[len(pool) :],
        _AMPLE,
        weights.over_level * spare(found.signature[direct], direct_kind),
    )
    net.first_need = net.allot(len(instance.needs.id))
    net.layers["send"] = _send(net, instance, found, used, first_gate)
    _add_personal(net, instance, found, node_of, personal, personal_need)


def _own_ways(
    instance: Instance, found: Candidates, pools: _Pools, barred: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Ways of people with exclusions: whole kinds where none is excluded, else needs one by one."""
    useful = pools.useful[pools.of_candidate[barred]].copy()
    number = np.full(len(found.person), -1, np.int64)
    number[barred] = np.arange(len(barred))
    at, need = number[found.excluded[0]], found.excluded[1]
    need, at = need[at >= 0], at[at >= 0]
    split = np.zeros_like(useful)
    split[at, found.kinds.of_need[need]] = True
    single_kind = useful & split
    useful &= ~split
    row, kind = np.nonzero(useful)
    person, needs = np.nonzero(single_kind[:, found.kinds.of_need])
    allowed = (instance.needs.desired[needs] > 0) & (
        found.minutes[found.start[barred[person]], needs] != NO_WAY
    )
    pair = np.isin(person * max(len(instance.needs.id), 1) + needs,
                   at * max(len(instance.needs.id), 1) + need)  # fmt: skip
    allowed &= ~pair
    return barred[row], kind, barred[person[allowed]], needs[allowed]


def _send(net: Network, instance: Instance, found: Candidates, used: Ints, first_gate: int) -> Arcs:
    """Arcs start × kind → need, within the travel limit."""
    kinds = max(len(found.kinds.model), 1)
    by_kind = np.argsort(found.kinds.of_need, kind="stable")
    first = np.searchsorted(found.kinds.of_need[by_kind], np.arange(kinds + 1))
    start, kind = used // kinds, used % kinds
    gate, offset = ranges(np.diff(first)[kind])
    need = by_kind[first[kind[gate]] + offset]
    minutes = found.minutes[start[gate], need]
    ok = (minutes != NO_WAY) & (instance.needs.desired[need] > 0)
    gate, need, minutes = gate[ok], need[ok], minutes[ok]
    return _arcs(
        first_gate + gate,
        net.first_need + need,
        _AMPLE,
        instance.weights.travel_minute * minutes,
    )


def _add_personal(
    net: Network,
    instance: Instance,
    found: Candidates,
    node_of: Ints,
    person: Ints,
    need: Ints,
) -> None:
    """Arcs person → need: those beside an exclusion, and the cheaper one of a pair to keep."""
    kept, kept_need = found.kept
    width = max(len(instance.needs.id), 1)
    banned = np.isin(kept * width + kept_need, found.excluded[0] * width + found.excluded[1])
    ok = (
        (node_of[kept] >= 0)
        & ~banned
        & found.allows(kept, kept_need)
        & (instance.needs.desired[kept_need] > 0)
    )
    kept, kept_need = kept[ok], kept_need[ok]
    who, where = np.concatenate([person, kept]), np.concatenate([need, kept_need])
    less = np.repeat([0, instance.weights.change], [len(person), len(kept)])
    kind = found.kinds.of_need[where]
    cost = (
        instance.weights.over_level * found.signatures.spare(found.signature[who], kind)
        + instance.weights.travel_minute * found.minutes[found.start[who], where]
        - less
    )
    net.layers["personal"] = _arcs(node_of[who], net.first_need + where, _AMPLE, cost)


def _add_supply(
    net: Network, instance: Instance, cover: Coverage, found: Candidates, inner: Ints
) -> None:
    """A pinned person is a head asked of the own set and given to the need."""
    net.supply = np.zeros(net.nodes, np.int64)
    pinned = np.flatnonzero(found.pinned >= 0)
    net.supply[net.first_need :] = -instance.needs.desired
    np.add.at(net.supply, net.first_need + found.pinned[pinned], 1)
    np.add.at(net.supply, inner[cover.cell[found.person[pinned]]], -1)
    net.supply[SOURCE] -= net.supply.sum()


def _add_ladder(net: Network, instance: Instance) -> None:
    """Unfilled heads: (2T - t + 1)·B a minimum head of tier t, (T - t + 1)·B a desired one."""
    needs = instance.needs
    dearest = max((int(np.abs(a.cost).max()) for a in net.layers.values() if len(a)), default=0)
    net.ladder = 1 + net.nodes * dearest
    greatest = int(needs.tier.max()) if len(needs.id) else 0
    top = 2 * greatest * net.ladder
    if top * (net.nodes + 1) >= _MOST or top * (int(needs.desired.sum()) + 1) >= _MOST:
        found = f"tier {greatest} with costs up to {dearest}"
        raise InputRefused([Fault("needs", 0, "tier", found, "sums that fit in 64 bits")])
    node = net.first_need + np.arange(len(needs.id), dtype=np.int64)
    source = np.zeros(len(needs.id), np.int64)
    step = net.ladder
    net.layers["empty"] = _concatenated(
        [
            _arcs(source, node, needs.desired - needs.minimum, (greatest - needs.tier + 1) * step),
            # one more than can be used: a price is then never above the reward of a minimum head
            _arcs(source, node, needs.desired + 1, (2 * greatest - needs.tier + 1) * step),
        ]
    )


def _concatenated(parts: Sequence[Arcs]) -> Arcs:
    return Arcs(
        *(
            np.concatenate([getattr(p, name) for p in parts])
            for name in ("tail", "head", "capacity", "cost")
        )
    )


def decode(net: Network, found: Candidates, flow: dict[str, Ints]) -> tuple[Ints, Ints]:
    """Turn flows into pairs; any pairing inside a pool or gate costs the same.

    Returns
    -------
    person, need : indices, the pinned included
    """
    chosen, offset = ranges(flow["classes"])
    token = net.class_members[net.class_starts[chosen] + offset]
    at = net.layers["classes"].head[chosen]
    token, at = _follow(net, "join", flow, token, at, found)
    token, at = _through(net.layers["spread"], flow["spread"], token, at)
    token, at = _follow(net, "direct", flow, token, at, found)
    token, at = _through(net.layers["send"], flow["send"], token, at)
    token, at = _follow(net, "personal", flow, token, at, found)
    pinned = np.flatnonzero(found.pinned >= 0)
    person = np.concatenate([found.person[token], found.person[pinned]])
    need = np.concatenate([at - net.first_need, found.pinned[pinned]])
    order = np.argsort(person, kind="stable")
    return person[order], need[order]


def _follow(
    net: Network, layer: str, flow: dict[str, Ints], token: Ints, at: Ints, found: Candidates
) -> tuple[Ints, Ints]:
    """Add the people who arrive from nodes of their own."""
    used = np.flatnonzero(flow[layer])
    arcs = net.layers[layer]
    own = net.personal_candidate[arcs.tail[used] - net.first_personal]
    return np.concatenate([token, own]), np.concatenate([at, arcs.head[used]])


def _through(arcs: Arcs, flow: Ints, token: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Move the people standing at the tails along the arcs."""
    order = np.argsort(at, kind="stable")
    by_tail = np.argsort(arcs.tail, kind="stable")
    arc = np.repeat(by_tail, flow[by_tail])
    assert np.array_equal(at[order], arcs.tail[arc])
    return token[order], arcs.head[arc]
