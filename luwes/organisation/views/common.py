"""What the pages share: the day they show, whom they let in, where they hang."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access, queries
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.organisation.queries.tree import Focus
from luwes.ui.http import as_of, form_status


@dataclass(frozen=True)
class Crumb:
    """A step above the page; without an address where the reader may not go."""

    name: str
    url: str = ""


def day(request: Request) -> tuple[date, str]:
    """The day the page shows, and the query that keeps it in a link ("" for today)."""
    on = as_of(request)
    return on, f"?per={on.isoformat()}" if on != clock.today() else ""


def seen_shape(request: Request, unit_id: int, on: date) -> UnitShape:
    """
    The unit as it is on the day, if the user may see it.

    :raises Http404: otherwise
    """
    shape = queries.shape_of(unit_id, on)
    if shape is None or not access.reaches(request.user, Right.VIEW_ORGANISATION, shape):
        raise Http404
    return shape


def managed_unit(request: Request, unit_id: int, right: Right, on: date) -> OrgUnit:
    """
    :raises Http404: for a unit out of sight
    :raises PermissionDenied: without this right over it
    """
    unit = get_object_or_404(OrgUnit.objects.select_related("agency"), pk=unit_id)
    if not access.can(request.user, Right.VIEW_ORGANISATION, unit, on):
        raise Http404
    require(access.can(request.user, right, unit, on))
    return unit


def crumbs_to(request: Request, shape: UnitShape, per: str, on: date) -> list[Crumb]:
    """The agency and the units above, top first."""
    above = queries.ancestors(shape, on)
    user = request.user
    found = [agency_crumb(request, shape.agency, per)]
    for unit in above:
        sees = access.reaches(user, Right.VIEW_ORGANISATION, unit)
        found.append(Crumb(unit.name, f"{unit_url(unit.unit_id)}{per}" if sees else ""))
    return found


def agency_crumb(request: Request, agency: Agency, per: str) -> Crumb:
    if not access.can_in_agency(request.user, Right.VIEW_ORGANISATION, agency.pk):
        return Crumb(agency.name)
    query = f"{per}&" if per else "?"
    return Crumb(agency.name, f"{reverse('organisation:map')}{query}instansi={agency.pk}")


def unit_url(unit_id: int) -> str:
    return reverse("organisation:unit", args=[unit_id])


def page_on(url: str, first_day: date) -> str:
    """An address on a day on which a change that begins then can be seen."""
    return f"{url}?per={first_day.isoformat()}" if first_day > clock.today() else url


def focus_of(shape: UnitShape) -> Focus:
    return Focus(shape.agency, shape)


def flags(request: Request, shape: UnitShape) -> dict[str, Any]:
    """What the user may do with this unit, for templates."""
    user = request.user
    return {
        "can_manage": access.reaches(user, Right.MANAGE_ORGANISATION, shape),
        "can_set_presence": access.reaches(user, Right.SET_PRESENCE, shape),
        "can_appoint": access.reaches(user, Right.MANAGE_PEOPLE, shape),
        "names": access.reaches(user, Right.VIEW_PEOPLE, shape),
    }


@dataclass(frozen=True)
class FormPage:
    """How a form that stands alone is framed: what it asks, its button, the way back."""

    title: str
    button: str
    back: str
    here: str
    crumbs: list[Crumb]
    keep: str  # under which key what was typed is kept in the browser
    help: str
    lead: str = ""

    def render(self, request: Request, form: BaseForm, **more: Any) -> HttpResponse:
        context = {"form": form, "frame_of": self, "crumbs": self.crumbs, "per": "", **more}
        return render(request, "organisation/form.html", context, status=form_status(form))


def unit_crumbs(request: Request, unit_id: int, on: date) -> list[Crumb]:
    """The way to a unit, itself included; only its code where it is not there that day."""
    shape = queries.shape_of(unit_id, on)
    if shape is None:
        return [Crumb("…", unit_url(unit_id))]
    return [*crumbs_to(request, shape, "", on), Crumb(shape.name, unit_url(unit_id))]
