"""Lists that fill the pages: units and positions of a part of the tree, and what a picker finds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, OuterRef, QuerySet, Subquery

from luwes.organisation import occupancy, queries
from luwes.organisation.models import JobTitle, Position, UnitShape
from luwes.organisation.queries.tree import Focus, under
from luwes.organisation.rules import Figures


@dataclass(frozen=True)
class Vacancy:
    """A position that lacks holders, and where it is."""

    position: Position
    unit: str
    figures: Figures


def units_under(focus: Focus, on: date, text: str = "") -> QuerySet[UnitShape]:
    return under(focus, on).filter(queries.matching(text))


def vacant_under(focus: Focus, on: date, text: str = "") -> list[tuple[int, Figures]]:
    """Ids of the positions with fewer holders than they need, the largest lack first."""
    units = list(under(focus, on).values_list("unit_id", flat=True))
    lacks = occupancy.source().lacking(units, on)
    rows = Position.objects.filter(pk__in=lacks)
    for word in text.split():
        rows = rows.filter(title__name__holds=word)
    named = rows.order_by("title__name", "pk").values_list("pk", flat=True)
    return sorted(((pk, lacks[pk]) for pk in named), key=lambda found: -found[1].short)


def vacancies(found: Collection[tuple[int, Figures]], on: date) -> list[Vacancy]:
    """These positions with their units' names, in the same order."""
    rows = Position.objects.select_related("title").in_bulk([pk for pk, _figures in found])
    names = queries.unit_names([p.unit_id for p in rows.values()], on)
    return [Vacancy(rows[pk], names.get(rows[pk].unit_id, ""), f) for pk, f in found]


def titles(text: str) -> QuerySet[JobTitle]:
    """Titles of the catalogue that hold every word, drafts last."""
    rows = JobTitle.objects.filter(queries.matching(text)).select_related("group")
    return rows.order_by("is_draft", "name", "career_level", "pk")


def units_named(rows: QuerySet[UnitShape], text: str, on: date) -> QuerySet[UnitShape]:
    """Those of `rows` whose name holds every word, with what tells namesakes apart."""
    found = rows.filter(queries.matching(text)).select_related("agency", "unit")
    above = UnitShape.objects.filter(unit=OuterRef("parent"), period__contains=on)
    return found.annotate(above=Subquery(above.values("name")[:1])).order_by("name", "pk")


def nearest(rows: QuerySet[Any], name: str, most: int = 5) -> list[Any]:
    """The rows whose names are most like this one, if they are at all alike."""
    alike = rows.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gt=0.25)
    return list(alike.order_by("-likeness", "pk")[:most])


# ── drafts ───────────────────────────────────────────────────────────


def draft_units(units: QuerySet[UnitShape]) -> QuerySet[UnitShape]:
    """Drafts among these, with their agency."""
    return units.filter(is_draft=True).select_related("agency", "unit").order_by("name", "pk")


def draft_titles() -> QuerySet[JobTitle]:
    rows = JobTitle.objects.filter(is_draft=True).select_related("group")
    return rows.annotate(uses=Count("positions")).order_by("name", "pk")


def draft_positions(units: QuerySet[UnitShape], on: date) -> QuerySet[Position]:
    """Drafts in these units, with the unit's name and how many hold them."""
    name = UnitShape.objects.filter(unit=OuterRef("unit"), period__contains=on).values("name")[:1]
    rows = Position.objects.filter(is_draft=True, unit_id__in=units.order_by().values("unit_id"))
    rows = rows.select_related("title").annotate(
        held=occupancy.source().held(on), unit_name=Subquery(name)
    )
    return rows.order_by("unit_id", "title__name", "pk")


# ── scopes of grants ─────────────────────────────────────────────────

MOST_SCOPES = 20


def agency_choices(text: str) -> list[tuple[str, str]]:
    rows = queries.agencies().filter(queries.matching(text))[:MOST_SCOPES]
    return [(str(agency.pk), agency.name) for agency in rows]


def unit_choices(text: str, on: date) -> list[tuple[str, str]]:
    """Units in force whose name holds every word, with their agency."""
    rows = units_named(queries.shapes(on), text, on)[:MOST_SCOPES] if text else []
    return [(str(s.unit_id), f"{s.name} ({s.agency.name})") for s in rows]
