"""From flows back to people: who goes along which arc, and so to which need."""

import numpy as np

from luwes_planner.arrays import ranges
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates, tie_order
from luwes_planner.model.layers import Arcs, Network


def decode(
    instance: Instance, net: Network, found: Candidates, flow: dict[str, Ints], seed: int
) -> tuple[Ints, Ints]:
    """Turn flows into pairs; any pairing inside a pool or gate costs the same.

    Returns
    -------
    person, need : indices, the pinned included
    """
    chosen, token = _drawn(instance, net, found, flow["classes"], seed)
    at = net.layers["classes"].head[chosen].astype(np.int64)
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
    return np.concatenate([token, own]), np.concatenate([at, arcs.head[used].astype(np.int64)])


def _through(arcs: Arcs, flow: Ints, token: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Move the people standing at the tails along the arcs."""
    order = np.argsort(at, kind="stable")
    by_tail = np.argsort(arcs.tail, kind="stable")
    arc = np.repeat(by_tail, flow[by_tail])
    assert np.array_equal(at[order], arcs.tail[arc])
    return token[order], arcs.head[arc].astype(np.int64)


def _drawn(
    instance: Instance, net: Network, found: Candidates, flow: Ints, seed: int
) -> tuple[Ints, Ints]:
    """Draw as many from every class as it sends; the lot decides among equals.

    Returns
    -------
    class arc, candidate
    """
    used = np.flatnonzero(flow)
    row, offset = ranges(net.class_counts[used])
    arc, member = used[row], net.class_members[net.class_starts[used][row] + offset]
    tied = np.flatnonzero(flow[arc] < net.class_counts[arc])
    lot = np.zeros(len(member), np.int64)
    lot[tied] = tie_order(instance, found.person[member[tied]], seed)
    order = np.lexsort((lot, arc))
    arc, member = arc[order], member[order]
    taken = offset < flow[arc]  # offsets ascend within an arc whatever the order
    return arc[taken], member[taken]
