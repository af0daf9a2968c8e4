"""People who must serve together, and needs that must be led: as good as trying all finds."""

import random
from typing import Any

import numpy as np
import pytest

from luwes_planner import (
    CannotPin,
    InputRefused,
    Instance,
    Leader,
    check,
    from_columns,
    plan_from,
    solve,
)
from luwes_planner.model.candidates import Candidates, find_candidates
from luwes_planner.model.decoding import decode
from luwes_planner.model.encoding import encode
from luwes_planner.model.layers import Network
from luwes_planner.model.nesting import binding_limits
from luwes_planner.model.network import build_network
from luwes_planner.model.pools import useful_pools
from luwes_planner.model.presence import coverage
from luwes_planner.model.repairing import repaired
from luwes_planner.model.siding import sided
from luwes_planner.sides import Sides, sides_of
from luwes_planner.tests.brute import best_rank
from luwes_planner.tests.instances import random_instance, tables

Teams = list[tuple[str, ...]]


def random_sides(instance: Instance, seed: int) -> tuple[Teams, list[Leader]]:
    r = random.Random(seed)
    people, needs = list(instance.people.id), list(instance.needs.id)
    teams = [tuple(r.sample(people, r.choice([2, 2, 3]))) for _ in range(r.randint(0, 2))]
    leaders = [
        Leader(r.choice(needs), what, r.randint(1, 3), r.randint(1, 2))
        for what in instance.competencies
        if r.random() < 0.5
        for _ in range(r.randint(1, 2))
    ]
    return teams, leaders


@pytest.mark.parametrize("crossing", [False, True])
@pytest.mark.parametrize("first", range(0, 200, 40))
def test_random_side_constraints_get_the_best_plan_that_trying_all_finds(
    first: int, crossing: bool
) -> None:
    for seed in range(first, first + (10 if crossing else 40)):
        instance = random_instance(seed, crossing=crossing)
        teams, leaders = random_sides(instance, seed)
        best = best_rank(instance, teams, leaders)
        if best is None:
            with pytest.raises(CannotPin):
                solve(instance, together=teams, leaders=leaders)
            continue
        plan = solve(instance, together=teams, leaders=leaders)
        assert plan.rank == best, seed
        assert plan.optimal, seed
        assert plan.bound is not None
        assert plan.bound <= plan.objective, seed
        assert check(instance, plan, together=teams, leaders=leaders) == [], seed


def test_random_instances_make_both_methods_and_refusals_happen() -> None:
    seen = set()
    for seed in range(60):
        instance = random_instance(seed)
        teams, leaders = random_sides(instance, seed)
        try:
            seen.add(solve(instance, together=teams, leaders=leaders).method)
        except CannotPin:
            seen.add("given")
    assert seen == {"flow", "mip", "given"}


def a_window(**others: Any) -> Instance:
    return from_columns(
        **tables(
            units=[{"unit": "u"}],
            people=[{"person": f"p{i}", "unit": "u", "days_served": i} for i in range(8)]
            + [{"person": "ill", "unit": "u", "state": "away"}],
            needs=[
                {"need": "n", "minimum": 2, "desired": 6},
                {"need": "m", "minimum": 1, "tier": 2},
            ],
            skills=[
                {"person": "p6", "competency": "komando", "level": 3},
                {"person": "p7", "competency": "komando", "level": 2},
            ],
            **others,
        )
    )


def test_a_need_gets_no_more_heads_than_its_leaders_can_lead() -> None:
    instance = a_window()
    leaders = [Leader("n", "komando", level=2, per=1)]
    plan = solve(instance, leaders=leaders)
    served = plan.assignments()
    assert plan.method == "mip"
    at_n = {p for p, n in served.items() if n == "n"}
    assert len(at_n) == 4
    assert {"p6", "p7"} < at_n
    assert len(served) == 5
    assert plan.unfilled_desired == (2, 0)
    assert check(instance, plan, leaders=leaders) == []
    loose = solve(instance)
    assert [f.rule for f in check(instance, loose, leaders=leaders)] == ["leaders"]


def test_a_need_without_a_leader_gets_nobody() -> None:
    plan = solve(a_window(), leaders=[Leader("n", "komando", level=4)])
    assert plan.assignments() == {"p0": "m"}


def test_all_of_a_team_serve_or_none() -> None:
    instance = a_window()
    together = [("p0", "p7"), ("p1", "ill")]
    plan = solve(instance, together=together)
    served = plan.assignments()
    assert served.get("p0") == served.get("p7")
    assert "p1" not in served
    assert check(instance, plan, together=together) == []
    broken = plan_from(instance, {"p0": "n", "p1": "n"})
    assert [str(f) for f in check(instance, broken, together=together)] == [
        "must serve together: 'p0' at 'n'; 'p7' at home",
        "must serve together: 'p1' at 'n'; 'ill' at home",
    ]


def test_a_plan_that_keeps_the_side_constraints_by_itself_stays_a_proven_flow() -> None:
    plan = solve(a_window(), together=[("p0", "ill")], leaders=[Leader("m", "komando", per=7)])
    assert plan.method == "mip"
    free = solve(a_window(), together=[("p6", "p7")], leaders=[])
    served = free.assignments()
    assert served.get("p6") == served.get("p7")
    plan = solve(a_window(presence=[{"unit": "u", "minimum": 4}]), together=[("p6", "p7")])
    assert plan.method == "flow"
    assert plan.bound == plan.objective


def pin(person: str, need: str) -> dict[str, str]:
    return {"person": person, "need": need, "rule": "pin"}


def test_mates_of_the_pinned_come_along() -> None:
    instance = (
        a_window(rules=[pin("p5", "m")], needs_m=None)
        if False
        else a_window(rules=[pin("p5", "n")])
    )
    plan = solve(instance, together=[("p4", "p5", "p6")])
    assert {plan.assignments()[p] for p in ("p4", "p5", "p6")} == {"n"}
    assert check(instance, plan, together=[("p4", "p5", "p6")]) == []


@pytest.mark.parametrize(
    ("pins", "together", "leaders", "words"),
    [
        (
            [("p0", "n"), ("p1", "m")], [("p0", "p1")], [],
            "rules, row 3, column person: found 'p1' pinned to 'm', expected 'n', to serve together with 'p0'",
        ),
        (
            [("p0", "n")], [("p0", "ill")], [],
            "rules, row 2, column person: found 'ill', not available (all who must serve together are pinned: 'ill', 'p0')",
        ),
        ([("p0", "m")], [("p0", "p1")], [], "2 pins to 'm'"),
        (
            [("p0", "n")], [], [Leader("n", "komando", 4)],
            "rules, row 2, column person: found 1 pinned to 'n' with 0 leaders, and no others that can be sent, expected a leader (komando at 4) for every 5 others",
        ),
        (
            [("p0", "n"), ("p1", "m")], [], [Leader("n", "komando", 2), Leader("m", "komando", 2)],
            "row 3, column person: found 1 pinned to 'm' with 0 leaders",
        ),
    ],
)  # fmt: skip
def test_pins_against_side_constraints_are_refused_by_name(
    pins: list[tuple[str, str]], together: Teams, leaders: list[Leader], words: str
) -> None:
    instance = a_window(rules=[pin(*p) for p in pins])
    with pytest.raises(CannotPin) as refused:
        solve(instance, together=together, leaders=leaders)
    assert words in str(refused.value)
    assert len(refused.value.faults) == 1


def test_side_constraints_on_what_is_unknown_are_refused_all_at_once() -> None:
    with pytest.raises(InputRefused) as refused:
        solve(
            a_window(),
            together=[("p0", "x"), ("p1",)],
            leaders=[Leader("y", "komando"), Leader("n", "selam", level=6, per=0)],
        )
    places = [(f.file, f.row, f.column) for f in refused.value.faults]
    assert places == [
        ("together", 1, "person"),
        ("together", 2, "person"),
        ("leaders", 1, "need"),
        ("leaders", 2, "competency"),
        ("leaders", 2, "level"),
        ("leaders", 2, "per"),
    ]


def test_without_time_the_plan_is_feasible_and_its_gap_is_told() -> None:
    for seed in range(12):
        instance = random_instance(seed, crossing=True)
        plan = solve(instance, seconds=0)
        assert check(instance, plan) == []
        assert plan.bound is not None
        assert plan.gap is not None
        if plan.optimal:
            assert plan.rank == solve(instance).rank


def test_where_pins_need_others_and_no_time_is_left_it_is_said() -> None:
    people = [{"person": f"p{i:02d}", "unit": "u"} for i in range(30)]
    instance = from_columns(
        **tables(
            units=[{"unit": "u"}],
            people=people,
            needs=[{"need": "n", "minimum": 9}],
            skills=[{"person": "p29", "competency": "komando", "level": 1}],
            presence=[{"unit": "u", "minimum": 28}],
            rules=[pin("p00", "n")],
        )
    )
    leaders = [Leader("n", "komando", per=1)]
    with pytest.raises(TimeoutError, match="no plan was found in the time given"):
        solve(instance, leaders=leaders, seconds=0)
    assert set(solve(instance, leaders=leaders).assignments()) == {"p00", "p29"}


def test_the_slow_way_where_bounds_of_relaxations_are_not_attained_is_as_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("luwes_planner.engine.rungs._by_bounds", lambda *_: None)
    for seed in range(40):
        instance = random_instance(seed)
        teams, leaders = random_sides(instance, seed)
        best = best_rank(instance, teams, leaders)
        if best is not None:
            plan = solve(instance, together=teams, leaders=leaders)
            assert plan.rank == best, seed
            assert plan.optimal, seed


def test_a_plan_encoded_is_a_flow_that_decodes_to_it() -> None:
    for seed in range(60):
        instance = random_instance(seed)
        teams, _ = random_sides(instance, seed)
        net, found, sides = a_network(instance, teams)
        known = solve(instance).indices()
        kept = repaired(instance, coverage(instance), found, sides, known)
        assert kept is not None
        flow = encode(instance, net, found, *kept)
        net_out = net.supply.copy()
        for name, arcs in net.layers.items():
            assert (flow[name] >= 0).all()
            assert (flow[name] <= arcs.capacity).all()
            np.subtract.at(net_out, arcs.tail, flow[name])
            np.add.at(net_out, arcs.head, flow[name])
        assert not net_out.any(), seed
        person, need = decode(instance, net, found, flow, 0)
        free = ~np.isin(person, instance.rules.person[instance.rules.is_pin])
        assert person[free].tolist() == kept[0].tolist()
        assert sorted(need[free].tolist()) == sorted(kept[1].tolist())


def a_network(instance: Instance, teams: Teams) -> tuple[Network, Candidates, Sides]:
    """The network that the programme would be built on."""
    sides, cover = sides_of(instance, teams, []), coverage(instance)
    found = sided(instance, find_candidates(instance, cover), sides)
    limits = binding_limits(instance, cover, found.person)
    pools = useful_pools(instance, found)
    net = build_network(instance, cover, found, pools, limits, nested=False)
    return net, found, sides
