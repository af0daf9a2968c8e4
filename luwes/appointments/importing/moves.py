"""Who gets which appointment from which day, and which old one ends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from luwes.appointments.importing.posts import Post
from luwes.appointments.models import RUNNING
from luwes.appointments.models import Move as Requested
from luwes.appointments.rules import Kind
from luwes.imports.checking import Findings


class Held(NamedTuple):
    """A definitive appointment that has not ended by the day of the import."""

    pk: int
    employee: int
    position: int
    start: date
    end: date | None
    label: str


@dataclass
class Move:
    """One person's new appointment; `old` ends, or is corrected where it began that day or later."""

    row: int
    employee: int  # 0: a new person
    post: Post
    start: date
    end: date | None = None
    old: Held | None = None
    told: str = ""


@dataclass
class _Holders:
    """Definitive holders from the day on, by person and by post."""

    of_person: dict[int, list[Held]] = field(default_factory=dict)
    of_post: dict[int, list[Held]] = field(default_factory=dict)
    ever: set[int] = field(default_factory=set)  # posts that somebody held at some time


def find(
    posts: dict[int, Post | None],
    employees: list[int],
    since: list[Any],
    findings: Findings,
    on: date,
) -> dict[int, Move]:
    """
    The appointments that rows bring, by row.

    A second holder of a post with one seat is refused, also where the first one is not in the file.
    """
    wanted = {row: post for row, post in posts.items() if post and row not in findings.refused}
    people = {employees[row] for row in wanted} - {0}
    single = {post.pk for post in wanted.values() if post.single_holder}
    holders = _holders(people, single, on)
    found = {}
    for row, post in wanted.items():
        held = holders.of_person.get(employees[row], [])
        current = held[0] if held else None
        if current and post.pk and current.position == post.pk:
            continue
        found[row] = _move(row, post, held, since[row], employees[row], holders, on)
    _refuse_second_holders(found, employees, holders, findings)
    _warn_of_requests(found, findings)
    return {row: move for row, move in found.items() if row not in findings.refused}


def _move(
    row: int,
    post: Post,
    held: list[Held],
    since: date | None,
    employee: int,
    holders: _Holders,
    on: date,
) -> Move:
    current = held[0] if held and (held[0].start <= on or len(held) == 1) else None
    if current is None:
        # A person without history may begin as the file says, unless the seat had holders before.
        begins = since if not employee and since and since <= on else on
        begins = on if post.single_holder and post.pk in holders.ever else begins
        return Move(row, employee, post, begins, held[0].start if held else None, told="")
    told = f"dari {current.label}"
    if current.start >= on:
        return Move(row, employee, post, current.start, current.end, current, told)
    return Move(row, employee, post, on, current.end, current, told)


def _warn_of_requests(found: dict[int, Move], findings: Findings) -> None:
    """A request to move the same person is under way: it was made from the post that ends here."""
    rows = Requested.objects.filter(
        employee_id__in={m.employee for m in found.values()} - {0}, request__state__in=RUNNING
    )
    told = rows.order_by("pk").values_list("employee_id", "request__number", "request__title")
    pending = {person: f"usul mutasi {number} ({title})" for person, number, title in told}
    for row, move in found.items():
        if move.employee in pending and row not in findings.refused:
            words = f"ada {pending[move.employee]} yang berjalan; usul itu akan perlu dibaca ulang"
            findings.warn(row, "job", words, "tidak ada usul mutasi")


def _refuse_second_holders(
    found: dict[int, Move], employees: list[int], holders: _Holders, findings: Findings
) -> None:
    """Until nothing changes: a refused row leaves its person where they were, in the way of others."""
    waiting = True
    while waiting:
        waiting = False
        live = {row: move for row, move in found.items() if row not in findings.refused}
        leaving = {move.old.pk for move in live.values() if move.old}
        incoming: dict[int, list[int]] = {}
        for row, move in live.items():
            if move.post.single_holder:
                incoming.setdefault(move.post.pk, []).append(row)
        for post, rows in incoming.items():
            staying = [held for held in holders.of_post.get(post, []) if held.pk not in leaving]
            if len(rows) + len(staying) > 1:
                waiting = True
                who = f"dipegang {staying[0].label}" if staying else "dua orang dalam berkas"
                for row in rows:
                    findings.refuse(
                        row, "job", f"jabatan untuk satu pemegang: {who}", "satu pemegang"
                    )


def _holders(people: Iterable[int], posts: Iterable[int], on: date) -> _Holders:
    found = _Holders()
    sql = """
        SELECT a.id, a.employee_id, a.position_id, lower(a.period), upper(a.period), t.name, e.name
        FROM appointments_appointment a
        JOIN organisation_position p ON p.id = a.position_id
        JOIN organisation_jobtitle t ON t.id = p.title_id
        JOIN people_employee e ON e.id = a.employee_id
        WHERE a.kind = %s AND (upper_inf(a.period) OR upper(a.period) > %s)
          AND (a.employee_id = ANY(%s) OR a.position_id = ANY(%s))
        ORDER BY lower(a.period), a.id
    """
    posts = list(posts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [Kind.DEFINITIVE.value, on, list(people), posts])
        for pk, employee, position, start, end, title, name in cursor.fetchall():
            held = Held(pk, employee, position, start, end, title)
            found.of_person.setdefault(employee, []).append(held)
            found.of_post.setdefault(position, []).append(held._replace(label=name))
        cursor.execute(
            "SELECT DISTINCT position_id FROM appointments_appointment WHERE position_id = ANY(%s)",
            [posts],
        )
        found.ever = {position for (position,) in cursor.fetchall()}
    return found
