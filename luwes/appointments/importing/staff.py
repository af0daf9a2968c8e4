"""The staff list: who is new, changed, moved, the same, or no longer there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.appointments.importing import moves, writing
from luwes.appointments.importing.fields import STAFF_FIELDS
from luwes.appointments.importing.moves import Move
from luwes.appointments.importing.people import OnFile, Reader, Row, on_file, told_changes
from luwes.appointments.importing.posts import Drafts, PostFinder
from luwes.imports.checking import Findings, Values
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.organisation.importing.agencies import agency_of_rows, owners
from luwes.people.importing.checking import check_people
from luwes.places.rules import name_key


@dataclass
class Work:
    """What the commit carries out."""

    fresh: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    drafts: Drafts = field(default_factory=Drafts)


class StaffImporter(Importer):
    key: ClassVar[str] = "staff"
    order: ClassVar[int] = 3
    label = _("Daftar pegawai (SIASN)")
    fields = STAFF_FIELDS
    notices_missing = True

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        check_people(values, findings, context.asked_on)
        agencies = agency_of_rows(values, findings, context)
        known = on_file(set(agencies) - {0}, values)
        employees = _match(values, findings, known, agencies, context)
        finder = PostFinder(values, findings, agencies, context.on)
        posts = {row: finder.find(row) for row in list(findings.taken)}
        finder.warn_of_twins(posts)
        found = moves.find(posts, employees, values.of("since"), findings, context.on)
        rows = _read(values, findings, agencies, employees, known)
        work = Work(drafts=finder.drafts)
        plan = Plan(work=work)
        _sort_out(plan, work, rows, found, findings)
        if not context.partial:
            _miss(plan, work, known, employees, agencies, values, findings)
        _count(plan, finder.drafts)
        return plan

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        work: Work = plan.work
        writing.write(
            work.fresh, work.changed, work.moves, work.missing, work.drafts, context.on, progress
        )


def _match(
    values: Values, findings: Findings, known: OnFile, agencies: list[int], context: Context
) -> list[int]:
    """The employee each row means, 0 for a new one; rows that would take another's NIP are refused."""
    pns_ids, nips = values.of("pns_id", ""), values.of("nip", "")
    found = []
    for row, (pns_id, nip) in enumerate(zip(pns_ids, nips, strict=True)):
        pk = known.match(pns_id, nip) or 0
        found.append(pk)
        if pk and context.owner and known.people[pk].agency_id != agencies[row]:
            said = "tercatat di instansi lain"
            findings.refuse(row, "nip", said, "impor pindah instansi memuat semua instansi", nip)
    claimed = {nips[row]: found[row] for row in findings.taken}
    leaving = {found[row]: nips[row] for row in findings.taken if found[row]}
    for row in list(findings.taken):
        holder = known.by_nip.get(nips[row])
        if holder and holder != found[row]:
            stays = leaving.get(holder, nips[row]) == nips[row]
            if stays or claimed.get(nips[row]) != found[row]:
                said = "NIP sudah dipakai pegawai lain"
                findings.refuse(row, "nip", said, "NIP pegawai ini sendiri", nips[row])
    return found


def _read(
    values: Values, findings: Findings, agencies: list[int], employees: list[int], known: OnFile
) -> list[Row]:
    reader = Reader(values, findings, agencies)
    rows = []
    for row in findings.taken:
        old = known.people.get(employees[row])
        rows.append(Row(row, employees[row], reader.read(row, old), old))
    return rows


def _sort_out(
    plan: Plan, work: Work, rows: Iterable[Row], found: dict[int, Move], findings: Findings
) -> None:
    numbers = findings.table.rows
    for item in rows:
        old, new, move = item.old, item.person, found.get(item.row)
        if move:
            work.moves.append(move)
        if old is None:
            work.fresh.append(item)
            plan.add("new", numbers[item.row], new.name, new.nip)
            continue
        changes = old != new
        if changes:
            work.changed.append(item)
            plan.counts["nip_corrected"] += old.nip != new.nip
            plan.counts["returned"] += old.missing_since is not None
        if move:
            plan.add("moved", numbers[item.row], new.name, move.told)
        elif changes:
            plan.add("changed", numbers[item.row], new.name, told_changes(old, new))
        else:
            plan.add("unchanged", numbers[item.row], new.name)


def _miss(
    plan: Plan, work: Work, known: OnFile, employees: list[int], agencies: list[int],
    values: Values, findings: Findings,
) -> None:  # fmt: skip
    """Flag whoever is on file with these agencies and not in the file, not even in a refused row."""
    seen = set(employees)
    nips, pns_ids, names = values.of("nip", ""), values.of("pns_id", ""), values.of("name", "")
    nameless = {
        name_key(names[row]) for row in findings.refused if not nips[row] and not pns_ids[row]
    }
    here = set(agencies) - {0}
    for pk, person in known.people.items():
        if pk in seen or not person.is_current or person.agency_id not in here:
            continue
        if nameless and name_key(person.name) in nameless:
            continue
        if person.missing_since is None:
            work.missing.append(pk)
            plan.add("vanished", None, person.name, person.nip)


def _count(plan: Plan, drafts: Drafts) -> None:
    drafted = Counter(
        draft_units=len(drafts.units),
        draft_titles=len(drafts.titles),
        draft_positions=len(drafts.posts),
    )
    plan.counts.update(drafted)
    for key in [key for key, count in plan.counts.items() if not count]:
        del plan.counts[key]
