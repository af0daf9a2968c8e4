"""What the pages of teams and opportunities share."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Agency
from luwes.staffing import queries as staffing
from luwes.staffing.models import Need
from luwes.teamwork import access, queries
from luwes.teamwork.actions import choosing
from luwes.teamwork.forms.owning import OfferedPlaces
from luwes.teamwork.models import Opportunity, TaskTeam
from luwes.ui.http import form_status, tell_refused
from luwes.ui.picking import PickWidget, answer


def page(request: HttpRequest, name: str, context: dict[str, Any], form: Form | None = None) -> HttpResponse:  # fmt: skip
    """A page with a form answers 422 while something in it must be mended."""
    return render(request, name, context, status=form_status(form))


def choices(request: Request) -> dict[str, Any]:
    """
    What a new team or opportunity may belong to, and where.

    :raises PermissionDenied: for who may form none
    """
    user, on = request.user, clock.today()
    typed = PickWidget().value_from_datadict(request.POST or request.GET, {}, "unit")
    among = _units(user, on)
    found = among.meant(typed)
    if found is None:
        raise PermissionDenied
    return places(found.agency) | {"units": replace(among, first=found.unit_id)}


def _units(user: User, on: date) -> Units:
    """In whose name this user forms teams."""
    return Units(access.units(user), on, reverse("teamwork:find_units"))


def places(agency: Agency) -> dict[str, Any]:
    """Where people of a government work, and with whom; its unit stands."""
    return {"areas": queries.areas_of(agency), "agency": agency, "units": None}


@require_GET
def find_units(request: Request) -> HttpResponse:
    """What the picker of an owning unit asks while somebody types."""
    require(access.forms_teams(request.user))
    return answer(request, _units(request.user, clock.today()).search)


def places_form(request: Request, need: Need, *, alone: bool = False) -> OfferedPlaces:
    """How many and to whom they report, of a place that is offered already."""
    return OfferedPlaces(request.POST or None, need=need, taken=choosing.taken(need), alone=alone)


def make_plan(request: Request, owned: TaskTeam | Opportunity, page_name: str) -> HttpResponse:
    """The chosen into a plan; a second press finds the one under way."""
    try:
        plan = choosing.make_plan(owner=owned, now=clock.now(), by=request.user)
    except Refused as refused:
        running = staffing.under_way(queries.kind_of(owned), owned.pk)
        if running:
            return redirect("staffing:plan", plan_id=running.pk)
        tell_refused(request, refused)
        return redirect(page_name, owned.pk)
    return redirect("staffing:plan", plan_id=plan.pk)
