"""Agreements: listed, drafted, changed, renewed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.actions import agreements as actions
from luwes.collaboration.forms.agreements import AgreementForm
from luwes.collaboration.models import (
    AGREEMENT_KIND_LABELS,
    AGREEMENT_STATE_LABELS,
    Agreement,
    Partner,
)
from luwes.collaboration.queries import agreements as queries
from luwes.collaboration.views.partners import seen as seen_partner
from luwes.core import clock
from luwes.core.access import require
from luwes.core.periods import add_months, through
from luwes.organisation.forms.picks import Units
from luwes.ui import paging
from luwes.ui.http import form_page
from luwes.ui.picking import answer

A_PAGE = 25
BY_TIME = {
    "berlaku": gettext_lazy("Sedang berlaku"), "segera": gettext_lazy("Berakhir dalam 90 hari"),
    "selesai": gettext_lazy("Masa berlaku selesai"),
}  # fmt: skip
USUAL_MONTHS = 12
USUAL_DISPUTES = "Perselisihan diselesaikan PARA PIHAK secara musyawarah untuk mufakat. Bila tidak tercapai, diselesaikan menurut peraturan perundang-undangan."  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    user, on = request.user, clock.today()
    require(access.can_see_some(user, on))
    asked = request.GET
    states = BY_TIME | AGREEMENT_STATE_LABELS
    wanted = queries.Wanted(
        asked.get("q", "").strip()[:100],
        asked.get("jenis", "") if asked.get("jenis") in AGREEMENT_KIND_LABELS else "",
        asked.get("keadaan", "") if asked.get("keadaan") in states else "",
    )
    rows = queries.listed(access.seen_agreements(user, on), wanted, on)
    rows = rows.select_related("letter")
    found = paging.stretch(lambda a, b: list(rows[a:b]), paging.asked(request), A_PAGE)
    context = {
        "page": found, "wanted": wanted, "asks": wanted != queries.Wanted(), "today": on,
        "kinds": list(AGREEMENT_KIND_LABELS.items()), "states": list(states.items()),
        "may_draft": access.proposes(user),
    }  # fmt: skip
    return render(request, "collaboration/agreements.html", context)


def seen(request: Request, agreement_id: int) -> Agreement:
    rows = access.seen_agreements(request.user, clock.today())
    rows = rows.select_related(
        "agency", "unit", "partner", "letter", "under__letter", "renews", "made_by",
        "partner_signed_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=agreement_id)


@require_http_methods(["GET", "POST"])
def new(request: Request, partner_id: int) -> HttpResponse:
    row = seen_partner(request, partner_id)
    require(access.proposes(request.user))
    first = clock.today()
    initial = {
        "first_day": first, "disputes": USUAL_DISPUTES, "basis": "PP 28/2018; Permendagri 22/2020",
        "last_day": add_months(first, USUAL_MONTHS) - timedelta(days=1), "form": "third_party",
    }  # fmt: skip
    if row.kind == "government":
        initial["form"] = "region"
    elif row.kind == "foreign":
        initial["form"] = "abroad"
    return _draft(request, row, initial)


@require_http_methods(["GET", "POST"])
def renew(request: Request, agreement_id: int) -> HttpResponse:
    """A new one with the text of the old, for as long again."""
    old = seen(request, agreement_id)
    require(access.can_draft(request.user, old.unit, clock.today(), old.partner))
    last = old.period.last_day or clock.today()
    first = max(old.period.end or clock.today(), clock.today())
    length = old.period.days or 365
    period = through(first, first + (last - old.period.start)) if length > 1 else through(first, first)  # fmt: skip
    initial = AgreementForm.values_of(old) | {
        "first_day": period.start, "last_day": period.last_day, "revision": None,
    }  # fmt: skip
    return _draft(request, old.partner, initial, old)


def _units(user: User, on: date) -> Units:
    """In whose name this user drafts agreements."""
    return Units(access.drafting_units(user, on), on, reverse("collaboration:find_drafting_units"))


def _draft(
    request: Request, partner: Partner, initial: dict[str, Any], renews: Agreement | None = None
) -> HttpResponse:
    user, on = request.user, clock.today()
    among_units = _units(user, on)
    first = renews.unit_id if renews else among_units.begins
    among = access.agencies_of_proposer(user, on)
    umbrellas = Agreement.objects.none()
    for agency in among[:20]:
        umbrellas |= queries.umbrellas(partner, agency.pk, on)
    form = AgreementForm(
        request.POST or None, initial=initial, umbrellas=umbrellas,
        units=replace(among_units, first=first),
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            made = actions.draft(
                unit=form.cleaned_data["unit"], partner=partner, text=form.draft, on=on,
                now=clock.now(), by=user, renews=renews,
            )  # fmt: skip
            messages.success(request, _("Perjanjian dirancang. Tulis kewajiban kedua pihak, lalu kirim untuk ditelaah."))  # fmt: skip
            return redirect("collaboration:agreement", made.pk)
    context = {"form": form, "partner": partner, "agreement": None, "renews": renews}
    return form_page(request, "collaboration/agreement_form.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, agreement_id: int) -> HttpResponse:
    row, on = seen(request, agreement_id), clock.today()
    require(access.is_official_of(request.user, row, on))
    umbrellas = queries.umbrellas(row.partner, row.agency_id, on)
    form = AgreementForm(request.POST or None, initial=AgreementForm.values_of(row), umbrellas=umbrellas)  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            actions.change(
                agreement=row, text=form.draft, revision=form.cleaned_data["revision"] or 0, on=on,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Naskah disimpan."))
            return redirect("collaboration:agreement", row.pk)
    context = {"form": form, "partner": row.partner, "agreement": row, "renews": None}
    return form_page(request, "collaboration/agreement_form.html", context)


@require_GET
def find_units(request: Request) -> HttpResponse:
    """What the picker of a drafting unit asks while somebody types."""
    require(access.proposes(request.user))
    return answer(request, _units(request.user, clock.today()).search)
