"""Checking rows of areas before they are stored: codes, names, places of points. No writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luwes.places import rules
from luwes.places.rules import Level
from luwes.places.sources import AreaRow

Point = tuple[float, float]
LONGEST = 120  # letters of a name


@dataclass(frozen=True)
class Known:
    """An area that is stored, or earlier in the same file."""

    name: str
    point: Point | None


@dataclass(frozen=True)
class Finding:
    """Something about one row, in words for the one who imports."""

    line: int
    code: str
    name: str
    message: str

    def __str__(self) -> str:
        place = _("baris %(line)s: ") % {"line": self.line} if self.line else ""
        return f"{place}{self.code} {self.name}: {self.message}"


@dataclass(frozen=True)
class CheckedArea:
    code: str
    level: Level
    name: str
    point: Point | None


@dataclass
class Checked:
    """`refused` rows are left out; those in `unplaced` are taken without their point."""

    areas: list[CheckedArea] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    unplaced: list[Finding] = field(default_factory=list)


def check(
    rows: Iterable[AreaRow], stored: Mapping[str, Known], official: Mapping[str, str]
) -> Checked:
    """
    Check rows from the province down, each against the areas above it.

    `official` are names of regencies by the Home Ministry's code, also of ones not stored:
    a name under another code is the mark of the statistics office's numbers.
    """
    found = Checked()
    known = dict(stored)
    regencies = {(code[:2], rules.regency_key(name)): code for code, name in official.items()}
    seen: set[str] = set()
    for row in sorted(rows, key=lambda r: (r.code.count("."), r.code, r.line)):
        fault = _fault(row, known, regencies, official, seen)
        if fault:
            found.refused.append(Finding(row.line, row.code, row.name, fault))
            continue
        seen.add(row.code)
        area = _with_checked_point(row, known, found)
        known[row.code] = Known(area.name, area.point or _point(known, row.code))
        found.areas.append(area)
    return found


def _fault(
    row: AreaRow,
    known: Mapping[str, Known],
    regencies: Mapping[tuple[str, str], str],
    official: Mapping[str, str],
    seen: set[str],
) -> str:
    """Why a row can't be taken at all; nothing when it can."""
    level = rules.level_of(row.code)
    if rules.looks_like_statistics_code(row.code):
        return _("kode BPS (tanpa titik); pakai kode Kemendagri, misalnya 18.01 – nomornya berbeda")
    if level is None:
        return _("bukan kode Kemendagri (18, 18.71, 18.71.01 atau 18.71.01.1001)")
    if not row.name:
        return _("nama kosong")
    if len(row.name) > LONGEST:
        return _("nama lebih dari %(most)d huruf") % {"most": LONGEST}
    if row.code in seen:
        return _("kode ini sudah ada di berkas yang sama")
    if level is Level.REGENCY:
        other = regencies.get((row.code[:2], rules.regency_key(row.name)))
        if other and other != row.code and not _both_kinds(row.name, official[other]):
            return _("menurut Kemendagri kodenya %(code)s; kode ini tampaknya kode BPS") % {
                "code": other
            }
    above = rules.parent_code(row.code)
    if above and above not in known:
        return _("wilayah di atasnya (%(code)s) tidak dikenal") % {"code": above}
    return ""


def _both_kinds(one: str, other: str) -> bool:
    """Kabupaten Bogor and Kota Bogor are two regencies of one name."""
    return one.casefold().startswith("kota") != other.casefold().startswith("kota")


def _with_checked_point(row: AreaRow, known: Mapping[str, Known], found: Checked) -> CheckedArea:
    level = Level(rules.level_of(row.code) or "")
    point = None if row.lat is None or row.lon is None else (row.lat, row.lon)
    fault = ""
    if point is None:
        fault = "" if _point(known, row.code) else _("tidak ada titik")
    elif not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        fault = _("lintang atau bujur di luar bumi; titik tidak dipakai")
    else:
        fault = _too_far(row.code, level, point, known)
    if fault:
        found.unplaced.append(Finding(row.line, row.code, row.name, fault))
        point = None
    return CheckedArea(row.code, level, row.name, point)


def _too_far(code: str, level: Level, point: Point, known: Mapping[str, Known]) -> str:
    """The distance rule against the nearest area above that has a checked point."""
    above = rules.parent_code(code)
    while above:
        if (anchor := _point(known, above)) is not None:
            distance = rules.point_fault(level, point, anchor)
            if distance is None:
                return ""
            return _("titik %(km)d km dari %(above)s; titik tidak dipakai") % {
                "km": distance, "above": known[above].name,
            }  # fmt: skip
        # A village below a district without a point is held to the district's own limit.
        level, above = Level(rules.level_of(above) or ""), rules.parent_code(above)
    return ""


def _point(known: Mapping[str, Known], code: str) -> Point | None:
    area = known.get(code)
    return area.point if area else None
