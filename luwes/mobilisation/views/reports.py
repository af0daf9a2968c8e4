"""Situation reports: the list, what the next one would say, an issued one and its papers."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.mobilisation import access, actions, clearing
from luwes.mobilisation.forms import reports as forms
from luwes.mobilisation.models import Incident, SituationReport
from luwes.mobilisation.sitrep import content as contents
from luwes.mobilisation.sitrep import issued, paper, past, showing
from luwes.mobilisation.views import parts
from luwes.ui.tags.words import day

PAGE = 25
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
def reports(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.seen(request, incident_id)
    rows = issued.reports(incident)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("hal")),
        "publication": issued.publication(incident),
    }
    return parts.page(request, "mobilisation/reports.html", incident, context)


@require_http_methods(["GET", "POST"])
def draft(request: Request, incident_id: int) -> HttpResponse:
    """What a report would say now; posting it with a few words issues it."""
    incident = parts.managed(request, incident_id)
    require(incident.closed_at is None)
    previous, now = issued.newest(incident), clock.now()
    number = previous.number if previous else 0
    days = past.days(incident, previous, localdate(now))
    about = _about(request.POST.get("day") or request.GET.get("hari", ""), days)
    initial = {"after": number, "next_at": _tomorrow(now), "day": about}
    form = forms.Issue(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            report = actions.issue_report(
                incident=incident, words=form.words(), next_at=form.cleaned_data["next_at"],
                after=form.cleaned_data["after"], day=form.cleaned_data["day"], now=now,
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Laporan situasi %d diterbitkan.") % report.number)
            return redirect("mobilisation:sitrep", incident_id=incident.pk, number=report.number)
    if form.errors:  # what was issued meanwhile is seen now, below
        form.data = {**form.data, "after": str(number)}
    title = _("Rancangan laporan situasi %(number)d, %(day)s") % {
        "number": number + 1, "day": day(about),
    }  # fmt: skip
    with translation.override("id"):  # as it will be kept
        content = contents.draft(incident, previous, now, about)
    context = {
        "form": form, "title": title, "days": days, "about": about, "is_past": about < days[0],
        "document": showing.document(content, title=title, about=[], foot=""),
    }  # fmt: skip
    return parts.page(request, "mobilisation/report_draft.html", incident, context, form)


def _about(text: str, days: list[date]) -> date:
    """The day asked for, where a report may be about it; else today."""
    return next((day for day in days if day.isoformat() == text), days[0])


def _tomorrow(now: datetime) -> datetime:
    """The same full hour of the next day."""
    return localtime(now).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)


def _report(request: Request, incident_id: int, number: int) -> tuple[Incident, SituationReport]:
    incident = parts.seen(request, incident_id)
    return incident, get_object_or_404(issued.reports(incident), number=number)


@require_GET
def report(request: Request, incident_id: int, number: int) -> HttpResponse:
    incident, row = _report(request, incident_id, number)
    context = {
        "report": row, "document": paper.document(row), "title": paper.title(row),
        "publication": issued.publication(incident),
        "is_whole": contents.sha256(row.content) == row.sha256,
    }  # fmt: skip
    return parts.page(request, "mobilisation/sitrep.html", incident, context)


@require_GET
def file(request: Request, incident_id: int, number: int, form: str) -> HttpResponse:
    """The paper made of the frozen content, the same bytes each time."""
    _incident, row = _report(request, incident_id, number)
    data = paper.pdf(row) if form == "pdf" else paper.xlsx(row)
    return download(data, f"{paper.file_name(row)}.{form}", FORMS[form])


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def publish(request: Request, incident_id: int, number: int) -> HttpResponse:
    """Which parts anybody may read; none is public before somebody ticks it."""
    incident, row = _report(request, incident_id, number)
    require(access.manages(request.user, incident))
    offered = clearing.parts(row.content)
    standing = issued.publication(incident)
    mine = standing if standing and standing.report_id == row.pk else None
    initial = {
        "parts": mine.parts if mine else [part.key for part in offered if part.is_usual],
        "shows_small": bool(mine and mine.shows_small),
    }
    form = forms.Publish(
        request.POST if request.method == "POST" else None, initial=initial, offered=offered
    )
    if form.is_valid():
        with form.showing_problems():
            actions.publish(report=row, **form.cleaned_data, now=clock.now(), by=request.user)
            messages.success(request, _("Yang dicentang kini dapat dibaca siapa saja."))
            return redirect("mobilisation:sitrep", incident_id=incident.pk, number=row.number)
    context = {
        "form": form, "report": row, "standing": standing, "title": paper.title(row),
        "small": len(clearing.small(row.content)),
    }  # fmt: skip
    return parts.page(request, "mobilisation/publish.html", incident, context, form)


@require_http_methods(["POST"])
def withdraw(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.managed(request, incident_id)
    actions.withdraw_publication(incident=incident, now=clock.now(), by=request.user)
    messages.success(request, _("Publikasi ditarik. Tidak ada lagi yang dapat dibaca umum."))
    return redirect("mobilisation:sitreps", incident_id=incident.pk)
