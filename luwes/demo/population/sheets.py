"""The columns of each file, and rows made of seats and people; the small faults of real exports."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from luwes.demo.population.catalogue import COMPETENCIES, GROUPS, SKILLS
from luwes.demo.population.model import FORMED, STORY_DAY, Government, Seat, Structure, Unit
from luwes.demo.population.people import Person
from luwes.demo.population.titles import KIND_WORDS, Title
from luwes.organisation.models import UNIT_KIND_LABELS
from luwes.organisation.rules import MANAGERIAL, PositionKind, UnitKind

Row = list[Any]

UNIT_COLUMNS = ("ID", "NAMA_UNOR", "ID_ATASAN", "JENIS", "KODE WILAYAH")
POSITION_COLUMNS = ("ID UNOR", "NAMA JABATAN", "JENIS JABATAN", "JENJANG", "KELAS", "KELOMPOK", "KEBUTUHAN")  # fmt: skip
PRESENCE_COLUMNS = ("ID UNOR", "KELOMPOK", "MINIMUM")
COMPETENCY_COLUMNS = ("NIP", "KOMPETENSI", "TINGKAT", "BERLAKU SAMPAI")


def _pairs(*heads: str) -> list[str]:
    return [f"{head} {part}" for head in heads for part in ("ID", "NAMA")]


# The master export of SIASN, in its order; the home district is our own column after it.
STAFF_COLUMNS: tuple[str, ...] = (
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG",
    *_pairs("TEMPAT LAHIR"), "TANGGAL LAHIR", "JENIS KELAMIN", *_pairs("AGAMA", "JENIS KAWIN"),
    "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT", "NPWP NOMOR", "BPJS",
    *_pairs("JENIS PEGAWAI", "KEDUDUKAN HUKUM"), "STATUS CPNS PNS", "KARTU ASN VIRTUAL",
    "NOMOR SK CPNS", "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS",
    *_pairs("GOL AWAL", "GOL AKHIR"), "TMT GOLONGAN", "MK TAHUN", "MK BULAN",
    *_pairs("JENIS JABATAN", "JABATAN"), "TMT JABATAN", *_pairs("TINGKAT PENDIDIKAN", "PENDIDIKAN"),
    "TAHUN LULUS", *_pairs("KPKN", "LOKASI KERJA", "UNOR", "INSTANSI INDUK", "INSTANSI KERJA",
    "SATUAN KERJA INDUK", "SATUAN KERJA KERJA"), "IS VALID NIK", "NAMA SEKOLAH", "FLAG IKD",
    "KODE WILAYAH RUMAH",
)  # fmt: skip
_GRADE_IDS = {f"{r}/{x}": f"{n}{m}" for n, r in enumerate(("I", "II", "III", "IV"), 1) for m, x in enumerate("abcde", 1)}  # fmt: skip
_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
]
_GRADE_IDS |= {name: str(n) for n, name in enumerate(_ROMAN, start=1)}
_POST_KINDS = {
    PositionKind.EXPERT: ("2", "Jabatan Fungsional"), PositionKind.SKILLED: ("2", "Jabatan Fungsional"),
    PositionKind.EXECUTIVE: ("4", "Jabatan Pelaksana"),
}  # fmt: skip
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_HEALTH = {UnitKind.HOSPITAL, UnitKind.HEALTH_CENTRE}


def unit_rows(structure: Structure) -> Iterator[Row]:
    for unit in structure.units:
        yield [unit.code, unit.name, unit.parent, str(UNIT_KIND_LABELS[unit.kind.value]), unit.area]


def position_rows(structure: Structure, random: Random) -> Iterator[Row]:
    """One line a unit and title; more are needed than there are, now and then fewer."""
    filled: Counter[tuple[Unit, Title]] = Counter((s.unit, s.title) for s in structure.seats)
    for seat in structure.vacant:
        filled.setdefault((seat.unit, seat.title), 0)
    for (unit, title), there in filled.items():
        need = (
            1 if title.kind in MANAGERIAL or title.family == "headteacher" else _need(there, random)
        )
        yield [
            unit.code, title.name, KIND_WORDS[title.kind], title.level, title.job_class,
            GROUPS[title.group], need,
        ]  # fmt: skip


def _need(there: int, random: Random) -> int:
    lot = random.random()
    if lot < 0.07 and there > 1:
        return there - 1
    if lot < 0.45:
        return there
    return there + max(1, round(there * random.uniform(0.05, 0.35)))


def presence_rows(structure: Structure, random: Random) -> Iterator[Row]:
    """Minimums that some units have set; the others fall to the policy."""
    people: dict[Unit, Counter[str]] = {}
    for seat in structure.seats:
        people.setdefault(seat.unit, Counter())[seat.title.group] += 1
    kinds = {unit.code: unit.kind for unit in structure.units}
    for unit, groups in people.items():
        total = groups.total()
        kind = unit.kind
        if kind is UnitKind.SECTION:
            kind = kinds[unit.parent]
        if kind in _HEALTH:
            share = 70 if unit.area in {"18.71.10", "18.71.11", "18.71.14"} else 60
            for group in ("perawat", "bidan", "dokter"):
                if groups[group] >= 2 and random.random() < 0.6:
                    yield [unit.code, GROUPS[group], -(-groups[group] * share // 100)]
        elif kind in {UnitKind.DISASTER_AGENCY, UnitKind.FIRE_SERVICE}:
            yield [unit.code, "", max(1, -(-total * 40 // 100))]
        elif total >= 4 and random.random() < 0.25:
            share = 75 if kind is UnitKind.SCHOOL else 50
            yield [unit.code, "", -(-total * share // 100)]


def competency_rows(person: Person, random: Random) -> Iterator[Row]:
    known = {entry.code: entry for entry in COMPETENCIES}
    for chance in SKILLS.get(person.seat.title.group, ()):
        if random.random() >= chance.share:
            continue
        level = random.choices(range(1, len(chance.levels) + 1), weights=chance.levels)[0]
        entry = known[chance.competency]
        until = _expiry(random) if entry.needs_certificate else None
        yield [person.nip, entry.name, level, until and f"{until:%d-%m-%Y}"]


def _expiry(random: Random) -> date:
    """Certificates hold three to five years; one in six ends around the flood."""
    if random.random() < 0.16:
        return date(2025, 2, 1) + timedelta(days=random.randrange(59))
    return date(2025, 4, 1) + timedelta(days=random.randrange(1600))


class StaffSheet:
    """Rows of the staff export of one government, with its dirt (never enough to be refused)."""

    def __init__(self, structure: Structure, random: Random) -> None:
        self.government: Government = structure.government
        self.random = random
        units = {unit.code: unit for unit in structure.units}
        self._top: dict[str, Unit] = {}
        for unit in structure.units:
            top = unit
            while top.parent:
                top = units[top.parent]
            self._top[unit.code] = top

    def row(self, p: Person) -> Row:
        seat, born = p.seat, p.born
        top = self._top[seat.unit.code]
        agency = [self.government.code, self.government.name]
        joined = p.appointed
        sworn = joined if p.is_pppk else date(joined.year + 1, joined.month, 1)
        months = (STORY_DAY.year - joined.year) * 12 + STORY_DAY.month - joined.month
        kind = ("71", "PPPK") if p.is_pppk else ("12", "PNS Daerah")
        post = _POST_KINDS.get(seat.title.kind, ("1", "Jabatan Struktural"))
        return [
            p.pns_id, self._nip(p.nip), "", self._name(p.name), p.title_before, p.title_after,
            "", p.birthplace, self._date(born), self._sex(p.is_woman), *[""] * 4,
            self._quoted(p.nik), p.phone, p.email, "", f"Kecamatan {p.home.name}", "", "",
            *kind, *p.standing, "P" if not p.is_pppk else "", "",
            "", "", f"{joined:%d-%m-%Y}", "", "", f"{sworn:%d-%m-%Y}",
            _GRADE_IDS[p.first_grade], p.first_grade, _GRADE_IDS[p.grade], self._grade(p),
            self._date(p.grade_since), months // 12, months % 12,
            *post, "", seat.title.name, f"{max(p.in_post_since, FORMED):%d-%m-%Y}",
            "", p.education[0], "", " ".join(p.education), p.graduated,
            "", "", seat.unit.area, top.name, seat.unit.code, seat.unit.name, *agency, *agency,
            top.code, top.name, top.code, top.name, "1", "", "",
            p.home.code,
        ]  # fmt: skip

    def _nip(self, nip: str) -> str:
        lot = self.random.random()
        if lot < 0.03:
            return f"'{nip}"
        if lot < 0.04:
            return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
        return nip

    def _quoted(self, text: str) -> str:
        return f"'{text}" if self.random.random() < 0.05 else text

    def _name(self, name: str) -> str:
        lot = self.random.random()
        return f" {name}  " if lot < 0.01 else name.replace(" ", "  ", 1) if lot < 0.02 else name

    def _sex(self, woman: bool) -> str:
        if self.random.random() < 0.04:
            return "P" if woman else "L"
        return "F" if woman else "M"

    def _grade(self, p: Person) -> str:
        if "/" in p.grade and self.random.random() < 0.03:
            return p.grade.replace("/", "")
        return p.grade

    def _date(self, day: date) -> Any:
        """Mostly 24-02-2025; some 24/02/2025, some the number Excel keeps."""
        lot = self.random.random()
        if lot < 0.02:
            return f"{day:%d/%m/%Y}"
        if lot < 0.03:
            return (day - _EXCEL_DAY_ZERO).days
        return f"{day:%d-%m-%Y}"


def leaders(people: list[Person]) -> dict[str, str]:
    """Which NIP heads which unit."""
    return {p.seat.unit.code: p.nip for p in people if p.seat.leads}


def is_free_clerk(seat: Seat) -> bool:
    return not seat.leads and seat.title.family == "analis_sdm"
