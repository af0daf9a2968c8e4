"""What a change of a draft would bring, shown before it is kept; and keeping it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Problem, Refused
from luwes.core.numbers import whole
from luwes.people.models import Employee
from luwes.staffing import forms, moving, previewing, queries
from luwes.staffing.actions import shaping
from luwes.staffing.models import Plan
from luwes.staffing.previewing import Deed
from luwes.staffing.views import review
from luwes.staffing.views.plans import planned

# the address tells what is thought of, the form what is kept
ASKED = {"rule": "ubah", "employee": "orang", "need": "kebutuhan", "other": "dengan"}


@require_GET
def preview(request: Request, plan_id: int) -> HttpResponse:
    """Nothing is kept by looking: the price, who moves, and the form that would keep it."""
    row = planned(request, plan_id)
    values = {name: request.GET.get(asked, "") for name, asked in ASKED.items()}
    asked = _asked(row, values) if row.is_open and row.solved_at and row.result else None
    if asked is None:
        return redirect("staffing:plan", plan_id=row.pk)
    return _preview(request, row, asked, forms.Shaping(initial=values))


def _asked(plan: Plan, values: dict[str, str]) -> previewing.Asked | None:
    """What the values tell of; None where they tell nothing that can be done to this plan."""
    people = [
        queries.planned_from(plan).filter(pk=whole(text)).first()
        for text in (values["employee"], values["other"])
    ]
    needs = queries.needs_of(plan.owner_kind, plan.owner_id)
    need = needs.filter(pk=whole(values["need"])).first()
    if people[0] is None or need is None:
        return None
    return previewing.asked(plan, values["rule"], people[0], need, people[1])


def _preview(
    request: Request, plan: Plan, asked: previewing.Asked, form: forms.Shaping, status: int = 200
) -> HttpResponse:
    back = reverse("staffing:plan", args=[plan.pk])
    context: dict[str, Any] = {
        "plan": plan, "asked": asked, "form": form,
        "found": previewing.preview(plan, asked), "moved": moving.since(plan, on=clock.today()),
        "back": f"{back}?kebutuhan={asked.need.pk}&orang={asked.employee.pk}#mengapa",
    }  # fmt: skip
    return render(request, "staffing/preview.html", context, status=status)


@require_POST
def set_rule(request: Request, plan_id: int) -> HttpResponse:
    """Keep what was looked at; the draft is solved again around it."""
    row = planned(request, plan_id)
    form = forms.Shaping(request.POST)
    if form.is_valid():
        with form.showing_problems():
            return _kept(request, row, form.cleaned_data)
    values = {name: request.POST.get(name, "") for name in ASKED}
    asked = _asked(row, values) if row.is_open and row.solved_at and row.result else None
    if asked is None:
        problems = [Problem(str(error)) for errors in form.errors.values() for error in errors]
        return review.page(request, row, problems=problems, status=422)
    return _preview(request, row, asked, form, status=422)


def _kept(request: Request, plan: Plan, values: dict[str, Any]) -> HttpResponse:
    employee = get_object_or_404(Employee, pk=values["employee"])
    need = get_object_or_404(queries.needs_of(plan.owner_kind, plan.owner_id), pk=values["need"])
    kept: dict[str, Any] = {
        "plan": plan, "reason": values["reason"], "now": clock.now(), "by": request.user,
    }  # fmt: skip
    match Deed(values["rule"]):
        case Deed.PIN:
            shaping.pin(employee=employee, need=need, **kept)
            done = _("%s ditetapkan; rencana disusun ulang.") % employee
        case Deed.SWAP:
            other = get_object_or_404(Employee, pk=values["other"] or 0)
            shaping.swap(first=employee, second=other, **kept)
            done = _("%(second)s mengambil tempat %(first)s; rencana disusun ulang.") % {
                "first": employee, "second": other}  # fmt: skip
        case deed:
            only = need if deed == Deed.EXCLUDE else None
            shaping.exclude(employee=employee, need=only, **kept)
            done = _("%s dikecualikan; rencana disusun ulang.") % employee
    messages.success(request, done)
    return redirect(f"{reverse('staffing:plan', args=[plan.pk])}?kebutuhan={need.pk}")


@require_POST
def lift_rule(request: Request, plan_id: int, rule_id: int) -> HttpResponse:
    """Take a pin or an exclusion back."""
    row = planned(request, plan_id)
    rule = get_object_or_404(queries.rules_of(row), pk=rule_id)
    try:
        shaping.lift_rule(plan=row, rule=rule, now=clock.now(), by=request.user)
    except Refused as refused:
        return review.page(request, row, problems=refused.problems, status=422)
    messages.success(request, _("Ketetapan dicabut; rencana disusun ulang."))
    return redirect("staffing:plan", plan_id=row.pk)
