"""What competencies are asked of people: posts, needs, services … each area above tells its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from luwes.core.registry import Registry
from luwes.organisation.models import PositionRequirement


@dataclass(frozen=True)
class Demand:
    """
    A competency at a level, asked of a unit's people: `heads` of them (None: of everybody who holds
    the post). `why` in words; `of` the kind of what asks.
    """

    competency_id: int
    level: int
    unit_id: int
    heads: int | None
    of: str
    why: str
    position_id: int | None = None


@dataclass(frozen=True)
class Source:
    """`of_units`: everything asked of these very units on a day, in few queries however many."""

    key: str
    label: str
    of_units: Callable[[Collection[int], date], list[Demand]]


sources: Registry[Source] = Registry("what asks for competencies")


def of_units(unit_ids: Collection[int], on: date) -> list[Demand]:
    return [demand for source in sources for demand in source.of_units(unit_ids, on)]


def of_posts(unit_ids: Collection[int], on: date) -> list[Demand]:
    """What the posts themselves ask of their holders."""
    rows = PositionRequirement.objects.filter(
        position__unit_id__in=set(unit_ids), position__period__contains=on
    ).select_related("position__title")
    return [
        Demand(
            row.competency_id, row.level, row.position.unit_id, None, "post", str(row.position.title),
            row.position_id,
        )
        for row in rows.order_by("position_id", "competency_id")
    ]  # fmt: skip
