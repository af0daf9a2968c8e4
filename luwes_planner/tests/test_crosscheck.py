"""The optimum once more, by formulations and solvers that share nothing with the planner's.

A variable or an arc for every pair of a person and a need, straight from the columns: the long way
round, which the planner never takes (`bench.peers`).
"""

from typing import Any

import numpy as np
import pytest

from bench.peers.factored import factored_network
from bench.peers.flows import cheapest, rungs_by_most_heads
from bench.peers.linear import PairLP
from bench.peers.pairs import allowed_pairs
from bench.planner_instances import province
from luwes_planner import Instance, check, from_columns, plan_from, solve
from luwes_planner.model.flow import solve_flow
from luwes_planner.tests.instances import tables


def with_rules(people: int, needs: int, heads: int, seed: int, *, pins: int) -> Instance:
    """A province with pairs to keep (some of them not allowed), exclusions that bite, and pins."""
    rng = np.random.default_rng(seed)
    columns: dict[str, Any] = {
        name: table.to_dict() for name, table in province(people, needs, heads, seed).items()
    }
    plain = from_columns(**columns)
    chosen = list(solve(plain).assignments().items())
    barred = [chosen[i] for i in rng.permutation(len(chosen))[:3]]
    upside_down = columns | {"needs": columns["needs"] | {"tier": 5 - columns["needs"]["tier"]}}
    other = list(solve(from_columns(**upside_down)).assignments().items())
    pinned = [pair for pair in other if pair not in barred][:pins]  # of one plan: possible together
    rows = [(p, n, "exclude") for p, n in barred] + [(p, n, "pin") for p, n in pinned]
    anyone = zip(
        plain.people.id.at(rng.integers(0, people, 25)).to_list(),
        plain.needs.id.at(rng.integers(0, needs, 25)).to_list(),
        strict=True,
    )
    keep = sorted({*anyone, *(other[i] for i in rng.permutation(len(other))[: len(other) // 2])})
    return from_columns(
        **columns,
        rules=dict(zip(("person", "need", "rule"), map(list, zip(*rows, strict=True)), strict=True)),
        keep=dict(zip(("person", "need"), map(list, zip(*keep, strict=True)), strict=True)),
        weights={"change": int(rng.choice([50, 200, 2000]))},
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_an_lp_with_a_variable_a_pair_finds_the_same_optimum_and_rungs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, needs = int(rng.integers(150, 400)), int(rng.integers(20, 40))
    instance = with_rules(people, needs, people // 3, seed, pins=seed % 3)
    plan = solve(instance)
    pairs = allowed_pairs(instance)
    assert PairLP(instance, pairs).solve_with(plan.ladder) == plan.objective == plan.bound
    assert PairLP(instance, pairs).solve_by_rungs() == plan.rank
    assert check(instance, plan) == []


def test_a_network_with_a_node_a_person_finds_the_same_objective(long_form: bool) -> None:
    size = (30_000, 300, 3_000) if long_form else (6_000, 60, 600)
    instance = with_rules(*size, seed=3, pins=0)
    plan, pairs = solve(instance), allowed_pairs(instance)
    objective, chosen = cheapest(instance, pairs, plan.ladder)
    assert objective == plan.objective == plan.bound
    who = instance.people.id.at(pairs.person[chosen]).to_list()
    where = instance.needs.id.at(pairs.need[chosen]).to_list()
    other = plan_from(instance, dict(zip(who, where, strict=True)))
    assert other.rank == plan.rank
    assert check(instance, other) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_fills_more_heads_of_any_rung_and_those_before(seed: int) -> None:
    instance = with_rules(1_200, 40, 400, seed, pins=0)
    plan = solve(instance)
    rungs = rungs_by_most_heads(instance, allowed_pairs(instance))
    assert rungs == (*plan.unfilled_minimum, *plan.unfilled_desired)
    assert sum(rungs)


def a_chain(length: int, far: int) -> Instance:
    """`length` people, each near one need and far from the next; the first need is of tier 2.

    To serve all needs of tier 1 everybody must go the far way.
    """
    needs = [{"need": f"n{i:02d}", "place": f"n{i:02d}"} for i in range(length + 1)]
    homes = [f"h{i:02d}" for i in range(1, length + 1)]
    return from_columns(
        **tables(
            places=[
                {"place": p, "lat": 0, "lon": 0} for p in [*homes, *(n["need"] for n in needs)]
            ],
            units=[{"unit": "u", "place": "n00", "weight": 0}],
            people=[{"person": f"p{h}", "unit": "u", "place": h} for h in homes],
            needs=[needs[0] | {"tier": 2}, *needs[1:]],
            travel=[
                {"from_place": f"h{i:02d}", "to_place": f"n{to:02d}", "minutes": minutes}
                for i in range(1, length + 1)
                for to, minutes in ((i - 1, 0), (i, far))
            ],
        )
    )


@pytest.mark.parametrize(("steps", "is_enough"), [(16, False), (None, True)])
def test_a_ladder_of_sixteen_dearest_costs_gives_up_a_head_of_a_higher_tier(
    steps: int | None, is_enough: bool
) -> None:
    instance = a_chain(length=20, far=500)
    plan, net = solve(instance), factored_network(instance)
    assert plan.unfilled_minimum == (0, 1)
    dearest = 500 * instance.weights.travel_minute
    assert plan.ladder == net.ladder == 1 + net.nodes * dearest
    if steps:
        net.layers["empty"].cost[:] = net.layers["empty"].cost // net.ladder * steps * dearest
    flow = net.split(solve_flow(net).flow)
    empty = np.flatnonzero(flow["empty"])
    lacking = net.layers["empty"].head[empty] - net.first_need
    assert (instance.needs.tier[lacking] == 2).all() == is_enough
    assert len(lacking) == 1
