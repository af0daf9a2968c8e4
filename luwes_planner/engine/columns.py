"""Which arcs to bring into play: the ways that are cheaper than the prices so far say.

An acyclic network is walked once forward for the shortest way into every node that is not yet in
play, and once back to pick, into every node, the cheapest of the arcs that would improve it.
"""

from typing import Final

import numpy as np
from numba import njit

from luwes_planner.instance import Bools, Index, Ints

FAR: Final = 2**61


@njit(cache=True)
def by_head(nodes: int, head: Index) -> tuple[Ints, Index]:
    """Group arcs by the node they reach: `order[start[v]:start[v + 1]]` reach v."""
    start = np.zeros(nodes + 1, np.int64)
    for h in head:
        start[h + 1] += 1
    for v in range(nodes):
        start[v + 1] += start[v]
    at, order = start[:-1].copy(), np.empty(len(head), np.int32)
    for arc in range(len(head)):
        h = head[arc]
        order[at[h]] = arc
        at[h] += 1
    return start, order


@njit(cache=True)
def topological(nodes: int, tail: Index, head: Index) -> Index:
    """The place of every node in an order in which all arcs point forward; -1 on or behind a circle."""
    start, order = by_head(nodes, tail)
    waits = np.zeros(nodes, np.int64)
    for h in head:
        waits[h] += 1
    place, queue = np.full(nodes, -1, np.int32), np.empty(nodes, np.int32)
    first = last = 0
    for v in range(nodes):
        if waits[v] == 0:
            queue[last] = v
            last += 1
    while first < last:
        v = queue[first]
        place[v] = first
        first += 1
        for k in range(start[v], start[v + 1]):
            h = head[order[k]]
            waits[h] -= 1
            if waits[h] == 0:
                queue[last] = h
                last += 1
    return place


@njit(cache=True)
def most_into(
    nodes: int, start: Ints, order: Index, tail: Index, capacity: Index, total: int
) -> Ints:
    """How much could reach every node at most, if it alone were served."""
    most = np.zeros(nodes, np.int64)
    most[0] = total
    for v in range(1, nodes):
        into = 0
        for k in range(start[v], start[v + 1]):
            arc = order[k]
            into += min(np.int64(capacity[arc]), most[tail[arc]])
        most[v] = min(into, total)
    return most


@njit(cache=True)
def distances(
    nodes: int,
    start: Ints,
    order: Index,
    tail: Index,
    capacity: Index,
    cost: Ints,
    local: Index,
    price: Ints,
) -> Ints:
    """Prices of the nodes in play (`local` ≥ 0: their number there), else the shortest way in."""
    distance = np.empty(nodes, np.int64)
    for v in range(nodes):
        if local[v] >= 0:
            distance[v] = price[local[v]]
            continue
        best = FAR
        for k in range(start[v], start[v + 1]):
            arc = order[k]
            if capacity[arc] > 0 and distance[tail[arc]] < FAR:
                best = min(best, distance[tail[arc]] + cost[arc])
        distance[v] = best
    return distance


@njit(cache=True)
def pick(
    start: Ints,
    order: Index,
    tail: Index,
    capacity: Index,
    cost: Ints,
    local: Index,
    is_active: Bools,
    distance: Ints,
    most: Ints,
    want: Ints,
) -> Ints:
    """Pick arcs that improve, cheapest first, until what they could carry is wanted; mark them active.

    `want` is how much to look for at every node; it is added to on the way back. Nothing picked
    means that no arc at all would improve.
    """
    nodes = len(local)
    limit = np.full(nodes, -FAR, np.int64)
    found, key = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    picked, count = np.empty(1024, np.int64), 0
    for v in range(nodes - 1, 0, -1):
        bound = distance[v] if local[v] >= 0 else limit[v]
        if bound == -FAR:
            continue
        size = start[v + 1] - start[v]
        if size > len(found):
            found, key = np.empty(2 * size, np.int64), np.empty(2 * size, np.int64)
        n = 0
        for k in range(start[v], start[v + 1]):
            arc = order[k]
            if not is_active[arc] and capacity[arc] > 0 and distance[tail[arc]] < FAR:
                way = distance[tail[arc]] + cost[arc]
                if way < bound:
                    found[n], key[n] = arc, way
                    n += 1
        if n == 0:
            continue
        ranked = np.argsort(key[:n], kind="mergesort") if n > 1 else np.zeros(1, np.int64)
        wanted, got = max(want[v], 1), 0
        for i in ranked:
            if got >= wanted:
                break
            arc = found[i]
            from_ = tail[arc]
            is_active[arc] = True
            if count == len(picked):
                longer = np.empty(2 * count, np.int64)
                longer[:count] = picked
                picked = longer
            picked[count] = arc
            count += 1
            could = min(np.int64(capacity[arc]), most[from_])
            got += could
            if local[from_] < 0:
                want[from_] += min(wanted, could)
                limit[from_] = max(limit[from_], bound - cost[arc])
    return picked[:count]


@njit(cache=True)
def lowest_prices(
    start: Ints, order: Index, head: Index, capacity: Index, cost: Ints, price: Ints
) -> None:
    """Replace `FAR` by the lowest price that leaves no arc out of the node with a negative cost."""
    for v in range(len(price) - 1, -1, -1):
        if price[v] < FAR:
            continue
        least = -FAR
        for k in range(start[v], start[v + 1]):
            arc = order[k]
            if capacity[arc] > 0:
                least = max(least, price[head[arc]] - cost[arc])
        price[v] = 0 if least == -FAR else least
