"""Who fills the positions. The area that knows appointments answers; see its `apps.py`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from luwes.core.registry import Registry
from luwes.organisation.rules import Figures


@dataclass(frozen=True)
class Head:
    """Who leads a unit; `mandate` names an acting one (Plt., Plh.), until `until`."""

    employee_id: int
    name: str
    mandate: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Occupancy:
    """
    `filled`: definitive holders by position. `by_unit`: of a unit and all below it.
    `by_agency`: of all its units. `heads`: by unit.
    """

    key: str
    filled: Callable[[Collection[int], date], dict[int, int]]
    by_unit: Callable[[Collection[int], date], dict[int, Figures]]
    by_agency: Callable[[date], dict[int, Figures]]
    heads: Callable[[Collection[int], date], dict[int, Head]]


sources: Registry[Occupancy] = Registry("occupancy")


def source() -> Occupancy:
    """The one that is registered."""
    return next(iter(sources))
