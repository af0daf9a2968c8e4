"""The sums behind needs, as people read them. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.staffing import rules
from luwes.staffing.rules import Basis, Ratio


def test_the_shelter_of_the_flood_is_worked_out_in_words() -> None:
    working = rules.work_out(1200, Ratio(Basis.DISPLACED, 50, 1, 3))
    assert working.headcount == 72
    assert working.words == "1.200 pengungsi ÷ 50 × 3 shift = 72"


def test_a_sum_from_an_estimate_says_so() -> None:
    working = rules.work_out(2888, Ratio(Basis.AFFECTED, 5000), is_estimate=True)
    assert working.words == "± 2.888 jiwa terdampak (perkiraan) ÷ 5.000 = 1"


def test_an_odd_rest_asks_for_one_group_more() -> None:
    assert rules.work_out(1210, Ratio(Basis.DISPLACED, 50, 1, 3)).headcount == 75


def test_nobody_counted_asks_for_nobody() -> None:
    assert rules.work_out(0, Ratio(Basis.DISPLACED, 50, 1, 3)).headcount == 0


def test_meals_are_three_a_day_for_each_displaced_person() -> None:
    amount = rules.amount_of(Basis.MEALS, {Basis.DISPLACED: 1200})
    working = rules.work_out(amount, Ratio(Basis.MEALS, 100, 3))
    assert working.words == "3.600 porsi sehari ÷ 100 × 3 orang = 108"


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (Ratio(Basis.DISPLACED, 50, 1, 3), "1 orang per 50 pengungsi × 3 shift"),
        (Ratio(Basis.AREA, 1, 3), "3 orang per kecamatan"),
        (Ratio(Basis.AFFECTED, 1500, 3), "3 orang per 1.500 jiwa terdampak"),
    ],
)
def test_a_ratio_reads_like_a_sentence(ratio: Ratio, words: str) -> None:
    assert rules.ratio_words(ratio) == words


@given(st.integers(1, 100_000), st.integers(1, 5000), st.integers(1, 9), st.integers(1, 4))
def test_a_sum_never_falls_short_of_its_ratio(
    amount: int, per: int, times: int, shifts: int
) -> None:
    heads = rules.work_out(amount, Ratio(Basis.AFFECTED, per, times, shifts)).headcount
    assert heads * per >= amount * times * shifts
    assert heads % (times * shifts) == 0
