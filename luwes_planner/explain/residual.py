"""What a plan's best neighbours cost: shortest paths in the residual network, unit by unit."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.encoding import Encoded, Stage, encode, staged
from luwes_planner.explain.kept import LastOnly
from luwes_planner.explain.paths import FAR, Graph, Open, between, distances, open_edges, shortest
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.layers import SOURCE
from luwes_planner.result import Plan


@dataclass(frozen=True)
class Residual:
    """An optimal plan's residual network.

    Attributes
    ----------
    graph : its arcs with the plan's flow
    ways : its open edges
    out : (nodes,) shortest distance from the source: the price of one head more there, or of
        losing one
    back : (nodes,) shortest distance to the source: less what one person more there is worth
    """

    of: Encoded
    graph: Graph
    ways: Open
    out: Ints
    back: Ints

    def between(self, origin: Ints, target: Ints) -> Ints:
        """Shortest distances of pairs of nodes; more than `FAR` / 2 where there is no way."""
        return np.asarray(between(self.ways, self.out, self.back, origin, target))

    def least(self, origin: Ints, target: Ints) -> Ints:
        """At most the distances of `between`."""
        ends = self.out[target] - self.out[origin], self.back[origin] - self.back[target]
        return np.asarray(np.maximum(*ends))

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
            self.graph,
            self.ways,
            self.out,
            self.back,
            nodes,
            so_far,
            target,
            np.array(closed, np.int64),
        )
        return None if length > FAR // 2 else (int(length), edges)


def residual(instance: Instance, plan: Plan, stage: Stage | None = None) -> Residual | None:
    """The residual network of a plan; None where presence sets cross or the plan isn't optimal.

    `stage` is the network of the instance, where it is at hand.
    """
    if plan.method == "mip":
        return None
    stage = stage or staged(instance)
    on = encode(stage, *plan.indices()) if stage else None
    if stage is None or on is None:
        return None
    arcs = on.arcs
    graph = Graph(*stage.edges, arcs.tail, arcs.head, arcs.capacity, arcs.cost, on.flow)
    with ThreadPoolExecutor(1) as beside:
        inward = beside.submit(distances, graph, SOURCE, inward=True)
        out, best = distances(graph, SOURCE, inward=False)
        back, _ = inward.result()
    return Residual(on, graph, open_edges(graph), out, back) if best else None


#: `residual`, the last one kept for the next question about the same plan.
residual_of = LastOnly(residual)
