"""What a plan's best neighbours cost: shortest paths in the residual network, unit by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.encoding import Encoded, encoded
from luwes_planner.explain.paths import FAR, NEVER, distances, edges_of, shortest
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.network import SOURCE
from luwes_planner.result import Plan


@dataclass(frozen=True)
class Residual:
    """An optimal plan's residual network.

    Attributes
    ----------
    first, edge : the edges that leave each node, see `luwes_planner.explain.paths`
    out : (nodes,) shortest distance from the source: the price of one head more there, or of
        losing one
    back : (nodes,) shortest distance to the source: less what one person more there is worth
    """

    of: Encoded
    first: Ints
    edge: Ints
    out: Ints
    back: Ints

    def trial(self) -> "Trial":
        """The network to be changed and changed back."""
        return Trial(self)

    def values(self, length: Ints) -> Ints:
        """Lengths with `NEVER` where there is no way."""
        return np.where(length > FAR // 2, NEVER, length)


def residual(instance: Instance, plan: Plan) -> Residual | None:
    """The residual network of a plan; None where presence sets cross or the plan isn't optimal."""
    on = encoded(instance, plan)
    if on is None:
        return None
    arcs = on.arcs
    first, edge = edges_of(arcs.tail, arcs.head, on.net.nodes)
    parts = (first, edge, arcs.tail, arcs.head, arcs.cost, arcs.capacity, on.flow, SOURCE)
    out, best = distances(*parts, False)
    if not best:
        return None
    back, _ = distances(*parts, True)
    return Residual(on, first, edge, out, back)


_last: tuple[Instance, Plan, Residual | None] | None = None


def residual_of(instance: Instance, plan: Plan) -> Residual | None:
    """`residual`, the last one kept for the next question about the same plan."""
    global _last
    kept = _last
    if kept is None or kept[0] is not instance or kept[1] is not plan:
        kept = _last = (instance, plan, residual(instance, plan))
    return kept[2]


@dataclass(frozen=True)
class Path:
    """A shortest residual path: its length in points, its edges, and what was seen to find it."""

    length: int
    edges: Ints
    seen: Ints
    key: Ints
    reached: int


class Trial:
    """Changes by one unit to a residual network, each answered exactly and undone by `undo`."""

    def __init__(self, base: Residual) -> None:
        self.base = base
        arcs = base.of.arcs
        self.capacity, self.flow = arcs.capacity.copy(), base.of.flow.copy()
        self.height = base.out.copy()
        self._arcs: list[tuple[int, int, int]] = []
        self._heights: list[tuple[Ints, Ints]] = []

    def undo(self) -> None:
        """Back to the plan."""
        for arc, capacity, flow in reversed(self._arcs):
            self.capacity[arc], self.flow[arc] = capacity, flow
        for nodes, height in reversed(self._heights):
            self.height[nodes] = height
        self._arcs, self._heights = [], []

    def path(self, starts: Sequence[tuple[int, int]], target: int, limit: int = NEVER) -> Path:
        """The shortest path from the nearest of `starts` (node, points so far) to `target`."""
        arcs, base = self.base.of.arcs, self.base
        nodes, so_far = (np.array(c, np.int64) for c in zip(*starts, strict=True))
        length, edges, seen, key = shortest(
            base.first, base.edge, arcs.tail, arcs.head, arcs.cost, self.capacity, self.flow,
            self.height, nodes, so_far, target, limit,
        )  # fmt: skip
        return Path(int(length), edges, seen, key, int(length) - int(self.height[target]))

    def withdraw(self, route: Ints, *, serving: bool) -> None:
        """Take a person out of the network: off the arcs of the route, and the place on the first."""
        arcs = [int(a) for a in route if a >= 0]
        for arc in arcs if serving else []:
            self._set(arc, self.capacity[arc], self.flow[arc] - 1)
        for arc in arcs[:1]:
            self._set(arc, self.capacity[arc] - 1, self.flow[arc])

    def grow(self, arc: int) -> int:
        """Make room for one more on an arc; what that changes, never above zero."""
        arcs = self.base.of.arcs
        tail, head, cost = int(arcs.tail[arc]), int(arcs.head[arc]), int(arcs.cost[arc])
        self._set(arc, self.capacity[arc] + 1, self.flow[arc])
        if cost + self.height[tail] - self.height[head] >= 0:
            return 0
        path = self.path([(head, 0)], tail, -cost)
        self._settle(path)
        if path.length >= -cost:
            return 0
        self._push(path.edges)
        self._set(arc, self.capacity[arc], self.flow[arc] + 1)
        return path.length + cost

    def shrink(self, arc: int) -> int | None:
        """Take one place off an arc; what that changes, never below zero; None: it can't be."""
        arcs = self.base.of.arcs
        if self.flow[arc] < self.capacity[arc]:
            self._set(arc, self.capacity[arc] - 1, self.flow[arc])
            return 0
        self._set(arc, self.capacity[arc] - 1, self.flow[arc] - 1)
        path = self.path([(int(arcs.tail[arc]), 0)], int(arcs.head[arc]))
        if path.length >= FAR // 2:
            return None
        self._settle(path)
        self._push(path.edges)
        return path.length - int(arcs.cost[arc])

    def _push(self, edges: Iterable[int]) -> None:
        for edge in edges:
            arc = int(edge) >> 1
            self._set(arc, self.capacity[arc], self.flow[arc] + (-1 if edge & 1 else 1))

    def _settle(self, path: Path) -> None:
        """Lower what was seen so that all edges cost ≥ 0 again, those of the path nothing."""
        self._heights.append((path.seen, self.height[path.seen]))
        self.height[path.seen] -= np.maximum(0, path.reached - path.key)

    def _set(self, arc: int, capacity: int, flow: int) -> None:
        self._arcs.append((arc, int(self.capacity[arc]), int(self.flow[arc])))
        self.capacity[arc], self.flow[arc] = capacity, flow
