"""Which heads from outside are counted, what is wrong with a list, how long somebody is there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period
from luwes.staffing import contingent_rules as rules
from luwes.staffing.contingent_rules import Body, Name, State

NEED = Period(date(2025, 2, 25), date(2025, 3, 4))  # 25 February to 3 March
FIRST, LAST = date(2025, 2, 25), date(2025, 3, 3)


def day(n: int) -> date:
    """The n-th day of the need, from one."""
    return FIRST + timedelta(days=n - 1)


@pytest.mark.parametrize(
    ("first", "end", "on", "is_covering"),
    [
        (1, 8, day(1), True),  # the whole need
        (0, 9, day(1), True),  # more than it
        (1, 7, day(1), False),  # goes a day too early
        (3, 8, day(1), False),  # comes late: nobody on the first two days
        (3, 8, day(2), False),
        (3, 8, day(3), True),  # the days before are over
        (3, 8, day(6), True),
        (7, 8, day(20), True),  # of a need that is over: was there at its end
        (1, 5, day(20), False),
        (8, 10, day(20), False),  # never at the same time
    ],
)
def test_only_who_is_there_on_every_day_ahead_fills_heads(
    first: int, end: int, on: date, is_covering: bool
) -> None:
    assert rules.covers(Period(day(first), day(end)), NEED, on) is is_covering


def test_a_need_without_an_end_is_covered_by_nobody() -> None:
    assert not rules.covers(NEED, Period(FIRST), FIRST)


@given(st.integers(-3, 8), st.integers(1, 12), st.integers(-3, 12))
def test_covering_means_holding_all_days_ahead(first: int, days: int, today: int) -> None:
    stay, on = Period(day(first), day(first + days)), day(today)
    covered, ahead = rules.days_covered(stay, NEED, on)
    if ahead:
        assert rules.covers(stay, NEED, on) == (covered == ahead)
    else:
        assert on > LAST


@pytest.mark.parametrize(
    ("groups", "skills", "says_so", "listed", "fitting"),
    [
        (False, False, False, 0, 20),  # nothing is asked
        (True, False, False, 20, 0),  # no list shows a group of civil servants
        (False, True, False, 0, 0),
        (False, True, False, 8, 8),
        (False, True, False, 25, 20),
        (True, True, True, 0, 20),
    ],
)
def test_who_does_not_meet_what_is_asked_comes_as_a_helper(
    groups: bool, skills: bool, says_so: bool, listed: int, fitting: int
) -> None:
    found = rules.fitting(
        20, asks_groups=groups, asks_skills=skills, says_so=says_so, listed=listed
    )
    assert found == fitting


@pytest.mark.parametrize(
    ("state", "heads"),
    [(State.EXPECTED, 5), (State.HERE, 5), (State.DONE, 5), (State.CANCELLED, 0)],
)
def test_who_was_called_off_is_not_counted(state: State, heads: int) -> None:
    assert rules.counted(state, 5, NEED, NEED, FIRST) == heads


def test_everything_wrong_is_told_at_once() -> None:
    draft = rules.Draft(Body.ARMY, "  ", 0, Period(date(2025, 1, 1), date(2025, 1, 3)))
    fields = [problem.field for problem in rules.problems(draft, NEED, on=FIRST)]
    assert fields == ["name", "heads", "last_day", "first_day"]
    draft = rules.Draft(Body.ARMY, "Kodim", 1, Period(FIRST))
    assert [p.field for p in rules.problems(draft, NEED, on=FIRST)] == ["last_day"]


AT = datetime(2025, 2, 25, 0, 0, tzinfo=UTC)


def hour(n: int) -> datetime:
    return AT + timedelta(hours=n)


@pytest.mark.parametrize(
    ("signs", "since"),
    [
        ([], None),
        ([(1, 20)], 1),
        ([(1, 20), (6, -20)], None),
        ([(1, 20), (6, 20), (7, -20)], 6),  # relieved: the first to come went
        ([(1, 20), (6, 20), (7, -5)], 1),
        ([(1, 20), (2, -25), (3, 4)], 3),  # never fewer than nobody
    ],
)
def test_who_came_first_goes_first(signs: list[tuple[int, int]], since: int | None) -> None:
    found = rules.longest_stay_since((hour(at), change) for at, change in signs)
    assert found == (None if since is None else hour(since))


def test_twelve_hours_are_no_alarm_and_a_minute_more_is() -> None:
    assert not rules.is_late(AT, hour(12), 12)
    assert rules.is_late(AT, hour(12) + timedelta(minutes=1), 12)
    assert not rules.is_late(None, hour(99), 12)


def test_numbers_are_compared_without_their_marks() -> None:
    assert rules.number_key(Body.ARMY, "31.98-0123 ab") == "army 31980123AB"
    assert rules.number_key(Body.POLICE, "319801") != rules.number_key(Body.ARMY, "319801")
    nik = "1871010101900001"
    assert rules.number_key(Body.POLICE, nik) == rules.number_key(Body.RED_CROSS, f" {nik} ")
    assert rules.number_key(Body.OTHER, " - ") == ""


def test_a_list_is_checked_whole() -> None:
    names = [
        Name("Budi Santoso", "11"), Name("B. Santoso", "1 1"), Name("  ", "12"), Name("Sari Dewi"),
        Name("sari  dewi"), Name("Made Arta", "13"),
    ]  # fmt: skip
    told = [
        p.message
        for p in rules.listed_problems(Body.ARMY, names, 6, standing=[("Wayan", "army 13")])
    ]
    assert len(told) == 5
    assert "7 nama" in told[0]
    assert told[1].startswith("B. Santoso: nomornya sudah ada")
    assert told[2] == "Ada baris tanpa nama."
    assert told[3].startswith("sari  dewi tertulis dua kali")
    assert told[4].startswith("Made Arta: nomornya")


def test_namesakes_with_numbers_are_two_people() -> None:
    names = [Name("Budi", "11"), Name("Budi", "12"), Name("Budi")]
    assert not rules.listed_problems(Body.ARMY, names, 3)
