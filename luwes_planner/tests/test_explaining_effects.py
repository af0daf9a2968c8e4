"""What one more or one less would do, told at once, is what solving again gives: at both ends."""

import random

import numpy as np
import pytest

from luwes_planner import (
    Difference,
    Plan,
    ShadowPrice,
    effect_of_minimum,
    effect_of_person,
    from_columns,
    shadow_prices,
    solve,
)
from luwes_planner.explain.again import difference, solved_again, with_minimum
from luwes_planner.explain.difference import ladder_for
from luwes_planner.explain.residual import residual_of
from luwes_planner.tests.changing import (
    added,
    changed,
    newcomer,
    rank_of,
    ranks_apart,
    ruled,
    servable_columns,
    solved,
)
from luwes_planner.tests.instances import Columns, random_instance, tables

SEEDS = range(70)


def planned(seed: int) -> tuple[Columns, Plan]:
    columns = servable_columns(seed)
    plan = solved(columns)
    assert plan is not None
    assert residual_of(plan.instance, plan) is not None
    return columns, plan


def rules_of(columns: Columns) -> list[tuple[int, str, str | None, int]]:
    table = columns["presence"]
    rows = zip(table["unit"], table["group"], table["minimum"], strict=True)
    return [(row, unit, group, minimum) for row, (unit, group, minimum) in enumerate(rows)]


def in_points(plan: Plan, rank: tuple[int, ...] | None) -> int | None:
    if rank is None:
        return None
    top = len(plan.unfilled_minimum)
    return Difference(rank[:top], rank[top:-1], rank[-1]).points(plan.ladder)


def test_a_minimum_one_lower_or_higher_changes_the_plan_as_said() -> None:
    felt = {-1: 0, 1: 0}
    refused = 0
    for seed in SEEDS:
        columns, plan = planned(seed)
        for row, unit, group, minimum in rules_of(columns):
            for by in (-1, 1):
                if minimum + by < 0:
                    continue
                told = effect_of_minimum(plan, unit, group, by)
                other = solved(changed(columns, "presence", "minimum", row, by))
                assert rank_of(told) == ranks_apart(plan, other), (seed, unit, group, by)
                refused += told is None
                felt[by] += told is not None and (told.is_better if by < 0 else told.is_worse)
    assert min(felt.values()) > 20
    assert refused > 2


def test_one_more_person_changes_the_plan_as_said() -> None:
    better = 0
    for seed in SEEDS:
        columns, plan = planned(seed)
        r = random.Random(seed)
        held = {c: r.randint(1, 4) for c in plan.instance.competencies if r.random() < 0.5}
        place, group = r.choice("abc"), r.choice(plan.instance.groups)
        told = effect_of_person(plan, held, place, group)
        other = solved(newcomer(columns, held.items(), place, group))
        assert told.rank == ranks_apart(plan, other)
        better += told.is_better
    assert better > 20


def test_one_more_person_of_any_group_is_worth_what_the_best_group_is() -> None:
    for seed in SEEDS[:40]:
        columns, plan = planned(seed)
        held = dict.fromkeys(plan.instance.competencies, 3)
        others = [
            ranks_apart(plan, solved(newcomer(columns, held.items(), "a", group)))
            for group in plan.instance.groups
        ]
        assert effect_of_person(plan, held, "a").rank == min(r for r in others if r is not None)


def test_somebody_free_on_some_days_only_helps_needs_within_them() -> None:
    columns = tables(
        units=[{"unit": "u"}], people=[{"person": "p", "unit": "u"}], needs=[{"need": "n", "minimum": 3}]
    )  # fmt: skip
    plan = solve(from_columns(**columns))
    start = int(plan.instance.needs.start[0])
    assert effect_of_person(plan, {}, "a", days=(start, start + 7)).rank == (-1, 0, 0)
    assert effect_of_person(plan, {}, "a", days=(start, start + 6)).rank == (0, 0, 0)


def by_solving(columns: Columns, plan: Plan, row: ShadowPrice) -> tuple[int | None, int | None]:
    """`lose_one` and `gain_one` of one line."""
    if row.kind == "competency":
        assert row.level is not None
        skills = [(row.id, row.level)]
        others = [
            solved(newcomer(columns, skills, row.place, group)) for group in plan.instance.groups
        ]
        found = [ranks_apart(plan, other) for other in others]
        return None, in_points(plan, min(rank for rank in found if rank is not None))
    if row.kind == "presence":
        at = next(r for r, u, g, _ in rules_of(columns) if (u, g or "") == (row.id, row.group))
        higher = solved(changed(columns, "presence", "minimum", at, 1))
        lower = None
        if columns["presence"]["minimum"][at]:
            lower = solved(changed(columns, "presence", "minimum", at, -1))
        ends = (ranks_apart(plan, higher), ranks_apart(plan, lower) if lower else None)
        return in_points(plan, ends[0]), in_points(plan, ends[1])
    return of_a_need(columns, plan, row.id)


def of_a_need(columns: Columns, plan: Plan, need: str) -> tuple[int | None, int | None]:
    """One more head asked of it; one more person who can only go there."""
    at = columns["needs"]["need"].index(need)
    heads = sum(pair.need == need for pair in plan.pairs)
    more = changed(columns, "needs", "desired", at, 1)
    if heads <= columns["needs"]["minimum"][at]:
        more = changed(more, "needs", "minimum", at, 1)
    place = columns["needs"]["place"][at]
    asked = columns["need_skills"]
    skills = [
        (c, level)
        for n, c, level in zip(asked["need"], asked["competency"], asked["level"], strict=True)
        if n == need
    ]
    group = (columns["needs"]["groups"][at] or plan.instance.groups[0]).split(";")[0]
    with_one = newcomer(columns, skills, place, group)
    if "travel" in with_one:  # from a place of their own, at no distance
        here = {"place": "~", "lat": 0, "lon": 0}
        way = {"from_place": "~", "to_place": place, "minutes": 0}
        with_one = added(with_one, places=here, travel=way)
        with_one["people"]["place"][-1] = "~"
    elsewhere = [("~", n, "exclude") for n in columns["needs"]["need"] if n != need]
    gained = ranks_apart(plan, solved(ruled(with_one, *elsewhere)))
    lost = ranks_apart(plan, solved(more)) if heads else None
    return in_points(plan, lost), in_points(plan, gained)


def test_shadow_prices_are_what_solving_again_gives_at_both_ends() -> None:
    seen = {"need": 0, "presence": 0, "competency": 0}
    intervals = 0
    for seed in SEEDS[:40]:
        columns, plan = planned(seed)
        for row in shadow_prices(plan):
            lose, gain = by_solving(columns, plan, row)
            assert (row.lose_one, row.gain_one) == (lose, -(gain or 0)), (seed, row)
            seen[row.kind] += 1
            intervals += row.lose_one is not None and row.lose_one != row.gain_one
    assert min(seen.values()) > 20
    assert intervals > 20


def test_what_has_no_line_has_no_price() -> None:
    looked_at = 0
    for seed in SEEDS[40:]:
        columns, plan = planned(seed)
        told = {(row.kind, row.id, row.group) for row in shadow_prices(plan)}
        for _, unit, group, _minimum in rules_of(columns):
            if ("presence", unit, group or "") in told:
                continue
            blank = ShadowPrice("presence", unit, group or "", None, "", 0, 0)
            lose, gain = by_solving(columns, plan, blank)
            assert (lose or 0) == 0
            assert (gain or 0) == 0
            looked_at += 1
    assert looked_at > 10


def test_where_sets_cross_it_is_solved_again_and_there_are_no_prices() -> None:
    crossed = 0
    for seed in range(12):
        instance = random_instance(seed, crossing=True)
        plan = solve(instance)
        if residual_of(instance, plan) is not None:
            continue
        crossed += 1
        assert shadow_prices(plan) == ()
        rules = instance.presence
        unit = instance.units.id[rules.unit[0]]
        group = instance.groups[rules.group[0]] if rules.group[0] >= 0 else None
        other = difference(plan, solved_again(with_minimum(instance, 0, 1)))
        assert effect_of_minimum(plan, unit, group, 1) == other
        skills = dict.fromkeys(instance.competencies, 4)
        assert not effect_of_person(plan, skills, "a").is_worse
    assert crossed > 3


def test_nothing_unknown_and_no_minimum_below_zero() -> None:
    columns = tables(
        units=[{"unit": "u"}],
        people=[{"person": "p", "unit": "u"}],
        needs=[{"need": "n"}],
        presence=[{"unit": "u", "minimum": 0}],
    )
    plan = solve(from_columns(**columns))
    for missing in (("v", None), ("u", "umum")):
        with pytest.raises(KeyError):
            effect_of_minimum(plan, *missing)
    with pytest.raises(ValueError, match="-1"):
        effect_of_minimum(plan, "u")
    with pytest.raises(KeyError):
        effect_of_person(plan, {"terbang": 1}, "a")


@pytest.mark.parametrize("tiers", [1, 2, 3, 7, 20])
def test_any_two_rungs_can_be_told_from_their_difference(tiers: int) -> None:
    ladder = ladder_for(tiers, 1000)
    assert (np.diff(ladder.reward) > 0).all()
    for lost in range(2 * tiers + 1):
        for filled in range(2 * tiers + 1):
            value = int(ladder.reward[lost] - ladder.reward[filled]) * ladder.step - 1000
            if lost == filled:
                continue
            told = ladder.difference(value)
            assert told.points(1) == lost - filled - 1000
            assert sum(map(abs, told.minimum + told.desired)) == (lost > 0) + (filled > 0)
