"""The primal network simplex: a spanning tree of arcs, improved by one arc at a time.

A pivot brings in an arc of negative reduced cost, sends as much flow as fits around the cycle it
closes in the tree, and drops an arc that blocks. Reduced cost of an arc = cost + price of the tail
− price of the head; an arc of the tree has none. The tree stays *strongly feasible* (from every
node some flow could still be sent on from the root), which rules out cycling: Cunningham,
"A network simplex method", Mathematical Programming 11 (1976); the leaving arc is the last
blocking one seen from the join in the direction of the flow.

The code is compiled by numba. Indices are unsigned: numba then leaves out the handling of negative
ones, which makes the tight loops almost twice as quick.
"""

# mypy: disable-error-code="assignment,return-value,arg-type"
# (in compiled code the integers of the machine stand for int)

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from luwes_planner.instance import Ints

NONE: Final = np.uint32(0xFFFFFFFF)

# Columns of `Tree.node`. UP is 1 where the arc to the parent points to the parent.
PARENT, ARC, UP, DEPTH, CHILD, NEXT, PREVIOUS, WIDTH = 0, 1, 2, 3, 4, 5, 6, 8


class Columns(NamedTuple):
    """The arcs in play.

    Attributes
    ----------
    tail, head : (arcs,) uint32
    capacity, cost, flow : (arcs,) int64
    state : (arcs,) int8: 1 empty, -1 full, 0 in the tree
    """

    tail: NDArray[np.uint32]
    head: NDArray[np.uint32]
    capacity: Ints
    cost: Ints
    flow: Ints
    state: NDArray[np.int8]


class Tree(NamedTuple):
    """The spanning tree, rooted in node 0.

    Attributes
    ----------
    node : (nodes, 8) uint32, a row a node, so that one look in memory brings all of it
    price : (nodes,) int64, cost of the way from the root along the tree
    stack : (nodes + 1,) uint32, for walking a part of the tree
    """

    node: NDArray[np.uint32]
    price: Ints
    stack: NDArray[np.uint32]


@njit(cache=True)
def hang(tree: Tree, v: int, parent: int, arc: int, price: int) -> None:
    """Hang a new leaf under its parent by an arc that points to it."""
    node = tree.node
    first = node[parent, CHILD]
    node[v, PARENT], node[v, ARC], node[v, UP] = parent, arc, 0
    node[v, DEPTH] = node[parent, DEPTH] + np.uint32(1)
    node[v, CHILD], node[v, NEXT], node[v, PREVIOUS] = NONE, first, NONE
    if first != NONE:
        node[first, PREVIOUS] = v
    node[parent, CHILD] = v
    tree.price[v] = price


@njit(cache=True)
def _entering(arcs: Columns, price: Ints, count: int, at: int, block: int) -> tuple[int, int]:
    """The arc of most negative reduced cost of the first block that has any, or -1; where to go on."""
    tail, head, cost, state = arcs.tail, arcs.head, arcs.cost, arcs.state
    m, e, one = np.uint64(count), np.uint64(at), np.uint64(1)
    best, found, left = 0, -1, block
    for _ in range(count):
        reduced = state[e] * (cost[e] + price[tail[e]] - price[head[e]])
        if reduced < best:
            best, found = reduced, np.int64(e)
        e += one
        if e == m:
            e = np.uint64(0)
        left -= 1
        if left == 0:
            if found >= 0:
                break
            left = block
    return found, np.int64(e)


@njit(cache=True)
def _blocking(
    arcs: Columns, node: NDArray[np.uint32], source: int, sink: int, most: int
) -> tuple[int, int, int, int]:
    """Walk from both ends of the entering arc to their join.

    Returns
    -------
    join : node
    step : how much flow fits around the cycle
    side : 1 where the blocking arc lies before the entering one, 2 behind it, 0 is itself
    out : the lower node of the blocking arc
    """
    capacity, flow, one = arcs.capacity, arcs.flow, np.uint32(1)
    u, v = source, sink
    deep_u, deep_v = node[u, DEPTH], node[v, DEPTH]
    before, behind = most, most
    out_before, out_behind = NONE, NONE
    while u != v:
        if deep_u > deep_v:
            arc = node[u, ARC]
            room = flow[arc] if node[u, UP] == 1 else capacity[arc] - flow[arc]
            if room <= before:
                before, out_before = room, u
            u = node[u, PARENT]
            deep_u -= one
        else:
            arc = node[v, ARC]
            room = capacity[arc] - flow[arc] if node[v, UP] == 1 else flow[arc]
            if room < behind:
                behind, out_behind = room, v
            v = node[v, PARENT]
            deep_v -= one
    if out_behind != NONE and behind < before:
        return u, behind, 2, out_behind
    if out_before != NONE:
        return u, before, 1, out_before
    return u, most, 0, source


@njit(cache=True)
def _push(
    arcs: Columns, node: NDArray[np.uint32], source: int, sink: int, join: int, step: int
) -> None:
    """Send flow from the join to `source` and from `sink` back to the join."""
    flow = arcs.flow
    u = source
    while u != join:
        flow[node[u, ARC]] += -step if node[u, UP] == 1 else step
        u = node[u, PARENT]
    u = sink
    while u != join:
        flow[node[u, ARC]] += step if node[u, UP] == 1 else -step
        u = node[u, PARENT]


@njit(cache=True)
def _rehang(
    node: NDArray[np.uint32], inner: int, outer: int, arc: int, is_up: bool, last: int
) -> None:
    """Turn the way from `inner` up to `last` round and hang it under `outer` by `arc`."""
    here, parent, by, up = inner, outer, np.uint32(arc), np.uint32(1 if is_up else 0)
    while True:
        old_parent, old_arc, old_up = node[here, PARENT], node[here, ARC], node[here, UP]
        before, after = node[here, PREVIOUS], node[here, NEXT]
        if before != NONE:
            node[before, NEXT] = after
        else:
            node[old_parent, CHILD] = after
        if after != NONE:
            node[after, PREVIOUS] = before
        first = node[parent, CHILD]
        node[here, PARENT], node[here, ARC], node[here, UP] = parent, by, up
        node[here, NEXT], node[here, PREVIOUS] = first, NONE
        if first != NONE:
            node[first, PREVIOUS] = here
        node[parent, CHILD] = here
        if here == last:
            return
        parent, by, up, here = here, old_arc, np.uint32(1) - old_up, old_parent


@njit(cache=True)
def _reprice(tree: Tree, top: int, change: int) -> None:
    """Add `change` to the prices of all below `top`, and set their depths."""
    node, price, stack = tree.node, tree.price, tree.stack
    one = np.uint32(1)
    price[top] += change
    node[top, DEPTH] = node[node[top, PARENT], DEPTH] + one
    stack[0] = top
    size = np.uint64(1)
    while size > 0:
        size -= np.uint64(1)
        u = stack[size]
        deep = node[u, DEPTH] + one
        child = node[u, CHILD]
        while child != NONE:
            price[child] += change
            node[child, DEPTH] = deep
            if node[child, CHILD] != NONE:
                stack[size] = child
                size += np.uint64(1)
            child = node[child, NEXT]


@njit(cache=True)
def improve(
    arcs: Columns, tree: Tree, count: int, at: int, block: int, most: int
) -> tuple[int, int, bool]:
    """Pivot among the first `count` arcs, at most `most` times.

    Returns
    -------
    pivots made, the arc to go on from, whether nothing is left to improve
    """
    node, price = tree.node, tree.price
    tail, head, cost, state = arcs.tail, arcs.head, arcs.cost, arcs.state
    for pivot in range(most):
        entering, at = _entering(arcs, price, count, at, block)
        if entering < 0:
            return pivot, at, True
        e = np.uint64(entering)
        sign = np.int64(state[e])
        source, sink = (tail[e], head[e]) if sign == 1 else (head[e], tail[e])
        join, step, side, out = _blocking(arcs, node, source, sink, arcs.capacity[e])
        if step > 0:
            arcs.flow[e] += sign * step
            _push(arcs, node, source, sink, join, step)
        if side == 0:
            state[e] = -state[e]
            continue
        leaving = node[out, ARC]
        state[leaving] = 1 if arcs.flow[leaving] == 0 else -1
        state[e] = 0
        inner, outer = (source, sink) if side == 1 else (sink, source)
        is_up = tail[e] == inner
        change = price[outer] - price[inner] + (-cost[e] if is_up else cost[e])
        _rehang(node, inner, outer, e, is_up, out)
        _reprice(tree, inner, change)
    return most, at, False
