"""The part of the organisation whose gaps or hours a page shows, on the day that was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.learning.queries.gaps import Part
from luwes.organisation import access as organisation
from luwes.organisation import parts
from luwes.organisation.queries import tree
from luwes.organisation.queries.tree import Focus
from luwes.ui.http import PARAMETER, asked_day


@dataclass(frozen=True)
class Place:
    """All governments, one, or a unit; `day`: the one that was chosen, nothing is said of today."""

    of: Focus | None
    day: str = ""

    @property
    def part(self) -> Part:
        if self.of is None:
            return Part("all")
        if self.of.shape is None:
            return Part("agency", self.of.agency.pk)
        return Part("unit", self.of.shape.unit_id, self.of.path)

    @property
    def name(self) -> str:
        return self.of.name if self.of else _("Semua instansi")

    @property
    def query(self) -> str:
        return self.with_day(self.of.query if self.of else "")

    def with_day(self, base: str) -> str:
        """The same day, elsewhere."""
        day = f"{PARAMETER}={self.day}" if self.day else ""
        return "&".join(part for part in (base, day) if part)


def _on_day(request: Request, found: Iterable[Focus | None]) -> list[Place]:
    day = asked_day(request)
    chosen = day.isoformat() if day and day != clock.today() else ""
    return [Place(one, chosen) for one in found]


def asked(request: Request, on: date) -> Place | None:
    """The unit or agency in the address, if the user sees its gaps."""
    found = parts.asked(request, Right.VIEW_GAPS, on)
    return _on_day(request, [found])[0] if found else None


def starts(request: Request, on: date) -> list[Place]:
    """Where the reader may begin: all, whole agencies, then units of the own scope."""
    found = tree.start(request.user, on, Right.VIEW_GAPS)
    return _on_day(request, [None] if len(found) > 1 and _sees_all(request) else found)


def above(request: Request, place: Place, on: date) -> list[Place]:
    """The parts above that the reader may open, top first."""
    if place.of is None:
        return []
    over = parts.above(request.user, Right.VIEW_GAPS, place.of, on)
    return _on_day(request, [None, *over] if _sees_all(request) else over)


def _sees_all(request: Request) -> bool:
    return organisation.can_everywhere(request.user, Right.VIEW_GAPS)


def agencies(request: Request) -> list[Place]:
    """Every government whose gaps the reader sees whole."""
    found = organisation.agencies_with_rights(request.user, Right.VIEW_GAPS)
    return _on_day(request, [Focus(agency) for agency in found])
