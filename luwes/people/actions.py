"""Changes to people's files, and the one way to read what is private in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.notifications.rules import Channel
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency, Competency
from luwes.people import access, facts
from luwes.people.models import CompetencyRecord, Employee, Evidence, PrivateReading
from luwes.people.rules import PNS_GRADES, PPPK_GRADES, Employment, EvidenceState, Nip, read_nip

PRIVATE = frozenset({"nik", "phone", "address", "limits"})
CORRECTABLE = PRIVATE | {
    "nip", "name", "title_before", "title_after", "birth_date", "sex", "grade", "grade_since",
    "education", "home_area", "languages", "email", "deployability",
}  # fmt: skip


@transaction.atomic
def add_employee(
    *, agency: Agency, nip: str, name: str, grade: str, by: User, pns_id: str | None = None,
    **values: Any,
) -> Employee:  # fmt: skip
    """
    Open a file; birth date, sex and employment come from the NIP where not given.

    :raises Refused: with everything wrong in it
    """
    require(organisation.can_in_agency(by, Right.MANAGE_PEOPLE, agency.pk))
    read = read_nip(nip)
    problems = _nip_problems(nip, None)
    if not name.strip():
        problems.append(Problem(_("Nama belum diisi."), "name"))
    refuse(problems)
    assert isinstance(read, Nip)
    told = {"birth_date": read.born, "sex": read.sex.value, "employment": read.employment.value}
    employee = Employee(
        agency=agency, nip=nip, name=name, grade=grade, pns_id=pns_id, **(told | values)
    )
    employee.nik_hash = fingerprint(employee.nik) if employee.nik else ""
    refuse(_grade_problems(employee))
    employee.save()
    audit.record(by, "people.employee_added", employee, chain=str(agency.pk))
    return employee


@transaction.atomic
def correct_employee(
    *, employee: Employee, changes: Mapping[str, Any], reason: str, on: date, by: User
) -> Employee:
    """
    Put right what is on file; a corrected NIP keeps the person. The log holds names of fields only.

    :raises Refused: with everything wrong in it
    """
    require(access.can(by, Right.MANAGE_PEOPLE, employee, on))
    unknown = set(changes) - CORRECTABLE
    if unknown:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    lock(employee)
    problems = _nip_problems(changes["nip"], employee) if "nip" in changes else []
    if "name" in changes and not str(changes["name"]).strip():
        problems.append(Problem(_("Nama belum diisi."), "name"))
    changed = sorted(name for name, value in changes.items() if getattr(employee, name) != value)
    for name in changed:
        setattr(employee, name, changes[name])
    if "grade" in changed:
        problems += _grade_problems(employee)
    refuse(problems)
    if not changed:
        return employee
    if "nik" in changed:
        employee.nik_hash = fingerprint(employee.nik) if employee.nik else ""
        employee.save(update_fields=[*changed, "nik_hash"])
    else:
        employee.save(update_fields=changed)
    announce(facts.EmployeeCorrected(employee.pk))
    audit.record(
        by, "people.employee_corrected", employee, chain=str(employee.agency_id), reason=reason,
        fields=changed,
    )  # fmt: skip
    return employee


DECLARED = frozenset({
    "email", "phone", "address", "limits", "deployability", "languages", "channels",
    "shares_phone",
})  # fmt: skip


@transaction.atomic
def declare(*, employee: Employee, changes: Mapping[str, Any], by: User) -> Employee:
    """
    What only the person says: how to be reached, and limits on being sent.

    The log holds names of fields only; of the values nothing.
    """
    require(access.is_oneself(by, employee))
    unknown = set(changes) - DECLARED
    if unknown:
        raise ValueError(f"not for oneself to say: {sorted(unknown)}")
    lock(employee)
    changed = sorted(name for name, value in changes.items() if getattr(employee, name) != value)
    if not changed:
        return employee
    for name in changed:
        setattr(employee, name, changes[name])
    employee.save(update_fields=changed)
    announce(facts.EmployeeCorrected(employee.pk))
    audit.record(by, "people.declared", employee, chain=str(employee.agency_id), fields=changed)
    return employee


def _nip_problems(nip: str, employee: Employee | None) -> list[Problem]:
    read = read_nip(nip)
    if isinstance(read, str):
        return [Problem(read[0].upper() + read[1:] + ".", "nip")]
    others = Employee.objects.filter(nip=nip, is_current=True)
    if employee:
        others = others.exclude(pk=employee.pk)
    return [Problem(_("NIP ini sudah dipakai pegawai lain."), "nip")] if others.exists() else []


def _grade_problems(employee: Employee) -> list[Problem]:
    known = PNS_GRADES if employee.employment == Employment.PNS.value else PPPK_GRADES
    if employee.grade in known:
        return []
    example = "III/a" if known is PNS_GRADES else "IX"
    return [
        Problem(
            _("Golongan ini tidak dikenal; contoh: %(example)s.") % {"example": example}, "grade"
        )
    ]


@transaction.atomic
def change_agency(*, employee: Employee, agency: Agency, by: User) -> None:
    """The agency that employs; called where an appointment elsewhere is recorded."""
    if employee.agency_id == agency.pk:
        return
    old = employee.agency_id
    employee.agency = agency
    employee.save(update_fields=["agency"])
    audit.record(by, "people.agency_changed", employee, chain=str(agency.pk), before=old)


# ── competencies ─────────────────────────────────────────────────────


@transaction.atomic
def add_competency(
    *,
    employee: Employee,
    competency: Competency,
    level: int,
    evidence: str,
    period: Period,
    by: User,
) -> CompetencyRecord:
    """
    Record a level for a period, with what shows it.

    :raises Refused: where the same level is on file for some of that time
    """
    require(access.can(by, Right.MANAGE_PEOPLE, employee, period.start))
    lock(employee)
    problems = []
    if level not in range(1, 6):
        problems.append(
            Problem(_("Tingkat kompetensi 1 sampai 5."), "level", "PermenPANRB 38/2017")
        )
    if competency.needs_certificate and not evidence.strip():
        problems.append(
            Problem(_("Kompetensi ini perlu sertifikat; tuliskan nomornya."), "evidence")
        )
    same = employee.competencies.filter(competency=competency, level=level, period__overlap=period)
    if same.exists():
        problems.append(Problem(_("Tingkat ini sudah tercatat untuk masa tersebut."), "level"))
    refuse(problems)
    record = CompetencyRecord.objects.create(
        employee=employee, competency=competency, level=level, evidence=evidence, period=period
    )
    announce(facts.CompetencyChanged(employee.pk, competency.pk))
    audit.record(
        by, "people.competency_added", employee, chain=str(employee.agency_id),
        competency=competency.code, level=level,
    )  # fmt: skip
    return record


@transaction.atomic
def end_competency(*, record: CompetencyRecord, on: date, reason: str, by: User) -> None:
    """From `on` the record no longer counts; one that would not have begun by then goes whole."""
    require(access.can(by, Right.MANAGE_PEOPLE, record.employee, on))
    lock(record)
    if _is_over(record, on):
        refuse([Problem(_("Catatan ini sudah berakhir."), "on")])
    _end(record, on, reason, by)


def _is_over(record: CompetencyRecord, on: date) -> bool:
    return record.period.end is not None and record.period.end <= on


@transaction.atomic
def withdraw_competency(
    *, record: CompetencyRecord, on: date, reason: str, by: User
) -> Period | None:
    """
    As `end_competency`, where what showed it was withdrawn; one that is over stays as it is. The days
    on which it counts no more. The caller has checked the right.
    """
    lock(record)
    if _is_over(record, on):
        return None
    lost = Period(max(on, record.period.start), record.period.end)
    _end(record, on, reason, by)
    return lost


def _end(record: CompetencyRecord, on: date, reason: str, by: User) -> None:
    employee = record.employee
    if on <= record.period.start:
        record.delete()
    else:
        record.period = Period(record.period.start, on)
        record.save(update_fields=["period"])
    announce(facts.CompetencyChanged(employee.pk, record.competency_id))
    audit.record(
        by, "people.competency_ended", employee, chain=str(employee.agency_id), reason=reason,
        competency=record.competency.code,
    )  # fmt: skip


@transaction.atomic
def certify_competency(
    *, employee: Employee, competency: Competency, level: int, evidence: str, period: Period
) -> list[CompetencyRecord]:
    """
    Record what a certificate shows, beside what is on file: where the same level is on file for some
    of that time it stays, and the new records fill what lies around it.

    The caller has checked the right, and logs the deed from which it follows.
    """
    lock(employee)
    same = employee.competencies.filter(competency=competency, level=level, period__overlap=period)
    left = [period]
    for taken in same.values_list("period", flat=True):
        left = [part for one in left for part in one.without(taken)]
    records = [
        CompetencyRecord.objects.create(
            employee=employee, competency=competency, level=level, evidence=evidence[:200], period=part
        )
        for part in left
    ]  # fmt: skip
    if records:
        announce(facts.CompetencyChanged(employee.pk, competency.pk))
    return records


@dataclass(frozen=True)
class Experience:
    """What was done, where that is on file (`source`: kind and id), and for how long."""

    source: tuple[str, str]
    words: str
    period: Period
    days: int
    hours: int | None
    competencies: Sequence[Competency] = ()


@transaction.atomic
def propose_evidence(*, employee: Employee, experience: Experience, now: datetime) -> None:
    """
    Put down what somebody did, and propose it for each competency that it asked for; once.

    The caller has checked the right, and logs the deed from which it follows.
    """
    kind, pk = experience.source
    Evidence.objects.bulk_create(
        (
            Evidence(
                employee=employee, competency=competency, source_kind=kind, source_id=pk,
                words=experience.words[:200], period=experience.period, days=experience.days,
                hours=experience.hours, at=now,
            )
            for competency in (None, *experience.competencies)
        ),
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def decide_evidence(*, evidence: Evidence, take: bool, on: date, now: datetime, by: User) -> None:
    """
    Accept experience as evidence of its competency, or leave it; the level stays as it is.

    :raises Refused: when it was decided before
    """
    require(access.can(by, Right.MANAGE_PEOPLE, evidence.employee, on))
    lock(evidence)
    if evidence.state != EvidenceState.PROPOSED.value:
        refuse([Problem(_("Bukti ini sudah diputuskan."))])
    evidence.state = (EvidenceState.TAKEN if take else EvidenceState.LEFT).value
    evidence.decided_at, evidence.decided_by = now, by
    evidence.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(
        by, "people.evidence_taken" if take else "people.evidence_left", evidence.employee,
        chain=str(evidence.employee.agency_id),
        competency=evidence.competency.code if evidence.competency else "",
    )  # fmt: skip


# ── private data ─────────────────────────────────────────────────────


@transaction.atomic
def read_private(
    *, employee: Employee, what: str, on: date, now: datetime, by: User
) -> dict[str, str]:
    """NIK, phone, address and limits; that they were read is kept and shown to the one read about."""
    require(access.can_read_private(by, employee, on))
    if employee.user_id != by.pk:
        PrivateReading.objects.create(employee=employee, by=by, at=now, what=what)
    return {name: getattr(employee, name) for name in ("nik", "phone", "address", "limits")}


@transaction.atomic
def link_account(*, employee: Employee, user: User, on: date, by: User) -> None:
    """
    Say which account is this person's; an account belongs to one person.

    :raises Refused: when the account is another person's
    """
    require(access.can(by, Right.MANAGE_PEOPLE, employee, on))
    lock(employee)
    if Employee.objects.filter(user=user).exclude(pk=employee.pk).exists():
        refuse([Problem(_("Akun ini milik pegawai lain."), "username")])
    employee.user = user
    employee.save(update_fields=["user"])
    audit.record(by, "people.account_linked", employee, chain=str(employee.agency_id), user=user.pk)


@transaction.atomic
def choose_channels(*, employee: Employee, channels: Sequence[Channel], by: User) -> None:
    """The person's own choice: by which channels to be told, in which order."""
    require(employee.user_id == by.pk)
    lock(employee)
    employee.channels = [channel.value for channel in dict.fromkeys(channels)]
    employee.save(update_fields=["channels"])
