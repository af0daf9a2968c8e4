"""One planning window as columns: who is where, who is needed, and by which rules.

Ids are strings, kept once and sorted; every reference is an index into them, -1 where blank.
Rows stand in a canonical order, so the order of the input's rows changes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, SupportsIndex, overload

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Index = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Days are proleptic ordinals (`datetime.date.toordinal`); these stand for an open end.
FIRST_DAY: Final = 0
LAST_DAY: Final = 10_000_000

AVAILABLE: Final = 0
HOME_ONLY: Final = 1
AWAY: Final = 2


class Names(Sequence[str]):
    """Ids in ascending order, kept in one column: millions of them take little room."""

    def __init__(self, column: pl.Series) -> None:
        """Take a String column that ascends strictly."""
        self.column = column

    def __len__(self) -> int:
        return len(self.column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.column.to_list())

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return Names(self.column[at])
        return str(self.column[int(at)])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) >= 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.column.equals(other.column)

    def __hash__(self) -> int:
        return hash((len(self), *self.column.head(9)))

    def __repr__(self) -> str:
        return f"Names({self.column.head(9).to_list()}, {len(self)} in all)"

    def index(self, name: str, start: int = 0, stop: int | None = None) -> int:
        """The place of a name; ValueError where it isn't there."""
        at = self._find(name)
        if at < start or (stop is not None and at >= stop):
            raise ValueError(f"'{name}' is not among the ids")
        return at

    def indices(self, values: pl.Series) -> Ints:
        """The place of every value, -1 where it is blank or not there."""
        if not len(self):
            return np.full(len(values), -1, np.int64)
        runs = values.rle().struct
        wanted = runs.field("value")
        at = np.minimum(self.column.search_sorted(wanted).to_numpy(), len(self) - 1)
        same = self.column.gather(at) == wanted
        same = same.fill_null(False) if same.has_nulls() else same
        found = np.where(same.to_numpy(), at.astype(np.int64), -1)
        return np.repeat(found, runs.field("len").to_numpy())

    def at(self, places: Ints) -> pl.Series:
        """The names at these places, blank for -1."""
        known = pl.Series(places, dtype=pl.Int64)
        return self.column.gather(known.set(known < 0, None))

    def _find(self, name: str) -> int:
        at = self.column.search_sorted(name)
        return at if at < len(self) and self.column[at] == name else -1


@dataclass(frozen=True)
class Places:
    """Points, in degrees."""

    id: Names
    lat: Floats
    lon: Floats


@dataclass(frozen=True)
class Travel:
    """Minutes between ordered pairs of places; a pair not listed can't be travelled."""

    origin: Ints
    destination: Ints
    minutes: Ints


@dataclass(frozen=True)
class Units:
    """The tree of units; `parent` is -1 at the top."""

    id: Names
    parent: Ints
    place: Ints
    weight: Ints

    def ancestry(self) -> tuple[Ints, Ints]:
        """Every pair (unit, ancestor), each unit being an ancestor of itself.

        Returns
        -------
        unit, ancestor : int arrays of equal length
        """
        unit = above = np.arange(len(self.id), dtype=np.int64)
        units, aboves = [unit], [above]
        while len(unit):
            above = self.parent[above]
            unit, above = unit[above >= 0], above[above >= 0]
            units.append(unit)
            aboves.append(above)
        return np.concatenate(units), np.concatenate(aboves)

    def is_leaf(self) -> Bools:
        """Whether no unit names it as parent."""
        leaf = np.ones(len(self.id), bool)
        leaf[self.parent[self.parent >= 0]] = False
        return leaf


@dataclass(frozen=True)
class People:
    """Everybody on the books; `available_from` ≤ start and end ≤ `available_to` of a need served.

    `place` is where the person starts from: the own place, else the unit's.
    """

    id: Names
    unit: Ints
    group: Ints
    place: Ints
    state: Ints
    days_served: Ints
    available_from: Ints
    available_to: Ints


@dataclass(frozen=True)
class Skills:
    """Levels 1–5 held; `valid_until` is the last valid day. A pair may repeat."""

    person: Ints
    competency: Ints
    level: Ints
    valid_until: Ints


@dataclass(frozen=True)
class Presence:
    """How many of a unit and all below must stay, of one group or (group -1) of everyone."""

    unit: Ints
    group: Ints
    minimum: Ints


@dataclass(frozen=True)
class Needs:
    """Who is asked for: heads of a tier at a place on the days [start, end).

    `max_minutes` is -1 without limit; `groups` is empty where any group will do.
    """

    id: Names
    place: Ints
    tier: Ints
    minimum: Ints
    desired: Ints
    start: Ints
    end: Ints
    max_minutes: Ints
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class NeedSkills:
    """Levels that a need asks."""

    need: Ints
    competency: Ints
    level: Ints


@dataclass(frozen=True)
class Keep:
    """Pairs of the plan in force; each one not kept costs `Weights.change`."""

    person: Ints
    need: Ints


@dataclass(frozen=True)
class Rules:
    """Pins and exclusions by hand; need -1 excludes the person from all. `row` is the input's."""

    person: Ints
    need: Ints
    is_pin: Bools
    row: Ints


@dataclass(frozen=True)
class Weights:
    """Points per minute, day served, spare level, person released (times slope), pair changed."""

    travel_minute: int = 10
    fairness_day: int = 15
    over_level: int = 40
    release: int = 60
    release_slopes: tuple[int, int, int, int] = (0, 1, 3, 7)
    change: int = 200


@dataclass(frozen=True)
class Instance:
    """All of one planning window. Build it with `luwes_planner.from_columns` or `luwes_planner.read`."""

    places: Places
    travel: Travel | None
    units: Units
    people: People
    skills: Skills
    presence: Presence
    needs: Needs
    need_skills: NeedSkills
    keep: Keep
    rules: Rules
    weights: Weights
    groups: tuple[str, ...]
    competencies: tuple[str, ...]
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def sha256(self) -> str:
        """Hash of the content: equal for equal input on any machine, whatever the row order."""
        digest = hashlib.sha256()
        for part in fields(self):
            if part.name == "warnings":
                continue
            digest.update(f"\x1e{part.name}".encode())
            _feed(digest, getattr(self, part.name))
        return digest.hexdigest()

    def last_days(self) -> Ints:
        """The last day of every need; a skill counts when valid to the end of it."""
        return self.needs.end - 1

    def asked(self) -> Bools:
        """Which competencies any need asks for."""
        asked = np.zeros(len(self.competencies), bool)
        asked[self.need_skills.competency] = True
        return asked

    def asked_levels(self) -> Ints:
        """Sum of the levels every need asks."""
        total = np.zeros(len(self.needs.id), np.int64)
        np.add.at(total, self.need_skills.need, self.need_skills.level)
        return total


def _feed(digest: Any, value: Any) -> None:
    if isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.size}:".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, Names):
        digest.update(f"{len(value)}:".encode())
        digest.update((value.column.str.join("\x1f").item() or "").encode())
    elif isinstance(value, tuple):
        digest.update(f"{len(value)}:".encode())
        digest.update("\x1f".join(map(str, value)).encode())
    elif hasattr(value, "__dataclass_fields__"):
        for part in fields(value):
            if part.name != "row":
                digest.update(f"\x1d{part.name}".encode())
                _feed(digest, getattr(value, part.name))
    else:
        digest.update(repr(value).encode())
