"""Leave: who is away, recording it, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.appointments import access, actions, leaves
from luwes.appointments.entitlements import Account
from luwes.appointments.forms.leave import CancelLeave, LeaveFilter, RecordLeave
from luwes.appointments.forms.requests import SetOpening
from luwes.core import clock
from luwes.core.access import require
from luwes.people import access as people_access
from luwes.people import queries as people
from luwes.ui import paging
from luwes.ui.http import as_of, form_page, part_or_page

MOST_CANDIDATES = 8


@require_GET
def index(request: Request) -> HttpResponse:
    """The list; `?catat=` finds the person whose leave is to be recorded."""
    require(access.can_list_leave(request.user))
    on = as_of(request)
    form = LeaveFilter(request.GET)
    form.is_valid()
    rows = leaves.found(request.user, on, when=form.when)
    wanted = request.GET.get("catat", "").strip()[:100]
    context = {
        "form": form,
        "on": on,
        "page": leaves.page(rows, on, paging.asked(request)),
        "wanted": wanted,
        "candidates": people.nearest(request.user, wanted, clock.today(), MOST_CANDIDATES)
        if wanted
        else [],
    }
    return render(request, "appointments/leave.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request, employee_id: int) -> HttpResponse:
    today = clock.today()
    employee = get_object_or_404(people_access.visible(request.user, today), pk=employee_id)
    require(access.can_record_leave(request.user, employee, today))
    form = RecordLeave(request.POST or None, employee=employee)
    if form.is_valid():
        with form.showing_problems():
            values = form.cleaned_data
            actions.record_leave(
                employee=employee, kind=values["kind"], period=values["period"],
                letter=values["letter"], over_because=values["over"], by=request.user,
            )  # fmt: skip
            messages.success(request, _("Cuti dicatat."))
            return redirect("people:profile", employee_id)
    context = {"form": form, "employee": employee}
    return form_page(request, "appointments/leave_new.html", context)


@require_GET
def balance(request: Request, employee_id: int) -> HttpResponse:
    """What somebody's page asks for by itself, and a page of its own without scripts."""
    today, on = clock.today(), as_of(request)
    employee = get_object_or_404(people_access.visible(request.user, today), pk=employee_id)
    is_own = employee.user_id == request.user.pk
    may_record = access.can_record_leave(request.user, employee, today)
    require(is_own or may_record)
    context = {
        "employee": employee, "balance": Account(employee, on).balance(on.year),
        "may_record": may_record,
    }  # fmt: skip
    part, page = "appointments/parts/left.html", "appointments/leave_balance.html"
    return part_or_page(request, part, page, context)


@require_http_methods(["GET", "POST"])
def cancel(request: Request, leave_id: int) -> HttpResponse:
    today = clock.today()
    leave = get_object_or_404(access.cancellable_leave(request.user, today), pk=leave_id)
    form = CancelLeave(request.POST or None, today=today)
    if form.is_valid():
        with form.showing_problems():
            restored = actions.recall(
                leave=leave, **form.cleaned_data, now=clock.now(), by=request.user
            )
            words = _("Cuti dibatalkan; %d hari kerja kembali menjadi haknya.") % restored
            messages.success(request, words if restored else _("Cuti dibatalkan."))
            return redirect("people:profile", leave.employee_id)
    context = {"form": form, "leave": leave}
    return form_page(request, "appointments/leave_cancel.html", context)


@require_http_methods(["GET", "POST"])
def opening(request: Request, employee_id: int) -> HttpResponse:
    """What somebody brings of annual leave from before Luwes kept count."""
    today = clock.today()
    employee = get_object_or_404(people_access.visible(request.user, today), pk=employee_id)
    require(access.can_record_leave(request.user, employee, today))
    form = SetOpening(request.POST or None, today=today)
    if form.is_valid():
        with form.showing_problems():
            actions.set_opening(employee=employee, **form.cleaned_data, on=today, by=request.user)
            messages.success(request, _("Saldo awal disimpan."))
            return redirect("people:profile", employee_id)
    context = {"form": form, "employee": employee, "balance": Account(employee, today).balance(today.year)}  # fmt: skip
    return form_page(request, "appointments/leave_opening.html", context)
