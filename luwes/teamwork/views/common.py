"""What the pages of teams and opportunities share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.organisation.models import Agency, UnitShape
from luwes.staffing import queries as staffing
from luwes.teamwork import access, queries
from luwes.teamwork.actions import choosing
from luwes.teamwork.models import Opportunity, TaskTeam

MOST_UNITS = 500


def page(request: HttpRequest, name: str, context: dict[str, Any], form: Form | None = None) -> HttpResponse:  # fmt: skip
    """A page with a form answers 422 while something in it must be mended."""
    status = 422 if form is not None and form.errors else 200
    return render(request, name, context, status=status)


def choices(user: User, chosen: str = "") -> dict[str, Any]:
    """
    What a new team or opportunity may belong to, and where.

    :raises PermissionDenied: for who may form none
    """
    rows = access.units(user).order_by("agency__name", "path")
    units: list[UnitShape] = list(rows[:MOST_UNITS])
    if not units:
        raise PermissionDenied
    found = next((unit for unit in units if str(unit.unit_id) == chosen), units[0])
    agency: Agency = found.agency
    return {"units": units, "areas": queries.areas_of(agency), "agency": agency}


def make_plan(request: Request, owned: TaskTeam | Opportunity, page_name: str) -> HttpResponse:
    """The chosen into a plan; a second press finds the one under way."""
    try:
        plan = choosing.make_plan(owner=owned, now=clock.now(), by=request.user)
    except Refused as refused:
        running = staffing.under_way(queries.kind_of(owned), owned.pk)
        if running:
            return redirect("staffing:plan", plan_id=running.pk)
        for problem in refused.problems:
            messages.warning(request, problem.message)
        return redirect(page_name, owned.pk)
    return redirect("staffing:plan", plan_id=plan.pk)
