"""The review after an incident, its papers, and its lessons."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.mobilisation import access, actions, lessons
from luwes.mobilisation.forms import lessons as forms
from luwes.mobilisation.models import Incident, Lesson
from luwes.mobilisation.review_after import paper, whole
from luwes.mobilisation.rules import LessonState
from luwes.mobilisation.views import parts
from luwes.mobilisation.views.reports import FORMS, download
from luwes.ui import picking

DAYS = 30  # until a lesson is due; the form's proposal only


@require_GET
def review(request: Request, incident_id: int) -> HttpResponse:
    """How it went; before the incident is closed a preview."""
    incident = parts.seen(request, incident_id)
    found = whole.of(incident, clock.now())
    context = {
        "document": paper.document(found, title=_("Kaji setelah tindakan")),
        "lessons": [(row, lessons.owner_words(row)) for row in found.lessons],
        "open_lessons": sum(row.state == LessonState.OPEN.value for row in found.lessons),
        "today": clock.today(),
    }  # fmt: skip
    return parts.page(request, "mobilisation/review.html", incident, context)


@require_GET
def file(request: Request, incident_id: int, form: str) -> HttpResponse:
    incident = parts.seen(request, incident_id)
    found = whole.of(incident, clock.now())
    data = paper.pdf(found) if form == "pdf" else paper.xlsx(found)
    return download(data, f"kaji-{incident.pk}.{form}", FORMS[form])


# ── lessons ──────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def add_lesson(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.managed(request, incident_id)
    today = clock.today()
    initial = {"due": today + timedelta(days=DAYS)}
    form = _form(request, incident, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.add_lesson(
                incident=incident, draft=form.draft(), on=today, now=clock.now(), by=request.user
            )
            messages.success(request, _("Pelajaran dicatat."))
            return _back(incident)
    context = {"form": form, "title": _("Catat pelajaran")}
    return parts.page(request, "mobilisation/lesson.html", incident, context, form)


def _form(request: Request, incident: Incident, **values: Any) -> forms.Write:
    url = reverse("mobilisation:lesson_owner", args=[incident.pk])
    return forms.Write(request.POST or None, url=url, on=clock.today(), **values)


def _back(incident: Incident) -> HttpResponse:
    return redirect(reverse("mobilisation:review", args=[incident.pk]) + "#pelajaran")


def _lesson(request: Request, lesson_id: int) -> Lesson:
    """:raises PermissionDenied: when it is seen only"""
    rows = Lesson.objects.filter(incident__in=access.visible(request.user).values("pk"))
    rows = rows.select_related("incident__agency", "incident__area", "owner", "unit")
    lesson = get_object_or_404(rows, pk=lesson_id)
    require(access.manages(request.user, lesson.incident))
    return lesson


@require_http_methods(["GET", "POST"])
def change_lesson(request: Request, lesson_id: int) -> HttpResponse:
    lesson = _lesson(request, lesson_id)
    initial = {name: getattr(lesson, name) for name in ("happened", "why", "change", "due")}
    form = _form(request, lesson.incident, initial=initial, lesson=lesson)
    if form.is_valid():
        with form.showing_problems():
            actions.change_lesson(
                lesson=lesson, draft=form.draft(), on=clock.today(), by=request.user
            )
            messages.success(request, _("Pelajaran diubah."))
            return _back(lesson.incident)
    context = {"form": form, "title": _("Ubah pelajaran")}
    return parts.page(request, "mobilisation/lesson.html", lesson.incident, context, form)


@require_http_methods(["POST"])
def finish_lesson(request: Request, lesson_id: int) -> HttpResponse:
    lesson = _lesson(request, lesson_id)
    actions.close_lesson(
        lesson=lesson, state=LessonState.DONE, because="", now=clock.now(), by=request.user
    )
    messages.success(request, _("Pelajaran ditandai selesai."))
    return _back(lesson.incident)


@require_http_methods(["GET", "POST"])
def drop_lesson(request: Request, lesson_id: int) -> HttpResponse:
    lesson = _lesson(request, lesson_id)
    form = forms.Drop(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.close_lesson(
                lesson=lesson, state=LessonState.DROPPED, because=form.cleaned_data["because"],
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Pelajaran tidak dilanjutkan."))
            return _back(lesson.incident)
    context = {"form": form, "title": _("Tidak dilanjutkan"), "lesson": lesson}
    return parts.page(request, "mobilisation/drop_lesson.html", lesson.incident, context, form)


@require_GET
def lesson_owner(request: Request, incident_id: int) -> HttpResponse:
    """People, units and roles that a lesson can be given to."""
    parts.managed(request, incident_id)
    return picking.answer(request, lambda text: forms.search(text, clock.today()))
