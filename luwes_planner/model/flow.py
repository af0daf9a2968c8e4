"""The flow of minimum cost on the factored network, and the prices that go with it."""

from collections.abc import Callable

from luwes_planner.engine import mincost
from luwes_planner.engine.mincost import Flow
from luwes_planner.instance import Ints
from luwes_planner.model.layers import Network


def solve_flow(
    net: Network,
    until: float | None = None,
    tell: Callable[[float], None] = lambda _share: None,
    *,
    start: Ints | None = None,
) -> Flow:
    """Find a flow of minimum cost on `net.joined()`, and prices of all nodes that go with it.

    Parameters
    ----------
    start : (arcs,) a flow to begin with, as `kept_flow` makes one
    """
    arcs = net.joined()
    return mincost.solve(
        net.nodes,
        arcs.tail,
        arcs.head,
        arcs.capacity,
        arcs.cost,
        net.supply,
        start=start,
        until=until,
        tell=tell,
    )
