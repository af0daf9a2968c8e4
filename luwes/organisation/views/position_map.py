"""The position map: a tree that opens where one looks, or lists of the same part."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core.access import require
from luwes.organisation import access, exports, parts
from luwes.organisation.queries import finding, pages, tree
from luwes.organisation.queries.tree import Focus
from luwes.organisation.views.common import (
    crumbs_to,
    day,
    flags,
    focus_of,
    seen_shape,
)
from luwes.organisation.views.words import finding as words
from luwes.ui import paging
from luwes.ui.http import keep_apart, wants_part

VIEWS = ("pohon", "tabel", "lowong")


@require_GET
def position_map(request: Request) -> HttpResponse:
    """Begins at the user's own scope; where that has several parts, at all of them."""
    require(access.can_look(request.user))
    on, per = day(request)
    starts = tree.start(request.user, on)
    focus = parts.asked(request, Right.VIEW_ORGANISATION, on) or (
        starts[0] if len(starts) == 1 else None
    )
    keep = [(k, request.GET[k]) for k in ("unit", "instansi", "tampilan") if k in request.GET]
    shared = {"on": on, "per": per, "keep": keep}
    if focus is None:
        return _start(request, starts, shared)
    view = request.GET.get("tampilan", "")
    view = view if view in VIEWS else VIEWS[0]
    context = shared | _frame(request, focus, per, on) | {"view": view, "several": len(starts) > 1}
    return render(
        request, "organisation/map.html", context | _BODIES[view](request, context, focus, on)
    )


def _start(request: Request, starts: list[Focus], shared: dict[str, Any]) -> HttpResponse:
    """The parts to choose from; `?angka=1` counts whole agencies, which scripts ask for by itself."""
    counted = request.GET.get("angka") == "1"
    boxes = tree.starting_boxes(starts, shared["on"], counted=counted)
    is_part = counted and wants_part(request)
    name = "organisation/parts/map_start.html" if is_part else "organisation/map_start.html"
    return keep_apart(render(request, name, shared | {"boxes": boxes}))


def _frame(request: Request, focus: Focus, per: str, on: date) -> dict[str, Any]:
    """Where the focus hangs, and what the user may do there."""
    shape = focus.shape
    if shape is None:
        may = access.can_in_agency(request.user, Right.MANAGE_ORGANISATION, focus.agency.pk)
        return {"focus": focus, "crumbs": [], "can_manage": may, "names": False}
    return {"focus": focus, "crumbs": crumbs_to(request, shape, per, on)} | flags(request, shape)


def _tree(request: Request, context: dict[str, Any], focus: Focus, on: date) -> dict[str, Any]:
    number = paging.asked(request)
    grown = tree.tree(focus, on, page=number)
    shape = focus.shape
    rows = pages.rows(shape.unit_id, on, names=context["names"]) if shape else []
    return {
        "tree": grown,
        "title": words(focus.name, grown.top.figures, grown.top.children),
        "rows": rows,
        "total": pages.total(rows),
        "page": paging.Stretch(grown.top.children, number, grown.more, total=None),
    }


def _table(request: Request, context: dict[str, Any], focus: Focus, on: date) -> dict[str, Any]:
    text = request.GET.get("cari", "").strip()
    shapes = finding.units_under(focus, on, text)
    page = paging.uncounted(lambda first, end: list(shapes[first:end]), paging.asked(request))
    boxes = tree.boxes(page.rows, on)
    return {"text": text, "boxes": boxes, "title": focus.name, "page": page}


def _vacant(request: Request, context: dict[str, Any], focus: Focus, on: date) -> dict[str, Any]:
    text = request.GET.get("cari", "").strip()
    found = finding.vacant_under(focus, on, text)
    page = paging.stretch(lambda first, end: found[first:end], paging.asked(request))
    rows = finding.vacancies(page.rows, on)
    return {"text": text, "vacancies": rows, "title": focus.name, "page": page}


_BODIES = {"pohon": _tree, "tabel": _table, "lowong": _vacant}


@require_GET
def branch(request: Request, unit_id: int) -> HttpResponse:
    """The units under one box, when it is opened."""
    on, per = day(request)
    focus = focus_of(seen_shape(request, unit_id, on))
    context = {"boxes": tree.branch(focus, on), "per": per}
    return render(request, "organisation/parts/branch.html", context)


@require_GET
def download(request: Request, form: str) -> HttpResponseBase:
    """What the map shows, all of it: the units, or the vacant positions."""
    require(access.can_look(request.user))
    on, _per = day(request)
    focus = parts.asked(request, Right.VIEW_ORGANISATION, on)
    starts = [focus] if focus else tree.start(request.user, on)
    text = request.GET.get("cari", "").strip()
    if request.GET.get("tampilan") == "lowong":
        return exports.vacancies(starts, on, text, form)
    return exports.units(starts, on, text, form)
