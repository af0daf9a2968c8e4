"""Pure rules of goals and ratings."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period
from luwes.motivation.rules import evaluating, goals
from luwes.motivation.rules.goals import Home
from luwes.motivation.rules.rating import MATRIX, Predicate, Rating, is_lower, predicate

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
R = Rating


# As PermenPANRB 6/2022 prints it: results, behaviour, predicate.
@pytest.mark.parametrize(
    ("work", "behaviour", "expected"),
    [
        ("above", "below", "misconduct"),
        ("above", "meets", "good"),
        ("above", "above", "very_good"),
        ("meets", "below", "misconduct"),
        ("meets", "meets", "good"),
        ("meets", "above", "good"),
        ("below", "below", "very_poor"),
        ("below", "meets", "improve"),
        ("below", "above", "improve"),
    ],
)
def test_the_matrix_cell_by_cell(work: str, behaviour: str, expected: str) -> None:
    assert predicate(Rating(work), Rating(behaviour)).value == expected
    assert len(MATRIX) == 9


@pytest.mark.parametrize("work", list(Rating))
def test_good_results_never_offset_bad_behaviour(work: Rating) -> None:
    bad = {Predicate.MISCONDUCT, Predicate.VERY_POOR}
    assert predicate(work, R.BELOW) in bad
    assert predicate(work, R.MEETS) not in bad


def test_what_is_lower() -> None:
    assert is_lower(R.BELOW, R.MEETS)
    assert not is_lower(R.MEETS, R.MEETS)
    assert not is_lower(R.ABOVE, R.MEETS)


def test_a_plan_needs_a_main_goal() -> None:
    assert goals.lacking(["extra"])
    assert goals.lacking([])
    assert not goals.lacking(["extra", "main"])


def test_a_plan_begins_with_the_year_the_post_or_the_end_of_the_one_before() -> None:
    def first(since: date, earlier: date | None) -> date | None:
        found = goals.plan_period(2026, Home(1, 1, since), earlier)
        return found.start if found else None

    assert first(date(2020, 1, 1), None) == date(2026, 1, 1)
    assert first(date(2026, 5, 4), None) == date(2026, 5, 4)
    assert first(date(2026, 5, 4), date(2026, 6, 1)) == date(2026, 6, 1)
    assert first(date(2020, 1, 1), date(2027, 1, 1)) is None


def test_the_next_year_may_be_written_from_december_on() -> None:
    assert goals.may_begin(2026, date(2026, 3, 1))
    assert not goals.may_begin(2027, date(2026, 11, 30))
    assert goals.may_begin(2027, date(2026, 12, 1))
    assert not goals.may_begin(2025, date(2026, 1, 1))


def test_the_year_may_be_rated_from_december_on() -> None:
    agreed = date(2026, 1, 20)
    assert not evaluating.year_is_open(YEAR, agreed, date(2026, 11, 30))
    assert evaluating.year_is_open(YEAR, agreed, date(2026, 12, 1))
    assert evaluating.year_is_open(YEAR, agreed, date(2027, 2, 1))
    assert not evaluating.year_is_open(YEAR, None, date(2027, 2, 1))


def test_a_part_of_a_year_may_be_rated_once_it_is_over() -> None:
    part = Period(date(2026, 1, 1), date(2026, 5, 4))
    assert not evaluating.year_is_open(part, date(2026, 1, 20), date(2026, 5, 3))
    assert evaluating.year_is_open(part, date(2026, 1, 20), date(2026, 5, 4))


def test_a_quarter_is_rated_once_it_is_over_and_only_if_goals_were_in_force_in_it() -> None:
    def numbers(agreed: date | None, on: date) -> list[int]:
        return [one.number for one in evaluating.open_quarters(YEAR, agreed, on)]

    assert numbers(date(2026, 1, 20), date(2026, 3, 31)) == []
    assert numbers(date(2026, 1, 20), date(2026, 4, 1)) == [1]
    assert numbers(date(2026, 3, 31), date(2026, 10, 1)) == [1, 2, 3]
    assert numbers(date(2026, 4, 1), date(2026, 10, 1)) == [2, 3]
    assert numbers(None, date(2026, 10, 1)) == []


def test_quarters_of_a_part_of_a_year() -> None:
    part = Period(date(2028, 2, 29), date(2028, 8, 15))
    assert [(q.number, q.period.start, q.period.end) for q in evaluating.quarters(part)] == [
        (1, date(2028, 2, 29), date(2028, 4, 1)),
        (2, date(2028, 4, 1), date(2028, 7, 1)),
        (3, date(2028, 7, 1), date(2028, 8, 15)),
    ]


def test_the_days_to_object_over_a_leap_day() -> None:
    assert evaluating.last_day_to_object(date(2028, 2, 15)) == date(2028, 2, 29)
    assert evaluating.last_day_to_object(date(2027, 2, 15)) == date(2027, 3, 1)


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 366))
def test_quarters_lie_in_the_plan_and_never_overlap(start: date, days: int) -> None:
    end = min(start + timedelta(days=days), date(start.year + 1, 1, 1))
    plan = Period(start, end)
    found = [one.period for one in evaluating.quarters(plan)]
    assert all(part.common(plan) == part for part in found)
    assert all(a.end and a.end <= b.start for a, b in pairwise(found))
