"""What a plan's best neighbours cost: shortest paths in the residual network, unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.encoding import Encoded, encoded
from luwes_planner.explain.paths import FAR, between, distances, edges_of, shortest
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

    def between(self, origin: Ints, target: Ints) -> Ints:
        """Shortest distances of pairs of nodes; more than `FAR` / 2 where there is no way."""
        return np.asarray(between(*self._parts, self.out, self.back, origin, target))

    def least(self, origin: Ints, target: Ints) -> Ints:
        """At most the distances of `between`."""
        return np.maximum(
            self.out[target] - self.out[origin], self.back[origin] - self.back[target]
        )

    def without(self, route: Ints, *, serving: bool) -> list[int]:
        """The edges that close when somebody is taken off the arcs of a route.

        With `serving` false the person only stands ready to enter the first.
        """
        arcs, flow = [int(a) for a in route if a >= 0], self.of.flow
        if serving:
            return [2 * a + 1 for a in arcs if flow[a] == 1]
        return [2 * a for a in arcs[:1] if self.of.arcs.capacity[a] - flow[a] == 1]

    def path(
        self, starts: Sequence[tuple[int, int]], target: int, closed: Sequence[int] = ()
    ) -> tuple[int, Ints] | None:
        """The shortest path from the nearest of `starts` (node, points so far) to `target`.

        Returns
        -------
        length, edges in order; None where there is no way
        """
        nodes, so_far = (np.array(c, np.int64) for c in zip(*starts, strict=True))
        length, edges = shortest(
            *self._parts, self.out, self.back, nodes, so_far, target, np.array(closed, np.int64)
        )
        return None if length > FAR // 2 else (int(length), edges)

    @property
    def _parts(self) -> tuple[Ints, ...]:
        arcs = self.of.arcs
        return (
            self.first, self.edge, arcs.tail, arcs.head, arcs.cost, arcs.capacity, self.of.flow,
        )  # fmt: skip


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
