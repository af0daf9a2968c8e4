"""The list of units: ID, NAMA_UNOR, ID_ATASAN, kind, area, in any order of rows."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luwes.imports.cells import choice, identifier, text
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field, Severity, header_key
from luwes.organisation.importing import dated, lookups
from luwes.organisation.importing.agencies import AGENCY_FIELDS, agency_of_rows, owners
from luwes.organisation.importing.parents import Key, Later, check_parents
from luwes.organisation.models import UNIT_KIND_LABELS, OrgUnit, UnitShape
from luwes.organisation.rules import UnitKind

_MORE_KINDS = {
    "setda": UnitKind.SECRETARIAT, "setwan": UnitKind.SECRETARIAT, "sekda": UnitKind.SECRETARIAT,
    "biro": UnitKind.SECTION, "badanpenanggulanganbencanadaerah": UnitKind.DISASTER_AGENCY,
    "satuanpolisipamongpraja": UnitKind.PUBLIC_ORDER, "damkar": UnitKind.FIRE_SERVICE,
    "rsud": UnitKind.HOSPITAL, "pkm": UnitKind.HEALTH_CENTRE, "opd": UnitKind.DEPARTMENT,
    "bidang": UnitKind.SECTION, "bagian": UnitKind.SECTION, "seksi": UnitKind.SECTION,
    "subbagian": UnitKind.SECTION, "subbidang": UnitKind.SECTION,
}  # fmt: skip
KINDS = {
    **{kind.value.replace("_", ""): kind.value for kind in UnitKind},
    **{key: kind.value for key, kind in _MORE_KINDS.items()},
}
_BY_NAME = (
    ("badan penanggulangan bencana", UnitKind.DISASTER_AGENCY), ("bpbd", UnitKind.DISASTER_AGENCY),
    ("satuan polisi pamong praja", UnitKind.PUBLIC_ORDER), ("satpol", UnitKind.PUBLIC_ORDER),
    ("dinas pemadam kebakaran", UnitKind.FIRE_SERVICE), ("dinas", UnitKind.DEPARTMENT),
    ("badan", UnitKind.BOARD), ("inspektorat", UnitKind.INSPECTORATE),
    ("sekretariat daerah", UnitKind.SECRETARIAT), ("sekretariat dprd", UnitKind.SECRETARIAT),
    ("rsud", UnitKind.HOSPITAL), ("rumah sakit", UnitKind.HOSPITAL),
    ("puskesmas", UnitKind.HEALTH_CENTRE), ("uptd puskesmas", UnitKind.HEALTH_CENTRE),
    ("upt puskesmas", UnitKind.HEALTH_CENTRE), ("uptd sd", UnitKind.SCHOOL),
    ("sdn", UnitKind.SCHOOL), ("sd negeri", UnitKind.SCHOOL), ("smpn", UnitKind.SCHOOL),
    ("smp negeri", UnitKind.SCHOOL), ("sman", UnitKind.SCHOOL), ("sma negeri", UnitKind.SCHOOL),
    ("smkn", UnitKind.SCHOOL), ("smk negeri", UnitKind.SCHOOL), ("tk negeri", UnitKind.SCHOOL),
    ("slb", UnitKind.SCHOOL), ("kecamatan", UnitKind.DISTRICT_OFFICE),
    ("kelurahan", UnitKind.VILLAGE_OFFICE), ("upt", UnitKind.TECHNICAL_UNIT),
    ("bidang", UnitKind.SECTION), ("bagian", UnitKind.SECTION), ("seksi", UnitKind.SECTION),
    ("sub", UnitKind.SECTION), ("sekretariat", UnitKind.SECTION), ("biro", UnitKind.SECTION),
)  # fmt: skip


def kind_of_name(name: str) -> str:
    """The kind that a unit's name speaks of."""
    plain = name.casefold()
    return next(
        (kind.value for start, kind in _BY_NAME if plain.startswith(start)), UnitKind.OTHER.value
    )


def _kinds() -> dict[str, str]:
    labels = {header_key(label): value for value, label in UNIT_KIND_LABELS.items()}
    return {**KINDS, **labels}


def _read_kind(raw: Any) -> Any:
    expected = "jenis unit, misalnya Dinas, Puskesmas, Bidang"
    return choice(_kinds(), expected, severity=Severity.WARNED)(raw)


@dataclass
class _Row:
    row: int
    agency: int
    code: str
    name: str
    kind: str
    parent: str
    area: int | None
    pk: int = 0
    parent_pk: int | None = None


@dataclass
class _Work:
    rows: list[_Row] = field(default_factory=list)
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    shapes: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)


_SHAPE = ("name", "kind", "parent_id", "area_id", "path", "is_draft", "agency_id")


class UnitImporter(Importer):
    key: ClassVar[str] = "units"
    order: ClassVar[int] = 1
    label = _("Unit organisasi")
    fields = (
        Field("code", "ID", ("id unor", "unor id", "kode unor", "kode unit", "id unit", "kode", "unit id"),
              identifier(40), required=True),
        Field("name", "NAMA_UNOR", ("nama unit", "unor nama", "nama unor", "unit", "nama", "unit organisasi"),
              text(240), required=True),
        Field("parent", "ID_ATASAN", ("id unor atasan", "unor atasan id", "diatasan id", "id induk",
              "kode atasan", "kode induk", "parent id", "atasan", "parent"), identifier(40)),
        Field("kind", "JENIS", ("jenis unit", "jenis unor", "kind", "tipe unit"), _read_kind),
        Field("area", "WILAYAH", ("kode wilayah", "area", "area code", "wilayah kode", "kecamatan"), text(120)),
        *AGENCY_FIELDS,
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        agencies = agency_of_rows(values, findings, context)
        codes, names = values.of("code", ""), values.of("name", "")
        for row in range(values.length):
            if not codes[row] and row not in findings.refused:
                findings.refuse(row, "code", "ID unit kosong", "ID unor")
            if not names[row]:
                findings.refuse(row, "name", "nama unit kosong", "nama unor")
        keys = [(a, c) if c else None for a, c in zip(agencies, codes, strict=True)]
        said = "ID unit lebih dari satu kali"
        refuse_twins(findings, "code", keys, said, "satu baris satu unit", codes)
        work = _Work(codes=_codes(set(agencies)))
        rows = UnitShape.objects.filter(agency_id__in=set(agencies))
        work.shapes = dated.standing(rows, ["unit_id"], _SHAPE, context.on)
        check_parents(values, agencies, findings, _parents(work), _later(work, rows, context.on))
        _collect(values, agencies, findings, work)
        return _compare(work, set(keys))

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        fresh = [OrgUnit(agency_id=r.agency, code=r.code) for r in work.rows if not r.pk]
        OrgUnit.objects.bulk_create(fresh, batch_size=2000)
        work.codes.update({(unit.agency_id, unit.code): unit.pk for unit in fresh})
        progress("Menyusun pohon unit", 75)
        dated.apply(UnitShape, _changes(work), context.on)
        _hang_later({agency for agency, _code in work.codes}, context.on)


def _codes(agencies: set[int]) -> dict[tuple[int, str], int]:
    rows = OrgUnit.objects.filter(agency_id__in=agencies).values_list("agency_id", "code", "pk")
    return {(agency, code): pk for agency, code, pk in rows}


def _parents(work: _Work) -> dict[tuple[int, str], tuple[int, str] | None]:
    """The tree on file: the parent of each unit that has not ended."""
    key_of = {unit: key for key, unit in work.codes.items()}
    return {
        key_of[unit]: key_of.get(old.values["parent_id"])
        for (unit,), old in work.shapes.items()
        if unit in key_of
    }


def _later(work: _Work, rows: QuerySet[UnitShape], on: date) -> Later:
    """Parents that begin after the day, of units that have a place before."""
    key_of = {unit: key for key, unit in work.codes.items()}
    first = {old.pk for old in work.shapes.values()}
    found: dict[date, dict[Key, Key | None]] = {}
    ahead = rows.filter(period__startswith__gt=on).exclude(pk__in=first).order_by("period", "pk")
    for unit, parent, period in ahead.values_list("unit_id", "parent_id", "period"):
        found.setdefault(period.start, {})[key_of[unit]] = key_of.get(parent)
    return found


def _collect(values: Values, agencies: list[int], findings: Findings, work: _Work) -> None:
    codes, names = values.of("code", ""), values.of("name", "")
    kinds, parents, written = values.of("kind"), values.of("parent", ""), values.of("area", "")
    areas, near = lookups.AreaBook(written), lookups.agency_areas()
    code_of = {unit: code for (_agency, code), unit in work.codes.items()}
    for row in findings.taken:
        area = None
        if written[row]:
            area = areas.find(written[row], near.get(agencies[row], ""))
            if area is None:
                findings.warn(
                    row,
                    "area",
                    "wilayah tidak dikenal",
                    "kode wilayah (18.71.01) atau nama",
                    written[row],
                )
        key = (agencies[row], codes[row])
        unit = work.codes.get(key, 0)
        old = work.shapes.get((unit,))
        known = old.values["kind"] if old and not old.values["is_draft"] else ""
        kind = kinds[row] or known or kind_of_name(names[row])
        parent = parents[row]
        if not values.has("parent") and old and old.values["parent_id"]:
            parent = code_of[old.values["parent_id"]]
        number = findings.table.rows[row]
        work.rows.append(_Row(number, *key, names[row], kind, parent, area, pk=unit))


def _compare(work: _Work, listed: set[tuple[int, str] | None]) -> Plan:
    """What the list would change; a unit of a refused row is listed, and so not vanished."""
    plan = Plan(work=work)
    agencies = {agency for agency, _ in work.codes}
    key_of = {unit: key for key, unit in work.codes.items()}
    for row in work.rows:
        old = work.shapes.get((row.pk,))
        parent = work.codes.get((row.agency, row.parent)) if row.parent else None
        if not row.pk or old is None:
            plan.add("new", row.row, row.name, row.code)
        elif old.values["parent_id"] != parent or (row.parent and parent is None):
            plan.add("moved", row.row, row.name, row.parent)
        elif _differs(old, row):
            plan.add("changed", row.row, row.name, old.values["name"])
        else:
            plan.add("unchanged", row.row, row.name, row.code)
    for (unit,), old in work.shapes.items():
        if key_of.get(unit) not in listed and old.values["agency_id"] in agencies:
            plan.add("vanished", None, old.values["name"])
    return plan


def _differs(old: dated.Standing, row: _Row) -> bool:
    now = old.values
    return now["name"] != row.name or now["kind"] != row.kind or now["is_draft"] or (
        row.area is not None and now["area_id"] != row.area
    )  # fmt: skip


def _changes(work: _Work) -> list[dated.Change]:
    """New shapes for units that changed, and for all below a unit whose place changed."""
    parents: dict[int, int | None] = {
        unit: old.values["parent_id"] for (unit,), old in work.shapes.items()
    }
    for row in work.rows:
        row.pk = work.codes[row.agency, row.code]
        row.parent_pk = work.codes[row.agency, row.parent] if row.parent else None
        parents[row.pk] = row.parent_pk
    paths: dict[int, str] = {}
    by_unit = {row.pk: row for row in work.rows}
    changes = []
    for unit in parents:
        path = _path(unit, parents, paths)
        old, new = work.shapes.get((unit,)), by_unit.get(unit)
        if new is None and (old is None or old.values["path"] == path):
            continue
        values: dict[str, Any] = dict(old.values) if old else {"area_id": None}
        if new:
            values |= {"name": new.name, "kind": new.kind, "parent_id": new.parent_pk,
                       "agency_id": new.agency, "is_draft": False}  # fmt: skip
            values["area_id"] = new.area if new.area is not None else values["area_id"]
        values["path"] = path
        if old is None or values != old.values:
            provisional = bool(old and old.values["is_draft"])
            changes.append(dated.Change({"unit_id": unit}, values, old, in_place=provisional))
    return changes


def _hang_later(agencies: set[int], on: date) -> None:
    """
    What is known of later days follows its unit: each later shape hangs where the one above it does.

    The day before and what is above come first, so that each is right when it is looked at.
    """
    rows = UnitShape.objects.filter(agency_id__in=agencies)
    later = list(rows.filter(period__startswith__gt=on).order_by("pk"))
    above = {row.parent_id for row in later if row.parent_id}
    known: dict[int, list[UnitShape]] = {}
    for row in rows.filter(unit_id__in=above).order_by("unit_id", "period"):
        known.setdefault(row.unit_id, []).append(row)
    by_pk = {row.pk: row for held in known.values() for row in held}
    moved = []
    for row in sorted(later, key=lambda r: (r.period.start, r.path.count("."), r.pk)):
        standing = (s for s in known.get(row.parent_id or 0, ()) if row.period.start in s.period)
        parent = next(standing, None)
        path = f"{parent.path}.{row.unit_id}" if parent else str(row.unit_id)
        if parent is None and row.parent_id:  # nothing is known above it on that day
            continue
        if path != row.path:
            row.path = path
            moved.append(row)
            if row.pk in by_pk:
                by_pk[row.pk].path = path
    UnitShape.objects.bulk_update(moved, ["path"], batch_size=2000)


def _path(unit: int, parents: dict[int, int | None], known: dict[int, str]) -> str:
    """The ids from the top down to a unit, joined by dots."""
    line: list[int] = []
    step: int | None = unit
    while step is not None and step not in known and step not in line:
        line.append(step)
        step = parents.get(step)
    path = known.get(step, "") if step is not None else ""
    for link in reversed(line):
        path = f"{path}.{link}" if path else str(link)
        known[link] = path
    return path
