"""What the code on a post's screen leads to: the person reports present with their own phone."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.staffing import codes, posts, rules
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment, Need
from luwes.staffing.views.pressed import pressed


@dataclass(frozen=True)
class Turned:
    """Why somebody can't report here, in words, and where to go instead."""

    status: int
    title: str
    text: str
    instead: Assignment | None = None


@require_http_methods(["GET", "POST"])
def arrive(request: Request, code: str) -> HttpResponse:
    read = codes.read(code)
    need = posts.by_code(read) if read else None
    if read is None or need is None:
        return _turned(request, _unknown())
    own = posts.own_at(request.user, need)
    turned = _why_not(request, read, own, need)
    if turned or own is None:
        return _turned(request, turned or _stranger(need))
    if request.method == "POST":
        field.check_in_by_code(
            assignment=own,
            code=code,
            key=pressed(request),
            at=clock.now(),
            on=clock.today(),
            now=clock.now(),
            by=request.user,
        )
        messages.success(request, _("Terima kasih. Kehadiran Anda tercatat."))
        return redirect("staffing:duty", assignment_id=own.pk)
    context = {
        "assignment": own,
        "need": need,
        "code": code,
        "key": uuid.uuid4(),
        "now": clock.now(),
    }
    return render(request, "staffing/arrive.html", context)


def _why_not(
    request: Request, read: codes.Read, own: Assignment | None, need: Need
) -> Turned | None:
    if own is None:
        return _elsewhere(request, need) or _stranger(need)
    if rules.AssignmentState(own.state) not in rules.RUNNING:
        return Turned(
            409,
            _("Tugas Anda di pos ini sudah tidak berjalan"),
            _("Keadaannya: %s.") % own.get_state_display().lower(),
            own,
        )
    if not rules.may_check_in(own.period, clock.today()):
        return Turned(
            409,
            _("Hari ini di luar masa tugas Anda"),
            _("Lihat kapan Anda bertugas, atau tanyakan kepada petugas pos."),
            own,
        )
    if not read.is_fresh(clock.now()):
        return Turned(
            410,
            _("Kode ini sudah lewat waktunya"),
            _("Kode di layar pos berganti setiap menit. Pindai lagi kode yang tampil sekarang."),
        )
    return None


def _unknown() -> Turned:
    return Turned(
        404,
        _("Kode ini tidak dikenal"),
        _("Mungkin terpotong saat dipindai, atau bukan kode pos tugas. Pindai lagi dari dekat."),
    )


def _stranger(need: Need) -> Turned:
    return Turned(
        403,
        _("Anda tidak terdaftar di %s") % (need.post or need.area),
        _("Bila Anda datang membantu, temui petugas pos: ia mencatat Anda dan mengatur suratnya."),
    )


def _elsewhere(request: Request, need: Need) -> Turned | None:
    other = posts.running_of(request.user, clock.today())
    if other is None:
        return None
    return Turned(
        409,
        _("Pos Anda bukan di sini"),
        _("Anda ditugaskan di %(own)s; kode ini milik %(this)s.")
        % {"own": other.need.post or other.need.area, "this": need.post or need.area},
        other,
    )


def _turned(request: Request, turned: Turned) -> HttpResponse:
    return render(request, "staffing/turned.html", {"turned": turned}, status=turned.status)
