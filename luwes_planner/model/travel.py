"""Minutes between places: by the table given, else along the great circle."""

from typing import Final

import numpy as np

from luwes_planner.arrays import lookup
from luwes_planner.instance import Floats, Instance, Ints

EARTH_KM: Final = 6371.0
DETOUR: Final = 1.35
KM_PER_HOUR: Final = 40.0
NO_WAY: Final = -1


def great_circle_minutes(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Ints:
    """Whole minutes of road travel between points in degrees (broadcast together)."""
    a, b = np.radians(lat1), np.radians(lat2)
    h = (
        np.sin((b - a) / 2) ** 2
        + np.cos(a) * np.cos(b) * np.sin((np.radians(lon2) - np.radians(lon1)) / 2) ** 2
    )
    km = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    whole: Ints = np.floor(km * DETOUR / KM_PER_HOUR * 60).astype(np.int64)
    return whole


def minutes(instance: Instance, origins: Ints, destinations: Ints) -> Ints:
    """Minutes for each pair of places (broadcast together), `NO_WAY` where there is none."""
    if instance.travel is None:
        lat, lon = instance.places.lat, instance.places.lon
        return great_circle_minutes(
            lat[origins], lon[origins], lat[destinations], lon[destinations]
        )
    count = len(instance.places.id)
    listed = instance.travel.origin * count + instance.travel.destination
    wanted = np.asarray(origins * count + destinations)
    found = lookup(listed, wanted.ravel()).reshape(wanted.shape)
    return np.where(found >= 0, instance.travel.minutes[found], NO_WAY)
