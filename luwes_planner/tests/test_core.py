"""The general sum: as cheap as trying all finds, proven by its prices; bad input refused clearly."""

import doctest
import itertools
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from luwes_planner import core
from luwes_planner.engine.highs import OPEN, Programme, Rows


def random_problem(seed: int, most: int = 2) -> core.Problem:
    r = random.Random(seed)
    classes, quotas, demands = r.randint(1, 3), r.randint(0, 3), r.randint(1, 3)
    parent = [r.randint(-1, i - 1) for i in range(quotas)]
    steps = [(q, r.randint(0, most), r.randint(-3, 9)) for q in range(quotas) for _ in range(2)]
    steps.sort(key=lambda s: (s[0], s[2]))
    minimum = [r.randint(0, most) for _ in range(demands)]
    wished = [r.randint(-4, 20) for _ in range(demands)]
    pairs = [(s, d) for s in range(classes) for d in range(demands) if r.random() < 0.7]
    return core.Problem(
        core.Supplies(
            count=[r.randint(0, most) for _ in range(classes)],
            quota=[r.randint(-1, quotas - 1) for _ in range(classes)],
        ),
        core.Quotas(parent, *([s[i] for s in steps] for i in range(3))),
        core.Demands(
            minimum,
            [m + r.randint(0, 2) for m in minimum],
            [w + r.randint(0, 30) for w in wished],
            wished,
        ),
        core.Ways([s for s, _ in pairs], [d for _, d in pairs], [r.randint(-5, 15) for _ in pairs]),
    )


def costs(problem: core.Problem) -> Iterator[int]:
    """The cost of every allocation there is."""
    supplies, quotas, demands, ways = (
        problem.supplies, problem.quotas, problem.demands, problem.ways
    )  # fmt: skip
    within = [set[int]() for _ in quotas.parent]
    for s, quota in enumerate(supplies.quota.tolist()):
        while quota >= 0:
            within[quota].add(s)
            quota = int(quotas.parent[quota])
    steps = [
        [c for q, n, c in zip(quotas.of, quotas.size, quotas.cost, strict=True) if q == i for _ in range(n)]
        for i in range(len(within))
    ]  # fmt: skip
    most = np.minimum(supplies.count[ways.supply], demands.desired[ways.demand]).tolist()
    for amounts in itertools.product(*(range(m + 1) for m in most)):
        out = np.bincount(ways.supply, amounts, len(supplies.count)).astype(int)
        got = np.bincount(ways.demand, amounts, len(demands.desired)).astype(int)
        taken = [sum(int(out[s]) for s in inside) for inside in within]
        if (out > supplies.count).any() or (got > demands.desired).any():
            continue
        if any(n > len(row) for n, row in zip(taken, steps, strict=True)):
            continue
        short = np.maximum(0, demands.minimum - got)
        wished = demands.desired - np.maximum(got, demands.minimum)
        yield (
            int((ways.cost * amounts).sum())
            + int((short * demands.missed_minimum + wished * demands.missed_desired).sum())
            + sum(sum(row[:n]) for n, row in zip(taken, steps, strict=True))
        )


def test_random_problems_cost_what_trying_all_finds_and_prices_prove_it() -> None:
    for seed in range(150):
        problem = random_problem(seed)
        answer = core.allocate(problem)
        assert answer.cost == min(costs(problem)), seed
        assert core.bound(problem, answer.prices) == answer.cost, seed


def test_large_random_problems_cost_what_an_integer_programme_finds() -> None:
    for seed in range(15):
        problem = random_problem(1000 + seed, most=40)
        answer = core.allocate(problem)
        assert answer.cost == by_programme(problem), seed
        assert core.bound(problem, answer.prices) == answer.cost, seed


def by_programme(problem: core.Problem) -> int:
    """The same sum, written down anew for HiGHS."""
    supplies, quotas, demands, ways = (
        problem.supplies, problem.quotas, problem.demands, problem.ways
    )  # fmt: skip
    w, s, d = len(ways.cost), len(quotas.of), len(demands.desired)
    most = np.r_[np.full(w, 10**6), quotas.size, demands.desired - demands.minimum, demands.minimum]
    cost = np.r_[ways.cost, quotas.cost, demands.missed_desired, demands.missed_minimum]
    rows: list[tuple[float, float, dict[int, int]]] = []
    for i, count in enumerate(supplies.count.tolist()):
        rows.append((-OPEN, count, dict.fromkeys(np.flatnonzero(ways.supply == i).tolist(), 1)))
    for i, desired in enumerate(demands.desired.tolist()):
        entries = dict.fromkeys(np.flatnonzero(ways.demand == i).tolist(), 1)
        rows.append((desired, desired, entries | {w + s + i: 1, w + s + d + i: 1}))
    for i in range(len(quotas.parent)):
        entries = dict.fromkeys((w + np.flatnonzero(quotas.of == i)).tolist(), -1)
        for way, supply in enumerate(ways.supply.tolist()):
            quota = int(supplies.quota[supply])
            while quota >= 0:
                if quota == i:
                    entries[way] = 1
                quota = int(quotas.parent[quota])
        rows.append((0, 0, entries))
    starts = np.cumsum([0, *(len(e) for _, _, e in rows)])[:-1]
    columns = np.array([c for _, _, e in rows for c in e])
    values = np.array([v for _, _, e in rows for v in e.values()])
    low, high = np.array([r[0] for r in rows], float), np.array([r[1] for r in rows], float)
    found = Programme(most, Rows(low, high, starts, columns, values)).minimise(cost, None, None)
    assert found.proven
    return int((found.point * cost).sum())


def test_any_prices_at_all_prove_a_true_bound() -> None:
    r = np.random.default_rng(3)
    for seed in range(40):
        problem = random_problem(seed)
        answer = core.allocate(problem)
        prices = core.Prices(
            answer.prices.demand + r.integers(-9, 9, len(answer.prices.demand)),
            answer.prices.quota + r.integers(-9, 9, len(answer.prices.quota)),
        )
        assert core.bound(problem, prices) <= answer.cost, seed


def test_the_worked_example_is_true() -> None:
    failed, tried = doctest.testmod(core)
    assert (failed, tried) == (0, 6)


def a_problem(**changes: Any) -> core.Problem:
    columns: dict[str, Any] = {
        "count": [2], "quota": [0], "parent": [-1], "of": [0, 0], "size": [1, 1], "step": [0, 5],
        "minimum": [1], "desired": [2], "missed_minimum": [9], "missed_desired": [3],
        "supply": [0], "demand": [0], "cost": [1],
    } | changes  # fmt: skip
    c = columns
    return core.Problem(
        core.Supplies(c["count"], c["quota"]),
        core.Quotas(c["parent"], c["of"], c["size"], c["step"]),
        core.Demands(c["minimum"], c["desired"], c["missed_minimum"], c["missed_desired"]),
        core.Ways(c["supply"], c["demand"], c["cost"]),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"step": [5, 0]}, "quota 0: a step at 0 follows one at 5; costs of steps must not fall"),
        ({"missed_desired": [10]}, "demand 0: missed_desired is above missed_minimum"),
        ({"count": [-1]}, "count is negative at 0"),
        ({"desired": [0]}, "desired is below minimum at 0"),
        ({"quota": [1]}, "supplies.quota is 1 at 0, expected -1 to 0"),
        ({"parent": [0]}, "quota 0 lies within itself"),
        ({"cost": [1, 2]}, "columns of Ways differ in length: {'supply': 1, 'demand': 1, 'cost': 2}"),
        ({"cost": [0.5]}, "cost holds float64, expected whole numbers"),
    ],
)  # fmt: skip
def test_what_is_not_a_problem_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError) as refused:
        a_problem(**changes)
    assert str(refused.value) == words


def test_costs_too_large_for_64_bits_are_refused() -> None:
    with pytest.raises(OverflowError):
        core.allocate(a_problem(cost=[2**61]))
