"""The arithmetic of the forecast: nobody is lost, nobody counted twice."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luwes.appointments.rules import forecast
from luwes.appointments.rules.forecast import Cause, Held, number
from luwes.core.periods import Period
from luwes.organisation.rules import PositionKind, limits_of, retirement_day
from luwes.organisation.rules.retiring import Limit

ON = date(2026, 11, 27)
K = PositionKind


def columns(*values: int) -> forecast.Column:
    return np.array(values, dtype=np.int64)


def one(
    *, start: date = date(2020, 1, 1), end: date | None = None, retires: date = date(2040, 1, 1),
    contract: bool = False, need: int = 1,
) -> forecast.Course:  # fmt: skip
    needs = np.full((1, 7), need, dtype=np.int64)
    held = Held(
        columns(0), columns(number(start)), columns(number(end) if end else 0),
        columns(number(retires)), columns(int(contract)),
    )  # fmt: skip
    return forecast.course(needs, held, (columns(), columns()), ON)


def when(values: forecast.Column) -> list[int]:
    return values[0].tolist()


def test_years_are_the_rest_of_this_one_and_five_full_ones() -> None:
    assert forecast.marks(ON) == [ON, *(date(year, 1, 1) for year in range(2027, 2033))]


@pytest.mark.parametrize(
    ("values", "cause", "year"),
    [
        ({"retires": date(2026, 12, 1)}, Cause.RETIREMENT, 0),
        ({"retires": date(2027, 1, 1)}, Cause.RETIREMENT, 1),
        ({"end": date(2028, 1, 1), "contract": True}, Cause.CONTRACT, 2),
        ({"end": date(2027, 12, 31), "contract": True}, Cause.CONTRACT, 1),
        ({"end": date(2031, 5, 1)}, Cause.TERM, 5),
        ({"end": date(2031, 5, 1), "retires": date(2031, 4, 1)}, Cause.RETIREMENT, 5),
        ({"end": date(2031, 5, 1), "retires": date(2031, 5, 1)}, Cause.RETIREMENT, 5),
        ({"retires": date(2020, 5, 1)}, Cause.RETIREMENT, 0),  # should be gone: goes first thing
    ],
)
def test_somebody_leaves_once_in_the_right_year(values: dict, cause: Cause, year: int) -> None:
    found = one(**values)
    for each in Cause:
        expected = [int(n == year and each is cause) for n in range(6)]
        assert when(found.leaving[each]) == expected, each
    assert when(found.held) == [1] * (year + 1) + [0] * (6 - year)
    assert when(found.short) == [0] * (year + 1) + [1] * (6 - year)


def test_who_comes_later_is_counted_from_then_and_not_where_retired_before() -> None:
    found = one(start=date(2028, 3, 1))
    assert when(found.arriving) == [0, 0, 1, 0, 0, 0]
    assert when(found.held) == [0, 0, 0, 1, 1, 1, 1]
    never = one(start=date(2028, 3, 1), retires=date(2028, 3, 1))
    assert when(never.held) == [0] * 7
    assert when(never.arriving) == [0] * 6


def test_a_surplus_fills_no_other_post() -> None:
    needs = np.array([[1] * 7, [3] * 7])
    held = Held(
        columns(0, 0, 0), columns(*[number(date(2020, 1, 1))] * 3), columns(0, 0, 0),
        columns(*[forecast.NEVER] * 3), columns(0, 0, 0),
    )  # fmt: skip
    found = forecast.course(needs, held, (columns(), columns()), ON)
    assert found.short[:, 0].tolist() == [0, 3]


def test_an_establishment_counts_on_the_last_day_of_each_year() -> None:
    found = forecast.headcounts(
        columns(0, 0), columns(2, 5), columns(number(date(2020, 1, 1)), number(date(2028, 1, 1))),
        columns(number(date(2028, 1, 1)), 0), ON, 1,
    )  # fmt: skip
    assert when(found) == [2, 2, 2, 5, 5, 5, 5]


ROWS = (
    limits_of(K.EXECUTIVE, "", ""),
    limits_of(K.EXPERT, "utama", "Dokter"),
    (Limit(58, Period(date(1950, 1, 1), date(2029, 6, 15)), ""), Limit(60, Period(date(2029, 6, 15)), "")),
    (Limit(60, Period(date(1950, 1, 1), date(2029, 6, 15)), ""), Limit(58, Period(date(2029, 6, 15)), "")),
)  # fmt: skip


@given(st.lists(st.dates(date(1955, 1, 1), date(2005, 1, 1)), min_size=1, max_size=30))
@settings(deadline=None, max_examples=60)
def test_days_of_retirement_in_columns_are_those_of_the_rule(born: list[date]) -> None:
    for limits in ROWS:
        found = forecast.retirement_days(columns(*map(number, born)), limits)
        assert found.tolist() == [number(retirement_day(day, limits)) for day in born]


PEOPLE = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(-4000, 2500), st.integers(0, 3000), st.integers(-100, 4000),
        st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


@given(PEOPLE)
@settings(deadline=None, max_examples=80)
def test_strength_is_what_was_there_and_came_less_what_left(people: list) -> None:
    today = number(ON)
    rows = [
        (post, today + start, today + start + max(1, length) if length else 0, today + retires, pppk)
        for post, start, length, retires, pppk in people
        if not length or start + max(1, length) > 0
    ]  # fmt: skip
    held = Held(*(columns(*(int(row[n]) for row in rows)) for n in range(5)))
    found = forecast.course(np.zeros((5, 7), dtype=np.int64), held, (columns(), columns()), ON)
    assert (found.held >= 0).all()
    gone = sum(each.sum() for each in found.leaving.values())
    assert found.held[:, -1].sum() == found.held[:, 0].sum() + found.arriving.sum() - gone
    edges = [number(day) - 1 for day in forecast.marks(ON)[1:]]
    for n, day in enumerate(edges, 1):  # counted the slow way
        there = sum(
            start <= day < min(end or forecast.NEVER, max(retires, today + 1))
            for _post, start, end, retires, _pppk in rows
            if min(end or forecast.NEVER, max(retires, today + 1)) > start
        )
        assert found.held[:, n].sum() == there
