"""Readers of cells: what is mended, what is refused, and that nothing makes them fall over."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.imports import cells
from luwes.imports.rules import Cell, Mend, Reader, Severity

BORN = date(1990, 4, 12)


def parts(read: Any) -> tuple[Any, tuple[Mend, ...], str]:
    """Value, mends and complaint of a cell that was read."""
    if isinstance(read, Cell):
        return read.value, read.mends, read.fault.message if read.fault else ""
    return read, (), ""


@pytest.mark.parametrize(
    ("raw", "mend"),
    [
        ("12-04-1990", None),
        ("1990-04-12", None),
        ("1990-04-12T00:00:00", None),
        ("1990-04-12 00:00:00.000", None),
        ((1990, 4, 12), None),
        ("12/04/1990", Mend.TEXT_DATE),
        ("12/4/1990", Mend.TEXT_DATE),
        ("12.04.1990", Mend.TEXT_DATE),
        ("12 04 1990", Mend.TEXT_DATE),
        ("1990/04/12", Mend.TEXT_DATE),
        ("19900412", Mend.TEXT_DATE),
        ("12 April 1990", Mend.TEXT_DATE),
        ("12-Apr-1990", Mend.TEXT_DATE),
        ("12 APRIL 1990", Mend.TEXT_DATE),
        (" 12-04-1990 ", Mend.SPACES),
        ("'12-04-1990", Mend.APOSTROPHE),
        (32975, Mend.SERIAL_DATE),
        (32975.0, Mend.SERIAL_DATE),
        ("32975", Mend.SERIAL_DATE),
    ],
)
def test_days_are_read_however_they_are_written(raw: Any, mend: Mend | None) -> None:
    assert parts(cells.day(raw)) == (BORN, (mend,) if mend else (), "")


@pytest.mark.parametrize(
    "word",
    ["Januari", "Pebruari", "Maret", "Mei", "Juni", "Juli", "Agustus", "Sept", "Okt", "Nopember"],
)
def test_months_have_indonesian_names(word: str) -> None:
    value, _, complaint = parts(cells.day(f"5 {word} 2001"))
    assert isinstance(value, date)
    assert not complaint


@pytest.mark.parametrize(
    "raw",
    ["", "-", None, "0000-00-00", "00-00-0000", "00/00/0000", 0, 0.0, "NULL", "n/a", "0",
     (1899, 12, 30), (1899, 12, 31)],
)  # fmt: skip
def test_no_day_is_no_day(raw: Any) -> None:
    assert parts(cells.day(raw)) == (None, (), "")


@pytest.mark.parametrize(
    "raw",
    ["31-02-1990", "1990-13-01", "32/01/1990", "besok", "12-04-90", (1990, 2, 31), -5, 1e12,
     float("nan"), float("inf"), "12-04-1066", True],
)  # fmt: skip
def test_an_impossible_day_is_refused(raw: Any) -> None:
    read = cells.day(raw)
    assert isinstance(read, Cell)
    assert read.fault
    assert read.fault.severity is Severity.REFUSED
    assert read.fault.message == "tanggal mustahil"


@pytest.mark.parametrize(
    ("raw", "value", "mends"),
    [
        ("Sri Rejeki", "Sri Rejeki", ()),
        ("  Sri   Rejeki ", "Sri Rejeki", (Mend.SPACES,)),
        ("Sri\xa0Rejeki", "Sri Rejeki", (Mend.SPACES,)),
        ("Sri\u200b Rejeki", "Sri Rejeki", (Mend.SPACES,)),
        ("Sri\nRejeki\t", "Sri Rejeki", (Mend.SPACES,)),
        ("'Sri", "Sri", (Mend.APOSTROPHE,)),
        ("`Sri", "Sri", (Mend.APOSTROPHE,)),
        ("Nur'aini", "Nur'aini", ()),
        ("-", "", ()),
        ("NULL", "", ()),
        (None, "", ()),
        (12.0, "12", ()),
        (True, "TRUE", ()),
    ],
)
def test_texts_are_tidied(raw: Any, value: str, mends: tuple[Mend, ...]) -> None:
    assert cells.tidy(raw) == (value, mends)


@pytest.mark.parametrize(
    "raw",
    ["=1+1", "=HYPERLINK(\"http://contoh.invalid\")", "@SUM(A1)", "+cmd|' /C calc'!A0", "-A1",
     "<script>alert(1)</script>", "<b>Sri</b>", "</td>", "<!-- x -->"],
)  # fmt: skip
def test_formula_and_markup_stay_text_and_are_told(raw: str) -> None:
    value, _, complaint = parts(cells.text(80)(raw))
    assert value == raw
    assert complaint == "rumus atau markah disimpan sebagai teks"


@pytest.mark.parametrize("raw", ["-5", "+62 811", "a < b", "Seksi A & B", "3 = 3"])
def test_ordinary_texts_are_not_taken_for_formulas(raw: str) -> None:
    assert parts(cells.text(80)(raw))[2] == ""


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    value, _, complaint = parts(cells.text(5)("Sri Rejeki"))
    assert (value, complaint) == ("Sri R", "teks terlalu panjang")


@pytest.mark.parametrize("raw", [1.9e17, 199004122015022003.0, "1,99004E+17", "1.9E+17", 12.5])
def test_an_id_broken_by_number_format_is_refused(raw: Any) -> None:
    assert parts(cells.identifier(40)(raw))[2] == cells.BROKEN_NUMBER


@pytest.mark.parametrize(("raw", "value"), [("0012", "0012"), (12.0, "12"), (" A-1 ", "A-1")])
def test_an_id_is_text(raw: Any, value: str) -> None:
    assert parts(cells.identifier(40)(raw))[::2] == (value, "")


@pytest.mark.parametrize(
    ("raw", "value", "complaint"),
    [
        ("0811-0000-001", "08110000001", ""),
        ("+62 811 0000 001", "+628110000001", ""),
        (8110000001.0, "08110000001", ""),
        ("(0721) 555 010", "0721555010", ""),
        ("tidak punya", "tidakpunya", "bukan nomor telepon"),
        ("", "", ""),
    ],
)
def test_telephone_numbers(raw: Any, value: str, complaint: str) -> None:
    assert parts(cells.phone(raw))[::2] == (value, complaint)


@pytest.mark.parametrize(("raw", "value"), [("7", 7), (7.0, 7), ("7,0", 7), ("", None), (0, 0)])
def test_whole_numbers(raw: Any, value: int | None) -> None:
    assert parts(cells.whole(0, 10)(raw))[::2] == (value, "")


@pytest.mark.parametrize("raw", ["tujuh", "7,5", -1, 11, "1e3", 1e20])
def test_other_numbers_are_refused(raw: Any) -> None:
    assert parts(cells.whole(0, 10)(raw))[2]


RAW = st.one_of(
    st.none(), st.booleans(), st.text(max_size=60), st.floats(), st.integers(-(10**20), 10**20),
    st.tuples(st.integers(-5, 9999), st.integers(-1, 14), st.integers(-1, 40)),
)  # fmt: skip
READERS: list[Reader] = [
    cells.text(40), cells.identifier(40), cells.phone, cells.email, cells.day, cells.whole(0, 100),
    cells.choice({"a": 1}, "a"),
]  # fmt: skip


@given(raw=RAW, reader=st.sampled_from(READERS))
def test_no_cell_makes_a_reader_fall_over(raw: Any, reader: Reader) -> None:
    value, mends, _ = parts(reader(raw))
    assert value is None or isinstance(value, (str, int, date))
    assert len(set(mends)) == len(mends)


@given(raw=st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(raw: str) -> None:
    once, _ = cells.tidy(raw)
    assert cells.tidy(once) == (once, ())
