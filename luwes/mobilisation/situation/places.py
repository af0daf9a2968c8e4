"""Where it is: affected areas, posts, people on the way, and what no map can show."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy

from luwes.mobilisation import queries
from luwes.mobilisation.models import AreaFigure, Incident
from luwes.places.models import Area
from luwes.staffing.models import Assignment
from luwes.staffing.rules import Heads
from luwes.ui.tags.words import number

# What an area's bubble stands for: the first of these that anybody told.
SIZED_BY = ("houses", "affected", "families", "displaced")
UNITS = {
    "houses": gettext_lazy("%s rumah"), "affected": gettext_lazy("%s jiwa"), "families": gettext_lazy("%s KK"),
    "displaced": gettext_lazy("%s pengungsi"),
}  # fmt: skip
REGENCY = 5  # characters of a regency's code


@dataclass(frozen=True)
class Place:
    """An area with its largest figure and its people."""

    area: Area
    size: int
    words: str
    heads: Heads
    is_whole: bool  # holds other affected areas: a post there serves them all


@dataclass(frozen=True)
class Way:
    """People on the way from one regency."""

    name: str
    people: int


@dataclass(frozen=True)
class Map:
    places: list[Place]
    ways: list[Way]
    within: int  # on the way from the struck regency itself
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def unplaced(self) -> list[Place]:
        return [place for place in self.places if not place.area.has_point]

    @property
    def worst(self) -> Place | None:
        """Where the most people lack."""
        found = max(self.places, key=lambda place: place.heads.short, default=None)
        return found if found and found.heads.short else None

    @property
    def struck(self) -> int:
        return sum(not place.is_whole for place in self.places)


def places(
    incident: Incident, areas: list[Area], by_area: dict[int, dict[str, AreaFigure]],
    heads: dict[int, Heads], on: date,
) -> Map:  # fmt: skip
    """`areas` hold every affected area and every area with needs."""
    known = {area.pk: area for area in areas}
    found = [
        _place(area, by_area.get(area.pk, {}), heads.get(area.pk, Heads(0)), areas)
        for area in sorted(known.values(), key=lambda area: area.code)
    ]
    ways, origins, within = _ways(incident, on)
    data = {
        "bubbles": [_bubble(incident, place) for place in found if place.area.has_point],
        "ways": _arrows(incident, origins, found),
    }
    return Map(found, ways, within, data)


def _place(area: Area, figures: dict[str, AreaFigure], heads: Heads, areas: list[Area]) -> Place:
    kind = next((kind for kind in SIZED_BY if kind in figures), "")
    size = figures[kind].value if kind else 0
    words = UNITS[kind] % number(size) if kind else ""
    whole = any(other.code.startswith(f"{area.code}.") for other in areas)
    return Place(area, size, words, heads, whole)


def _bubble(incident: Incident, place: Place) -> dict[str, Any]:
    url = reverse("mobilisation:area", args=[incident.pk, place.area.pk])
    bubble = {
        "lat": place.area.lat, "lon": place.area.lon, "name": place.area.name, "url": url,
        "figure": place.words, "kind": "post" if place.is_whole else "hit",
        "lack": place.heads.short, "here": place.heads.here + place.heads.outside_at_post,
    }  # fmt: skip
    return bubble if place.is_whole else bubble | {"size": place.size}


def _ways(incident: Incident, on: date) -> tuple[list[Way], list[tuple[Area, int]], int]:
    """Who is on the way, by the regency of the home unit; the struck regency's own apart."""
    shape = "home_unit__shapes"
    rows = Assignment.objects.filter(
        need__owner_kind=queries.OWNER_KIND, need__owner_id=incident.pk, state="accepted",
        **{f"{shape}__period__contains": on},
    ).annotate(
        regency=Substr(
            Coalesce(f"{shape}__area__code", "home_unit__agency__area__code"), 1, REGENCY
        )
    )  # fmt: skip
    people = dict(rows.values_list("regency").annotate(Count("pk")).order_by("regency"))
    own = incident.area.code[:REGENCY]
    within = people.pop(own, 0)
    within += people.pop(None, 0)
    origins = [(area, people[area.code]) for area in Area.objects.filter(code__in=list(people))]
    origins.sort(key=lambda row: (-row[1], row[0].code))
    return [Way(area.name, count) for area, count in origins], origins, within


def _arrows(
    incident: Incident, origins: list[tuple[Area, int]], found: list[Place]
) -> list[dict[str, Any]]:
    target = _centre(incident, found)
    if target is None:
        return []
    return [
        {"from": [area.lat, area.lon], "to": target, "name": area.name, "figure": number(count)}
        for area, count in origins
        if area.has_point
    ]


def _centre(incident: Incident, found: list[Place]) -> list[float | None] | None:
    """The struck area's own point, else the middle of the places on the map."""
    if incident.area.has_point and incident.area.level != "province":
        return [incident.area.lat, incident.area.lon]
    points = [(p.area.lat or 0, p.area.lon or 0) for p in found if p.area.has_point]
    if not points:
        return None
    return [sum(lat for lat, _lon in points) / len(points), sum(lon for _l, lon in points) / len(points)]  # fmt: skip
