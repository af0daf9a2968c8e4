"""What the made-up province is made of before it becomes files."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from luwes.demo.population.titles import Title
from luwes.organisation.rules import AgencyKind, UnitKind

STORY_DAY = date(2025, 2, 24)
# The regional apparatus was formed anew by PP 18/2016 and began its work in January 2017: units and
# positions exist since then, and whoever held a post before was confirmed in it.
FORMED = date(2017, 1, 1)


class Spot(NamedTuple):
    """A district where units stand and people live."""

    code: str
    name: str
    lat: float
    lon: float


class Unit(NamedTuple):
    code: str
    name: str
    parent: str
    kind: UnitKind
    area: str


class Seat(NamedTuple):
    """A place at a unit with somebody in it; `leads` when its holder heads the unit."""

    unit: Unit
    title: Title
    leads: bool = False


@dataclass(frozen=True)
class Government:
    """One agency: its Home Ministry code, its name, its size."""

    code: str
    name: str
    kind: AgencyKind
    headcount: int

    @property
    def slug(self) -> str:
        return self.code.replace(".", "")

    @property
    def short(self) -> str:
        return self.name.replace("Pemerintah ", "")


@dataclass
class Structure:
    """Units, filled seats, and posts that stand empty."""

    government: Government
    units: list[Unit] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    vacant: list[Seat] = field(default_factory=list)


@dataclass(frozen=True)
class AgencyFiles:
    """The five files of one agency, in the order in which they are imported."""

    code: str
    name: str
    kind: str
    units: Path
    positions: Path
    staff: Path
    presence: Path
    competencies: Path


@dataclass(frozen=True)
class Files:
    folder: Path
    people: int
    agencies: tuple[AgencyFiles, ...]
    cast: Path
