"""What the position map shows: boxes of units with need, strength and head, a few at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access, occupancy, queries
from luwes.organisation.models import Agency, UnitShape
from luwes.organisation.occupancy import Head
from luwes.organisation.rules import Figures, Outlook

WIDE = 60  # boxes side by side on one page
DEEP = 40  # below them all together; where there are more, each opens when asked


@dataclass
class Box:
    """One box: an agency or a unit. `below`: how many units hang directly on it."""

    name: str
    figures: Figures
    agency_id: int
    unit_id: int = 0
    kind: str = ""
    head: Head | None = None
    below: int = 0
    is_draft: bool = False
    counted: bool = True
    outlook: Outlook = field(default_factory=Outlook)
    children: list["Box"] = field(default_factory=list)

    @property
    def tone(self) -> str:
        """short, tight or full; empty without any need."""
        if self.figures.is_badly_short:
            return "short"
        return "tight" if self.figures.short else "full" if self.figures.need else ""


@dataclass(frozen=True)
class Focus:
    """What a page is of: a whole agency, or one unit of it with all below."""

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
        """What an address says of it; see `parts.asked`."""
        return f"unit={self.shape.unit_id}" if self.shape else f"instansi={self.agency.pk}"


@dataclass(frozen=True)
class Tree:
    """The focus with the units below it; `more` when further ones are on the next page."""

    top: Box
    more: bool


def start(user: User, on: date, right: Right = Right.VIEW_ORGANISATION) -> list[Focus]:
    """Where a user's map begins: every agency in reach, and the units granted one by one."""
    reach = accounts.reach(user, right)
    agencies = list(access.agencies_with_rights(user, right))
    found = [Focus(agency) for agency in agencies]
    units = access.scope_ids(reach, access.UNIT)
    if reach.everywhere or not units:
        return found
    known = {agency.pk for agency in agencies}
    shapes = queries.shapes(on).select_related("agency").filter(unit_id__in=units)
    mine = [s for s in shapes if s.agency_id not in known]
    return found + [Focus(s.agency, s) for s in mine if not _is_below(s, mine)]


def _is_below(shape: UnitShape, others: Sequence[UnitShape]) -> bool:
    return any(shape.path.startswith(f"{other.path}.") for other in others)


def below(focus: Focus, on: date) -> QuerySet[UnitShape]:
    """Units directly under the focus, by name."""
    return queries.children(focus.shape.unit_id if focus.shape else None, focus.agency, on)


def under(focus: Focus, on: date) -> QuerySet[UnitShape]:
    """The unit in focus and all below it; of an agency: all its units. Parents come first."""
    rows = UnitShape.objects.filter(agency=focus.agency, period__contains=on)
    rows = rows.filter(path__under=focus.shape.path) if focus.shape else rows
    return rows.order_by("path", "pk")


def tree(focus: Focus, on: date, *, page: int = 1) -> Tree:
    """The focus, a page of its children, and theirs where they are few: seven queries at most."""
    first = (page - 1) * WIDE
    children = list(_counted(below(focus, on), on)[first : first + WIDE + 1])
    shown = children[:WIDE]
    inner = _grandchildren(shown, on)
    made = boxes([*([focus.shape] if focus.shape else []), *shown, *inner], on)
    by_unit = {box.unit_id: box for box in made}
    for shape in inner:
        by_unit[shape.parent_id or 0].children.append(by_unit[shape.unit_id])
    below_it, more = [by_unit[s.unit_id] for s in shown], len(children) > WIDE
    if focus.shape:
        top = by_unit[focus.shape.unit_id]
    elif more or page > 1:
        top = agency_boxes([focus.agency], on)[0]
    else:
        top = _summed(focus.agency, below_it)
    top.children = below_it
    return Tree(top, more)


def _summed(agency: Agency, tops: Sequence[Box]) -> Box:
    """An agency over all its top units: whatever it has hangs below one of them."""
    figures = sum((box.figures for box in tops), Figures())
    outlook = sum((box.outlook for box in tops), Outlook())
    return Box(agency.name, figures, agency.pk, below=len(tops), outlook=outlook)


def _counted(rows: QuerySet[UnitShape], on: date) -> QuerySet[UnitShape, Any]:
    inside = UnitShape.objects.filter(parent=OuterRef("unit"), period__contains=on)
    counts = inside.order_by().values("parent").annotate(n=Count("pk")).values("n")
    return rows.annotate(below=Coalesce(Subquery(counts), 0))


def _grandchildren(shown: Sequence[Any], on: date) -> list[UnitShape]:
    if not 0 < sum(shape.below for shape in shown) <= DEEP:
        return []
    parents = [shape.unit_id for shape in shown]
    return list(_counted(queries.shapes(on).filter(parent_id__in=parents), on))


def branch(focus: Focus, on: date) -> list[Box]:
    """The boxes directly under a unit that was opened."""
    return boxes(list(_counted(below(focus, on), on)[: WIDE * 4]), on)


def boxes(shapes: Sequence[Any], on: date) -> list[Box]:
    """One box a shape, in the same order; three queries however many."""
    ids, source = [shape.unit_id for shape in shapes], occupancy.source()
    figures, heads = queries.figures(ids, on), source.heads(ids, on)
    outlook = source.outlook_by_unit(ids, on)
    return [
        Box(
            name=s.name, figures=figures[s.unit_id], agency_id=s.agency_id, unit_id=s.unit_id,
            kind=s.kind, head=heads.get(s.unit_id), below=getattr(s, "below", 0),
            is_draft=s.is_draft, outlook=outlook.get(s.unit_id, Outlook()),
        )
        for s in shapes
    ]  # fmt: skip


def agency_boxes(agencies: Sequence[Agency], on: date) -> list[Box]:
    """One box an agency, over all its units."""
    ids = [agency.pk for agency in agencies]
    figures = occupancy.source().by_agency(ids, on)
    outlook = occupancy.source().outlook_by_agency(ids, on)
    tops = UnitShape.objects.filter(agency_id__in=ids, parent=None, period__contains=on)
    counts = dict(tops.order_by().values_list("agency_id").annotate(n=Count("pk")))
    return [
        Box(
            a.name, figures.get(a.pk, Figures()), a.pk, below=counts.get(a.pk, 0),
            outlook=outlook.get(a.pk, Outlook()),
        )
        for a in agencies
    ]  # fmt: skip


def starting_boxes(places: Sequence[Focus], on: date, *, counted: bool) -> list[Box]:
    """Whole agencies are counted only when asked: that reads every appointment."""
    agencies = [place.agency for place in places if not place.shape]
    shapes = [place.shape for place in places if place.shape]
    if counted:
        return agency_boxes(agencies, on) + boxes(shapes, on)
    plain = [Box(a.name, Figures(), a.pk, counted=False) for a in agencies]
    return plain + boxes(shapes, on)
