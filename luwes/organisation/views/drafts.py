"""What imports made up because they did not know it: to accept, or to merge into what was meant."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import wholes
from luwes.organisation import access, actions, occupancy
from luwes.organisation.forms import drafts as forms
from luwes.organisation.models import Position
from luwes.organisation.queries import finding
from luwes.organisation.views.common import (
    managed_unit,
    seen_shape,
    unit_crumbs,
)
from luwes.ui import paging
from luwes.ui.http import form_status

KINDS = ("unit", "nomenklatur", "jabatan")


@require_http_methods(["GET", "POST"])
def drafts(request: Request) -> HttpResponse:
    """The lists; ticked positions are accepted together."""
    require(access.can_manage_some(request.user))
    if request.method == "POST":
        return _accept_ticked(request)
    today = clock.today()
    kind = request.GET.get("jenis", "")
    kind = kind if kind in KINDS else KINDS[0]
    units = access.units_with_rights(request.user, Right.MANAGE_ORGANISATION, today)
    rows: dict[str, Any] = {
        "unit": finding.draft_units(units),
        "nomenklatur": finding.draft_titles(),
        "jabatan": finding.draft_positions(units, today),
    }
    page = paging.uncounted(lambda a, b: list(rows[kind][a:b]), paging.asked(request))
    context = {
        "kind": kind, "page": page,
        "counts": {name: query.count() for name, query in rows.items()},
        "can_edit": access.can_edit_catalogue(request.user),
    }  # fmt: skip
    return render(request, "organisation/drafts.html", context)


def _accept_ticked(request: Request) -> HttpResponse:
    today = clock.today()
    ids = wholes(request.POST.getlist("jabatan"))[: paging.SIZE]
    rows = Position.objects.filter(pk__in=ids, is_draft=True).select_related("unit", "title")
    count = actions.accept_positions(positions=list(rows.order_by("pk")), on=today, by=request.user)
    words = ngettext("%(n)s jabatan diterima.", "%(n)s jabatan diterima.", count) % {"n": count}
    messages.success(request, words)
    return redirect(f"{request.path}?jenis=jabatan")


@require_http_methods(["GET", "POST"])
def draft_unit(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, Right.MANAGE_ORGANISATION, today)
    shape = seen_shape(request, unit_id, today)
    merging = "gabung" in request.POST
    shared: dict[str, Any] = {"user": request.user, "on": today, "shape": shape}
    accept = forms.AcceptUnit(request.POST if request.POST and not merging else None, **shared)
    merge = forms.ReplaceUnit(request.POST if merging else None, **shared)
    if accept.is_valid():
        data = accept.cleaned_data
        changes = {**data, "kind": str(data["kind"]), "is_draft": False}
        with accept.showing_problems():
            actions.change_unit(
                unit=unit, changes=changes, first_day=shape.period.start,
                reason=_("Rancangan dari impor diterima"), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Unit diterima."))
            return redirect("organisation:unit", unit_id=unit_id)
    if merge.is_valid():
        with merge.showing_problems():
            into = merge.cleaned_data["unit"]
            actions.replace_unit(unit=unit, by_unit=into, on=today, by=request.user)
            messages.success(request, _("Rancangan digabungkan."))
            return redirect("organisation:unit", unit_id=into.pk)
    context = {
        "shape": shape, "accept": accept, "merge": merge, "per": "",
        "crumbs": unit_crumbs(request, unit_id, today),
    }  # fmt: skip
    return render(
        request, "organisation/draft_unit.html", context, status=form_status(accept, merge)
    )


@require_http_methods(["GET", "POST"])
def draft_position(request: Request, position_id: int) -> HttpResponse:
    today = clock.today()
    rows = Position.objects.select_related("title", "unit__agency")
    position = get_object_or_404(rows, pk=position_id)
    if not access.can(request.user, Right.VIEW_ORGANISATION, position.unit, today):
        raise Http404
    require(access.can(request.user, Right.MANAGE_ORGANISATION, position.unit, today))
    held = occupancy.source().filled([position_id], today).get(position_id, 0)
    initial = {"number": position.number, "headcount": held}
    form = forms.AcceptPosition(request.POST or None, position=position, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            kept = _settle(request, position, form.cleaned_data)
            messages.success(request, _("Jabatan diterima."))
            return redirect("organisation:position", position_id=kept)
    context = {
        "form": form, "position": position, "held": held, "per": "",
        "crumbs": unit_crumbs(request, position.unit_id, today),
    }  # fmt: skip
    return render(request, "organisation/draft_position.html", context, status=form_status(form))


def _settle(request: Request, position: Position, data: dict[str, Any]) -> int:
    """Merge into the chosen position, or accept; the id of what is there now."""
    on, existing = clock.today(), data.pop("existing")
    if existing:
        actions.replace_position(position=position, by_position=existing, on=on, by=request.user)
        return int(existing.pk)
    actions.accept_position(position=position, **data, on=on, by=request.user)
    return position.pk
