"""The position map: unit, title, kind and career level, class, group, establishment."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.core.periods import Period
from luwes.imports.cells import choice, identifier, text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field, header_key
from luwes.organisation.importing import dated, lookups
from luwes.organisation.models import (
    POSITION_KIND_LABELS,
    Establishment,
    JobTitle,
    Position,
    StaffGroup,
)
from luwes.organisation.rules import CAREER_LEVELS, MANAGERIAL, PositionKind
from luwes.places.rules import name_key

_MORE_KINDS = {
    "jpt": PositionKind.TOP_LEADER, "jptpratama": PositionKind.TOP_LEADER,
    "jptmadya": PositionKind.TOP_LEADER, "pimpinantinggipratama": PositionKind.TOP_LEADER,
    "jabatanpimpinantinggi": PositionKind.TOP_LEADER, "eselonii": PositionKind.TOP_LEADER,
    "eseloniii": PositionKind.ADMINISTRATOR, "eseloniv": PositionKind.SUPERVISOR,
    "jfkeahlian": PositionKind.EXPERT, "keahlian": PositionKind.EXPERT,
    "fungsionalahli": PositionKind.EXPERT, "jfketerampilan": PositionKind.SKILLED,
    "keterampilan": PositionKind.SKILLED, "fungsionalterampil": PositionKind.SKILLED,
    "fungsionalumum": PositionKind.EXECUTIVE, "jabatanpelaksana": PositionKind.EXECUTIVE,
}  # fmt: skip
LEVELS = {
    header_key(level): level for levels in CAREER_LEVELS.values() for level in levels if level
}
LEVELS |= {f"ahli{level}": level for level in ("pertama", "muda", "madya", "utama")}
_KIND_EXPECTED = (
    "Pimpinan tinggi, Administrator, Pengawas, Fungsional keahlian/keterampilan, Pelaksana"
)


def _read_kind(raw: Any) -> Any:
    labels = {header_key(label): value for value, label in POSITION_KIND_LABELS.items()}
    codes = {kind.value.replace("_", ""): kind.value for kind in PositionKind}
    more = {key: kind.value for key, kind in _MORE_KINDS.items()}
    return choice({**more, **codes, **labels}, _KIND_EXPECTED)(raw)


UNIT_FIELDS = (
    Field("unit_code", "UNOR ID", ("id unor", "kode unor", "id unit", "kode unit", "unit id",
          "unor", "unit"), identifier(40)),
    Field("unit_name", "UNOR NAMA", ("nama unor", "nama_unor", "nama unit", "unit organisasi",
          "unit kerja", "unit name"), text(240)),
)  # fmt: skip


def find_units(
    values: Values, findings: Findings, agencies: list[int], context: Context
) -> list[int]:
    """The unit each row names; a row whose unit is blank, unknown or ambiguous is refused."""
    book = lookups.unit_book(agencies, context.on)
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


@dataclass
class _Line:
    row: int
    unit: int
    title: tuple[str, str]  # name and level: the title's key
    name: str
    level: str
    kind: str
    job_class: int | None
    group: int
    headcount: int | None
    number: str


@dataclass
class _Work:
    lines: list[_Line] = field(default_factory=list)
    titles: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    positions: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)
    establishments: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)
    title_pks: dict[tuple[str, str], int] = field(default_factory=dict)
    title_keys: dict[int, tuple[str, str]] = field(default_factory=dict)  # of all titles on file
    changed_titles: dict[int, dict[str, Any]] = field(default_factory=dict)


_TITLE = ("kind", "job_class", "group_id", "is_draft")
_POSITION = ("job_class", "is_draft", "number", "single_holder")


class PositionImporter(Importer):
    key: ClassVar[str] = "positions"
    order: ClassVar[int] = 2
    label = _("Peta jabatan")
    fields = (
        *UNIT_FIELDS,
        Field("title", "JABATAN", ("nama jabatan", "jabatan nama", "nomenklatur", "nomenklatur jabatan",
              "title", "job title"), text(200), required=True),
        Field("kind", "JENIS JABATAN", ("jenis jabatan nama", "jenis", "kind", "position kind"),
              _read_kind, required=True),
        Field("level", "JENJANG", ("jenjang jabatan", "career level", "level", "tingkat"),
              choice(LEVELS, "jenjang jabatan, misalnya muda, terampil")),
        Field("job_class", "KELAS", ("kelas jabatan", "class", "job class"), whole(1, 17)),
        Field("group", "KELOMPOK", ("kelompok pegawai", "group", "staff group", "rumpun"), text(80),
              required=True),
        Field("headcount", "FORMASI", ("kebutuhan", "jumlah kebutuhan", "establishment", "abk",
              "kebutuhan pegawai"), whole(0, 100_000)),
        Field("number", "NOMOR", ("nomor jabatan", "no jabatan", "number", "kode jabatan"), identifier(40)),
        lookups.AGENCY_FIELD,
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return lookups.owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        agencies = lookups.agency_of_rows(values, findings, context)
        units = find_units(values, findings, agencies, context)
        work = _Work()
        groups = _check(values, findings, units)
        titles = values.of("title", "")
        levels = [level or "" for level in values.of("level", "")]
        keys = [
            (u, name_key(t), v) if u and t else None
            for u, t, v in zip(units, titles, levels, strict=True)
        ]
        refuse_twins(
            findings,
            "title",
            keys,
            "jabatan lebih dari satu kali dalam unit",
            "satu baris satu jabatan",
            titles,
        )
        _check_groups(findings, titles, levels, groups, values.of("group", ""))
        _collect(values, findings, units, groups, work)
        _look_up(work, context)
        return _compare(work, set(keys))

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        _write_titles(work)
        progress("Menulis peta jabatan", 70)
        dated.apply(Position, _position_changes(work), context.on)
        progress("Menulis formasi", 85)
        dated.apply(Establishment, _establishment_changes(work, context), context.on)


def _check(values: Values, findings: Findings, units: list[int]) -> list[int]:
    book = GroupBook()
    kinds, levels = values.of("kind"), values.of("level")
    groups = []
    for row, (title, written) in enumerate(
        zip(values.of("title", ""), values.of("group", ""), strict=True)
    ):
        group = book.find(written) or 0
        groups.append(group)
        if not group:
            said = "kelompok tidak dikenal" if written else "kelompok kosong"
            findings.refuse(row, "group", said, book.expected, written)
        if not title:
            findings.refuse(row, "title", "nama jabatan kosong", "nama jabatan")
        if row in findings.refused:
            continue
        if kinds[row] is None:
            findings.refuse(row, "kind", "jenis jabatan kosong", _KIND_EXPECTED)
        elif levels[row] and levels[row] not in CAREER_LEVELS[PositionKind(kinds[row])]:
            expected = ", ".join(CAREER_LEVELS[PositionKind(kinds[row])]).strip(", ") or "kosong"
            findings.refuse(
                row, "level", "jenjang tidak cocok dengan jenis jabatan", expected, levels[row]
            )
    return groups


def _check_groups(
    findings: Findings, titles: list[str], levels: list[str], groups: list[int], written: list[str]
) -> None:
    """One title belongs to one group: rows that say otherwise than the first are refused."""
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for row in findings.taken:
        key = (name_key(titles[row]), levels[row])
        group, at = first.setdefault(key, (groups[row], row))
        if group != groups[row]:
            said = f"jabatan ini sudah masuk kelompok lain (baris {findings.table.rows[at]})"
            findings.refuse(row, "group", said, written[at], written[row])


def _collect(
    values: Values, findings: Findings, units: list[int], groups: list[int], work: _Work
) -> None:
    titles, kinds, levels = values.of("title", ""), values.of("kind"), values.of("level")
    classes, heads, numbers = (
        values.of("job_class"),
        values.of("headcount"),
        values.of("number", ""),
    )
    for row in findings.taken:
        name, level = titles[row], levels[row] or ""
        key = (name_key(name), level)
        kind, job_class = kinds[row], classes[row]
        title = work.titles.setdefault(
            key, {"name": name, "career_level": level, "kind": kind, "job_class": job_class,
                  "group_id": groups[row]},
        )  # fmt: skip
        title["job_class"] = title["job_class"] or job_class
        work.lines.append(
            _Line(findings.table.rows[row], units[row], key, name, level, kind, job_class,
                  groups[row], heads[row], numbers[row])
        )  # fmt: skip


def _look_up(work: _Work, context: Context) -> None:
    rows = JobTitle.objects.order_by("-is_draft", "pk").values_list(
        "pk", "name", "career_level", *_TITLE
    )
    for pk, name, level, *columns in rows:
        key = (name_key(name), level)
        work.title_keys[pk] = key
        wanted = work.titles.get(key)
        if wanted is None:
            continue
        work.title_pks[key] = pk
        new = {k: wanted[k] for k in ("kind", "group_id")} | {"is_draft": False}
        now = dict(zip(_TITLE, columns, strict=True))
        new["job_class"] = wanted["job_class"] or now["job_class"]
        work.changed_titles.pop(pk, None)
        if new != now:
            work.changed_titles[pk] = new
    units = {line.unit for line in work.lines}
    positions = Position.objects.filter(unit_id__in=units)
    work.positions = dated.standing(
        positions, ["unit_id", "title_id"], ["pk", *_POSITION], context.on
    )
    kept = Establishment.objects.filter(position__unit_id__in=units)
    work.establishments = dated.standing(kept, ["position_id"], ["headcount", "basis"], context.on)


def _old(work: _Work, line: _Line) -> dated.Standing | None:
    return work.positions.get((line.unit, work.title_pks.get(line.title, 0)))


def _values(line: _Line, old: dated.Standing | None) -> dict[str, Any]:
    """What the position should be; blanks of the file change nothing."""
    now = old.values if old else {}
    managerial = PositionKind(line.kind) in MANAGERIAL
    return {
        "job_class": line.job_class or now.get("job_class"), "is_draft": False,
        "number": line.number or now.get("number", ""),
        "single_holder": now.get("single_holder", managerial),
    }  # fmt: skip


def _compare(work: _Work, listed: set[tuple[int, str, str] | None]) -> Plan:
    """What the map would change; the position of a refused row is listed, and so not vanished."""
    plan = Plan(work=work)
    for line in work.lines:
        old = _old(work, line)
        label = f"{line.name} {line.level}".strip()
        if old is None:
            plan.add("new", line.row, label)
            continue
        kept = work.establishments.get((old.pk,))
        heads = line.headcount is not None and (
            not kept or kept.values["headcount"] != line.headcount
        )
        now = {k: old.values[k] for k in _POSITION}
        plan.add("changed" if heads or _values(line, old) != now else "unchanged", line.row, label)
    plan.counts["vanished"] = sum(
        (unit, *work.title_keys[title]) not in listed and not old.values["is_draft"]
        for (unit, title), old in work.positions.items()
    )
    if work.changed_titles:
        plan.counts["titles_changed"] = len(work.changed_titles)
    return plan


def _write_titles(work: _Work) -> None:
    for pk, values in work.changed_titles.items():
        JobTitle.objects.filter(pk=pk).update(**values)
    keys = [key for key in work.titles if key not in work.title_pks]
    fresh = [JobTitle(**work.titles[key]) for key in keys]
    JobTitle.objects.bulk_create(fresh, batch_size=2000)
    work.title_pks.update({key: title.pk for key, title in zip(keys, fresh, strict=True)})


def _position_changes(work: _Work) -> list[dated.Change]:
    """A position's line stays the same line when its class or number is corrected."""
    numbers = _Numbers({line.unit for line in work.lines})
    changes = []
    for line in work.lines:
        old = _old(work, line)
        values = _values(line, old)
        values["number"] = values["number"] or numbers.next(line.unit)
        owner = {"unit_id": line.unit, "title_id": work.title_pks[line.title]}
        if old is None or values != {k: old.values[k] for k in _POSITION}:
            changes.append(dated.Change(owner, values, old, in_place=old is not None))
    return changes


class _Numbers:
    """Running numbers of positions, unit by unit, after the highest there is."""

    def __init__(self, units: set[int]) -> None:
        self._last: dict[int, int] = {}
        rows = Position.objects.filter(unit_id__in=units).values_list("unit_id", "number")
        for unit, number in rows:
            if number.isdigit():
                self._last[unit] = max(self._last.get(unit, 0), int(number))

    def next(self, unit: int) -> str:
        self._last[unit] = self._last.get(unit, 0) + 1
        return str(self._last[unit])


def _establishment_changes(work: _Work, context: Context) -> list[dated.Change]:
    titles = {pk: key for key, pk in work.title_pks.items()}
    units = {line.unit for line in work.lines}
    live = Position.objects.filter(unit_id__in=units, period__overlap=Period(context.on))
    pks = {
        (unit, titles[title]): pk
        for pk, unit, title in live.order_by("-period", "-pk").values_list(
            "pk", "unit_id", "title_id"
        )
        if title in titles
    }
    changes = []
    for line in work.lines:
        if line.headcount is None:
            continue
        position = pks[line.unit, line.title]
        old = work.establishments.get((position,))
        if old and old.values["headcount"] == line.headcount:
            continue
        values = {"headcount": line.headcount, "basis": context.source[:200]}
        changes.append(dated.Change({"position_id": position}, values, old))
    return changes
