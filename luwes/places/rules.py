"""Codes, names and distances of areas. Pure."""

import math
import re
from enum import StrEnum

MAX_KM = {"village": 60.0, "district": 150.0}  # farther from the parent's point: a wrong point


class Level(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


_LENGTHS = {2: Level.PROVINCE, 5: Level.REGENCY, 8: Level.DISTRICT, 13: Level.VILLAGE}
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$")


def level_of(code: str) -> Level | None:
    """The level a Home Ministry code speaks of, or None when it is no such code."""
    return _LENGTHS.get(len(code)) if _CODE.match(code) else None


def parent_code(code: str) -> str:
    return code.rpartition(".")[0]


def name_key(name: str) -> str:
    """Names are compared without case, spaces and marks: Tanjungkarang = Tanjung Karang."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance, R = 6371 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def minutes(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    """Travel time when no better table is given: 35 % detour at 40 km/h (planner format)."""
    return math.floor(km(lat1, lon1, lat2, lon2) * 1.35 / 40 * 60)


def point_is_plausible(level: Level, distance_km: float) -> bool:
    """Whether a point lies near enough to the point of the area above."""
    return distance_km <= MAX_KM.get(level.value, math.inf)


def dotted(digits: str) -> str:
    """1871011001 → 18.71.01.1001: how the Home Ministry's codes are written."""
    parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(part for part in parts if part)


def looks_like_statistics_code(code: str) -> bool:
    """Statistics-office codes have no dots: 1803, 1803060, 1803060012."""
    return bool(re.fullmatch(r"\d{4}|\d{7}|\d{10}", code))


def regency_key(name: str) -> str:
    """Kabupaten Lampung Selatan = Kab. Lampung Selatan = Lampung Selatan."""
    key = re.sub(r"^(kabupaten|kab\.?|kota)\s+", "", name.strip().casefold())
    return name_key(key)


def point_fault(
    level: Level, point: tuple[float, float], above: tuple[float, float]
) -> float | None:
    """How far in km a point lies from the point above it, when that is too far to be right."""
    distance = km(*point, *above)
    return None if point_is_plausible(level, distance) else distance
