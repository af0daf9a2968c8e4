"""Cleared areas as a drawing over the coast, made here: no script, no tiles. Reads only."""

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luwes.mobilisation.sitrep.content import Content
from luwes.mobilisation.situation.places import SIZED_BY, UNITS
from luwes.places.models import Area
from luwes.ui.tags.words import number

WIDTH, MOST_HEIGHT, LEAST_HEIGHT = 500, 480, 260
MARGIN = 0.25  # of the span, on each side
LEAST_SPAN = 0.12  # degrees: one district alone still shows where it lies
LARGEST, SMALLEST = 26, 5  # radius of a bubble
LINE = 18  # of text


@dataclass(frozen=True)
class Spot:
    """One area; `size` 0 where its number is not told."""

    area: Area
    size: int
    words: str


@dataclass(frozen=True)
class Drawing:
    svg: SafeString
    spots: list[Spot]
    unplaced: list[str]


def draw(contents: Collection[Content]) -> Drawing | None:
    """What is cleared of some reports, on one map; None where no area has a point. One query."""
    found = _sizes(contents)
    areas = list(Area.objects.filter(code__in=list(found)).order_by("code"))
    whole = {a.code for a in areas if any(b.code.startswith(f"{a.code}.") for b in areas)}
    own = [area for area in areas if area.code not in whole]
    spots = [_spot(area, found[area.code]) for area in own if area.has_point]
    if not spots:
        return None
    return Drawing(_svg(spots), spots, [area.name for area in own if not area.has_point])


def drawn_points(points: Sequence[tuple[str, float, float]]) -> SafeString | None:
    """Named points (name, latitude, longitude) over the coast, by the same drawing."""
    areas = [
        Area(code=f"{n:06}", name=name, lat=lat, lon=lon)
        for n, (name, lat, lon) in enumerate(points)
    ]
    return _svg([Spot(area, 0, "") for area in areas]) if areas else None


def _sizes(contents: Collection[Content]) -> dict[str, dict[str, int | None]]:
    """Cleared figures by area code and kind; None: kept closed. Two incidents: the larger one."""
    found: dict[str, dict[str, int | None]] = {}
    for content in contents:
        for row in content["figures"]:
            kinds = found.setdefault(row["code"], {})
            known, value = kinds.get(row["kind"]), row["value"]
            kinds[row["kind"]] = value if known is None else max(known, value or 0)
    return found


def _spot(area: Area, kinds: dict[str, int | None]) -> Spot:
    kind = next((kind for kind in SIZED_BY if kinds.get(kind)), "")
    size = (kinds[kind] or 0) if kind else 0
    return Spot(area, size, UNITS[kind] % number(size) if kind else "")


# ── drawing ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Frame:
    """Degrees to the drawing's units; a degree of longitude is shorter than one of latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale
        return round(x, 1), round(y, 1)


def _frame(points: list[tuple[float, float]]) -> _Frame:
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = math.cos(math.radians(lat))
    wide = max((max(lons) - min(lons)) * squeeze, LEAST_SPAN) * (1 + 2 * MARGIN)
    high = max(max(lats) - min(lats), LEAST_SPAN / 2) * (1 + 2 * MARGIN)
    scale = min(WIDTH / wide, MOST_HEIGHT / high)
    height = round(max(LEAST_HEIGHT, min(MOST_HEIGHT, high * scale)))
    west, north = lon - WIDTH / scale / squeeze / 2, lat + height / scale / 2
    return _Frame(west, north, scale, squeeze, height)


def _svg(spots: list[Spot]) -> SafeString:
    frame = _frame([_point(spot) for spot in spots])
    most = max(spot.size for spot in spots) or 1
    ordered = sorted(spots, key=lambda spot: (-spot.size, spot.area.code))
    placed = [(spot, *frame.at(*_point(spot)), _radius(spot.size, most)) for spot in ordered]
    bubbles = format_html_join(
        "", '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        (("m-hit" if spot.size else "m-named", x, y, r) for spot, x, y, r in placed),
    )  # fmt: skip
    return format_html(
        '<svg class="public-map" viewBox="0 0 {} {}" aria-hidden="true">{}{}{}</svg>',
        WIDTH, frame.height, _coast(frame), bubbles, format_html_join("", "{}", ((word,) for word in _names(placed, frame))),
    )  # fmt: skip


def _point(spot: Spot) -> tuple[float, float]:
    return spot.area.lon or 0.0, spot.area.lat or 0.0


def _radius(size: int, most: int) -> float:
    """The bubble's area stands for the number."""
    return round(max(SMALLEST, LARGEST * math.sqrt(size / most)), 1)


def _coast(frame: _Frame) -> SafeString:
    outlines = (
        "M" + "L".join(f"{x} {y}" for x, y in (frame.at(*point[:2]) for point in ring)) + "Z"
        for ring in coast()
    )
    return format_html('<path class="m-land" d="{}"/>', "".join(outlines))


@cache
def coast() -> list[list[list[float]]]:
    """The rings of the coastline that comes with the product; none where it was not built."""
    path = finders.find("ui/dist/coast.json")
    if not path:
        return []
    told: dict[str, Any] = json.loads(Path(str(path)).read_text())
    return [feature["geometry"]["coordinates"][0] for feature in told["features"]]


Box = tuple[float, float, float, float]


def _names(placed: list[tuple[Spot, float, float, float]], frame: _Frame) -> Iterator[SafeString]:
    """Names and figures beside the bubbles, the largest first, where there is room; the table has all."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _spot, x, y, r in placed]
    for n, (spot, x, y, r) in enumerate(placed):
        long = 10.0 * max(len(spot.area.name), len(spot.words))
        others = taken[:n] + taken[n + 1 :]
        for anchor, left in (("start", x + r + 5), ("end", x - r - 5 - long)):
            high = LINE * 2 if spot.words else LINE
            box = (left, y - high / 2 - 2, left + long, y + high / 2 + 2)
            if box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in others):
                taken.append(box)
                yield _name(spot, left if anchor == "start" else left + long, y, anchor)
                break


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _name(spot: Spot, x: float, y: float, anchor: str) -> SafeString:
    if not spot.words:
        return format_html('<text x="{}" y="{}" text-anchor="{}">{}</text>', round(x, 1), round(y + 5, 1), anchor, spot.area.name)  # fmt: skip
    return format_html(
        '<text x="{0}" y="{1}" text-anchor="{2}">{3}</text><text class="m-soft" x="{0}" y="{4}" text-anchor="{2}">{5}</text>',
        round(x, 1), round(y - 3, 1), anchor, spot.area.name, round(y + LINE - 4, 1), spot.words,
    )  # fmt: skip
