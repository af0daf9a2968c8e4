"""The checking of a table: raw cells into values, and everything found on the way. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from luwes.imports.cells import as_text
from luwes.imports.rules import Cell, Field, Mend, Problem, Severity, Table

T = TypeVar("T")
_REMEMBERED = 20_000  # cells of one column whose reading is kept
_SHOWN = 80  # characters of what was found


class Findings:
    """Problems by row of one table; rows are counted from 0 here, told as the sheet counts."""

    def __init__(self, table: Table, fields: Iterable[Field] = ()) -> None:
        self.table = table
        self._labels = {field.key: field.label for field in fields}
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        self.mended: Counter[Mend] = Counter()
        self._stood: dict[str, dict[int, Any]] = {}  # field → row → cell, where it reads otherwise

    def refuse(self, row: int, field: str, message: str, expected: str, found: Any = None) -> None:
        """The row does not go in."""
        self.refused.add(row)
        self._add(Severity.REFUSED, row, field, message, expected, self._found(row, field, found))

    def warn(self, row: int, field: str, message: str, expected: str, found: Any = None) -> None:
        """The row goes in, and somebody should look."""
        self._add(Severity.WARNED, row, field, message, expected, self._found(row, field, found))

    def note(self, field: str, row: int, raw: Any, cell: Cell) -> None:
        """A cell that was mended, has a fault or was read as nothing."""
        self._stood.setdefault(field, {})[row] = raw
        for mend in cell.mends:
            self.mended[mend] += 1
        if fault := cell.fault:
            if fault.severity is Severity.REFUSED:
                self.refused.add(row)
            found = raw if fault.found is None else fault.found
            self._add(fault.severity, row, field, fault.message, fault.expected, found)

    def _found(self, row: int, field: str, found: Any) -> Any:
        """The cell as it stands in the sheet, rather than what was read in it."""
        return self._stood.get(field, {}).get(row, found)

    def warn_of_file(self, about: str, message: str, expected: str, found: str) -> None:
        """Something about the file as a whole that somebody should look at."""
        self.problems.append(
            Problem(Severity.WARNED, self.table.sheet, 0, about, found, expected, message)
        )

    def _add(
        self, severity: Severity, row: int, field: str, message: str, expected: str, found: Any
    ) -> None:
        shown = as_text(found)
        shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
        column = self.table.mapping.get(field) or self._labels.get(field, field)
        self.problems.append(
            Problem(
                severity, self.table.sheet, self.table.rows[row], column, shown, expected, message
            )
        )

    def sort(self) -> None:
        self.problems.sort(key=lambda p: (p.severity is not Severity.REFUSED, p.row, p.column))

    @property
    def taken(self) -> Iterable[int]:
        """The rows that are not refused, in the order of the sheet."""
        return (row for row in range(len(self.table)) if row not in self.refused)


class Values:
    """The columns of a table after reading; a field without a column is `None` as a whole."""

    def __init__(self, columns: dict[str, list[Any]], length: int) -> None:
        self._columns = columns
        self.length = length

    def has(self, field: str) -> bool:
        return field in self._columns

    def of(self, field: str, default: Any = None) -> list[Any]:
        """The column of a field, or as many defaults."""
        column = self._columns.get(field)
        return column if column is not None else [default] * self.length

    def filled(self, field: str, default: Any = None) -> list[Any]:
        """The column of a field, made where there is none, to be completed in place."""
        return self._columns.setdefault(field, [default] * self.length)


def read_columns(fields: Iterable[Field], table: Table, findings: Findings) -> Values:
    """Turn raw cells into values. Raw columns are given up as they are read: memory."""
    columns: dict[str, list[Any]] = {}
    for field in fields:
        raws = table.columns.pop(field.key, None)
        if raws is not None:
            columns[field.key] = _read_column(field, raws, findings)
    return Values(columns, len(table))


def _read_column(field: Field, raws: list[Any], findings: Findings) -> list[Any]:
    known: dict[Any, Any] = {}
    values: list[Any] = []
    for row, raw in enumerate(raws):
        read = known.get(raw)
        if read is None:
            read = field.read(raw)
            if (
                read is None or read == ""
            ) and raw:  # #N/A and the like: nothing, which is told as it stands
                read = Cell(read)
            if len(known) < _REMEMBERED:
                known[raw] = read
        if type(read) is Cell:
            findings.note(field.key, row, raw, read)
            read = read.value
        values.append(read)
    return values


def refuse_days_after(
    latest: date, field: str, message: str, values: Values, findings: Findings
) -> None:
    """Refuse the rows whose day in a field is later than this."""
    days = values.of(field)
    if not any(day and day > latest for day in set(days)):
        return
    for row, day in enumerate(days):
        if day and day > latest:
            findings.refuse(
                row, field, message, f"paling lambat {latest:%d-%m-%Y}", f"{day:%d-%m-%Y}"
            )


def refuse_twins(
    findings: Findings, field: str, keys: list[Any], message: str, expected: str,
    written: list[str] | None = None,
) -> None:  # fmt: skip
    """
    A key that stands in several rows: each of them is refused. Blank keys are no keys.

    `written` is what the rows say where the keys are something else than texts.
    """
    written = keys if written is None else written
    counts = Counter(key for key in keys if key)
    places: dict[Any, list[int]] = {key: [] for key, count in counts.items() if count > 1}
    for row, key in enumerate(keys):
        if key in places:
            places[key].append(row)
    numbers = findings.table.rows
    for rows in places.values():
        for row in rows:
            other = rows[0] if row != rows[0] else rows[1]
            findings.refuse(
                row, field, f"{message} (lihat baris {numbers[other]})", expected, written[row]
            )
