"""Programmes: the list, the page of one, and what its leader writes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.actions import programmes as actions
from luwes.collaboration.forms import programmes as forms
from luwes.collaboration.models import Programme
from luwes.collaboration.owning import CLOSED
from luwes.collaboration.queries import past
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.rules.states import ProgrammeState
from luwes.collaboration.views.common import managed, not_yet, page, part
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.organisation.forms.picks import Units
from luwes.teamwork.queries import areas_of
from luwes.ui import paging
from luwes.ui.http import past_or_today, tell_refused
from luwes.ui.picking import PickWidget, answer

A_PAGE = 25
USUAL_DAYS = 365


@require_GET
def index(request: Request) -> HttpResponse:
    """Those that concern the reader; a partner's people, and who serves in a team, see those they take part in."""
    user, today = request.user, clock.today()
    found = access.seen_programmes(user, today)
    require(access.sees_programmes(user, today) or found.exists())
    rows = queries.with_milestones(found)
    shown = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    context = {
        "page": shown, "rows": queries.listed(shown.rows, today),
        "may_lead": access.manages_programmes(user),
        "reads_conflicts": access.answers_conflicts(user) or access.counts_conflicts(user),
    }  # fmt: skip
    return page(request, "collaboration/programmes.html", context)


@require_GET
def find_units(request: Request) -> HttpResponse:
    """What the picker of an owning unit asks while somebody types."""
    require(access.manages_programmes(request.user))
    return answer(request, _units(request.user, clock.today()).search)


def _units(user: User, on: date) -> Units:
    """In whose name this user leads programmes."""
    return Units(access.led_units(user, on), on, reverse("collaboration:find_programme_units"))


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.manages_programmes(request.user))
    today = clock.today()
    units = _units(request.user, today)
    typed = PickWidget().value_from_datadict(request.POST or request.GET, {}, "unit")
    shape = units.meant(typed)
    if shape is None:
        raise PermissionDenied
    initial: dict[str, Any] = {
        "first_day": today, "last_day": today + timedelta(days=USUAL_DAYS - 1), "is_public": True,
    }  # fmt: skip
    form = forms.ProgrammeForm(
        request.POST or None, initial=initial, areas=areas_of(shape.agency), agency=shape.agency,
        units=replace(units, first=shape.unit_id),
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            made = actions.draft(
                unit=form.cleaned_data["unit"], draft=form.draft, on=today, now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Program dirancang. Tambahkan indikator, mitra, lalu tonggaknya."))  # fmt: skip
            return redirect("collaboration:programme", made.pk)
    return page(request, "collaboration/programme_form.html", {"form": form, "programme": None}, form)  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: Request, programme_id: int) -> HttpResponse:
    row = managed(request, programme_id)
    form = forms.ProgrammeForm(
        request.POST or None, initial=forms.ProgrammeForm.values_of(row),
        areas=areas_of(row.agency), agency=row.agency, units=None,
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            actions.change(programme=row, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Program diubah."))
            return redirect("collaboration:programme", row.pk)
    return page(request, "collaboration/programme_form.html", {"form": form, "programme": row}, form)  # fmt: skip


@require_GET
def programme(request: Request, programme_id: int) -> HttpResponse:
    now, today, on = clock.now(), clock.today(), past_or_today(request)
    found = access.seen_programmes(request.user, today)
    if on < today:
        return _past(
            request, get_object_or_404(found.select_related("agency"), pk=programme_id), on
        )
    row = get_object_or_404(queries.for_page(found, today), pk=programme_id)
    stand = access.stand(request.user, row, today)
    milestones = queries.milestones(row, now, stand, request.user)
    places = queries.places(row)
    context = {
        "programme": row, "manages": stand.leads,
        "standing": queries.standing([shown.row for shown in milestones], today),
        "milestones": milestones,
        "to_verify": [shown for shown in milestones if shown.may_verify],
        "indicators": queries.indicators(row, today),
        "partners": queries.partners(row, today),
        "places": places, "map": queries.map_data(places),
        "photos": queries.photos_of(row, public=False),
        "words": queries.words_counted(row) if stand.leads else None, "is_public_page": False,
        "is_draft": row.state == ProgrammeState.DRAFTED.value,
        "is_over": row.state in CLOSED,
    }  # fmt: skip
    return page(request, "collaboration/programme.html", context)


def _past(request: Request, row: Programme, on: date) -> HttpResponse:
    if not past.was_there(row.made_at, on):
        return not_yet(request, row.name, _("Program"), "collaboration:programmes", row.made_at)
    then = past.programme(row, on)
    began = then.state not in {"", ProgrammeState.DRAFTED.value}
    if not began and not access.sees_draft(request.user, row, clock.today()):
        return not_yet(
            request, row.name, _("Program"), "collaboration:programmes", None,
            is_unknown=not then.state,
        )  # fmt: skip
    context = {"programme": then}
    return render(request, "collaboration/programme_past.html", context)


@require_POST
def start(request: Request, programme_id: int) -> HttpResponse:
    row = managed(request, programme_id)
    try:
        actions.start(programme=row, on=clock.today(), by=request.user)
        messages.success(request, _("Program dimulai. Kemajuan sekarang dapat diklaim dan diperiksa."))  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("collaboration:programme", row.pk)


@require_http_methods(["GET", "POST"])
def close(request: Request, programme_id: int) -> HttpResponse:
    """Finished, or stopped with the reason."""
    row = managed(request, programme_id)
    form = forms.Closing(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.close(
                programme=row, is_finished=request.POST.get("deed") != "stop",
                closing=form.cleaned_data["closing"], on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Program ditutup."))
            return redirect("collaboration:programme", row.pk)
    context = {"form": form, "programme": row, "is_draft": row.state == ProgrammeState.DRAFTED.value}  # fmt: skip
    return page(request, "collaboration/close_programme.html", context, form)


@require_http_methods(["GET", "POST"])
def join(request: Request, programme_id: int) -> HttpResponse:
    row, today = managed(request, programme_id), clock.today()
    form = forms.Join(request.POST or None, agreements=queries.joinable(row, today))
    if form.is_valid():
        with form.showing_problems():
            actions.join(
                programme=row, on=today, now=clock.now(), by=request.user, **form.cleaned_data
            )
            messages.success(request, _("Mitra ikut serta."))
            return redirect("collaboration:programme", row.pk)
    lead = _("Mitra ikut lewat perjanjian yang berlaku. Bila perjanjiannya berakhir, pekerjaan baru berhenti.")  # fmt: skip
    return part(request, row, form, _("Tambah mitra"), lead)
