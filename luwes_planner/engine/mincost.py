"""Minimum-cost flow: OR-Tools finds it, Bellman-Ford the potentials that prove it."""

import numpy as np
from ortools.graph.python import min_cost_flow

from luwes_planner.instance import Ints


def solve(
    nodes: int, tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: Ints
) -> tuple[Ints, Ints]:
    """Find a flow of minimum cost and node potentials that prove it.

    Returns
    -------
    flow : (arcs,)
    potential : (nodes,)
        ``cost + potential[tail] - potential[head]`` is at least 0 on arcs that are not full, and
        at most 0 on arcs that carry flow.
    """
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), capacity, cost
    )
    solver.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with {status}")
    flow = np.asarray(solver.flows(np.arange(len(tail), dtype=np.int32)), np.int64)
    return flow, _potentials(nodes, tail, head, capacity, cost, flow)


def _potentials(nodes: int, tail: Ints, head: Ints, capacity: Ints, cost: Ints, flow: Ints) -> Ints:
    """Shortest residual distances from a node beside the network, linked to all for nothing."""
    open_, used = flow < capacity, flow > 0
    start = np.concatenate([tail[open_], head[used]])
    end = np.concatenate([head[open_], tail[used]])
    length = np.concatenate([cost[open_], -cost[used]])
    distance = np.zeros(nodes, np.int64)
    for _ in range(nodes + 1):
        nearer = distance.copy()
        np.minimum.at(nearer, end, distance[start] + length)
        if np.array_equal(nearer, distance):
            return distance
        distance = nearer
    raise RuntimeError("the flow has a negative residual cycle: it is not optimal")
