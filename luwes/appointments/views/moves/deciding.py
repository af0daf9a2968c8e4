"""A step decided, a request sent back, withdrawn, its day corrected."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.appointments.actions import moves as actions
from luwes.appointments.forms import moves as forms
from luwes.appointments.models import MoveRequest, MoveStep
from luwes.appointments.moving import access, depending, shown
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.rules.moves import OUTSIDE, StepKind
from luwes.appointments.views.moves.common import in_sight, prepares_or_signs
from luwes.core import clock
from luwes.core.access import require
from luwes.ui.http import form_page


@require_http_methods(["GET", "POST"])
def step(request: Request, step_id: int) -> HttpResponse:
    """On the phone of a head: who goes, who comes, yes or back."""
    today = clock.today()
    seen = access.visible(request.user, today).order_by().values("pk")
    rows = MoveStep.objects.select_related("request__agency", "unit", "agency")
    find = partial(get_object_or_404, rows, pk=step_id, request__in=seen)
    row: MoveStep = find()
    require(access.can_decide(request.user, row, today))
    is_outside = StepKind(row.kind) in OUTSIDE
    form = forms.Decide(request.POST or None, is_outside=is_outside)
    if form.is_valid():
        with form.showing_problems():
            values = form.cleaned_data
            actions.decide(
                step=row, paper=values.get("paper", ""), paper_day=values.get("paper_day"),
                note=values["note"], now=clock.now(), on=today, by=request.user,
            )  # fmt: skip
            messages.success(request, _("Persetujuan dicatat."))
            return redirect("appointments:move_request", row.request_id)
    row = find()  # as it stands: a refused deed has written on the one above
    moves = shown.moves_shown(row.request, moves_of(row.request))
    if row.unit_id:
        moves = [m for m in moves if _crosses(m, row.unit_id)]
    is_late = row.request.effective_on < today and not row.decided_at
    context = {
        "form": form, "row": row.request, "step": row, "moves": moves[:100], "is_outside": is_outside,
        "is_late": is_late, "resting": _resting(row.request, moves) if is_late else [],
        "about": next(s.about for s in shown.steps_shown(row.request, request.user, today) if s.step.pk == row.pk),
    }  # fmt: skip
    return form_page(request, "appointments/moves/step.html", context)


def _resting(request: MoveRequest, moves: Sequence[shown.ShownMove]) -> list[dict[str, str]]:
    found = depending.on_moves(request, [m.move for m in moves], since=request.effective_on)
    return depending.shown(found)


def _crosses(row: shown.ShownMove, unit_id: int) -> bool:
    """Whether the move leads out of this unit or into it, and not from one post of it to another."""
    places = (row.move.origin, row.move.to_position)
    units = {place.unit_id for place in places if place}
    return unit_id in units and units != {unit_id}


@require_http_methods(["GET", "POST"])
def send_back(request: Request, request_id: int) -> HttpResponse:
    row = in_sight(request, request_id)
    require(access.can_return(request.user, row, clock.today()))
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.send_back(request=row, **form.cleaned_data, on=clock.today(), by=request.user)
            messages.success(request, _("Usul dikembalikan kepada penyusunnya."))
            return redirect("appointments:move_list")
    context = {"form": form, "row": row, "deed": "return"}
    return form_page(request, "appointments/moves/reason.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, request_id: int) -> HttpResponse:
    row = in_sight(request, request_id)
    require(prepares_or_signs(request, row))
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.withdraw(
                request=row, **form.cleaned_data, now=clock.now(), on=clock.today(), by=request.user
            )
            messages.success(request, _("Usul ditarik."))
            return redirect("appointments:move_request", request_id)
    context = {"form": form, "row": row, "deed": "withdraw"}
    return form_page(request, "appointments/moves/reason.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: Request, request_id: int) -> HttpResponse:
    row = in_sight(request, request_id)
    require(access.can_correct(request.user, row))
    form = forms.Correct(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            made = actions.correct(
                request=row, **form.cleaned_data, now=clock.now(), on=clock.today(), by=request.user
            )
            words = _("TMT dibetulkan. %(count)d hal bertumpu pada TMT lama; periksa daftarnya.")
            messages.success(request, words % {"count": len(made.affected)})
            return redirect("appointments:move_request", request_id)
    found = depending.on_moves(row, moves_of(row), since=row.effective_on)
    context = {"form": form, "row": row, "resting": depending.shown(found)}
    return form_page(request, "appointments/moves/correct.html", context)
