"""What both sides owe: said to be done by the one, confirmed or returned by the other."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.facts import ObligationMoved
from luwes.collaboration.models import Obligation
from luwes.collaboration.rules.states import AgreementState, Side
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce


@transaction.atomic
def report(*, obligation: Obligation, words: str, on: date, now: datetime, by: User) -> None:
    """
    The side that owes says what it did; the other side is asked.

    :raises Refused: without words, before the agreement is signed, or when it is confirmed
    """
    require(access.side_in(by, obligation.agreement, on) == Side(obligation.side))
    lock(obligation)
    problems = _unsigned(obligation)
    if obligation.confirmed_at is not None:
        problems.append(Problem(_("Kewajiban ini sudah dinyatakan terpenuhi.")))
    elif obligation.reported_at is not None:
        problems.append(Problem(_("Laporannya sedang menunggu pihak lain.")))
    if not words.strip():
        problems.append(Problem(_("Tulis apa yang sudah dikerjakan."), "words"))
    refuse(problems)
    obligation.report, obligation.returned_because = words.strip(), ""
    obligation.reported_at, obligation.reported_by = now, by
    obligation.save()
    _told(obligation, "collaboration.obligation_reported", now, by)


@transaction.atomic
def confirm(*, obligation: Obligation, on: date, now: datetime, by: User) -> None:
    """The other side has seen that it is done."""
    _answering(obligation, on, by)
    obligation.confirmed_at, obligation.confirmed_by = now, by
    obligation.save()
    _told(obligation, "collaboration.obligation_confirmed", now, by)


@transaction.atomic
def give_back(*, obligation: Obligation, reason: str, on: date, now: datetime, by: User) -> None:
    """The other side has seen something else; it is owed still."""
    _answering(obligation, on, by)
    refuse([] if reason.strip() else [Problem(_("Tulis alasannya."), "reason")])
    obligation.returned_because = reason.strip()
    obligation.reported_at = obligation.reported_by = None
    obligation.save()
    _told(obligation, "collaboration.obligation_returned", now, by, obligation.returned_because)


def _answering(obligation: Obligation, on: date, by: User) -> None:
    """
    :raises Refused: while nothing is reported, or when it was answered already
    """
    side = access.side_in(by, obligation.agreement, on)
    require(side == Side(obligation.side).other)
    lock(obligation)
    problems = _unsigned(obligation)
    if obligation.confirmed_at is not None:
        problems.append(Problem(_("Kewajiban ini sudah dinyatakan terpenuhi.")))
    elif obligation.reported_at is None:
        problems.append(Problem(_("Belum ada laporan yang menunggu jawaban.")))
    refuse(problems)


def _unsigned(obligation: Obligation) -> list[Problem]:
    """What was owed stays owed when the agreement has ended."""
    if obligation.agreement.state in {AgreementState.SIGNED, AgreementState.ENDED}:
        return []
    return [Problem(_("Perjanjian ini belum ditandatangani."))]


def _told(obligation: Obligation, deed: str, now: datetime, by: User, reason: str = "") -> None:
    agreement = obligation.agreement
    audit.record(
        by, deed, agreement, chain=str(agreement.agency_id), reason=reason,
        obligation=obligation.pk,
    )  # fmt: skip
    announce(ObligationMoved(obligation.pk, by.pk, now))
