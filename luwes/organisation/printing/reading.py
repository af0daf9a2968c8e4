"""The form before it has one: units as the tree has them, each with its posts and the sums of all below."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from luwes.organisation import occupancy, queries
from luwes.organisation.models import Position, UnitShape
from luwes.organisation.queries.tree import Focus, under
from luwes.organisation.rules import Figures, Outlook, full_title


@dataclass(frozen=True)
class Post:
    title: str
    job_class: int | None
    figures: Figures
    outlook: Outlook
    is_draft: bool


@dataclass
class Unit:
    """A unit at its depth below the focus; `figures` and `outlook` are with all below it."""

    shape: UnitShape
    depth: int
    posts: list[Post] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    outlook: Outlook = field(default_factory=Outlook)


@dataclass(frozen=True)
class Form:
    """`units` in the order of the tree, each above its own; sums are of all of them."""

    focus: Focus
    on: date
    units: list[Unit]
    figures: Figures
    outlook: Outlook

    @property
    def posts(self) -> int:
        return sum(len(unit.posts) for unit in self.units)


def read(focus: Focus, on: date) -> Form:
    """Six queries, however large the part."""
    units = _in_order(list(under(focus, on).select_related("unit")))
    _fill(units, on)
    _sum_up(units)
    tops = [unit for unit in units if unit.depth == 0]
    return Form(
        focus, on, units,
        sum((unit.figures for unit in tops), Figures()),
        sum((unit.outlook for unit in tops), Outlook()),
    )  # fmt: skip


def _in_order(shapes: list[UnitShape]) -> list[Unit]:
    """Parents before their children, siblings by name; who has no parent among these stands on top."""
    known = {shape.unit_id for shape in shapes}
    below: dict[int | None, list[UnitShape]] = defaultdict(list)
    for shape in shapes:
        below[shape.parent_id if shape.parent_id in known else None].append(shape)

    def walk(parent: int | None, depth: int) -> Iterator[Unit]:
        for shape in sorted(below[parent], key=lambda s: (s.name.casefold(), s.pk)):
            yield Unit(shape, depth)
            yield from walk(shape.unit_id, depth + 1)

    return list(walk(None, 0))


def _fill(units: list[Unit], on: date) -> None:
    by_id = {unit.shape.unit_id: unit for unit in units}
    source = occupancy.source()
    rows = Position.objects.filter(unit_id__in=by_id, period__contains=on)
    rows = rows.order_by("-single_holder", "-job_class", "title__name", "pk")
    told = list(
        rows.values_list("pk", "unit_id", "title__name", "title__career_level", "job_class", "is_draft")
    )  # fmt: skip
    ids = [row[0] for row in told]
    needs, held = queries.establishments_on(ids, on), source.filled(ids, on)
    looks = source.outlook_in(list(by_id), on)
    for pk, unit_id, name, level, job_class, is_draft in told:
        figures = Figures.of(needs.get(pk, 0), held.get(pk, 0))
        by_id[unit_id].posts.append(
            Post(full_title(name, level), job_class, figures, looks.get(pk, Outlook()), is_draft)
        )


def _sum_up(units: list[Unit]) -> None:
    """From the leaves up: the order of the tree backwards."""
    by_id = {unit.shape.unit_id: unit for unit in units}
    for unit in reversed(units):
        unit.figures += sum((post.figures for post in unit.posts), Figures())
        unit.outlook += sum((post.outlook for post in unit.posts), Outlook())
        if above := by_id.get(unit.shape.parent_id or 0):
            above.figures += unit.figures
            above.outlook += unit.outlook
