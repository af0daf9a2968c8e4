"""One table's cells turned from text into values; what can't be is a fault."""

from collections.abc import Iterator

import polars as pl

from luwes_planner.exchange.tables import Column, Table
from luwes_planner.faults import Fault

HEADER_ROWS = 2  # row 1 is the header, and rows count from 1
EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()


class Parsed:
    """A table whose every cell is a value, or null where it is blank or faulty.

    Attributes
    ----------
    values : dict of column name to Series (String, Enum of the choices, Int64 or Float64; days are
        ordinals)
    rows : int
    faults : list of Fault
    """

    def __init__(self, table: Table, frame: pl.DataFrame | None) -> None:
        self.table = table
        self.faults: list[Fault] = []
        self.rows = 0 if frame is None else frame.height
        self.values: dict[str, pl.Series] = {}
        self.bad = pl.Series("bad", [False]).new_from_index(0, self.rows)
        for column in table.columns:
            self.values[column.name] = self._column(column, frame)
        self._repeated()

    def __getitem__(self, name: str) -> pl.Series:
        return self.values[name]

    def fault(self, index: int, column: str, found: str, expected: str) -> None:
        """Note a fault of the record with this 0-based index."""
        self.faults.append(Fault(self.table.name, index + HEADER_ROWS, column, found, expected))

    def mark(self, mask: pl.Series, column: str, raw: pl.Series, expected: str) -> None:
        """Note a fault for every record where `mask` holds, quoting its cell in `raw`."""
        for index in mask.arg_true().to_list():
            cell = raw[index]
            blank = cell is None or cell == ""
            self.fault(index, column, "a blank cell" if blank else f"'{cell}'", expected)
        self.bad = self.bad | mask

    def _column(self, column: Column, frame: pl.DataFrame | None) -> pl.Series:
        empty = pl.Series(column.name, [], dtype=_dtype(column))
        if frame is None:
            return empty
        if column.name not in frame.columns:
            self.faults.append(Fault(self.table.name, 1, column.name, "no such column", "it"))
            return empty.extend_constant(None, self.rows)
        raw = frame[column.name]
        values = _parse(column, raw)
        nulls = values.null_count()
        if nulls and not (column.blank and nulls == raw.null_count()):
            self._look(column, raw, values)
        if nulls and column.default is not None:
            values = values.fill_null(column.default)
        return values

    def _look(self, column: Column, raw: pl.Series, values: pl.Series) -> None:
        """Note cells that are no values, and blank ones where a value must stand."""
        wrong = values.is_null()
        if column.blank:
            blank = raw.is_null()
            if raw.dtype == pl.String:
                blank = blank | (raw == "").fill_null(False)
            wrong = wrong & ~blank
        if wrong.any():
            self.mark(wrong, column.name, raw, column.expected)

    def _repeated(self) -> None:
        names = self.table.unique
        if not names or not self.rows or any(len(self.values[n]) == 0 for n in names):
            return
        keys = pl.DataFrame([self.values[n] for n in names])
        if len(names) == 1 and ascends(keys.to_series()):
            return
        key = keys.to_series() if len(names) == 1 else keys.to_struct("key")
        again = ~key.is_first_distinct() & ~self.bad
        for index in again.arg_true().to_list():
            cells = " · ".join("blank" if c is None else str(c) for c in keys.row(index))
            self.fault(index, names[0], f"'{cells}' a second time", "each only once")


def ascends(ids: pl.Series) -> bool:
    """Whether every id is greater than the one before; most files come so."""
    return not ids.has_nulls() and bool((ids[1:] > ids[:-1]).all())


def _dtype(column: Column) -> pl.DataType:
    match column.kind:
        case "integer" | "day":
            return pl.Int64()
        case "number":
            return pl.Float64()
        case "choice":
            return pl.Enum(column.choices)
        case _:
            return pl.String()


def _parse(column: Column, raw: pl.Series) -> pl.Series:
    match column.kind:
        case "integer":
            values = _integers(raw)
            return _within(values, column)
        case "number":
            values = raw.cast(pl.Float64, strict=False)
            return _within(values.set(values.is_nan().fill_null(False), None), column)
        case "day":
            return _days(raw)
        case "choice":
            return raw.cast(pl.String).cast(pl.Enum(column.choices), strict=False)
        case _:
            text = raw.cast(pl.String)
            empty = text == ""
            return text.set(empty.fill_null(False), None) if empty.any() else text


def _integers(raw: pl.Series) -> pl.Series:
    values = raw.cast(pl.Int64, strict=False)  # of a text: a sign and digits, nothing else
    if raw.dtype.is_float():
        return values.set((values.cast(pl.Float64) != raw).fill_null(True), None)
    return values


def _within(values: pl.Series, column: Column) -> pl.Series:
    low, high = values.min(), values.max()
    if low is None or (low >= column.low and high <= column.high):  # type: ignore[operator]
        return values
    return values.set(((values < column.low) | (values > column.high)).fill_null(False), None)


def _days(raw: pl.Series) -> pl.Series:
    if raw.dtype == pl.String:
        return _days_of_text(raw)
    if raw.dtype in (pl.Null, pl.Date) or isinstance(raw.dtype, pl.Datetime):
        return raw.cast(pl.Date).to_physical().cast(pl.Int64) + EPOCH_ORDINAL
    return pl.Series(raw.name, [None], dtype=pl.Int64).new_from_index(0, len(raw))


def _days_of_text(raw: pl.Series) -> pl.Series:
    """Each different text is read once: there are few days and many rows."""
    texts = raw.unique().drop_nulls().sort()
    known = texts.set(~texts.str.contains(r"^\d{4}-\d\d-\d\d$"), None)
    days = known.str.to_date("%Y-%m-%d", strict=False).to_physical().cast(pl.Int64)
    if not len(texts):
        return raw.cast(pl.Int64, strict=False)
    which = raw.cast(pl.Enum(texts)).to_physical()
    return (days + EPOCH_ORDINAL).gather(which).alias(raw.name)


def circle(parent_of: dict[str, str | None]) -> Iterator[str]:
    """Yield every id whose chain of parents never ends."""
    done: dict[str, bool] = {}
    for start in parent_of:
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in done:
            done[here] = False
            path.append(here)
            here = parent_of.get(here)
        ends = here is None or done[here]
        for node in path:
            done[node] = ends
    return (node for node, ends in done.items() if not ends)
