"""Readers of cells: raw spreadsheet values into texts, days, numbers, choices. Pure.

A reader returns the bare value when the cell was in order, a `Cell` when it was mended or faulty.
Day cells arrive as `(year, month, day)`.
"""

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from luwes.imports.rules import Cell, Fault, Mend, Reader, Severity, header_key

NOTHING = frozenset({"", "-", "--", "null", "none", "n/a", "#n/a", "nan"})
NO_DAY = NOTHING | {"0", "0000-00-00", "00-00-0000", "00/00/0000"}
BROKEN_NUMBER = "rusak oleh format angka"
_SAFE_DIGITS = 15  # a spreadsheet keeps no more digits of a number

_MESSY = re.compile(
    r"^['’‘`\s]|\s$|\s\s|[^\S ]|[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# Of no width, or turning the direction of what follows.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKUP = re.compile(r"^\s*(?:[=@]|[+-]\s*[A-Za-z(])|<[A-Za-z/!?]")
# 1,99004E+17: a long number that a spreadsheet has broken. Never more than two digits of exponent,
# so that an identifier such as 1E98…3183 of 32 hexadecimal digits is let alone.
_EXPONENT = re.compile(r"^[0-9]([.,][0-9]+)?[eE]\+?[0-9]{1,2}$")


def as_text(raw: Any) -> str:
    """A raw cell in the words of the sheet, for texts and for telling what was found."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10**_SAFE_DIGITS else repr(raw)
    if isinstance(raw, tuple):
        return "-".join(f"{part:02d}" for part in raw)
    return str(raw)


def tidy(raw: Any) -> tuple[str, tuple[Mend, ...]]:
    """Text without spaces at its ends or doubled, without the apostrophe that forces text."""
    text = as_text(raw)
    if not _MESSY.search(text):
        return ("" if text.casefold() in NOTHING else text), ()
    mends: list[Mend] = []
    spaced = " ".join(_INVISIBLE.sub("", text).split())
    if spaced != text:
        mends.append(Mend.SPACES)
    if spaced[:1] in "'’‘`" and spaced:
        spaced = spaced.lstrip("'’‘` ")
        mends.append(Mend.APOSTROPHE)
    if spaced.casefold() in NOTHING:
        return "", ()
    return spaced, tuple(mends)


def _finished(value: Any, mends: tuple[Mend, ...], fault: Fault | None = None) -> Any:
    return Cell(value, mends, fault) if mends or fault else value


def text(most: int, *, over: Severity = Severity.WARNED) -> Reader:
    """A text of at most `most` characters; what looks like a formula or markup stays text."""

    def read(raw: Any) -> Any:
        value, mends = tidy(raw)
        if len(value) > most:
            fault = Fault(over, "teks terlalu panjang", f"paling banyak {most} huruf")
            return Cell(value[:most].rstrip(), mends, fault)
        if _MARKUP.search(value):
            fault = Fault(
                Severity.WARNED, "rumus atau markah disimpan sebagai teks", "teks biasa", value
            )
            return Cell(value, mends, fault)
        return _finished(value, mends)

    return read


def identifier(most: int) -> Reader:
    """An id kept as text. A number is taken only while a spreadsheet keeps all its digits."""

    def read(raw: Any) -> Any:
        value, mends = tidy(raw)
        broken = isinstance(raw, float) and (abs(raw) >= 10**_SAFE_DIGITS or not raw.is_integer())
        if broken or _EXPONENT.match(value):
            return Cell("", (), Fault(Severity.REFUSED, BROKEN_NUMBER, "sel berformat teks"))
        if len(value) > most:
            return Cell(
                "", (), Fault(Severity.REFUSED, "ID terlalu panjang", f"paling banyak {most} huruf")
            )
        return _finished(value, mends)

    return read


def phone(raw: Any) -> Any:
    """A telephone number: digits and a leading plus; a lost leading 0 is put back."""
    value, mends = tidy(raw)
    plain = re.sub(r"[\s().\-/]", "", value)
    if isinstance(raw, float) and plain[:1] in "89":
        plain, mends = f"0{plain}", (*mends, Mend.NUMBER_AS_TEXT)
    if plain and not re.fullmatch(r"\+?[0-9]{6,16}", plain):
        fault = Fault(Severity.WARNED, "bukan nomor telepon", "6–16 angka")
        return Cell(plain[:40], mends, fault)
    return _finished(plain, mends)


def email(raw: Any) -> Any:
    value, mends = tidy(raw)
    if value and (len(value) > 254 or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value)):
        return Cell("", mends, Fault(Severity.WARNED, "bukan alamat surel", "nama@contoh.go.id"))
    return _finished(value, mends)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar march",
            "april apr", "mei may", "juni jun june", "juli jul july",
            "agustus agu ags agt aug august", "september sep sept", "oktober okt oct october",
            "november nov nopember nop", "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_PLAIN_DAY = re.compile(r"^([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:[T ][0-9:.]+Z?)?$")
_USUAL_DAY = re.compile(r"^([0-9][0-9]?)-([0-9][0-9]?)-([0-9]{4})(?: [0-9:.]+)?$")
_OTHER_DAY = re.compile(r"^([0-9][0-9]?)[/. ]([0-9][0-9]?)[/. ]([0-9]{4})(?: [0-9:.]+)?$")
_OTHER_YEAR_FIRST = re.compile(r"^([0-9]{4})[/.]([0-9][0-9]?)[/.]([0-9][0-9]?)(?: [0-9:.]+)?$")
_RUN_TOGETHER = re.compile(r"^([0-9]{4})([0-9][0-9])([0-9][0-9])$")
_WORDS_DAY = re.compile(r"^([0-9][0-9]?)[ -]([A-Za-z]+)[ ,-]+([0-9]{4})$")
_EPOCH = date(1899, 12, 30)
_BEFORE_DAY_1 = (1899, 12)  # an empty cell that was formatted as a day
_EARLIEST, _LATEST = 1900, 2200
_DAY_EXPECTED = "tanggal, misalnya 31-12-1990"


def _parts(value: str) -> tuple[tuple[int, int, int] | None, tuple[Mend, ...]]:
    """(year, month, day) of a written date, and how it had to be mended."""
    if found := _PLAIN_DAY.match(value):
        return (int(found[1]), int(found[2]), int(found[3])), ()
    if found := _USUAL_DAY.match(value):
        return (int(found[3]), int(found[2]), int(found[1])), ()
    if found := _OTHER_DAY.match(value):
        return (int(found[3]), int(found[2]), int(found[1])), (Mend.TEXT_DATE,)
    if found := _OTHER_YEAR_FIRST.match(value) or _RUN_TOGETHER.match(value):
        return (int(found[1]), int(found[2]), int(found[3])), (Mend.TEXT_DATE,)
    if (found := _WORDS_DAY.match(value)) and (month := _MONTHS.get(found[2].casefold())):
        return (int(found[3]), month, int(found[1])), (Mend.TEXT_DATE,)
    return None, ()


def _serial(number: float) -> Any:
    """The day behind a spreadsheet's day number (2 = 1 January 1900 in the sheets of today)."""
    if math.isfinite(number) and 1 <= number < 110_000:
        return Cell(_EPOCH + timedelta(days=int(number)), (Mend.SERIAL_DATE,))
    return Cell(None, (), Fault(Severity.REFUSED, "tanggal mustahil", _DAY_EXPECTED))


def day(raw: Any) -> Any:
    """A day, written in any usual way; nothing for blanks, 0000-00-00 and day number 0."""
    mends: tuple[Mend, ...] = ()
    if isinstance(raw, tuple):
        if raw[:2] == _BEFORE_DAY_1:
            return None
        parts: tuple[int, int, int] | None = raw[:3]
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return None if raw == 0 else _serial(float(raw))
    else:
        value, mends = tidy(raw)
        if value.casefold() in NO_DAY:
            return None
        if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", value):
            return _serial(float(value))
        parts, more = _parts(value)
        mends += more
    try:
        found = date(*parts) if parts else None
    except (ValueError, OverflowError):
        found = None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return Cell(None, (), Fault(Severity.REFUSED, "tanggal mustahil", _DAY_EXPECTED))
    return _finished(found, mends)


def whole(least: int, most: int, *, severity: Severity = Severity.REFUSED) -> Reader:
    """A whole number between two bounds; nothing for a blank."""
    expected = f"bilangan bulat {least}–{most}"

    def read(raw: Any) -> Any:
        value, mends = tidy(raw)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}([.,]0+)?", value):
            return Cell(None, (), Fault(severity, "bukan bilangan bulat", expected))
        number = int(re.split(r"[.,]", value)[0])
        if not least <= number <= most:
            return Cell(None, (), Fault(severity, "di luar batas", expected))
        return _finished(number, mends)

    return read


def choice(
    values: Mapping[str, Any], expected: str, *, severity: Severity = Severity.REFUSED,
    mend: Mend | None = None, plain: frozenset[str] = frozenset(),
) -> Reader:  # fmt: skip
    """One of `values`, by its spelling (see `header_key`); others than `plain` count as `mend`."""

    def read(raw: Any) -> Any:
        value, mends = tidy(raw)
        if not value:
            return None
        key = header_key(value)
        if key not in values:
            return Cell(None, mends, Fault(severity, "tidak dikenal", expected))
        if mend and key not in plain:
            mends = (*mends, mend)
        return _finished(values[key], mends)

    return read
