"""The map of gaps: unit × competency, as a page and as a sheet; and who is nearest to what lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core.access import require
from luwes.core.sheets import download as sheet
from luwes.learning import access
from luwes.learning.queries import gaps
from luwes.learning.queries.gaps import Heat, Part
from luwes.learning.rules.gaps import Cell
from luwes.organisation import access as organisation
from luwes.organisation import queries as units
from luwes.organisation.models import Agency, Competency, UnitShape
from luwes.organisation.queries import tree
from luwes.organisation.queries.tree import Focus
from luwes.people import demand
from luwes.ui import paging
from luwes.ui.http import as_of
from luwes.ui.tags.words import number

SHOWN = 10  # competencies side by side
ROWS = 40
MOST_NEAR = 60


@dataclass(frozen=True)
class Place:
    """A part of the map with its name, and the query that leads to it."""

    part: Part
    name: str
    query: str = ""


@require_GET
def gap_map(request: Request) -> HttpResponse:
    require(access.sees_gaps(request.user))
    on = as_of(request)
    starts = _starts(request, on)
    place = _asked(request, on) or (starts[0] if len(starts) == 1 else None)
    if place is None:
        return render(request, "learning/gap_start.html", {"starts": starts})
    key, wanted = _filters(request)
    heat = gaps.heat(place.part, on, key=key, competency_id=wanted)
    shown = heat.competencies if request.GET.get("semua") else heat.competencies[:SHOWN]
    page = paging.stretch(lambda first, end: heat.rows[first:end], paging.asked(request), ROWS)
    context = {
        "place": place, "on": on, "shown": shown, "page": page, "starts": starts,
        "rows": [_line(row, shown, place) for row in page.rows],
        "more": len(heat.competencies) - len(shown), "title": _finding(place, heat),
        "above": _above(request, place, on), "sources": list(demand.sources), "key": key,
        "wanted": wanted, "competencies": _competencies(), "total": heat.total,
        "sums": [(c, heat.column(c.pk)) for c in shown],
    }  # fmt: skip
    return render(request, "learning/gaps.html", context)


@require_GET
def gap_sheet(request: Request) -> HttpResponseBase:
    require(access.sees_gaps(request.user))
    on = as_of(request)
    starts = _starts(request, on)
    place = _asked(request, on) or (starts[0] if starts else None)
    if place is None:
        raise Http404
    key, wanted = _filters(request)
    heat = gaps.heat(place.part, on, key=key, competency_id=wanted)
    head = [_("Unit"), _("Kompetensi"), _("Diminta"), _("Terpenuhi"), _("Kurang"), _("Persen"), _("Habis dalam 90 hari")]  # fmt: skip
    rows = (
        [_row_name(row, place), c.name, cell.asked, cell.met, cell.lacking, cell.percent, cell.ending]
        for row in heat.rows for c in heat.competencies if (cell := row.cells.get(c.pk))
    )  # fmt: skip
    return sheet(f"kesenjangan-{on.isoformat()}", "xlsx", _("Kesenjangan kompetensi"), head, rows)


@require_GET
def nearest(request: Request, competency_id: int) -> HttpResponse:
    """Who could learn it soonest: people one level below."""
    require(access.sees_gaps(request.user))
    on = as_of(request)
    competency = get_object_or_404(Competency, pk=competency_id)
    starts = _starts(request, on)
    place = _asked(request, on) or (starts[0] if starts else None)
    if place is None:
        raise Http404
    level = min(5, max(2, _whole(request.GET.get("tingkat", "")) or 2))
    context = {
        "competency": competency, "place": place, "level": level, "levels": range(2, 6), "on": on,
        "below": level - 1, "most": MOST_NEAR,
        "rows": gaps.nearest(request.user, place.part, competency.pk, level, on, MOST_NEAR),
    }  # fmt: skip
    return render(request, "learning/nearest.html", context)


def _competencies() -> list[Competency]:
    return list(Competency.objects.order_by("name", "pk"))


def _filters(request: Request) -> tuple[str, int | None]:
    key = request.GET.get("diminta", "")
    return key if demand.sources.get(key) else "", _whole(request.GET.get("kompetensi", "")) or None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _asked(request: Request, on: date) -> Place | None:
    """The unit or agency in the address, if the user sees its gaps."""
    if unit_id := _whole(request.GET.get("unit", "")):
        shape = units.shape_of(unit_id, on)
        if shape is None or not organisation.reaches(request.user, Right.VIEW_GAPS, shape):
            raise Http404
        return _of_unit(shape)
    if agency_id := _whole(request.GET.get("instansi", "")):
        if not organisation.can_in_agency(request.user, Right.VIEW_GAPS, agency_id):
            raise Http404
        return _of_agency(get_object_or_404(Agency, pk=agency_id))
    return None


def _of_agency(agency: Agency) -> Place:
    return Place(Part("agency", agency.pk), agency.name, f"instansi={agency.pk}")


def _starts(request: Request, on: date) -> list[Place]:
    """Where the reader may begin: all, whole agencies, then units of the own scope."""
    starts = [_of_focus(focus) for focus in tree.start(request.user, on, Right.VIEW_GAPS)]
    if len(starts) > 1 and organisation.can_everywhere(request.user, Right.VIEW_GAPS):
        return [Place(Part("all"), _("Semua instansi"))]
    return starts


def _of_focus(focus: Focus) -> Place:
    return _of_unit(focus.shape) if focus.shape else _of_agency(focus.agency)


def _of_unit(shape: UnitShape) -> Place:
    return Place(Part("unit", shape.unit_id, shape.path), shape.name, f"unit={shape.unit_id}")


def _above(request: Request, place: Place, on: date) -> list[Place]:
    """The parts above that the reader may open, top first."""
    found = []
    if place.part.kind != "all" and organisation.can_everywhere(request.user, Right.VIEW_GAPS):
        found.append(Place(Part("all"), _("Semua instansi")))
    if place.part.kind == "unit":
        shape = units.shape_of(place.part.id, on)
        assert shape
        if organisation.can_in_agency(request.user, Right.VIEW_GAPS, shape.agency_id):
            found.append(_of_agency(shape.agency))
        found += [
            _of_unit(s)
            for s in units.ancestors(shape, on)
            if organisation.reaches(request.user, Right.VIEW_GAPS, s)
        ]
    return found


def _line(row: gaps.Row, shown: list[Competency], place: Place) -> dict[str, Any]:
    kind = "instansi" if place.part.kind == "all" else "unit"
    is_own = row.is_whole or (place.part.kind == "unit" and row.key == place.part.id)
    return {
        "name": _row_name(row, place), "query": "" if is_own else f"{kind}={row.key}",
        "total": row.total, "cells": [(c, row.cells.get(c.pk)) for c in shown],
    }  # fmt: skip


def _row_name(row: gaps.Row, place: Place) -> str:
    if row.is_whole:
        return _("Seluruh pemerintah (keadaan darurat)")
    if place.part.kind == "unit" and row.key == place.part.id:
        return _("%s sendiri") % row.name
    return row.name


def _finding(place: Place, heat: Heat) -> str:
    """What the map says in a sentence."""
    total: Cell = heat.total
    values = {"name": place.name, "lacking": number(total.lacking), "asked": number(total.asked)}
    if not total.asked:
        return _("%(name)s: belum ada kompetensi yang diminta") % values
    if not total.lacking:
        return _("%(name)s: semua %(asked)s kompetensi yang diminta terpenuhi") % values
    worst = heat.competencies[0]
    values["worst"] = worst.name
    return _("%(name)s kekurangan %(lacking)s dari %(asked)s; terbanyak %(worst)s") % values
