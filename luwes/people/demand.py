"""What competencies are asked of people: posts, needs, services … each area above tells its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from luwes.core.registry import Registry
from luwes.organisation.models import PositionRequirement


@dataclass(frozen=True)
class Demand:
    """
    A competency at a level, asked of a unit with all below it, or of a whole government where
    `unit_id` is None: of so many `heads` (None: of everybody who holds the post). `why` in words;
    `of` the kind of what asks.
    """

    competency_id: int
    level: int
    agency_id: int
    unit_id: int | None
    heads: int | None
    of: str
    why: str
    position_id: int | None = None


@dataclass(frozen=True)
class Source:
    """
    `of_units`: everything asked of these very units on a day, and of their governments, in few
    queries however many. `by_post`: of each holder, so that it can be counted without listing it.
    `of_governments`: never of a single unit.
    """

    key: str
    label: str | Promise
    of_units: Callable[[Collection[int], date], list[Demand]]
    by_post: bool = False
    of_governments: bool = False


sources: Registry[Source] = Registry("what asks for competencies")


POSTS = "posts"


def of_units(unit_ids: Collection[int], on: date) -> list[Demand]:
    return [demand for source in sources for demand in source.of_units(unit_ids, on)]


def of_heads(
    unit_ids: Collection[int], on: date, *, key: str = "", governments: bool = True
) -> list[Demand]:
    """
    What is asked of some of a unit's people, or of their governments'; `key` chooses a source. Of several who ask the same of
    the same, the greatest number counts: one person can answer more than one service.
    """
    found: dict[tuple[int | None, int, int, int, str], Demand] = {}
    for source in sources:
        if source.by_post or (key and source.key != key):
            continue
        if source.of_governments and not governments:
            continue
        for demand in source.of_units(unit_ids, on):
            same = (demand.unit_id, demand.agency_id, demand.competency_id, demand.level, demand.of)
            known = found.get(same)
            if known is None or (demand.heads or 0) > (known.heads or 0):
                found[same] = demand
    return list(found.values())


def of_posts(unit_ids: Collection[int], on: date) -> list[Demand]:
    """What the posts themselves ask of their holders."""
    rows = PositionRequirement.objects.filter(
        position__unit_id__in=set(unit_ids), position__period__contains=on
    ).select_related("position__title", "position__unit")
    return [
        Demand(
            row.competency_id, row.level, row.position.unit.agency_id, row.position.unit_id, None,
            POSTS, str(row.position.title), row.position_id,
        )
        for row in rows.order_by("position_id", "competency_id")
    ]  # fmt: skip
