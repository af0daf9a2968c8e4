"""Agreements: drafted, their text changed, renewed; the steps are in `stepping`."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions.stepping import go, same_text
from luwes.collaboration.models import Agreement, Obligation, Partner
from luwes.collaboration.rules.lapse import carries
from luwes.collaboration.rules.states import (
    UNSIGNED,
    AgreementKind,
    AgreementState,
    PartnerState,
)
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit

MOST_OBLIGATIONS = 40


@dataclass(frozen=True)
class AgreementDraft:
    """What an agreement says; `under` is the kesepakatan bersama that a PKS carries out."""

    kind: str
    form: str
    title: str
    basis: str
    purpose: str
    scope: str
    money: str
    disputes: str
    period: Period
    under: Agreement | None = None


TEXT = ("kind", "form", "title", "basis", "purpose", "scope", "money", "disputes", "period")


@transaction.atomic
def draft(
    *, unit: OrgUnit, partner: Partner, text: AgreementDraft, on: date, now: datetime, by: User,
    renews: Agreement | None = None,
) -> Agreement:  # fmt: skip
    """
    :raises Refused: for a partner that is not active, days gone by, or a kesepakatan bersama that
        is not in force
    """
    require(access.can_draft(by, unit, on, partner))
    if renews is not None:
        require(access.seen_agreements(by, on).filter(pk=renews.pk).exists())
    lock(partner)
    refuse(
        [
            *inactive(partner),
            *_with_oneself(partner, unit.agency_id),
            *_against(text, partner, unit.agency_id, on),
            *_not_renewable(renews, partner),
        ]
    )
    row = Agreement(
        agency=unit.agency, unit=unit, partner=partner, made_at=now, made_by=by, renews=renews
    )
    _write(row, text)
    audit.record(by, "collaboration.agreement_drafted", row, chain=str(row.agency_id))
    return row


@transaction.atomic
def change(
    *, agreement: Agreement, text: AgreementDraft, revision: int, on: date, now: datetime, by: User
) -> None:
    """
    Another text; one that others had looked at already goes back to its beginning.

    :raises Refused: for one that is signed or given up, or that somebody changed meanwhile
    """
    hold_text(agreement, revision, on, by)
    refuse(
        [*inactive(agreement.partner), *_against(text, agreement.partner, agreement.agency_id, on)]
    )
    if all(getattr(agreement, name) == getattr(text, name) for name in TEXT) and agreement.under == text.under:  # fmt: skip
        return
    _write(agreement, text)
    rewritten(agreement, now, by)


@transaction.atomic
def add_obligation(
    *, agreement: Agreement, side: str, words: str, due: date, amount: int | None, revision: int,
    on: date, now: datetime, by: User,
) -> Obligation:  # fmt: skip
    """
    :raises Refused: for a day outside the agreement's, or the same words twice
    """
    hold_text(agreement, revision, on, by)
    problems = []
    if due not in agreement.period:
        problems.append(Problem(_("Tenggatnya di luar masa berlaku."), "due"))
    if agreement.obligations.filter(side=side, words=words.strip()).exists():
        problems.append(Problem(_("Kewajiban ini sudah ada."), "words"))
    if agreement.obligations.count() >= MOST_OBLIGATIONS:
        problems.append(Problem(_("Sudah terlalu banyak kewajiban; gabungkan yang serupa.")))
    refuse(problems)
    row = Obligation.objects.create(
        agreement=agreement, side=side, words=words.strip(), due=due, amount=amount
    )
    rewritten(agreement, now, by)
    return row


@transaction.atomic
def remove_obligation(
    *, obligation: Obligation, revision: int, on: date, now: datetime, by: User
) -> None:
    agreement = obligation.agreement
    hold_text(agreement, revision, on, by)
    obligation.delete()
    rewritten(agreement, now, by)


def hold_text(agreement: Agreement, revision: int, on: date, by: User) -> None:
    """
    Hold it to write in it, by its drafting unit or the cooperation team.

    :raises Refused: when it is signed or given up, or the text is another by now
    """
    require(access.is_official_of(by, agreement, on))
    lock(agreement)
    problems = same_text(agreement, revision)
    if AgreementState(agreement.state) not in UNSIGNED:
        problems.append(Problem(_("Perjanjian ini tidak dapat diubah lagi.")))
    refuse(problems)


def rewritten(agreement: Agreement, now: datetime, by: User) -> None:
    """Words given to the old text are not given to the new."""
    agreement.revision += 1
    agreement.partner_number, agreement.partner_signed_at, agreement.partner_signed_by = (
        "", None, None,
    )  # fmt: skip
    agreement.save()
    if agreement.state != AgreementState.DRAFTED:
        go(agreement, AgreementState.DRAFTED, words=_("Naskahnya diubah."), now=now, by=by)
    audit.record(by, "collaboration.agreement_changed", agreement, chain=str(agreement.agency_id))


def inactive(partner: Partner) -> list[Problem]:
    if partner.state == PartnerState.ACTIVE:
        return []
    words = _("Mitra ini %s; perjanjian baru hanya dengan mitra yang aktif.")
    return [Problem(words % str(partner.get_state_display()).lower(), "partner")]


def _write(row: Agreement, text: AgreementDraft) -> None:
    for name in TEXT:
        setattr(row, name, getattr(text, name))
    row.under = text.under
    row.save()


def _against(text: AgreementDraft, partner: Partner, agency_id: int, on: date) -> list[Problem]:
    problems = []
    if text.period.end is None or text.period.end <= on:
        problems.append(Problem(_("Masa berlakunya sudah lewat."), "last_day"))
    if text.under is not None:
        problems += _umbrella(text, partner, agency_id, text.under)
    return problems


def _umbrella(
    text: AgreementDraft, partner: Partner, agency_id: int, under: Agreement
) -> list[Problem]:
    if text.kind != AgreementKind.COOPERATION or under.kind != AgreementKind.UNDERSTANDING:
        return [Problem(_("Hanya PKS yang melaksanakan kesepakatan bersama."), "under")]
    if under.partner_id != partner.pk or under.agency_id != agency_id:
        return [Problem(_("Kesepakatan bersama itu antara pihak lain."), "under")]
    if not carries(under, text.period.start):
        words = _("Kesepakatan bersama itu tidak berlaku pada hari pertama PKS ini.")
        return [Problem(words, "under")]
    return []


def _with_oneself(partner: Partner, agency_id: int) -> list[Problem]:
    if partner.government_id == agency_id:
        return [Problem(_("Mitra ini pemerintah daerah Anda sendiri."))]
    return []


def _not_renewable(renews: Agreement | None, partner: Partner) -> list[Problem]:
    if renews is None:
        return []
    if renews.partner_id != partner.pk:
        return [Problem(_("Perpanjangan dibuat dengan mitra yang sama."), "partner")]
    if AgreementState(renews.state) not in {AgreementState.SIGNED, AgreementState.ENDED}:
        return [Problem(_("Yang diperpanjang belum pernah ditandatangani."))]
    return []
