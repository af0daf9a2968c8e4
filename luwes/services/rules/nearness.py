"""Whether two reports are of the same thing: how near they lie, and how alike their words are."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_000
AROUND_M = 300  # shown before sending
SAME_M = 40  # taken as the same thing when nothing speaks against it
ALIKE = 0.25  # of words, as trigrams: shown in the same village where a point is missing
DAYS = 60  # how far back


@dataclass(frozen=True)
class Point:
    lat: float
    lon: float

    def metres(self, other: "Point") -> float:
        """Along the great circle."""
        a, b = radians(self.lat), radians(other.lat)
        half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.lon - self.lon) / 2) ** 2
        return 2 * EARTH_M * asin(min(1.0, sqrt(half)))

    def box(self, metres: float) -> tuple[float, float, float, float]:
        """South, north, west, east of a box that holds the circle."""
        up = metres / 111_320
        side = up / max(0.01, cos(radians(self.lat)))
        return self.lat - up, self.lat + up, self.lon - side, self.lon + side
