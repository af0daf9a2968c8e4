"""The flow of minimum cost on the factored network, and the prices that go with it."""

from collections.abc import Callable

from luwes_planner.engine import mincost
from luwes_planner.engine.mincost import Flow
from luwes_planner.model.layers import Network


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
