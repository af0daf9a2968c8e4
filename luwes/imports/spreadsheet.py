"""Reads a spreadsheet, in a process of its own: `python -m luwes.imports.spreadsheet PATH`.

A broken or hostile file can exhaust memory inside the parser, which then ends the whole process;
so the parser runs apart, under a memory limit, and hands over only the columns that are wanted.
The request comes as JSON on stdin, the answer leaves marshalled on stdout.
"""

import csv
import io
import json
import marshal
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from luwes.imports.rules import HEADER_WITHIN_ROWS, find_header

MOST_UNPACKED = 1 << 30  # bytes
MOST_RATIO = 200  # unpacked to packed; ordinary sheets stay under 40
RATIO_COUNTS_FROM = 50 << 20  # a small file may be as empty as it likes
MEMORY = 4 << 30


class Unreadable(Exception):  # noqa: N818 - reads better where it is raised
    """
    The file as a whole cannot be taken; the message is for people.

    Where only columns are missing, `headers` are those there are, and `mapping` what they feed.
    """

    def __init__(
        self, message: str, headers: Sequence[str] = (), mapping: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.headers, self.mapping = list(headers), dict(mapping or {})


def check_archive(path: Path) -> None:
    """
    Look at the directory of a zipped spreadsheet before anything is unpacked.

    :raises Unreadable: for a bomb or a damaged archive
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("Berkas rusak: arsipnya tidak dapat dibuka.") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    bomb = unpacked > RATIO_COUNTS_FROM and unpacked / packed > MOST_RATIO
    if unpacked > MOST_UNPACKED or bomb:
        size = unpacked >> 20
        raise Unreadable(f"Berkas ditolak: isinya mengembang menjadi {size} MB saat dibuka.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("Berkas bersandi: simpan ulang tanpa kata sandi.")


def _cell(value: Any) -> Any:
    """Only what marshal carries: days become (year, month, day), other times their text."""
    if isinstance(value, date):
        return (value.year, value.month, value.day)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value


class _Sheets:
    """The sheets of a workbook as rows of cells; row 0 is the sheet's first."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        self.book = CalamineWorkbook.from_path(str(path))
        self.names: list[str] = list(self.book.sheet_names)
        self.hidden = {
            sheet.name
            for sheet in self.book.sheets_metadata
            if sheet.visible != SheetVisibleEnum.Visible
        }

    def rows(self, name: str) -> Iterator[list[Any]]:
        yield from self.book.get_sheet_by_name(name).iter_rows()


class _Text:
    """A csv file seen as one sheet."""

    def __init__(self, path: Path, known: set[str]) -> None:
        raw = path.read_bytes()
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self.text = raw.decode("utf-16", errors="replace")
        else:
            try:
                self.text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                self.text = raw.decode("cp1252", errors="replace")
        if "\x00" in self.text[:4096]:
            raise Unreadable("Berkas ini bukan lembar kerja (xlsx, xls, ods, csv).")
        head = self.text[:20000].lstrip().casefold()
        if head.startswith(("<html", "<!doctype", "<table", "<?xml", "%pdf", "{", "<")):
            raise Unreadable("Berkas ini bukan lembar kerja: buka lalu simpan ulang sebagai xlsx.")
        csv.field_size_limit(1 << 20)
        self.names, self.hidden = [path.name], set[str]()
        self.mark = max(",;\t|", key=lambda mark: self._score(mark, known))

    def _score(self, mark: str, known: set[str]) -> tuple[int, int]:
        from luwes.imports.rules import header_key

        head = list(islice(self._read(mark), HEADER_WITHIN_ROWS))
        best = max((sum(header_key(cell) in known for cell in row) for row in head), default=0)
        return best, sum(len(row) for row in head)

    def _read(self, mark: str) -> Iterator[list[Any]]:
        return csv.reader(io.StringIO(self.text, newline=""), delimiter=mark)

    def rows(self, name: str) -> Iterator[list[Any]]:
        yield from self._read(self.mark)


def _open(path: Path, spellings: dict[str, list[str]]) -> _Sheets | _Text:
    with path.open("rb") as handle:
        start = handle.read(8)
    if not start:
        raise Unreadable("Berkas kosong.")
    if start[:4] == b"PK\x03\x04":
        check_archive(path)
    elif start != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _Text(path, {key for keys in spellings.values() for key in keys})
    return _Sheets(path)


def _texts(row: list[Any]) -> list[str]:
    """What could be headers; the row that has the most of them is the likeliest."""
    cells = (_cell(cell) for cell in row)
    return list(dict.fromkeys(str(cell).strip() for cell in cells if cell not in ("", None)))


def _has_text(rows: Iterable[list[Any]]) -> bool:
    return any(_texts(row) for row in rows)


@dataclass
class _Found:
    """A sheet whose header row names fields; `rows` are all its rows, to be read once."""

    name: str
    rows: Iterable[list[Any]]
    header: int
    matched: dict[str, int]
    is_hidden: bool
    has_rows: bool

    @property
    def rank(self) -> tuple[bool, int]:
        """A hidden sheet never goes before one that people see."""
        return not self.is_hidden, len(self.matched)

    def fits(self, required: Iterable[str]) -> bool:
        return self.has_rows and self.matched.keys() >= set(required)


def _sheets(
    book: _Sheets | _Text, spellings: dict[str, list[str]], chosen: dict[str, str]
) -> list[_Found]:
    """
    The sheets with a header row, in the order of the book; one at least.

    :raises Unreadable: where there is none
    """
    found: list[_Found] = []
    likely: list[str] = []
    is_empty = True
    for name in book.names:
        rows = book.rows(name)
        head = list(islice(rows, HEADER_WITHIN_ROWS))
        likely = max([likely, *map(_texts, head)], key=len)
        number, matched = find_header(head, spellings, chosen)
        if matched:
            below = number + 1 == HEADER_WITHIN_ROWS or _has_text(head[number + 1 :])
            hidden = name in book.hidden
            found.append(_Found(name, chain(head, rows), number, matched, hidden, below))
        elif not found and is_empty:
            is_empty = not _has_text(head) and not _has_text(rows)
    if not found:
        if is_empty:
            raise Unreadable("Berkas kosong.")
        said = f"Baris judul tidak ditemukan dalam {HEADER_WITHIN_ROWS} baris pertama."
        raise Unreadable(said, likely)
    return found


def read(
    path: Path, spellings: dict[str, list[str]], chosen: dict[str, str],
    required: Iterable[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """
    The best sheet of a file: headers and the raw cells of the fields that its headers name.

    Other sheets that could be read as well, having the `required` fields, are told of.

    :raises Unreadable: when it is none, damaged, locked or a bomb
    """
    book = _open(path, spellings)
    found = _sheets(book, spellings, chosen)
    best = max(found, key=lambda sheet: sheet.rank)
    header, matched = best.header, best.matched
    headers: list[str] = []
    numbers: list[int] = []
    picked: list[tuple[Any, ...]] = []
    places = list(matched.values())
    pick, width = itemgetter(*places, places[0]), max(places) + 1  # two at least give a tuple
    for number, row in enumerate(best.rows):
        if number <= header:
            headers = [str(_cell(cell)).strip() for cell in row]
            continue
        if not any(cell not in ("", None) for cell in row):
            continue
        numbers.append(number + 1)
        picked.append(pick(row if len(row) >= width else [*row, *[""] * (width - len(row))]))
    columns = [
        [cell if type(cell) is str or type(cell) is float else _cell(cell) for cell in column]
        for column in (
            islice(zip(*picked, strict=True), len(places)) if picked else [()] * len(places)
        )
    ]
    return {
        "sheet": best.name, "header_row": header + 1, "headers": headers,
        "mapping": {name: headers[place] for name, place in matched.items()},
        "rows": numbers, "fields": list(matched), "columns": columns,
        "unknown": [h for place, h in enumerate(headers) if h and place not in matched.values()],
        "other_sheets": [name for name in book.names if name != best.name],
        "fitting_sheets": [o.name for o in found if o is not best and o.fits(required)],
    }  # fmt: skip


def told(error: BaseException) -> str:
    """What went wrong with a file, in words for people."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, MemoryError):
        return "Berkas memerlukan terlalu banyak memori."
    if "password" in f"{type(error).__name__} {error}".casefold() or "EncryptedPackage" in str(
        error
    ):
        return "Berkas bersandi: simpan ulang tanpa kata sandi."
    return "Berkas tidak dapat dibaca sebagai lembar kerja (xlsx, xls, ods, csv)."


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    out = sys.stdout.buffer
    try:
        answer = read(Path(sys.argv[1]), asked["spellings"], asked["chosen"], asked["required"])
    except Exception as error:
        marshal.dump({"error": told(error), "headers": getattr(error, "headers", [])}, out, 2)
        return
    columns = answer.pop("columns")
    marshal.dump(answer, out, 2)
    columns.reverse()
    while columns:
        marshal.dump(columns.pop(), out, 2)


if __name__ == "__main__":
    main()
