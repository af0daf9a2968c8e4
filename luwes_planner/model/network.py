"""The factored network: its size depends on classes of people and needs, never on their product.

source → nested presence and release sets → pool (start × signature) → start × kind → need; people
who are kept or excluded somewhere have a node of their own; source → need for unfilled heads.
"""

import numpy as np

from luwes_planner.arrays import starts_of
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import Bools, Instance, Ints
from luwes_planner.model.candidates import Candidates, special
from luwes_planner.model.layers import SOURCE, Network, joined_arcs, make_arcs
from luwes_planner.model.nesting import Limits, forest
from luwes_planner.model.pools import Pools
from luwes_planner.model.presence import Coverage, quarters
from luwes_planner.model.ways import add_people_and_needs

_MOST = 2**62


def build_network(
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: Pools,
    limits: Limits,
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
    net.personal_candidate = np.flatnonzero(alone)
    net.first_personal = net.allot(len(net.personal_candidate))
    first_pool = net.allot(len(pools.start))
    _add_classes(net, instance, cover, found, pools, inner, alone, first_pool, whole=whole)
    add_people_and_needs(net, instance, cover, found, pools, inner, alone, first_pool)
    add_supply(net, instance, cover, found)
    add_ladder(net, instance)
    net.seal()
    return net


def _add_sets(net: Network, instance: Instance, cover: Coverage, limits: Limits) -> Ints:
    parent, inner = forest(limits, len(cover.cell_unit))
    first = net.allot(len(limits.rule))
    net.set_node = first + _outside_in(parent)
    node = np.r_[net.set_node, SOURCE]  # so that -1 is the source
    net.set_parent = node[parent]
    is_rule = limits.rule >= 0
    rules = make_arcs(
        net.set_parent[is_rule], net.set_node[is_rule], cover.room[limits.rule[is_rule]], 0
    )
    unit = limits.unit[~is_rule]
    price = instance.weights.release * instance.units.weight[unit]
    steps = quarters(cover.freedom)[:, unit]
    parts = [rules] + [
        make_arcs(net.set_parent[~is_rule], net.set_node[~is_rule], size, slope * price)
        for size, slope in zip(steps, instance.weights.release_slopes, strict=True)
    ]
    net.layers["sets"] = joined_arcs(parts)
    return np.asarray(node[inner])


def _outside_in(parent: Ints) -> Ints:
    """A number for every set, lower for the sets around it."""
    deep, above = np.zeros(len(parent), np.int64), parent
    while (above >= 0).any():
        deep += above >= 0
        above = np.where(above >= 0, parent[above], -1)
    place = np.empty(len(parent), np.int64)
    place[np.argsort(deep, kind="stable")] = np.arange(len(parent))
    return place


def _add_cells(net: Network, cover: Coverage, people: Ints) -> Ints:
    count = np.bincount(cover.cell[people], minlength=len(cover.cell_unit))
    first = net.allot(len(count))
    nodes = first + np.arange(len(count), dtype=np.int64)
    net.layers["sets"] = make_arcs(np.zeros(len(count), np.int64), nodes, count, 0)
    return nodes


def _add_classes(
    net: Network,
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: Pools,
    inner: Ints,
    alone: Bools,
    first_pool: int,
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
    pair = node * max(len(pools.start), 1) + pool
    order = np.lexsort((days, pair))
    members, pair, days = members[order], pair[order], days[order]
    starts = starts_of(pair, days)
    count = np.diff(np.r_[starts, len(members)])
    pair, days = pair[starts], days[starts]
    node, pool = pair // max(len(pools.start), 1), pair % max(len(pools.start), 1)
    first = starts_of(pair)
    run = np.diff(np.r_[first, len(pair)])
    before = starts - np.repeat(starts[first], run)  # cheaper ones of the same set and pool
    left = count if whole else _room_of_nodes(net)[node] - before
    use = np.flatnonzero(left > 0)
    net.class_members = members
    net.class_starts, net.class_counts = starts[use], count[use]
    net.layers["classes"] = make_arcs(
        node[use],
        first_pool + pool[use],
        np.minimum(count, left)[use],
        instance.weights.fairness_day * days[use],
    )


def _room_of_nodes(net: Network) -> Ints:
    sets = net.layers["sets"]
    room = np.zeros(net.nodes, np.int64)
    np.add.at(room, sets.head, sets.capacity)
    room[SOURCE] = _MOST
    return room


def add_supply(net: Network, instance: Instance, cover: Coverage, found: Candidates) -> None:
    """A pinned person is a head asked of the own set and given to the need."""
    net.supply = np.zeros(net.nodes, np.int64)
    pinned = np.flatnonzero(found.pinned >= 0)
    net.supply[net.first_need :] = -instance.needs.desired
    np.add.at(net.supply, net.first_need + found.pinned[pinned], 1)
    np.add.at(net.supply, net.inner_node[cover.cell[found.person[pinned]]], -1)
    net.supply[SOURCE] -= net.supply.sum()


def add_ladder(net: Network, instance: Instance) -> None:
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
    net.layers["empty"] = joined_arcs(
        [
            make_arcs(
                source, node, needs.desired - needs.minimum, (greatest - needs.tier + 1) * step
            ),
            # one more than can be used: a price is then never above the reward of a minimum head
            make_arcs(source, node, needs.desired + 1, (2 * greatest - needs.tier + 1) * step),
        ]
    )
