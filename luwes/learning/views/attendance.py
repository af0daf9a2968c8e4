"""The code on the trainer's screen and the list of who came; checking in with the own phone."""

import re
import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts import throttling
from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.learning import access, codes
from luwes.learning.actions import attending as actions
from luwes.learning.actions.attending import Scan
from luwes.learning.forms.classes import CodeForm
from luwes.learning.models import Attendance, ClassSession, Enrolment
from luwes.learning.queries import classes
from luwes.learning.rules import attending
from luwes.learning.rules.states import EnrolmentState
from luwes.ui import qr
from luwes.ui.http import part_or_page, tell_refused

DEVICE = "luwes_kelas"  # tells phones apart, and nothing else
A_YEAR = 365 * 24 * 3600
TRIES, TRIES_SECONDS = 10, 60

# ── the trainer ──────────────────────────────────────────────────────


def _session(request: Request, session_id: int) -> ClassSession:
    return get_object_or_404(access.sessions_at_hand(request.user, clock.today()), pk=session_id)


@require_GET
def session(request: Request, session_id: int) -> HttpResponse:
    """Who came when, with marks; struck or added by hand."""
    row = _session(request, session_id)
    now = clock.now()
    coming = classes.roll(row)
    context = {
        "session": row, "course_class": row.course_class, "course": row.course_class.course,
        "coming": coming, "there": sum(c.is_there for c in coming),
        "marked": sum(c.shared.device > 1 for c in coming),
        "has_begun": now >= row.begins_at - attending.EARLY,
        "going": row.course_class.state in {"open", "running"},
        "may_show": access.can_show_code(request.user, row.course_class),
        "manages": access.can_manage(request.user, row.course_class.course, clock.today()),
    }  # fmt: skip
    return render(request, "learning/session.html", context)


@require_GET
def code(request: Request, session_id: int) -> HttpResponse:
    """The code by itself, large, for the screen in the room; another every half minute."""
    row = _session(request, session_id)
    require(access.can_show_code(request.user, row.course_class))
    now = clock.now()
    text = codes.make(row, now)
    address = f"{settings.LUWES_URL.rstrip('/')}{reverse('learning:check_in', args=[text])}"
    coming = classes.roll(row)
    context = {
        "session": row, "course": row.course_class.course, "code": text, "qr": qr.drawn(address),
        "figures": codes.figures(row, attending.step_of(now)), "left": attending.seconds_left(now),
        "is_open": attending.is_open(row.begins_at, row.ends_at, now), "all": len(coming),
        "there": sum(c.is_there for c in coming), "now": now,
    }  # fmt: skip
    return part_or_page(request, "learning/parts/code.html", "learning/session_code.html", context)


@require_POST
def mark(request: Request, session_id: int, enrolment_id: int) -> HttpResponse:
    """Struck with a reason, or added by hand."""
    row = _session(request, session_id)
    rows = Enrolment.objects.filter(course_class=row.course_class_id).select_related("employee")
    enrolment = get_object_or_404(rows, pk=enrolment_id)
    given: dict[str, Any] = {
        "session": row, "enrolment": enrolment, "on": clock.today(), "now": clock.now(),
        "by": request.user,
    }  # fmt: skip
    name = enrolment.employee.full_name
    try:
        if request.POST.get("deed") == "strike":
            actions.strike(reason=request.POST.get("reason", "").replace("\x00", ""), **given)
            messages.success(request, _("Kehadiran %s dicoret.") % name)
        else:
            actions.add_by_hand(**given)
            messages.success(request, _("%s dicatat hadir.") % name)
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:session", row.pk)


# ── who learns ───────────────────────────────────────────────────────


def _turned(request: Request, status: int, title: str, text: str, class_id: int | None = None) -> HttpResponse:  # fmt: skip
    context = {"title": title, "text": text, "class_id": class_id}
    return render(request, "learning/turned.html", context, status=status)


@require_http_methods(["GET", "POST"])
def check_in(request: Request, code: str) -> HttpResponse:
    """What the drawing leads to: a look while the code is fresh, then one press."""
    read = codes.read(code)
    rows = ClassSession.objects.select_related("course_class__course")
    row = rows.filter(pk=read.session_id).first() if read else None
    if read is None or row is None or not read.is_of(row):
        return _turned(request, 404, _("Kode ini tidak dikenal"), _("Mungkin terpotong saat dipindai. Pindai lagi dari dekat."))  # fmt: skip
    own = access.own_enrolments(request.user).filter(
        course_class=row.course_class_id, state=EnrolmentState.ENROLLED.value
    )
    enrolment = own.first()
    if enrolment is None:
        return _turned(request, 403, _("Anda tidak terdaftar di kelas ini"), _("Temui pengajar bila Anda merasa terdaftar."))  # fmt: skip
    now, class_id = clock.now(), row.course_class_id
    if Attendance.objects.filter(session=row, enrolment=enrolment, struck_at=None).exists():
        return _turned(request, 200, _("Anda sudah tercatat hadir"), row.topic, class_id)
    if not attending.is_open(row.begins_at, row.ends_at, now):
        return _turned(request, 409, _("Di luar waktu pertemuan"), _("Lapor hadir dibuka 15 menit sebelum pertemuan, sampai selesai."), class_id)  # fmt: skip
    step = codes.proven_step(request.POST.get("proof", ""), row.pk, request.user.pk, now)
    if step is None and attending.is_fresh(read.step, now):
        step = read.step
    if step is None:
        return _turned(request, 410, _("Kode ini sudah lewat waktunya"), _("Kode di layar pengajar berganti setiap 30 detik. Pindai yang tampil sekarang."), class_id)  # fmt: skip
    if request.method == "POST":
        return _check_in(request, row, enrolment, step)
    context = {
        "session": row, "course": row.course_class.course, "code": code, "now": now,
        "proof": codes.proof(row.pk, request.user.pk, step, now),
    }  # fmt: skip
    return knowing_the_phone(request, render(request, "learning/check_in.html", context))


@require_POST
def check_in_typed(request: Request, class_id: int) -> HttpResponse:
    """The figures beside the drawing, for whoever has no camera."""
    own = access.own_enrolments(request.user).filter(
        course_class_id=class_id, state=EnrolmentState.ENROLLED.value
    )
    enrolment, now = get_object_or_404(own), clock.now()
    (found,) = classes.rows_of([enrolment.course_class])
    rows, form = found.now_on(now), CodeForm(request.POST)
    typed = form.cleaned_data["code"] if form.is_valid() else ""
    if throttling.too_many("learning.code", str(request.user.pk), most=TRIES, seconds=TRIES_SECONDS, now=now):  # fmt: skip
        messages.warning(request, _("Terlalu banyak percobaan. Tunggu satu menit."))
    elif not rows:
        messages.warning(request, _("Tidak ada pertemuan saat ini."))
    else:
        for row in rows:
            if (step := codes.typed_step(typed, row, now)) is not None:
                return _check_in(request, row, enrolment, step)
        messages.warning(request, _("Angka ini tidak cocok atau sudah berganti. Tulis yang tampil sekarang."))  # fmt: skip
    return redirect("learning:class", class_id)


def _check_in(request: Request, row: ClassSession, enrolment: Enrolment, step: int) -> HttpResponse:
    class_id = row.course_class_id
    device = _device(request)
    address = throttling.address(request)
    line = f"{address} {request.headers.get('User-Agent', '')}"
    scan = Scan(
        step, codes.trace(row, device) if device else "", codes.trace(row, line),
        codes.trace(row, f"network {address}"),
    )  # fmt: skip
    try:
        actions.check_in(
            session=row, enrolment=enrolment, scan=scan, now=clock.now(), by=request.user
        )
        messages.success(request, _("Terima kasih. Kehadiran Anda tercatat."))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:class", class_id)


def _device(request: Request) -> str:
    known = request.COOKIES.get(DEVICE, "")
    return known if re.fullmatch(r"[0-9a-f]{32}", known) else ""


def knowing_the_phone(request: Request, answer: HttpResponse) -> HttpResponse:
    """A name drawn by lot for this browser: several people on one phone are seen by it."""
    if not _device(request):
        answer.set_cookie(
            DEVICE, secrets.token_hex(16), max_age=A_YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer
