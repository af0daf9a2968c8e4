from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.organisation.rules import workload as rules
from luwes.organisation.rules.workload import Work


def work(task: str, volume: str, norm: str) -> Work:
    return Work(task, Decimal(volume), Decimal(norm))


@pytest.mark.parametrize(("minutes", "effective", "need"), [
    ("75000", 75_000, "1.0000"),
    ("0", 75_000, "0.0000"),
    ("187500", 75_000, "2.5000"),
    ("100000", 75_000, "1.3333"),
    ("100000", 72_000, "1.3889"),
    ("3.75", 75_000, "0.0001"),  # a half of the last place goes up
])  # fmt: skip
def test_need_is_the_load_by_a_persons_year(minutes: str, effective: int, need: str) -> None:
    assert str(rules.raw_need(Decimal(minutes), effective)) == need


@pytest.mark.parametrize(("need", "heads"), [
    ("0.4999", 0), ("0.5000", 1), ("1.4999", 1), ("1.5000", 2), ("2.5000", 3), ("7.0000", 7),
])  # fmt: skip
def test_halves_are_rounded_upwards(need: str, heads: int) -> None:
    assert rules.rounded(Decimal(need)) == heads
    assert not rules.needs_reason(Decimal(need), heads)
    assert rules.needs_reason(Decimal(need), heads + 1)


@pytest.mark.parametrize(("job_efficiency", "grade"), [
    ("1.01", "A"), ("1.00", "B"), ("0.90", "B"), ("0.89", "C"), ("0.70", "C"), ("0.69", "D"),
    ("0.50", "D"), ("0.49", "E"), ("0", "E"),
])  # fmt: skip
def test_grades_begin_where_the_rule_says(job_efficiency: str, grade: str) -> None:
    assert rules.grade(Decimal(job_efficiency)) == grade


def test_efficiency_is_of_those_who_are_there() -> None:
    assert rules.efficiency(Decimal(150_000), 2, 75_000) == 1
    assert rules.efficiency(Decimal(150_000), 4, 75_000) == Decimal("0.50")
    assert rules.efficiency(Decimal(150_000), 0, 75_000) is None


def test_tasks_of_two_years_stand_side_by_side_the_largest_change_first() -> None:
    before = [work("Menyusun laporan", "12", "600"), work("Arsip", "100", "10")]
    after = [work("menyusun  LAPORAN.", "24", "600"), work("Verifikasi data", "500", "60")]
    found = rules.compare(before, after)
    assert [(c.task, c.change) for c in found] == [
        ("Verifikasi data", Decimal(30_000)), ("menyusun  LAPORAN.", Decimal(7_200)),
        ("Arsip", Decimal(-1_000)),
    ]  # fmt: skip
    assert found[0].before is None
    assert found[2].after is None


amounts = st.decimals(0, 100_000, places=2)


@given(st.lists(st.tuples(amounts, amounts), max_size=8))
def test_need_grows_with_every_task_and_is_never_negative(
    figures: list[tuple[Decimal, Decimal]],
) -> None:
    works = [Work(str(n), *pair) for n, pair in enumerate(figures)]
    needs = [rules.raw_need(rules.load(works[:n]), 75_000) for n in range(len(works) + 1)]
    assert needs == sorted(needs)
    assert needs[0] == 0
