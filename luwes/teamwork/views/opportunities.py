"""Opportunities: the list, one of them, offered, with another deadline, ended."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import queries as staffing
from luwes.staffing.models import Need
from luwes.teamwork import access, queries
from luwes.teamwork.actions import choosing
from luwes.teamwork.actions import opportunities as actions
from luwes.teamwork.forms import owning as forms
from luwes.teamwork.forms.standing import Apply
from luwes.teamwork.models import Opportunity, TeamSeat
from luwes.teamwork.rules import OpportunityState
from luwes.teamwork.views import common
from luwes.ui import paging

A_PAGE = 20


@require_GET
def index(request: Request) -> HttpResponse:
    """To which one may apply; or what one offers oneself."""
    require(access.has_opportunities(request.user))
    today = clock.today()
    own = request.GET.get("lihat") == "milik" and access.forms_teams(request.user)
    if own:
        rows = access.managed_opportunities(request.user).order_by("closed_at", "-made_at", "-pk")
    else:
        rows = queries.open_opportunities(access.seen_opportunities(request.user), today)
    found = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    needs = [row.need_id for row in found.rows if row.need_id]
    me = getattr(request.user, "employee", None)
    fits = queries.fits_of_person(me, found.rows, today) if me and not own else {}
    states = queries.own_states(request.user, needs) if me else {}
    shown = [(row, fits.get(row.pk), states.get(row.need_id or 0)) for row in found.rows]
    context = {
        "page": found.holding(shown), "own": own, "may_offer": access.forms_teams(request.user),
        "has_file": me is not None, "today": today,
    }  # fmt: skip
    return common.page(request, "teamwork/opportunities.html", context)


def _seen(request: Request, opportunity_id: int) -> Opportunity:
    return get_object_or_404(access.seen_opportunities(request.user), pk=opportunity_id)


def _managed(request: Request, opportunity_id: int) -> Opportunity:
    row = _seen(request, opportunity_id)
    require(access.can_manage(request.user, row))
    return row


@require_GET
def opportunity(request: Request, opportunity_id: int) -> HttpResponse:
    return page_of(request, _seen(request, opportunity_id))


def page_of(request: Request, row: Opportunity, form: Apply | None = None) -> HttpResponse:
    """One of them; with the words of an application that was not sent, if `form` holds some."""
    today = clock.today()
    manages = access.can_manage(request.user, row)
    me = getattr(request.user, "employee", None)
    need = get_object_or_404(staffing.needs_with_terms(), pk=row.need_id)
    heads = staffing.heads_of([need.pk], today)[need.pk]
    may_apply = not manages and access.can_apply(request.user, row)
    context = {
        "opportunity": row, "need": need, "manages": manages, "heads": heads,
        "unit_name": queries.unit_label(row, today),
        "agencies": list(row.agencies.order_by("name", "pk")),
        "learns": list(row.learns.order_by("name", "pk")),
        "fit": queries.fits_of_person(me, [row], today).get(row.pk) if may_apply and me else None,
        "mine": queries.own_states(request.user, [need.pk]).get(need.pk) if me else None,
        "may_apply": may_apply, "is_open": row.state == OpportunityState.OPEN.value,
        "is_late": row.apply_until < today, "form": form or Apply(),
        "stand": need.applications.exclude(state__in=["withdrawn", "refused", "passed"]).count()
        if manages else 0,
        "chosen": choosing.waiting_for_letters("opportunity", row.pk).count() if manages else 0,
        "plan": queries.plan_of(row) if manages and not row.team_id else None,
        "deadline": forms.Deadline(initial={"apply_until": row.apply_until}),
        "closing": forms.Closing(),
    }  # fmt: skip
    return common.page(request, "teamwork/opportunity.html", context, form)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.forms_teams(request.user))
    choices = common.choices(request)
    today = clock.today()
    initial: dict[str, Any] = {
        "apply_until": today + timedelta(days=7), "first_day": today + timedelta(days=14),
        "last_day": today + timedelta(days=44),
    }  # fmt: skip
    if choices["agency"].area:
        initial["area"] = str(choices["agency"].area.pk)
    form = forms.Opportunity(request.POST or None, initial=initial, **choices)
    if form.is_valid():
        with form.showing_problems():
            made = actions.draft(
                unit=form.cleaned_data["unit"], offer=form.offer, work=form.work, on=today,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Peluang dirancang. Baca sekali lagi, lalu buka."))
            return redirect("teamwork:opportunity", made.pk)
    context = {"form": form, "opportunity": None}
    return common.page(request, "teamwork/opportunity_form.html", context, form)


@require_http_methods(["GET", "POST"])
def edit(request: Request, opportunity_id: int) -> HttpResponse:
    """Everything of a draft; once it is open how many, and to whom they report. A seat is its team's."""
    row = _managed(request, opportunity_id)
    need = get_object_or_404(Need, pk=row.need_id)
    if row.team_id:
        return redirect("teamwork:edit_seat", get_object_or_404(TeamSeat, need=need).pk)
    if row.state != OpportunityState.DRAFTED.value:
        return _edit_offered(request, row, need)
    values = forms.Opportunity.values_of(row, need)
    form = forms.Opportunity(request.POST or None, initial=values, **common.places(row.agency))
    if form.is_valid():
        with form.showing_problems():
            actions.change_draft(
                opportunity=row, offer=form.offer, work=form.work, on=clock.today(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Rancangan diubah. Baca sekali lagi, lalu buka."))
            return redirect("teamwork:opportunity", row.pk)
    context = {"form": form, "opportunity": row, "unit_name": queries.unit_label(row, clock.today())}  # fmt: skip
    return common.page(request, "teamwork/opportunity_form.html", context, form)


def _edit_offered(request: Request, row: Opportunity, need: Need) -> HttpResponse:
    form = common.places_form(request, need)
    if form.is_valid():
        with form.showing_problems():
            actions.change_places(
                opportunity=row, places=form.places, on=clock.today(), by=request.user
            )  # fmt: skip
            messages.success(request, _("Peluang diubah."))
            return redirect("teamwork:opportunity", row.pk)
    context = {"form": form, "opportunity": row}
    return common.page(request, "teamwork/opportunity_places.html", context, form)


@require_http_methods(["GET", "POST"])
def offer_seat(request: Request, seat_id: int) -> HttpResponse:
    """Open a seat of a team to whoever wants it."""
    seat = get_object_or_404(TeamSeat.objects.select_related("team__unit", "team__agency", "need"), pk=seat_id)  # fmt: skip
    require(access.can_manage(request.user, seat.team))
    today = clock.today()
    initial = {
        "title": seat.need.role, "does": seat.team.purpose, "apply_until": today + timedelta(days=7),
    }  # fmt: skip
    form = forms.OfferSeat(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            made = actions.offer_seat(
                seat=seat, offer=form.offer, on=today, now=clock.now(), by=request.user
            )
            messages.success(request, _("Tempat ini ditawarkan; yang cocok diberi tahu."))
            return redirect("teamwork:opportunity", made.pk)
    return common.page(
        request, "teamwork/offer_seat.html", {"form": form, "seat": seat, "team": seat.team}, form
    )


@require_POST
def open_up(request: Request, opportunity_id: int) -> HttpResponse:
    row = _managed(request, opportunity_id)
    actions.open_opportunity(opportunity=row, on=clock.today(), now=clock.now(), by=request.user)
    messages.success(request, _("Peluang dibuka; yang paling cocok diberi tahu besok pagi."))
    return redirect("teamwork:opportunity", row.pk)


@require_POST
def deadline(request: Request, opportunity_id: int) -> HttpResponse:
    row = _managed(request, opportunity_id)
    form = forms.Deadline(request.POST)
    if form.is_valid():
        actions.move_deadline(
            opportunity=row, apply_until=form.cleaned_data["apply_until"], on=clock.today(),
            by=request.user,
        )  # fmt: skip
        messages.success(request, _("Batas melamar diubah."))
    else:
        messages.warning(request, _("Tulis tanggalnya lengkap."))
    return redirect("teamwork:opportunity", row.pk)


@require_POST
def plan(request: Request, opportunity_id: int) -> HttpResponse:
    return common.make_plan(request, _managed(request, opportunity_id), "teamwork:opportunity")


@require_POST
def end(request: Request, opportunity_id: int) -> HttpResponse:
    row = _managed(request, opportunity_id)
    actions.end_opportunity(
        opportunity=row, result=request.POST.get("result", ""), now=clock.now(), on=clock.today(),
        by=request.user,
    )  # fmt: skip
    messages.success(
        request, _("Peluang diakhiri; pengalamannya tercatat di berkas yang bertugas.")
    )
    return redirect("teamwork:opportunity", row.pk)
