"""To make a position, change how many should hold it and what it asks, close it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access, actions, queries
from luwes.organisation.forms import positions as forms
from luwes.organisation.models import Position
from luwes.organisation.views.common import (
    Crumb,
    FormPage,
    managed_unit,
    page_on,
    unit_crumbs,
    unit_url,
)

HELP = "organisation/bantuan/position_forms.html"
MANAGE = Right.MANAGE_ORGANISATION


@require_http_methods(["GET", "POST"])
def new_position(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    unit = managed_unit(request, unit_id, MANAGE, today)
    initial = {"first_day": today, "number": queries.next_number(unit_id)}
    form = forms.NewPosition(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            made = actions.create_position(unit=unit, **form.cleaned_data, by=request.user)
            messages.success(request, _("Jabatan dibuat."))
            return redirect(page_on(url_of(made.pk), form.cleaned_data["first_day"]))
    page = FormPage(
        _("Tambah jabatan"), _("Buat jabatan"), unit_url(unit_id), _("Tambah jabatan"),
        unit_crumbs(request, unit_id, today), f"jabatan-baru-{unit_id}", HELP,
    )  # fmt: skip
    return page.render(request, form)


@require_http_methods(["GET", "POST"])
def set_establishment(request: Request, position_id: int) -> HttpResponse:
    position = _managed(request, position_id)
    form = forms.SetEstablishment(request.POST or None, initial={"first_day": clock.today()})
    if form.is_valid():
        with form.showing_problems():
            actions.set_establishment(position=position, **form.cleaned_data, by=request.user)
            messages.success(request, _("Formasi disimpan."))
            return redirect(page_on(url_of(position_id), form.cleaned_data["first_day"]))
    return _page(request, position, _("Ubah formasi"), _("Simpan formasi"), "formasi", form)


@require_http_methods(["GET", "POST"])
def set_requirements(request: Request, position_id: int) -> HttpResponse:
    position = _managed(request, position_id)
    known = position.requirements.order_by("competency__name", "pk")
    form = forms.Requirements(request.POST or None, known=known)
    if form.is_valid():
        with form.showing_problems():
            actions.set_requirements(
                position=position, **form.cleaned_data, on=clock.today(), by=request.user
            )
            messages.success(request, _("Syarat kompetensi disimpan."))
            return redirect(url_of(position_id))
    return _page(request, position, _("Ubah syarat kompetensi"), _("Simpan syarat"), "syarat", form)


@require_http_methods(["GET", "POST"])
def close_position(request: Request, position_id: int) -> HttpResponse:
    position = _managed(request, position_id)
    form = forms.ClosePosition(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with form.showing_problems():
            actions.close_position(position=position, **form.cleaned_data, by=request.user)
            messages.success(request, _("Jabatan ditutup."))
            return redirect(unit_url(position.unit_id))
    return _page(request, position, _("Tutup jabatan"), _("Tutup jabatan"), "tutup", form)


def _managed(request: Request, position_id: int) -> Position:
    """
    :raises Http404: for a position out of sight
    :raises PermissionDenied: without the right to manage it
    """
    today = clock.today()
    rows = Position.objects.select_related("title", "unit__agency")
    position = get_object_or_404(rows, pk=position_id)
    if not access.can(request.user, Right.VIEW_ORGANISATION, position.unit, today):
        raise Http404
    require(access.can(request.user, MANAGE, position.unit, today))
    return position


def _page(
    request: Request, position: Position, title: str, button: str, keep: str,
    form: forms.SetEstablishment | forms.Requirements | forms.ClosePosition,
) -> HttpResponse:  # fmt: skip
    back = url_of(position.pk)
    crumbs = [
        *unit_crumbs(request, position.unit_id, clock.today()), Crumb(str(position), back)
    ]  # fmt: skip
    page = FormPage(
        title, button, back, title, crumbs, f"{keep}-{position.pk}", HELP, str(position)
    )
    return page.render(request, form)


def url_of(position_id: int) -> str:
    return reverse("organisation:position", args=[position_id])
