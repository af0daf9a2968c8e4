"""Writing a request: its head, its people, their papers; answering for checks."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.appointments.actions import moves as actions
from luwes.appointments.forms import moves as forms
from luwes.appointments.moving import access, shown
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.views.moves.common import (
    move_to_prepare,
    prepares_or_signs,
    to_prepare,
)
from luwes.core import clock
from luwes.core.access import require
from luwes.ui.http import form_page
from luwes.ui.picking import answer as picked

WANTED = ("jabatan", "orang")  # what a link to a new request may name already


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.prepares_somewhere(request.user))
    form = forms.Request(request.POST or None, user=request.user, is_new=True)
    if form.is_valid():
        with form.showing_problems():
            made = actions.draft(**form.cleaned_data, now=clock.now(), by=request.user)
            wanted = {name: request.GET[name] for name in WANTED if name in request.GET}
            url = reverse("appointments:move_add", args=[made.pk])
            return redirect(f"{url}?{urlencode(wanted)}" if wanted else url)
    context = {"form": form, "row": None}
    return form_page(request, "appointments/moves/head.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, request_id: int) -> HttpResponse:
    row = to_prepare(request, request_id)
    initial = {
        name: getattr(row, name) for name in ("title", "effective_on", "basis", "late_reason")
    }
    form = forms.Request(request.POST or None, user=request.user, is_new=False, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.change(request=row, **form.cleaned_data, by=request.user)
            return redirect("appointments:move_request", request_id)
    context = {"form": form, "row": row}
    return form_page(request, "appointments/moves/head.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, request_id: int) -> HttpResponse:
    row = to_prepare(request, request_id)
    form = forms.AddMove(
        request.POST or None, user=request.user, on=row.effective_on,
        post=request.GET.get("jabatan", ""), person=request.GET.get("orang", ""),
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            made = actions.add(request=row, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(name)s masuk dalam usul.") % {"name": made.employee})
            again = "more" in request.POST
            return redirect(f"appointments:move_{'add' if again else 'request'}", request_id)
    context = {"form": form, "row": row, "count": row.moves.count()}
    return form_page(request, "appointments/moves/add.html", context)


@require_GET
def find_people(request: Request) -> HttpResponse:
    require(access.prepares_somewhere(request.user))
    today = clock.today()
    return picked(request, lambda text: forms.people(request.user, today, text))


@require_GET
def find_posts(request: Request) -> HttpResponse:
    require(access.prepares_somewhere(request.user))
    today = clock.today()
    return picked(request, lambda text: forms.posts(request.user, today, text))


@require_http_methods(["GET", "POST"])
def documents(request: Request, move_id: int) -> HttpResponse:
    move = move_to_prepare(request, move_id)
    form = forms.Documents(request.POST or None, move=move)
    if form.is_valid():
        with form.showing_problems():
            actions.set_documents(move=move, documents=form.cleaned_data, by=request.user)
            return redirect("appointments:move_request", move.request_id)
    context = {"form": form, "row": move.request, "move": move}
    return form_page(request, "appointments/moves/documents.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: Request, move_id: int, rule: str) -> HttpResponse:
    """One check that somebody has to answer for by name."""
    move = move_to_prepare(request, move_id, prepares_or_signs)
    row = next(
        m for m in shown.moves_shown(move.request, moves_of(move.request)) if m.move.pk == move.pk
    )
    check = next((c for c in row.checks if c.rule == rule and c.asks), None)
    if check is None:
        raise Http404
    form = forms.Answer(request.POST or None, initial={"reason": check.answer})
    if form.is_valid():
        with form.showing_problems():
            actions.answer(
                move=move, rule=rule, reason=form.cleaned_data["reason"], now=clock.now(),
                by=request.user,
            )  # fmt: skip
            return redirect("appointments:move_request", move.request_id)
    context = {"form": form, "row": move.request, "move": move, "check": check}
    return form_page(request, "appointments/moves/answer.html", context)
