"""Who is told what, when a request to move people goes on."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.facts import MandateEnds, MovesChanged
from luwes.appointments.models import Appointment, Move, MoveRequest, MoveStep
from luwes.appointments.moving.wording import kept_words
from luwes.appointments.queries import mandate
from luwes.appointments.rules.moves import StepKind
from luwes.core import clock
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Text
from luwes.organisation.heading import heads_of
from luwes.people.addresses import account, person
from luwes.ui.tags.words import day

MOST_REASONS = 5


def changed(fact: MovesChanged) -> None:
    rows = MoveRequest.objects.select_related("agency", "made_by", "submitted_by", "approved_by")
    request = rows.get(pk=fact.request_id)
    by = User.objects.filter(pk=fact.by_id).first() if fact.by_id else None
    tell: dict[str, Callable[[MoveRequest], Iterator[Text]]] = {
        "submitted": _asked, "asked": _asked, "returned": _went_on, "withdrawn": _went_on,
        "approved": _went_on, "decreed": _decreed, "effective": _effective, "stopped": _stopped,
        "corrected": _corrected,
    }  # fmt: skip
    texts = [
        Text([r for r in t.recipients if not by or r.user != by], t.kind, t.subject, t.body, t.link, by)
        for t in tell[fact.what](request)
    ]  # fmt: skip
    notifications.tell_each([t for t in texts if t.recipients], now=clock.now())


def _link(request: MoveRequest) -> str:
    return reverse("appointments:move_request", args=[request.pk])


def _words(request: MoveRequest) -> dict[str, object]:
    return {"number": request.number, "title": request.title, "day": day(request.effective_on)}


def _asked(request: MoveRequest) -> Iterator[Text]:
    """Those whose turn it is now."""
    steps = list(request.steps.filter(decided_at=None).order_by("order", "pk"))
    turn = [step for step in steps if step.order == steps[0].order]
    told = {user.pk: user for step in turn for user in deciders(request, step)}
    yield Text(
        [account(user) for user in told.values()], "appointments.moves_asked",
        _("Usul mutasi %(number)d menunggu Anda: %(title)s") % _words(request),
        _("Berlaku mulai %(day)s bila disetujui semua pihak.") % _words(request), _link(request),
    )  # fmt: skip


def deciders(request: MoveRequest, step: MoveStep) -> list[User]:
    today = clock.today()
    if step.unit_id:
        return [user for user, _units in heads_of([step.unit_id], today).values()]
    if step.kind == StepKind.SIGNATURE.value:
        grants = accounts.holders(Role.APPROVER, "agency", [str(request.agency_id)], today)
        return [grant.user for grant in grants]
    return [request.submitted_by or request.made_by]


def _makers(request: MoveRequest) -> list[User]:
    users = {user.pk: user for user in (request.made_by, request.submitted_by) if user}
    return list(users.values())


def _went_on(request: MoveRequest) -> Iterator[Text]:
    state = str(request.get_state_display()).lower()
    yield Text(
        [account(user) for user in _makers(request)], "appointments.moves_went_on",
        _("Usul mutasi %(number)d: %(state)s") % {"number": request.number, "state": state},
        request.note or request.title, _link(request),
    )  # fmt: skip


def _moves(request: MoveRequest) -> list[Move]:
    rows = request.moves.select_related(
        "employee__user", "origin", "to_position", "made__position__title"
    )
    return list(rows.order_by("order", "pk"))


def _decreed(request: MoveRequest) -> Iterator[Text]:
    yield from _went_on(request)
    people = [person(move.employee) for move in _moves(request)]
    yield Text(
        people, "appointments.moved",
        _("Keputusan tentang jabatan Anda terbit, berlaku mulai %(day)s") % _words(request),
        _("Suratnya ada di halaman surat Anda."), "",
    )  # fmt: skip


def _effective(request: MoveRequest) -> Iterator[Text]:
    yield from _to_makers_and_heads(
        request, _("Usul mutasi %(number)d berlaku sejak %(day)s") % _words(request), request.title
    )


def _to_makers_and_heads(request: MoveRequest, subject: str, body: str) -> Iterator[Text]:
    moves = _moves(request)
    users = {user.pk: user for user in [*_makers(request), request.approved_by] if user}
    yield Text([account(u) for u in users.values()], "appointments.moves_went_on", subject, body, _link(request))  # fmt: skip
    units = {m.origin.unit_id for m in moves if m.origin} | {m.to_position.unit_id for m in moves if m.to_position}  # fmt: skip
    heads = heads_of(units, clock.today())
    told = [account(user) for pk, (user, _units) in heads.items() if pk not in users]
    yield Text(told, "appointments.moves_went_on", subject, body, "")


def _stopped(request: MoveRequest) -> Iterator[Text]:
    """Everybody: nobody shall believe that the decree holds."""
    reasons = _reasons(request.stopped)
    subject = _("Usul mutasi %(number)d terhenti pada TMT %(day)s") % _words(request)
    yield from _to_makers_and_heads(request, subject, reasons)
    yield Text(
        [person(move.employee) for move in _moves(request)], "appointments.moved",
        _("Keputusan tentang jabatan Anda tidak jadi berlaku %(day)s") % _words(request),
        _("Anda tetap pada jabatan Anda; suratnya dicabut."), "",
    )  # fmt: skip


def _reasons(stopped: Sequence[dict[str, object]]) -> str:
    lines = [f"{row['name']}: {kept_words(row['said'])}" for row in stopped[:MOST_REASONS]]  # type: ignore[arg-type]
    rest = len(stopped) - len(lines)
    if rest > 0:
        lines.append(ngettext("dan %d lagi", "dan %d lagi", rest) % rest)
    return " ".join(lines)


def _corrected(request: MoveRequest) -> Iterator[Text]:
    subject = _("TMT usul mutasi %(number)d dibetulkan menjadi %(day)s") % _words(request)
    yield from _to_makers_and_heads(request, subject, request.title)
    yield Text(
        [person(move.employee) for move in _moves(request)], "appointments.moved",
        _("TMT keputusan Anda dibetulkan menjadi %(day)s") % _words(request),
        _("Surat pembetulannya ada di halaman surat Anda."), "",
    )  # fmt: skip


# ── acting mandates ──────────────────────────────────────────────────


def mandate_ends(fact: MandateEnds) -> None:
    """The one who acts, the heads above, and BKD."""
    rows = Appointment.objects.select_related("employee__user", "position__title", "unit")
    row, today = rows.get(pk=fact.appointment_id), clock.today()
    told = {
        "name": row.employee.full_name, "mandate": mandate(row.kind), "position": row.position,
        "day": day(row.period.last_day),
    }  # fmt: skip
    subject = (
        _("%(mandate)s %(position)s (%(name)s) berakhir %(day)s") if fact.left > 0
        else _("%(mandate)s %(position)s (%(name)s) sudah berakhir %(day)s dan jabatannya kosong")
    )  # fmt: skip
    body = _("Isi jabatannya, perpanjang selama masih boleh, atau tunjuk orang lain.")
    users = [user for user, _units in heads_of([row.unit_id], today).values()]
    bkd = accounts.holders(Role.STAFFING_ANALYST, "agency", [str(row.unit.agency_id)], today)
    users = list({user.pk: user for user in [*users, *(g.user for g in bkd)]}.values())
    analysts = {grant.user_id for grant in bkd}
    link = reverse("appointments:move_mandates")
    texts = [
        Text([person(row.employee)], "appointments.mandate_ends", subject % told, body, ""),
        Text([account(u) for u in users if u.pk in analysts], "appointments.mandate_ends", subject % told, body, link),
        Text([account(u) for u in users if u.pk not in analysts], "appointments.mandate_ends", subject % told, body, ""),
    ]  # fmt: skip
    notifications.tell_each([t for t in texts if t.recipients], now=clock.now())
