"""Many rows at once, through a temporary table and COPY: for the writing side of importers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

Rows = Iterable[Sequence[Any]]


def run(sql: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Rows,
    always: Mapping[str, str] | None = None,
) -> list[int]:
    """
    Insert rows in their order; `always` gives SQL for columns that are the same in all of them.

    The ids of the new rows come back in the same order.
    """
    rows = list(rows)
    if not rows:
        return []
    table, always = model._meta.db_table, always or {}
    ids = _next_ids(table, len(rows))
    _copy(table, ("id", *columns), ((pk, *row) for pk, row in zip(ids, rows, strict=True)))
    names = ", ".join(("id", *columns, *always))
    taken = ", ".join(("id", *columns, *always.values()))
    run(f"INSERT INTO {table} ({names}) SELECT {taken} FROM imported ORDER BY id")
    return ids


def update(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Set columns of existing rows; each row starts with its id."""
    table = model._meta.db_table
    if _copy(table, ("id", *columns), rows):
        sets = ", ".join(f"{column} = i.{column}" for column in columns)
        run(f"UPDATE {table} t SET {sets} FROM imported i WHERE i.id = t.id")


def _next_ids(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(table: str, columns: Sequence[str], rows: Rows) -> int:
    """Fill the temporary table `imported`, shaped like `table`; how many rows."""
    names = ", ".join(columns)
    run("DROP TABLE IF EXISTS pg_temp.imported")
    run(f"CREATE TEMP TABLE imported ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY imported ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    run("ANALYZE imported")
    return count
