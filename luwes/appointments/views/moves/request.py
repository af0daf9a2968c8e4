"""The list of requests, and the page of one with all its deeds."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.appointments.actions import moves as actions
from luwes.appointments.forms import moves as forms
from luwes.appointments.models import MoveRequest
from luwes.appointments.moving import access, depending, listing, shown
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.views.moves.common import in_sight, move_to_prepare, prepares_or_signs
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused

A_LIST = 30


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.can_list(request.user))
    form = forms.Filter(request.GET)
    form.is_valid()
    rows = listing.found(
        request.user, clock.today(), text=form.value("cari"), state=form.value("keadaan"),
        kind=form.value("jenis"),
    )  # fmt: skip
    page = Paginator(rows, A_LIST).get_page(request.GET.get("hal"))
    context = {
        "form": form, "page": page, "lines": listing.lines(list(page)),
        "total": page.paginator.count, "prepares": access.prepares_somewhere(request.user),
        "sees_registers": access.sees_registers(request.user),
        "is_filtered": any(form.value(name) for name in ("cari", "keadaan", "jenis")),
    }  # fmt: skip
    return render(request, "appointments/moves/list.html", context)


@require_GET
def page(request: Request, request_id: int) -> HttpResponse:
    return _page(request, in_sight(request, request_id))


def _page(request: Request, row: MoveRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    user, today = request.user, clock.today()
    moves = moves_of(row)
    rows = shown.moves_shown(row, moves)
    prepares, signs = access.can_prepare(user, row.agency_id), access.can_sign(user, row.agency_id)
    steps = shown.steps_shown(row, user, today)
    is_open = row.state in listing.OPEN
    context: dict[str, Any] = {
        "row": row, "people": len(moves), "problems": problems, "steps": steps,
        "page": Paginator(rows, shown.A_PAGE).get_page(request.GET.get("hal")),
        "chains": shown.chains_shown(moves),
        "failing": sum(m.failing for m in rows), "open": sum(m.open for m in rows),
        "is_draft": row.state == "draft", "prepares": prepares,
        "may_change": prepares and row.state == "draft",
        "may_answer": (prepares or signs) and row.state in ("draft", "submitted"),
        "may_decree": (prepares or signs) and row.state == "approved",
        "may_return": row.state in ("submitted", "approved", "stopped") and access.can_return(user, row, today),
        "may_withdraw": is_open and (signs if row.state == "decreed" else prepares or signs),
        "may_correct": row.state == "effective" and access.can_correct(user, row),
        "turn": next((s for s in steps if s.may_decide), None),
        "letters": list(access.letters_of(row)),
        "stopped": shown.stopped_by(row), "is_late": row.effective_on < today and is_open,
        "resting": depending.shown(depending.on_moves(row, moves, since=row.effective_on)) if row.effective_on < today and is_open else [],
        "corrections": list(row.corrections.select_related("by", "letter").order_by("pk")),
    }  # fmt: skip
    return render(
        request, "appointments/moves/request.html", context, status=422 if problems else 200
    )


@require_POST
def do(request: Request, request_id: int) -> HttpResponse:
    """Submit, decree, or take the posts of today as those that are left."""
    row, user, now, today = in_sight(request, request_id), request.user, clock.now(), clock.today()
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (
            lambda: actions.submit(request=row, now=now, on=today, by=user),
            _("Usul diajukan. Yang berikutnya sudah diberi tahu."),
        ),
        "decree": (
            lambda: actions.decree(request=row, now=now, on=today, by=user),
            _("Keputusan terbit; suratnya sedang ditandatangani."),
        ),
        "refresh": (
            lambda: actions.refresh(request=row, by=user),
            _("Jabatan asal dibaca ulang."),
        ),
    }
    deed, words = deeds.get(request.POST.get("deed", ""), (None, ""))
    require(prepares_or_signs(request, row))
    if deed is None:
        return redirect("appointments:move_request", request_id)
    try:
        deed()
    except Refused as refusal:
        return _page(request, in_sight(request, request_id), refusal.problems)
    messages.success(request, words)
    return redirect("appointments:move_request", request_id)


@require_POST
def line(request: Request, move_id: int) -> HttpResponse:
    """One person up in the order, or out of the request."""
    move = move_to_prepare(request, move_id)
    deed = actions.raise_move if request.POST.get("deed") == "up" else actions.remove
    try:
        deed(move=move, by=request.user)
    except Refused as refusal:
        return _page(request, in_sight(request, move.request_id), refusal.problems)
    return redirect("appointments:move_request", move.request_id)
