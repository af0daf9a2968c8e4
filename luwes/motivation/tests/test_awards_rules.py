"""Who judges whom, and from scores to a ranking."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.motivation.rules import awards
from luwes.motivation.rules.awards import Bar, Nominee, Ranked, bar, follows, judges, lacking

ONE = Nominee(
    key=1, user=10, nominator=20, superiors=frozenset({30}), reports=frozenset({40}),
    declared=frozenset({50}),
)  # fmt: skip
OTHER = Nominee(key=2, user=11, nominator=21)
FIELD = (ONE, OTHER)


@pytest.mark.parametrize(
    ("judge", "of_one", "of_other"),
    [
        (10, Bar.NOMINEE, Bar.NOMINEE),  # stands: out of the whole award
        (11, Bar.NOMINEE, Bar.NOMINEE),
        (20, Bar.ONESELF_NOMINATED, None),
        (21, None, Bar.ONESELF_NOMINATED),
        (30, Bar.SUPERIOR, None),
        (40, Bar.SUBORDINATE, None),
        (50, Bar.DECLARED, None),
        (60, None, None),
    ],
)
def test_who_must_not_judge(judge: int, of_one: Bar | None, of_other: Bar | None) -> None:
    assert bar(judge, ONE, FIELD) is of_one
    assert bar(judge, OTHER, FIELD) is of_other


def test_fewer_than_three_without_a_conflict_are_too_few() -> None:
    free = judges([30, 60, 61, 10], FIELD)
    assert free == {1: {60, 61}, 2: {30, 60, 61}}
    assert lacking(free) == {1: 1}
    assert lacking(judges([60, 61, 62], FIELD)) == {}


WEIGHTS = {7: 60, 8: 40}
FREE = {1: frozenset({60, 61, 62}), 2: frozenset({60, 61, 62})}


def all_scores(one: list[int], other: list[int]) -> dict[int, dict[int, dict[int, int]]]:
    """The three judges' scores, the same by both criteria."""
    return {
        key: {60 + n: {7: score, 8: score} for n, score in enumerate(given)}
        for key, given in ((1, one), (2, other))
    }


def test_a_sum_is_weighted() -> None:
    assert awards.weighted({7: 5, 8: 2}, WEIGHTS) == Decimal("3.80")


def test_the_middle_judge_decides_and_one_hand_at_the_end_moves_nothing() -> None:
    ranked = awards.ranking(all_scores([4, 4, 1], [3, 3, 5]), FREE, WEIGHTS)
    assert [(r.key, r.points, r.place) for r in ranked] == [
        (1, Decimal("4.00"), 1),
        (2, Decimal("3.00"), 2),
    ]
    assert ranked[0].is_far_apart


def test_ties_share_a_place_and_are_seen() -> None:
    free = {**FREE, 3: frozenset({60, 61, 62})}
    scores = {**all_scores([4, 4, 4], [4, 4, 4]), 3: all_scores([2, 2, 2], [])[1]}
    assert [(r.key, r.place) for r in awards.ranking(scores, free, WEIGHTS)] == [
        (1, 1),
        (2, 1),
        (3, 3),
    ]


def test_scores_of_who_must_not_judge_are_left_out() -> None:
    free = {1: frozenset({60, 61}), 2: FREE[2]}
    ranked = awards.ranking(all_scores([2, 2, 5], [3, 3, 3]), free, WEIGHTS)
    assert [r.key for r in ranked] == [2, 1]
    assert [judge for judge, _ in ranked[1].by] == [60, 61]


def test_half_a_sheet_is_not_a_score() -> None:
    scores = all_scores([4, 4, 4], [3, 3, 3])
    del scores[1][61][8]
    assert awards.missing(scores, FREE, WEIGHTS) == {61: {1}}
    assert awards.missing(all_scores([4, 4, 4], [3, 3, 3]), FREE, WEIGHTS) == {}
    assert awards.missing({}, FREE, WEIGHTS)[60] == {1, 2}


RANKED = [
    Ranked(1, Decimal(5), 1),
    Ranked(2, Decimal(4), 2),
    Ranked(3, Decimal(4), 2),
    Ranked(4, Decimal(1), 4),
]


@pytest.mark.parametrize(
    ("chosen", "how_many", "expected"),
    [
        ({1}, 1, True),
        ({2}, 1, False),
        ({1, 2}, 2, True),
        ({1, 3}, 2, True),  # between equals either
        ({1, 4}, 2, False),
        ({2, 3}, 2, False),
        ({1}, 2, False),  # fewer than there are
        (set(), 1, False),
        ({1, 2, 3, 4}, 9, True),
    ],
)
def test_following_the_ranking(chosen: set[int], how_many: int, expected: bool) -> None:
    assert follows(RANKED, chosen, how_many) is expected


@given(st.lists(st.integers(1, 5), min_size=3, max_size=9), st.integers(1, 5))
def test_the_median_lies_between_the_lowest_and_the_highest(given_: list[int], more: int) -> None:
    scores = {1: {n: {7: s} for n, s in enumerate(given_)}}
    free = {1: frozenset(range(len(given_)))}
    [row] = awards.ranking(scores, free, {7: 100})
    assert min(given_) <= row.points <= max(given_)
    scores[1][99] = {7: more}
    [again] = awards.ranking(scores, free, {7: 100})
    assert again.points == row.points  # a score from outside the committee
