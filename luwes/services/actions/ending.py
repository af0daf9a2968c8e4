"""The end of a case: closed with evidence, confirmed or reopened by the citizen, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.faults import point
from luwes.services import access, facts, timekeeping
from luwes.services.actions import bundling, clocks, giving
from luwes.services.actions.entries import not_open, write
from luwes.services.actions.files import Checked, attach
from luwes.services.models import Case, CaseEntry, Satisfaction
from luwes.services.queries import desk
from luwes.services.rules.clocks import Calendar, Clock
from luwes.services.rules.limits import ClockKind
from luwes.services.rules.states import OPEN, REOPEN_DAYS, CaseState, EntryKind


@transaction.atomic
def close(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime, on: date, by: User
) -> CaseEntry:
    """
    It is done: with words, and with evidence that the citizen can see (a picture or a document);
    information is its own evidence.

    :raises Refused: without words or evidence, while it waits for the citizen, when it is over, or
        when nobody has it
    """
    require(access.can_answer(by, case, on))
    lock(case)
    problems = not_open(case)
    if case.state == CaseState.WAITING.value:
        problems.append(Problem(_("Perkara ini masih menunggu jawaban warga.")))
    elif not problems and case.officer_id is None:
        problems.append(Problem(_("Belum ada petugas yang menangani perkara ini.")))
    if not text.strip():
        problems.append(Problem(_("Tulis apa yang sudah dilakukan."), "text"))
    if not files and needs_evidence(case, desk.entries(case)):
        words = _("Lampirkan bukti yang dapat dilihat warga: foto atau dokumen hasilnya.")
        problems.append(Problem(words, "attached"))
    refuse(problems)
    entry = write(case, EntryKind.CLOSED, now, text=text, by=by)
    attach(case, entry, files, by_citizen=False)
    point("closing.half_written")
    office = timekeeping.calendar(case.agency_id, localdate(now))
    clocks.meet(case, list(ClockKind), now, office)
    case.state, case.closed_at, case.due_at = CaseState.CLOSED.value, now, None
    case.worked_minutes = _worked(case, now, office)
    case.save(update_fields=["state", "closed_at", "due_at", "worked_minutes"])
    clocks.stop(case, now, _("Sudah ditutup"), office)
    assert case.officer_id is not None
    announce(facts.Told(case.pk, entry.pk, now))
    announce(facts.Closed(case.pk, case.officer_id, now))
    audit.record(by, "services.closed", case, chain=str(case.agency_id), number=case.number)
    point("closing.before_commit")
    return entry


def needs_evidence(case: Case, entries: Sequence[CaseEntry]) -> bool:
    """Information is its own evidence; else the citizen has to see something with the closing or before."""
    return case.kind != "information" and not desk.shows_work(case, entries)


def _worked(case: Case, now: datetime, office: Calendar) -> int:
    """Working minutes from the filing, without those in which it waited for the citizen."""
    return Clock(case.received_at, 0, timekeeping.pauses_of(case)).used(now, office)


@transaction.atomic
def confirm(*, case: Case, now: datetime) -> None:
    """
    The citizen agrees; a second tap changes nothing.

    :raises Refused: when it is not closed
    """
    lock(case)
    if case.state == CaseState.CONFIRMED.value:
        return
    if case.state != CaseState.CLOSED.value:
        refuse([Problem(_("Urusan ini belum ditutup."))])
    entry = settle(case, now, by_citizen=True)
    announce(facts.CitizenSaid(case.pk, entry.pk, now))


def settle(case: Case, now: datetime, *, by_citizen: bool) -> CaseEntry:
    """It is done for good, by the citizen's word or by time. The caller holds the case."""
    case.state, case.confirmed_at = CaseState.CONFIRMED.value, now
    case.save(update_fields=["state", "confirmed_at"])
    entry = write(case, EntryKind.CONFIRMED, now, by_citizen=by_citizen)
    announce(facts.Confirmed(case.pk, case.officer_id, now))
    return entry


@transaction.atomic
def reopen(*, case: Case, text: str, files: Sequence[Checked] = (), now: datetime) -> None:
    """
    The citizen says that it is not done. Who oversees the officer looks at it.

    :raises Refused: without words, when it is not closed, or the time for it is over
    """
    lock(case)
    problems = []
    if CaseState(case.state) in OPEN:
        problems.append(Problem(_("Urusan ini sudah terbuka.")))
    elif CaseState(case.state) not in {CaseState.CLOSED, CaseState.CONFIRMED}:
        problems.append(Problem(_("Urusan ini tidak dapat dibuka kembali.")))
    elif not bundling.may_reopen(case, now):
        words = _("Lebih dari %d hari sejak ditutup. Kirim laporan baru; sebut nomor ini.")
        problems.append(Problem(words % REOPEN_DAYS))
    if not text.strip():
        problems.append(Problem(_("Tulis apa yang belum beres."), "text"))
    refuse(problems)
    Satisfaction.objects.filter(case=case).delete()  # what was said of an end that was none
    entry = write(case, EntryKind.REOPENED, now, text=text, by_citizen=True)
    attach(case, entry, files, by_citizen=True)
    state = CaseState.ASSIGNED if case.officer_id else CaseState.RECEIVED
    undone = facts.Reopened(case.pk, case.officer_id, case.confirmed_at, now)
    case.state, case.closed_at, case.confirmed_at = state.value, None, None
    case.reopened += 1
    case.save(update_fields=["state", "closed_at", "confirmed_at", "reopened"])
    clocks.reopen(case, now)
    announce(undone)
    giving.check_holder(case, now=now, on=localdate(now))
    announce(facts.CitizenSaid(case.pk, entry.pk, now))
    audit.record(None, "services.reopened", case, chain=str(case.agency_id), number=case.number)


@transaction.atomic
def withdraw(*, case: Case, now: datetime) -> None:
    """
    The citizen does not want it any more; others who reported the same thing still do.

    :raises Refused: when it is over
    """
    bundling.in_turn()
    lock(case)
    if case.state == CaseState.WITHDRAWN.value:
        return
    if CaseState(case.state) not in OPEN and case.state != CaseState.BUNDLED.value:
        refuse([Problem(_("Urusan ini sudah selesai."))])
    case.state, case.closed_at, case.due_at = CaseState.WITHDRAWN.value, now, None
    case.head = None
    case.save(update_fields=["state", "closed_at", "due_at", "head"])
    entry = write(case, EntryKind.WITHDRAWN, now, by_citizen=True)
    clocks.stop(case, now, _("Ditarik"))
    bundling.succeed(case, now)
    announce(facts.CitizenSaid(case.pk, entry.pk, now))
