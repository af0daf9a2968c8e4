"""Which post each row means; units, titles and positions that nobody knows become drafts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from luwes.core.periods import Period
from luwes.imports.checking import Findings, Values
from luwes.organisation.importing import lookups
from luwes.organisation.importing.position_work import title_key
from luwes.organisation.models import JobTitle, OrgUnit, Position, StaffGroup, UnitShape
from luwes.organisation.rules import MANAGERIAL, PositionKind, UnitKind
from luwes.people.rules import DEPLOYABLE_STANDINGS
from luwes.places.rules import name_key


class UnitKey(NamedTuple):
    """A unit on file by its id, or one to be drafted by agency and code."""

    pk: int
    agency: int
    code: str


class TitleKey(NamedTuple):
    pk: int
    name: str  # compared by name_key; the wording of the first row is kept in Drafts
    level: str


class Post(NamedTuple):
    """A position on file by its id, or one to be drafted by unit and title."""

    pk: int
    unit: UnitKey
    title: TitleKey
    single_holder: bool


@dataclass
class Drafts:
    """What the commit has to make up before anybody can be appointed."""

    units: dict[UnitKey, str] = field(default_factory=dict)  # → name
    titles: dict[TitleKey, tuple[str, str]] = field(default_factory=dict)  # → name, kind
    posts: set[Post] = field(default_factory=set)


class PostFinder:
    def __init__(self, values: Values, findings: Findings, agencies: list[int], on: date) -> None:
        self.values, self.findings, self.agencies = values, findings, agencies
        self.drafts = Drafts()
        self._units = lookups.unit_book(agencies, on)
        self._titles = lookups.title_book()
        self._posts = _posts(set(agencies), on)
        self._codes, self._names = values.of("unit_code", ""), values.of("unit_name", "")
        self._jobs, self._levels = values.of("job", ""), values.of("level")
        self._kinds, self._echelons = values.of("job_kind"), values.of("echelon", "")
        self._standings = values.of("standing", "")
        self._known_units: dict[tuple[int, str, str], UnitKey | None] = {}
        self._known_titles: dict[tuple[str, str], lookups.Meant] = {}

    def warn_of_twins(self, posts: Mapping[int, Post | None]) -> None:
        """Two leaders of one drafted post: its title may be a guess, so people have to look."""
        rows: dict[Post, list[int]] = {}
        for row, post in posts.items():
            if post and not post.pk:
                rows.setdefault(post, []).append(row)
        shared = {post: twins for post, twins in rows.items() if len(twins) > 1}
        titles = JobTitle.objects.filter(pk__in=[post.title.pk for post in shared])
        kinds = dict(titles.values_list("pk", "kind"))
        for post, twins in shared.items():
            kind = kinds[post.title.pk] if post.title.pk else self.drafts.titles[post.title][1]
            if kind not in MANAGERIAL:
                continue
            said = f"jabatan pimpinan untuk satu orang: {len(twins)} orang dalam berkas"
            for row in twins:
                self.findings.warn(row, "job", said, "satu pemegang", self._jobs[row])

    def find(self, row: int) -> Post | None:
        """The post of a row, or None when the row names none that can be taken."""
        code, name, job = self._codes[row], self._names[row], self._jobs[row]
        if not code and not name:
            if (self._standings[row] or "1") in DEPLOYABLE_STANDINGS:
                self.findings.warn(row, "unit_code", "aktif tanpa unit", "UNOR ID atau UNOR NAMA")
            return None
        unit = self._unit(row, code, name)
        if unit is None:
            return None
        if not job:
            self.findings.warn(row, "job", "jabatan kosong", "nama jabatan")
            return None
        level = self._levels[row] or ""
        meant = self._meant(job, level)
        if unit.pk and (post := self._post_here(unit, meant)):
            return post
        title = self._title(row, job, level, meant)
        if title is None:
            return None
        post = Post(0, unit, title, False)
        self.drafts.posts.add(post)
        return post

    def _meant(self, job: str, level: str) -> lookups.Meant:
        if (job, level) not in self._known_titles:
            self._known_titles[job, level] = self._titles.find(job, level)
        return self._known_titles[job, level]

    def _post_here(self, unit: UnitKey, meant: lookups.Meant) -> Post | None:
        """The unit's own post of a title that is meant; a level it does not say must be the only one."""
        here = [pk for pk in meant.sure if (unit.pk, pk) in self._posts]
        if not here:
            here = [pk for pk in meant.unsaid if (unit.pk, pk) in self._posts]
            if len(self._levels_of(here)) > 1:
                return None
        if not here:
            return None
        pk, single_holder = self._posts[unit.pk, here[0]]
        return Post(pk, unit, TitleKey(here[0], "", ""), single_holder)

    def _levels_of(self, titles: list[int]) -> list[str]:
        return list(dict.fromkeys(self._titles.levels[pk] for pk in titles))

    def _title(self, row: int, job: str, level: str, meant: lookups.Meant) -> TitleKey | None:
        """The title of a row; a draft for an unknown one, None where its level is not said."""
        levels = [] if meant.sure else self._levels_of(meant.unsaid)
        if len(levels) > 1:
            said = "jenjang jabatan tidak disebut; pegawai belum ditempatkan"
            self.findings.warn(row, "job", said, f"jenjang: {', '.join(levels)}", job)
            return None
        known = meant.sure or meant.unsaid
        return TitleKey(known[0], "", "") if known else self._draft(row, job, level)

    def _unit(self, row: int, code: str, name: str) -> UnitKey | None:
        agency = self.agencies[row]
        key = (agency, code, "" if code else name_key(name))
        if key in self._known_units:
            unit = self._known_units[key]
        else:
            unit = self._known_units[key] = self._new_unit(row, agency, code, name)
        if unit is None:
            said = "nama unor ada di beberapa tempat"
            self.findings.refuse(row, "unit_name", said, "UNOR ID", name)
        return unit

    def _new_unit(self, row: int, agency: int, code: str, name: str) -> UnitKey | None:
        if pk := self._units.find(agency, code, name):
            return UnitKey(pk, agency, "")
        if self._units.is_ambiguous(agency, code, name):
            return None
        unit = UnitKey(0, agency, code or _code_of(name))
        if unit not in self.drafts.units:
            self.drafts.units[unit] = name or code
            said = "unit belum dikenal; dibuat sebagai rancangan"
            self.findings.warn(
                row,
                "unit_code" if code else "unit_name",
                said,
                "unit dalam daftar unor",
                code or name,
            )
        return unit

    def _draft(self, row: int, job: str, level: str) -> TitleKey:
        """A title for the catalogue's keepers to look at; said once."""
        kind, found_level = guess_kind(job, level, self._kinds[row], self._echelons[row])
        if pk := self._titles.named(job, found_level):
            return TitleKey(pk, "", "")
        title = TitleKey(0, *title_key(job, found_level, kind))
        if title not in self.drafts.titles:
            self.drafts.titles[title] = (job, kind)
            said = "jabatan belum dikenal; dibuat sebagai rancangan"
            self.findings.warn(row, "job", said, "nomenklatur dalam katalog jabatan", job)
        return title


def _code_of(name: str) -> str:
    """A code for a unit that is known by its name alone."""
    return f"nama:{hashlib.sha256(name_key(name).encode()).hexdigest()[:20]}"


def _posts(agencies: set[int], on: date) -> dict[tuple[int, int], tuple[int, bool]]:
    rows = Position.objects.filter(unit__agency_id__in=agencies, period__overlap=Period(on))
    columns = rows.order_by("-period", "-pk").values_list(
        "unit_id", "title_id", "pk", "single_holder"
    )
    return {(unit, title): (pk, single) for unit, title, pk, single in columns}


_EXPERT = ("pertama", "muda", "madya", "utama")
_SKILLED = ("pemula", "terampil", "mahir", "penyelia")
_TOP = (
    "sekretaris daerah",
    "asisten ",
    "staf ahli",
    "kepala dinas",
    "kepala badan",
    "inspektur",
    "kepala biro",
)
_MIDDLE = (
    "sekretaris",
    "kepala bidang",
    "kepala bagian",
    "camat",
    "inspektur pembantu",
    "direktur",
)


def guess_kind(job: str, level: str, written: str | None, echelon: str) -> tuple[str, str]:
    """Kind and career level of a title that only a staff list names; a draft, for people to check."""
    plain = f"{job} {level}".casefold()
    last = plain.split()[-1]
    if written == "structural" or (written is None and echelon):
        return _managerial(plain, echelon), ""
    if last in _EXPERT and (written == "functional" or level in _EXPERT or "ahli" in plain):
        return PositionKind.EXPERT.value, last
    if last in _SKILLED and written != "executive":
        return PositionKind.SKILLED.value, last
    if written == "functional":
        return PositionKind.EXPERT.value, level if level in _EXPERT else ""
    return PositionKind.EXECUTIVE.value, level if level in ("klerek", "operator", "teknisi") else ""


def _managerial(plain: str, echelon: str) -> str:
    roman = echelon.upper().split(".")[0].split("/")[0].strip()
    kinds = {"I": PositionKind.TOP_LEADER, "II": PositionKind.TOP_LEADER,
             "III": PositionKind.ADMINISTRATOR, "IV": PositionKind.SUPERVISOR}  # fmt: skip
    if roman in kinds:
        return kinds[roman].value
    if plain.startswith(_TOP) and not plain.startswith("inspektur pembantu"):
        return PositionKind.TOP_LEADER.value
    return (
        PositionKind.ADMINISTRATOR if plain.startswith(_MIDDLE) else PositionKind.SUPERVISOR
    ).value


def write_drafts(drafts: Drafts, on: date) -> dict[Post, tuple[int, int]]:
    """Make the drafts; position and unit id of every drafted post."""
    units = _write_units(drafts, on)
    titles = _write_titles(drafts)
    numbers: dict[int, int] = {}
    ordered = sorted(drafts.posts)
    fresh = []
    for post in ordered:
        unit = post.unit.pk or units[post.unit]
        if unit not in numbers:
            numbers[unit] = Position.objects.filter(unit_id=unit).count() if post.unit.pk else 0
        numbers[unit] += 1
        fresh.append(
            Position(
                unit_id=unit, title_id=post.title.pk or titles[post.title], single_holder=False,
                number=f"R{numbers[unit]}", period=Period(on), is_draft=True,
            )
        )  # fmt: skip
    Position.objects.bulk_create(fresh, batch_size=2000)
    return {post: (row.pk, row.unit_id) for post, row in zip(ordered, fresh, strict=True)}


def _write_units(drafts: Drafts, on: date) -> dict[UnitKey, int]:
    keys = list(drafts.units)
    made = OrgUnit.objects.bulk_create(
        [OrgUnit(agency_id=key.agency, code=key.code) for key in keys]
    )
    UnitShape.objects.bulk_create(
        [
            UnitShape(
                unit=unit, agency_id=key.agency, name=drafts.units[key][:240],
                kind=UnitKind.OTHER.value, path=str(unit.pk), period=Period(on), is_draft=True,
            )
            for key, unit in zip(keys, made, strict=True)
        ]
    )  # fmt: skip
    return {key: unit.pk for key, unit in zip(keys, made, strict=True)}


def _write_titles(drafts: Drafts) -> dict[TitleKey, int]:
    if not drafts.titles:
        return {}
    group, _ = StaffGroup.objects.get_or_create(code="umum", defaults={"name": "Umum"})
    keys = list(drafts.titles)
    made = JobTitle.objects.bulk_create(
        [
            JobTitle(
                name=drafts.titles[key][0], kind=drafts.titles[key][1], career_level=key.level,
                group=group, is_draft=True,
            )
            for key in keys
        ]
    )  # fmt: skip
    return {key: title.pk for key, title in zip(keys, made, strict=True)}
