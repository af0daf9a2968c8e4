"""Opening balances of annual leave: NIP, year, days brought along."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.appointments.models import LeaveOpening
from luwes.imports.cells import text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.organisation.importing.agencies import owners
from luwes.people.importing import cells
from luwes.people.models import Employee

MOST = 12  # days: PP 11/2017 ps. 313–314, beside the 12 of the year


@dataclass
class _Work:
    rows: list[LeaveOpening] = field(default_factory=list)


class OpeningImporter(Importer):
    key: ClassVar[str] = "leave_openings"
    order: ClassVar[int] = 6
    label = _("Saldo awal cuti")
    fields = (
        Field("nip", "NIP", ("nip baru", "nip pegawai", "ni pppk"), cells.nip, required=True),
        Field("year", "TAHUN", ("tahun cuti", "year"), whole(2020, 2100), required=True),
        Field("days", "SISA", ("sisa cuti", "sisa hari", "saldo", "hari", "days"), whole(0, MOST),
              required=True),
        Field("source", "DASAR", ("sumber", "keterangan", "source"), text(200)),
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        nips, years, days = values.of("nip"), values.of("year"), values.of("days")
        people = _people(values, context)
        for row, nip in enumerate(nips):
            if nip and nip not in people:
                findings.refuse(row, "nip", "pegawai tidak dikenal", "NIP pegawai yang ada", nip)
            for name, value in (("year", years[row]), ("days", days[row])):
                if value is None and row not in findings.refused:
                    findings.refuse(row, name, "kosong", "bilangan bulat")
        refuse_twins(
            findings, "nip", [people.get(nip) for nip in nips], "pegawai lebih dari satu kali",
            "satu baris", nips,
        )  # fmt: skip
        plan = Plan(work=_Work())
        held = LeaveOpening.objects.in_bulk(
            list({people[nips[row]] for row in findings.taken}), field_name="employee_id"
        )
        sources = values.of("source", "")
        for row in findings.taken:
            source = sources[row] or context.source[:200]
            made = LeaveOpening(
                employee_id=people[nips[row]], year=years[row], days=days[row], source=source
            )
            _compare(plan, findings.table.rows[row], nips[row], made, held)
        return plan

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        LeaveOpening.objects.bulk_create(
            work.rows, update_conflicts=True, unique_fields=["employee"],
            update_fields=["year", "days", "source"], batch_size=2000,
        )  # fmt: skip


def _compare(
    plan: Plan, row: int, nip: str, made: LeaveOpening, held: dict[int, LeaveOpening]
) -> None:
    old = held.get(made.employee_id)
    label = f"{nip} {made.year}"
    if old is None:
        plan.add("new", row, label, str(made.days))
    elif (old.year, old.days) == (made.year, made.days):
        plan.add("unchanged", row, label)
        return
    else:
        plan.add("changed", row, label, f"{old.year}: {old.days} → {made.year}: {made.days}")
    plan.work.rows.append(made)


def _people(values: Values, context: Context) -> dict[str, int]:
    rows = Employee.objects.filter(is_current=True, nip__in=set(values.of("nip", "")))
    if context.owner:
        rows = rows.filter(agency_id=int(context.owner.key))
    return dict(rows.values_list("nip", "pk"))
