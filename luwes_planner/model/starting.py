"""The pairs to keep as a flow: where a replan begins."""

import numpy as np

from luwes_planner.arrays import before_in_run, place_in_run
from luwes_planner.instance import Bools, Index, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.layers import SOURCE, Network
from luwes_planner.model.presence import Coverage


def kept_flow(cover: Coverage, net: Network, found: Candidates) -> Ints | None:
    """Send everybody whom the rules still let to where they serve, as far as there is room.

    Where a set or a need has room for fewer than serve there, the first by id stay.

    Returns
    -------
    (arcs,) flow that `mincost.solve` may start with, or None where there is no pair to keep
    """
    personal = net.layers["personal"]
    arc = np.arange(len(personal) - net.kept, len(personal))
    arc = arc[np.unique(personal.tail[arc], return_index=True)[1]]
    if not len(arc):
        return None
    own, need = personal.tail[arc] - net.first_personal, personal.head[arc]
    pinned = found.person[found.pinned >= 0]
    # pins come first: their own sets owe them in any case
    leaves = np.concatenate([net.inner_node[cover.cell[pinned]], net.layers["enter"].tail[own]])
    may = _may_leave(net, leaves.astype(np.int64))
    goes = may[len(pinned) :]
    goes[goes] = _first_of_each(need[goes], -net.supply)
    flow = {name: np.zeros(len(arcs), np.int64) for name, arcs in net.layers.items()}
    flow["sets"] = _through_sets(net, leaves[may])
    flow["enter"][own[goes]] = 1
    flow["personal"][arc[goes]] = 1
    return np.concatenate(list(flow.values()))


def _may_leave(net: Network, node: Ints) -> Bools:
    """Whom the sets around `node` let go, each the first that it has room for."""
    sets = net.layers["sets"]
    room = np.bincount(sets.head, sets.capacity, net.nodes).astype(np.int64)
    parent, deep = _around(net)
    may, at = np.ones(len(node), bool), node.copy()
    for level in range(int(deep.max(initial=0)), 0, -1):
        here = np.flatnonzero(may & (deep[at] == level))
        may[here] = _first_of_each(at[here], room)
        at[here] = parent[at[here]]
    return may


def _through_sets(net: Network, node: Ints) -> Ints:
    """How many use each arc of ``sets`` when so many leave by `node`, cheapest arcs first."""
    sets, (parent, deep) = net.layers["sets"], _around(net)
    through = np.bincount(node, minlength=net.nodes).astype(np.int64)
    for level in range(int(deep.max(initial=0)), 0, -1):
        here = np.flatnonzero(deep == level)
        np.add.at(through, parent[here], through[here])
    order = np.lexsort((sets.cost, sets.head))
    head, room = sets.head[order], sets.capacity[order].astype(np.int64)
    flow = np.zeros(len(sets), np.int64)
    flow[order] = np.clip(through[head] - before_in_run(head, room), 0, room)
    return flow


def _around(net: Network) -> tuple[Ints, Ints]:
    """The set around every node that is one, and how deep it lies: 1 below the source."""
    parent, deep = np.zeros((2, net.nodes), np.int64)
    parent[net.set_node] = at = net.set_parent
    deep[net.set_node] = 1
    while (at != SOURCE).any():
        deep[net.set_node] += at != SOURCE
        at = parent[at]
    return parent, deep


def _first_of_each(end: Ints | Index, room: Ints) -> Bools:
    """The first at every end that it has room for."""
    order = np.argsort(end, kind="stable")
    first = np.empty(len(end), bool)
    first[order] = place_in_run(end[order]) < room[end[order]]
    return first
