"""A decree becomes effective: everybody of a request, or nobody."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.appointments import facts
from luwes.appointments.actions.moves.common import chain
from luwes.appointments.actions.moves.deciding import keep
from luwes.appointments.actions.moves.decreeing import take_back_letters
from luwes.appointments.models import Appointment, Move, MoveRequest
from luwes.appointments.moving.gathering import DAY, Known, Row, moves_of
from luwes.appointments.moving.judging import Judged, judged
from luwes.appointments.rules import Kind
from luwes.appointments.rules import moves as rules
from luwes.appointments.rules.moves import MoveKind, RequestState
from luwes.audit import actions as audit
from luwes.core import bulk
from luwes.core.db import lock_all
from luwes.core.facts import announce
from luwes.core.faults import point
from luwes.core.periods import Period
from luwes.organisation.models import Position
from luwes.people import actions as people
from luwes.people.models import Employee

HOLDING = {
    MoveKind.ACTING: Kind.ACTING, MoveKind.DAILY: Kind.DAILY, MoveKind.SECONDMENT: Kind.SECONDED,
}  # fmt: skip


@transaction.atomic
def become_effective(*, request_id: int, now: datetime, on: date) -> MoveRequest | None:
    """
    Carry a decree out once its day has come; None where there is nothing (more) to do.

    Positions are held before people, each in order of their id, then every rule looks again. One that
    fails stops the whole request. All that ends is ended before anything begins: so people may
    exchange posts, and chains may close to loops, under constraints that forbid overlaps at every instant.
    """
    request = MoveRequest.objects.select_for_update().get(pk=request_id)
    if request.state != RequestState.DECREED.value or request.effective_on > on:
        return None
    point("moves.begun")
    moves = moves_of(request)
    _hold(moves)
    known, rows = judged(request, moves, request.effective_on)
    if any(row.refusing for row in rows):
        return _stop(request, rows, now, on)
    _end(request, moves, known)
    point("moves.ended")
    made = _begin(request, moves)
    point("moves.begun_anew")
    _remember(request, moves, known, made)
    request.state, request.effective_at = RequestState.EFFECTIVE.value, now
    request.save(update_fields=["state", "effective_at"])
    keep(rows, "effective", now, request.effective_on)
    announce(facts.MovesChanged(request.pk, "effective", None))
    audit.record(
        None, "appointments.moves_effective", request, chain=chain(request), people=len(moves),
        first_day=request.effective_on.isoformat(),
    )  # fmt: skip
    return request


def _hold(moves: Sequence[Move]) -> None:
    posts = {m.to_position_id for m in moves if m.to_position_id}
    posts |= {m.origin.position_id for m in moves if m.origin}
    lock_all(Position.objects.filter(pk__in=posts))
    lock_all(Employee.objects.filter(pk__in=[m.employee_id for m in moves]))


def _stop(request: MoveRequest, rows: Sequence[Judged], now: datetime, on: date) -> MoveRequest:
    """Nobody moves, the letters fall; who prepared, agreed and is moved hears why."""
    request.stopped = [
        {"name": row.facts.person.name, "law": check.law, "said": check.said.as_json()}
        for row in rows
        for check in row.refusing
    ]
    request.state = RequestState.STOPPED.value
    request.save(update_fields=["state", "stopped"])
    keep([row for row in rows if row.refusing], "stopped", now, request.effective_on)
    announce(facts.MovesChanged(request.pk, "stopped", None))
    assert request.approved_by
    words = _("%(count)d pemeriksaan gagal pada TMT") % {"count": len(request.stopped)}
    take_back_letters(request, reason=words, now=now, on=on, by=request.approved_by)
    audit.record(
        None, "appointments.moves_stopped", request, chain=chain(request),
        people=len([row for row in rows if row.refusing]),
    )  # fmt: skip
    return request


def _end(request: MoveRequest, moves: Sequence[Move], known: Known) -> None:
    """What they leave, and the mandates in posts that get a holder again: UU 30/2014 ps. 14."""
    filled = {
        m.to_position_id for m in moves if m.to_position_id and MoveKind(m.kind) in rules.PERMANENT
    }
    mandates = Appointment.objects.filter(
        position_id__in=filled, single_holder=True, kind=Kind.ACTING.value,
        period__contains=request.effective_on, period__startswith__lt=request.effective_on,
    )  # fmt: skip
    ended = {row.pk for row in known.ends.values()} | set(mandates.values_list("pk", flat=True))
    bulk.run(
        "UPDATE appointments_appointment SET period = daterange(lower(period), %s) WHERE id = ANY(%s)",
        [request.effective_on, sorted(ended)],
    )
    for pk in sorted(ended):
        announce(facts.Ended(pk))


def _begin(request: MoveRequest, moves: Sequence[Move]) -> dict[int, Appointment]:
    made = {move.pk: _appointment(request, move) for move in moves if move.to_position}
    bulk.create(list(made.values()))
    for row in made.values():
        announce(facts.Appointed(row.pk))
    for move in moves:
        to = move.to_position
        if (
            to
            and MoveKind(move.kind) in rules.PERMANENT
            and move.employee.agency_id != to.unit.agency_id
        ):
            assert request.approved_by
            people.change_agency(
                employee=move.employee, agency=to.unit.agency, by=request.approved_by
            )
    return made


def _appointment(request: MoveRequest, move: Move) -> Appointment:
    to = move.to_position
    assert to
    end = move.last_day + DAY if move.last_day else None
    return Appointment(
        employee_id=move.employee_id, position_id=to.pk, unit_id=to.unit_id,
        kind=HOLDING.get(MoveKind(move.kind), Kind.DEFINITIVE).value,
        period=Period(request.effective_on, end), single_holder=to.single_holder,
        decree=move.letter.number[:100] if move.letter else "",
    )  # fmt: skip


def _remember(
    request: MoveRequest, moves: Sequence[Move], known: Known, made: dict[int, Appointment]
) -> None:
    """Which appointment each move made and which it ended."""

    def key(row: Appointment | Row | None) -> int | None:
        return row.pk if row else None

    rows = [(m.pk, key(made.get(m.pk)), key(known.ends.get(m.pk))) for m in moves]
    bulk.update(Move, ("made_id", "ended_id"), rows)


def due(on: date) -> list[int]:
    """Decrees whose day has come."""
    rows = MoveRequest.objects.filter(state=RequestState.DECREED.value, effective_on__lte=on)
    return list(rows.order_by("effective_on", "pk").values_list("pk", flat=True))
