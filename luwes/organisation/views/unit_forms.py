"""To make, change, move and close a unit, each from a day on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.organisation import access, actions
from luwes.organisation.forms import units as forms
from luwes.organisation.views.common import (
    FormPage,
    managed_unit,
    page_on,
    seen_shape,
    unit_crumbs,
    unit_url,
)

HELP = "organisation/bantuan/unit_forms.html"
MANAGE = Right.MANAGE_ORGANISATION


@require_http_methods(["GET", "POST"])
def new_unit(request: Request) -> HttpResponse:
    """`?induk=` and `?instansi=` say where the unit will hang."""
    require(access.can_manage_some(request.user))
    today = clock.today()
    parent = whole(request.GET.get("induk", ""))
    form = forms.NewUnit(
        request.POST or None, user=request.user, on=today, parent=parent,
        initial={"first_day": today, "agency": whole(request.GET.get("instansi", "")) or None},
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            unit = actions.create_unit(**form.cleaned_data, by=request.user)
            messages.success(request, _("Unit dibuat."))
            return redirect(page_on(unit_url(unit.pk), form.cleaned_data["first_day"]))
    page = FormPage(
        _("Unit baru"), _("Buat unit"), unit_url(parent) if parent else reverse("organisation:map"), _("Unit baru"),
        unit_crumbs(request, parent, today) if parent else [], f"unit-baru-{parent}", HELP,
    )  # fmt: skip
    return page.render(request, form)


@require_http_methods(["GET", "POST"])
def change_unit(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, MANAGE, today)
    shape = seen_shape(request, unit_id, today)
    form = forms.ChangeUnit(request.POST or None, shape=shape, initial={"first_day": today})
    if form.is_valid():
        data = dict(form.cleaned_data)
        first_day, reason = data.pop("first_day"), data.pop("reason")
        changes = {name: str(v) if name == "kind" else v for name, v in data.items()}
        with form.showing_problems():
            actions.change_unit(
                unit=unit, changes=changes, first_day=first_day, reason=reason, by=request.user
            )
            messages.success(request, _("Perubahan unit disimpan."))
            return redirect(page_on(unit_url(unit_id), first_day))
    title = _("Ubah %(name)s") % {"name": shape.name}
    page = FormPage(
        title, _("Simpan"), unit_url(unit_id), _("Ubah"), unit_crumbs(request, unit_id, today),
        f"ubah-unit-{unit_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)


@require_http_methods(["GET", "POST"])
def move_unit(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, MANAGE, today)
    shape = seen_shape(request, unit_id, today)
    form = forms.MoveUnit(
        request.POST or None, user=request.user, on=today, parent=shape.parent_id or 0,
        initial={"first_day": today},
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            actions.move_unit(unit=unit, **form.cleaned_data, by=request.user)
            messages.success(request, _("Unit dipindahkan."))
            return redirect(page_on(unit_url(unit_id), form.cleaned_data["first_day"]))
    page = FormPage(
        _("Pindahkan %(name)s") % {"name": shape.name}, _("Pindahkan"), unit_url(unit_id),
        _("Pindahkan"), unit_crumbs(request, unit_id, today), f"pindah-unit-{unit_id}", HELP,
        _("Semua unit di bawahnya ikut pindah."),
    )  # fmt: skip
    return page.render(request, form)


@require_http_methods(["GET", "POST"])
def close_unit(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, MANAGE, today)
    shape = seen_shape(request, unit_id, today)
    form = forms.CloseUnit(request.POST or None, initial={"on": today})
    if form.is_valid():
        with form.showing_problems():
            actions.close_unit(unit=unit, **form.cleaned_data, by=request.user)
            messages.success(request, _("Unit ditutup."))
            return redirect("organisation:map")
    page = FormPage(
        _("Tutup %(name)s?") % {"name": shape.name}, _("Tutup unit"), unit_url(unit_id),
        _("Tutup"), unit_crumbs(request, unit_id, today), f"tutup-unit-{unit_id}", HELP,
        _("Hanya unit yang sudah kosong dapat ditutup. Riwayatnya tetap ada."),
    )  # fmt: skip
    return page.render(request, form)
