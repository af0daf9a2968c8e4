"""Long tables of whole numbers straight into columns: a hundred thousand rows without a Python object each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Column = npt.NDArray[np.int64]


def read(columns: Mapping[str, str], source: str, values: Mapping[str, Any]) -> dict[str, Column]:
    """
    Column by name, of `SELECT {columns} {source}`; one query.

    Each expression yields a whole number or a day (days since 1 January 1970), never NULL.

    :raises ValueError: where one did yield NULL
    """
    chosen = ", ".join(f'({sql})::int8 AS "{name}"' for name, sql in columns.items())
    packed = ", ".join(f"""string_agg(int8send("{name}"), '')""" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), {packed} FROM (SELECT {chosen} {source}) given", dict(values)
        )
        rows, *cells = cursor.fetchone()
    found = [np.frombuffer(cell or b"", dtype=">i8").astype(np.int64) for cell in cells]
    if any(len(column) != rows for column in found):
        raise ValueError("a column holds NULL")
    return dict(zip(columns, found, strict=True))


def day(sql: str) -> str:
    """A day as a number; none becomes 0."""
    return f"coalesce({sql} - DATE '1970-01-01', 0)"


@dataclass(frozen=True)
class Lookup:
    """Columns by id, to be joined with other columns."""

    ids: Column  # rising
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, columns: Mapping[str, Column], key: str = "id") -> "Lookup":
        order = np.argsort(columns[key], kind="stable")
        return cls(columns[key][order], {name: each[order] for name, each in columns.items()})

    def take(self, wanted: Column, missing: int = 0) -> dict[str, Column]:
        """The columns for these ids, in their order; `missing` where an id is not known."""
        at, is_known = self.find(wanted)
        if not len(self.ids):
            return {name: np.full(len(wanted), missing, dtype=np.int64) for name in self.columns}
        return {name: np.where(is_known, each[at], missing) for name, each in self.columns.items()}

    def find(self, wanted: Column) -> tuple[Column, npt.NDArray[np.bool_]]:
        """Where each id stands, and whether it is there."""
        at = np.minimum(np.searchsorted(self.ids, wanted), max(len(self.ids) - 1, 0))
        is_known = self.ids[at] == wanted if len(self.ids) else np.zeros(len(wanted), dtype=bool)
        return at, is_known
