"""Moves in the made-up province: an acting post that ends soon, and two people who are to change places."""

from collections.abc import Iterator
from datetime import date, datetime

from luwes.accounts.models import User
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, MoveRequest
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import judged
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import MoveKind
from luwes.demo import leaving, loading
from luwes.organisation.models import Position
from luwes.organisation.rules import PositionKind
from luwes.people.models import Employee

ACTING_SINCE, ACTING_UNTIL = date(2025, 1, 2), date(2025, 3, 20)
CHANGE_ON = date(2025, 4, 1)  # after the flood's first plan, as the leave is
TRIED = 30  # pairs looked at for two who may change places


def load(world: loading.World, now: datetime, on: date) -> list[MoveRequest]:
    """
    An acting head whose mandate ends within a month, and a swap that waits for `kepala1`; each where
    the people of the story allow it.
    """
    return [made for made in (_acting(world, now, on), _swap(world, now, on)) if made]


def _acting(world: loading.World, now: datetime, on: date) -> MoveRequest | None:
    """Somebody of the same kind of post runs a vacant one of the province beside the own."""
    kind = PositionKind.ADMINISTRATOR.value
    held = Appointment.objects.filter(kind=Kind.DEFINITIVE.value, period__contains=on)
    posts = Position.objects.filter(
        title__kind=kind, unit__agency=world.province, single_holder=True, is_draft=False
    )
    vacant = posts.exclude(pk__in=held.values("position")).order_by("pk").first()
    if vacant is None:
        return None
    holders = held.filter(
        position__title__kind=kind, employee__agency=world.province, employee__is_current=True
    )
    for row in holders.select_related("employee").order_by("pk")[:TRIED]:
        request = actions.draft(
            agency=world.province, title=f"Pelaksana tugas {vacant}", effective_on=ACTING_SINCE,
            basis="Jabatan kosong sejak pejabatnya pensiun", now=now, by=world.analyst,
            late_reason="Surat perintah terbit sebelum Luwes dipakai",
        )  # fmt: skip
        actions.add(
            request=request, employee=row.employee, kind=MoveKind.ACTING, to_position=vacant,
            last_day=ACTING_UNTIL, by=world.analyst,
        )  # fmt: skip
        if _may_be(request):
            _submit(request, world, now, on)
            _agree(request, world, now, on)
            actions.decree(request=request, now=now, on=on, by=world.analyst)
            return request
        actions.withdraw(request=request, reason="Orang lain", now=now, on=on, by=world.analyst)
    return None


def _swap(world: loading.World, now: datetime, on: date) -> MoveRequest | None:
    """Two of the same title in two units: one of the first head's, one of another."""
    for one, other in _pairs(on):
        agency = one.position.unit.agency
        request = actions.draft(
            agency=agency, title=f"Rotasi {one.position}", effective_on=CHANGE_ON,
            basis="Nota dinas kepala unit 3 Februari 2025", now=now, by=world.analyst,
        )  # fmt: skip
        _add(request, one.employee, other.position, world.analyst)
        _add(request, other.employee, one.position, world.analyst)
        if _may_be(request):
            _submit(request, world, now, on)
            return request
        actions.withdraw(request=request, reason="Orang lain", now=now, on=on, by=world.analyst)
    return None


def _add(request: MoveRequest, employee: Employee, to: Position, by: User) -> None:
    actions.add(request=request, employee=employee, kind=MoveKind.ROTATION, to_position=to, by=by)


def _pairs(on: date) -> Iterator[tuple[Appointment, Appointment]]:
    units = leaving.units_of_first_head(on)
    rows = Appointment.objects.filter(
        kind=Kind.DEFINITIVE.value, period__contains=on, employee__is_current=True
    ).select_related("employee", "position__title", "position__unit__agency")
    own = rows.filter(unit_id__in=units, position__title__kind=PositionKind.EXECUTIVE.value)
    for one in own.order_by("pk")[:TRIED]:
        others = rows.filter(
            position__title=one.position.title_id, employee__agency=one.employee.agency_id
        ).exclude(unit_id__in=units)
        for other in others.order_by("pk")[:2]:
            yield one, other


def _may_be(request: MoveRequest) -> bool:
    _known, rows = judged(request, moves_of(request), request.effective_on)
    return not any(row.refusing for row in rows)


def _submit(request: MoveRequest, world: loading.World, now: datetime, on: date) -> None:
    _known, rows = judged(request, moves_of(request), request.effective_on)
    for row in rows:
        for check in row.open:
            actions.answer(
                move=row.move, rule=check.rule, reason="Sudah diperiksa pada berkasnya", now=now,
                by=world.analyst,
            )  # fmt: skip
    actions.submit(request=request, now=now, on=on, by=world.analyst)


def _agree(request: MoveRequest, world: loading.World, now: datetime, on: date) -> None:
    """The staffing office, then the authority."""
    decider = world.deciders[request.agency_id]
    for step in request.steps.select_related("request__agency", "unit").order_by("order", "pk"):
        by = decider if step.kind == "signature" else world.analyst
        actions.decide(step=step, paper="", paper_day=None, note="", now=now, on=on, by=by)
