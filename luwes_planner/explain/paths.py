"""Shortest residual paths: from or to one node by sweeps, between two by A* search.

An *edge* 2·a leads along arc a while there is room on it, 2·a + 1 back along it while it carries
anything. Each is the other's opposite. The loops are in `engine/paths.c`.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from luwes_planner.engine.kernels import call
from luwes_planner.instance import Bools, Index, Ints

#: Further than any path: what can't be reached stands at about this height.
FAR: Final = 2**60
NEVER: Final = 2**61
#: Pairs of nodes from which on two threads search.
MANY: Final = 500


class Graph(NamedTuple):
    """Arcs with a flow on them; `first` (nodes + 1) cuts `edge` into those that leave each node."""

    first: Ints
    edge: Index
    tail: Index
    head: Index
    capacity: Index
    cost: Ints
    flow: Ints

    @property
    def nodes(self) -> int:
        return len(self.first) - 1


def edges_of(nodes: int, tail: Index, head: Index) -> tuple[Ints, Index]:
    """`Graph.first` and `Graph.edge`."""
    first, edge = np.empty(nodes + 2, np.int64), np.empty(2 * len(tail), np.int32)
    call("edges_of", nodes, len(tail), tail, head, first, edge)
    return first[:-1].copy(), edge


class Open(NamedTuple):
    """The open edges alone: `first` (nodes + 1) cuts them by the node they leave."""

    first: Ints
    edge: Index
    to: Index
    points: Ints


def open_edges(graph: Graph) -> Open:
    """Pick out the edges along which another unit can go."""
    first, most = np.empty(graph.nodes + 1, np.int64), len(graph.edge)
    edge, to, points = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int64)
    n = call("open_edges", graph.nodes, *graph, first, edge, to, points)
    return Open(first, edge[:n].copy(), to[:n].copy(), points[:n].copy())


def distances(graph: Graph, root: int, *, inward: bool) -> tuple[Ints, bool]:
    """Shortest distances from the root, or to it; false where a cycle lowers the cost.

    What the root can't reach gets heights about `FAR` under which every edge still costs ≥ 0.
    """
    n = graph.nodes
    far, parent, mark = np.empty(n, np.int64), np.empty(n, np.int32), np.empty(n, np.int32)
    best = call("sweep", n, *graph, root, int(inward), far, parent, mark, np.empty(n, np.int8))
    return far, bool(best)


def able_to_reach(graph: Graph, closed: Bools, target: int) -> Bools:
    """Which nodes have a way to `target` over open edges of arcs that are not closed."""
    n = graph.nodes
    reach, stack = np.empty(n, np.int8), np.empty(n, np.int32)
    call("able_to_reach", n, *graph, closed.astype(np.int8), target, reach, stack)
    return reach.astype(bool)


def shortest(
    graph: Graph,
    ways: Open,
    out: Ints,
    back: Ints,
    sources: Ints,
    starts: Ints,
    target: int,
    closed: Ints,
) -> tuple[int, Ints]:
    """The shortest path to `target` from sources that are `starts` far already.

    Parameters
    ----------
    ways : the open edges of the graph
    out, back : (nodes,) `distances` from the root, and to it
    closed : edges that may not be used

    Returns
    -------
    length : `NEVER` where there is no path
    path : its edges in order
    """
    n = graph.nodes
    best, via, mark = np.empty(n, np.int64), np.empty(n, np.int32), np.zeros(n, np.int32)
    path, count = np.empty(n, np.int64), np.zeros(1, np.int64)
    shut = closed.astype(np.int32)
    length = call(
        "shortest", n, *ways, graph.tail, graph.head, out, back, sources, starts, len(sources), target, shut, len(shut),
        NEVER, best, via, mark, path, count,
    )  # fmt: skip
    return length, path[: count[0]]


def between(ways: Open, out: Ints, back: Ints, origin: Ints, target: Ints) -> Ints:
    """Shortest distances of many pairs of nodes; more than `FAR` / 2 where there is no way.

    Many pairs are searched by two threads; each search stands alone, so the answers don't change.
    """
    origin, target = (np.ascontiguousarray(c, np.int64) for c in (origin, target))
    found = np.empty(len(origin), np.int64)

    def search(some: slice) -> None:
        n, here = len(out), found[some]
        best, via, mark = np.empty(n, np.int64), np.empty(n, np.int32), np.zeros(n, np.int32)
        call(
            "between", *ways, out, back, origin[some], target[some], len(here), best, via, mark,
            here,
        )  # fmt: skip

    if len(origin) < MANY:
        search(slice(None))
    else:
        parts = [slice(k, k + MANY) for k in range(0, len(origin), MANY)]
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(search, parts))
    return found
