"""The check finds whatever is planted, however small."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from luwes_planner import FailsCheck, Finding, Instance, Plan, check, from_columns, plan_from, solve
from luwes_planner.tests.instances import tables


def a_window(**others: object) -> Instance:
    """Two units of three; a need for up to four divers, one for anybody; one must stay in each unit."""
    return from_columns(
        **tables(
            places=[
                {"place": "a", "lat": -5.4, "lon": 105.2},
                {"place": "b", "lat": -5.6, "lon": 105.5},
            ],
            units=[{"unit": "top"}, {"unit": "u", "parent": "top"}, {"unit": "v", "parent": "top"}],
            people=[
                {"person": f"{unit}{i}", "unit": unit, "group": "regu", "days_served": i}
                for unit in "uv"
                for i in range(3)
            ]
            + [
                {"person": "ill", "unit": "v", "state": "away"},
                {"person": "home", "unit": "v", "state": "home_only"},
                {"person": "other", "unit": "top", "group": "guru"},
                {"person": "late", "unit": "top", "group": "regu", "available_from": "2025-02-23"},
            ],
            skills=[
                {"person": p, "competency": "selam", "level": 3}
                for p in ("u0", "u1", "u2", "v0", "ill", "home")
            ]
            + [
                {"person": "v1", "competency": "selam", "level": 2, "valid_until": "2025-02-25"},
            ],
            presence=[{"unit": "u", "minimum": 1}, {"unit": "top", "group": "regu", "minimum": 3}],
            needs=[
                {"need": "dive", "place": "b", "minimum": 2, "desired": 4, "groups": "regu"},
                {"need": "any", "place": "b", "tier": 2, "max_minutes": 90, "groups": "regu"},
            ],
            need_skills=[{"need": "dive", "competency": "selam", "level": 2}],
            keep=[{"person": "v0", "need": "any"}],
            rules=[
                {"person": "u2", "need": "dive", "rule": "pin"},
                {"person": "u1", "need": "any", "rule": "exclude"},
            ],
            **others,
        )
    )


def test_what_solve_finds_passes() -> None:
    instance = a_window()
    plan = solve(instance)
    assert check(instance, plan) == []
    assert plan.optimal


def assigned(**pairs: str) -> Callable[[Plan], Plan]:
    return lambda plan: plan_from(plan.instance, pairs)


def with_first_pair(**changes: int) -> Callable[[Plan], Plan]:
    def spoil(plan: Plan) -> Plan:
        first = plan.pairs[0]
        changed = {name: getattr(first, name) + by for name, by in changes.items()}
        return replace(plan, pairs=(replace(first, **changed), *plan.pairs[1:]))

    return spoil


FAULTS: dict[str, tuple[Callable[[Plan], Plan], str, str]] = {
    "person twice": (
        lambda p: replace(p, pairs=(*p.pairs, replace(p.pairs[0], need="any"))),
        "twice",
        "times",
    ),
    "unknown person": (
        lambda p: replace(p, pairs=(replace(p.pairs[0], person="x"), *p.pairs[1:])),
        "unknown",
        "'x'",
    ),
    "unknown need": (
        lambda p: replace(p, pairs=(replace(p.pairs[0], need="x"), *p.pairs[1:])),
        "unknown",
        "'x'",
    ),
    "expired certificate": (assigned(u2="dive", v1="dive"), "allowed", "selam at 0"),
    "no certificate": (assigned(u2="dive", v2="dive"), "allowed", "selam at 0 to the last day"),
    "away": (assigned(u2="dive", ill="dive"), "allowed", "not available"),
    "only at home": (assigned(u2="dive", home="dive"), "allowed", "not available"),
    "other group": (assigned(u2="dive", other="any"), "allowed", "not of an allowed group"),
    "comes too late": (assigned(u2="dive", late="any"), "allowed", "not free on all days"),
    "excluded": (assigned(u2="dive", u1="any"), "allowed", "excluded by a rule"),
    "pin not kept": (assigned(u0="dive", u1="dive"), "pin", "'u2' is pinned to 'dive'"),
    "presence broken by one": (
        assigned(u0="any", u1="dive", u2="dive"),
        "presence",
        "'u': 3 present, 3 taken, 1 must stay",
    ),
    "presence of a group above broken by one": (
        assigned(u2="dive", u1="dive", v0="dive", v1="any", v2="any"),
        "presence",
        "'top': 7 of 'regu' present, 5 taken, 3 must stay",
    ),
    "more heads than desired": (assigned(u2="dive", v1="any", v2="any"), "heads", "desired 1"),
    "minutes off by one": (with_first_pair(minutes=1), "cost", "minutes is"),
    "travel off by one": (with_first_pair(travel=1), "cost", "travel is"),
    "fairness off by one": (with_first_pair(fairness=-1), "cost", "fairness is"),
    "over_level off by one": (with_first_pair(over_level=1), "cost", "over_level is"),
    "release off by one": (
        lambda p: replace(p, cost=replace(p.cost, release=p.cost.release + 1)),
        "cost",
        "release costs",
    ),
    "change off by one": (
        lambda p: replace(p, cost=replace(p.cost, change=p.cost.change + 1)),
        "cost",
        "change costs",
    ),
    "unfilled head hidden": (lambda p: replace(p, unfilled=()), "unfilled", "lacks"),
    "tiers off by one": (
        lambda p: replace(p, unfilled_minimum=(1, *p.unfilled_minimum[1:])),
        "unfilled",
        "by tier",
    ),
    "presence row hidden": (
        lambda p: replace(p, units_after=p.units_after[1:]),
        "units_after",
        "rows for",
    ),
    "presence row off by one": (
        lambda p: replace(p, units_after=(replace(p.units_after[0], taken=9), *p.units_after[1:])),
        "units_after",
        "wrong at",
    ),
    "bound claimed too high": (
        lambda p: replace(p, bound=(p.bound or 0) + 1),
        "proof",
        "the prices prove",
    ),
    "a price changed": (
        lambda p: replace(p, prices=(replace(p.prices[0], price=7), *p.prices[1:])),
        "proof",
        "the prices prove",
    ),
    "a price of nothing": (
        lambda p: replace(p, prices=(replace(p.prices[0], id="x"), *p.prices[1:])),
        "proof",
        "unknown",
    ),
    "optimal without a bound": (lambda p: replace(p, bound=None), "proof", "without a bound"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    spoil, rule, words = FAULTS[name]
    instance = a_window()
    findings = check(instance, spoil(solve(instance)))
    assert any(f.rule == rule and words in f for f in findings), findings


def test_a_worse_plan_that_claims_to_be_the_best_is_found_out() -> None:
    instance = a_window()
    best = solve(instance)
    worse = plan_from(instance, {"u2": "dive", "u0": "dive"})
    assert check(instance, worse) == []  # nothing claimed, nothing wrong
    claim = replace(worse, prices=best.prices, ladder=best.ladder, bound=best.bound, optimal=True)
    assert [f.rule for f in check(instance, claim)] == ["proof"]


def test_a_travel_limit_and_a_missing_way_are_found() -> None:
    ways = [{"from_place": "a", "to_place": "b", "minutes": 91}]
    instance = a_window(travel=ways)
    findings = check(instance, plan_from(instance, {"u2": "dive", "v1": "any"}))
    assert findings == ["'v1' for 'any' travels 91 minutes, limit 90"]


def test_the_proof_of_another_instance_proves_nothing_here() -> None:
    instance, other = a_window(), a_window(weights={"travel_minute": 3, "release": 90})
    theirs = solve(other)
    assert check(other, theirs) == []
    here = plan_from(instance, theirs.assignments())
    claim = replace(
        here, prices=theirs.prices, ladder=theirs.ladder, bound=theirs.bound, optimal=True
    )
    assert [f.rule for f in check(instance, claim)] == ["proof"]
    own = replace(solve(instance), prices=theirs.prices)
    assert "proof" in [f.rule for f in check(instance, own)]


def test_a_plan_that_fails_the_check_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = [Finding("presence", "'u': 3 present, 3 taken, 1 must stay")]
    monkeypatch.setattr("luwes_planner.solving.check", lambda *_, **__: planted)
    with pytest.raises(FailsCheck, match="1 must stay"):
        solve(a_window())
