"""One position: what it asks, how many it needs over time, and what areas above know of it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.organisation import access, occupancy, queries
from luwes.organisation.models import Position
from luwes.organisation.occupancy import Ahead
from luwes.organisation.queries import workload
from luwes.organisation.rules import Figures
from luwes.organisation.slots import position_panels
from luwes.organisation.views.common import Crumb, crumbs_to, day, flags, unit_url


@require_GET
def position(request: Request, position_id: int) -> HttpResponse:
    on, per = day(request)
    rows = Position.objects.select_related("title__group", "unit__agency")
    found = get_object_or_404(rows, pk=position_id)
    shape = queries.shape_of(found.unit_id, on)
    sees = (
        access.reaches(request.user, Right.VIEW_ORGANISATION, shape)
        if shape
        else access.can_in_agency(request.user, Right.VIEW_ORGANISATION, found.unit.agency_id)
    )
    if not sees:
        raise Http404
    numbers = list(queries.establishments(position_id))
    need = next((e.headcount for e in numbers if on in e.period), 0)
    held = occupancy.source().filled([position_id], on).get(position_id, 0)
    ahead = occupancy.source().ahead([position_id], on).get(position_id, Ahead())
    context = {
        "on": on, "per": per, "position": found, "shape": shape, "establishments": numbers,
        "figures": Figures.of(need, held), "outlook": ahead.outlook,
        "is_there": on in found.period,
        "requirements": list(found.requirements.select_related("competency").order_by("competency__name", "pk")),
        "analyses": workload.history(position_id),
        "panels": _panels(request, found, per, on),
        "crumbs": _crumbs(request, shape, per, on) if shape else [],
    }  # fmt: skip
    may = flags(request, shape) if shape else {"can_manage": False, "can_appoint": False}
    return render(request, "organisation/position.html", context | may)


def _crumbs(request: Request, shape: Any, per: str, on: date) -> list[Crumb]:
    return [
        *crumbs_to(request, shape, per, on),
        Crumb(shape.name, f"{unit_url(shape.unit_id)}{per}"),
    ]


def _panels(request: Request, position: Position, per: str, on: date) -> list[str]:
    shared = {"position": position, "on": on, "per": per}
    return [
        render_to_string(
            panel.template, shared | panel.context(request.user, position, on), request
        )
        for panel in position_panels
    ]
