"""The plan is the lexicographic optimum, proven, and passes the independent check."""

import random
from dataclasses import replace

import numpy as np
import pytest

from luwes_planner import check, from_columns, plan_from, solve
from luwes_planner.proof.bound import proven_bound
from luwes_planner.tests.brute import best_rank
from luwes_planner.tests.instances import random_instance, tables


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_random_instances_get_the_best_plan_that_trying_all_finds(first: int) -> None:
    for seed in range(first, first + 20):
        instance = random_instance(seed)
        plan = solve(instance)
        assert plan.rank == best_rank(instance), seed
        assert plan.method == "flow"
        assert plan.optimal, seed
        assert plan.bound == plan.objective, seed
        assert check(instance, plan) == [], seed


def test_presence_sets_that_cross_still_get_the_best_plan() -> None:
    methods = set()
    for seed in range(36):
        instance = random_instance(seed, crossing=True)
        plan = solve(instance)
        methods.add(plan.method)
        assert plan.rank == best_rank(instance), seed
        assert plan.optimal, seed
        assert check(instance, plan) == [], seed
    assert methods == {"flow", "mip"}


def test_any_prices_at_all_prove_a_true_bound() -> None:
    r = random.Random(5)
    for seed in range(25):
        instance = random_instance(seed)
        plan = solve(instance)
        shaken = tuple(
            replace(p, price=max(0, p.price + r.randint(-900, 900))) for p in plan.prices
        )
        bound = proven_bound(instance, replace(plan, prices=shaken))
        assert bound is not None
        assert bound <= plan.objective, seed


def test_a_long_chain_of_dear_exchanges_is_paid_for_a_head_of_a_higher_tier() -> None:
    length, far = 40, 500
    needs = [{"need": "n00", "tier": 2}]
    needs += [{"need": f"n{i:02d}"} for i in range(1, length + 1)]
    needs = [n | {"place": n["need"]} for n in needs]
    places = [{"place": n["need"], "lat": 0, "lon": 0} for n in needs]
    places += [{"place": f"h{i:02d}", "lat": 0, "lon": 0} for i in range(1, length + 1)]
    instance = from_columns(
        **tables(
            places=places,
            units=[{"unit": "u", "place": "n00", "weight": 0}],
            people=[
                {"person": f"p{i:02d}", "unit": "u", "place": f"h{i:02d}"}
                for i in range(1, length + 1)
            ],
            needs=needs,
            travel=[
                {"from_place": f"h{i:02d}", "to_place": f"n{to:02d}", "minutes": minutes}
                for i in range(1, length + 1)
                for to, minutes in ((i - 1, 0), (i, far))
            ],
        )
    )
    plan = solve(instance)
    assert plan.unfilled_minimum == (0, 1)
    assert plan.cost.total == length * far * instance.weights.travel_minute
    assert plan.optimal


def test_a_minimum_head_of_the_last_tier_comes_before_a_desired_one_of_the_first() -> None:
    instance = from_columns(
        **tables(
            units=[{"unit": "u"}],
            people=[{"person": "p", "unit": "u"}],
            needs=[
                {"need": "first", "tier": 1, "minimum": 0, "desired": 1},
                {"need": "last", "tier": 3, "minimum": 1},
            ],
        )
    )
    plan = solve(instance)
    assert plan.assignments() == {"p": "last"}
    assert (plan.unfilled_minimum, plan.unfilled_desired) == ((0, 0, 0), (1, 0, 0))


def test_release_of_the_first_quarter_is_free_and_of_the_last_dear() -> None:
    instance = from_columns(
        **tables(
            units=[{"unit": "u", "weight": 2}],
            people=[{"person": f"p{i}", "unit": "u"} for i in range(8)],
            presence=[{"unit": "u", "minimum": 2}],
            needs=[{"need": "n", "minimum": 0, "desired": 9}],
        )
    )
    plan = solve(instance)
    # freedom 6 in quarters of 2, 1, 2, 1 people with slopes 0, 1, 3, 7
    assert plan.cost.release == 60 * 2 * (2 * 0 + 1 * 1 + 2 * 3 + 1 * 7)
    assert len(plan.pairs) == 6


def test_a_certificate_counts_to_its_last_day() -> None:
    def heads(valid_until: str) -> int:
        instance = from_columns(
            **tables(
                units=[{"unit": "u"}],
                people=[{"person": "p", "unit": "u"}],
                needs=[{"need": "n", "start": "2025-02-21", "end": "2025-02-28"}],
                skills=[
                    {"person": "p", "competency": "selam", "level": 2, "valid_until": valid_until}
                ],
                need_skills=[{"need": "n", "competency": "selam", "level": 2}],
            )
        )
        return len(solve(instance).pairs)

    assert heads("2025-02-27") == 1
    assert heads("2025-02-26") == 0


def test_an_instance_without_needs_or_people_has_an_empty_plan() -> None:
    instance = from_columns(**tables(units=[], people=[], needs=[]))
    plan = solve(instance)
    assert plan.pairs == ()
    assert plan.optimal
    assert check(instance, plan) == []


def test_progress_is_told_from_start_to_end() -> None:
    told: list[tuple[str, float]] = []
    solve(random_instance(1), progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert told[-1] == ("done", 1.0)


def test_a_plan_kept_elsewhere_measures_the_same() -> None:
    instance = random_instance(3)
    plan = solve(instance)
    again = plan_from(instance, plan.assignments())
    assert (again.pairs, again.cost, again.rank) == (plan.pairs, plan.cost, plan.rank)
    assert check(instance, again) == []


def test_the_seed_changes_who_but_never_how_good() -> None:
    instance = from_columns(
        **tables(
            units=[{"unit": "u"}],
            people=[{"person": f"p{i}", "unit": "u"} for i in range(30)],
            needs=[{"need": "n", "minimum": 3}],
        )
    )
    plans = [solve(instance, seed=seed) for seed in range(4)]
    assert len({plan.rank for plan in plans}) == 1
    assert len({tuple(plan.assignments()) for plan in plans}) > 1
    assert solve(instance, seed=2) == plans[2]
    assert np.unique([len(plan.pairs) for plan in plans]).tolist() == [3]


def test_out_of_time_a_plan_keeps_all_rules_and_tells_its_gap() -> None:
    gaps = []
    for seed in range(40):
        instance = random_instance(seed)
        hasty, best = solve(instance, seconds=0), solve(instance)
        assert check(instance, hasty) == [], seed
        assert hasty.gap is not None
        assert hasty.bound is not None
        assert hasty.bound <= best.objective <= hasty.objective, seed
        assert hasty.optimal == (hasty.gap == 0) or not hasty.optimal, seed
        gaps.append(hasty.gap)
    assert max(gaps) > 0
