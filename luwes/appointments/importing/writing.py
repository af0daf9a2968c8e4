"""Carries a staff list's plan out in bulk: rows go through temporary tables by COPY."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from luwes.appointments.importing.moves import Move
from luwes.appointments.importing.people import COLUMNS, Row
from luwes.appointments.importing.posts import Drafts, Post, write_drafts
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.core import bulk
from luwes.core.faults import point
from luwes.imports.registry import Progress
from luwes.people.models import Employee

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
    ids = bulk.insert(Employee, COLUMNS, (row.person for row in fresh), _ALWAYS)
    _update_people(changed)
    _flag_missing(missing, on)
    point("imports.people_written")
    progress("Menulis pengangkatan", 85)
    made = {row.row: pk for row, pk in zip(fresh, ids, strict=True)}
    _write_moves(moves, made, posts, on)
    point("imports.appointments_written")


def _lock(people: Iterable[int]) -> None:
    """In order of id, as every other bulk change of people does."""
    bulk.run(
        "SELECT count(*) FROM (SELECT id FROM people_employee WHERE id = ANY(%s)"
        " ORDER BY id FOR NO KEY UPDATE) held",
        [list(people)],
    )


def _update_people(rows: Sequence[Row]) -> None:
    _free_numbers(rows)
    bulk.update(Employee, COLUMNS, ((row.employee, *row.person) for row in rows))


def _free_numbers(rows: Sequence[Row]) -> None:
    """People who exchange NIPs or PNS IDs let go of theirs first: both are unique at every instant."""
    for column in ("nip", "pns_id"):
        olds = {getattr(row.old, column): row.employee for row in rows if row.old}
        news = ((getattr(row.person, column), row.employee) for row in rows)
        claimed = [olds[new] for new, pk in news if new and olds.get(new, pk) != pk]
        if claimed:
            bulk.run(
                f"UPDATE people_employee SET {column} = '-' || id WHERE id = ANY(%s)", [claimed]
            )


def _flag_missing(people: Sequence[int], on: date) -> None:
    if people:
        bulk.run(
            "UPDATE people_employee SET missing_since = %s WHERE id = ANY(%s)", [on, list(people)]
        )


_APPOINTMENT = (
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
            corrected.append((move.old.pk, position, unit, post.single_holder))
            continue
        if move.old:
            ended.append(move.old.pk)
        fresh.append(row)
    bulk.run(
        "UPDATE appointments_appointment SET period = daterange(lower(period), %s) WHERE id = ANY(%s)",
        [on, ended],
    )
    # What had not begun before the day of the import names another post from its beginning.
    bulk.update(Appointment, ("position_id", "unit_id", "single_holder"), corrected)
    bulk.insert(Appointment, _APPOINTMENT, fresh)
