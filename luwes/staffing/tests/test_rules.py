"""States of assignments and what is wrong with a need as stated. No database."""

from datetime import date

import pytest

from luwes.core.periods import Period
from luwes.staffing.rules import (
    BINDING,
    RUNNING,
    AssignmentState,
    NeedDraft,
    may_become,
    need_problems,
)

TODAY = date(2025, 2, 24)
WEEK = Period(date(2025, 2, 25), date(2025, 3, 4))
WAYS = {
    "proposed": {"ordered", "withdrawn"},
    "ordered": {"accepted", "declined", "withdrawn", "active"},
    "accepted": {"active", "declined", "withdrawn"},
    "active": {"completed", "withdrawn"},
    "declined": set(),
    "completed": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", list(AssignmentState))
def test_an_assignment_goes_only_where_it_may(state: AssignmentState) -> None:
    assert {new.value for new in AssignmentState if may_become(state, new)} == WAYS[state.value]


def test_whoever_runs_is_bound_and_what_is_over_never_comes_back() -> None:
    assert set(RUNNING) < set(BINDING)
    over = [state for state in AssignmentState if not WAYS[state.value]]
    assert set(over) & set(RUNNING) == set()


def a_draft(**values: object) -> NeedDraft:
    return NeedDraft(
        **{"role": "Perawat", "period": WEEK, "minimum": 1, "desired": 2, "tier": 1, **values}
    )


def test_a_sound_need_has_no_problems() -> None:
    assert need_problems(a_draft(), on=TODAY) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minimum": 0, "desired": 0}, "desired"),
        ({"minimum": -1}, "desired"),
        ({"minimum": 3, "desired": 2}, "desired"),
        ({"desired": 100_001}, "desired"),
        ({"tier": 0}, "tier"),
        ({"tier": 10}, "tier"),
        ({"load": 0}, "load"),
        ({"load": 101}, "load"),
        ({"period": Period(date(2025, 2, 25))}, "last_day"),
        ({"period": Period(date(2025, 2, 20), date(2025, 2, 24))}, "last_day"),
        ({"skills": ((1, 0),)}, "skills"),
        ({"skills": ((1, 6),)}, "skills"),
    ],
)
def test_what_is_wrong_with_a_need_is_told_beside_its_field(wrong: dict, field: str) -> None:
    assert field in {problem.field for problem in need_problems(a_draft(**wrong), on=TODAY)}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = need_problems(a_draft(minimum=9, desired=2, tier=0, load=0), on=TODAY)
    assert [problem.field for problem in found] == ["desired", "tier", "load"]


def test_an_end_before_the_start_is_no_period() -> None:
    with pytest.raises(ValueError, match="a period ends after it starts"):
        Period(date(2025, 3, 4), date(2025, 2, 25))
