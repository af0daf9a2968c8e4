"""The list of names of a contingent: pasted, or read from a sheet and shown first."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Problem, Refused, refuse
from luwes.organisation.models import Competency
from luwes.staffing import contingent_forms, contingent_reading, contingents
from luwes.staffing.actions import contingent_names as actions
from luwes.staffing.contingent_reading import Listing
from luwes.staffing.models import Contingent
from luwes.staffing.views.contingents import recorded
from luwes.ui.http import form_page, tell_refused

MOST_PROBLEMS = 100


@require_http_methods(["GET", "POST"])
def names(request: Request, contingent_id: int) -> HttpResponse:
    """A file only fills the box; what stands in the box is kept, all of it or nothing."""
    row, known = recorded(request, contingent_id), contingent_reading.competencies()
    form = contingent_forms.Names(request.POST or None, request.FILES or None)
    found, shown = Listing(), ""
    if form.is_valid():
        with form.showing_problems():
            if file := form.cleaned_data["file"]:
                found = _read(file, known)
                shown = found.as_text({row.pk: row.name for row in known})
            else:
                found = contingent_reading.pasted(form.cleaned_data["names"], known)
                _keep(request, row, found)
                return redirect("staffing:contingent", contingent_id=row.pk)
    if shown:
        form = contingent_forms.Names(initial={"names": shown})
    context = {
        "form": form, "row": row, "listed": row.members.count(), "competencies": known,
        "read": len(found.names) if shown else 0, "refused": found.refused,
        "findings": found.problems[:MOST_PROBLEMS],
    }  # fmt: skip
    return form_page(request, "staffing/contingent_names.html", context)


def _keep(request: Request, row: Contingent, found: Listing) -> None:
    if found.refused:
        words = ngettext("%d baris tidak dapat dicatat; betulkan dulu.", "%d baris tidak dapat dicatat; betulkan dulu.", found.refused)  # fmt: skip
        refuse([Problem(words % found.refused, "names")])
    added = actions.list_names(contingent=row, names=found.names, now=clock.now(), by=request.user)
    messages.success(request, ngettext("%d nama ditambahkan.", "%d nama ditambahkan.", added) % added)  # fmt: skip
    for problem in found.problems[:3]:
        words = _("Baris %(row)d: %(message)s.") % {"row": problem.row, "message": problem.message}
        messages.warning(request, words)


def _read(file: "UploadedFile[Any]", known: list[Competency]) -> Listing:
    """The parser reads a file of its own process; it is gone when it is read."""
    name = str(file.name)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix.lower()) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return contingent_reading.from_sheet(Path(kept.name), name, known)


@require_POST
def drop(request: Request, contingent_id: int, member_id: int) -> HttpResponse:
    row = recorded(request, contingent_id)
    member = get_object_or_404(contingents.names_of(row), pk=member_id)
    try:
        actions.drop_name(member=member, by=request.user)
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.success(request, _("%s dihapus dari daftar.") % member.name)
    return redirect("staffing:contingent", contingent_id=row.pk)
