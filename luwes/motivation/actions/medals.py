"""Recognitions by law: what the archive says, who is proposed, who received one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation import facts
from luwes.motivation.access import recognition as access
from luwes.motivation.models import MEDAL_LABELS, MedalRecord, ServiceBreak, ServiceCheck
from luwes.motivation.queries import medals as queries
from luwes.motivation.rules import medals as rules
from luwes.motivation.rules.medals import BreakKind, Standing
from luwes.people.models import Employee

MOST_AT_ONCE = 100
FARTHEST = timedelta(days=366)
_YOUNGEST = 15  # years of age at which nobody was a civil servant yet


@transaction.atomic
def check(
    *, employee: Employee, joined: date | None, looked: bool, note: str, on: date, now: datetime,
    by: User,
) -> ServiceCheck:  # fmt: skip
    """
    Write down the day by the decree, and that the archive was looked through today (`looked`).

    :raises Refused: for a day that cannot be
    """
    require(access.can_propose(by, employee, on))
    lock(employee)
    problems = []
    if joined and not employee.birth_date.year + _YOUNGEST < joined.year:
        problems.append(Problem(_("TMT CPNS tidak cocok dengan tanggal lahir."), "joined"))
    if joined and joined > on:
        problems.append(Problem(_("TMT CPNS tidak mungkin di masa depan."), "joined"))
    refuse(problems)
    row = ServiceCheck.objects.filter(employee=employee).first() or ServiceCheck(employee=employee)
    row.joined, row.note, row.at, row.by = joined, note.strip()[:300], now, by
    if looked:
        row.checked_on = on
    row.save()
    _log(by, "motivation.service_checked", employee, looked=looked)
    return row


@dataclass(frozen=True)
class Found:
    """Something in the archive that breaks the years of service."""

    kind: BreakKind
    period: Period
    letter: str


@transaction.atomic
def add_break(
    *, employee: Employee, found: Found, on: date, now: datetime, by: User
) -> ServiceBreak:
    """
    Discipline or unpaid leave from the archive; the same letter is written down once.

    :raises Refused: without its letter, or before the person was a civil servant
    """
    require(access.can_propose(by, employee, on))
    lock(employee)
    letter = found.letter.strip()
    known = ServiceBreak.objects.filter(employee=employee, kind=found.kind.value, letter=letter)
    if (row := known.filter(period=found.period).first()) is not None:
        return row
    problems = []
    if not letter:
        problems.append(Problem(_("Tulis nomor keputusannya."), "letter"))
    elif known.exists():
        problems.append(Problem(_("Keputusan ini sudah dicatat dengan masa yang lain."), "letter"))
    if found.period.start > on:
        problems.append(Problem(_("Hari pertamanya belum tiba."), "first_day"))
    joined = queries.services([employee], on)[employee.pk].joined
    if joined and found.period.start < joined:
        problems.append(Problem(_("Hari pertamanya sebelum menjadi CPNS."), "first_day"))
    refuse(problems)
    row = ServiceBreak.objects.create(
        employee=employee, kind=found.kind.value, period=found.period, letter=letter, at=now, by=by
    )
    _log(by, "motivation.break_added", employee)
    return row


@transaction.atomic
def remove_break(*, row: ServiceBreak, reason: str, on: date, by: User) -> None:
    """:raises Refused: without a reason"""
    employee = row.employee
    require(access.can_propose(by, employee, on))
    lock(employee)
    if not reason.strip():
        refuse([Problem(_("Tuliskan mengapa catatan ini salah."), "reason")])
    ServiceBreak.objects.filter(pk=row.pk).delete()
    _log(by, "motivation.break_removed", employee, reason)


@transaction.atomic
def propose(
    *, people: Collection[Employee], medal: str, as_of: date, on: date, now: datetime, by: User
) -> list[MedalRecord]:
    """
    Put people forward who have earned it by a day; who is proposed already stays as they are.

    Nobody is proposed while something is missing or the archive was not looked through.

    :raises Refused: with everybody against whom something stands
    """
    chosen = sorted(people, key=lambda person: person.pk)
    for person in chosen:
        require(person.user_id != by.pk)
    reach = access.medal_people(by, on).filter(pk__in=[p.pk for p in chosen])
    require(reach.count() == len(chosen))
    if len(chosen) > MOST_AT_ONCE:
        refuse([Problem(_("Paling banyak %d orang sekaligus.") % MOST_AT_ONCE)])
    if abs(as_of - on) > FARTHEST:
        refuse([Problem(_("Usulan dihitung untuk hari paling jauh setahun dari sekarang."))])
    lock_all(Employee.objects.filter(pk__in=[p.pk for p in chosen]))
    files, recognition = queries.services(chosen, as_of), rules.BY_KEY[medal]
    judged = {p.pk: rules.judge(recognition, files[p.pk], as_of) for p in chosen}
    refuse(
        Problem(f"{p.full_name}: {_why_not(judged[p.pk].standing)}", law="PP 25/1994; PP 35/2010")
        for p in chosen
        if _why_not(judged[p.pk].standing)
    )
    made = [
        MedalRecord.objects.create(
            employee=p, medal=medal, state="proposed", proposed_on=on, proposed_by=by, at=now, by=by
        )
        for p in chosen
        if judged[p.pk].standing is Standing.READY
    ]
    for row in made:
        _log(by, "motivation.medal_proposed", row.employee, medal=medal)
    if made:
        announce(facts.MedalsChanged(tuple(row.pk for row in made), now))
    return made


def _why_not(standing: Standing) -> str:
    match standing:
        case Standing.CHECK:
            return _("arsipnya belum diperiksa.")
        case Standing.RECEIVED:
            return _("sudah menerimanya.")
        case Standing.REPLACED:
            return _("yang lebih tinggi yang diusulkan.")
        case Standing.LATER | Standing.BARRED:
            return _("syaratnya belum terpenuhi.")
        case Standing.READY | Standing.PROPOSED:
            return ""


@transaction.atomic
def receive(
    *, employee: Employee, medal: str, received_on: date, decree: str, on: date, now: datetime,
    by: User,
) -> MedalRecord:  # fmt: skip
    """
    Somebody has it, by a decree: after a proposal, or from before there was Luwes.

    :raises Refused: for what is known already, or without the decree
    """
    require(access.can_propose(by, employee, on))
    lock(employee)
    rows = MedalRecord.objects.filter(employee=employee, medal=medal)
    had = rows.filter(state="received").order_by("-received_on").first()
    if had and (had.received_on, had.decree) == (received_on, decree.strip()):
        return had
    problems = []
    if had and not rules.BY_KEY[medal].again_after:
        problems.append(Problem(_("%s sudah dicatat diterima.") % MEDAL_LABELS[medal], "medal"))
    if received_on > on:
        problems.append(Problem(_("Tanggalnya belum tiba."), "received_on"))
    if not decree.strip():
        problems.append(Problem(_("Tulis nomor keputusannya."), "decree"))
    refuse(problems)
    row = rows.filter(state="proposed").first() or MedalRecord(employee=employee, medal=medal)
    row.state, row.received_on, row.decree = "received", received_on, decree.strip()[:100]
    row.at, row.by = now, by
    row.save()
    announce(facts.MedalsChanged((row.pk,), now))
    _log(by, "motivation.medal_received", employee, medal=medal)
    return row


@transaction.atomic
def drop(*, row: MedalRecord, because: str, on: date, now: datetime, by: User) -> None:
    """
    A proposal is taken back, or a receipt that was written down wrongly.

    :raises Refused: without a reason
    """
    employee = row.employee
    require(access.can_propose(by, employee, on))
    lock(employee, row)
    if row.state == "dropped":
        return
    if not because.strip():
        refuse([Problem(_("Tuliskan alasannya; yang bersangkutan membacanya."), "because")])
    row.state, row.dropped_because, row.at, row.by = "dropped", because.strip()[:300], now, by
    row.save()
    announce(facts.MedalsChanged((row.pk,), now))
    _log(by, "motivation.medal_dropped", employee, because, medal=row.medal)


def _log(by: User, deed: str, employee: Employee, reason: str = "", **details: object) -> None:
    chain = str(employee.agency_id)
    audit.record(by, deed, employee, chain=chain, reason=reason, **details)
