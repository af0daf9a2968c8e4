"""
What BKD has on file from before Luwes: recognitions received, discipline and unpaid leave. Each row
goes through the deed that the page of one person uses, so that log, history and messages are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.core import clock
from luwes.core.periods import Period
from luwes.imports.cells import choice, day, text, whole
from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import medals as deeds
from luwes.motivation.models import BREAK_LABELS, MEDAL_LABELS, MedalRecord, ServiceBreak
from luwes.motivation.queries import medals as queries
from luwes.motivation.rules.medals import BY_KEY, DISASTER, BreakKind, of_years
from luwes.organisation.importing.agencies import owners
from luwes.people.importing import cells
from luwes.people.models import Employee

_FIRST_YEAR = 1959  # UU 4 Drt/1959: the first Satyalancana
_ROMAN = {"x": 10, "xx": 20, "xxx": 30}
KINDS: dict[str, str] = {
    **{
        f"{before}{number}{after}": of_years(years)
        for roman, years in _ROMAN.items()
        for number in (roman, str(years))
        for before in ("", "slks", "satya", "satyalancana", "satyalancanakaryasatya")
        for after in ("", "tahun", "th")
        if before or after
    },
    **dict.fromkeys(("pengabdianbencana", "penghargaanpengabdianbencana", "bencana"), DISASTER),
    **dict.fromkeys(("sedang", "hukumansedang", "hukumandisiplinsedang", "disiplinsedang"), BreakKind.MEDIUM.value),
    **dict.fromkeys(("berat", "hukumanberat", "hukumandisiplinberat", "disiplinberat"), BreakKind.HEAVY.value),
    **dict.fromkeys(("cltn", "cutidiluartanggungannegara"), BreakKind.UNPAID.value),
}  # fmt: skip
_EXPECTED = "SLKS X/XX/XXX tahun, hukuman sedang, hukuman berat, CLTN"


@dataclass(frozen=True)
class _Received:
    employee: Employee
    medal: str
    on: date
    decree: str


@dataclass(frozen=True)
class _Broken:
    employee: Employee
    found: deeds.Found


@dataclass
class _Work:
    received: list[_Received] = field(default_factory=list)
    broken: list[_Broken] = field(default_factory=list)


@dataclass
class _File:
    """What is on file of the people in the sheet."""

    medals: set[tuple[int, str, date | None, str]] = field(default_factory=set)
    had: set[tuple[int, str]] = field(default_factory=set)
    breaks: dict[tuple[int, str, str], Period] = field(default_factory=dict)
    joined: dict[int, date | None] = field(default_factory=dict)


class RecognitionImporter(Importer):
    key: ClassVar[str] = "recognitions"
    order: ClassVar[int] = 6
    label = _("Tanda jasa dan hukuman disiplin")
    fields = (
        Field("nip", "NIP", ("nip baru", "nip pegawai", "nomor induk pegawai"), cells.nip, required=True),
        Field("kind", "JENIS", ("jenis catatan", "tanda jasa", "penghargaan", "hukuman", "tingkat hukuman", "jenis hukuman"),
              choice(KINDS, _EXPECTED), required=True),
        Field("since", "TANGGAL", ("tmt", "mulai", "tanggal mulai", "dari", "tanggal keputusan", "tmt hukuman"), day),
        Field("until", "SAMPAI", ("sampai dengan", "tanggal selesai", "sampai tanggal", "akhir"), day),
        Field("year", "TAHUN", ("tahun terima", "tahun perolehan"), whole(_FIRST_YEAR, 2200)),
        Field("decree", "NOMOR KEPUTUSAN", ("nomor sk", "no sk", "nomor keppres", "nomor", "keputusan"), text(100),
              required=True),
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        people = _people(values, context)
        _check_people(values, findings, people)
        _check_twins(values, findings)
        on_file = _on_file(people.values(), context.asked_on)
        plan = Plan(work=_Work())
        for row in list(findings.taken):
            employee = people[values.of("nip")[row]]
            if values.of("kind")[row] in MEDAL_LABELS:
                _plan_medal(row, employee, values, findings, context, on_file, plan)
            else:
                _plan_break(row, employee, values, findings, context, on_file, plan)
        return plan

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: _Work = plan.work
        on, now = context.asked_on, clock.now()
        for broken in work.broken:
            deeds.add_break(
                employee=broken.employee, found=broken.found, on=on, now=now, by=context.by
            )
        for one in work.received:
            deeds.receive(
                employee=one.employee, medal=one.medal, received_on=one.on, decree=one.decree, on=on,
                now=now, by=context.by,
            )  # fmt: skip


def _people(values: Values, context: Context) -> dict[str, Employee]:
    """Whose archive this user keeps; never the user's own."""
    rows = access.medal_people(context.by, context.asked_on)
    rows = rows.filter(nip__in={nip for nip in values.of("nip", "") if nip})
    if context.owner:
        rows = rows.filter(agency_id=int(context.owner.key))
    return {row.nip: row for row in rows.select_related("agency")}


def _check_people(values: Values, findings: Findings, people: Mapping[str, Employee]) -> None:
    columns = zip(values.of("nip", ""), values.of("kind"), values.of("decree", ""), strict=True)
    for row, (nip, kind, decree) in enumerate(columns):
        if nip and nip not in people:
            findings.refuse(row, "nip", "pegawai tidak dikenal", "NIP pegawai dalam kewenangan Anda", nip)  # fmt: skip
        if kind is None and row not in findings.refused:
            findings.refuse(row, "kind", "jenis kosong", _EXPECTED)
        if not decree and row not in findings.refused:
            findings.refuse(row, "decree", "nomor keputusan kosong", "nomor keputusan")


def _check_twins(values: Values, findings: Findings) -> None:
    """A recognition of years is received once; of anything else one decree tells once."""
    columns = zip(values.of("nip", ""), values.of("kind"), values.of("decree", ""), strict=True)
    keys = [
        (nip, kind, "" if kind in BY_KEY and BY_KEY[kind].years else decree) if nip and kind else None
        for nip, kind, decree in columns
    ]  # fmt: skip
    refuse_twins(
        findings, "kind", keys, "catatan lebih dari satu kali", "satu baris satu catatan",
        [_label(kind) if kind else "" for kind in values.of("kind")],
    )  # fmt: skip


def _label(kind: str) -> str:
    return str(MEDAL_LABELS.get(kind) or BREAK_LABELS[kind])


def _on_file(people: Any, on: date) -> _File:
    found, those = _File(), list(people)
    ids = [person.pk for person in those]
    medals = MedalRecord.objects.filter(employee__in=ids, state="received").order_by("pk")
    for who, medal, day_, decree in medals.values_list("employee_id", "medal", "received_on", "decree"):  # fmt: skip
        found.medals.add((who, medal, day_, decree))
        found.had.add((who, medal))
    breaks = ServiceBreak.objects.filter(employee__in=ids).order_by("pk")
    for who, kind, letter, period in breaks.values_list("employee_id", "kind", "letter", "period"):
        found.breaks[who, kind, letter] = period
    found.joined = {pk: service.joined for pk, service in queries.services(those, on).items()}
    return found


def _plan_medal(
    row: int, employee: Employee, values: Values, findings: Findings, context: Context,
    on_file: _File, plan: Plan,
) -> None:  # fmt: skip
    medal, decree = values.of("kind")[row], values.of("decree")[row]
    received, year = values.of("since")[row], values.of("year")[row]
    if received is None and year:
        received = date(year, 12, 31)
        findings.warn(row, "year", "tanggal kosong: dicatat hari terakhir tahunnya", "tanggal keputusan", year)  # fmt: skip
    if received is None:
        findings.refuse(row, "since", "tanggal dan tahun kosong", "tanggal atau tahun keputusan")
        return
    if received > context.asked_on:
        _refuse_late(row, "since", received, context.asked_on, findings)
        return
    number, label = findings.table.rows[row], f"{employee.full_name}: {_label(medal)}"
    if (employee.pk, medal, received, decree) in on_file.medals:
        plan.add("unchanged", number, label)
    elif (employee.pk, medal) in on_file.had and BY_KEY[medal].years:
        findings.refuse(row, "kind", "sudah dicatat diterima", "satu kali seumur hidup", _label(medal))  # fmt: skip
    else:
        plan.work.received.append(_Received(employee, medal, received, decree))
        plan.add("new", number, label)


def _plan_break(
    row: int, employee: Employee, values: Values, findings: Findings, context: Context,
    on_file: _File, plan: Plan,
) -> None:  # fmt: skip
    kind, decree = values.of("kind")[row], values.of("decree")[row]
    first, last = values.of("since")[row], values.of("until")[row]
    if first is None or last is None:
        where = "since" if first is None else "until"
        findings.refuse(row, where, "tanggal kosong", "tanggal mulai dan sampai")
        return
    joined = on_file.joined.get(employee.pk)
    if first > context.asked_on:
        _refuse_late(row, "since", first, context.asked_on, findings)
    elif last < first:
        findings.refuse(row, "until", "berakhir sebelum mulai", f"{first:%d-%m-%Y} atau sesudahnya", f"{last:%d-%m-%Y}")  # fmt: skip
    elif joined and first < joined:
        findings.refuse(row, "since", "sebelum menjadi CPNS", f"{joined:%d-%m-%Y} atau sesudahnya", f"{first:%d-%m-%Y}")  # fmt: skip
    else:
        period = Period(first, last + timedelta(days=1))
        known = on_file.breaks.get((employee.pk, kind, decree))
        number, label = findings.table.rows[row], f"{employee.full_name}: {_label(kind)}"
        if known == period:
            plan.add("unchanged", number, label)
        elif known:
            findings.refuse(row, "decree", "keputusan ini sudah dicatat dengan masa yang lain", f"{known.start:%d-%m-%Y} s.d. {known.last_day:%d-%m-%Y}", decree)  # fmt: skip
        else:
            found = deeds.Found(BreakKind(kind), period, decree)
            plan.work.broken.append(_Broken(employee, found))
            plan.add("new", number, label)


def _refuse_late(row: int, where: str, day_: date, on: date, findings: Findings) -> None:
    findings.refuse(row, where, "tanggal di masa depan", f"paling lambat {on:%d-%m-%Y}", f"{day_:%d-%m-%Y}")  # fmt: skip
