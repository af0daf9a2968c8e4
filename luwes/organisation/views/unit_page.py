"""One unit: its head, its positions, who must stay, what is below it, what it was."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.organisation import access, exports, queries
from luwes.organisation.models import OrgUnit
from luwes.organisation.queries import pages, tree
from luwes.organisation.views.common import crumbs_to, day, flags, focus_of, seen_shape
from luwes.organisation.views.words import finding


@require_GET
def unit(request: Request, unit_id: int) -> HttpResponse:
    on, per = day(request)
    history = list(queries.history(unit_id).select_related("agency", "area", "parent", "unit"))
    shape = next((s for s in history if on in s.period), None)
    if shape is None:
        return _not_there(request, unit_id, per)
    if not access.reaches(request.user, Right.VIEW_ORGANISATION, shape):
        raise Http404
    grown = tree.tree(focus_of(shape), on)
    may = flags(request, shape)
    rows = pages.rows(unit_id, on, names=may["names"])
    context = may | {
        "on": on, "per": per, "shape": shape, "box": grown.top, "more": grown.more,
        "crumbs": crumbs_to(request, shape, per, on), "history": history,
        "title": finding(shape.name, grown.top.figures), "rows": rows, "total": pages.total(rows),
        "floors": pages.floors(shape, grown.top.figures, on),
    }  # fmt: skip
    return render(request, "organisation/unit.html", context)


def _not_there(request: Request, unit_id: int, per: str) -> HttpResponse:
    """The unit is not there on this day; whoever sees its agency sees when it was."""
    unit = get_object_or_404(OrgUnit.objects.select_related("agency"), pk=unit_id)
    if not access.can_in_agency(request.user, Right.VIEW_ORGANISATION, unit.agency_id):
        raise Http404
    context = {"unit": unit, "per": per, "history": list(queries.history(unit_id))}
    return render(request, "organisation/unit_gone.html", context)


@require_GET
def download(request: Request, unit_id: int, form: str) -> HttpResponseBase:
    on, _per = day(request)
    shape = seen_shape(request, unit_id, on)
    return exports.positions(shape, on, form, names=flags(request, shape)["names"])
