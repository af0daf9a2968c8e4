"""Storing areas."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from luwes.core.db import advisory_lock
from luwes.places import importing, rules
from luwes.places.importing import CheckedArea, Finding, Known
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.places.sources import AreaRow, lampung_regencies

FIELDS = ["level", "name", "name_key", "parent", "lat", "lon"]


@dataclass(frozen=True)
class Imported:
    """How many areas are new, changed, as before; and what was found."""

    new: int
    changed: int
    same: int
    refused: list[Finding]
    unplaced: list[Finding]


@transaction.atomic
def import_areas(*, rows: Iterable[AreaRow], dry_run: bool = False) -> Imported:
    """
    Add or renew areas, parents first; points that lie wrong are left out and told.

    All clean rows go in, or, with `dry_run`, none. A row without a usable point leaves
    a stored point as it is.
    """
    advisory_lock("places.import_areas")
    stored = {area.code: area for area in Area.objects.order_by("code")}
    official = {r.code: r.name for r in lampung_regencies()}
    official |= {code: a.name for code, a in stored.items() if a.level == Level.REGENCY.value}
    known = {code: Known(area.name, _point(area)) for code, area in stored.items()}
    checked = importing.check(rows, known, official)
    new, changed = _write(checked.areas, stored, dry_run=dry_run)
    same = len(checked.areas) - new - changed
    return Imported(new, changed, same, checked.refused, checked.unplaced)


def _point(area: Area) -> tuple[float, float] | None:
    return None if area.lat is None or area.lon is None else (area.lat, area.lon)


def _write(areas: list[CheckedArea], stored: dict[str, Area], *, dry_run: bool) -> tuple[int, int]:
    new = changed = 0
    for level in Level:
        fresh: list[Area] = []
        renewed: list[Area] = []
        for area in (a for a in areas if a.level is level):
            row = stored.get(area.code)
            if row is None:
                row = stored[area.code] = Area(code=area.code)
                _fill(row, area, stored)
                fresh.append(row)
            elif _fill(row, area, stored):
                renewed.append(row)
        if not dry_run:
            Area.objects.bulk_create(fresh, batch_size=2000)
            Area.objects.bulk_update(renewed, FIELDS, batch_size=500)
        new, changed = new + len(fresh), changed + len(renewed)
    return new, changed


def _fill(row: Area, area: CheckedArea, stored: dict[str, Area]) -> bool:
    """Put the checked values on the row; whether any of them differs."""
    before = (row.level, row.name, row.lat, row.lon)
    row.level, row.name = area.level.value, area.name
    row.name_key = rules.name_key(area.name)
    row.parent = stored.get(rules.parent_code(area.code))
    if area.point is not None:
        row.lat, row.lon = area.point
    return before != (row.level, row.name, row.lat, row.lon)
