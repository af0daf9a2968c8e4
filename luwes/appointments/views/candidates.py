"""Candidates for a post: blind as a rule, with names by a deed of its own."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.appointments import access
from luwes.appointments.actions import ranking as actions
from luwes.appointments.forms.candidates import Purpose, Weights
from luwes.appointments.moving import access as moving
from luwes.appointments.ranking import ranked, wording
from luwes.appointments.ranking.ranked import Ranking
from luwes.appointments.views.days import reckonable
from luwes.core.access import require
from luwes.core.sheets import download
from luwes.organisation import access as organisation
from luwes.organisation import queries
from luwes.organisation.models import Position
from luwes.ui import paging

SIZE = 25


@require_GET
def page(request: Request, position_id: int) -> HttpResponse:
    on, position = _position(request, position_id)
    form, ranking = _ranked(request, position, on)
    return _render(request, form, ranking, Purpose(), named=False)


@require_POST
def named(request: Request, position_id: int) -> HttpResponse:
    """The same page with names; that they were opened is in the log before they are shown."""
    on, position = _position(request, position_id)
    purpose = Purpose(request.POST)
    form, ranking = _ranked(request, position, on)
    if not purpose.is_valid():
        return _render(request, form, ranking, purpose, named=False, status=422)
    start = (paging.asked(request) - 1) * SIZE
    if start >= ranking.count:
        raise Http404
    actions.open_names(
        position=position, purpose=purpose.cleaned_data["purpose"], first=start + 1,
        people=ranking.people(start, start + SIZE), on=on, by=request.user,
    )  # fmt: skip
    response = _render(request, form, ranking, purpose, named=True)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def file(request: Request, position_id: int, form: str) -> HttpResponseBase:
    on, position = _position(request, position_id)
    if form not in ("csv", "xlsx"):
        raise Http404
    _form, ranking = _ranked(request, position, on)
    return _download(ranking, form, named=False)


@require_POST
def named_file(request: Request, position_id: int, form: str) -> HttpResponseBase:
    on, position = _position(request, position_id)
    if form not in ("csv", "xlsx"):
        raise Http404
    purpose = Purpose(request.POST)
    weights, ranking = _ranked(request, position, on)
    if not purpose.is_valid():
        return _render(request, weights, ranking, purpose, named=False, status=422)
    actions.open_names(
        position=position, purpose=purpose.cleaned_data["purpose"], first=1,
        people=ranking.people(0, ranking.count), on=on, by=request.user,
    )  # fmt: skip
    response = _download(ranking, form, named=True)
    response["Cache-Control"] = "no-store"
    return response


# ── parts ────────────────────────────────────────────────────────────


def _position(request: Request, position_id: int) -> tuple[date, Position]:
    """
    :raises Http404: out of sight
    :raises PermissionDenied: without the right to look for candidates
    """
    on = reckonable(request)
    seen = organisation.visible_positions(request.user, on).select_related("unit__agency")
    position = get_object_or_404(seen, pk=position_id)
    require(access.can_rank(request.user, position, on))
    return on, position


def _ranked(request: Request, position: Position, on: date) -> tuple[Weights, Ranking]:
    form = Weights(request.GET)
    form.is_valid()
    return form, ranked.rank(request.user, position, form.weights, on)


def _render(
    request: Request, form: Weights, ranking: Ranking, purpose: Purpose, *, named: bool,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    position, number = ranking.position, paging.asked(request)
    start = (number - 1) * SIZE
    rows = ranked.some(ranking, start, start + SIZE, named=named)
    asked = request.GET.copy()
    asked.pop(paging.PARAMETER, None)
    context: dict[str, Any] = {
        "form": form, "ranking": ranking, "purpose": purpose, "named": named, "position": position,
        "unit": queries.shape_of(position.unit_id, ranking.on), "on": ranking.on,
        "page": paging.Stretch(rows, number, start + SIZE < ranking.count, ranking.count, size=SIZE),
        "columns": [(wording.name(key), share) for key, share in ranking.shares.items() if share],
        "promotions": any(row.is_promotion for row in rows), "query": asked.urlencode(), "number": number,
        "proposes": named and moving.can_prepare(request.user, position.unit.agency_id),
    }  # fmt: skip
    return render(request, "appointments/candidates.html", context, status=status)


def _download(ranking: Ranking, form: str, *, named: bool) -> HttpResponseBase:
    who = [_("Nama"), "NIP", _("Jabatan sekarang")] if named else []
    points = [
        f"{wording.name(key)} ({share:.0f})" for key, share in ranking.shares.items() if share
    ]
    head = [_("Urutan"), _("Nomor calon"), *who, pgettext("peringkat", "Nilai"), *points]
    name = f"calon-{ranking.position.pk}-{ranking.on}"
    return download(name, form, _("Calon"), head, ranked.lines(ranking, named=named))
