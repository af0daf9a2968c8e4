"""Acting mandates, unlawful overlaps, the rules in force, the calendar of freezes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.appointments.actions import moves as actions
from luwes.appointments.forms import moves as forms
from luwes.appointments.models import MoveFreeze
from luwes.appointments.moving import access, mandates, rulebook
from luwes.core import clock
from luwes.core.access import require
from luwes.core.sheets import download
from luwes.organisation.access import AGENCY, scope_ids
from luwes.ui.http import as_of, form_page


@require_GET
def acting(request: Request) -> HttpResponse:
    """Plt. and Plh. of the agencies in sight, the overdue first."""
    require(access.sees_registers(request.user))
    on = as_of(request)
    rows = mandates.mandates(mandates.within(request.user), on)
    context = {
        "on": on, "rows": rows, "overdue": sum(m.is_overdue for m in rows),
        "near": sum(m.is_near for m in rows), "prepares": access.prepares_somewhere(request.user),
    }  # fmt: skip
    return render(request, "appointments/moves/acting.html", context)


@require_GET
def overlaps(request: Request) -> HttpResponse:
    require(access.sees_registers(request.user))
    on = as_of(request)
    rows = mandates.overlaps(mandates.within(request.user), on)
    context = {"on": on, "rows": rows, "per": request.GET.get("per", "")}
    return render(request, "appointments/moves/overlaps.html", context)


@require_GET
def overlaps_file(request: Request, form: str) -> HttpResponseBase:
    require(access.sees_registers(request.user))
    if form not in ("csv", "xlsx"):
        raise Http404
    on = as_of(request)
    head = [_("Temuan"), _("Aturan"), _("Jabatan"), _("Unit"), _("Instansi"), _("Orang"), _("Sejak"), _("Sampai")]  # fmt: skip
    rows = (
        (o.label, o.law, o.position, o.unit, o.agency, o.people, o.period.start, o.period.last_day)
        for o in mandates.overlaps(mandates.within(request.user), on)
    )
    return download(f"tumpang-tindih-{on}", form, _("Tumpang tindih jabatan"), head, rows)


@require_GET
def rules(request: Request) -> HttpResponse:
    """The rules in force on a day, each with its law; what changes next is said."""
    require(access.can_list(request.user))
    on = as_of(request)
    context = {
        "on": on, "rows": rulebook.shown(on), "may_add": access.can_change_rules(request.user),
    }  # fmt: skip
    return render(request, "appointments/moves/rules.html", context)


@require_http_methods(["GET", "POST"])
def add_rule(request: Request, rule: str) -> HttpResponse:
    require(access.can_change_rules(request.user))
    row = next((r for r in rulebook.shown(clock.today()) if r.rule == rule), None)
    if row is None or not row.numbers:
        raise Http404
    form = forms.AddRule(
        request.POST or None, numbers=row.numbers, initial={"is_hard": row.is_hard}
    )
    if form.is_valid():
        with form.showing_problems():
            values = form.cleaned_data
            actions.add_rule(
                rule=rule, first_day=values["first_day"], law=values["law"], is_hard=values["is_hard"],
                parameters={**row.parameters, **form.parameters}, now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Aturan ditambahkan."))
            return redirect("appointments:move_rules")
    context = {"form": form, "rule": row}
    return form_page(request, "appointments/moves/rule.html", context)


@require_http_methods(["GET", "POST"])
def freezes(request: Request) -> HttpResponse:
    """The calendar of freezes in sight; BKD adds to it."""
    require(access.sees_registers(request.user))
    prepares = access.prepares_somewhere(request.user)
    form = forms.Freeze(request.POST or None, user=request.user) if prepares else None
    if request.method == "POST":
        require(prepares)
    if form and form.is_valid():
        with form.showing_problems():
            actions.set_freeze(**form.cleaned_data, by=request.user)
            messages.success(request, _("Masa larangan dicatat."))
            return redirect("appointments:move_freezes")
    context = {"rows": _freezes(request), "form": form, "today": clock.today()}
    return form_page(request, "appointments/moves/freezes.html", context)


def _freezes(request: Request) -> list[dict[str, Any]]:
    today: date = clock.today()
    rows = MoveFreeze.objects.select_related("agency").order_by("-period", "agency__name", "pk")
    reach = access.reach_of_registers(request.user)
    if not reach.everywhere:
        rows = rows.filter(agency_id__in=scope_ids(reach, AGENCY))
    return [
        {"freeze": row, "is_now": today in row.period, "is_over": bool(row.period.end and row.period.end <= today),
         "may": access.can_prepare(request.user, row.agency_id)}
        for row in rows[:100]
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def consent(request: Request, freeze_id: int) -> HttpResponse:
    freeze = get_object_or_404(MoveFreeze.objects.select_related("agency"), pk=freeze_id)
    require(access.can_prepare(request.user, freeze.agency_id))
    form = forms.Consent(request.POST or None, initial={"consent": freeze.consent})
    if form.is_valid():
        with form.showing_problems():
            actions.set_consent(freeze=freeze, **form.cleaned_data, by=request.user)
            messages.success(request, _("Persetujuan Menteri dicatat."))
            return redirect("appointments:move_freezes")
    context = {"form": form, "freeze": freeze}
    return form_page(request, "appointments/moves/consent.html", context)
