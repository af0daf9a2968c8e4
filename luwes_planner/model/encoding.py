"""A plan as a flow: the way of every pair through the network, the opposite of `decode`."""

import numpy as np

from luwes_planner.arrays import lookup, ranges
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.layers import Network


def encode(
    instance: Instance, net: Network, found: Candidates, person: Ints, need: Ints
) -> dict[str, Ints]:
    """Send every pair through a network whose cells hang on the source.

    Parameters
    ----------
    person, need : indices of the pairs that are not pinned; pins lie in the supply already

    Returns
    -------
    dict of layer → (arcs,) flow
        Heads that stay unfilled included, so that it balances.
    """
    flow = {name: np.zeros(len(arcs), np.int64) for name, arcs in net.layers.items()}
    who = np.searchsorted(found.person, person)
    target = net.first_need + need
    own = np.full(len(found.person), -1, np.int64)
    own[net.personal_candidate] = np.arange(len(net.personal_candidate))
    alone = own[who] >= 0
    _leave_by_class(net, flow, who[~alone])
    node = np.full(len(who), -1, np.int64)
    node[~alone] = _pool_of_members(net, found)[who[~alone]]
    flow["enter"][own[who[alone]]] += 1
    node[alone] = net.first_personal + own[who[alone]]
    gone = _take(net, flow, "personal", node, target)
    to_pool = dict(
        zip(net.layers["join"].tail.tolist(), range(len(net.layers["join"])), strict=True)
    )
    for i in np.flatnonzero(~gone & alone).tolist():
        arc = to_pool.get(int(node[i]))
        if arc is not None:
            flow["join"][arc] += 1
            node[i] = net.layers["join"].head[arc]
    _through_gates(net, flow, node[~gone], target[~gone])
    _balance(instance, net, flow)
    return flow


def _pool_of_members(net: Network, found: Candidates) -> Ints:
    """The pool node of every candidate that stands in a class, -1 for others."""
    node = np.full(len(found.person), -1, np.int64)
    arc, offset = ranges(net.class_counts)
    members = net.class_members[net.class_starts[arc] + offset]
    node[members] = net.layers["classes"].head[arc]
    return node


def _leave_by_class(net: Network, flow: dict[str, Ints], who: Ints) -> None:
    arc, offset = ranges(net.class_counts)
    members = net.class_members[net.class_starts[arc] + offset]
    order = np.argsort(members, kind="stable")
    at = lookup(members[order], who)
    np.add.at(flow["classes"], arc[order[at]], 1)


def _take(net: Network, flow: dict[str, Ints], layer: str, tail: Ints, head: Ints) -> Ints:
    """Use the cheapest arc of `layer` from each tail to each head; tells where there was one."""
    arcs = net.layers[layer]
    keys = arcs.tail.astype(np.int64) * net.nodes + arcs.head
    order = np.lexsort((arcs.cost, keys))
    first, one = np.unique(keys[order], return_index=True)
    at = lookup(first, tail * net.nodes + head)
    np.add.at(flow[layer], order[one[at[at >= 0]]], 1)
    return np.asarray(at >= 0)


def _through_gates(net: Network, flow: dict[str, Ints], node: Ints, target: Ints) -> None:
    """Find for each pair the gate that its node and its need share."""
    way: dict[int, list[tuple[str, int, int]]] = {}
    for layer in ("spread", "direct"):
        arcs = net.layers[layer]
        for arc, (tail, head) in enumerate(
            zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True)
        ):
            way.setdefault(tail, []).append((layer, arc, head))
    send = net.layers["send"]
    onward = {
        pair: arc
        for arc, pair in enumerate(zip(send.tail.tolist(), send.head.tolist(), strict=True))
    }
    for tail, head in zip(node.tolist(), target.tolist(), strict=True):
        layer, arc, gate = next(w for w in way[tail] if (w[2], head) in onward)
        flow[layer][arc] += 1
        flow["send"][onward[gate, head]] += 1


def _balance(instance: Instance, net: Network, flow: dict[str, Ints]) -> None:
    """Fill the cells' arcs and the unfilled heads, wished ones first."""
    outflow = -net.supply.copy()
    for name, arcs in net.layers.items():
        np.add.at(outflow, arcs.tail, flow[name])
        np.subtract.at(outflow, arcs.head, flow[name])
    flow["sets"] += outflow[net.layers["sets"].head]
    missing = outflow[net.first_need :]
    wished = np.minimum(missing, instance.needs.desired - instance.needs.minimum)
    flow["empty"] += np.concatenate([wished, missing - wished])
