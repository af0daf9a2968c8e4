"""How many thanks count: voices, and what a ring is worth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.motivation.rules.thanks import CIRCLE, COUNTED, NEAR, Thank, counted

DAY = date(2026, 3, 10)


def thanks(*pairs: str, on: date = DAY) -> list[Thank]:
    """ "ab" is a to b."""
    return [Thank(ord(pair[0]), ord(pair[1]), on) for pair in pairs]


def total(who: str, *pairs: str) -> int:
    return counted(ord(who), thanks(*pairs), on=DAY).total


@pytest.mark.parametrize(
    ("pairs", "voices"),
    [
        ((), 0),
        (("ba",), 1),
        (("ba", "ba"), 1),  # the same voice
        (("ba", "ca", "da"), 3),
        (("ba", "ab"), 1),  # returned
        (("ba", "ab", "ca", "ac", "da", "ad"), 1),  # three who return are one voice
        (("ba", "ab", "xa"), 2),
        (("ba", "cb", "ac"), 1),  # a → c → b → a
        (("ba", "ca", "ac", "cb"), 1),  # b is in the ring too: a → c → b → a
        (("ba", "ab", "ca"), 2),  # c gets nothing back
        (("ba", "cb", "dc", "ed", "ae", "xa"), 2),  # a ring of five, and one from outside
        (("ba", "cb", "dc", "ed", "fe", "af", "xa"), 2),  # of six: b is an own voice
        (("aa",), 0),
    ],
)
def test_voices_of_a(pairs: tuple[str, ...], voices: int) -> None:
    assert total("a", *pairs) == voices


def test_a_return_of_the_same_year_counts_however_late() -> None:
    far = thanks("ab", on=DAY - timedelta(days=300))
    assert counted(ord("a"), [*thanks("ba", "ca", "ac"), *far], on=DAY).total == 1


def test_a_circle_of_three_is_one_only_while_it_is_near() -> None:
    rest = thanks("ac", "cb", on=DAY - NEAR - timedelta(days=1))
    both = [*thanks("ba", "da", "ad"), *rest]
    assert counted(ord("a"), both, on=DAY).total == 2  # b by itself, d who returns
    assert counted(ord("a"), [*thanks("ba", "da", "ad", "ac", "cb")], on=DAY).total == 1


def test_a_year_is_counted() -> None:
    old = thanks("ba", on=DAY - COUNTED)
    assert counted(ord("a"), old, on=DAY).total == 0
    assert counted(ord("a"), old, on=DAY - timedelta(days=1)).total == 1
    later = thanks("ba", on=DAY + timedelta(days=1))
    assert counted(ord("a"), later, on=DAY).total == 0


def test_those_who_report_to_somebody_are_one_voice_with_who_returns() -> None:
    below = [Thank(n, ord("a"), DAY, from_below=True) for n in range(5)]
    assert counted(ord("a"), below, on=DAY).total == 1
    assert counted(ord("a"), [*below, *thanks("ba", "ab")], on=DAY).total == 1
    assert counted(ord("a"), [*below, *thanks("ba")], on=DAY).total == 2


def test_each_case_of_a_citizen_is_a_voice() -> None:
    assert counted(1, thanks("ba"), on=DAY, citizens=3).total == 3  # the colleague thanked another
    assert counted(ord("a"), thanks("ba"), on=DAY, citizens=3).total == 4


GROUP = st.integers(2, CIRCLE)
DAYS = st.integers(0, NEAR.days)


@st.composite
def closed_groups(draw: st.DrawFn) -> tuple[int, list[Thank], list[Thank], set[int]]:
    """People who thank each other round, any thanks more among them, and thanks from outside."""
    size = draw(GROUP)
    members = list(range(size))

    def at() -> date:
        return DAY - timedelta(days=draw(DAYS))

    ring = [Thank(n, (n + 1) % size, at()) for n in members]
    pairs = st.tuples(st.sampled_from(members), st.sampled_from(members)).filter(
        lambda p: p[0] != p[1]
    )
    more = [Thank(a, b, at()) for a, b in draw(st.lists(pairs, max_size=40))]
    outside = [
        Thank(giver, receiver, at())
        for giver, receiver in draw(
            st.lists(st.tuples(st.integers(100, 110), st.sampled_from(members)), max_size=15)
        )
    ]
    return size, ring + more, outside, {t.giver for t in outside}


@given(closed_groups())
def test_a_closed_group_never_lifts_a_member_above_the_voices_from_outside_and_one(
    group: tuple[int, list[Thank], list[Thank], set[int]],
) -> None:
    size, inside, outside, _givers = group
    for member in range(size):
        from_outside = {t.giver for t in outside if t.receiver == member}
        found = counted(member, inside + outside, on=DAY)
        assert found.total <= len(from_outside) + 1
        assert found.outside == from_outside


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 400), st.booleans()),
        max_size=40,
    )
)
def test_more_thanks_among_others_or_from_oneself_never_raise_a_count(
    drawn: list[tuple[int, int, int, bool]],
) -> None:
    rows = [Thank(a, b, DAY - timedelta(days=d), below) for a, b, d, below in drawn]
    own = [t for t in rows if t.receiver == 0]
    assert counted(0, rows, on=DAY).total <= counted(0, own, on=DAY).total


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 300)), max_size=20))
def test_without_any_return_every_giver_is_a_voice(drawn: list[tuple[int, int]]) -> None:
    rows = [Thank(giver, 0, DAY - timedelta(days=d)) for giver, d in drawn]
    assert counted(0, rows, on=DAY).total == len({giver for giver, _ in drawn})


def test_only_voices_from_a_day_on_are_counted_where_one_is_given() -> None:
    before, after = DAY - timedelta(days=40), DAY - timedelta(days=5)
    thanks = [Thank(2, 1, before), Thank(3, 1, after), Thank(1, 3, before)]
    assert counted(1, thanks, on=DAY).total == 2
    found = counted(1, thanks, on=DAY, first=DAY - timedelta(days=10))
    assert (found.outside, found.inside) == (set(), {3})  # what was given before still binds


def test_where_not_all_ways_could_be_followed_colleagues_are_one_voice() -> None:
    told = thanks("ba", "ca", "da")
    assert counted(ord("a"), told, on=DAY, citizens=2).total == 5
    assert counted(ord("a"), told, on=DAY, citizens=2, is_cut=True).total == 3
