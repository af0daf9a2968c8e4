from datetime import date

import pytest

from luwes.core.periods import Period, add_months, full_years, through


def test_a_period_holds_its_first_day_and_not_the_day_after_its_last() -> None:
    week = through(date(2025, 2, 24), date(2025, 3, 2))
    assert date(2025, 2, 24) in week
    assert date(2025, 3, 2) in week
    assert date(2025, 3, 3) not in week
    assert (week.last_day, week.days) == (date(2025, 3, 2), 7)


def test_an_end_before_the_start_is_no_period() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2025, 1, 2), date(2025, 1, 2))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 3, 15), 12, date(2026, 3, 15)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_one(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_an_age_grows_on_the_birthday() -> None:
    assert full_years(date(1980, 6, 2), date(2025, 6, 1)) == 44
    assert full_years(date(1980, 6, 2), date(2025, 6, 2)) == 45


def test_what_is_common_and_what_is_left_beside_another() -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert year.common(march) == march.common(year) == march
    assert year.without(march) == [
        Period(date(2026, 1, 1), date(2026, 3, 1)), Period(date(2026, 4, 1), date(2027, 1, 1))
    ]  # fmt: skip
    assert march.without(year) == march.without(Period(date(2020, 1, 1))) == []
    later = Period(date(2027, 1, 1))
    assert later.common(year) is None
    assert later.without(year) == [later]
    assert Period(date(2026, 1, 1)).without(march)[1] == Period(date(2026, 4, 1))
    assert Period(date(2026, 1, 1)).common(later) == later
