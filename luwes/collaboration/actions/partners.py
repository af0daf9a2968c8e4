"""Partners: written down, changed, checked, suspended, merged."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions import merging, standing
from luwes.collaboration.facts import PartnerChecked
from luwes.collaboration.models import Partner
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.rules import alike, papers
from luwes.collaboration.rules.states import PartnerKind, PartnerState
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.secrets import fingerprint
from luwes.organisation.models import Agency

BOOK = "collaboration.partners"  # held by whoever writes a name or a tax number into it


@dataclass(frozen=True)
class PartnerDraft:
    """What is written of a partner; `tax_number` as it was typed."""

    kind: str
    name: str
    legal_number: str = ""
    business_number: str = ""
    tax_number: str = ""
    address: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""
    works: str = ""
    government: Agency | None = None


@transaction.atomic
def propose(
    *, agency: Agency, draft: PartnerDraft, is_another: str, now: datetime, on: date, by: User
) -> Partner:
    """
    Write a partner down; `is_another`: why it is not one of those that look alike.

    :raises Refused: for a tax number that is another's, or a name like another's without a reason
    """
    require(access.agencies_of_proposer(by, on).filter(pk=agency.pk).exists())
    advisory_lock(BOOK)
    row = Partner(registered_by_agency=agency, made_at=now, made_by=by)
    _write(row, draft, is_another)
    audit.record(
        by, "collaboration.partner_proposed", row, chain=str(agency.pk), reason=is_another.strip()
    )
    return row


@transaction.atomic
def change(
    *, partner: Partner, draft: PartnerDraft, is_another: str, now: datetime, by: User
) -> None:
    """
    Another identity than the papers showed is looked at anew.

    :raises Refused: as `propose`, or when it was merged
    """
    require(access.can_write(by, partner))
    advisory_lock(BOOK)
    lock(partner)
    refuse(_gone(partner))
    before = _identity(partner)
    _write(partner, draft, is_another)
    if _identity(partner) != before:
        standing.ask_anew(partner, _("Jati dirinya diubah; diperiksa ulang."), now)
    audit.record(
        by, "collaboration.partner_changed", partner, chain=_chain(partner), reason=is_another.strip()
    )  # fmt: skip


def _identity(row: Partner) -> tuple[str, ...]:
    return row.kind, row.name_key, row.tax_mark, row.legal_number, str(row.government_id)


def _write(row: Partner, draft: PartnerDraft, is_another: str) -> None:
    number = alike.tax_number(draft.tax_number)
    key = alike.name_key(draft.name)
    problems = []
    if draft.tax_number.strip() and not number:
        problems.append(Problem(_("NPWP terdiri atas 15 atau 16 angka."), "tax_number"))
    if not key:
        problems.append(Problem(_("Tulis nama dengan huruf atau angka."), "name"))
    mark = fingerprint(number) if number else ""
    if mark and queries.of_tax_mark(mark, row.pk):
        problems.append(Problem(_("NPWP ini sudah tercatat pada mitra lain."), "tax_number"))
    elif key and (key != row.name_key) and not is_another.strip() and queries.alike(key, row.pk):
        words = _("Sudah ada mitra dengan nama yang mirip. Pakai yang sudah ada, atau jelaskan mengapa ini mitra lain.")  # fmt: skip
        problems.append(Problem(words, "is_another"))
    problems += _government_problems(row, draft)
    refuse(problems)
    for name in (
        "kind", "name", "legal_number", "business_number", "address", "website", "phone", "email",
        "works",
    ):  # fmt: skip
        setattr(row, name, getattr(draft, name).strip())
    row.name_key, row.tax_number, row.tax_mark = key, number, mark
    row.government = draft.government
    row.save()


def _government_problems(row: Partner, draft: PartnerDraft) -> list[Problem]:
    if draft.government is None:
        return []
    problems = []
    if draft.kind != PartnerKind.GOVERNMENT.value:
        problems.append(Problem(_("Hanya mitra berjenis instansi pemerintah yang punya instansi dalam Luwes."), "government"))  # fmt: skip
    if queries.of_government(draft.government.pk, row.pk):
        problems.append(Problem(_("Pemerintah ini sudah tercatat pada mitra lain."), "government"))
    return problems


@transaction.atomic
def check(*, partner: Partner, now: datetime, on: date, by: User) -> None:
    """
    Its papers are in order: it may enter agreements.

    :raises Refused: while a paper that its kind is asked for is missing, over or not looked at
    """
    require(access.can_check(by, partner))
    lock(partner)
    problems = _gone(partner)
    if partner.state == PartnerState.ACTIVE:
        problems.append(Problem(_("Mitra ini sudah aktif.")))
    problems += standing.lacking(partner, on)
    if papers.needs_tax_number(PartnerKind(partner.kind)) and not partner.tax_mark:
        problems.append(Problem(_("NPWP belum ditulis pada data mitra."), law="UU 28/2007 ps. 2"))
    refuse(problems)
    partner.state, partner.state_reason = PartnerState.ACTIVE.value, ""
    partner.checked_at, partner.checked_by = now, by
    partner.save(update_fields=["state", "state_reason", "checked_at", "checked_by"])
    audit.record(by, "collaboration.partner_checked", partner, chain=_chain(partner))
    announce(PartnerChecked(partner.pk, now))


@transaction.atomic
def suspend(*, partner: Partner, reason: str, now: datetime, by: User) -> None:
    """No new agreement and no new programme, until it is checked anew."""
    require(access.can_check(by, partner))
    lock(partner)
    problems = _gone(partner)
    if partner.state == PartnerState.SUSPENDED:
        problems.append(Problem(_("Mitra ini sudah dibekukan.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    partner.state, partner.state_reason = PartnerState.SUSPENDED.value, reason.strip()
    partner.save(update_fields=["state", "state_reason"])
    audit.record(
        by, "collaboration.partner_suspended", partner, chain=_chain(partner), reason=reason.strip()
    )
    announce(PartnerChecked(partner.pk, now))


@transaction.atomic
def merge(*, gone: Partner, kept: Partner, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Two rows of one partner: all that hangs on `gone` moves to `kept`, which goes on.

    :raises Refused: for one and the same row, one that was merged, or two tax numbers
    """
    require(access.can_check(by, gone) and access.can_check(by, kept))
    advisory_lock(BOOK)
    lock(gone, kept) if gone.pk != kept.pk else lock(gone)
    problems = [*_gone(gone), *_gone(kept)]
    if gone.pk == kept.pk:
        problems.append(Problem(_("Pilih catatan lain dari mitra yang sama."), "kept"))
    if gone.tax_mark and kept.tax_mark and gone.tax_mark != kept.tax_mark:
        problems.append(
            Problem(_("NPWP keduanya berbeda, jadi keduanya bukan satu mitra."), "kept")
        )
    if gone.government_id and kept.government_id and gone.government_id != kept.government_id:
        problems.append(Problem(_("Keduanya pemerintah yang berbeda."), "kept"))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    merging.move_all(gone, kept, on)
    audit.record(
        by, "collaboration.partners_merged", kept, chain=_chain(kept), reason=reason.strip(),
        merged=gone.pk, name=gone.name, state=kept.state,
    )  # fmt: skip
    announce(PartnerChecked(kept.pk, now))


def _gone(partner: Partner) -> list[Problem]:
    if partner.state == PartnerState.MERGED:
        return [Problem(_("Catatan ini sudah digabung dengan mitra lain."))]
    return []


def _chain(partner: Partner) -> str:
    return str(partner.registered_by_agency_id)
