"""Shortest residual paths: from or to one node by sweeps, between two by Dijkstra's algorithm.

An *edge* 2·a leads along arc a while there is room on it, 2·a + 1 back along it while it carries
anything. Each is the other's opposite.
"""

import heapq
from typing import Final

import numpy as np
from numba import njit

from luwes_planner.instance import Bools, Ints

#: Further than any path: what can't be reached stands at about this height.
FAR: Final = 2**60
NEVER: Final = 2**61


@njit(cache=True)  # type: ignore[misc]
def edges_of(tail: Ints, head: Ints, nodes: int) -> tuple[Ints, Ints]:
    """The edges that leave each node: offsets (nodes + 1) into the edges returned."""
    first = np.zeros(nodes + 2, np.int64)
    for a in range(len(tail)):
        first[tail[a] + 2] += 1
        first[head[a] + 2] += 1
    first = np.cumsum(first)
    edge = np.empty(2 * len(tail), np.int64)
    for a in range(len(tail)):
        edge[first[tail[a] + 1]] = 2 * a
        first[tail[a] + 1] += 1
        edge[first[head[a] + 1]] = 2 * a + 1
        first[head[a] + 1] += 1
    return first[:-1], edge


@njit(cache=True)  # type: ignore[misc]
def is_open(edge: int, capacity: Ints, flow: Ints) -> bool:
    """Whether another unit can go along an edge."""
    arc = edge >> 1
    if edge & 1:
        return bool(flow[arc] > 0)
    return bool(flow[arc] < capacity[arc])


@njit(cache=True)  # type: ignore[misc]
def _goes_round(parent: Ints) -> bool:
    """Whether following parents from some node never ends."""
    mark = np.zeros(len(parent), np.int64)
    for v in range(len(parent)):
        w = v
        while w >= 0 and mark[w] == 0:
            mark[w] = v + 1
            w = parent[w]
        if w >= 0 and mark[w] == v + 1:
            return True
    return False


@njit(cache=True)  # type: ignore[misc]
def distances(
    first: Ints, edge: Ints, tail: Ints, head: Ints, cost: Ints, capacity: Ints, flow: Ints,
    root: int, inward: bool,
) -> tuple[Ints, bool]:  # fmt: skip
    """Shortest distances from the root, or to it; false where a cycle lowers the cost.

    What the root can't reach gets heights about `FAR` under which every edge still costs ≥ 0.
    """
    nodes = len(first) - 1
    far = np.full(nodes, FAR, np.int64)
    far[root] = 0
    parent = np.full(nodes, -1, np.int64)
    fresh = np.ones(nodes, np.bool_)
    upward, again = True, True
    while again:
        again = False
        for i in range(nodes):
            v = i if upward else nodes - 1 - i
            if not fresh[v]:
                continue
            fresh[v] = False
            for p in range(first[v], first[v + 1]):
                e = edge[p] ^ 1 if inward else edge[p]
                if not is_open(e, capacity, flow):
                    continue
                w = tail[e >> 1] if edge[p] & 1 else head[e >> 1]
                d = far[v] - cost[e >> 1] if e & 1 else far[v] + cost[e >> 1]
                if d < far[w]:
                    far[w] = d
                    parent[w] = v
                    fresh[w] = True
                    again = True
        if again and _goes_round(parent):
            return far, False
        upward = not upward
    return far, far[root] == 0


@njit(cache=True)  # type: ignore[misc]
def shortest(
    first: Ints, edge: Ints, tail: Ints, head: Ints, cost: Ints, capacity: Ints, flow: Ints,
    height: Ints, sources: Ints, starts: Ints, target: int, limit: int,
) -> tuple[int, Ints, Ints, Ints]:  # fmt: skip
    """The shortest path to `target` from sources that are `starts` far already.

    Parameters
    ----------
    height : potentials under which no open edge costs less than zero
    limit : a path as long as this is of no use

    Returns
    -------
    length : `limit` where no path is shorter
    path : its edges in order
    seen, key : the nodes nearer than that, and how far they lie above the heights
    """
    nodes = len(height)
    best = np.full(nodes, NEVER, np.int64)
    via = np.full(nodes, -1, np.int64)
    seen = np.empty(nodes, np.int64)
    count = 0
    bound = limit - height[target]
    heap = [(np.int64(0), np.int64(0)) for _ in range(0)]
    for i in range(len(sources)):
        key = starts[i] - height[sources[i]]
        if key < best[sources[i]]:
            best[sources[i]] = key
            heapq.heappush(heap, (key, sources[i]))
    while len(heap):
        key, v = heapq.heappop(heap)
        if key >= bound:
            break
        if key > best[v]:
            continue
        if v == target:
            bound = key
            break
        seen[count] = v
        count += 1
        for p in range(first[v], first[v + 1]):
            e = edge[p]
            if not is_open(e, capacity, flow):
                continue
            if e & 1:
                w, c = tail[e >> 1], -cost[e >> 1]
            else:
                w, c = head[e >> 1], cost[e >> 1]
            k = key + c + height[v] - height[w]
            if k < best[w]:
                best[w] = k
                via[w] = e
                heapq.heappush(heap, (k, w))
    path = [np.int64(0) for _ in range(0)]
    length = bound + height[target]
    if length < limit:
        at = target
        while via[at] >= 0:
            path.append(via[at])
            at = tail[via[at] >> 1] if via[at] & 1 == 0 else head[via[at] >> 1]
    steps = np.array(path[::-1], np.int64)
    return length, steps, seen[:count], best[seen[:count]]


@njit(cache=True)  # type: ignore[misc]
def able_to_reach(
    first: Ints, edge: Ints, tail: Ints, head: Ints, capacity: Ints, flow: Ints, closed: Bools,
    target: int,
) -> Bools:  # fmt: skip
    """Which nodes have a way to `target` over open edges of arcs that are not closed."""
    reach = np.zeros(len(first) - 1, np.bool_)
    reach[target] = True
    stack = [np.int64(target)]
    while len(stack):
        v = stack.pop()
        for p in range(first[v], first[v + 1]):
            e = edge[p] ^ 1
            if closed[e >> 1] or not is_open(e, capacity, flow):
                continue
            w = tail[e >> 1] if edge[p] & 1 else head[e >> 1]
            if not reach[w]:
                reach[w] = True
                stack.append(w)
    return reach
