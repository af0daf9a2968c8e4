"""The ladder, what may be asked and granted, days and money: without a database."""

from datetime import date, datetime, timedelta

import pytest

from luwes.staffing import aid_rules
from luwes.staffing.aid_rules import Line, Rung, Step

LADDER = [
    Rung(Step.OWN, 1, "Kota A", 0), Rung(Step.NEIGHBOUR, 2, "Kabupaten B", 30),
    Rung(Step.NEIGHBOUR, 3, "Kabupaten C", 80), Rung(Step.PROVINCE, 4, "Provinsi", 5),
    Rung(Step.NATION, None, "BNPB"),
]  # fmt: skip
FEB = date(2025, 2, 24)


@pytest.mark.parametrize(
    ("step", "asked", "tried", "skipped"),
    [
        (Step.NEIGHBOUR, set(), True, []),
        (Step.NEIGHBOUR, set(), False, [Step.OWN]),
        (Step.PROVINCE, set(), True, [Step.NEIGHBOUR]),
        (Step.PROVINCE, {3}, True, []),
        (Step.NATION, {3}, True, [Step.PROVINCE]),
        (Step.NATION, {4}, False, [Step.OWN, Step.NEIGHBOUR]),
    ],
)
def test_a_step_nobody_was_asked_on_is_skipped(
    step: Step, asked: set[int], tried: bool, skipped: list[Step]
) -> None:
    assert aid_rules.skipped(step, LADDER, asked, own_tried=tried) == skipped


def test_a_step_with_nobody_on_it_can_not_be_skipped() -> None:
    alone = [rung for rung in LADDER if rung.step is not Step.NEIGHBOUR]
    assert aid_rules.skipped(Step.PROVINCE, alone, set(), own_tried=True) == []


def test_the_ladder_goes_by_step_and_then_by_distance() -> None:
    without_point = Rung(Step.NEIGHBOUR, 9, "Kabupaten A")
    rungs = sorted([without_point, *reversed(LADDER)], key=lambda rung: rung.place)
    assert [rung.agency_id for rung in rungs] == [1, 2, 3, 9, 4, None]


@pytest.mark.parametrize(
    ("granted", "fields"),
    [({1: 2}, []), ({1: 4}, ["orang-1"]), ({2: 1}, ["orang-2"]), ({1: -1, 2: 1}, ["orang-1", "orang-2"]),
     ({9: 1}, ["orang-9"]), ({1: 0}, [None]), ({}, [None])],
)  # fmt: skip
def test_grants_stay_within_what_was_asked_and_is_short(
    granted: dict[int, int], fields: list[str | None]
) -> None:
    lines = [Line(1, asked=3, short=3), Line(2, asked=3, short=0)]
    assert [p.field for p in aid_rules.grant_problems(granted, lines)] == fields


@pytest.mark.parametrize(
    ("free", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (-3, 0), (128, 125)]
)
def test_counts_of_whom_one_could_free_are_coarse(free: int, told: int) -> None:
    assert aid_rules.coarse(free) == told


@pytest.mark.parametrize(("hours", "fine"), [(0, False), (1, True), (72, True), (73, False)])
def test_an_answer_is_waited_for_one_to_three_days(hours: int, fine: bool) -> None:
    now = datetime(2025, 2, 24, 10)
    assert (not aid_rules.time_problems(now + timedelta(hours=hours), now)) is fine


def _day(n: int) -> date:
    return FEB + timedelta(days=n)


@pytest.mark.parametrize(
    ("checks", "days"),
    [
        ([], 0),
        ([("in", 0), ("out", 0)], 1),
        ([("in", 0), ("out", 0), ("in", 0), ("out", 1)], 2),
        ([("in", 0)], 5),
        ([("in", 0), ("in", 1), ("out", 2)], 3),
        ([("out", 0)], 0),
        ([("in", 6)], 1),
    ],
)
def test_days_at_the_post_count_once(checks: list[tuple[str, int]], days: int) -> None:
    told = [(kind, _day(n)) for kind, n in checks]
    assert aid_rules.days_present(told, until=_day(4)) == days


def test_without_a_rate_the_cost_is_unknown_and_not_nothing() -> None:
    assert aid_rules.cost(6, None) is None
    assert aid_rules.cost(6, 0) == 0
    assert aid_rules.cost(6, 150_000) == 900_000


@pytest.mark.parametrize(
    ("counts", "over"),
    [
        ({"served": 2}, True), ({"served": 0}, False), ({"served": 2, "running": 1}, False),
        ({"served": 2, "unreturned": 1}, False), ({"served": 2, "promised_ahead": 1}, False),
    ],
)  # fmt: skip
def test_a_request_is_over_when_all_are_back_and_nobody_else_comes(
    counts: dict[str, int], over: bool
) -> None:
    whole = {"running": 0, "unreturned": 0, "served": 0, "promised_ahead": 0, **counts}
    assert aid_rules.is_over(**whole) is over
