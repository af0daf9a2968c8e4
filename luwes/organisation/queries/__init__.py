"""Reads of the organisation, each as of a day. Nothing here changes data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from luwes.organisation import occupancy
from luwes.organisation.models import (
    Agency,
    Establishment,
    MinimumPresence,
    OrgUnit,
    Position,
    PresencePolicy,
    StaffGroup,
    UnitShape,
)
from luwes.organisation.rules import Figures, Minimum, default_minimum


@dataclass(frozen=True)
class Line:
    """One line of the position map: a position, its need and its holders."""

    position: Position
    figures: Figures


# ── units ────────────────────────────────────────────────────────────


def shapes(on: date) -> QuerySet[UnitShape]:
    return UnitShape.objects.filter(period__contains=on).order_by("name", "pk")


def last_shapes(on: date) -> QuerySet[UnitShape]:
    """Every unit as it stands on a day; one that is no more as it last stood."""
    later = UnitShape.objects.filter(
        unit_id=OuterRef("unit_id"), period__startswith__lte=on,
        period__startswith__gt=OuterRef("period__startswith"),
    )  # fmt: skip
    return UnitShape.objects.filter(~Exists(later), period__startswith__lte=on)


def shape_of(unit_id: int, on: date) -> UnitShape | None:
    return shapes(on).select_related("agency", "area", "unit").filter(unit_id=unit_id).first()


def shapes_of(unit_ids: Collection[int], on: date) -> dict[int, UnitShape]:
    rows = shapes(on).select_related("agency", "area").filter(unit_id__in=set(unit_ids))
    return {row.unit_id: row for row in rows}


def children(unit: OrgUnit | int | None, agency: Agency | int, on: date) -> QuerySet[UnitShape]:
    """Units directly under this one; under none: the top units of the agency."""
    return shapes(on).filter(agency=agency, parent=unit)


def ancestors(shape: UnitShape, on: date) -> list[UnitShape]:
    """The units above, top first, without the unit itself."""
    above = [int(label) for label in shape.path.split(".")[:-1]]
    known = shapes_of(above, on) if above else {}
    return [known[i] for i in above if i in known]


def subtree_ids(unit_ids: Collection[int], on: date) -> set[int]:
    """These units and all below them."""
    tops = UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on)
    found: set[int] = set()
    for path in tops.order_by("path").values_list("path", flat=True):
        if int(path.rsplit(".", 1)[-1]) not in found:
            under = UnitShape.objects.filter(period__contains=on, path__under=path)
            found.update(under.order_by().values_list("unit_id", flat=True))
    return found


def history(unit_id: int) -> QuerySet[UnitShape]:
    """Every shape a unit had and will have, newest first."""
    return UnitShape.objects.filter(unit_id=unit_id).order_by("-period", "pk")


def figures(unit_ids: Collection[int], on: date) -> dict[int, Figures]:
    """Need against holders of each unit with all below it; nought for the empty ones."""
    known = occupancy.source().by_unit(unit_ids, on)
    return {i: known.get(i, Figures()) for i in unit_ids}


# ── positions ────────────────────────────────────────────────────────


def establishment_on(on: date, position: str = "pk") -> Coalesce:
    """The headcount in force, as an annotation; nought where none is set."""
    rows = Establishment.objects.filter(position=OuterRef(position), period__contains=on)
    return Coalesce(Subquery(rows.values("headcount")[:1]), 0)


def positions_of(unit_id: int, on: date) -> QuerySet[Position, Any]:
    """In force at this very unit; managers first. Each has its `headcount`."""
    rows = Position.objects.filter(unit_id=unit_id, period__contains=on)
    rows = rows.select_related("title__group").annotate(headcount=establishment_on(on))
    return rows.order_by("-single_holder", "-job_class", "title__name", "pk")


def lines(unit_id: int, on: date) -> list[Line]:
    """The position map of one unit. Strength counts definitive holders only."""
    positions = list(positions_of(unit_id, on))
    filled = occupancy.source().filled([p.pk for p in positions], on)
    return [Line(p, Figures.of(p.headcount, filled.get(p.pk, 0))) for p in positions]


def establishments(position_id: int) -> QuerySet[Establishment]:
    """Every establishment of a position, newest first."""
    return Establishment.objects.filter(position_id=position_id).order_by("-period", "pk")


def establishments_on(position_ids: Collection[int], on: date) -> dict[int, int]:
    """The headcounts in force, by position; nothing where none is set."""
    rows = Establishment.objects.filter(position_id__in=position_ids, period__contains=on)
    return dict(rows.order_by().values_list("position_id", "headcount"))


# ── minimum presence ─────────────────────────────────────────────────


def minimums(
    unit_ids: Collection[int], on: date, *, strength: dict[int, Figures] | None = None
) -> dict[int, list[Minimum]]:
    """
    What each unit must keep, rules for everyone first. `strength`: what `figures` told before.

    A unit without a rule for everyone gets the policy's share of its holders (with all below
    it), rounded up; without a policy, all of them: never 0 by omission.
    """
    found: dict[int, list[Minimum]] = {i: [] for i in unit_ids}
    rows = MinimumPresence.objects.filter(unit_id__in=found, period__contains=on)
    for row in rows.order_by("unit_id", "group_id"):
        basis = row.reason or row.set_by
        found[row.unit_id].append(Minimum(row.unit_id, row.group_id, row.minimum, False, basis))
    without = [i for i, rules in found.items() if all(r.group_id for r in rules)]
    for rule in _assumed(without, on, strength):
        found[rule.unit_id].insert(0, rule)
    return found


def _assumed(unit_ids: list[int], on: date, strength: dict[int, Figures] | None) -> list[Minimum]:
    if not unit_ids:
        return []
    policy = PresencePolicy.objects.filter(
        Q(unit_kind="") | Q(unit_kind=OuterRef("kind")), period__contains=on
    ).order_by("-unit_kind", "pk")  # that of the kind before the one for every kind
    percent, source = (Subquery(policy.values(name)[:1]) for name in ("percent", "source"))
    units = shapes(on).filter(unit_id__in=unit_ids).order_by("pk")
    policies = {pk: told for pk, *told in units.values_list("unit_id", percent, source) if told[0]}
    strength = strength or figures(unit_ids, on)
    rules = []
    for unit_id in unit_ids:
        share, basis = policies.get(unit_id) or (100, _("belum ada kebijakan"))
        minimum = default_minimum(strength[unit_id].filled, share)
        rules.append(Minimum(unit_id, None, minimum, True, f"{share} %, {basis}"))
    return rules


def minimum_history(unit_id: int) -> QuerySet[MinimumPresence]:
    rows = MinimumPresence.objects.filter(unit_id=unit_id).select_related("group")
    return rows.order_by("-period", "group__name", "pk")


# ── catalogue and search ─────────────────────────────────────────────


def groups() -> QuerySet[StaffGroup]:
    return StaffGroup.objects.order_by("name", "pk")


def group_names() -> dict[int, str]:
    return dict(groups().values_list("pk", "name"))


def agencies() -> QuerySet[Agency]:
    return Agency.objects.order_by("name", "pk")


def agency_name(agency_id: int) -> str:
    agency = Agency.objects.filter(pk=agency_id).first()
    return agency.name if agency else ""


def unit_names(unit_ids: Collection[int], on: date) -> dict[int, str]:
    rows = UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on)
    return dict(rows.order_by().values_list("unit_id", "name"))


def unit_name(field: str, on: date) -> Subquery:
    """The same for rows that name a unit in `field`, to annotate them with."""
    rows = UnitShape.objects.filter(unit=OuterRef(field), period__contains=on)
    return Subquery(rows.values("name")[:1])


def last_names(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """As `unit_names`, also of units that are no more: as they were called last."""
    rows = last_shapes(on).filter(unit_id__in=set(unit_ids)).order_by()
    return dict(rows.values_list("unit_id", "name"))


def matching(text: str) -> Q:
    """Names that hold every word of the text."""
    words = Q()
    for word in text.split():
        words &= Q(name__holds=word)
    return words


def next_number(unit_id: int) -> str:
    """A number that no position of the unit has had yet."""
    taken = set(Position.objects.filter(unit_id=unit_id).values_list("number", flat=True))
    return next(str(n) for n in range(len(taken) + 1, 2 * len(taken) + 2) if str(n) not in taken)
