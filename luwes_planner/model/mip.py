"""The same model as a mixed-integer programme (HiGHS), where presence sets are not nested.

Rungs are optimised one after another: without nested sets the ladder of rewards proves nothing.
The prices come from the linear relaxation with the ladder (GLOP), rounded to integers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.decoding import decode
from luwes_planner.model.layers import SOURCE, Network
from luwes_planner.model.presence import Coverage, quarters
from luwes_planner.model.prices import Prices, settle


@dataclass
class _Model:
    solver: Any
    arcs: list[Any]
    quarters: list[list[Any]]
    balance: list[Any]
    limits: list[Any]
    cost: list[int]
    charge: list[list[int]]


def solve_mip(
    instance: Instance, cover: Coverage, found: Candidates, net: Network, seed: int
) -> tuple[Ints, Ints, Prices, bool]:
    """Find a plan on the network `net`, whose limits stand beside it.

    Returns
    -------
    person, need : indices
    prices : of the linear relaxation
    optimal : whether every rung was solved with gap 0
    """
    model = _model(instance, cover, net, "HIGHS")
    exact = pywraplp.MPSolverParameters()
    exact.SetDoubleParam(exact.RELATIVE_MIP_GAP, 0.0)
    optimal = True
    for rung in _rungs(instance, model, net):
        optimal &= _minimise(model.solver, rung, exact)
        least = round(model.solver.Objective().Value())
        model.solver.Add(sum(rung) <= least)
    total = [v * c for v, c in zip(model.arcs, _plain_cost(net), strict=True) if c]
    total += [
        v * c
        for row, costs in zip(model.quarters, model.charge, strict=True)
        for v, c in zip(row, costs, strict=True)
        if c
    ]
    optimal &= _minimise(model.solver, total, exact)
    flow = np.array([round(v.solution_value()) for v in model.arcs], np.int64)
    person, need = decode(instance, net, found, net.split(flow), seed)
    return person, need, _relaxed_prices(instance, cover, net), optimal


def _model(instance: Instance, cover: Coverage, net: Network, engine: str) -> _Model:
    solver = pywraplp.Solver.CreateSolver(engine)
    solver.SuppressOutput()
    if engine == "HIGHS":
        solver.SetSolverSpecificParametersAsString("output_flag=false")  # else it greets on stdout
    whole = engine == "HIGHS"
    arcs = net.joined()
    make = solver.IntVar if whole else solver.NumVar
    flows = [make(0, int(c), "") for c in arcs.capacity]
    balance = [solver.Constraint(int(s), int(s)) for s in net.supply]
    for variable, tail, head in zip(flows, arcs.tail.tolist(), arcs.head.tolist(), strict=True):
        balance[tail].SetCoefficient(variable, 1)
        balance[head].SetCoefficient(variable, -1)
    model = _Model(solver, flows, [], balance, [], arcs.cost.tolist(), [])
    steps, limits = quarters(cover.freedom), net.limits
    cells_of: list[list[int]] = [[] for _ in limits.rule]
    for row, cell in zip(limits.set.tolist(), limits.cell.tolist(), strict=True):
        cells_of[row].append(cell)
    for row, cells in enumerate(cells_of):
        rule, unit = int(limits.rule[row]), int(limits.unit[row])
        room = int(cover.room[rule]) if rule >= 0 else 0
        limit = solver.Constraint(-solver.infinity(), room)
        for cell in cells:
            limit.SetCoefficient(flows[cell], 1)  # the first layer is one arc a cell
        parts, charges = [], []
        if unit >= 0:
            price = instance.weights.release * int(instance.units.weight[unit])
            for size, slope in zip(
                steps[:, unit].tolist(), instance.weights.release_slopes, strict=True
            ):
                part = make(0, size, "")
                limit.SetCoefficient(part, -1)
                parts.append(part)
                charges.append(slope * price)
        model.limits.append(limit)
        model.quarters.append(parts)
        model.charge.append(charges)
    return model


def _plain_cost(net: Network) -> list[int]:
    """Cost of every arc without the rewards."""
    return [
        c
        for name, arcs in net.layers.items()
        for c in ([0] * len(arcs) if name == "empty" else arcs.cost.tolist())
    ]


def _rungs(instance: Instance, model: _Model, net: Network) -> list[list[Any]]:
    """The variables of unfilled heads: minima by tier, then desired by tier."""
    needs = instance.needs
    count = len(needs.id)
    empty = model.arcs[len(model.arcs) - len(net.layers["empty"]) :]
    wished, short = empty[:count], empty[count:]
    tiers = sorted(set(needs.tier.tolist()))
    return [
        [rows[n] for n in np.flatnonzero(needs.tier == tier)]
        for rows in (short, wished)
        for tier in tiers
    ]


def _minimise(solver: Any, terms: list[Any], parameters: Any) -> bool:
    solver.Minimize(sum(terms))
    status = solver.Solve(parameters)
    if status not in (solver.OPTIMAL, solver.FEASIBLE):
        raise RuntimeError(f"the MIP solver ended with status {status}")
    return bool(status == solver.OPTIMAL)


def _relaxed_prices(instance: Instance, cover: Coverage, net: Network) -> Prices:
    model = _model(instance, cover, net, "GLOP")
    objective = model.solver.Objective()
    for variable, cost in zip(model.arcs, model.cost, strict=True):
        objective.SetCoefficient(variable, cost)
    for parts, costs in zip(model.quarters, model.charge, strict=True):
        for variable, cost in zip(parts, costs, strict=True):
            objective.SetCoefficient(variable, cost)
    objective.SetMinimization()
    if model.solver.Solve() != model.solver.OPTIMAL:
        raise RuntimeError("the relaxation could not be solved")
    height = np.array([round(c.dual_value()) for c in model.balance], np.int64)
    limit = np.array([round(-c.dual_value()) for c in model.limits], np.int64)
    prices = Prices(
        height[SOURCE] - height[net.first_need :],
        np.zeros(len(cover.room), np.int64),
        np.zeros(len(instance.units.id), np.int64),
    )
    is_rule = net.limits.rule >= 0
    prices.rule[net.limits.rule[is_rule]] = np.maximum(0, limit[is_rule])
    prices.unit[net.limits.unit[~is_rule]] = limit[~is_rule]
    settle(instance, cover, prices)
    return prices
