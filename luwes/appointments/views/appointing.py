"""To give somebody a position, and to end it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts import access as accounts
from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.appointments import access, actions, finding
from luwes.appointments.forms import appointing as forms
from luwes.appointments.models import Appointment
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access as organisation
from luwes.organisation import queries as units
from luwes.organisation.models import Position
from luwes.ui.http import form_page
from luwes.ui.picking import answer


@require_http_methods(["GET", "POST"])
def appoint(request: Request, position_id: int) -> HttpResponse:
    today = clock.today()
    position = _fillable(request, position_id)
    form = forms.Appoint(
        request.POST or None, user=request.user, on=today,
        initial={"first_day": today, "kind": "definitive"},
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            made = actions.appoint(position=position, **form.cleaned_data, by=request.user)
            words = _("%(name)s ditetapkan sebagai %(position)s.")
            messages.success(request, words % {"name": made.employee, "position": position})
            return redirect("organisation:position", position_id=position_id)
    context = {"form": form, "position": position, "unit": _unit_name(position)}
    return form_page(request, "appointments/appoint.html", context)


def _fillable(request: Request, position_id: int) -> Position:
    """
    :raises Http404: for a position out of sight
    :raises PermissionDenied: without the right to fill it
    """
    today = clock.today()
    rows = Position.objects.select_related("title", "unit__agency")
    position = get_object_or_404(rows, pk=position_id)
    if not organisation.can(request.user, Right.VIEW_ORGANISATION, position.unit, today):
        raise Http404
    require(access.can_fill(request.user, position, today))
    return position


def _unit_name(position: Position) -> str:
    shape = units.shape_of(position.unit_id, clock.today())
    return shape.name if shape else position.unit.code


@require_http_methods(["GET", "POST"])
def end(request: Request, appointment_id: int) -> HttpResponse:
    today = clock.today()
    rows = Appointment.objects.select_related("employee", "position__title", "unit__agency")
    appointment = get_object_or_404(rows, pk=appointment_id)
    position = _fillable(request, appointment.position_id)
    form = forms.End(request.POST or None, initial={"last_day": today - timedelta(days=1)})
    if form.is_valid():
        with form.showing_problems():
            actions.end(appointment=appointment, **form.cleaned_data, by=request.user)
            messages.success(request, _("Masa jabatan diakhiri."))
            return redirect("organisation:position", position_id=position.pk)
    context = {
        "form": form, "appointment": appointment, "position": position,
        "unit": _unit_name(position),
    }  # fmt: skip
    return form_page(request, "appointments/end.html", context)


@require_GET
def find_people(request: Request) -> HttpResponse:
    """For the picker: only people whose file the user may open."""
    require(accounts.has(request.user, Right.MANAGE_PEOPLE))
    today = clock.today()
    return answer(
        request, lambda text: forms.picks(finding.people_found(request.user, today, text), today)
    )
