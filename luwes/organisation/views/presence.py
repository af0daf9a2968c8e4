"""Minimum presence of a unit: its history, what its head asks for, what the staffing agency says to it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.organisation import access, actions, queries
from luwes.organisation.forms import presence as forms
from luwes.organisation.models import MinimumPresence, MinimumProposal, UnitShape
from luwes.organisation.models.presence import WAITING
from luwes.organisation.queries import pages
from luwes.organisation.queries import presence as reading
from luwes.organisation.queries.presence import Effect
from luwes.organisation.views.common import (
    FormPage,
    day,
    flags,
    managed_unit,
    seen_shape,
    unit_crumbs,
    unit_url,
)
from luwes.ui import paging
from luwes.ui.http import form_status

HELP = "organisation/bantuan/presence.html"


@require_GET
def presence(request: Request, unit_id: int) -> HttpResponse:
    return _page(request, unit_id)


def _page(request: Request, unit_id: int, problems: tuple[object, ...] = ()) -> HttpResponse:
    on, per = day(request)
    shape = seen_shape(request, unit_id, on)
    figures = queries.figures([unit_id], on)[unit_id]
    asked = reading.of_unit(unit_id)
    waiting = [row for row in asked if row.state == WAITING]
    effects = reading.effects(shape, [(row.group, row.minimum) for row in waiting], on)
    context = flags(request, shape) | {
        "on": on, "per": per, "shape": shape, "floors": pages.floors(shape, figures, on),
        "history": list(queries.minimum_history(unit_id)), "proposals": asked,
        "can_check": access.reaches(request.user, Right.CHECK_PRESENCE, shape),
        "waiting": list(zip(waiting, effects, strict=True)),
        "crumbs": unit_crumbs(request, unit_id, on), "problems": problems,
    }  # fmt: skip
    return render(request, "organisation/presence.html", context, status=422 if problems else 200)


@require_GET
def proposals(request: Request) -> HttpResponse:
    """All that waits for this user."""
    require(access.can_check_presence(request.user))
    rows = reading.to_check(request.user, clock.today())
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request))
    return render(request, "organisation/proposals.html", {"page": page, "per": ""})


@require_http_methods(["GET", "POST"])
def propose(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, Right.SET_PRESENCE, today)
    form = forms.ProposeMinimum(request.POST or None, initial={"first_day": today})
    if form.is_valid():
        with form.showing_problems():
            actions.propose_minimum(
                unit=unit, **form.cleaned_data, now=clock.now(), by=request.user
            )
            return _proposed(request, unit_id)
    shape = queries.shape_of(unit_id, today)
    context = {
        "form": form, "unit_id": unit_id, "shape": shape, "per": "",
        "effect": _asked_effect(request.POST, shape, today), "help": HELP,
        "crumbs": unit_crumbs(request, unit_id, today),
    }  # fmt: skip
    return render(request, "organisation/propose.html", context, status=form_status(form))


def _asked_effect(typed: object, shape: UnitShape | None, today: date) -> Effect | None:
    form = forms.Group(typed or None)
    if shape is None or not form.is_valid():
        return None
    asked = form.cleaned_data["group"], form.cleaned_data["minimum"]
    return reading.effects(shape, [asked], today)[0]


@require_GET
def count(request: Request, unit_id: int) -> HttpResponse:
    """How many the minimum being typed leaves free; nothing while it is no number."""
    shape = seen_shape(request, unit_id, clock.today())
    effect = _asked_effect(request.GET, shape, clock.today())
    return render(request, "organisation/parts/effect.html", {"effect": effect})


def _proposed(request: Request, unit_id: int) -> HttpResponse:
    messages.success(
        request, _("Usulan dikirim ke BKD. Sampai diterima, aturan lama tetap berlaku.")
    )
    return redirect("organisation:presence", unit_id=unit_id)


@require_http_methods(["GET", "POST"])
def end_presence(request: Request, minimum_id: int) -> HttpResponse:
    """Asks that a rule end."""
    today = clock.today()
    rows = MinimumPresence.objects.select_related("unit__agency", "group")
    rule = get_object_or_404(rows, pk=minimum_id)
    if not access.can(request.user, Right.VIEW_ORGANISATION, rule.unit, today):
        raise Http404
    require(access.can(request.user, Right.SET_PRESENCE, rule.unit, today))
    form = forms.EndMinimum(request.POST or None, initial={"first_day": today})
    if form.is_valid():
        with form.showing_problems():
            actions.propose_minimum(
                unit=rule.unit, group=rule.group, minimum=None, **form.cleaned_data,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            return _proposed(request, rule.unit_id)
    who = rule.group.name if rule.group else _("semua pegawai")
    page = FormPage(
        _("Usulkan mengakhiri minimum hadir %(who)s?") % {"who": who}, _("Kirim usulan"),
        unit_url(rule.unit_id), _("Akhiri aturan"), unit_crumbs(request, rule.unit_id, today),
        f"akhiri-minimum-{minimum_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)


def _checked(request: Request, proposal_id: int) -> MinimumProposal:
    """
    :raises Http404: for a unit out of sight
    """
    rows = MinimumProposal.objects.select_related("unit__agency", "group", "proposed_by")
    found = get_object_or_404(rows, pk=proposal_id)
    managed_unit(request, found.unit_id, Right.CHECK_PRESENCE, clock.today())
    return found


@require_POST
def accept(request: Request, proposal_id: int) -> HttpResponse:
    proposal = _checked(request, proposal_id)
    try:
        actions.accept_minimum(proposal=proposal, now=clock.now(), by=request.user)
    except Refused as refusal:
        return _page(request, proposal.unit_id, refusal.problems)
    messages.success(request, _("Usulan diterima; aturannya sudah tercatat."))
    return redirect("organisation:presence", unit_id=proposal.unit_id)


@require_http_methods(["GET", "POST"])
def send_back(request: Request, proposal_id: int) -> HttpResponse:
    proposal = _checked(request, proposal_id)
    form = forms.ReturnMinimum(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.return_minimum(
                proposal=proposal, **form.cleaned_data, now=clock.now(), by=request.user
            )
            messages.success(request, _("Usulan dikembalikan; aturan lama tetap berlaku."))
            return redirect("organisation:presence", unit_id=proposal.unit_id)
    page = FormPage(
        _("Kembalikan usulan minimum hadir?"), _("Kembalikan"), unit_url(proposal.unit_id),
        _("Kembalikan usulan"), unit_crumbs(request, proposal.unit_id, clock.today()),
        f"kembalikan-minimum-{proposal_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)
