"""What anybody may read of incidents, without an account: only what a coordinator cleared.

Drawn without the request: nothing of who asks. What is withdrawn is gone at once.
"""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luwes.core import sheets
from luwes.mobilisation import clearing, public_map
from luwes.mobilisation.models import FIGURE_LABELS, Publication
from luwes.mobilisation.sitrep import issued, paper, showing
from luwes.mobilisation.sitrep.content import Content
from luwes.mobilisation.views.reports import download
from luwes.ui.public import for_everybody


@for_everybody
def incidents(request: HttpRequest) -> HttpResponse:
    """Every incident of which anything is public, the latest first."""
    rows = list(issued.publications())
    context = {"rows": rows, "map": public_map.draw([_cleared(row) for row in rows])}
    return _page("mobilisation/public_list.html", context)


@for_everybody
def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    found = _public(incident_id)
    content = _cleared(found)
    document = paper.document(found.report, content)
    context = {
        "map": public_map.draw([content]),
        "document": document, "report": found.report, "title": document.title,
        "has_pdf": clearing.WHOLE in found.parts,
    }  # fmt: skip
    return _page("mobilisation/public.html", context)


@for_everybody
def figures_json(request: HttpRequest, incident_id: int) -> HttpResponse:
    found = _public(incident_id)
    content = _cleared(found) | {"report": found.report.number}
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(content, json_dumps_params=options)


@for_everybody
def figures_csv(request: HttpRequest, incident_id: int) -> HttpResponse:
    """One figure a row; a total has no area, a number that stays closed no value."""
    found = _public(incident_id)
    head = [
        _("Ukuran"), _("Kode wilayah"), _("Wilayah"), _("Nilai"), _("Perkiraan"), _("Sumber"),
        _("Waktu laporan"),
    ]  # fmt: skip
    text = "".join(sheets.csv_lines(head, _lines(_cleared(found))))
    name = f"{paper.file_name(found.report)}.csv"
    return download(text.encode(), name, "text/csv; charset=utf-8")


def _lines(content: Content) -> Iterator[list[object]]:
    for kind, total in showing.totals(content):
        label = str(FIGURE_LABELS[kind])
        yield [label, "", "", total["reported"], "", "", content["as_of"]]
        if total["estimated"]:
            yield [label, "", "", total["estimated"], _("ya"), "", content["as_of"]]
    for row in content["figures"]:
        estimate = _("ya") if row["is_estimate"] else ""
        yield [
            str(FIGURE_LABELS[row["kind"]]), row["code"], row["area"], row["value"], estimate,
            row["source"], row["reported_at"],
        ]  # fmt: skip


@for_everybody
def pdf(request: HttpRequest, incident_id: int) -> HttpResponse:
    """The whole report, only where it was cleared as a whole."""
    found = _public(incident_id)
    if clearing.WHOLE not in found.parts:
        raise Http404
    name = f"{paper.file_name(found.report)}.pdf"
    return download(paper.pdf(found.report), name, "application/pdf")


def _public(incident_id: int) -> Publication:
    """:raises Http404: when nothing of it is public"""
    found = issued.publications().filter(incident_id=incident_id).first()
    if found is None:
        raise Http404
    return found


def _cleared(found: Publication) -> Content:
    return clearing.cleared(found.report.content, found.parts, shows_small=found.shows_small)


def _page(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context))
