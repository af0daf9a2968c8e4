"""Compile the solver, so that nobody waits for it later: ``python -m luwes_planner.engine.warm``."""

import numpy as np

from luwes_planner.engine.columns import FAR
from luwes_planner.engine.mincost import settle, solve


def warm() -> None:
    """Solve networks so small that only compiling takes time; every kernel is used."""
    tail, head = np.array([0, 0, 1, 2], np.int32), np.array([1, 2, 3, 3], np.int32)
    capacity, cost = np.array([1, 1, 1, 1], np.int32), np.array([1, 5, 1, 1], np.int64)
    supply = np.array([2, 0, 0, -2], np.int64)
    solve(4, tail, head, capacity, cost, supply)
    settle(4, tail, head, capacity, cost, np.full(4, FAR))
    back = 3 - np.arange(4, dtype=np.int32)  # the same with its nodes in another order
    back[[0, 3]] = 0, 3
    solve(4, back[tail], back[head], capacity, cost, supply)


if __name__ == "__main__":
    warm()
