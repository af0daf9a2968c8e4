"""What somebody states so as not to be sent: their own page, and the reading by who plans."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.staffing import declarations, forms
from luwes.staffing.actions import declarations as actions
from luwes.ui.http import form_page


@never_cache
@require_http_methods(["GET", "POST"])
def safety(request: Request, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(Employee, pk=employee_id)
    require(declarations.can_read(request.user, employee))
    if people.is_oneself(request.user, employee):
        return _own(request, employee)
    return _read(request, employee)


def _own(request: Request, employee: Employee) -> HttpResponse:
    if request.method == "POST" and "erase" in request.POST:
        actions.erase(employee=employee, by=request.user)
        messages.success(request, _("Pernyataan Anda dihapus."))
        return redirect("staffing:safety", employee_id=employee.pk)
    row = declarations.of_person(employee)
    initial: dict[str, Any] = {}
    if row:
        initial = {
            "kinds": row.kinds.split(","), "last_day": row.last_day, "accepts": row.accepts,
            "volunteers": row.is_volunteer,
        }  # fmt: skip
    form = forms.Safety(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.declare(
                employee=employee, **form.cleaned_data, now=clock.now(), on=clock.today(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Pernyataan Anda disimpan."))
            return redirect("staffing:safety", employee_id=employee.pk)
    context = {"employee": employee, "row": row, "form": form}
    return form_page(request, "staffing/safety.html", context)


def _read(request: Request, employee: Employee) -> HttpResponse:
    """Nothing is shown, not even that there is something, before the reading is on record."""
    form = forms.Reading(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"employee": employee, "form": form, "was_read": False}
    if form.is_valid():
        row = actions.read(
            employee=employee, what=form.cleaned_data["what"], now=clock.now(), by=request.user
        )
        context |= {"row": row, "was_read": True}
    return form_page(request, "staffing/safety_read.html", context)
