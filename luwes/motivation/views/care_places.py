"""The part of the organisation that a page of counts shows, by the address and by a right of who looks."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.organisation import access as organisation
from luwes.organisation import queries as units
from luwes.organisation.models import Agency, UnitShape
from luwes.organisation.queries import tree


@dataclass(frozen=True)
class Place:
    """A whole government, or one unit of it."""

    agency: Agency
    shape: UnitShape | None = None

    @property
    def name(self) -> str:
        return self.shape.name if self.shape else self.agency.name

    @property
    def path(self) -> str:
        return self.shape.path if self.shape else ""

    @property
    def query(self) -> str:
        return f"unit={self.shape.unit_id}" if self.shape else f"instansi={self.agency.pk}"


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def asked(request: Request, right: Right, on: date) -> Place | None:
    """The one in the address, if the right reaches it."""
    if unit_id := whole(request.GET.get("unit", "")):
        shape = units.shape_of(unit_id, on)
        if shape is None or not organisation.reaches(request.user, right, shape):
            raise Http404
        return Place(shape.agency, shape)
    if agency_id := whole(request.GET.get("instansi", "")):
        if not organisation.can_in_agency(request.user, right, agency_id):
            raise Http404
        return Place(get_object_or_404(Agency, pk=agency_id))
    return None


def starts(request: Request, right: Right, on: date) -> list[Place]:
    """Where the reader may begin: whole governments, then units of the own scope."""
    return [Place(focus.agency, focus.shape) for focus in tree.start(request.user, on, right)]


def above(request: Request, right: Right, place: Place, on: date) -> list[Place]:
    """The parts above that the reader may open, top first."""
    if place.shape is None:
        return []
    found = []
    if organisation.can_in_agency(request.user, right, place.agency.pk):
        found.append(Place(place.agency))
    over = units.ancestors(place.shape, on)
    return found + [Place(place.agency, s) for s in over if organisation.reaches(request.user, right, s)]  # fmt: skip
