"""What an organisation is made of, and how its minimum presence is told. Pure."""

import math
from dataclasses import dataclass
from enum import StrEnum


class AgencyKind(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


class UnitKind(StrEnum):
    SECRETARIAT = "secretariat"  # Setda, Setwan
    INSPECTORATE = "inspectorate"
    DEPARTMENT = "department"  # dinas
    BOARD = "board"  # badan
    DISASTER_AGENCY = "disaster_agency"  # BPBD
    PUBLIC_ORDER = "public_order"  # Satpol PP
    FIRE_SERVICE = "fire_service"
    HOSPITAL = "hospital"  # RSUD
    HEALTH_CENTRE = "health_centre"  # puskesmas
    SCHOOL = "school"
    DISTRICT_OFFICE = "district_office"  # kecamatan
    VILLAGE_OFFICE = "village_office"  # kelurahan
    TECHNICAL_UNIT = "technical_unit"  # UPTD
    SECTION = "section"  # bidang, bagian, seksi, subbagian
    OTHER = "other"


class PositionKind(StrEnum):
    """Kinds of post; UU 20/2023: managerial and non-managerial."""

    TOP_LEADER = "top_leader"  # JPT
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"  # pengawas
    EXPERT = "expert"  # JF keahlian
    SKILLED = "skilled"  # JF keterampilan
    EXECUTIVE = "executive"  # pelaksana


MANAGERIAL = frozenset(
    {PositionKind.TOP_LEADER, PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}
)

CAREER_LEVELS: dict[PositionKind, tuple[str, ...]] = {
    PositionKind.TOP_LEADER: ("utama", "madya", "pratama"),
    PositionKind.ADMINISTRATOR: ("",),
    PositionKind.SUPERVISOR: ("",),
    PositionKind.EXPERT: ("pertama", "muda", "madya", "utama"),
    PositionKind.SKILLED: ("pemula", "terampil", "mahir", "penyelia"),
    PositionKind.EXECUTIVE: ("klerek", "operator", "teknisi", ""),
}


def default_minimum(present: int, percent: int) -> int:
    """The policy's minimum where a unit has set none: a share of those present, rounded up."""
    return math.ceil(present * percent / 100)


@dataclass(frozen=True)
class Figures:
    """Need against holders, in heads. `short` and `over` are summed post by post."""

    need: int = 0
    filled: int = 0
    short: int = 0
    over: int = 0  # kelebihan

    @classmethod
    def of(cls, need: int, filled: int) -> "Figures":
        return cls(need, filled, max(0, need - filled), max(0, filled - need))

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.need + other.need, self.filled + other.filled,
            self.short + other.short, self.over + other.over,
        )  # fmt: skip

    @property
    def is_badly_short(self) -> bool:
        """More than a fifth lacking: shown red rather than amber."""
        return self.short * 5 > self.need


@dataclass(frozen=True)
class Outlook:
    """Beside the strength, in heads: who acts (Plt., Plh.), and which holders retire within a year."""

    acting: int = 0
    retiring: int = 0

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(self.acting + other.acting, self.retiring + other.retiring)


@dataclass(frozen=True)
class Minimum:
    """
    How many of a group (None: of everyone) stay at a unit and all below it.

    `assumed`: the policy's share, for the unit has set none.
    """

    unit_id: int
    group_id: int | None
    minimum: int
    assumed: bool
    basis: str


def full_title(name: str, career_level: str) -> str:
    """A title with its career level, where the name does not say it already."""
    known = not career_level or career_level.lower() in name.lower()
    return name if known else f"{name} {career_level.capitalize()}"
