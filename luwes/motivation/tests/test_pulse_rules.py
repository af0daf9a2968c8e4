"""What of the weekly question may be seen: nobody can be worked out, by no sums, differences or weeks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.motivation.rules import pulse as rules
from luwes.motivation.rules.pulse import (
    BANK,
    GAP,
    LEAST,
    MANY,
    Cell,
    CellKind,
    Counts,
    Edge,
    Group,
    Question,
    Score,
    next_question,
    publish,
)


def said(*answers: int) -> Counts:
    a, b, c, d, e = (answers.count(value) for value in rules.VALUES)
    return a, b, c, d, e


def some(n: int, value: int = 3) -> Counts:
    return said(*[value] * n)


def shown(cells: Iterable[Cell]) -> dict[tuple[str, str], int]:
    return {(cell.key, cell.kind.value): cell.n for cell in cells}


# ── groups ───────────────────────────────────────────────────────────


def test_a_group_of_four_is_not_shown_and_of_five_is() -> None:
    assert not publish([Group("all", None, some(4))])
    assert shown(publish([Group("all", None, some(5))])) == {("all", "group"): 5}


def test_a_small_unit_is_not_what_is_left_beside_a_large_one() -> None:
    groups = [Group("all", None), Group("a", "all", some(20)), Group("b", "all", some(3))]
    assert shown(publish(groups)) == {("all", "group"): 23}


def test_of_large_ones_the_smallest_hides_with_the_small_one() -> None:
    groups = [Group("all", None), Group("a", "all", some(20)), Group("b", "all", some(3)), Group("c", "all", some(8))]  # fmt: skip
    assert shown(publish(groups)) == {("all", "group"): 31, ("a", "group"): 20, ("all", "rest"): 11}


def test_small_ones_that_are_enough_together_hide_each_other() -> None:
    groups = [Group("all", None), Group("a", "all", some(20)), Group("b", "all", some(3)), Group("c", "all", some(2))]  # fmt: skip
    assert shown(publish(groups)) == {("all", "group"): 25, ("a", "group"): 20, ("all", "rest"): 5}


def test_people_of_a_unit_itself_are_protected_as_its_units_are() -> None:
    groups = [Group("all", None), Group("a", "all", some(2)), Group("a1", "a", some(6)), Group("a2", "a", some(7))]  # fmt: skip
    found = shown(publish(groups))
    assert found == {
        ("all", "group"): 15, ("a", "group"): 15, ("a2", "group"): 7, ("a", "rest"): 8,
    }  # fmt: skip


def test_nobody_left_over_needs_no_hiding() -> None:
    groups = [Group("all", None), Group("a", "all", some(5)), Group("b", "all", some(6)), Group("c", "all")]  # fmt: skip
    assert shown(publish(groups)) == {("all", "group"): 11, ("a", "group"): 5, ("b", "group"): 6}


def test_below_a_hidden_group_nothing_is_shown() -> None:
    groups = [
        Group("all", None), Group("a", "all"), Group("a1", "a", some(9)), Group("b", "all", some(1)),
    ]  # fmt: skip
    assert shown(publish(groups)) == {("all", "group"): 10}


def test_a_group_that_hangs_on_nothing_is_a_fault() -> None:
    with pytest.raises(ValueError, match="hangs on nothing"):
        publish([Group("a", "all", some(9))])


@st.composite
def trees(draw: st.DrawFn) -> list[Group]:
    """A government with a few units and units below them, most of them small."""
    counts = st.tuples(*[st.sampled_from([0, 0, 1, 1, 2, 3, 6])] * 5)
    groups = [Group("all", None, draw(counts))]
    for n in range(draw(st.integers(0, 3))):
        groups.append(Group(f"u{n}", "all", draw(counts)))
        groups += [Group(f"u{n}.{m}", f"u{n}", draw(counts)) for m in range(draw(st.integers(0, 2)))]  # fmt: skip
    return groups


def answered(group: Group) -> int:
    return sum(group.counts)


def leaves_of(key: str, groups: Sequence[Group]) -> frozenset[str]:
    """Every group whose answers lie in this one."""
    inner = [group.key for group in groups if group.parent == key]
    return frozenset({key}).union(*(leaves_of(child, groups) for child in inner))


def reach_of(cell: Cell, cells: Sequence[Cell], groups: Sequence[Group]) -> frozenset[str]:
    """Whose answers a shown figure is of."""
    whole = leaves_of(cell.key, groups)
    if cell.kind is CellKind.GROUP:
        return whole
    inside = [c for c in cells if c.kind is CellKind.GROUP and c.parent == cell.key]
    return whole - frozenset().union(*(leaves_of(c.key, groups) for c in inside))


Row = list[Fraction]


def rank(rows: Sequence[Row]) -> int:
    left, found = [row[:] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((r for r in range(found, len(left)) if left[r][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for r in range(found + 1, len(left)):
            share = left[r][column] / left[found][column]
            left[r] = [a - share * b for a, b in zip(left[r], left[found], strict=True)]
        found += 1
    return found


def can_be_worked_out(wanted: Row, rows: Sequence[Row]) -> bool:
    """Whether some sums and differences of the rows, with whatever weights, give it."""
    return bool(rows) and rank([*rows, wanted]) == rank(rows)


def isolated(weeks: Sequence[Sequence[Group]]) -> list[tuple[str, ...]]:
    """
    Every set of groups with 1 to 4 answers, of one week or of several together, whose sum follows from
    what is shown of all weeks. Answers of two weeks are different answers.
    """
    columns = [(n, g.key) for n, week in enumerate(weeks) for g in week if answered(g)]
    sizes = {(n, g.key): answered(g) for n, week in enumerate(weeks) for g in week}
    rows = []
    for n, week in enumerate(weeks):
        cells = publish(week)
        for cell in cells:
            inside = reach_of(cell, cells, week)
            rows.append([Fraction(w == n and key in inside) for w, key in columns])
    found = []
    few = [column for column in columns if sizes[column] < LEAST]
    for many in range(1, LEAST):
        for chosen in combinations(few, many):
            if sum(sizes[column] for column in chosen) < LEAST:
                wanted = [Fraction(column in chosen) for column in columns]
                if can_be_worked_out(wanted, rows):
                    found.append(tuple(key for _week, key in chosen))
    return found


@given(trees())
def test_no_sums_or_differences_of_what_is_shown_isolate_one_to_four_answers(
    groups: list[Group],
) -> None:
    assert not isolated([groups])
    assert all(cell.n >= LEAST for cell in publish(groups))


@given(trees(), st.data())
def test_nor_do_two_weeks_with_all_their_groups(groups: list[Group], data: st.DataObject) -> None:
    """Next week somebody joined, left or moved: the same tree with a few answers more or less."""
    change = st.integers(0, 2)
    later = [
        Group(g.key, g.parent, (max(0, g.counts[0] - data.draw(change)), g.counts[1] + data.draw(change), *g.counts[2:]))
        for g in groups
    ]  # fmt: skip
    assert not isolated([groups, later])


def test_the_attack_would_find_what_a_careless_page_shows() -> None:
    """So that the two properties above are no empty words: 23 − 20 is told by such a page."""
    columns = [Fraction(1), Fraction(1)]
    assert can_be_worked_out([Fraction(0), Fraction(1)], [columns, [Fraction(1), Fraction(0)]])


@given(trees())
def test_what_is_shown_below_a_group_adds_up_to_it(groups: list[Group]) -> None:
    cells = publish(groups)
    for cell in cells:
        inside = [c for c in cells if c.kind is CellKind.GROUP and c.parent == cell.key]
        rest = [c for c in cells if c.kind is CellKind.REST and c.key == cell.key]
        if cell.kind is CellKind.GROUP and inside:
            assert sum(c.n for c in (*inside, *rest)) == cell.n


# ── figures ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("total", "n", "expected"),
    [
        (15, 5, Score(30)), (16, 5, Score(30)), (17, 5, Score(35)), (25, 5, Score(45, Edge.HIGH)),
        (22, 5, Score(45, Edge.HIGH)), (21, 5, Score(40)), (5, 5, Score(15, Edge.LOW)), (63, 20, Score(32)),
        (100, 20, Score(48, Edge.HIGH)), (20, 20, Score(12, Edge.LOW)), (367, 100, Score(37)),
    ],
)  # fmt: skip
def test_means_are_rounded_by_how_many_answered(total: int, n: int, expected: Score) -> None:
    assert rules.score(total, n) == expected


@pytest.mark.parametrize("n", range(LEAST, 12))
def test_no_figure_tells_what_everybody_or_anybody_answered(n: int) -> None:
    """Whatever figure is shown: for each value there are answers with the figure in which nobody gave it."""
    by_figure: dict[Score, list[tuple[int, ...]]] = {}
    for answers in combinations_with_replacement(rules.VALUES, n):
        by_figure.setdefault(rules.score(sum(answers), n), []).append(answers)
    for figure, possible in by_figure.items():
        middle = [value for value in rules.VALUES if all(value in answers for answers in possible)]
        alike = [answers for answers in possible if len(set(answers)) == 1]
        assert len(possible) > len(alike), figure
        extremes = {1, 5} if figure.edge is Edge.NONE else set()
        assert not extremes & set(middle), figure
        given_by_anybody = {value for answers in possible for value in answers}
        assert len(given_by_anybody) >= 3, figure


def test_a_larger_group_tells_nothing_that_its_parts_do_not() -> None:
    """One answer changed within the rounding of its part changes no figure at all."""
    before = [Group("all", None), Group("a", "all", said(3, 3, 3, 3, 3)), Group("b", "all", some(30, 4))]  # fmt: skip
    after = [Group("all", None), Group("a", "all", said(3, 3, 3, 3, 4)), Group("b", "all", some(30, 4))]  # fmt: skip
    assert publish(before) == publish(after)
    assert {cell.key: cell.score.tenths for cell in publish(after)} == {"all": 39, "a": 30, "b": 40}


def test_the_largest_of_all_agreeing_is_told_as_so_much_or_more() -> None:
    [cell] = publish([Group("all", None, some(MANY * 10, 5))])
    assert (cell.score.tenths, cell.score.edge) == (48, Edge.HIGH)


# ── whose turn it is ─────────────────────────────────────────────────

MONDAY = date(2025, 2, 24)


def test_a_question_never_asked_comes_before_the_one_asked_longest_ago() -> None:
    bank = [Question(1, 1, MONDAY - 20 * GAP), Question(2, 2, None), Question(3, 3, MONDAY - GAP)]
    assert next_question(bank, MONDAY) == bank[1]
    assert next_question([bank[0], bank[2]], MONDAY) == bank[0]
    assert next_question([Question(4, 1, MONDAY - timedelta(weeks=7))], MONDAY) is None


def test_the_bank_that_comes_with_luwes_is_never_short_of_a_question() -> None:
    asked: dict[int, date] = {}
    for n in range(40):
        week = MONDAY + timedelta(weeks=n)
        bank = [Question(k, k, asked.get(k)) for k in range(rules.FEWEST_QUESTIONS)]
        found = next_question(bank, week)
        assert found is not None
        assert found.asked is None or week - found.asked >= GAP
        asked[found.key] = week


def test_the_sentences_are_short_and_different() -> None:
    words = [sentence for _topic, sentence in BANK]
    assert len(set(words)) == len(words) >= rules.FEWEST_QUESTIONS
    assert all(len(sentence) <= 160 for sentence in words)


def test_a_week_begins_on_monday() -> None:
    assert rules.week_of(MONDAY) == rules.week_of(MONDAY + timedelta(days=6)) == MONDAY
