"""What the law gives, by examples; no database."""

from datetime import date

import pytest

from luwes.appointments.rules import LeaveKind
from luwes.appointments.rules.entitlement import (
    PNS_LIMITS,
    PPPK_LIMITS,
    Balance,
    Certificate,
    LeaveLimits,
    Proof,
    Standing,
    Taken,
    WorkDays,
    against,
    annual,
)
from luwes.core.periods import Period, through

LONG_AGO = date(2010, 3, 1)
FIVE, SIX = WorkDays(), WorkDays(a_week=6)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    week = through(date(2025, 3, 3), date(2025, 3, 9))  # Monday to Sunday
    assert (FIVE.count(week), SIX.count(week)) == (5, 6)
    assert WorkDays(frozenset({date(2025, 3, 5), date(2025, 3, 8)})).count(week) == 4


def test_working_days_over_new_year_are_counted_by_year() -> None:
    days = WorkDays(frozenset({date(2026, 1, 1)}))
    assert days.by_year(through(date(2025, 12, 29), date(2026, 1, 2))) == {2025: 3, 2026: 1}


@pytest.mark.parametrize(
    ("taken", "carried"),
    [
        pytest.param(Taken(opening=(2025, 0), days={2025: 12}), 0, id="all taken"),
        pytest.param(Taken(opening=(2025, 0), days={2025: 8}), 4, id="four left"),
        pytest.param(Taken(opening=(2025, 0), days={2025: 2}), 6, id="at most six: 18 in all"),
        pytest.param(Taken(opening=(2024, 0)), 12, id="two years unused: 24 in all"),
        pytest.param(Taken(opening=(2025, 0)), 6, id="one year unused; the other is not known"),
        pytest.param(
            Taken(opening=(2025, 0), days={2025: 2}, deferred={2025: 8}), 10, id="deferred days"
        ),
        pytest.param(
            Taken(opening=(2025, 6), days={2025: 6}), 6, id="what was brought is used first"
        ),
        pytest.param(Taken(opening=(2026, 3)), 3, id="an opening balance counts as it is"),
        pytest.param(Taken(opening=(2025, 0), long_years={2025}), 0, id="long leave last year"),
        pytest.param(Taken(), 0, id="nothing known: nothing carried"),
    ],
)
def test_what_comes_over_from_earlier_years(taken: Taken, carried: int) -> None:
    found = annual(2026, taken, PNS_LIMITS, since=LONG_AGO)
    assert (found.carried, found.right) == (carried, 12)
    assert found.assumed is (taken.opening is None)


def test_a_pppk_brings_nothing_over() -> None:
    taken = Taken(opening=(2024, 0))
    assert annual(2026, taken, PPPK_LIMITS, since=LONG_AGO).carried == 0


def test_long_leave_takes_the_annual_leave_of_its_year() -> None:
    found = annual(2026, Taken(opening=(2026, 5), long_years={2026}), PNS_LIMITS, since=LONG_AGO)
    assert (found.right, found.carried, found.left, found.lapsed) == (0, 0, 0, True)


def test_the_first_year_gives_no_annual_leave() -> None:
    assert annual(2026, Taken(), PNS_LIMITS, since=date(2026, 3, 1)).right == 0
    assert annual(2027, Taken(), PNS_LIMITS, since=date(2026, 3, 1)).right == 12


def test_collective_leave_reduces_annual_leave_only_where_a_rule_says_so() -> None:
    taken = Taken(collective={2026: 3})
    assert annual(2026, taken, PNS_LIMITS, since=LONG_AGO).left == 12
    assert annual(2026, taken, LeaveLimits(collective_reduces=True), since=LONG_AGO).left == 9


def test_what_waits_cannot_be_asked_for_twice() -> None:
    found = annual(2026, Taken(days={2026: 4}), PNS_LIMITS, since=LONG_AGO, waiting=5)
    assert (found.left, found.free) == (8, 3)


PNS = Standing(True, LONG_AGO, {2026: Balance(2026, 12, 0, 10)})
NEW = Standing(True, date(2025, 12, 1), {2026: Balance(2026, 12, 0, 0)})
PPPK = Standing(False, LONG_AGO, {2026: Balance(2026, 12, 0, 0)})


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


CASES = [
    ("two days left, two asked", LeaveKind.ANNUAL, day(3, 2), day(3, 3), PNS, Proof(), []),
    ("two days left, three asked", LeaveKind.ANNUAL, day(3, 2), day(3, 4), PNS, Proof(), ["over"]),
    ("only a weekend", LeaveKind.ANNUAL, day(3, 7), day(3, 8), PNS, Proof(), ["first_day"]),
    ("a year is not served", LeaveKind.ANNUAL, day(3, 2), day(3, 3), NEW, Proof(), ["over"]),
    ("three months long", LeaveKind.LONG, day(3, 1), day(5, 31), PNS, Proof(), []),
    ("a day more", LeaveKind.LONG, day(3, 1), day(6, 1), PNS, Proof(), ["over"]),
    ("five years are not served", LeaveKind.LONG, day(3, 1), day(3, 9), NEW, Proof(), ["over"]),
    ("long leave of a PPPK", LeaveKind.LONG, day(3, 1), day(3, 9), PPPK, Proof(), ["kind"]),
    ("a fortnight, any doctor", LeaveKind.SICK, day(3, 1), day(3, 14), PPPK, Proof(Certificate.DOCTOR), []),
    ("ill without a paper", LeaveKind.SICK, day(3, 1), day(3, 2), PNS, Proof(), ["certificate"]),
    ("fifteen days, any doctor", LeaveKind.SICK, day(3, 1), day(3, 15), PNS, Proof(Certificate.DOCTOR), ["certificate"]),
    ("fifteen days, government's", LeaveKind.SICK, day(3, 1), day(3, 15), PNS, Proof(Certificate.GOVERNMENT), []),
    ("over a year", LeaveKind.SICK, day(3, 1), day(3, 1, 2027), PNS, Proof(Certificate.GOVERNMENT), ["over"]),
    ("over a year, by the board", LeaveKind.SICK, day(3, 1), day(3, 1, 2027), PNS, Proof(Certificate.BOARD), []),
    ("the third child", LeaveKind.MATERNITY, day(3, 1), day(5, 31), PNS, Proof(child=3), []),
    ("the fourth child", LeaveKind.MATERNITY, day(3, 1), day(5, 31), PNS, Proof(child=4), ["child"]),
    ("which child is not said", LeaveKind.MATERNITY, day(3, 1), day(3, 9), PNS, Proof(), ["child"]),
    ("a month", LeaveKind.IMPORTANT, day(3, 1), day(3, 31), PNS, Proof(), []),
    ("a month and a day", LeaveKind.IMPORTANT, day(3, 1), day(4, 1), PNS, Proof(), ["over"]),
    ("three years unpaid", LeaveKind.UNPAID, day(3, 1), day(2, 28, 2029), PNS, Proof(), []),
    ("more than three", LeaveKind.UNPAID, day(3, 1), day(3, 1, 2029), PNS, Proof(), ["over"]),
    ("an extension of nothing", LeaveKind.UNPAID, day(3, 1), day(4, 1), PNS, Proof(is_extension=True), ["first_day"]),
    ("collective leave of a PPPK", LeaveKind.COLLECTIVE, day(3, 2), day(3, 2), PPPK, Proof(), []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_stands_against_a_leave(case) -> None:
    _name, kind, first, last, standing, proof, fields = case
    limits = PNS_LIMITS if standing.is_pns else PPPK_LIMITS
    found = against(kind, through(first, last), standing, limits, FIVE, proof)
    assert [problem.field for problem in found] == fields


def test_long_leave_again_needs_five_years_between() -> None:
    before = Standing(True, LONG_AGO, {}, [(LeaveKind.LONG, Period(day(3, 2, 2021), day(4, 1, 2021)))])  # fmt: skip
    again = lambda first: against(  # noqa: E731
        LeaveKind.LONG, Period(first, day(4, 9)), before, PNS_LIMITS, FIVE, None
    )
    assert [p.field for p in again(day(3, 1))] == ["over"]
    assert again(day(3, 2)) == []


def test_what_was_decided_on_paper_showed_its_proof_there() -> None:
    sick = through(day(3, 1), day(3, 20))
    assert against(LeaveKind.SICK, sick, PNS, PNS_LIMITS, FIVE, None) == []
