"""Scoring whatever is answered, reading plain marks whatever is written, what a module lacks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from luwes.learning import reading
from luwes.learning.rules import testing, writing
from luwes.learning.rules.states import QuestionKind
from luwes.learning.rules.testing import Item, Tries

SINGLE, MULTIPLE = QuestionKind.SINGLE, QuestionKind.MULTIPLE
NUMBER, SHORT = QuestionKind.NUMBER, QuestionKind.SHORT
words = some.text(max_size=12)


@some.composite
def items(draw: Any) -> Item:
    options = draw(some.integers(2, 6))
    return Item(
        key=draw(some.integers(1, 99)), kind=draw(some.sampled_from(list(QuestionKind))),
        points=draw(some.integers(1, 10)), options=tuple(f"o{n}" for n in range(options)),
        right=tuple(draw(some.sets(some.integers(0, options - 1), min_size=1))),
        number=Fraction(draw(some.integers(-999, 999))), words=tuple(draw(some.lists(words, max_size=3))),
    )  # fmt: skip


answers = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), words,
    some.lists(some.one_of(words, some.integers(-2, 9).map(str), some.none()), max_size=9),
    some.dictionaries(words, words, max_size=2),
)  # fmt: skip


@given(items(), answers)
def test_any_answer_earns_between_nothing_and_all(item: Item, answer: Any) -> None:
    assert 0 <= testing.earned(item, answer) <= item.points


@given(items())
def test_the_right_answer_earns_all_and_none_earns_nothing(item: Item) -> None:
    right: Any = {
        SINGLE: str(item.right[0]), MULTIPLE: [str(n) for n in item.right], NUMBER: str(item.number),
        SHORT: item.words[0] if item.words else "",
    }[item.kind]  # fmt: skip
    if item.kind is not SHORT or testing.plain(str(right)):
        assert testing.earned(item, right) == item.points
    assert testing.earned(item, "") == 0


@given(items(), some.integers(0, 5))
def test_of_several_every_fault_takes_a_share(item: Item, extra: int) -> None:
    several = Item(item.key, MULTIPLE, item.points, item.options, item.right)
    full = [str(n) for n in item.right]
    assert testing.earned(several, full[1:]) < item.points
    if extra not in item.right:
        assert testing.earned(several, [*full, str(extra)]) < item.points
    assert testing.earned(several, [*full, *full]) == item.points  # twice the same is once


@given(some.lists(some.integers(1, 500), unique=True, max_size=40), some.integers(0, 50), words)
def test_a_draw_is_of_the_bank_without_repeats_and_the_same_for_its_seed(bank: list[int], count: int, seed: str) -> None:  # fmt: skip
    drawn = testing.draw(bank, count, seed)
    assert len(drawn) == min(count, len(bank)) == len(set(drawn))
    assert set(drawn) <= set(bank)
    assert drawn == testing.draw(list(reversed(bank)), count, seed)


@given(some.integers(0, 9), words)
def test_shuffling_loses_and_adds_no_option(count: int, seed: str) -> None:
    assert sorted(testing.shuffled(count, seed)) == list(range(count))


@given(some.lists(items(), max_size=8, unique_by=lambda item: item.key), some.dictionaries(some.integers(1, 99), answers))  # fmt: skip
def test_a_result_is_a_percentage_rounded_down(bank: list[Item], said: dict[int, Any]) -> None:
    found = testing.result(bank, said)
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) == (bool(bank) and found.earned == found.possible)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.000", 1000), ("1.234,5", Fraction("1234.5")), ("0.125", Fraction("0.125")), ("1.5", Fraction("1.5")),
        ("2,5", Fraction("2.5")), ("10.000.000", 10**7), ("-1.000", -1000), (" 1 000 ", 1000), ("1,2,3", None),
        ("٣", None), ("1e3", None), ("", None), ("tiga", None), ("9" * 16, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_here_write_them(text: str, number: Any) -> None:
    assert testing.read_number(text) == number


def test_a_number_is_written_as_it_is_read() -> None:
    assert testing.written(Decimal("1500.500000")) == "1500,5"
    assert testing.written(Decimal("0.000000")) == "0"
    assert testing.written(Decimal("4000.000000")) == "4000"
    assert testing.written(None) == ""


def test_an_empty_answer_is_never_the_right_word() -> None:
    assert testing.earned(Item(1, SHORT, words=("?", "")), "!") == 0


def test_tries_end_and_pause() -> None:
    now = datetime(2025, 2, 18, 3, tzinfo=UTC)
    assert not Tries().problems(allowed=1, pause_hours=24, now=now)
    assert [Tries(n).left(2) for n in range(4)] == [2, 1, 0, 0]
    assert Tries(9).left(0) is None
    once = Tries(1, now - timedelta(hours=23))
    assert [p.message[:20] for p in once.problems(allowed=2, pause_hours=24, now=now)] == [
        "Tes berikutnya belum"
    ]
    assert once.problems(allowed=1, pause_hours=0, now=now)
    assert not once.problems(allowed=0, pause_hours=23, now=now)


def test_one_renews_from_two_months_before_the_end() -> None:
    passed = date(2024, 3, 1)
    assert not testing.may_renew(passed, None, date(2030, 1, 1))
    assert not testing.may_renew(passed, 12, date(2024, 12, 31))
    assert testing.may_renew(passed, 12, date(2025, 1, 1))
    assert not testing.may_renew(passed, 1, passed)
    assert testing.may_renew(passed, 1, date(2024, 3, 22))


def of(item: Item) -> list[str]:
    return [problem.message for problem in writing.of_question(item)]


def test_a_question_that_nobody_can_answer_is_refused() -> None:
    assert of(Item(0, SINGLE, options=("a",), right=(0,))) == ["Tulis dua sampai 6 pilihan."]
    assert of(Item(0, SINGLE, options=("a", "b"), right=(0, 1))) == [
        "Tandai satu pilihan yang benar."
    ]
    assert of(Item(0, MULTIPLE, options=("a", "b"))) == [
        "Tandai sedikitnya satu pilihan yang benar."
    ]
    assert of(Item(0, MULTIPLE, options=("Ya", "ya "), right=(0,))) == [
        "Dua pilihan berbunyi sama."
    ]
    assert of(Item(0, SINGLE, options=("+", "-"), right=(0,))) == []
    assert of(Item(0, NUMBER)) == ["Tulis angka yang benar."]
    assert of(Item(0, NUMBER, number=Fraction(1), tolerance=Fraction(-1)))
    assert of(Item(0, SHORT, words=("", " ")))
    assert of(Item(0, SHORT, words=("ok", "?")))


def test_all_that_a_module_lacks_is_told_at_once() -> None:
    found = writing.problems(writing.Written(" ", [("a", " ")], [Item(1, NUMBER)], 2))
    assert [problem.message for problem in found] == [
        "Beri modul ini judul.", "Halaman 1 masih kosong.",
        "Tes mengambil 2 soal, bank soal baru berisi 1.", "Soal 1 belum lengkap.",
    ]  # fmt: skip


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


MARKS = some.sampled_from(
    ["## ", "- ", "1. ", "> ", "**", "*", "[a](", ")", "https://a.id", "javascript:alert(1)", "<script>", "<b onclick=x>",
     "\n", "\n\n", '"', "'", "&lt;", "//e.id", "/belajar/", "x", "\x00", "\\"]
)  # fmt: skip


@given(some.lists(some.one_of(MARKS, words), max_size=30).map("".join))
def test_whatever_is_written_only_our_own_tags_come_out(text: str) -> None:
    for tag, attributes in Tags(str(reading.rendered(text))).found:
        assert tag in {"p", "h2", "ul", "ol", "li", "strong", "em", "a", "blockquote"}
        for name, value in attributes:
            assert (tag, name) == ("a", "href")
            assert value
            assert value.startswith(("https://", "http://", "/"))
            assert not value.startswith("//")


def test_plain_marks_become_what_one_reads() -> None:
    text = "Satu\ndua **tebal** *miring* 2*3*4.\n\n## Judul\n- a\n- [b](/belajar/)\n\n1. x\n2. y\n> Contoh: <i>\n\n[z](javascript:1)"
    assert str(reading.rendered(text, heading=3)) == "\n".join([
        "<p>Satu dua <strong>tebal</strong> <em>miring</em> 2*3*4.</p>", "<h3>Judul</h3>",
        '<ul><li>a</li><li><a href="/belajar/">b</a></li></ul>', "<ol><li>x</li><li>y</li></ol>",
        "<blockquote><p>Contoh: &lt;i&gt;</p></blockquote>", "<p>[z](javascript:1)</p>",
    ])  # fmt: skip
