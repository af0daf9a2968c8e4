"""Why one person and not another: each number and name is what solving or exchanging gives."""

import copy

import pytest

from luwes_planner import (
    CannotPin,
    Plan,
    WhyNot,
    check,
    from_columns,
    plan_from,
    reshaped,
    shortages,
    solve,
    swaps,
    why,
    why_not,
    why_short,
)
from luwes_planner.explain.residual import residual_of
from luwes_planner.tests.changing import (
    rank_of,
    ranks_apart,
    ruled,
    servable_columns,
    solved,
)
from luwes_planner.tests.instances import Columns, random_instance


def planned(seed: int) -> tuple[Columns, Plan]:
    columns = servable_columns(seed)
    plan = solved(columns)
    assert plan is not None
    assert residual_of(plan.instance, plan) is not None
    return columns, plan


def test_without_a_pair_the_plan_is_worse_by_what_is_said_and_who_is_named_comes() -> None:
    worse, named, nobody = 0, 0, 0
    for seed in range(90):
        columns, plan = planned(seed)
        for pair in plan.pairs:
            told = why(plan, pair.person)
            without = (pair.person, pair.need, "exclude")
            other = solved(ruled(columns, without))
            assert other is not None
            assert rank_of(told.without) == ranks_apart(plan, other), (seed, pair)
            worse += told.without is not None and told.without.is_worse
            nobody += told.replaced_by == ()
            for name in told.replaced_by:
                assert plan.assignments().get(name) != pair.need
                with_it = solved(ruled(columns, without, (name, pair.need, "pin")))
                assert with_it is not None
                assert with_it.rank == other.rank, (seed, pair, name)
                named += 1
    assert min(worse, named, nobody) > 20


def test_a_person_forced_to_a_need_costs_what_is_said_and_who_is_named_leaves() -> None:
    seen = {"rule": 0, "pins": 0, "better elsewhere": 0, "equal": 0, "named": 0, "serving": 0}
    for seed in range(60):
        columns, plan = planned(seed)
        for person in plan.instance.people.id:
            for need in plan.instance.needs.id:
                told = why_not(plan.instance, plan, person, need)
                assert told.leaves == plan.assignments().get(person, "")
                _count(seen, told)
                pins = (person, need, "pin")
                if told.obstacles:
                    continue
                other = solved(ruled(columns, pins))
                assert rank_of(told.difference) == ranks_apart(plan, other), (seed, person, need)
                if told.displaced:
                    assert plan.assignments()[told.displaced] == need
                    out = (told.displaced, need, "exclude")
                    again = solved(ruled(columns, pins, out))
                    assert again is not None
                    assert other is not None
                    assert again.rank == other.rank, (seed, person, need, told.displaced)
    assert min(seen.values()) > 2, seen


def _count(seen: dict[str, int], told: WhyNot) -> None:
    rules = {o.rule for o in told.obstacles}
    seen["rule"] += bool(rules - {"pins"})
    seen["pins"] += rules == {"pins"}
    seen["named"] += told.displaced != ""
    seen["serving"] += not rules and told.leaves not in ("", told.need)
    if told.difference is not None:
        seen["better elsewhere" if told.difference.is_worse else "equal"] += 1


def test_obstacles_are_told_where_and_only_where_a_pin_is_refused() -> None:
    for seed in range(25):
        columns, plan = planned(seed)
        pinned = {
            p for p, r in zip(columns["rules"]["person"], columns["rules"]["rule"], strict=True)
            if r == "pin"
        }  # fmt: skip
        barred = set(zip(columns["rules"]["person"], columns["rules"]["need"], strict=True))
        for person in set(plan.instance.people.id) - pinned:
            for need in plan.instance.needs.id:
                if {(person, need), (person, None)} & barred:
                    continue
                told = why_not(plan.instance, plan, person, need)
                instance = from_columns(**ruled(columns, (person, need, "pin")))
                if not told.obstacles:
                    solve(instance)
                    continue
                with pytest.raises(CannotPin):
                    solve(instance)


def test_the_best_exchanges_are_those_found_by_trying_all() -> None:
    exchanged = {"home": 0, "serving": 0}
    for seed in range(60):
        instance = random_instance(seed)
        plan = solve(instance)
        serving = plan.assignments()
        rules = instance.rules
        pinned = {instance.people.id[p] for p in rules.person[rules.is_pin]}
        for person, need in serving.items():
            if person in pinned:
                continue
            costs = {}
            for other in set(instance.people.id) - pinned - {person}:
                changed = serving | {other: need}
                if other not in serving:
                    del changed[person]
                elif serving[other] == need:
                    continue
                else:
                    changed[person] = serving[other]
                swapped = plan_from(instance, changed)
                if not check(instance, swapped):
                    costs[other] = swapped.cost.total - plan.cost.total
            told = swaps(plan, person, 99)
            assert {s.person: s.difference for s in told} == costs, (seed, person)
            assert [s.difference for s in told] == sorted(costs.values())
            assert swaps(plan, person, 2) == told[:2]
            for swap in told:
                assert swap.need == serving.get(swap.person, "")
                exchanged["serving" if swap.need else "home"] += 1
    assert min(exchanged.values()) > 30


def test_a_plan_that_is_not_the_best_is_explained_by_solving_again() -> None:
    looked_at = 0
    for seed in range(30):
        columns, plan = planned(seed)
        if len(plan.pairs) < 2:
            continue
        rest = dict(list(plan.assignments().items())[1:])
        worse = plan_from(plan.instance, rest)
        if worse.rank == plan.rank or any("pin" in r for r in columns["rules"]["rule"]):
            continue
        assert residual_of(plan.instance, worse) is None
        person, need = next(iter(rest.items()))
        other = solved(ruled(columns, (person, need, "exclude")))
        assert rank_of(why(worse, person).without) == ranks_apart(worse, other)
        assert why_short(plan.instance, worse, need).cut is None
        looked_at += 1
    assert looked_at > 5


def test_the_same_plan_from_elsewhere_is_explained_alike() -> None:
    for seed in range(30):
        _, plan = planned(seed)
        same = plan_from(plan.instance, plan.assignments())
        for pair in plan.pairs:
            assert why(same, pair.person) == why(plan, pair.person)


def test_a_cut_says_how_many_heads_its_needs_can_have_at_most() -> None:
    cuts, several = 0, 0
    for seed in range(90):
        columns = servable_columns(seed, pins=False)
        plan = solve(from_columns(**columns))
        for short in shortages(plan.instance, plan, cuts=True).values():
            cut = short.cut
            assert cut is not None
            assert short.need in cut.needs
            assert not cut.pinned
            assert cut.heads == cut.serving + sum(b.sent for b in cut.rules)
            assert all(b.present - b.minimum == b.sent or not b.sent for b in cut.rules)
            assert cut.heads == sum(p.need in cut.needs for p in plan.pairs)
            assert cut.heads == _most_heads(columns, cut.needs), (seed, cut)
            cuts += 1
            several += len(cut.needs) > 1
    assert min(cuts, several) > 20


def _most_heads(columns: Columns, needs: tuple[str, ...]) -> int:
    """How many heads these needs can have together when only they count."""
    only = copy.deepcopy(columns)
    table = only["needs"]
    for row, need in enumerate(table["need"]):
        table["tier"][row] = 1
        wanted = table["desired"][row] + 5 if need in needs else 0
        table["minimum"][row] = table["desired"][row] = wanted
    best = solved(only)
    assert best is not None
    return len(best.pairs)


def test_with_pins_a_cut_still_adds_up() -> None:
    pinned = 0
    for seed in range(90):
        _, plan = planned(seed)
        for short in shortages(plan.instance, plan, cuts=True).values():
            cut = short.cut
            assert cut is not None
            assert cut.heads == cut.serving + sum(b.sent for b in cut.rules) - cut.pinned
            pinned += cut.pinned > 0
    assert pinned > 3


def test_one_more_who_is_able_fills_a_head_that_is_short() -> None:
    filled = 0
    for seed in range(100):
        _, plan = planned(seed)
        for short in shortages(plan.instance, plan, cuts=True).values():
            assert short.gain_one is not None
            assert short.gain_one.is_better
            filled += sum(short.gain_one.minimum) < 0
    assert filled > 20


def test_a_reshaped_plan_is_what_solving_with_the_rules_gives() -> None:
    moved, refused = 0, 0
    for seed in range(60):
        columns, plan = planned(seed)
        for pair in list(plan.pairs)[:2]:
            _other, change = reshaped(plan, exclusions=[(pair.person, pair.need)])
            again = solved(ruled(columns, (pair.person, pair.need, "exclude")))
            assert again is not None
            # what is kept differs between the two: all rungs are equal, the cost without change
            assert change.rank[:-1] == ranks_apart(plan, again)[:-1], (seed, pair)  # type: ignore[index]
            moved += 1
        home = next((p for p in plan.instance.people.id if p not in plan.assignments()), None)
        need = plan.instance.needs.id[0]
        if home is None:
            continue
        try:
            other, _change = reshaped(plan, pins=[(home, need)])
        except CannotPin:
            refused += 1
        else:
            assert other.assignments()[home] == need
    assert min(moved, refused) > 5


def test_reshaping_without_need_moves_nobody() -> None:
    for seed in range(40):
        _columns, plan = planned(seed)
        if not plan.pairs:
            continue
        pair = plan.pairs[0]
        other, change = reshaped(plan, pins=[(pair.person, pair.need)], seed=seed + 1)
        if not plan.cost.change:
            assert other.assignments() == plan.assignments()
            assert not change.is_worse
