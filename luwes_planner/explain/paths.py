"""Shortest residual paths: from or to one node by sweeps, between two by Dijkstra's algorithm.

An *edge* 2·a leads along arc a while there is room on it, 2·a + 1 back along it while it carries
anything. Each is the other's opposite.
"""

import heapq
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit

from luwes_planner.instance import Bools, Ints

#: Further than any path: what can't be reached stands at about this height.
FAR: Final = 2**60
NEVER: Final = 2**61

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Have numba compile a function when it is first called, and keep that on disk."""
    return cast(_Function, njit(cache=True)(function))


class Graph(NamedTuple):
    """Arcs with a flow on them; `first` (nodes + 1) cuts `edge` into those that leave each node."""

    first: Ints
    edge: Ints
    tail: Ints
    head: Ints
    cost: Ints
    capacity: Ints
    flow: Ints


@compiled
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


@compiled
def is_open(graph: Graph, edge: int) -> bool:
    """Whether another unit can go along an edge."""
    arc = edge >> 1
    if edge & 1:
        return bool(graph.flow[arc] > 0)
    return bool(graph.flow[arc] < graph.capacity[arc])


@compiled
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


@compiled
def distances(
    graph: Graph,
    root: int,
    inward: bool,
) -> tuple[Ints, bool]:
    """Shortest distances from the root, or to it; false where a cycle lowers the cost.

    What the root can't reach gets heights about `FAR` under which every edge still costs ≥ 0.
    """
    nodes = len(graph.first) - 1
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
            for p in range(graph.first[v], graph.first[v + 1]):
                e = graph.edge[p] ^ 1 if inward else graph.edge[p]
                if not is_open(graph, e):
                    continue
                w = graph.tail[e >> 1] if graph.edge[p] & 1 else graph.head[e >> 1]
                d = far[v] - graph.cost[e >> 1] if e & 1 else far[v] + graph.cost[e >> 1]
                if d < far[w]:
                    far[w] = d
                    parent[w] = v
                    fresh[w] = True
                    again = True
        if again and _goes_round(parent):
            return far, False
        upward = not upward
    return far, far[root] == 0


@compiled
def able_to_reach(
    graph: Graph,
    closed: Bools,
    target: int,
) -> Bools:
    """Which nodes have a way to `target` over open edges of arcs that are not closed."""
    reach = np.zeros(len(graph.first) - 1, np.bool_)
    reach[target] = True
    stack = [np.int64(target)]
    while len(stack):
        v = stack.pop()
        for p in range(graph.first[v], graph.first[v + 1]):
            e = graph.edge[p] ^ 1
            if closed[e >> 1] or not is_open(graph, e):
                continue
            w = graph.tail[e >> 1] if graph.edge[p] & 1 else graph.head[e >> 1]
            if not reach[w]:
                reach[w] = True
                stack.append(w)
    return reach


@compiled
def _among(edges: Ints, edge: int) -> bool:
    for e in edges:  # noqa: SIM110 - numba knows no generators, and `==` would make an array
        if e == edge:
            return True
    return False


@compiled
def _search(
    graph: Graph, out: Ints, back: Ints, sources: Ints, starts: Ints, target: int, closed: Ints,
    limit: int, best: Ints, via: Ints, mark: Ints, stamp: int,
) -> int:  # fmt: skip
    """The length of the shortest path, or `limit` where none is shorter.

    A* search: the distances from the root (`out`) and to it (`back`) bound what lies ahead. `best`
    and `via` (the edge that leads to a node) hold where `mark` is `stamp`.
    """
    heap = [(np.int64(0), np.int64(0), np.int64(0)) for _ in range(0)]
    for i in range(len(sources)):
        v, d = sources[i], starts[i]
        if mark[v] != stamp or d < best[v]:
            best[v], via[v], mark[v] = d, -1, stamp
            ahead = d + max(out[target] - out[v], back[v] - back[target])
            heapq.heappush(heap, (ahead, -d, v))
    while len(heap):
        ahead, minus, v = heapq.heappop(heap)
        if ahead >= limit:
            break
        if v == target:
            return int(ahead)
        if -minus > best[v]:
            continue
        for p in range(graph.first[v], graph.first[v + 1]):
            e = graph.edge[p]
            if not is_open(graph, e):
                continue
            w = graph.tail[e >> 1] if e & 1 else graph.head[e >> 1]
            d = -minus - graph.cost[e >> 1] if e & 1 else -minus + graph.cost[e >> 1]
            if mark[w] == stamp and best[w] <= d:
                continue
            ahead = d + max(out[target] - out[w], back[w] - back[target])
            if ahead >= limit or _among(closed, e):
                continue
            best[w], via[w], mark[w] = d, e, stamp
            heapq.heappush(heap, (ahead, -d, w))
    return limit


@compiled
def shortest(
    graph: Graph, out: Ints, back: Ints, sources: Ints, starts: Ints, target: int, closed: Ints,
) -> tuple[int, Ints]:  # fmt: skip
    """The shortest path to `target` from sources that are `starts` far already.

    Parameters
    ----------
    closed : edges that may not be used

    Returns
    -------
    length : `NEVER` where there is no path
    path : its edges in order
    """
    best, via = np.empty(len(out), np.int64), np.empty(len(out), np.int64)
    mark = np.zeros(len(out), np.int64)
    length = _search(graph, out, back, sources, starts, target, closed, NEVER, best, via, mark, 1)
    path = [np.int64(0) for _ in range(0)]
    at = target
    while length < NEVER and via[at] >= 0:
        path.append(via[at])
        at = graph.head[via[at] >> 1] if via[at] & 1 else graph.tail[via[at] >> 1]
    return length, np.array(path[::-1], np.int64)


@compiled
def between(graph: Graph, out: Ints, back: Ints, origin: Ints, target: Ints) -> Ints:
    """Shortest distances of many pairs of nodes; more than `FAR` / 2 where there is no way.

    No way is longer than the one by the root, so few searches go far.
    """
    found = back[origin] + out[target]
    best, via = np.empty(len(out), np.int64), np.empty(len(out), np.int64)
    mark = np.zeros(len(out), np.int64)
    start, closed = np.zeros(1, np.int64), np.zeros(0, np.int64)
    for i in range(len(origin)):
        u, v = origin[i], target[i]
        if max(out[v] - out[u], back[u] - back[v]) < found[i]:
            found[i] = _search(
                graph, out, back, origin[i : i + 1], start, v, closed, found[i], best, via, mark,
                i + 1,
            )  # fmt: skip
    return found
