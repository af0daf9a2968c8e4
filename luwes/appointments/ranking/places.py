"""Where units stand and whose they are, for the distance of candidates and for the law. Never writes."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from luwes.appointments.rules.candidates import NOWHERE, Column
from luwes.core import columns
from luwes.core.columns import Lookup
from luwes.organisation.models import UnitShape

_POINTS = {
    "id": "w.id", "lat": "round(w.lat * 1000000)", "lon": "round(w.lon * 1000000)",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """`areas`: points; `units`: the unit's area (its own, or that of the next above) and its agency."""

    areas: Lookup
    units: Lookup

    def of_units(self, units: Column) -> tuple[Column, Column]:
        """Points in millionths of a degree; `NOWHERE` where there is none."""
        found = self.areas.take(self.units.take(units)["area"], NOWHERE)
        return found["lat"], found["lon"]

    def of_people(self, homes: Column, units: Column) -> tuple[Column, Column]:
        """Where they live; where that is not on file, where they serve."""
        home, (lat, lon) = self.areas.take(homes, NOWHERE), self.of_units(units)
        is_known = home["lat"] != NOWHERE
        return np.where(is_known, home["lat"], lat), np.where(is_known, home["lon"], lon)


def read(on: date) -> Places:
    points = columns.read(_POINTS, "FROM places_area w WHERE w.lat IS NOT NULL AND w.lon IS NOT NULL", {})  # fmt: skip
    rows = UnitShape.objects.filter(period__contains=on).order_by("pk")
    told = list(rows.values_list("unit_id", "path", "area_id", "agency_id", "agency__area_id"))
    own = {str(unit): area for unit, _path, area, _agency, _of_agency in told if area}
    units: list[tuple[int, int, int]] = []
    for unit, path, _area, agency, of_agency in told:
        area = next((own[label] for label in reversed(path.split(".")) if label in own), of_agency)
        units.append((unit, area or 0, agency))
    table = np.array(units, dtype=np.int64).reshape(-1, 3)
    named = {"id": table[:, 0], "area": table[:, 1], "agency": table[:, 2]}
    return Places(Lookup.of(points), Lookup.of(named))
