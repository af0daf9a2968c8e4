"""Minimum presence: unit, group (blank: everyone), minimum."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.imports.cells import text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.organisation.importing import dated
from luwes.organisation.importing.agencies import AGENCY_FIELDS, agency_of_rows, owners
from luwes.organisation.importing.lookups import UNIT_FIELDS, GroupBook, find_units
from luwes.organisation.models import MinimumPresence

EVERYONE = frozenset({"semua", "semuapegawai", "everyone", "all"})


@dataclass
class _Work:
    rows: list[tuple[int, int, int | None, dict[str, Any]]] = field(default_factory=list)
    old: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)


class PresenceImporter(Importer):
    key: ClassVar[str] = "presence"
    order: ClassVar[int] = 4
    label = _("Minimum hadir")
    fields = (
        *UNIT_FIELDS,
        Field("group", "KELOMPOK", ("kelompok pegawai", "group", "staff group"), text(80)),
        Field("minimum", "MINIMUM", ("minimum hadir", "minimal hadir", "jumlah minimum", "minimal"),
              whole(0, 100_000), required=True),
        Field("set_by", "DITETAPKAN OLEH", ("set by", "penetap"), text(200)),
        Field("reason", "ALASAN", ("reason", "keterangan", "dasar"), text(300)),
        *AGENCY_FIELDS,
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        agencies = agency_of_rows(values, findings, context)
        units = find_units(values, findings, agencies, context)
        groups = _groups(values, findings)
        for row, minimum in enumerate(values.of("minimum")):
            if minimum is None and row not in findings.refused:
                findings.refuse(row, "minimum", "minimum kosong", "bilangan bulat mulai 0")
        keys = [
            (u, g) if u and row not in findings.refused else None
            for row, (u, g) in enumerate(zip(units, groups, strict=True))
        ]
        refuse_twins(
            findings,
            "group",
            keys,
            "unit dan kelompok lebih dari satu kali",
            "satu baris",
            values.of("group", ""),
        )
        work = _Work()
        minimums, setters, reasons = (
            values.of("minimum"),
            values.of("set_by", ""),
            values.of("reason", ""),
        )
        for row in findings.taken:
            set_by = setters[row] or str(context.by)[:200]
            told = {
                "minimum": minimums[row],
                "set_by": set_by,
                "checked_by": "",
                "reason": reasons[row] or context.source[:300],
            }
            work.rows.append((findings.table.rows[row], units[row], groups[row] or None, told))
        rows = MinimumPresence.objects.filter(unit_id__in={unit for _, unit, _, _ in work.rows})
        work.old = dated.standing(rows, ["unit_id", "group_id"], ["minimum"], context.on)
        return _compare(work, dict(zip(units, values.of("unit_name", ""), strict=True)))

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        changes = []
        for _row, unit, group, told in work.rows:
            old = work.old.get((unit, group))
            if old is None or old.values["minimum"] != told["minimum"]:
                changes.append(dated.Change({"unit_id": unit, "group_id": group}, told, old))
        dated.apply(MinimumPresence, changes, context.on)


def _groups(values: Values, findings: Findings) -> list[int]:
    """The group of each row, 0 for everyone."""
    book = GroupBook()
    found = []
    for row, written in enumerate(values.of("group", "")):
        everyone = not written or written.casefold().replace(" ", "") in EVERYONE
        group = None if everyone else book.find(written)
        if not everyone and group is None:
            findings.refuse(row, "group", "kelompok tidak dikenal", book.expected, written)
        found.append(group or 0)
    return found


def _compare(work: _Work, names: dict[int, str]) -> Plan:
    plan = Plan(work=work)
    for row, unit, group, told in work.rows:
        old = work.old.get((unit, group))
        label = names.get(unit) or str(unit)
        if old is None:
            plan.add("new", row, label, str(told["minimum"]))
        elif old.values["minimum"] != told["minimum"]:
            plan.add("changed", row, label, f"{old.values['minimum']} → {told['minimum']}")
        else:
            plan.add("unchanged", row, label)
    return plan
