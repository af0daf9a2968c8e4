"""The flow of minimum cost on the factored network, and the prices that prove it optimal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from luwes_planner.arrays import starts_of
from luwes_planner.engine import mincost
from luwes_planner.engine.mincost import Flow
from luwes_planner.instance import Index, Ints
from luwes_planner.model.layers import SOURCE, Network

_FAR: Final = 2**60


def solve_flow(
    net: Network, until: float | None = None, tell: Callable[[float], None] = lambda _share: None
) -> Flow:
    """Find a flow of minimum cost on `net.joined()`, and prices of all nodes that go with it."""
    arcs = net.joined()
    return mincost.solve(
        net.nodes,
        arcs.tail,
        arcs.head,
        arcs.capacity,
        arcs.cost,
        net.supply,
        until=until,
        tell=tell,
    )


@dataclass(frozen=True)
class _Step:
    """Residual arcs of one layer in one direction, grouped by the node they reach."""

    tail: Index
    cost: Ints
    starts: Ints
    reached: Index

    def relax(self, distance: Ints) -> bool:
        if not len(self.tail):
            return False
        best = np.minimum.reduceat(distance[self.tail] + self.cost, self.starts)
        shorter = best < distance[self.reached]
        distance[self.reached[shorter]] = best[shorter]
        return bool(shorter.any())


def _step(tail: Index, head: Index, cost: Ints, use: Ints) -> _Step:
    use = use[np.argsort(head[use], kind="stable")]
    starts = starts_of(head[use])
    return _Step(tail[use], cost[use], starts, head[use][starts])


def potentials(net: Network, flow: dict[str, Ints]) -> Ints:
    """Shortest residual distances from the source; nodes out of its reach get the least that holds.

    Every residual arc then has a reduced cost of at least zero, which proves the flow optimal.

    Raises
    ------
    RuntimeError
        If the flow is not optimal.
    """
    distance = np.full(net.nodes, _FAR, np.int64)
    distance[SOURCE] = 0
    onward, back = [], []
    for name, arcs in net.layers.items():
        onward.append(
            _step(arcs.tail, arcs.head, arcs.cost, np.flatnonzero(flow[name] < arcs.capacity))
        )
        back.append(_step(arcs.head, arcs.tail, -arcs.cost, np.flatnonzero(flow[name] > 0)))
    for _ in range(net.nodes + 1):
        changed = [s.relax(distance) for s in onward] + [s.relax(distance) for s in reversed(back)]
        if not any(changed):
            break
    else:
        raise RuntimeError("the flow has a negative residual cycle: it is not optimal")
    return _fill(net, flow, distance)


def _fill(net: Network, flow: dict[str, Ints], distance: Ints) -> Ints:
    """Give nodes the source can't reach the smallest potential that keeps reduced costs ≥ 0."""
    lost = distance > _FAR // 2
    if not lost.any():
        return distance
    distance[lost] = -_FAR
    tails, heads, costs = [], [], []
    for name, arcs in net.layers.items():
        open_, used = flow[name] < arcs.capacity, flow[name] > 0
        tails += [arcs.tail[open_], arcs.head[used]]
        heads += [arcs.head[open_], arcs.tail[used]]
        costs += [arcs.cost[open_], -arcs.cost[used]]
    tail, head, cost = (np.concatenate(c) for c in (tails, heads, costs))
    mine = lost[tail]
    step = _step(head[mine], tail[mine], cost[mine], np.arange(int(mine.sum())))
    for _ in range(net.nodes + 1):
        if not len(step.tail):
            break
        best = np.maximum.reduceat(distance[step.tail] - step.cost, step.starts)
        higher = best > distance[step.reached]
        if not higher.any():
            break
        distance[step.reached[higher]] = best[higher]
    distance[distance < -_FAR // 2] = 0
    return distance
