"""The position map: unit, title, kind and career level, class, group, establishment."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.imports.cells import choice, identifier, text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.organisation.importing import dated, lookups
from luwes.organisation.importing import position_writing as writing
from luwes.organisation.importing.agencies import AGENCY_FIELDS, agency_of_rows, owners
from luwes.organisation.importing.position_cells import KIND_EXPECTED, LEVELS, read_kind
from luwes.organisation.importing.position_work import Line, Work, compare, look_up, title_key
from luwes.organisation.models import Establishment, Position
from luwes.organisation.rules import CAREER_LEVELS, PositionKind
from luwes.places.rules import name_key


class PositionImporter(Importer):
    key: ClassVar[str] = "positions"
    order: ClassVar[int] = 2
    label = _("Peta jabatan")
    fields = (
        *lookups.UNIT_FIELDS,
        Field("title", "JABATAN", ("nama jabatan", "jabatan nama", "nomenklatur", "nomenklatur jabatan",
              "title", "job title"), text(200), required=True),
        Field("kind", "JENIS JABATAN", ("jenis jabatan nama", "jenis", "kind", "position kind"),
              read_kind, required=True),
        Field("level", "JENJANG", ("jenjang jabatan", "career level", "level", "tingkat"),
              choice(LEVELS, "jenjang jabatan, misalnya muda, terampil")),
        Field("job_class", "KELAS", ("kelas jabatan", "class", "job class"), whole(1, 17)),
        Field("group", "KELOMPOK", ("kelompok pegawai", "group", "staff group", "rumpun"), text(80),
              required=True),
        Field("headcount", "FORMASI", ("kebutuhan", "jumlah kebutuhan", "establishment", "abk",
              "kebutuhan pegawai"), whole(0, 100_000)),
        Field("number", "NOMOR", ("nomor jabatan", "no jabatan", "number", "kode jabatan"), identifier(40)),
        *AGENCY_FIELDS,
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        agencies = agency_of_rows(values, findings, context)
        units = lookups.find_units(values, findings, agencies, context)
        work = Work()
        groups = _check(values, findings, units)
        titles = values.of("title", "")
        levels = [level or "" for level in values.of("level", "")]
        same = [
            title_key(t, v, k) for t, v, k in zip(titles, levels, values.of("kind"), strict=True)
        ]
        keys = [(u, *t) if u and t[0] else None for u, t in zip(units, same, strict=True)]
        refuse_twins(
            findings,
            "title",
            keys,
            "jabatan lebih dari satu kali dalam unit",
            "satu baris satu jabatan",
            titles,
        )
        _check_groups(findings, same, groups, values.of("group", ""))
        _collect(values, findings, units, groups, work)
        look_up(work, context)
        return compare(work, set(keys))

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: Work = plan.work
        writing.write_titles(work)
        progress("Menulis peta jabatan", 70)
        dated.apply(Position, writing.position_changes(work), context.on)
        progress("Menulis formasi", 85)
        dated.apply(Establishment, writing.establishment_changes(work, context), context.on)


def _check(values: Values, findings: Findings, units: list[int]) -> list[int]:
    book = lookups.GroupBook()
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
            findings.refuse(row, "kind", "jenis jabatan kosong", KIND_EXPECTED)
        elif levels[row] and levels[row] not in CAREER_LEVELS[PositionKind(kinds[row])]:
            expected = ", ".join(CAREER_LEVELS[PositionKind(kinds[row])]).strip(", ") or "kosong"
            findings.refuse(
                row, "level", "jenjang tidak cocok dengan jenis jabatan", expected, levels[row]
            )
    return groups


def _check_groups(
    findings: Findings, titles: list[tuple[str, str]], groups: list[int], written: list[str]
) -> None:
    """One title belongs to one group: rows that say otherwise than the first are refused."""
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for row in findings.taken:
        group, at = first.setdefault(titles[row], (groups[row], row))
        if group != groups[row]:
            said = f"jabatan ini sudah masuk kelompok lain (baris {findings.table.rows[at]})"
            findings.refuse(row, "group", said, written[at], written[row])


def _collect(
    values: Values, findings: Findings, units: list[int], groups: list[int], work: Work
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
            Line(findings.table.rows[row], units[row], key, name, level, kind, job_class,
                  groups[row], heads[row], numbers[row])
        )  # fmt: skip
