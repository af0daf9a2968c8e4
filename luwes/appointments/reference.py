"""What leave starts with: rules of the law, working weeks, holidays. Offices add and change.

Holidays 2025 and 2026 as the joint decrees of three ministers list them; no decree for 2027 was found,
so its days are assumptions, the movable ones by the calendars of sun and moon.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from luwes.appointments.rules.entitlement import PNS_LIMITS, PPPK_LIMITS, LeaveLimits
from luwes.core.periods import Period
from luwes.organisation.rules import UnitKind


@dataclass(frozen=True)
class Policy:
    status: str
    period: Period
    limits: LeaveLimits

    def values(self) -> dict[str, object]:
        return asdict(self.limits)


@dataclass(frozen=True)
class Week:
    unit_kind: str
    days: int
    period: Period
    source: str


@dataclass(frozen=True)
class Day:
    day: date
    name: str
    kind: str
    source: str
    is_assumed: bool


POLICIES = (
    Policy("pns", Period(date(2017, 12, 22)), PNS_LIMITS),
    Policy("pppk", Period(date(2022, 5, 1)), PPPK_LIMITS),
)
_SINCE = Period(date(2000, 1, 1))
WEEKS = (
    Week("", 5, _SINCE, "Perpres 21/2023"),
    Week(UnitKind.SCHOOL.value, 6, _SINCE, "asumsi Luwes"),
    Week(UnitKind.HEALTH_CENTRE.value, 6, _SINCE, "asumsi Luwes"),
)

_DECREES = {
    2025: "SKB 3 Menteri 1017, 2, 2/2024",
    2026: "SKB 3 Menteri 1497, 2, 5/2025",
    2027: "asumsi Luwes",
}
_NATIONAL = """
2025-01-01 Tahun Baru Masehi
2025-01-27 Isra Mikraj
2025-01-29 Tahun Baru Imlek
2025-03-29 Nyepi
2025-03-31 Idul Fitri
2025-04-01 Idul Fitri
2025-04-18 Wafat Yesus Kristus
2025-04-20 Paskah
2025-05-01 Hari Buruh
2025-05-12 Waisak
2025-05-29 Kenaikan Yesus Kristus
2025-06-01 Hari Lahir Pancasila
2025-06-06 Idul Adha
2025-06-27 Tahun Baru Islam
2025-08-17 Proklamasi Kemerdekaan
2025-09-05 Maulid Nabi
2025-12-25 Natal
2026-01-01 Tahun Baru Masehi
2026-01-16 Isra Mikraj
2026-02-17 Tahun Baru Imlek
2026-03-19 Nyepi
2026-03-21 Idul Fitri
2026-03-22 Idul Fitri
2026-04-03 Wafat Yesus Kristus
2026-04-05 Paskah
2026-05-01 Hari Buruh
2026-05-14 Kenaikan Yesus Kristus
2026-05-27 Idul Adha
2026-05-31 Waisak
2026-06-01 Hari Lahir Pancasila
2026-06-16 Tahun Baru Islam
2026-08-17 Proklamasi Kemerdekaan
2026-08-25 Maulid Nabi
2026-12-25 Natal
2027-01-01 Tahun Baru Masehi
2027-01-05 Isra Mikraj
2027-02-06 Tahun Baru Imlek
2027-03-08 Nyepi
2027-03-10 Idul Fitri
2027-03-11 Idul Fitri
2027-03-26 Wafat Yesus Kristus
2027-03-28 Paskah
2027-05-01 Hari Buruh
2027-05-06 Kenaikan Yesus Kristus
2027-05-16 Idul Adha
2027-05-20 Waisak
2027-06-01 Hari Lahir Pancasila
2027-06-06 Tahun Baru Islam
2027-08-15 Maulid Nabi
2027-08-17 Proklamasi Kemerdekaan
2027-12-25 Natal
"""
_COLLECTIVE = """
2025-01-28 Cuti bersama Imlek
2025-03-28 Cuti bersama Nyepi
2025-04-02 Cuti bersama Idul Fitri
2025-04-03 Cuti bersama Idul Fitri
2025-04-04 Cuti bersama Idul Fitri
2025-04-07 Cuti bersama Idul Fitri
2025-05-13 Cuti bersama Waisak
2025-05-30 Cuti bersama Kenaikan Yesus Kristus
2025-06-09 Cuti bersama Idul Adha
2025-12-26 Cuti bersama Natal
2026-02-16 Cuti bersama Imlek
2026-03-18 Cuti bersama Nyepi
2026-03-20 Cuti bersama Idul Fitri
2026-03-23 Cuti bersama Idul Fitri
2026-03-24 Cuti bersama Idul Fitri
2026-05-15 Cuti bersama Kenaikan Yesus Kristus
2026-05-28 Cuti bersama Idul Adha
2026-12-24 Cuti bersama Natal
"""


def _read(text: str, kind: str) -> Iterator[Day]:
    for line in text.split("\n"):
        written, _blank, name = line.partition(" ")
        if name:
            day = date.fromisoformat(written)
            yield Day(day, name, kind, _DECREES[day.year], day.year == 2027)


HOLIDAYS = (*_read(_NATIONAL, "national"), *_read(_COLLECTIVE, "collective"))
