"""Pins hold, or are refused with the row and the rule they break."""

from typing import Any

import pytest

from luwes_planner import CannotPin, Instance, from_columns, solve
from luwes_planner.tests.instances import tables


def pinned(*pins: tuple[str, str], **changes: Any) -> Instance:
    return from_columns(
        **tables(
            places=[
                {"place": "a", "lat": -5.4, "lon": 105.2},
                {"place": "far", "lat": 5.0, "lon": 95.0},
            ],
            units=[{"unit": "u"}],
            people=[
                {"person": "p", "unit": "u", "group": "regu"},
                {"person": "q", "unit": "u", "group": "regu"},
                {"person": "r", "unit": "u", "group": "guru"},
                {"person": "ill", "unit": "u", "group": "regu", "state": "away"},
                {"person": "never", "unit": "u", "group": "regu"},
            ],
            needs=[
                {"need": "n", "groups": "regu"},
                {"need": "m", "minimum": 0, "desired": 5},
                {"need": "away", "place": "far", "max_minutes": 60},
            ],
            presence=[{"unit": "u", "minimum": changes.get("minimum", 0)}],
            rules=[{"person": "never", "rule": "exclude"}]
            + [{"person": p, "need": n, "rule": "pin"} for p, n in pins],
        )
    )


def test_a_pin_holds_even_where_another_would_be_better() -> None:
    plan = solve(pinned(("p", "m"), ("q", "n")))
    assert plan.assignments()["p"] == "m"
    assert plan.assignments()["q"] == "n"
    assert plan.optimal


@pytest.mark.parametrize(
    ("pins", "words"),
    [
        ([("ill", "n")], "rules, row 3, column person: found 'ill', not available"),
        ([("r", "n")], "'r', not allowed for 'n'"),
        ([("p", "away")], "'p', not allowed for 'away'"),
        ([("never", "m")], "never sent by a rule"),
        ([("p", "n"), ("q", "n")], "rules, row 4, column person: found 2 pins to 'n', expected at most 1"),
        ([("p", "n"), ("p", "m")], "rules, row 4, column person: found a second pin of 'p'"),
    ],
)  # fmt: skip
def test_a_pin_that_breaks_a_rule_is_refused(pins: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(CannotPin) as refused:
        solve(pinned(*pins))
    assert words in str(refused.value)


def test_pins_that_only_together_break_presence_are_refused() -> None:
    assert solve(pinned(("p", "m"), minimum=3)).optimal  # four present, one may go
    with pytest.raises(CannotPin, match=r"row 4.*2 pinned away from 'u' \(everyone\), 4 present"):
        solve(pinned(("p", "m"), ("q", "n"), minimum=3))
