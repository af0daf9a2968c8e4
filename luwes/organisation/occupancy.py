"""Who fills the positions. The area that knows appointments answers; see its `apps.py`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Expression

from luwes.core.registry import Registry
from luwes.organisation.rules import Figures, Outlook


@dataclass(frozen=True)
class Head:
    """Who leads a unit; `mandate` names an acting one (Plt., Plh.), until `until`."""

    employee_id: int
    name: str
    mandate: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Holder:
    """Somebody in a position; `mandate` is empty for a definitive holder."""

    employee_id: int
    name: str
    mandate: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Coming:
    """The next change known for a position, in words for people."""

    day: date
    words: str


@dataclass(frozen=True)
class Ahead:
    """What is known of a position's time to come."""

    next: Coming | None = None
    outlook: Outlook = field(default_factory=Outlook)


@dataclass(frozen=True)
class Occupancy:
    """
    `filled`: definitive holders by position. `by_unit`: of a unit and all below it.
    `by_agency`: of all units of these agencies. `heads`: by unit.
    `holders`: the first few by position, acting ones before. `ahead`: the next change and the outlook by position.
    `present`: by staff group, how many of a unit and all below hold a post and are not on leave.
    `lacking`: positions of these very units that need more than they have.
    `held`: definitive holders as an annotation of positions.
    `outlook_…`: who acts and who retires within a year; a unit with all below it.
    `outlook_in`: the same by position, of all positions in these very units.
    """

    key: str
    filled: Callable[[Collection[int], date], dict[int, int]]
    by_unit: Callable[[Collection[int], date], dict[int, Figures]]
    by_agency: Callable[[Collection[int], date], dict[int, Figures]]
    heads: Callable[[Collection[int], date], dict[int, Head]]
    holders: Callable[[Collection[int], date], dict[int, list[Holder]]]
    ahead: Callable[[Collection[int], date], dict[int, Ahead]]
    present: Callable[[str, date], dict[int, int]]
    lacking: Callable[[Collection[int], date], dict[int, Figures]]
    held: Callable[[date], "Expression | Any"]
    outlook_in: Callable[[Collection[int], date], dict[int, Outlook]]
    outlook_by_unit: Callable[[Collection[int], date], dict[int, Outlook]]
    outlook_by_agency: Callable[[Collection[int], date], dict[int, Outlook]]


sources: Registry[Occupancy] = Registry("occupancy")


def source() -> Occupancy:
    """The one that is registered."""
    return next(iter(sources))
