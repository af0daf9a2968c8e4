"""What is said on a case: answers, questions that stop the clock, notes, steps, and the citizen's word."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.services import access, facts, timekeeping
from luwes.services.actions import clocks, giving
from luwes.services.actions.entries import not_open, write
from luwes.services.actions.files import Checked, attach
from luwes.services.models import Case, CaseEntry
from luwes.services.rules.limits import ClockKind
from luwes.services.rules.states import IN_WORK, OPEN, CaseKind, CaseState, EntryKind

# To the citizen, in Indonesian whatever language the officer reads.
EXTENDED = "Waktu menjawab diperpanjang 7 hari kerja (UU 14/2008 ps. 22). Alasannya: %s"


def _working(case: Case, by: User, on: date, text: str) -> None:
    """Locks the case and refuses words that are none, and cases that are over."""
    require(access.can_answer(by, case, on))
    lock(case)
    problems = not_open(case)
    if not text.strip():
        problems.append(Problem(_("Tulis isinya."), "text"))
    refuse(problems)


def _say(
    case: Case, kind: EntryKind, text: str, files: Sequence[Checked], now: datetime, by: User
) -> CaseEntry:
    """What the citizen sees and hears of, whatever the kind; the first one meets the first clock."""
    entry = write(case, kind, now, text=text, by=by)
    attach(case, entry, files, by_citizen=False)
    clocks.meet(case, [ClockKind.FIRST_ANSWER], now)
    announce(facts.Told(case.pk, entry.pk, now))
    return entry


@transaction.atomic
def answer(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime, on: date, by: User
) -> CaseEntry:
    """
    A word to the citizen; the first one meets the first clock.

    :raises Refused: without words, or when the case is over
    """
    _working(case, by, on, text)
    return _say(case, EntryKind.MESSAGE, text, files, now, by)


@transaction.atomic
def ask(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime, on: date, by: User
) -> CaseEntry:
    """
    Ask the citizen for something: the clocks stand until the answer.

    :raises Refused: without words, when it waits already, or is over
    """
    _working(case, by, on, text)
    if case.state == CaseState.WAITING.value:
        refuse([Problem(_("Perkara ini sudah menunggu jawaban warga."))])
    if not (case.phone or case.email or case.channel == "online"):
        words = _("Warga ini tidak meninggalkan cara menghubunginya, dan tidak memegang tautan.")
        refuse([Problem(words)])
    case.state = CaseState.WAITING.value
    case.save(update_fields=["state"])
    entry = _say(case, EntryKind.QUESTION, text, files, now, by)
    clocks.stop(case, now, _("Menunggu jawaban warga"))
    return entry


@transaction.atomic
def note(*, case: Case, text: str, now: datetime, on: date, by: User) -> CaseEntry:
    """Inside the office only; also on a case that is over."""
    require(access.can_answer(by, case, on))
    lock(case)
    refuse([] if text.strip() else [Problem(_("Tulis isinya."), "text")])
    return write(case, EntryKind.NOTE, now, text=text, by=by, is_internal=True)


@transaction.atomic
def step(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime, on: date, by: User
) -> CaseEntry:
    """
    A stage that was reached, with pictures where there are some; the citizen sees it.

    :raises Refused: without words, or when the case is over
    """
    _working(case, by, on, text)
    return _say(case, EntryKind.STEP, text, files, now, by)


def may_extend(case: Case, clocks_now: Sequence[timekeeping.Standing]) -> bool:
    """A question for information that is worked on, in time, and was not extended before."""
    if case.kind != CaseKind.INFORMATION.value or CaseState(case.state) not in IN_WORK:
        return False
    ends = [s for s in clocks_now if s.clock.kind == ClockKind.FINISH.value]
    return any(not (s.is_met or s.reading.is_late or s.clock.extended_at is not None) for s in ends)


@transaction.atomic
def extend(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime, on: date, by: User
) -> CaseEntry:
    """
    Information that takes longer: seven working days more, once, and the citizen reads why.

    :raises Refused: without the reason, for another kind of case, or when it was extended or is late
    """
    _working(case, by, on, text)
    if not may_extend(case, timekeeping.of_case(case, now)):
        words = _("Hanya permintaan informasi yang belum terlambat dapat diperpanjang, satu kali.")
        refuse([Problem(words, law="UU 14/2008 ps. 22")])
    clocks.extend(case, now)
    return _say(case, EntryKind.MESSAGE, EXTENDED % text.strip(), files, now, by)


@transaction.atomic
def citizen_says(
    *, case: Case, text: str, files: Sequence[Checked] = (), now: datetime
) -> CaseEntry:
    """
    The citizen adds something; the caller has seen the secret. Where it waited, the clocks go on.

    :raises Refused: without words or a file, or when it is over (it may be reopened)
    """
    lock(case)
    problems = []
    if CaseState(case.state) not in OPEN and case.state != CaseState.BUNDLED.value:
        problems.append(Problem(_("Urusan ini sudah selesai. Buka kembali bila belum beres.")))
    if not text.strip() and not files:
        problems.append(Problem(_("Tulis keterangan, atau lampirkan foto."), "text"))
    refuse(problems)
    entry = write(case, EntryKind.MESSAGE, now, text=text, by_citizen=True)
    attach(case, entry, files, by_citizen=True)
    if case.state == CaseState.WAITING.value:
        state = CaseState.ASSIGNED if case.officer_id else CaseState.RECEIVED
        case.state = state.value
        case.save(update_fields=["state"])
        clocks.go_on(case, now)
    if CaseState(case.state) in OPEN:
        giving.check_holder(case, now=now, on=localdate(now))
    announce(facts.CitizenSaid(case.pk, entry.pk, now))
    return entry
