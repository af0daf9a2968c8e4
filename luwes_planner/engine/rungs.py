"""Several objectives in whole numbers, each held at its best before the next is minimised.

The relaxations go first, each from the vertex of the one before, which is quick: a point that attains
all their bounds is the best, and mostly there is one. Else a guess is made for all rungs at once, and
only rungs where it stays above the bound are minimised as such.
"""

import time
from dataclasses import dataclass

import numpy as np

from luwes_planner.engine.highs import Found, Infeasible, Programme, Relaxed, Rows
from luwes_planner.instance import Ints


@dataclass(frozen=True)
class Rungs:
    """What is minimised: the sum of each set of columns in turn, then the cost.

    Attributes
    ----------
    guide : (columns,) one objective that mostly agrees with all of them
    step : how far from the best by the guide doesn't matter
    """

    columns: list[Ints]
    cost: Ints
    guide: Ints
    step: int


def climb(
    most: Ints, rows: Rows, rungs: Rungs, start: Ints | None, until: float | None
) -> tuple[Found, Relaxed | None]:
    """Minimise all rungs.

    Returns
    -------
    Found
        Its point, proven where no other is lexicographically better.
    Relaxed
        The relaxation by the guide; None where time ran out.

    Raises
    ------
    Infeasible
    TimeoutError
        If no point at all was found before `until` (of `time.perf_counter`).
    """
    bounds = Programme(most, rows)
    guided = bounds.relax(rungs.guide, _part(until))
    best = _by_bounds(bounds, rungs, start, _part(until)) if guided else None
    if best is None:
        bounds.release()
        best = _one_by_one(bounds if guided else None, Programme(most, rows), rungs, start, until)
    return best, guided


def _part(until: float | None) -> float | None:
    """When half of the time that is left will be over."""
    now = time.perf_counter()
    return None if until is None else now + max(0.0, until - now) / 2


def _by_bounds(
    bounds: Programme, rungs: Rungs, start: Ints | None, until: float | None
) -> Found | None:
    """Hold every rung at what its relaxation can't beat, and minimise the cost.

    Returns
    -------
    Found
        Best on every rung; None where no point attains all bounds, or none was found in time.
    """
    for columns in rungs.columns:
        relaxed = bounds.relax(_counting(columns, rungs), until, again=True)
        if relaxed is None:
            return None
        bounds.hold(columns, relaxed.least)
        if start is not None and start[columns].sum() > relaxed.least:
            start = None
    relaxed = bounds.relax(rungs.cost, until, again=True)
    if relaxed and (whole := relaxed.whole) is not None:
        return Found(whole, True)
    try:
        return bounds.minimise(rungs.cost, start, until)
    except (Infeasible, TimeoutError):
        return None


def _one_by_one(
    bounds: Programme | None,
    whole: Programme,
    rungs: Rungs,
    start: Ints | None,
    until: float | None,
) -> Found:
    """Minimise one rung after another, each held at what was found."""
    point, proven = _guess(whole, rungs, start, until), True
    for columns in rungs.columns:
        if point is not None and until is not None and time.perf_counter() > until:
            return Found(point, False)
        counting = _counting(columns, rungs)
        before = None if point is None else int(point[columns].sum())
        if point is None or point[columns].sum() > _least(bounds, counting, until):
            best = whole.minimise(counting, point, until)
            point, proven = best.point, proven and best.proven
        held = int(point[columns].sum())
        for programme in (whole, bounds):
            if programme:
                programme.hold(columns, held)
        if before is not None and held < before:
            point = _guess(whole, rungs, point, until)
    if point is not None and int(point @ rungs.cost) <= _least(bounds, rungs.cost, until):
        return Found(point, proven)
    best = whole.minimise(rungs.cost, point, until)
    return Found(best.point, proven and best.proven)


def _guess(whole: Programme, rungs: Rungs, start: Ints | None, until: float | None) -> Ints | None:
    """A point good by the guide; None where there is none in time."""
    try:
        found = whole.minimise(rungs.guide, start, _part(until), gap=rungs.step / 2)
    except TimeoutError:
        return None
    return found.point


def _least(bounds: Programme | None, cost: Ints, until: float | None) -> float:
    relaxed = bounds.relax(cost, until, again=True) if bounds else None
    return relaxed.least if relaxed else -np.inf


def _counting(columns: Ints, rungs: Rungs) -> Ints:
    cost = np.zeros(len(rungs.cost), np.int64)
    cost[columns] = 1
    return cost
