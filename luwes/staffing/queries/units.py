"""Names of units as lists of people show them. Reads only."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from luwes.organisation.models import UnitShape
from luwes.organisation.rules import UnitKind

# Parts of a unit: their names alone ("Instalasi Rawat Inap 1") say little.
_PARTS = [UnitKind.SECTION.value, UnitKind.OTHER.value]


def with_label(shapes: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Shapes with `label`: the name, and for a part of a unit the name of the unit above."""
    above = UnitShape.objects.filter(unit_id=OuterRef("parent_id"), period__contains=on)
    whole = Concat("name", Value(", "), Subquery(above.order_by("pk").values("name")[:1]))
    is_part = When(kind__in=_PARTS, parent__isnull=False, then=Coalesce(whole, F("name")))
    labelled: QuerySet[Any] = shapes.annotate(label=Case(is_part, default=F("name")))
    return labelled


def unit_label(unit: str, on: date) -> Subquery:
    """The name of the unit in field `unit`, as an annotation."""
    shapes = UnitShape.objects.filter(unit_id=OuterRef(unit), period__contains=on)
    return Subquery(with_label(shapes, on).order_by("pk").values("label")[:1])


def unit_labels(unit_ids: Collection[int], on: date) -> dict[int, str]:
    shapes = UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on)
    return dict(with_label(shapes, on).order_by("pk").values_list("unit_id", "label"))
