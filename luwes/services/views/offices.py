"""Office hours of a government, and answers kept ready."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation.models import Agency
from luwes.services import access, wording
from luwes.services.actions import canned as actions
from luwes.services.actions import hours as hours_actions
from luwes.services.forms.desk import Canned, Week
from luwes.services.models import CannedAnswer
from luwes.services.queries import offices as queries
from luwes.ui.http import form_page


@require_GET
def canned(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    rows = list(access.written_canned(request.user, clock.today())[: queries.MOST])
    names = wording.service_names({row.service_id for row in rows if row.service_id})
    context = {
        "rows": [(row, names.get(row.service_id or 0, "")) for row in rows],
        "agencies": list(access.agencies_set_up(request.user)[: queries.MOST_AGENCIES]),
    }
    return render(request, "services/canned.html", context)


@require_http_methods(["GET", "POST"])
def new_canned(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    return _canned_form(request, None)


@require_http_methods(["GET", "POST"])
def edit_canned(request: Request, answer_id: int) -> HttpResponse:
    row = get_object_or_404(access.written_canned(request.user, clock.today()), pk=answer_id)
    if request.POST.get("deed") == "remove":
        actions.remove(row=row, on=clock.today(), by=request.user)
        messages.success(request, _("Jawaban siap pakai dihapus."))
        return redirect("services:canned")
    return _canned_form(request, row)


def _canned_form(request: Request, row: CannedAnswer | None) -> HttpResponse:
    on = clock.today()
    initial: dict[str, Any] = {}
    if row is not None:
        owner = f"s{row.service_id}" if row.service_id else f"a{row.agency_id}"
        initial = {"title": row.title, "text": row.text, "owner": owner}
    services = list(access.managed_services(request.user, on)[: queries.MOST])
    names = wording.service_names({one.pk for one in services})
    form = Canned(
        request.POST or None, initial=initial,
        agencies=list(access.agencies_set_up(request.user)[: queries.MOST_AGENCIES]),
        services=[(one, names.get(one.pk, one.slug)) for one in services],
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            agency, service = form.owned
            actions.write(
                agency=agency, service=service, title=form.cleaned_data["title"],
                text=form.cleaned_data["text"], on=on, by=request.user, row=row,
            )  # fmt: skip
            messages.success(request, _("Jawaban siap pakai disimpan."))
            return redirect("services:canned")
    return form_page(request, "services/canned_form.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
def hours(request: Request, agency_id: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=agency_id)
    require(access.can_set_hours(request.user, agency))
    on = clock.today()
    now_in_force = queries.week(agency.pk, on)
    initial = {f"day_{day}": text for day, text in enumerate(now_in_force.texts)}
    form = Week(request.POST or None, initial={**initial, "first_day": on + timedelta(days=1)})
    if form.is_valid():
        with form.showing_problems():
            hours_actions.set_week(
                agency=agency, week=form.week, first_day=form.cleaned_data["first_day"],
                source=form.cleaned_data["source"], on=on, by=request.user,
            )  # fmt: skip
            messages.success(request, _("Jam pelayanan ditetapkan. Tenggat dihitung ulang."))
            return redirect("services:hours", agency.pk)
    context = {
        "form": form, "agency": agency, "week": now_in_force,
        "coming": queries.coming_weeks(agency.pk, on),
    }  # fmt: skip
    return form_page(request, "services/hours.html", context)
