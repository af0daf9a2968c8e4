"""Scenarios on one population: the same as each solved alone."""

import random

import numpy as np
import pytest

from luwes_planner import Instance, check, from_columns, solve
from luwes_planner.scenarios import CannotShare, Population, Scenario, solve_scenarios
from luwes_planner.tests.instances import random_columns


def a_population(seed: int) -> Instance:
    """A random instance without pins, single exclusions and pairs to keep; its needs are `n…`."""
    columns = random_columns(seed)
    never = [i for i, need in enumerate(columns["rules"]["need"]) if need is None]
    columns["rules"] = {k: [v[i] for i in never] for k, v in columns["rules"].items()}
    columns["keep"] = {"person": [], "need": []}
    return from_columns(**columns)


def a_scenario(instance: Instance, seed: int) -> Scenario:
    r = random.Random(seed)
    count = r.randint(1, 4)

    def column(low: int, high: int) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([r.randint(low, high) for _ in range(count)], np.int64)

    minimum = column(0, 2)
    return Scenario(
        like=column(0, len(instance.needs.id) - 1),
        place=column(0, len(instance.places.id) - 1),
        tier=column(1, 3),
        minimum=minimum,
        desired=minimum + column(0, 2),
        max_minutes=np.array([r.choice([-1, -1, 60, 120]) for _ in range(count)], np.int64),
    )


def test_a_scenario_comes_out_as_if_it_were_solved_alone() -> None:
    for seed in range(80):
        population = Population(a_population(seed))
        for number in range(3):
            scenario = a_scenario(population.instance, 100 * seed + number)
            alone = solve(population.instance_of(scenario))
            plan, outcome = population.plan(scenario), population.solve(scenario)
            assert plan.rank == alone.rank, (seed, number)
            assert check(plan.instance, plan) == [], (seed, number)
            assert plan.optimal
            assert outcome.cost == alone.cost.total
            assert outcome.short_minimum.sum() == sum(alone.unfilled_minimum)
            assert outcome.short_desired.sum() == sum(alone.unfilled_desired)


def test_two_processes_find_the_same_in_the_same_order() -> None:
    population = Population(a_population(7))
    scenarios = [a_scenario(population.instance, n) for n in range(40)]
    one, two = (solve_scenarios(population, scenarios, processes=p) for p in (1, 2))
    assert len(one) == len(two) == 40
    for a, b in zip(one, two, strict=True):
        for name, value in vars(a).items():
            assert np.array_equal(value, getattr(b, name)), name


def test_what_can_not_be_shared_is_said() -> None:
    columns = random_columns(3)
    person, need = columns["people"]["person"][0], columns["needs"]["need"][0]
    columns["keep"] = {"person": [person], "need": [need]}
    with pytest.raises(CannotShare, match="pairs to keep"):
        Population(from_columns(**columns))
