"""Loads and fit, without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period
from luwes.staffing.rules import Load, peak
from luwes.teamwork import rules
from luwes.teamwork.rules import Asked, Offered

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))


def test_the_peak_is_of_the_worst_day_and_not_of_all_loads_together() -> None:
    first = Load(Period(date(2025, 3, 1), date(2025, 3, 10)), 40)
    second = Load(Period(date(2025, 3, 10), date(2025, 3, 20)), 50)
    third = Load(Period(date(2025, 3, 15), date(2025, 5, 1)), 30)
    outside = Load(Period(date(2025, 5, 1)), 100)
    assert peak([first, second, third, outside], MARCH) == 80
    assert peak([], MARCH) == 0


days = st.integers(0, 60).map(lambda n: date(2025, 3, 1) + timedelta(days=n))


@given(st.lists(st.tuples(days, st.integers(1, 20), st.integers(1, 100)), max_size=6))
def test_the_peak_is_what_counting_day_by_day_gives(rows: list[tuple[date, int, int]]) -> None:
    loads = [Load(Period(day, day + timedelta(days=n)), percent) for day, n, percent in rows]
    by_day = [
        sum(load.percent for load in loads if MARCH.start + timedelta(days=n) in load.period)
        for n in range(31)
    ]
    assert peak(loads, MARCH) == max(by_day)


def test_who_has_everything_and_nothing_else_to_do_next_door_fits_fully() -> None:
    asked = Asked({1: 3}, frozenset({7}), 20)
    found = rules.fit(asked, Offered({1: 4}, 7, 0, 1.0))
    assert found.total == 100
    assert found.may_be_chosen


def test_each_lack_costs_its_own_points_and_is_said() -> None:
    asked = Asked({1: 4, 2: 1}, frozenset({7}), 50)
    found = rules.fit(asked, Offered({1: 2}, 8, 60, 500.0))
    assert (found.competence, found.group, found.room, found.nearness) == (12, 0, 0, 0)
    assert (found.met, found.asked, found.has_room) == (0, 2, False)
    assert not found.may_be_chosen


def test_a_whole_load_fits_only_an_empty_time() -> None:
    asked = Asked({}, frozenset(), 100)
    assert rules.fit(asked, Offered({}, 1, 0, None)).may_be_chosen
    assert not rules.fit(asked, Offered({}, 1, 1, None)).may_be_chosen


def test_only_who_could_be_chosen_is_told_and_the_best_first() -> None:
    asked = Asked({1: 2}, frozenset(), 20)
    people = {
        1: rules.fit(asked, Offered({}, 1, 0, 1.0)), 2: rules.fit(asked, Offered({1: 2}, 1, 60, 1.0)),
        3: rules.fit(asked, Offered({1: 5}, 1, 0, 1.0)), 4: rules.fit(asked, Offered({1: 2}, 1, 0, 1.0)),
    }  # fmt: skip
    assert rules.best(people.items(), 2) == [3, 4]


def test_a_team_lasts_a_year_at_most_and_has_an_end() -> None:
    on = date(2025, 1, 1)
    assert not rules.team_problems(Period(on, date(2026, 1, 1)), on)
    assert rules.team_problems(Period(on, date(2026, 1, 2)), on)
    assert rules.team_problems(Period(on), on)
    assert rules.team_problems(Period(on, date(2025, 2, 1)), date(2025, 2, 1))


def test_nobody_applies_after_the_work_is_over() -> None:
    on = date(2025, 3, 1)
    assert not rules.opportunity_problems(MARCH, date(2025, 3, 31), on)
    assert rules.opportunity_problems(MARCH, date(2025, 4, 1), on)
    assert rules.opportunity_problems(MARCH, date(2025, 2, 28), on)
