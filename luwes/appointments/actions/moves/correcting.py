"""The first day of a decree put right afterwards."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import facts
from luwes.appointments.actions.moves.common import chain, held
from luwes.appointments.models import Appointment, Move, MoveCorrection, MoveRequest
from luwes.appointments.moving import access, depending, papers
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import RequestState
from luwes.audit import actions as audit
from luwes.core import bulk
from luwes.core.access import require
from luwes.core.db import lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.organisation.models import Position
from luwes.people.models import Employee


@transaction.atomic
def correct(
    *, request: MoveRequest, effective_on: date, reason: str, now: datetime, on: date, by: User
) -> MoveCorrection:
    """
    Move the first day of an effective decree, by a letter that amends it. What rested on the old day
    is kept by name with the correction; nothing of it is changed by itself.

    :raises Refused: without a reason, or where another appointment stands in the way
    """
    require(access.can_correct(by, request))
    held(request, RequestState.EFFECTIVE)
    moves = moves_of(request)
    posts = {row.position_id for row in _touched(moves)}
    lock_all(Position.objects.filter(pk__in=posts))
    lock_all(Employee.objects.filter(pk__in=[m.employee_id for m in moves]))
    rows = {row.pk: row for row in _touched(moves)}
    old = request.effective_on
    refuse(_against(moves, rows, old, effective_on, reason))
    affected = depending.on_moves(request, moves, since=min(old, effective_on))
    _shift(moves, rows, old, effective_on)
    request.effective_on = effective_on
    request.save(update_fields=["effective_on"])
    decrees = {m.letter_id: m.letter for m in moves if m.letter}
    issued = letters.issue_many(
        [papers.correcting(row, old=old, new=effective_on, reason=reason, on=on) for row in decrees.values()],
        now=now, by=by,
    )  # fmt: skip
    made = MoveCorrection.objects.create(
        request=request, old_on=old, new_on=effective_on, reason=reason.strip()[:300],
        affected=affected, letter=issued[0] if issued else None, by=by, at=now,
    )  # fmt: skip
    for pk in sorted(rows):
        announce(facts.Ended(pk))
    announce(facts.MovesChanged(request.pk, "corrected", by.pk))
    audit.record(
        by, "appointments.moves_corrected", request, chain=chain(request), reason=reason,
        first_day=effective_on.isoformat(), before=old.isoformat(), affected=len(affected),
    )  # fmt: skip
    return made


def _touched(moves: Sequence[Move]) -> list[Appointment]:
    ids = {pk for m in moves for pk in (m.made_id, m.ended_id) if pk}
    return list(Appointment.objects.filter(pk__in=ids).select_related("employee").order_by("pk"))


def _against(
    moves: Sequence[Move], rows: dict[int, Appointment], old: date, new: date, reason: str
) -> list[Problem]:
    problems = []
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    if new == old:
        problems.append(Problem(_("TMT itu sudah tercatat."), "effective_on"))
    for move in moves:
        made, ended = rows.get(move.made_id or 0), rows.get(move.ended_id or 0)
        name = {"name": move.employee.full_name}
        if made and (made.period.start != old or (made.period.end and made.period.end <= new)):
            problems.append(Problem(_("%(name)s: jabatan barunya sudah berubah sejak itu.") % name))
        if ended and (ended.period.end != old or ended.period.start >= new):
            problems.append(
                Problem(_("%(name)s: jabatan lamanya tidak dapat berakhir pada hari itu.") % name)
            )
    return problems or _overlaps(rows, old, new)


def _overlaps(rows: dict[int, Appointment], old: date, new: date) -> list[Problem]:
    """Other definitive appointments of the same people, or of single seats, between the two days."""
    if old == new:
        return []
    between = Period(min(old, new), max(old, new))
    definitive = [row for row in rows.values() if row.kind == Kind.DEFINITIVE.value]
    others = Appointment.objects.filter(
        kind=Kind.DEFINITIVE.value, period__overlap=between
    ).exclude(pk__in=rows)
    people = {row.employee_id for row in definitive}
    seats = {row.position_id for row in definitive if row.single_holder}
    found = others.filter(employee_id__in=people) | others.filter(position_id__in=seats)
    found = found.select_related("employee", "position__title").order_by("pk")
    words = _("%(name)s memegang %(title)s di antara kedua tanggal itu.")
    return [
        Problem(words % {"name": row.employee.full_name, "title": row.position})
        for row in found[:20]
    ]


def _shift(moves: Sequence[Move], rows: dict[int, Appointment], old: date, new: date) -> None:
    """First what gets shorter, then what gets longer: no two overlap at any instant."""
    made = [m.made_id for m in moves if m.made_id]
    ended = [m.ended_id for m in moves if m.ended_id]
    begin = "UPDATE appointments_appointment SET period = daterange(%s, upper(period)) WHERE id = ANY(%s)"
    end = "UPDATE appointments_appointment SET period = daterange(lower(period), %s) WHERE id = ANY(%s)"
    for sql, ids in ((begin, made), (end, ended)) if new > old else ((end, ended), (begin, made)):
        bulk.run(sql, [new, ids])
