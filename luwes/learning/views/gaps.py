"""The map of gaps: unit × competency, as a page and as a sheet; and who is nearest to what lacks."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.core.sheets import download as sheet
from luwes.learning import access
from luwes.learning.queries import gaps
from luwes.learning.queries.gaps import Heat
from luwes.learning.rules.gaps import Cell
from luwes.learning.views import places
from luwes.learning.views.places import Place
from luwes.organisation.models import Competency
from luwes.people import demand
from luwes.ui import paging
from luwes.ui.http import as_of
from luwes.ui.tags.words import number

SHOWN = 10  # competencies side by side
ROWS = 40
MOST_NEAR = 60


@require_GET
def gap_map(request: Request) -> HttpResponse:
    require(access.sees_gaps(request.user))
    on = as_of(request)
    starts = places.starts(request, on)
    place = places.asked(request, on) or (starts[0] if len(starts) == 1 else None)
    if place is None:
        return render(request, "learning/gap_start.html", {"starts": starts})
    key, wanted = _filters(request)
    heat = gaps.heat(place.part, on, key=key, competency_id=wanted)
    shown = heat.competencies if request.GET.get("semua") else heat.competencies[:SHOWN]
    page = paging.stretch(lambda first, end: heat.rows[first:end], paging.asked(request), ROWS)
    context = {
        "place": place, "page": page, "starts": starts,
        "rows": [_line(row, shown, place) for row in page.rows],
        "more": len(heat.competencies) - len(shown), "title": _finding(place, heat),
        "above": places.above(request, place, on), "sources": list(demand.sources), "key": key,
        "wanted": wanted, "competencies": _competencies(), "total": heat.total,
        "sums": [(c, heat.column(c.pk)) for c in shown],
    }  # fmt: skip
    return render(request, "learning/gaps.html", context)


@require_GET
def gap_sheet(request: Request) -> HttpResponseBase:
    require(access.sees_gaps(request.user))
    on = as_of(request)
    starts = places.starts(request, on)
    place = places.asked(request, on) or (starts[0] if starts else None)
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
    starts = places.starts(request, on)
    place = places.asked(request, on) or (starts[0] if starts else None)
    if place is None:
        raise Http404
    level = min(5, max(2, whole(request.GET.get("tingkat", "")) or 2))
    context = {
        "competency": competency, "place": place, "level": level, "levels": range(2, 6),
        "below": level - 1, "most": MOST_NEAR,
        "rows": gaps.nearest(request.user, place.part, competency.pk, level, on, MOST_NEAR),
    }  # fmt: skip
    return render(request, "learning/nearest.html", context)


def _competencies() -> list[Competency]:
    return list(Competency.objects.order_by("name", "pk"))


def _filters(request: Request) -> tuple[str, int | None]:
    key = request.GET.get("diminta", "")
    return key if demand.sources.get(key) else "", whole(request.GET.get("kompetensi", "")) or None


def _line(row: gaps.Row, shown: list[Competency], place: Place) -> dict[str, Any]:
    kind = "instansi" if place.part.kind == "all" else "unit"
    is_own = row.is_whole or (place.part.kind == "unit" and row.key == place.part.id)
    return {
        "name": _row_name(row, place), "query": "" if is_own else place.with_day(f"{kind}={row.key}"),
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
