"""The part of the organisation that a page of figures shows, by the address and by who looks."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.learning.queries.gaps import Part
from luwes.organisation import access as organisation
from luwes.organisation import queries as units
from luwes.organisation.models import Agency, UnitShape
from luwes.organisation.queries import tree
from luwes.organisation.queries.tree import Focus
from luwes.ui.http import PARAMETER, asked_day


@dataclass(frozen=True)
class Place:
    """A part of the map with its name; `base`: what leads to it, `day`: the day that was chosen."""

    part: Part
    name: str
    base: str = ""
    day: str = ""

    @property
    def query(self) -> str:
        return self.with_day(self.base)

    def with_day(self, base: str) -> str:
        """The same day, elsewhere."""
        day = f"{PARAMETER}={self.day}" if self.day else ""
        return "&".join(part for part in (base, day) if part)


def _on_day(request: Request, found: list[Place]) -> list[Place]:
    """They lead on to the day that was chosen; nothing is said of today."""
    day = asked_day(request)
    chosen = day.isoformat() if day and day != clock.today() else ""
    return [replace(place, day=chosen) for place in found]


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def asked(request: Request, on: date) -> Place | None:
    """The unit or agency in the address, if the user sees its gaps."""
    if unit_id := whole(request.GET.get("unit", "")):
        shape = units.shape_of(unit_id, on)
        if shape is None or not organisation.reaches(request.user, Right.VIEW_GAPS, shape):
            raise Http404
        return _on_day(request, [_of_unit(shape)])[0]
    if agency_id := whole(request.GET.get("instansi", "")):
        if not organisation.can_in_agency(request.user, Right.VIEW_GAPS, agency_id):
            raise Http404
        return _on_day(request, [_of_agency(get_object_or_404(Agency, pk=agency_id))])[0]
    return None


def _of_agency(agency: Agency) -> Place:
    return Place(Part("agency", agency.pk), agency.name, f"instansi={agency.pk}")


def starts(request: Request, on: date) -> list[Place]:
    """Where the reader may begin: all, whole agencies, then units of the own scope."""
    starts = [_of_focus(focus) for focus in tree.start(request.user, on, Right.VIEW_GAPS)]
    if len(starts) > 1 and organisation.can_everywhere(request.user, Right.VIEW_GAPS):
        starts = [Place(Part("all"), _("Semua instansi"))]
    return _on_day(request, starts)


def _of_focus(focus: Focus) -> Place:
    return _of_unit(focus.shape) if focus.shape else _of_agency(focus.agency)


def _of_unit(shape: UnitShape) -> Place:
    return Place(Part("unit", shape.unit_id, shape.path), shape.name, f"unit={shape.unit_id}")


def above(request: Request, place: Place, on: date) -> list[Place]:
    """The parts above that the reader may open, top first."""
    found = []
    if place.part.kind != "all" and organisation.can_everywhere(request.user, Right.VIEW_GAPS):
        found.append(Place(Part("all"), _("Semua instansi")))
    if place.part.kind == "unit":
        shape = units.shape_of(place.part.id, on)
        assert shape
        if organisation.can_in_agency(request.user, Right.VIEW_GAPS, shape.agency_id):
            found.append(_of_agency(shape.agency))
        found += [
            _of_unit(s)
            for s in units.ancestors(shape, on)
            if organisation.reaches(request.user, Right.VIEW_GAPS, s)
        ]
    return _on_day(request, found)


def agencies(request: Request) -> list[Place]:
    """Every government whose gaps the reader sees whole."""
    found = organisation.agencies_with_rights(request.user, Right.VIEW_GAPS)
    return _on_day(request, [_of_agency(agency) for agency in found])
