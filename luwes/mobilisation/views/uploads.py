"""A daily report from a sheet: read, shown with everything wrong in it, entered when agreed."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Problem, refuse
from luwes.mobilisation import actions, importing, queries, rules
from luwes.mobilisation.forms import figures as forms
from luwes.mobilisation.models import FIGURE_LABELS, Incident
from luwes.mobilisation.views import parts
from luwes.places.models import Area

SALT = "luwes.mobilisation.upload"
AN_HOUR = 3600
MOST_PROBLEMS = 100


@require_http_methods(["GET", "POST"])
def upload(request: Request, incident_id: int) -> HttpResponse:
    """The form; posted with a file, the preview, which nobody keeps."""
    incident = parts.managed(request, incident_id)
    initial = {"reported_at": clock.now()}
    form = forms.Upload(request.POST or None, request.FILES or None, initial=initial)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            if data["reported_at"] > clock.now():
                refuse([Problem(_("Waktu laporan belum terjadi."), "reported_at")])
            report = _read(data["file"], incident)
            context |= _preview(report) | {"signed": _sign(request, incident, data, report)}
    return parts.page(request, "mobilisation/upload.html", incident, context, form)


def _read(file: "UploadedFile[Any]", incident: Incident) -> importing.Report:
    """The parser reads a file of its own process; it is gone when it is read."""
    areas = queries.areas_to_tell_of(incident)
    name = str(file.name)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix.lower()) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return importing.read(Path(kept.name), name, areas.struck + areas.others)


def _preview(report: importing.Report) -> dict[str, Any]:
    labels = {kind: FIGURE_LABELS[kind.value] for kind in report.kinds}
    sums = {kind: sum(row.values.get(kind, 0) for row in report.rows) for kind in labels}
    return {
        "report": report, "labels": list(labels.values()),
        "sums": [(label, sums[kind]) for kind, label in labels.items()],
        "rows": [
            (row.area, [(label, row.values.get(kind)) for kind, label in labels.items()])
            for row in report.rows
        ],
        "problems": report.problems[:MOST_PROBLEMS],
        "more": max(0, len(report.problems) - MOST_PROBLEMS),
    }  # fmt: skip


def _sign(
    request: Request, incident: Incident, data: dict[str, Any], report: importing.Report
) -> str:
    """What was shown, so that just this is entered: nothing is kept on the server meanwhile."""
    told = {
        "incident": incident.pk, "by": request.user.pk, "source": data["source"],
        "at": data["reported_at"].isoformat(), "estimate": data["is_estimate"],
        "rows": [[row.area.pk, {k.value: v for k, v in row.values.items()}] for row in report.rows],
    }  # fmt: skip
    return signing.dumps(told, salt=SALT, compress=True)


@require_POST
def enter(request: Request, incident_id: int) -> HttpResponse:
    """What the preview showed goes in, all of it or nothing."""
    incident = parts.managed(request, incident_id)
    try:
        told = signing.loads(request.POST.get("isi", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        told = {}
    if (told.get("incident"), told.get("by")) != (incident.pk, request.user.pk):
        refuse([Problem(_("Pratinjau ini sudah kedaluwarsa; unggah lagi berkasnya."))])
    areas = Area.objects.in_bulk([pk for pk, _values in told["rows"]])
    entered = actions.enter_table(
        incident=incident, source=told["source"], reported_at=datetime.fromisoformat(told["at"]),
        rows=[
            (areas[pk], {rules.Figure(kind): value for kind, value in values.items()})
            for pk, values in told["rows"]
        ],
        is_estimate=told["estimate"], note="", now=clock.now(), by=request.user,
    )  # fmt: skip
    messages.success(request, _("%d angka dicatat dari berkas.") % entered)
    return redirect("mobilisation:figures", incident_id=incident.pk)
