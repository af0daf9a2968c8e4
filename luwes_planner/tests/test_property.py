"""Whatever mixture of features a window has, its plan is the best of all, proven and checked.

The long form (`make test-all`) tries thousands of windows and larger ones.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luwes_planner import CannotPin, check, from_columns, solve
from luwes_planner.tests.brute import best_rank, can_pin
from luwes_planner.tests.instances import Columns
from luwes_planner.tests.windows import windows

pytestmark = pytest.mark.timeout(3000)  # for the long form
LONG = os.environ.get("LUWES_SLOW") == "1"


def tried(examples: int, long: int) -> Callable[[Any], Any]:
    """The same examples each time, so that a failure is a change of ours."""
    return settings(
        max_examples=long if LONG else examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def assert_best(columns: Columns) -> str:
    """Solve, and hold the plan against all plans there are; returns the method."""
    instance = from_columns(**columns)
    if not can_pin(instance):
        with pytest.raises(CannotPin):
            solve(instance)
        return "refused"
    plan = solve(instance)
    assert plan.rank == best_rank(instance)
    assert plan.optimal
    assert check(instance, plan) == []
    assert plan.method == "mip" or plan.gap == 0
    return plan.method


@tried(160, 4000)
@given(windows(large=LONG))
def test_the_plan_of_any_window_is_the_best_that_trying_all_finds(columns: Columns) -> None:
    assert_best(columns)


def test_presence_that_crosses_gets_the_best_plan_too() -> None:
    methods: set[str] = set()

    @tried(60, 600)
    @given(windows(crossing=True))
    def tell(columns: Columns) -> None:
        methods.add(assert_best(columns))

    tell()
    assert methods >= {"flow", "mip"}


@tried(30, 400)
@given(windows(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(columns: Columns, order: Any) -> None:
    instance = from_columns(**columns)
    if not can_pin(instance):
        return
    mixed: dict[str, Any] = {}
    for name, table in columns.items():
        rows = list(zip(*table.values(), strict=True)) if name != "weights" else []
        order.shuffle(rows)
        mixed[name] = dict(zip(table, zip(*rows, strict=True), strict=True)) if rows else table
    mixed = {
        n: {k: list(v) for k, v in t.items()} if n != "weights" else t for n, t in mixed.items()
    }
    again = from_columns(**mixed)
    assert again.sha256() == instance.sha256()
    assert solve(again) == solve(instance)
