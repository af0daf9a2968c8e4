"""What rows of a file point at: agencies, units, groups, titles, areas, found by code or by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from luwes.imports.cells import identifier, text
from luwes.imports.checking import Findings, Values
from luwes.imports.registry import Context
from luwes.imports.rules import Field
from luwes.organisation.models import Agency, JobTitle, StaffGroup, TitleAlias, UnitAlias, UnitShape
from luwes.places.models import Area
from luwes.places.rules import name_key

UNIT_FIELDS = (
    Field("unit_code", "UNOR ID", ("id unor", "kode unor", "id unit", "kode unit", "unit id",
          "unor", "unit"), identifier(40)),
    Field("unit_name", "UNOR NAMA", ("nama unor", "nama_unor", "nama unit", "unit organisasi",
          "unit kerja", "unit name"), text(240)),
)  # fmt: skip


@dataclass
class UnitBook:
    """Units of some agencies as of a day: by code, and by name where one name is one unit."""

    by_code: dict[tuple[int, str], int] = field(default_factory=dict)
    by_name: dict[tuple[int, str], list[int]] = field(default_factory=dict)

    def find(self, agency: int, code: str, name: str) -> int | None:
        """The unit meant, None when there is none."""
        if code:
            return self.by_code.get((agency, code))
        found = self.by_name.get((agency, name_key(name)), [])
        return found[0] if len(found) == 1 else None

    def is_ambiguous(self, agency: int, code: str, name: str) -> bool:
        return not code and len(self.by_name.get((agency, name_key(name)), [])) > 1


def unit_book(agencies: Iterable[int], on: date) -> UnitBook:
    book = UnitBook()
    rows = UnitShape.objects.filter(agency_id__in=set(agencies), period__endswith=None)
    rows = rows | UnitShape.objects.filter(agency_id__in=set(agencies), period__endswith__gt=on)
    columns = rows.order_by("period", "pk").values_list(
        "agency_id", "unit__code", "name", "unit_id"
    )
    for agency, code, name, unit in columns:
        book.by_code[agency, code] = unit
        named = book.by_name.setdefault((agency, name_key(name)), [])
        if unit not in named:
            named.append(unit)
    _add_aliases(book, agencies)
    return book


def _add_aliases(book: UnitBook, agencies: Iterable[int]) -> None:
    """What people said a file means, where no unit bears that code or name itself."""
    known = set(book.by_code.values())
    rows = UnitAlias.objects.filter(agency_id__in=set(agencies)).order_by("pk")
    for agency, written, unit in rows.values_list("agency_id", "written", "unit_id"):
        if unit in known:
            book.by_code.setdefault((agency, written), unit)
            book.by_name.setdefault((agency, written), [unit])


class Way(IntEnum):
    """How closely a text is the name of a title, closest first."""

    WHOLE = 0  # the name, which says the level or needs none
    WITH_LEVEL = 1  # name and level, also with "Ahli" between
    ALIAS = 2  # what people said is meant
    BARE = 3  # the name alone, where the title has a level besides


class Meant(NamedTuple):
    """Titles that a text may mean: surely, best first, or at a level which it does not say."""

    sure: list[int]
    unsaid: list[int]


@dataclass
class TitleBook:
    """The catalogue by the ways a title is written: with its level, with "Ahli", alone."""

    ways: dict[str, list[tuple[Way, int]]] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _named: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, pk: int, name: str, level: str) -> None:
        self.levels[pk] = level
        self._named[name, level] = pk
        self._pairs.setdefault((name_key(name), level), []).append(pk)
        whole = not level or level in name.casefold().split()
        self._write(name_key(name), Way.WHOLE if whole else Way.BARE, pk)
        if level:
            self._write(name_key(f"{name} {level}"), Way.WITH_LEVEL, pk)
            self._write(name_key(f"{name} ahli {level}"), Way.WITH_LEVEL, pk)

    def add_alias(self, written: str, pk: int) -> None:
        self._write(written, Way.ALIAS, pk)

    def _write(self, written: str, way: Way, pk: int) -> None:
        self.ways.setdefault(written, []).append((way, pk))

    def named(self, name: str, level: str) -> int | None:
        """The title with just this name and level, letter by letter."""
        return self._named.get((name, level))

    def find(self, name: str, level: str = "") -> Meant:
        """The titles meant. A level that is said is never taken for another one."""
        key = name_key(name)
        keys = [key]
        if level:
            keys = [name_key(f"{name} {level}"), name_key(f"{name} ahli {level}"), key]
        found = sorted(
            (pair for written in keys for pair in self.ways.get(written, ())),
            key=lambda pair: pair[0],  # stable: drafts stay last within a way
        )
        sure = list(self._pairs.get((key, level), ()))
        sure += [
            pk
            for way, pk in found
            if way is Way.ALIAS or (way is not Way.BARE and self._fits(pk, level))
        ]
        unsaid = [] if level else [pk for way, pk in found if way is Way.BARE]
        return Meant(list(dict.fromkeys(sure)), unsaid)

    def _fits(self, pk: int, level: str) -> bool:
        return not level or self.levels[pk] in ("", level)


def title_book() -> TitleBook:
    book = TitleBook()
    rows = JobTitle.objects.order_by("is_draft", "pk").values_list("pk", "name", "career_level")
    for pk, name, level in rows:
        book.add(pk, name, level)
    for written, title in TitleAlias.objects.order_by("pk").values_list("written", "title_id"):
        book.add_alias(written, title)
    return book


class AreaBook:
    """Areas by code, or by a name that only one area of the best fitting level bears."""

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = {text for text in texts if text}
        keys = {name_key(_bare(text)) for text in wanted}
        rows = Area.objects.filter(code__in=wanted) | Area.objects.filter(name_key__in=keys)
        self._codes: dict[str, int] = {}
        self._names: dict[str, list[tuple[str, int]]] = {}
        for pk, code, key in rows.order_by("code").values_list("pk", "code", "name_key"):
            self._codes[code] = pk
            self._names.setdefault(key, []).append((code, pk))

    def find(self, written: str, near: str = "") -> int | None:
        """The area of a code or name; `near` is the code of the area it should lie in."""
        if pk := self._codes.get(written):
            return pk
        same = self._names.get(name_key(_bare(written)), [])
        inside = [pair for pair in same if pair[0].startswith(near)] or same
        longest = {2: 1, 5: 2, 8: 3, 13: 0}  # a district before a regency, a village last
        best = max((longest.get(len(code), 0) for code, _ in inside), default=0)
        fitting = [pk for code, pk in inside if longest.get(len(code), 0) == best]
        return fitting[0] if len(fitting) == 1 else None


def _bare(written: str) -> str:
    """A place's name without what kind of place it is."""
    words = written.split()
    kinds = {
        "kabupaten",
        "kab",
        "kab.",
        "kota",
        "kecamatan",
        "kec",
        "kec.",
        "kelurahan",
        "kel.",
        "desa",
    }
    return " ".join(words[1:]) if len(words) > 1 and words[0].casefold() in kinds else written


def agency_areas() -> dict[int, str]:
    """The code of the area that each agency governs."""
    rows: Any = Agency.objects.values_list("pk", "area__code")
    return {pk: code or "" for pk, code in rows}


def find_units(
    values: Values, findings: Findings, agencies: list[int], context: Context
) -> list[int]:
    """The unit each row names; a row whose unit is blank, unknown or ambiguous is refused."""
    book = unit_book(agencies, context.on)
    found = []
    for row, (agency, code, name) in enumerate(
        zip(agencies, values.of("unit_code", ""), values.of("unit_name", ""), strict=True)
    ):
        unit = book.find(agency, code, name) or 0
        field_key = "unit_code" if values.has("unit_code") else "unit_name"
        if not unit and code and not name:
            unit = book.find(agency, "", code) or 0
        if not unit and row not in findings.refused:
            if book.is_ambiguous(agency, code, name):
                findings.refuse(
                    row, "unit_name", "nama unor ada di beberapa tempat", "UNOR ID", name
                )
            else:
                said = "unit tidak dikenal" if code or name else "unit kosong"
                findings.refuse(row, field_key, said, "ID atau nama unor yang ada", code or name)
        found.append(unit)
    return found


class GroupBook:
    """Staff groups by code or name."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        for pk, code, name in StaffGroup.objects.order_by("pk").values_list("pk", "code", "name"):
            self._keys.setdefault(name_key(code), pk)
            self._keys.setdefault(name_key(name), pk)
        self.expected = "kelompok yang sudah ada"

    def find(self, written: str) -> int | None:
        return self._keys.get(name_key(written))
