"""Partners alike, circles of milestones, progress, money."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.collaboration.rules.alike import name_key, tax_number
from luwes.collaboration.rules.money import Line, total
from luwes.collaboration.rules.schedule import Step, circle, open_before, progress
from luwes.collaboration.rules.states import AGREEMENT_STEPS, AgreementState, Side
from luwes.collaboration.rules.verifying import may_verify, voices

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "name",
    ["PT. Pemuka Sakti Manis Indah", "P.T. Pemuka Sakti Manis Indah, Tbk.", "pemuka  sakti manis-indah (Persero)"],
)  # fmt: skip
def test_one_company_under_three_names_has_one_key(name: str) -> None:
    assert name_key(name) == "pemuka sakti manis indah"


def test_a_name_of_nothing_but_a_form_stays() -> None:
    assert name_key("Koperasi") == "koperasi"
    assert name_key("—") == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01.234.567.8-322.000", "0012345678322000"),
        ("0012345678322000", "0012345678322000"),
        ("1234", ""),
        ("000000000000000", ""),
        ("01.234.567.8-322.00x", ""),
    ],
)
def test_the_old_and_the_new_tax_number_are_one(text: str, number: str) -> None:
    assert tax_number(text) == number


def test_a_circle_is_found_wherever_it_begins() -> None:
    assert set(circle({1: [2], 2: [3], 3: [4], 4: [2]})) == {2, 3, 4}
    assert circle({1: [1]}) == (1,)
    assert circle({1: [2, 3], 2: [4], 3: [4], 4: [], 9: [8]}) == ()


@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9), max_size=4)))
def test_a_circle_is_told_exactly_where_no_order_exists(waits_for: dict[int, set[int]]) -> None:
    left = {key: set(wanted) & set(waits_for) for key, wanted in waits_for.items()}
    while free := [key for key, wanted in left.items() if not wanted]:
        for key in free:
            del left[key]
        left = {key: wanted - set(free) for key, wanted in left.items()}
    found = circle(waits_for)
    assert bool(found) == bool(left)
    for here, following in zip(found, (*found[1:], *found[:1]), strict=True):
        assert following in waits_for[here]


steps = st.lists(
    st.builds(
        Step, st.integers(1, 99), st.integers(0, 9), st.integers(-50, 400), st.integers(-50, 400),
        st.sampled_from([None, DAY, date(2027, 1, 1)]), st.booleans(),
    )
)  # fmt: skip


@given(steps)
def test_progress_stays_within_nought_and_a_hundred(rows: list[Step]) -> None:
    found = progress(rows, DAY)
    assert 0 <= found.verified <= found.claimed <= 100
    assert 0 <= found.planned <= 100


def test_progress_by_hand() -> None:
    rows = [Step(1, 3, 100, 100, DAY), Step(2, 1, 50, 20, date(2027, 1, 1)), Step(3, 9, 100, 100, DAY, True)]  # fmt: skip
    found = progress(rows, DAY)
    assert (found.claimed, found.verified, found.planned) == (
        Fraction(350, 4), Fraction(320, 4), Fraction(75),
    )  # fmt: skip


def test_what_is_not_verified_whole_holds_up_what_follows() -> None:
    known = {1: Step(1, 1, 100, 90), 2: Step(2, 1, 100, 100), 3: Step(3, 1, dropped=True), 4: Step(4, 1)}  # fmt: skip
    assert open_before(4, {4: [1, 2, 3]}, known) == [1]


def test_money_by_hand() -> None:
    line = Line(3_500_000_000, 2_000_000_000, 2_500_000_000)
    assert (line.over, line.unfounded) == (0, 500_000_000)
    assert Line(10, 12, 15).over == 5
    assert total([line, Line(10, 12, 15)]) == Line(3_500_000_010, 2_000_000_012, 2_500_000_015)


def test_only_the_other_side_verifies_and_never_who_claimed() -> None:
    assert may_verify(Side.PARTNER, Side.GOVERNMENT, is_claimant=False)
    assert not may_verify(Side.GOVERNMENT, Side.GOVERNMENT, is_claimant=False)
    assert not may_verify(Side.PARTNER, Side.GOVERNMENT, is_claimant=True)
    assert not may_verify(None, Side.GOVERNMENT, is_claimant=False)


def test_few_voices_are_no_share() -> None:
    assert not voices([True] * 4).enough
    assert voices([True, False, True, True, True]).enough


def test_nothing_is_signed_that_the_cooperation_team_and_the_partner_did_not_see() -> None:
    ways: list[list[AgreementState]] = [[AgreementState.DRAFTED]]
    signed = []
    while ways:
        way = ways.pop()
        for following in AGREEMENT_STEPS[way[-1]] - set(way):
            ways.append([*way, following])
            if following is AgreementState.SIGNED:
                signed.append(way)
    assert signed
    assert all({AgreementState.REVIEWED, AgreementState.OFFERED} <= set(way) for way in signed)
