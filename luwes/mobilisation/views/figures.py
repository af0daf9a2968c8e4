"""What sources told about the impact, the figure that counts, corrections."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.mobilisation import actions, figure_table, queries
from luwes.mobilisation.forms import figures as forms
from luwes.mobilisation.models import FIGURE_LABELS, AreaFigure, Incident
from luwes.mobilisation.views import parts
from luwes.places.models import Area


@require_GET
def figures(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.seen(request, incident_id)
    rows = list(queries.figures(incident))
    totals = queries.totals_of(queries.by_area(rows))
    context = {
        "table": figure_table.table(rows, incident.areas.order_by("code")),
        "totals": [
            (FIGURE_LABELS[kind], total) for kind, total in totals.items() if any(
                row.kind == kind for row in rows
            )
        ],
    }  # fmt: skip
    return parts.page(request, "mobilisation/figures.html", incident, context)


@require_GET
def area(request: Request, incident_id: int, area_id: int) -> HttpResponse:
    """Every figure of one area, the corrected ones too."""
    incident = parts.seen(request, incident_id)
    place = get_object_or_404(Area, pk=area_id)
    found = figure_table.table(queries.figures(incident).filter(area=place), [place])
    context = {"area": place, "cells": [cell for cell in found.rows[0].cells if cell]}
    return parts.page(request, "mobilisation/area.html", incident, context)


@require_http_methods(["GET", "POST"])
def report(request: Request, incident_id: int) -> HttpResponse:
    """All figures of one source about one area; a table is entered area by area."""
    incident = parts.managed(request, incident_id)
    areas = queries.areas_to_tell_of(incident)
    groups = [(_("Wilayah terdampak"), areas.struck), (_("Wilayah lain"), areas.others)]
    form = forms.Report(request.POST or None, initial=_proposed(request), areas=groups)
    if form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            place = areas.by_id(int(data["area"]))
            actions.enter_report(
                incident=incident, area=place, values=form.values(), source=data["source"],
                reported_at=data["reported_at"], is_estimate=data["is_estimate"],
                note=data["note"], now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Angka %s dicatat.") % place.name)
            return redirect(_after(request, incident, data["source"], data["reported_at"]))
    return parts.page(request, "mobilisation/report.html", incident, {"form": form}, form)


def _after(request: Request, incident: Incident, source: str, reported_at: datetime) -> str:
    """The figures, or the next area of the same report."""
    if "lagi" not in request.POST:
        return reverse("mobilisation:figures", args=[incident.pk])
    same = {"sumber": source, "waktu": f"{localtime(reported_at):%Y-%m-%dT%H:%M}"}
    return f"{reverse('mobilisation:report', args=[incident.pk])}?{urlencode(same)}"


def _proposed(request: Request) -> dict[str, Any]:
    at = parse_datetime(request.GET.get("waktu", "")) or clock.now()
    return {
        "area": request.GET.get("wilayah", ""), "source": request.GET.get("sumber", ""),
        "reported_at": make_aware(at) if is_naive(at) else at,
    }  # fmt: skip


def _figure(request: Request, figure_id: int) -> AreaFigure:
    """:raises PermissionDenied: for who may only look"""
    rows = AreaFigure.objects.select_related("incident", "area", "entered_by")
    figure = get_object_or_404(rows, pk=figure_id)
    parts.managed(request, figure.incident_id)
    return figure


def _to_area(figure: AreaFigure) -> HttpResponse:
    return redirect(
        "mobilisation:area", incident_id=figure.incident_id, area_id=figure.area_id
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correct(request: Request, figure_id: int) -> HttpResponse:
    figure = _figure(request, figure_id)
    initial = {"value": figure.value, "reported_at": clock.now()}
    form = forms.Correction(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.correct_figure(
                figure=figure, **form.cleaned_data, now=clock.now(), by=request.user
            )
            messages.success(request, _("Koreksi dicatat; angka lama tetap terlihat."))
            return _to_area(figure)
    context = {"form": form, "figure": figure}
    return parts.page(request, "mobilisation/correct.html", figure.incident, context, form)


@require_http_methods(["GET", "POST"])
def choose(request: Request, figure_id: int) -> HttpResponse:
    """The figure to use, seen beside the others."""
    figure = _figure(request, figure_id)
    form = forms.Choice(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.choose_figure(figure=figure, **form.cleaned_data, by=request.user)
            messages.success(request, _("Angka ini yang dipakai sekarang."))
            return _to_area(figure)
    beside = queries.figures(figure.incident).filter(area=figure.area, kind=figure.kind)
    context = {"form": form, "figure": figure, "beside": beside}
    return parts.page(request, "mobilisation/choose.html", figure.incident, context, form)
