"""Signatures under an agreement: the partner's by its representative, then the government's letter."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access, agreement_papers
from luwes.collaboration.actions.partners import BOOK
from luwes.collaboration.actions.stepping import go, lacks, same_text
from luwes.collaboration.facts import PartnerSigned
from luwes.collaboration.models import Agreement
from luwes.collaboration.rules.states import AgreementState
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters


@transaction.atomic
def sign_for_partner(
    *, agreement: Agreement, number: str, revision: int, on: date, now: datetime, by: User
) -> None:
    """
    By whoever may sign for it, under its own number.

    :raises Refused: for another text, or when it was signed already
    """
    require(access.can_sign_for_partner(by, agreement, on))
    lock(agreement)
    problems = [*same_text(agreement, revision), *_not_agreed(agreement)]
    if agreement.partner_signed_at is not None:
        problems.append(Problem(_("Mitra sudah menandatanganinya.")))
    if not number.strip():
        problems.append(Problem(_("Tulis nomor dari mitra."), "number"))
    refuse(problems)
    agreement.partner_number = number.strip()
    agreement.partner_signed_at, agreement.partner_signed_by = now, by
    agreement.save()
    _log(by, agreement, side="partner")
    announce(PartnerSigned(agreement.pk, now))


@transaction.atomic
def sign(*, agreement: Agreement, revision: int, on: date, now: datetime, by: User) -> None:
    """
    For the government: the paper takes its number, and the agreement is in force in its days.

    :raises Refused: before the partner has signed, or when it is no longer fit to be
    """
    require(access.can_sign(by, agreement))
    advisory_lock(
        BOOK
    )  # first, as whoever merges partners does: neither waits for the other for ever
    lock(agreement)
    lock(agreement.partner)
    problems = [*same_text(agreement, revision), *_not_agreed(agreement)]
    if agreement.partner_signed_at is None:
        problems.append(Problem(_("Mitra belum menandatanganinya.")))
    refuse([*problems, *lacks(agreement, on)])
    agreement.signed_on = on
    go(agreement, AgreementState.SIGNED, now=now, by=by)
    _log(by, agreement, side="government")
    draft = agreement_papers.draft(agreement, on=on, now=now, by=by)
    (agreement.letter,) = letters.issue_many([draft], now=now, by=by)
    agreement.save(update_fields=["letter"])


def _not_agreed(agreement: Agreement) -> list[Problem]:
    if agreement.state == AgreementState.AGREED:
        return []
    words = _("Perjanjian ini sudah melangkah: %s.") % agreement.get_state_display()
    return [Problem(words)]


def _log(by: User, agreement: Agreement, **details: str) -> None:
    chain = str(agreement.agency_id)
    audit.record(by, "collaboration.agreement_signed", agreement, chain=chain, **details)
