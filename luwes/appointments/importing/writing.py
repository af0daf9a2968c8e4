"""Carries a staff list's plan out in bulk: rows go through temporary tables by COPY."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from luwes.appointments.importing.moves import Move
from luwes.appointments.importing.people import COLUMNS, Row
from luwes.appointments.importing.posts import Drafts, Post, write_drafts
from luwes.appointments.rules import Kind
from luwes.core.faults import point
from luwes.imports.registry import Progress

_ALWAYS = {"languages": "'{}'", "channels": "'{}'", "limits": "''"}  # of a new employee


def write(
    fresh: Sequence[Row], changed: Sequence[Row], moves: Sequence[Move], missing: Sequence[int],
    drafts: Drafts, on: date, progress: Progress,
) -> None:  # fmt: skip
    """New people, changed people, drafts, appointments, in this order."""
    posts = write_drafts(drafts, on)
    point("imports.drafts_written")
    _lock([row.employee for row in changed] + list(missing))
    progress("Menulis pegawai", 65)
    ids = _insert_people(fresh)
    _update_people(changed)
    _flag_missing(missing, on)
    point("imports.people_written")
    progress("Menulis pengangkatan", 85)
    made = {row.row: pk for row, pk in zip(fresh, ids, strict=True)}
    _write_moves(moves, made, posts, on)
    point("imports.appointments_written")


def _lock(people: Iterable[int]) -> None:
    """In order of id, as every other bulk change of people does."""
    _run(
        "SELECT count(*) FROM (SELECT id FROM people_employee WHERE id = ANY(%s)"
        " ORDER BY id FOR NO KEY UPDATE) held",
        [list(people)],
    )


def _insert_people(rows: Sequence[Row]) -> list[int]:
    ids = _next_ids("people_employee", len(rows))
    if rows:
        _copy("import_people", "people_employee", ("id", *COLUMNS),
              ((pk, *row.person) for pk, row in zip(ids, rows, strict=True)))  # fmt: skip
        columns = ", ".join(("id", *COLUMNS))
        _run(
            f"INSERT INTO people_employee ({columns}, {', '.join(_ALWAYS)})"
            f" SELECT {columns}, {', '.join(_ALWAYS.values())} FROM import_people ORDER BY id"
        )
    return ids


def _update_people(rows: Sequence[Row]) -> None:
    if not rows:
        return
    _free_numbers(rows)
    _copy(
        "import_people",
        "people_employee",
        ("id", *COLUMNS),
        ((row.employee, *row.person) for row in rows),
    )
    sets = ", ".join(f"{column} = i.{column}" for column in COLUMNS)
    _run(f"UPDATE people_employee e SET {sets} FROM import_people i WHERE i.id = e.id")


def _free_numbers(rows: Sequence[Row]) -> None:
    """People who exchange NIPs or PNS IDs let go of theirs first: both are unique at every instant."""
    for column in ("nip", "pns_id"):
        olds = {getattr(row.old, column): row.employee for row in rows if row.old}
        news = ((getattr(row.person, column), row.employee) for row in rows)
        claimed = [olds[new] for new, pk in news if new and olds.get(new, pk) != pk]
        if claimed:
            _run(f"UPDATE people_employee SET {column} = '-' || id WHERE id = ANY(%s)", [claimed])


def _flag_missing(people: Sequence[int], on: date) -> None:
    if people:
        _run("UPDATE people_employee SET missing_since = %s WHERE id = ANY(%s)", [on, list(people)])


_APPOINTMENT = (
    "id",
    "employee_id",
    "position_id",
    "unit_id",
    "kind",
    "period",
    "single_holder",
    "decree",
)


def _write_moves(
    moves: Sequence[Move], made: dict[int, int], posts: dict[Post, tuple[int, int]], on: date
) -> None:
    corrected, fresh, ended = [], [], []
    for move in moves:
        post = move.post
        position, unit = posts[post] if not post.pk else (post.pk, post.unit.pk)
        employee = move.employee or made[move.row]
        period = DateRange(move.start, move.end, "[)")
        row = (employee, position, unit, Kind.DEFINITIVE.value, period, post.single_holder, "")
        if move.old and move.old.start >= on:
            corrected.append((move.old.pk, *row))
            continue
        if move.old:
            ended.append(move.old.pk)
        fresh.append(row)
    _run(
        "UPDATE appointments_appointment SET period = daterange(lower(period), %s) WHERE id = ANY(%s)",
        [on, ended],
    )
    _correct(corrected)
    _insert_appointments(fresh)


def _correct(rows: Sequence[tuple[Any, ...]]) -> None:
    """Appointments that had not yet begun before the day of the import name another post."""
    if not rows:
        return
    _copy("import_appointments", "appointments_appointment", _APPOINTMENT, rows)
    _run(
        "UPDATE appointments_appointment a SET position_id = i.position_id, unit_id = i.unit_id,"
        " single_holder = i.single_holder FROM import_appointments i WHERE i.id = a.id"
    )


def _insert_appointments(rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    ids = _next_ids("appointments_appointment", len(rows))
    numbered = ((pk, *row) for pk, row in zip(ids, rows, strict=True))
    _copy("import_appointments", "appointments_appointment", _APPOINTMENT, numbered)
    columns = ", ".join(_APPOINTMENT)
    _run(
        f"INSERT INTO appointments_appointment ({columns}) SELECT {columns} FROM import_appointments ORDER BY id"
    )


def _run(sql: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def _next_ids(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(name: str, like: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Fill a temporary table shaped like `like` with the given columns."""
    _run(f"DROP TABLE IF EXISTS pg_temp.{name}")
    _run(
        f"CREATE TEMP TABLE {name} ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {like} LIMIT 0"
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    _run(f"ANALYZE {name}")
