"""Lampung's coastline out of the world's: TopoJSON in, a small GeoJSON polygon layer out."""

from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WEST, EAST, SOUTH, NORTH = 103.3, 106.2, -6.3, -3.5


def lampung(topology: dict[str, Any]) -> dict[str, Any]:
    """The land inside Lampung's box, cut at its edges."""
    arcs = _arcs(topology)
    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons += _polygons(geometry)
    rings = [_clip(_ring(polygon[0], arcs)) for polygon in polygons]
    features = [_feature(ring) for ring in rings if len(ring) > 2]
    return {"type": "FeatureCollection", "features": features}


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Arcs as degrees: TopoJSON stores whole steps from point to point."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)
    return arcs


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Joins arcs; a negative index (~i) is arc i walked backwards."""
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _clip(ring: Ring) -> Ring:
    """Sutherland and Hodgman's cut, side by side of the box."""
    for axis, limit, keep_above in ((0, WEST, True), (0, EAST, False), (1, SOUTH, True), (1, NORTH, False)):  # fmt: skip
        ring = _cut(ring, axis, limit, keep_above)
        if not ring:
            break
    return ring


def _cut(ring: Ring, axis: int, limit: float, keep_above: bool) -> Ring:
    kept: Ring = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        a_in, b_in = (a[axis] >= limit) == keep_above, (b[axis] >= limit) == keep_above
        if a_in:
            kept.append(a)
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept


def _feature(ring: Ring) -> dict[str, Any]:
    points = [[round(x, 4), round(y, 4)] for x, y in [*ring, ring[0]]]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [points]},
    }
