"""Reads of areas."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Q, QuerySet

from luwes.places import rules
from luwes.places.models import Area
from luwes.places.rules import Level


def by_code(code: str) -> Area | None:
    return Area.objects.filter(code=code).first()


def districts_of(regency_code: str) -> QuerySet[Area]:
    return Area.objects.filter(parent__code=regency_code).order_by("code")


def wholes() -> QuerySet[Area]:
    """Provinces and their regencies and cities, in the order of their codes."""
    levels = [Level.PROVINCE.value, Level.REGENCY.value]
    return Area.objects.filter(level__in=levels).order_by("code")


def search(text: str, level: Level | None = None, limit: int = 20) -> QuerySet[Area]:
    """The areas whose names are nearest to what was typed, small slips forgiven."""
    key = rules.name_key(text)
    rows = Area.objects.filter(level=level.value) if level else Area.objects.all()
    rows = rows.filter(Q(name_key__trigram_similar=key) | Q(name_key__contains=key) | Q(code=text))
    rows = rows.annotate(likeness=TrigramSimilarity("name_key", key)).select_related("parent")
    return rows.order_by("-likeness", "code")[:limit]


def find(name: str, level: Level, within: str | None = None) -> Area | None:
    """
    The one area of this name, compared without case, spaces and marks.

    `within` is the code of an area above. None when there is no such area, or several.
    """
    rows = Area.objects.filter(level=level.value)
    if level is Level.REGENCY:
        key = rules.regency_key(name)
        rows = rows.filter(name_key__in=[rules.name_key(name), f"kabupaten{key}", f"kota{key}"])
    else:
        rows = rows.filter(name_key=rules.name_key(name))
    if within:
        rows = rows.filter(code__startswith=f"{within}.")
    found = list(rows.order_by("code")[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class RegencyRow:
    """A regency with how many areas it has and which districts lack a checked point."""

    area: Area
    districts: int
    villages: int
    villages_unplaced: int
    unplaced: list[Area]


def regency_rows() -> list[RegencyRow]:
    unplaced: dict[int | None, list[Area]] = {}
    blank = Q(lat=None) | Q(lon=None)
    for district in Area.objects.filter(blank, level=Level.DISTRICT.value).order_by("code"):
        unplaced.setdefault(district.parent_id, []).append(district)
    rows = Area.objects.filter(level=Level.REGENCY.value).annotate(
        districts=Count("children", distinct=True),
        villages=Count("children__children", distinct=True),
        villages_unplaced=Count(
            "children__children", filter=Q(children__children__lat=None), distinct=True
        ),
    )
    return [
        RegencyRow(r, r.districts, r.villages, r.villages_unplaced, unplaced.get(r.pk, []))
        for r in rows.order_by("code")
    ]
