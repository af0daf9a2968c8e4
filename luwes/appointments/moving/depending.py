"""What rests on where somebody serves from a day on: duty, leave, mandates, later moves. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.appointments.binding import Binding, resting
from luwes.appointments.models import RUNNING, Appointment, Leave, Move, MoveRequest
from luwes.appointments.queries import mandate
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import PERMANENT, MoveKind
from luwes.core.periods import Period
from luwes.ui import formats


def on_moves(request: MoveRequest, moves: Sequence[Move], *, since: date) -> list[dict[str, Any]]:
    """As plain values, by person in the order of the moves; then who stands in where they come."""
    found: dict[int, list[Binding]] = {}
    people = [move.employee_id for move in moves]
    for rows in (
        _leave(people, since), _mandates(request, moves, since), _later(request, people, since),
    ):  # fmt: skip
        for row in rows:
            found.setdefault(row.employee_id, []).append(row)
    for person, told in resting(people, Period(since)).items():
        found.setdefault(person, []).extend(told)
    own = [
        _plain(move.employee.full_name, row)
        for move in moves
        for row in sorted(found.get(move.employee_id, []), key=lambda r: (r.period.start, r.words))
    ]
    return own + _stand_ins(moves, since)


def _plain(name: str, row: Binding) -> dict[str, Any]:
    last = row.period.last_day
    return {
        "name": name, "words": row.words, "first_day": row.period.start.isoformat(),
        "last_day": last.isoformat() if last else None,
    }  # fmt: skip


def shown(rows: Sequence[dict[str, Any]], most: int = 100) -> list[dict[str, str]]:
    """The same with days as people write them."""
    lang = get_language() or "id"

    def said(day: str | None) -> str:
        return formats.day(date.fromisoformat(day), lang) if day else ""

    return [
        {
            "name": row["name"], "words": row["words"], "first": said(row["first_day"]),
            "last": said(row["last_day"]),
        }
        for row in rows[:most]
    ]  # fmt: skip


def _leave(people: Sequence[int], since: date) -> list[Binding]:
    rows = Leave.objects.filter(employee_id__in=people, period__overlap=Period(since))
    told = rows.order_by("pk").values_list("employee_id", "period")
    return [Binding(person, _("cuti"), period, True) for person, period in told]


def _mandates(request: MoveRequest, moves: Sequence[Move], since: date) -> list[Binding]:
    """What else they hold from then on, save what this request gives and takes."""
    people = [move.employee_id for move in moves]
    rows = Appointment.objects.filter(employee_id__in=people, period__overlap=Period(since))
    rows = rows.exclude(move_made__request=request).exclude(moves_ended__request=request)
    rows = rows.exclude(pk__in=[move.origin_id for move in moves if move.origin_id])
    rows = rows.select_related("position__title").order_by("pk")
    return [Binding(row.employee_id, _held(row), row.period, True) for row in rows]


def _held(row: Appointment) -> str:
    word = _("jabatan") if row.kind == Kind.DEFINITIVE.value else mandate(row.kind)
    return f"{word} {row.position}"


def _stand_ins(moves: Sequence[Move], since: date) -> list[dict[str, Any]]:
    """Plt. and Plh. of others in the posts that get a holder."""
    posts = {m.to_position_id for m in moves if m.to_position_id and MoveKind(m.kind) in PERMANENT}
    rows = Appointment.objects.filter(
        position_id__in=posts, kind__in=(Kind.ACTING.value, Kind.DAILY.value),
        period__overlap=Period(since),
    ).exclude(employee_id__in=[move.employee_id for move in moves])  # fmt: skip
    return [
        _plain(row.employee.full_name, Binding(row.employee_id, _held(row), row.period, True))
        for row in rows.select_related("employee", "position__title").order_by("period", "pk")
    ]


def _later(request: MoveRequest, people: Sequence[int], since: date) -> list[Binding]:
    rows = Move.objects.filter(
        employee_id__in=people, request__effective_on__gte=since,
        request__state__in=[*RUNNING, "effective"],
    ).exclude(request=request)  # fmt: skip
    found = []
    for row in rows.select_related("request").order_by("pk"):
        words = _("usul mutasi %(number)d (%(state)s)") % {
            "number": row.request.number, "state": str(row.request.get_state_display()).lower(),
        }  # fmt: skip
        is_ordered = row.request.state == "effective"
        found.append(Binding(row.employee_id, words, Period(row.request.effective_on), is_ordered))
    return found
