"""Registering that an employee is a victim, and taking it back."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.people.models import Employee
from luwes.staffing import dispensations as reads
from luwes.staffing import forms, owners
from luwes.staffing.actions import dispensations as actions
from luwes.staffing.models import Dispensation
from luwes.ui.http import form_page

DAYS = 14  # the form's proposal only


@require_http_methods(["GET", "POST"])
def dispense(request: Request, employee_id: int) -> HttpResponse:
    """What stands for a person, and one more; the person, the head and the coordinator come here."""
    employee, today = get_object_or_404(Employee, pk=employee_id), clock.today()
    near = reads.is_near(request.user, employee, today)
    choices = reads.choices(request.user, employee, today)
    if not near and not choices:
        raise PermissionDenied
    initial = {"first_day": today, "last_day": today + timedelta(days=DAYS - 1)}
    form = forms.Dispense(request.POST or None, initial=initial, choices=choices)
    if form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            kind, _sep, owner_id = data["owner"].partition(":")
            actions.register(
                employee=employee, owner_kind=kind, owner_id=int(owner_id), period=data["period"],
                reason=data["reason"], now=clock.now(), on=today, by=request.user,
            )  # fmt: skip
            messages.success(request, _("Dispensasi dicatat. Semoga lekas pulih."))
            return redirect("staffing:dispense", employee_id=employee.pk)
    rows = list(reads.of_person(employee.pk, today))
    shown = rows if near else [r for r in rows if reads.can_revoke(request.user, r, today)]
    named = owners.named({(row.owner_kind, row.owner_id) for row in shown})
    context = {
        "employee": employee, "near": near, "form": form, "choices": choices,
        "is_oneself": employee.user_id == request.user.pk,
        "rows": [(row, named.get((row.owner_kind, row.owner_id))) for row in shown],
    }  # fmt: skip
    return form_page(request, "staffing/dispense.html", context)


@require_POST
def revoke(request: Request, dispensation_id: int) -> HttpResponse:
    rows = Dispensation.objects.select_related("employee")
    row = get_object_or_404(rows, pk=dispensation_id)
    actions.revoke(dispensation=row, now=clock.now(), on=clock.today(), by=request.user)
    messages.success(request, _("Dispensasi dicabut."))
    return redirect("staffing:dispense", employee_id=row.employee_id)
