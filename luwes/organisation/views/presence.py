"""Minimum presence of a unit: its history, a new rule, the end of one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access, actions, queries
from luwes.organisation.forms import presence as forms
from luwes.organisation.models import MinimumPresence
from luwes.organisation.queries import pages
from luwes.organisation.views.common import (
    FormPage,
    day,
    flags,
    managed_unit,
    seen_shape,
    unit_crumbs,
    unit_url,
)

HELP = "organisation/bantuan/presence.html"


@require_GET
def presence(request: Request, unit_id: int) -> HttpResponse:
    on, per = day(request)
    shape = seen_shape(request, unit_id, on)
    figures = queries.figures([unit_id], on)[unit_id]
    context = flags(request, shape) | {
        "on": on, "per": per, "shape": shape, "floors": pages.floors(shape, figures, on),
        "history": list(queries.minimum_history(unit_id)),
        "crumbs": unit_crumbs(request, unit_id, on),
    }  # fmt: skip
    return render(request, "organisation/presence.html", context)


@require_http_methods(["GET", "POST"])
def set_presence(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, Right.SET_PRESENCE, today)
    form = forms.SetMinimum(request.POST or None, initial={"first_day": today})
    if form.is_valid():
        with form.showing_problems():
            actions.set_minimum(unit=unit, **form.cleaned_data, by=request.user)
            messages.success(request, _("Minimum hadir disimpan."))
            return redirect("organisation:presence", unit_id=unit_id)
    page = FormPage(
        _("Tetapkan minimum hadir"), _("Tetapkan"), unit_url(unit_id), _("Tetapkan minimum"),
        unit_crumbs(request, unit_id, today), f"minimum-{unit_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)


@require_http_methods(["GET", "POST"])
def end_presence(request: Request, minimum_id: int) -> HttpResponse:
    today = clock.today()
    rows = MinimumPresence.objects.select_related("unit__agency", "group")
    rule = get_object_or_404(rows, pk=minimum_id)
    if not access.can(request.user, Right.VIEW_ORGANISATION, rule.unit, today):
        raise Http404
    require(access.can(request.user, Right.SET_PRESENCE, rule.unit, today))
    form = forms.EndMinimum(request.POST or None, initial={"on": today})
    if form.is_valid():
        with form.showing_problems():
            actions.end_minimum(rule=rule, **form.cleaned_data, by=request.user)
            messages.success(request, _("Aturan diakhiri."))
            return redirect("organisation:presence", unit_id=rule.unit_id)
    who = rule.group.name if rule.group else _("semua pegawai")
    page = FormPage(
        _("Akhiri minimum hadir %(who)s?") % {"who": who}, _("Akhiri aturan"),
        unit_url(rule.unit_id), _("Akhiri aturan"), unit_crumbs(request, rule.unit_id, today),
        f"akhiri-minimum-{minimum_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)
