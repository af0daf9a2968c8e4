"""How well people fit a post: points by criterion, with weights that the reader sets. Pure, in columns.

What is scored is `Scored`, and nothing else: no name, sex, age, religion, marital status or origin
(domain §11.6). Leave is not scored, for it would count births and illness against people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]
Points = npt.NDArray[np.float64]  # 0 to 1


class Criterion(StrEnum):
    COMPETENCE = "competence"
    FAMILY = "family"  # the same title, group, kind
    CLASS = "class"  # kelas jabatan
    TENURE = "tenure"  # years in the post: Peraturan BKN 5/2019
    RELEASE = "release"  # what the own post keeps
    DISTANCE = "distance"


WEIGHTS: Mapping[Criterion, int] = {
    Criterion.COMPETENCE: 40, Criterion.FAMILY: 20, Criterion.CLASS: 15, Criterion.TENURE: 10,
    Criterion.RELEASE: 10, Criterion.DISTANCE: 5,
}  # fmt: skip
SOON_DAYS = 180  # a competency that ends within it counts for less: by then it has to be renewed
SOON = 0.9
TENURE_YEARS = 2  # Peraturan BKN 5/2019: two to five years in a post
FAR_KM = 100
BAND_KM = 10  # points and words know the distance so well: finer, it would say where somebody lives
NOWHERE = 999_000_000  # where no point is on file


@dataclass(frozen=True)
class Target:
    """The post to fill on a day. Nought: not on file; points in millionths of a degree."""

    title: int
    group: int
    kind: int
    job_class: int
    lat: int
    lon: int
    asked: tuple[int, ...]  # levels, in the order of the columns of `Scored.levels`
    on: int


@dataclass(frozen=True)
class Scored:
    """
    People by row: the post held on the day (nought: none), how long, where, what it keeps, and the
    levels of the competencies that are asked (people × asked), each with its first day after (0: open).
    """

    title: Column
    group: Column
    kind: Column
    job_class: Column
    since: Column
    lat: Column
    lon: Column
    need: Column
    held: Column
    levels: Column
    until: Column

    def take(self, rows: Column) -> "Scored":
        return Scored(*(getattr(self, field.name)[rows] for field in fields(self)))


def points(people: Scored, target: Target) -> dict[Criterion, Points]:
    """By criterion; one that the post has nothing on file for is left out."""
    found = {}
    if target.asked:
        found[Criterion.COMPETENCE] = competence(people, target)
    found[Criterion.FAMILY] = _family(people, target)
    if target.job_class:
        found[Criterion.CLASS] = _class(people, target)
    found[Criterion.TENURE] = np.clip(years(people, target) / TENURE_YEARS, 0, 1)
    found[Criterion.RELEASE] = _release(people)
    if target.lat != NOWHERE:
        far = np.floor(kilometres(people, target) / BAND_KM) * BAND_KM
        found[Criterion.DISTANCE] = np.where(np.isnan(far), 0.5, np.clip(1 - far / FAR_KM, 0, 1))
    return found


def competence(people: Scored, target: Target) -> Points:
    """The mean over what is asked, each up to the level asked."""
    asked = np.array(target.asked, dtype=np.float64)
    return np.asarray(worth(people.levels, people.until, target.on, asked).mean(axis=1))


def worth(level: Column, until: Column, on: int, asked: Points | float) -> Points:
    is_soon = (until > 0) & (until <= on + SOON_DAYS)
    return np.asarray(np.minimum(level / asked, 1.0) * np.where(is_soon, SOON, 1.0))


def _family(people: Scored, target: Target) -> Points:
    has_post = people.title > 0
    return np.select(
        [
            has_post & (people.title == target.title), has_post & (people.group == target.group),
            has_post & (people.kind == target.kind),
        ],
        [1.0, 0.8, 0.4], 0.0,
    )  # fmt: skip


def _class(people: Scored, target: Target) -> Points:
    """A quarter less for each class between; half where the person's is not on file."""
    away = np.abs(people.job_class - target.job_class)
    return np.where(people.job_class > 0, np.clip(1 - away / 4, 0, 1), 0.5)


def years(people: Scored, target: Target) -> Points:
    """In the present post; without one, as long as is asked."""
    return np.where(people.since > 0, (target.on - people.since) / 365.25, TENURE_YEARS)


def _release(people: Scored) -> Points:
    """How full the own post stays without the person; full where it needs nobody."""
    left = np.maximum(people.held - 1, 0)
    return np.where(people.need > 0, np.clip(left / np.maximum(people.need, 1), 0, 1), 1.0)


def kilometres(people: Scored, target: Target) -> Points:
    """As the crow flies; nan where no point is on file."""
    lat, lon, there_lat, there_lon = (
        np.radians(np.asarray(each, dtype=np.float64) / 1e6)
        for each in (people.lat, people.lon, target.lat, target.lon)
    )
    half = np.sin((lat - there_lat) / 2) ** 2
    half += np.cos(lat) * np.cos(there_lat) * np.sin((lon - there_lon) / 2) ** 2
    far = 2 * 6371 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return np.where(people.lat == NOWHERE, np.nan, far)


def totals(found: Mapping[Criterion, Points], weights: Mapping[Criterion, int]) -> Points:
    """0 to 100, over the criteria that count for this post."""
    counted = {name: weights.get(name, 0) for name in found}
    whole = sum(counted.values()) or 1
    return np.asarray(100 * sum(weight * found[name] for name, weight in counted.items()) / whole)


def order(total: Points, ids: Column) -> Column:
    """Row numbers, the best first. Those alike stand in an order that says nothing of them."""
    shuffled = (ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(11)
    return np.lexsort((shuffled, -np.round(total, 6)))
