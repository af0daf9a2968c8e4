"""Competency lists: NIP, competency, level, valid until."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.core.periods import Period, add_months
from luwes.imports.cells import day, text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.organisation.importing.agencies import owners
from luwes.organisation.models import Competency
from luwes.people.importing import cells
from luwes.people.models import CompetencyRecord, Employee
from luwes.places.rules import name_key

# Records on file (id, period, evidence) by employee, competency and level.
Held = dict[tuple[int, int, int], list[tuple[int, Period, str]]]


@dataclass(frozen=True)
class _Claim:
    at: int  # from 0
    row: int  # as the sheet counts
    employee: int
    competency: int
    level: int
    since: date | None
    until: date | None  # the first day after
    months: int | None  # after which the catalogue lets it end
    evidence: str
    label: str

    def from_day(self, start: date) -> Period:
        """Where the list names no end the catalogue does."""
        end = self.until or (add_months(start, self.months) if self.months else None)
        return Period(start, end)


@dataclass
class _Work:
    fresh: list[tuple[_Claim, Period]] = field(default_factory=list)
    changed: list[tuple[int, Period, str]] = field(default_factory=list)


class CompetencyImporter(Importer):
    key: ClassVar[str] = "competencies"
    order: ClassVar[int] = 5
    label = _("Kompetensi pegawai")
    fields = (
        Field("nip", "NIP", ("nip baru", "nip pegawai", "ni pppk", "nomor induk pegawai"), cells.nip, required=True),
        Field("competency", "KOMPETENSI", ("nama kompetensi", "kode kompetensi", "competency", "sertifikat", "diklat"),
              text(120), required=True),
        Field("level", "TINGKAT", ("level", "tingkat kompetensi", "jenjang"), whole(1, 5), required=True),
        Field("until", "BERLAKU SAMPAI", ("berlaku s.d.", "berlaku hingga", "valid until", "masa berlaku",
              "tanggal berakhir", "kedaluwarsa"), day),
        Field("since", "BERLAKU MULAI", ("tanggal sertifikat", "valid from", "tanggal mulai", "tmt", "tanggal"), day),
        Field("evidence", "BUKTI", ("nomor sertifikat", "evidence", "keterangan"), text(200)),
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        people = _people(values, context)
        catalogue = _catalogue()
        keys = []
        wanted = zip(values.of("nip"), values.of("competency"), values.of("level"), strict=True)
        for row, (nip, name, level) in enumerate(wanted):
            employee, competency = people.get(nip), catalogue.get(name_key(name))
            if nip and employee is None:
                findings.refuse(row, "nip", "pegawai tidak dikenal", "NIP pegawai yang ada", nip)
            if competency is None:
                findings.refuse(
                    row, "competency", "kompetensi tidak dikenal", "kompetensi dalam katalog", name
                )
            if level is None and row not in findings.refused:
                findings.refuse(row, "level", "tingkat kosong", "1–5")
            keys.append((nip, competency, level) if nip and competency and level else None)
        refuse_twins(
            findings,
            "competency",
            keys,
            "kompetensi lebih dari satu kali",
            "satu baris satu tingkat",
            values.of("competency", ""),
        )
        held = _held({people[nip] for nip in values.of("nip") if nip in people})
        claims = _claims(values, findings, people, catalogue, held, context)
        return _compare(claims, held, findings, context)

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        for pk, period, evidence in work.changed:
            CompetencyRecord.objects.filter(pk=pk).update(period=period, evidence=evidence)
        CompetencyRecord.objects.bulk_create(
            [
                CompetencyRecord(
                    employee_id=claim.employee, competency_id=claim.competency, level=claim.level,
                    evidence=claim.evidence, period=period,
                )
                for claim, period in work.fresh
            ],
            batch_size=2000,
        )  # fmt: skip


def _people(values: Values, context: Context) -> dict[str, int]:
    rows = Employee.objects.filter(is_current=True, nip__in=set(values.of("nip", "")))
    if context.owner:
        rows = rows.filter(agency_id=int(context.owner.key))
    return dict(rows.values_list("nip", "pk"))


def _catalogue() -> dict[str, int]:
    rows = list(Competency.objects.order_by("pk").values_list("pk", "code", "name"))
    return {name_key(code): pk for pk, code, _ in rows} | {
        name_key(name): pk for pk, _, name in rows
    }


def _claims(
    values: Values,
    findings: Findings,
    people: dict[str, int],
    catalogue: dict[str, int],
    held: Held,
    context: Context,
) -> list[_Claim]:
    names, since, until = values.of("competency", ""), values.of("since"), values.of("until")
    levels, evidence, nips = values.of("level"), values.of("evidence", ""), values.of("nip", "")
    months = dict(Competency.objects.order_by("pk").values_list("pk", "valid_months"))
    claims = []
    for row in list(findings.taken):
        last = until[row]
        end = last and last + timedelta(days=1)
        key = (people[nips[row]], catalogue[name_key(names[row])], levels[row])
        begins = since[row]
        if last and begins is None and last < context.on:  # what has expired may be on file already
            begins = next((p.start for _pk, p, _e in held.get(key, []) if p.end == end), None)
        first = begins or context.on
        if last and last < first:
            said = "masa berlaku sudah lewat" if since[row] is None else "berakhir sebelum mulai"
            findings.refuse(
                row, "until", said, f"{first:%d-%m-%Y} atau sesudahnya", f"{last:%d-%m-%Y}"
            )
            continue
        claims.append(
            _Claim(
                row, findings.table.rows[row], *key, begins, end, months.get(key[1]), evidence[row],
                f"{names[row]} {levels[row]}",
            )
        )  # fmt: skip
    return claims


def _compare(claims: list[_Claim], held: Held, findings: Findings, context: Context) -> Plan:
    plan, work = Plan(), _Work()
    plan.work = work
    for claim in claims:
        records = held.get((claim.employee, claim.competency, claim.level), [])
        same = next((r for r in records if _touches(r[1], claim, context.on)), None)
        if same is None:
            start = claim.since or context.on
            work.fresh.append((claim, claim.from_day(start)))
            plan.add("new", claim.row, claim.label)
            continue
        pk, period, evidence = same
        wanted = claim.from_day(claim.since or period.start)
        if any(r is not same and r[1].overlaps(wanted) for r in records):
            said = "masa berlaku menutupi catatan lain"
            findings.refuse(
                claim.at, "competency", said, "satu catatan pada satu masa", claim.label
            )
            continue
        said = claim.evidence or evidence
        if (wanted, said) == (period, evidence):
            plan.add("unchanged", claim.row, claim.label)
        else:
            work.changed.append((pk, wanted, said))
            plan.add("changed", claim.row, claim.label)
    return plan


def _touches(period: Period, claim: _Claim, on: date) -> bool:
    """Whether a record on file is the one that the row speaks of."""
    return period.overlaps(Period(claim.since or min(on, period.start), claim.until))


def _held(people: set[int]) -> Held:
    found: Held = {}
    rows: Any = CompetencyRecord.objects.filter(employee_id__in=people).order_by("-period", "pk")
    columns = ("pk", "employee_id", "competency_id", "level", "period", "evidence")
    for pk, employee, competency, level, period, evidence in rows.values_list(*columns):
        found.setdefault((employee, competency, level), []).append((pk, period, evidence))
    return found
