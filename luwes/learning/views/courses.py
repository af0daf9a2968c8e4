"""Courses and classes for those who manage them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.forms import Reason
from luwes.core.numbers import whole
from luwes.learning import access, sources
from luwes.learning.actions import courses as actions
from luwes.learning.actions import enrolling, finishing
from luwes.learning.forms import classes as forms
from luwes.learning.models import ClassSession, Course, CourseClass, Enrolment
from luwes.learning.queries import classes
from luwes.learning.rules.states import ClassState
from luwes.ui import paging
from luwes.ui.http import form_page, tell_refused
from luwes.ui.picking import answer

A_PAGE = 30


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    rows = classes.managed(request.user, clock.today())
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    return render(request, "learning/courses.html", {"page": page})


@require_GET
def find_trainers(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    return answer(request, lambda text: forms.trainers(request.user, text, clock.today()))


# ── courses ──────────────────────────────────────────────────────────


def _course(request: Request, course_id: int) -> Course:
    return get_object_or_404(access.managed_courses(request.user, clock.today()), pk=course_id)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    today = clock.today()
    form = forms.CourseForm(request.POST or None, user=request.user, on=today)
    if form.is_valid():
        with form.showing_problems():
            made = actions.create_course(
                unit=form.cleaned_data["unit"], draft=form.draft, on=today, by=request.user
            )
            messages.success(request, _("Pelatihan dibuat. Tambahkan kelas pertamanya."))
            return redirect("learning:course", made.pk)
    return form_page(request, "learning/course_form.html", {"form": form, "course": None})


@require_http_methods(["GET", "POST"])
def edit(request: Request, course_id: int) -> HttpResponse:
    row, today = _course(request, course_id), clock.today()
    form = forms.CourseForm(request.POST or None, user=request.user, on=today, course=row)
    if form.is_valid():
        with form.showing_problems():
            actions.change_course(course=row, draft=form.draft, on=today, by=request.user)
            messages.success(request, _("Pelatihan diubah."))
            return redirect("learning:course", row.pk)
    return form_page(request, "learning/course_form.html", {"form": form, "course": row})


@require_GET
def course(request: Request, course_id: int) -> HttpResponse:
    row = _course(request, course_id)
    rows = classes.of_course(row).select_related("course")
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    context = {
        "course": row, "page": page.holding(classes.rows_of(page.rows)),
        "test_title": classes.test_title(row.test),
    }  # fmt: skip
    return render(request, "learning/course.html", context)


# ── classes ──────────────────────────────────────────────────────────


def _class(request: Request, class_id: int) -> CourseClass:
    return get_object_or_404(access.managed_classes(request.user, clock.today()), pk=class_id)


@require_http_methods(["GET", "POST"])
def new_class(request: Request, course_id: int) -> HttpResponse:
    row = _course(request, course_id)
    form = forms.ClassForm(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            made = actions.add_class(
                course=row, draft=form.draft, on=clock.today(), by=request.user
            )
            messages.success(request, _("Kelas dibuat. Tambahkan pertemuan dan pengajar, lalu buka."))  # fmt: skip
            return redirect("learning:manage_class", made.pk)
    context = {"form": form, "course": row, "course_class": None}
    return form_page(request, "learning/class_form.html", context)


@require_http_methods(["GET", "POST"])
def edit_class(request: Request, class_id: int) -> HttpResponse:
    row = _class(request, class_id)
    form = forms.ClassForm(request.POST or None, initial=forms.ClassForm.values_of(row))
    if form.is_valid():
        with form.showing_problems():
            actions.change_class(
                course_class=row, draft=form.draft, on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kelas diubah."))
            return redirect("learning:manage_class", row.pk)
    context = {"form": form, "course": row.course, "course_class": row}
    return form_page(request, "learning/class_form.html", context)


@require_GET
def manage(request: Request, class_id: int) -> HttpResponse:
    return page_of(request, _class(request, class_id))


def page_of(request: Request, course_class: CourseClass, **shown: Any) -> HttpResponse:
    """`shown`: a form that was refused, in place of an empty one."""
    now = clock.now()
    (row,) = classes.rows_of([course_class])
    trainers = User.objects.filter(classes_taught=course_class).order_by("name", "pk")
    going = course_class.state in {ClassState.DRAFT.value, ClassState.OPEN.value, ClassState.RUNNING.value}  # fmt: skip
    members = classes.members(course_class, with_clashes=going)
    context = {
        "row": row, "course_class": course_class, "course": course_class.course, "going": going,
        "members": members, "passed": sum(m.enrolment.state == "passed" for m in members), "trainers": list(trainers),
        "trainer_form": forms.TrainerForm(user=request.user, on=clock.today()),
        "reason_form": Reason(auto_id="batal_%s"), "now": now,
        "in_making": classes.uncertified(course_class.pk).count() if course_class.state == ClassState.FINISHED.value else 0,
        "has_begun": row.has_begun(now), "lowered": _lowered(course_class) if going else 0,
        "may_finish": row.is_over(now) and course_class.state in {ClassState.OPEN.value, ClassState.RUNNING.value},
        **shown,
    }  # fmt: skip
    return render(request, "learning/manage_class.html", context, status=422 if shown else 200)


def _lowered(course_class: CourseClass) -> int:
    """The level that passing shows with these trainers, where it is less than the course promises; else 0."""
    level = course_class.course.level or 0
    most = sources.shown_by(course_class, clock.today()) if level else 0
    return most if most < level else 0


@require_http_methods(["GET", "POST"])
def add_session(request: Request, class_id: int) -> HttpResponse:
    row = _class(request, class_id)
    form = forms.SessionForm(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.add_session(
                course_class=row, draft=form.draft, on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Pertemuan ditambahkan."))
            return redirect("learning:manage_class", row.pk)
    context = {"form": form, "course": row.course, "course_class": row}
    return form_page(request, "learning/session_form.html", context)


def _reason(request: Request) -> str:
    return request.POST.get("reason", "").replace("\x00", "")


@require_POST
def remove_session(request: Request, session_id: int) -> HttpResponse:
    held = access.managed_classes(request.user, clock.today()).order_by().values("pk")
    rows = ClassSession.objects.filter(course_class__in=held)
    session = get_object_or_404(rows.select_related("course_class__course__unit"), pk=session_id)
    class_id = session.course_class_id
    try:
        actions.remove_session(session=session, on=clock.today(), now=clock.now(), by=request.user)
        messages.success(request, _("Pertemuan dihapus."))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", class_id)


@require_POST
def set_trainer(request: Request, class_id: int) -> HttpResponse:
    """Add the one that was picked; or let go of the one named by `drop`."""
    row, today = _class(request, class_id), clock.today()
    if drop := request.POST.get("drop", ""):
        user = get_object_or_404(User, pk=whole(drop), classes_taught=row)
        actions.set_trainer(
            course_class=row, user=user, teaches=False, on=today, now=clock.now(), by=request.user
        )
        messages.success(request, _("%s tidak lagi mengajar kelas ini.") % user.name)
        return redirect("learning:manage_class", row.pk)
    form = forms.TrainerForm(request.POST, user=request.user, on=today)
    if form.is_valid():
        with form.showing_problems():
            user = form.cleaned_data["trainer"]
            actions.set_trainer(course_class=row, user=user, teaches=True, on=today, now=clock.now(), by=request.user)  # fmt: skip
            messages.success(request, _("%s mengajar kelas ini.") % user.name)
            return redirect("learning:manage_class", row.pk)
    return page_of(request, row, trainer_form=form)


@require_POST
def open_up(request: Request, class_id: int) -> HttpResponse:
    row = _class(request, class_id)
    try:
        actions.open_class(course_class=row, on=clock.today(), now=clock.now(), by=request.user)
        messages.success(request, _("Kelas dibuka; pegawai dapat mendaftar."))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", row.pk)


@require_POST
def cancel(request: Request, class_id: int) -> HttpResponse:
    row = _class(request, class_id)
    try:
        actions.cancel_class(
            course_class=row, reason=_reason(request), on=clock.today(),
            now=clock.now(), by=request.user,
        )  # fmt: skip
        messages.success(request, _("Kelas dibatalkan; semua pendaftar diberi tahu."))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", row.pk)


@require_POST
def finish(request: Request, class_id: int) -> HttpResponse:
    row = _class(request, class_id)
    try:
        passed = finishing.finish(
            course_class=row, on=clock.today(), now=clock.now(), by=request.user
        )
        words = ngettext("Kelas diakhiri: %d orang lulus.", "Kelas diakhiri: %d orang lulus.", passed)  # fmt: skip
        messages.success(request, words % passed)
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", row.pk)


def _enrolment(request: Request, enrolment_id: int) -> Enrolment:
    held = access.managed_classes(request.user, clock.today()).order_by().values("pk")
    rows = Enrolment.objects.filter(course_class__in=held)
    return get_object_or_404(
        rows.select_related("employee", "course_class__course__unit"), pk=enrolment_id
    )


@require_POST
def judge_again(request: Request, enrolment_id: int) -> HttpResponse:
    row = _enrolment(request, enrolment_id)
    class_id, name = row.course_class_id, row.employee.full_name
    try:
        finishing.judge_again(
            enrolment=row, reason=_reason(request), on=clock.today(), now=clock.now(), by=request.user
        )  # fmt: skip
        messages.success(request, _("%s dinyatakan lulus dan diberi tahu.") % name)
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", class_id)


@require_POST
def take_out(request: Request, enrolment_id: int) -> HttpResponse:
    row = _enrolment(request, enrolment_id)
    class_id, name = row.course_class_id, row.employee.full_name
    try:
        enrolling.take_out(
            enrolment=row, reason=_reason(request), on=clock.today(),
            now=clock.now(), by=request.user,
        )  # fmt: skip
        messages.success(request, _("%s diberi tahu; tempatnya untuk yang menunggu.") % name)
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:manage_class", class_id)
