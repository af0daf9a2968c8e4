"""Many rows at once, through a temporary table and COPY; ids reserved beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, connections, models

Rows = Iterable[Sequence[Any]]
M = TypeVar("M", bound=models.Model)
# Fields whose values go to the database as they are.
AS_IT_IS = {
    models.BigAutoField, models.CharField, models.TextField, models.IntegerField, models.BooleanField,
    models.PositiveIntegerField, models.PositiveSmallIntegerField, models.DateField,
    models.DateTimeField, models.ForeignKey,
}  # fmt: skip
MANY = 10_000  # rows from which the server should know at once what a table now holds
FEW = 500  # rows below which a temporary table costs more than it saves


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
    ids = next_ids(model, len(rows))
    known = ((pk, *row) for pk, row in zip(ids, rows, strict=True))
    _copy(table, ("id", *columns), known, once=True)
    names = ", ".join(("id", *columns, *always))
    taken = ", ".join(("id", *columns, *always.values()))
    run(f"INSERT INTO {table} ({names}) SELECT {taken} FROM imported ORDER BY id")
    if len(rows) >= MANY:
        run(f"ANALYZE {table}")
    return ids


def create(rows: Sequence[M]) -> list[M]:
    """
    As `bulk_create`, for new rows of one model inside a transaction; thousands take half as long.

    Rows that bring an id keep it, the others are given theirs.
    """
    rows = list(rows)
    if not rows:
        return rows
    model, fields = type(rows[0]), rows[0]._meta.concrete_fields
    if len(rows) < FEW:
        return list(model._base_manager.bulk_create(rows))
    without = [row for row in rows if row.pk is None]
    for row, pk in zip(without, next_ids(model, len(without)), strict=True):
        row.pk = pk
    columns = [str(field.column) for field in fields]
    here = connections[connection.alias]  # the thing itself: its proxy looks itself up each time
    ready = [(f.attname, None if type(f) in AS_IT_IS else f.get_db_prep_save) for f in fields]
    values = (
        [
            prepare(getattr(row, name), here) if prepare else getattr(row, name)
            for name, prepare in ready
        ]
        for row in rows
    )
    _copy(model._meta.db_table, columns, values, once=True)
    names = ", ".join(columns)
    run(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM imported ORDER BY id")
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def update(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Set columns of existing rows; each row starts with its id."""
    table = model._meta.db_table
    if _copy(table, ("id", *columns), rows):
        sets = ", ".join(f"{column} = i.{column}" for column in columns)
        run(f"UPDATE {table} t SET {sets} FROM imported i WHERE i.id = t.id")


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows that are still to be written, in the order they will have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(table: str, columns: Sequence[str], rows: Rows, *, once: bool = False) -> int:
    """Fill the temporary table `imported`, shaped like `table`, read `once` or joined; how many rows."""
    names = ", ".join(columns)
    run("DROP TABLE IF EXISTS pg_temp.imported")
    run(f"CREATE TEMP TABLE imported ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY imported ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    if not once:
        run("ANALYZE imported")
    return count
