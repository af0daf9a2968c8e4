"""What an organisation is made of, and how its minimum presence is told. Pure."""

import math
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


MANAGERIAL = frozenset({PositionKind.TOP_LEADER, PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR})

CAREER_LEVELS: dict[PositionKind, tuple[str, ...]] = {
    PositionKind.TOP_LEADER: ("utama", "madya", "pratama"),
    PositionKind.ADMINISTRATOR: ("",),
    PositionKind.SUPERVISOR: ("",),
    PositionKind.EXPERT: ("pertama", "muda", "madya", "utama"),
    PositionKind.SKILLED: ("pemula", "terampil", "mahir", "penyelia"),
    PositionKind.EXECUTIVE: ("klerek", "operator", "teknisi", ""),
}


def retirement_age(kind: PositionKind, level: str) -> int:
    """BUP by kind of post: UU 20/2023 ps. 55; PP 11/2017 ps. 239–240."""
    if kind is PositionKind.TOP_LEADER:
        return 60
    if kind is PositionKind.EXPERT:
        return {"madya": 60, "utama": 65}.get(level, 58)
    return 58


def default_minimum(present: int, percent: int) -> int:
    """The policy's minimum where a unit has set none: a share of those present, rounded up."""
    return math.ceil(present * percent / 100)


def forms_circle(unit: int, parent: int | None, parents: dict[int, int | None]) -> bool:
    """Whether giving `unit` this parent would make the tree go round."""
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == unit:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False

