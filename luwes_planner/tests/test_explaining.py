"""What an explanation says is true: solving again, or exchanging by hand, gives its numbers."""

from typing import Any

import pytest

from luwes_planner import (
    CannotPin,
    Instance,
    check,
    from_columns,
    plan_from,
    releases,
    shortages,
    solve,
    why,
    why_not,
    why_short,
)
from luwes_planner.explain.shortage import Below
from luwes_planner.tests.instances import random_columns, random_instance, tables


def with_rule(columns: dict[str, Any], person: str, need: str, rule: str) -> Instance:
    """The instance of these columns with one more rule, the person's pins dropped."""
    rules = columns["rules"]
    rows = [
        row
        for row in zip(rules["person"], rules["need"], rules["rule"], strict=True)
        if not (row[0] == person and row[2] == "pin") and row[:2] != (person, need)
    ]
    names = ("person", "need", "rule")
    changed = dict(
        zip(names, map(list, zip(*rows, (person, need, rule), strict=True)), strict=True)
    )
    return from_columns(**{**columns, "rules": changed})


def unpinned(seed: int) -> dict[str, Any]:
    columns: dict[str, Any] = random_columns(seed)
    rules = columns["rules"]
    stay = [i for i, rule in enumerate(rules["rule"]) if rule != "pin"]
    columns["rules"] = {name: [values[i] for i in stay] for name, values in rules.items()}
    return columns


def test_without_somebody_the_plan_is_worse_by_what_is_said() -> None:
    explained = 0
    for seed in range(12):
        columns = unpinned(seed)
        instance = from_columns(**columns)
        plan = solve(instance)
        for pair in plan.pairs[:2]:
            told = why(plan, pair.person)
            other = solve(with_rule(columns, pair.person, pair.need, "exclude"))
            assert told.without is not None
            rungs = (*told.without.minimum, *told.without.desired, told.without.cost)
            assert rungs == tuple(b - a for a, b in zip(plan.rank, other.rank, strict=True))
            assert rungs >= (0,) * len(rungs)
            explained += 1
    assert explained > 10


def test_the_next_best_costs_what_is_said_more_and_nobody_less() -> None:
    exchanged = 0
    for seed in range(50):
        instance = random_instance(seed)
        plan = solve(instance)
        serving = plan.assignments()
        for pair in plan.pairs:
            told = why(plan, pair.person, exact=False)
            costs = {}
            for person in set(instance.people.id) - set(serving):
                swapped = {p: n for p, n in serving.items() if p != pair.person}
                other = plan_from(instance, swapped | {person: pair.need})
                if {f.rule for f in check(instance, other)} <= {"pin"}:
                    costs[person] = other.cost.total - plan.cost.total
            best = told.next_best
            if best is None:
                assert costs == {}
                continue
            assert costs[best.person] == best.difference == min(costs.values())
            exchanged += 1
    assert exchanged > 20


def test_release_is_what_leaving_the_person_at_home_would_save() -> None:
    for seed in range(10):
        plan = solve(random_instance(seed))
        for pair in plan.pairs:
            rest = {p: n for p, n in plan.assignments().items() if p != pair.person}
            saved = plan.cost.release - plan_from(plan.instance, rest).cost.release
            assert why(plan, pair.person, exact=False).release == saved


def test_the_releases_of_a_whole_plan_are_those_of_each_person() -> None:
    for seed in range(20):
        plan = solve(random_instance(seed))
        each = {p.person: why(plan, p.person, exact=False).release for p in plan.pairs}
        assert releases(plan) == each


def test_somebody_not_sent_either_breaks_a_rule_or_costs_what_is_said() -> None:
    said = {"rule": 0, "cost": 0}
    for seed in range(12):
        columns = unpinned(seed)
        instance = from_columns(**columns)
        plan = solve(instance)
        serving = plan.assignments()
        for person in instance.people.id[:4]:
            need = instance.needs.id[0]
            if serving.get(person) == need:
                continue
            told = why_not(instance, plan, person, need)
            if (person, need) in zip(
                columns["rules"]["person"], columns["rules"]["need"], strict=True
            ):
                assert told.obstacles
                continue
            forced = with_rule(columns, person, need, "pin")
            if told.obstacles:
                with pytest.raises(CannotPin):
                    solve(forced)
                said["rule"] += 1
                continue
            assert told.difference is not None
            rank = solve(forced).rank
            difference = (*told.difference.minimum, *told.difference.desired, told.difference.cost)
            assert difference == tuple(b - a for a, b in zip(plan.rank, rank, strict=True))
            said["cost"] += 1
    assert min(said.values()) > 3


def a_flood() -> Instance:
    """One need for five divers within an hour; ten people, each kept by something else."""
    people = [
        {"person": "serves", "unit": "u"},
        {"person": "ill", "unit": "u", "state": "away"},
        {"person": "guard", "unit": "u", "state": "home_only"},
        {"person": "barred", "unit": "u"},
        {"person": "late", "unit": "u", "available_from": "2025-02-22"},
        {"person": "remote", "unit": "u", "place": "far"},
        {"person": "busy", "unit": "u"},
        {"person": "held", "unit": "v"},
        {"person": "teacher", "unit": "u", "group": "guru"},
        {"person": "lapsed", "unit": "u"},
        {"person": "novice", "unit": "u"},
    ]
    divers = [p["person"] for p in people if p["person"] not in ("novice", "lapsed")]
    return from_columns(
        **tables(
            places=[
                {"place": "a", "lat": -5.4, "lon": 105.2},
                {"place": "far", "lat": -4.0, "lon": 105.2},
            ],
            units=[{"unit": "u"}, {"unit": "v"}],
            people=[{"group": "regu"} | p for p in people],
            skills=[{"person": p, "competency": "selam", "level": 3} for p in divers]
            + [{"person": "busy", "competency": "medis", "level": 5}]
            + [{"person": "lapsed", "competency": "selam", "level": 3, "valid_until": "2025-02-21"}],
            presence=[{"unit": "v", "minimum": 1}],
            needs=[
                {"need": "dive", "tier": 2, "minimum": 3, "desired": 5, "max_minutes": 60, "groups": "regu"},
                {"need": "first", "tier": 1},
            ],
            need_skills=[
                {"need": "dive", "competency": "selam", "level": 2},
                {"need": "first", "competency": "medis", "level": 4},
            ],
            rules=[{"person": "barred", "need": "dive", "rule": "exclude"}],
        )
    )  # fmt: skip


def test_a_shortage_counts_everybody_once_and_names_the_nearest() -> None:
    instance = a_flood()
    plan = solve(instance)
    short = why_short(instance, plan, "dive")
    assert (short.short_minimum, short.short_desired) == (2, 2)
    assert short.qualified == 8
    kept = {
        name: getattr(short, name)
        for name in (
            "serving", "away", "home_only", "excluded", "not_free", "too_far",
            "serving_before", "serving_after", "held", "left",
        )
    }  # fmt: skip
    assert kept == {
        "serving": 1, "away": 1, "home_only": 1, "excluded": 1, "not_free": 1, "too_far": 1,
        "serving_before": 1, "serving_after": 0, "held": 1, "left": 0,
    }  # fmt: skip
    assert short.serving_at == (("first", 1),)
    assert short.holders == (("selam", 2, 9),)
    assert [(h.unit, h.group, h.people) for h in short.holding] == [("v", "", 1)]
    assert [(n.person, n.over_limit) for n in short.nearest] == [("remote", 315 - 60)]
    assert short.nearest[0].minutes == 315  # 155.67 km · 1.35 / 40 · 60 = 315.2
    assert shortages(instance, plan, cuts=True) == {"dive": short}
    assert {(u.level, u.short, u.reason) for u in plan.unfilled} == {
        ("minimum", 2, "presence"),
        ("desired", 2, "presence"),
    }


@pytest.mark.parametrize(
    ("person", "rule", "details"),
    [
        ("ill", "state", {"state": "away"}),
        ("guard", "state", {"state": "home_only"}),
        ("barred", "excluded", {"need": "dive"}),
        ("teacher", "group", {"group": "guru", "allowed": "regu"}),
        ("novice", "competency", {"competency": "selam", "asked": 2, "held": 0, "expires": None}),
        ("lapsed", "competency", {"competency": "selam", "asked": 2, "held": 0, "expires": "2025-02-21"}),
        ("late", "availability", {"available_from": "2025-02-22", "available_to": None, "start": "2025-02-21", "end": "2025-02-28"}),
        ("remote", "travel", {"minutes": 315, "limit": 60}),
        ("held", "presence", {"unit": "v", "group": "", "present": 1, "minimum": 1}),
    ],
)  # fmt: skip
def test_the_rule_in_the_way_is_named_with_its_numbers(
    person: str, rule: str, details: dict[str, Any]
) -> None:
    instance = a_flood()
    told = why_not(instance, solve(instance), person, "dive")
    assert [(o.rule, o.details) for o in told.obstacles] == [(rule, details)]
    assert told.difference is None


def test_where_nobody_holds_the_level_the_highest_and_nearest_below_it_is_named() -> None:
    instance = from_columns(
        **tables(
            places=[
                {"place": "a", "lat": -5.4, "lon": 105.2},
                {"place": "far", "lat": -4.0, "lon": 105.2},
                {"place": "island", "lat": -5.4, "lon": 105.2},
            ],
            travel=[
                {"from_place": "a", "to_place": "a", "minutes": 0},
                {"from_place": "far", "to_place": "a", "minutes": 315},
            ],
            units=[{"unit": "u"}, {"unit": "v"}],
            people=[
                {"person": "remote", "unit": "u", "place": "far"},
                {"person": "islander", "unit": "u", "place": "island"},
                {"person": "near", "unit": "v"},
                {"person": "beginner", "unit": "u"},
                {"person": "lapsed", "unit": "u"},
                {"person": "teacher", "unit": "u", "group": "guru"},
                {"person": "other", "unit": "u"},
            ],
            skills=[
                {"person": "remote", "competency": "alat", "level": 3},
                {"person": "islander", "competency": "alat", "level": 3},
                {"person": "near", "competency": "alat", "level": 3},
                {"person": "beginner", "competency": "alat", "level": 1},
                {"person": "lapsed", "competency": "alat", "level": 4, "valid_until": "2025-02-22"},
                {"person": "teacher", "competency": "alat", "level": 4},
                {"person": "other", "competency": "medis", "level": 5},
            ],
            needs=[
                {"need": "dig", "groups": "umum"},
                {"need": "heal", "groups": "umum", "minimum": 2},
                {"need": "sing", "groups": "umum"},
            ],
            need_skills=[
                {"need": "dig", "competency": "alat", "level": 4},
                {"need": "heal", "competency": "medis", "level": 5},
                {"need": "sing", "competency": "nyanyi", "level": 1},
            ],
        )
    )
    told = shortages(instance, solve(instance))
    assert told["dig"].qualified == 0
    assert told["dig"].holders == (("alat", 4, 1),)  # the teacher, of a group that is not asked for
    assert told["dig"].below == (Below("alat", 4, 1, 3, "near", "v"),)
    assert told["heal"].below == ()
    assert told["sing"].below == ()


def test_reasons_of_a_shortage_follow_what_is_missing_first() -> None:
    def reason(**people: Any) -> str:
        instance = from_columns(
            **tables(
                places=[
                    {"place": "a", "lat": -5.4, "lon": 105.2},
                    {"place": "far", "lat": -4.0, "lon": 105.2},
                ],
                units=[{"unit": "u"}],
                people=[{"person": "p", "unit": "u"} | people],
                needs=[{"need": "n", "max_minutes": 60, "groups": "umum"}, {"need": "m"}][:1],
            )
        )
        return solve(instance).unfilled[0].reason

    assert reason(group="guru") == "competency"
    assert reason(state="away") == "availability"
    assert reason(place="far") == "travel"


def test_nobody_and_nothing_unknown_is_explained() -> None:
    instance = a_flood()
    plan = solve(instance)
    with pytest.raises(KeyError):
        why(plan, "ill")
    with pytest.raises(KeyError):
        why_not(instance, plan, "x", "dive")
    with pytest.raises(KeyError):
        why_short(instance, plan, "x")
