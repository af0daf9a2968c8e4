"""A request while it is still being written."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments.actions.moves.common import chain, held
from luwes.appointments.models import Appointment, Move, MoveRequest
from luwes.appointments.moving import access
from luwes.appointments.moving.gathering import origins
from luwes.appointments.rules import Kind
from luwes.appointments.rules import moves as rules
from luwes.appointments.rules.moves import Ground, MoveKind, RequestState
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock
from luwes.core.errors import Problem, refuse
from luwes.organisation.models import Agency, Position
from luwes.people.models import Employee

DAY = timedelta(days=1)
_DRAFT = RequestState.DRAFT


@transaction.atomic
def draft(
    *, agency: Agency, title: str, effective_on: date, basis: str, now: datetime, by: User,
    late_reason: str = "",
) -> MoveRequest:  # fmt: skip
    """A new request, numbered within its agency."""
    require(access.can_prepare(by, agency.pk))
    refuse(_empty(title=title, basis=basis))
    advisory_lock(f"move requests {agency.pk}")
    last = MoveRequest.objects.filter(agency=agency).aggregate(n=Max("number"))["n"] or 0
    request = MoveRequest.objects.create(
        agency=agency, number=last + 1, title=title, effective_on=effective_on, basis=basis,
        late_reason=late_reason, made_by=by, made_at=now,
    )  # fmt: skip
    audit.record(by, "appointments.moves_drafted", request, chain=chain(request))
    return request


@transaction.atomic
def change(
    *, request: MoveRequest, title: str, effective_on: date, basis: str, late_reason: str, by: User
) -> None:
    """Whoever is moved keeps; from which post is read anew for another day."""
    require(access.can_prepare(by, request.agency_id))
    held(request, _DRAFT)
    refuse(_empty(title=title, basis=basis))
    request.title, request.basis, request.late_reason = title, basis, late_reason
    request.effective_on = effective_on
    request.save(update_fields=["title", "basis", "late_reason", "effective_on"])
    _read_origins(request)


def _empty(**texts: str) -> list[Problem]:
    return [Problem(_("Wajib diisi."), name) for name, text in texts.items() if not text.strip()]


def _read_origins(request: MoveRequest) -> None:
    """From which post each is moved, as it stands now."""
    moves = list(request.moves.exclude(kind__in=rules.LEAVING).order_by("pk"))
    known = origins([move.employee_id for move in moves], request.effective_on)
    for move in moves:
        move.origin_id = known.get(move.employee_id)
    Move.objects.bulk_update(moves, ["origin"], batch_size=1000)


@transaction.atomic
def refresh(*, request: MoveRequest, by: User) -> None:
    """Take the posts people hold now as those they leave, after an import changed them."""
    require(access.can_prepare(by, request.agency_id))
    held(request, _DRAFT)
    _read_origins(request)


@transaction.atomic
def add(
    *, request: MoveRequest, employee: Employee, kind: MoveKind, to_position: Position | None,
    by: User, last_day: date | None = None, ground: Ground = Ground.NEED, ground_paper: str = "",
) -> Move:  # fmt: skip
    """
    One more person in the request. Whether it may be so is told by its checks, later and all at once;
    refused is what makes no sense.

    :raises Refused: without a post or a term where the kind needs one, twice the same person, or
        neither from nor to the agency of the request
    """
    require(access.can_prepare(by, request.agency_id))
    held(request, _DRAFT)
    origin = _origin(request, employee, kind)
    refuse([
        *_unfitting(request, kind, to_position, last_day, origin),
        *_twice(request, employee),
        *_not_ours(request, employee, to_position),
    ])  # fmt: skip
    last = request.moves.aggregate(n=Max("order"))["n"] or 0
    leaving, term = kind in rules.LEAVING, kind in rules.WITH_TERM
    return Move.objects.create(
        request=request, order=last + 1, employee=employee, kind=kind.value, origin=origin,
        to_position=None if leaving else to_position, last_day=last_day if term else None,
        ground=ground.value, ground_paper=ground_paper.strip(),
    )  # fmt: skip


def _origin(request: MoveRequest, employee: Employee, kind: MoveKind) -> Appointment | None:
    """The post on the day before; of a return that of the secondment."""
    wanted = Kind.SECONDED if kind is MoveKind.RETURN else Kind.DEFINITIVE
    rows = Appointment.objects.filter(
        employee=employee, kind=wanted.value, period__contains=request.effective_on - DAY
    )
    return rows.order_by("-period", "pk").first()


def _unfitting(
    request: MoveRequest, kind: MoveKind, to: Position | None, last: date | None,
    origin: Appointment | None,
) -> list[Problem]:  # fmt: skip
    problems = []
    if kind in rules.LEAVING:
        if origin is None:
            words = _("Tidak ada jabatan atau penugasan yang dapat diakhiri pada TMT.")
            problems.append(Problem(words, "employee"))
    elif to is None:
        problems.append(Problem(_("Pilih jabatan tujuannya."), "to_position"))
    elif origin and kind in rules.PERMANENT and origin.position_id == to.pk:
        problems.append(Problem(_("Orang ini sudah memegang jabatan itu."), "to_position"))
    if kind in rules.WITH_TERM:
        if last is None:
            problems.append(Problem(_("Isi hari terakhirnya."), "last_day"))
        elif last < request.effective_on:
            problems.append(Problem(_("Hari terakhir mendahului TMT."), "last_day"))
    return problems


def _twice(request: MoveRequest, employee: Employee) -> list[Problem]:
    if request.moves.filter(employee=employee).exists():
        return [Problem(_("Orang ini sudah ada dalam usul ini."), "employee")]
    return []


def _not_ours(request: MoveRequest, employee: Employee, to: Position | None) -> list[Problem]:
    if employee.agency_id == request.agency_id or (to and to.unit.agency_id == request.agency_id):
        return []
    return [Problem(_("Orangnya atau jabatannya harus dari instansi pengusul."), "employee")]


@transaction.atomic
def remove(*, move: Move, by: User) -> None:
    require(access.can_prepare(by, move.request.agency_id))
    held(move.request, _DRAFT)
    move.delete()


@transaction.atomic
def raise_move(*, move: Move, by: User) -> None:
    """One place up in the order of the decree."""
    require(access.can_prepare(by, move.request.agency_id))
    held(move.request, _DRAFT)
    move.refresh_from_db(fields=["order"])
    above = move.request.moves.filter(order__lt=move.order).order_by("-order", "-pk").first()
    if above:
        above.order, move.order = move.order, above.order
        Move.objects.bulk_update([above, move], ["order"])


@transaction.atomic
def set_documents(*, move: Move, documents: Mapping[str, str], by: User) -> None:
    """The numbers of the papers of a move between agencies."""
    require(access.can_prepare(by, move.request.agency_id))
    held(move.request, _DRAFT, RequestState.SUBMITTED)
    known = {key: documents[key].strip()[:100] for key in rules.DOCUMENTS if documents.get(key)}
    move.documents = known
    move.save(update_fields=["documents"])
    audit.record(
        by, "appointments.moves_documents", move.request, chain=chain(move.request),
        papers=len(known),
    )  # fmt: skip
