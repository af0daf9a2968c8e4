"""Classes for those who learn: what is open, one of them, asking and giving back; the superior's answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.forms import Consent
from luwes.learning import access, calendar
from luwes.learning.actions import enrolling
from luwes.learning.forms.classes import AskForm, CodeForm
from luwes.learning.models import Attendance, CourseClass
from luwes.learning.queries import clashing, classes
from luwes.learning.rules.states import ClassState, EnrolmentState
from luwes.learning.views import answering
from luwes.learning.views.attendance import knowing_the_phone
from luwes.people.models import Employee
from luwes.ui import paging
from luwes.ui.http import form_status, tell_refused

A_PAGE = 20
MOST_OWN = 20


@require_GET
def index(request: Request) -> HttpResponse:
    """One's own, those one teaches, and what is open."""
    user, today = request.user, clock.today()
    require(access.has_classes(user))
    rows = classes.open_to(user, today)
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    own = list(classes.own(user)[:MOST_OWN])
    taught = list(classes.taught(user)[:MOST_OWN])
    found = classes.rows_of([*own, *taught, *page.rows], user)
    context = {
        "own": found[: len(own)], "taught": found[len(own) : len(own) + len(taught)],
        "page": page.holding(found[len(own) + len(taught) :]),
        "consents": access.consents(user),
    }  # fmt: skip
    return render(request, "learning/classes.html", context)


def _seen(request: Request, class_id: int) -> CourseClass:
    return get_object_or_404(access.seen_classes(request.user), pk=class_id)


@require_GET
def one(request: Request, class_id: int) -> HttpResponse:
    return page_of(request, _seen(request, class_id))


def page_of(request: Request, course_class: CourseClass, form: AskForm | None = None) -> HttpResponse:  # fmt: skip
    user, now = request.user, clock.now()
    (row,) = classes.rows_of([course_class], user)
    mine = row.mine
    has_place = mine is not None and mine.state == EnrolmentState.ENROLLED.value
    came = Attendance.objects.filter(enrolment=mine).order_by("pk") if mine else []
    known = {a.session_id: a for a in came}
    open_now = sorted(
        row.now_on(now), key=lambda s: (s.pk in known, s.begins_at)
    )  # first the one to report
    clashes = clashing.of_class(course_class.pk, [mine.employee_id]) if mine and access.is_alive(mine) else {}  # fmt: skip
    test = course_class.course.test
    context = {
        "row": row, "course_class": course_class, "course": course_class.course, "mine": mine,
        "is_alive": mine is not None and access.is_alive(mine), "form": form or AskForm(),
        "code_form": CodeForm(), "open_now": next(iter(open_now), None) if has_place else None, "came": known,
        "clashes": clashes.get(mine.employee_id, []) if mine else [],
        "may_ask": course_class.state == ClassState.OPEN.value
        and course_class.enrol_until >= clock.today() and access.learns(user)
        and not access.can_teach(user, course_class, clock.today()),
        "at_hand": access.can_teach(user, course_class, clock.today()), "now": now,
        "test": test, "test_title": classes.test_title(test),
        "test_passed": bool(mine and classes.passed_test(course_class, [mine.employee_id])),
    }  # fmt: skip
    answer = render(request, "learning/class.html", context, status=form_status(form))
    return knowing_the_phone(request, answer) if context["open_now"] else answer


@require_POST
def ask(request: Request, class_id: int) -> HttpResponse:
    """In a click; what binds the person is told beside it."""
    course_class = _seen(request, class_id)
    me = get_object_or_404(Employee, user=request.user, is_current=True)
    form = AskForm(request.POST)
    if form.is_valid():
        with form.showing_problems():
            enrolling.ask(
                course_class=course_class, employee=me, why=form.cleaned_data["why"],
                on=clock.today(), now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Permintaan dikirim. Atasan Anda dimintai persetujuan."))
            return redirect("learning:class", class_id)
    return page_of(request, course_class, form)


@require_POST
def withdraw(request: Request, enrolment_id: int) -> HttpResponse:
    row = get_object_or_404(access.own_enrolments(request.user), pk=enrolment_id)
    class_id = row.course_class_id
    try:
        enrolling.withdraw(enrolment=row, now=clock.now(), by=request.user)
        messages.success(request, _("Anda mundur. Tempatnya untuk yang menunggu."))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:class", class_id)


@require_GET
def schedule(request: Request, class_id: int) -> HttpResponse:
    """One's meetings for a calendar."""
    course_class = _seen(request, class_id)
    sessions = classes.sessions_of([course_class.pk])[course_class.pk]
    if not sessions:
        raise Http404
    answer = HttpResponse(
        calendar.of_class(course_class, sessions, clock.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="kelas-{course_class.pk}.ics"'
    return answer


# ── the superior ─────────────────────────────────────────────────────


@require_GET
def consents(request: Request) -> HttpResponse:
    """What waits, the longest first; then what was answered."""
    user, today = request.user, clock.today()
    require(access.consents(user))
    answered = request.GET.get("lihat") == "jawab"
    if answered:
        rows = access.consentable(user, today).exclude(agreed_at=None).order_by("-agreed_at", "-pk")
    else:
        rows = access.awaiting_consent(user, today)
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    tabs = answering.tabs(user, today, "answered" if answered else "classes")
    return render(
        request, "learning/consents.html", {"page": page, "answered": answered, "tabs": tabs}
    )


@require_http_methods(["GET", "POST"])
def consent(request: Request, enrolment_id: int) -> HttpResponse:
    """One wish, the days it takes, and the superior's answer."""
    enrolment = get_object_or_404(access.consentable(request.user, clock.today()), pk=enrolment_id)
    form = Consent(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_problems():
            agrees = form.cleaned_data["answer"] == "yes"
            enrolling.answer(
                enrolment=enrolment, agrees=agrees, reason=form.cleaned_data["reason"],
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _answered(enrolment.state))
            return redirect("learning:consents")
    (row,) = classes.rows_of([enrolment.course_class])
    clashes = clashing.of_class(enrolment.course_class_id, [enrolment.employee_id])
    context = {
        "enrolment": enrolment, "row": row, "course": row.row.course, "form": form,
        "clashes": clashes.get(enrolment.employee_id, []),
        "is_waiting": enrolment.state == EnrolmentState.ASKED.value,
    }  # fmt: skip
    shown = form if request.method == "POST" else None
    return render(request, "learning/consent.html", context, status=form_status(shown))


def _answered(state: str) -> str:
    match state:
        case EnrolmentState.ENROLLED.value:
            return _("Anda menyetujui; pegawai Anda mendapat tempat.")
        case EnrolmentState.WAITING.value:
            return _("Anda menyetujui; kelasnya penuh, pegawai Anda di daftar tunggu.")
        case _refused:
            return _("Anda tidak menyetujui; alasannya disampaikan.")
