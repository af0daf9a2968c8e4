"""What a staff list says of people against what is on file. Reads the database, writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from luwes.core.secrets import fingerprint, seal, unseal
from luwes.imports.checking import Findings, Values
from luwes.organisation.importing.lookups import AreaBook, agency_areas
from luwes.people.importing.checking import default_standing
from luwes.people.rules import DEPLOYABLE_STANDINGS, Deployability


class Person(NamedTuple):
    """The columns of an employee that an import may set, secrets sealed as they are stored."""

    agency_id: int
    pns_id: str | None
    nip: str
    name: str
    title_before: str
    title_after: str
    birth_date: date
    sex: str
    employment: str
    legal_standing: str
    grade: str
    grade_since: date | None
    education: str
    home_area_id: int | None
    email: str
    deployability: str
    is_current: bool
    missing_since: date | None
    nik: str
    nik_hash: str
    phone: str
    address: str


COLUMNS = Person._fields
# Plain columns, taken over where the row says something: field of the file → place in Person.
_TAKEN = tuple(
    (name, COLUMNS.index(column))
    for name, column in (
        ("pns_id", "pns_id"), ("nip", "nip"), ("name", "name"), ("title_before", "title_before"),
        ("title_after", "title_after"), ("birth_date", "birth_date"), ("sex", "sex"),
        ("employment", "employment"), ("grade", "grade"), ("grade_since", "grade_since"),
        ("education", "education"), ("email", "email"), ("standing", "legal_standing"),
    )
)  # fmt: skip
_LABELS = {
    "agency_id": "instansi", "pns_id": "PNS ID", "nip": "NIP", "name": "nama",
    "title_before": "gelar depan", "title_after": "gelar belakang", "birth_date": "tanggal lahir",
    "sex": "jenis kelamin", "employment": "jenis pegawai", "legal_standing": "kedudukan hukum",
    "grade": "golongan", "grade_since": "TMT golongan", "education": "pendidikan",
    "home_area_id": "wilayah rumah", "email": "surel", "deployability": "kesiapan ditugaskan",
    "is_current": "masih pegawai", "missing_since": "ada di data", "nik": "NIK", "phone": "telepon",
    "address": "alamat",
}  # fmt: skip
_TOLD = {"name", "grade", "nip", "title_after", "legal_standing"}  # with old and new value


@dataclass
class OnFile:
    """Employees on file by id, and the ways to find them."""

    people: dict[int, Person] = field(default_factory=dict)
    by_pns_id: dict[str, int] = field(default_factory=dict)
    by_nip: dict[str, int] = field(default_factory=dict)

    def match(self, pns_id: str, nip: str) -> int | None:
        """By PNS ID, else by NIP where that does not contradict another PNS ID."""
        if pns_id and (found := self.by_pns_id.get(pns_id)):
            return found
        found = self.by_nip.get(nip)
        other = found and self.people[found].pns_id
        return None if pns_id and other and other != pns_id else found


def on_file(agencies: Iterable[int], values: Values) -> OnFile:
    """Everybody of these agencies, and whoever else the rows may mean."""
    ids = [text for text in values.of("pns_id", "") if text]
    nips = [text for text in values.of("nip", "") if text]
    found = OnFile()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {', '.join(COLUMNS)} FROM people_employee WHERE pns_id = ANY(%s)"
            " OR (is_current AND (agency_id = ANY(%s) OR nip = ANY(%s)))",
            [ids, list(agencies), nips],
        )
        for pk, *columns in cursor.fetchall():
            person = found.people[pk] = Person(*columns)
            if person.pns_id:
                found.by_pns_id[person.pns_id] = pk
            if person.is_current:
                found.by_nip[person.nip] = pk
    return found


@dataclass
class Row:
    """One person of the file who goes in."""

    row: int
    employee: int  # 0: a new person
    person: Person
    old: Person | None


class Reader:
    """Turns rows into what the employee should be; blanks of the file change nothing."""

    def __init__(self, values: Values, findings: Findings, agencies: list[int]) -> None:
        self.agencies = agencies
        self.taken = [(values.of(name), place) for name, place in _TAKEN if values.has(name)]
        self.nik, self.phone = values.of("nik", ""), values.of("phone", "")
        self.address = values.of("address", "")
        self.areas = _home_areas(values, findings, agencies)

    def read(self, row: int, old: Person | None) -> Person:
        now: list[Any] = list(old) if old else list(_BLANK)
        for column, place in self.taken:
            if value := column[row]:
                now[place] = value
        now[_AGENCY] = self.agencies[row]
        now[_AREA] = self.areas[row] or now[_AREA]
        now[_CURRENT], now[_MISSING] = True, None
        now[_STANDING] = now[_STANDING] or default_standing(now[_EMPLOYMENT])
        now[_DEPLOYABILITY] = _deployability(old, now[_STANDING], now[_DEPLOYABILITY])
        self._read_secrets(row, now)
        return Person._make(now)

    def _read_secrets(self, row: int, now: list[Any]) -> None:
        if nik := self.nik[row]:
            hashed = fingerprint(nik)
            if hashed != now[_NIK_HASH]:
                now[_NIK], now[_NIK_HASH] = seal(nik), hashed
        for column, place in ((self.phone, _PHONE), (self.address, _ADDRESS)):
            said = column[row]
            if said and not (now[place] and unseal(now[place]) == said):
                now[place] = seal(said)


def _deployability(old: Person | None, standing: str, now: str) -> str:
    """A standing that keeps someone home does; the return of one that does not frees again."""
    if standing not in DEPLOYABLE_STANDINGS:
        return Deployability.HOME_ONLY.value
    if old and old.legal_standing not in DEPLOYABLE_STANDINGS:
        return Deployability.AVAILABLE.value
    return now


def _home_areas(values: Values, findings: Findings, agencies: list[int]) -> list[int | None]:
    written = values.of("home_area", "")
    book, near = AreaBook(written), agency_areas()
    known: dict[tuple[str, str], int | None] = {}
    found: list[int | None] = []
    for row, text in enumerate(written):
        if not text:
            found.append(None)
            continue
        province = near.get(agencies[row], "")[:2]
        if (text, province) not in known:
            known[text, province] = book.find(text, province)
            if known[text, province] is None:
                findings.warn(
                    row,
                    "home_area",
                    "wilayah tidak dikenal",
                    "kode wilayah (18.71.01) atau nama",
                    text,
                )
        found.append(known[text, province])
    return found


def told_changes(old: Person, new: Person) -> str:
    """What changed, in a few words; private values stay unsaid."""
    said = []
    for column, before, after in zip(COLUMNS, old, new, strict=True):
        if before != after and (label := _LABELS.get(column)):
            said.append(f"{label}: {before} → {after}" if column in _TOLD else label)
    return "; ".join(said)


_AGENCY, _AREA = COLUMNS.index("agency_id"), COLUMNS.index("home_area_id")
_CURRENT, _MISSING = COLUMNS.index("is_current"), COLUMNS.index("missing_since")
_STANDING, _EMPLOYMENT = COLUMNS.index("legal_standing"), COLUMNS.index("employment")
_DEPLOYABILITY = COLUMNS.index("deployability")
_NIK, _NIK_HASH = COLUMNS.index("nik"), COLUMNS.index("nik_hash")
_PHONE, _ADDRESS = COLUMNS.index("phone"), COLUMNS.index("address")
_BLANK = Person(
    agency_id=0, pns_id=None, nip="", name="", title_before="", title_after="", birth_date=date.min,
    sex="", employment="", legal_standing="", grade="", grade_since=None, education="",
    home_area_id=None, email="", deployability=Deployability.AVAILABLE.value, is_current=True,
    missing_since=None, nik="", nik_hash="", phone="", address="",
)  # fmt: skip
