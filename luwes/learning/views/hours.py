"""The account of hours: one's own, somebody's, a unit's; and hours learnt elsewhere."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.learning import access
from luwes.learning.actions import hours as deeds
from luwes.learning.forms.records import Answer, Claim
from luwes.learning.queries import hours
from luwes.learning.rules.hours import year_of
from luwes.learning.views import answering, places
from luwes.people import queries as people
from luwes.people.models import Employee
from luwes.ui.http import as_of, form_page, wants_part

MOST = 100


def _own_file(request: Request) -> Employee:
    require(access.learns(request.user))
    return Employee.objects.get(user_id=request.user.pk)


@require_GET
def own(request: Request) -> HttpResponse:
    return _account(request, _own_file(request))


@require_GET
def of_person(request: Request, employee_id: int) -> HttpResponse:
    """On a person's page; the part alone for htmx."""
    employee = people.file_of(request.user, employee_id, clock.today())
    if employee is None:
        raise Http404
    if wants_part(request):
        context = {"account": hours.account_of(employee, clock.today()), "employee": employee}
        return render(request, "learning/parts/hours.html", context)
    return _account(request, employee)


def _account(request: Request, employee: Employee) -> HttpResponse:
    today = clock.today()
    years = hours.years_of(employee, today)
    running = year_of(today, hours.contract_of(employee, today))
    asked = whole(request.GET.get("tahun", "")) or running.start.year
    shown = next((a.period for a in years if a.year == asked), None)
    is_own = employee.user_id == request.user.pk
    context = {
        "employee": employee, "is_own": is_own, "years": years, "shown": shown,
        "rows": hours.rows_of(employee.pk, shown)[:MOST] if shown else [],
        "claims": hours.claims_of(employee.pk)[: hours.MOST_CLAIMS] if is_own else [],
        "answers": is_own and access.answers_hours(request.user),
    }  # fmt: skip
    return render(request, "learning/hours.html", context)


@require_http_methods(["GET", "POST"])
def claim(request: Request) -> HttpResponse:
    employee = _own_file(request)
    form = Claim(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            deeds.claim(
                employee=employee, **form.cleaned_data, today=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Dilaporkan. Pengelola berkas Anda memeriksanya."))
            return redirect("learning:hours")
    return form_page(request, "learning/claim_hours.html", {"form": form})


@require_GET
def waiting(request: Request) -> HttpResponse:
    require(access.answers_hours(request.user))
    user, today = request.user, clock.today()
    rows = list(access.waiting_hours(user, today)[:MOST])
    count = len(rows) if len(rows) < MOST else None
    context = {"rows": rows, "tabs": answering.tabs(user, today, "hours", claims=count)}
    return render(request, "learning/hours_waiting.html", context)


@require_POST
def answer(request: Request, claim_id: int) -> HttpResponse:
    row = get_object_or_404(access.decidable_hours(request.user, clock.today()), pk=claim_id)
    form = Answer(request.POST)
    if form.is_valid():
        accept = form.cleaned_data["deed"] == "accept"
        try:
            deeds.answer(
                claim=row, accept=accept, reason=form.cleaned_data["reason"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Jam belajar diakui.") if accept else _("Jam belajar tidak diakui."))  # fmt: skip
        except Refused as refusal:
            messages.error(request, " ".join(p.message for p in refusal.problems))
    return redirect("learning:hours_waiting")


@require_GET
def of_units(request: Request) -> HttpResponse:
    require(access.sees_gaps(request.user))
    on = as_of(request)
    starts = places.starts(request, on)
    place = places.asked(request, on) or (starts[0] if len(starts) == 1 else None)
    if place is None or place.part.kind == "all":
        agencies = places.agencies(request) if place else starts
        return render(request, "learning/unit_hours_start.html", {"starts": agencies})
    part = place.part
    rows = hours.of_units(part.path, part.id if part.kind == "agency" else None, on)
    context = {
        "place": place, "on": on, "above": [p for p in places.above(request, place, on) if p.part.kind != "all"],
        "rows": [(row, "" if row.unit_id == part.id and part.path else place.with_day(f"unit={row.unit_id}")) for row in rows],
        "reached": sum(row.reached for row in rows), "bound": sum(row.bound for row in rows),
        "over": sum(row.over for row in rows), "answers": access.answers_hours(request.user),
    }  # fmt: skip
    return render(request, "learning/unit_hours.html", context)
