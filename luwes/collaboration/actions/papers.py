"""Papers of a partner: added, looked at, taken out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions import standing
from luwes.collaboration.models import Partner, PartnerDocument
from luwes.collaboration.rules.states import PartnerState
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.services.documents import Checked

MOST = 60  # of one partner


@dataclass(frozen=True)
class Paper:
    """`file` was looked at by its content; `period` without an end holds for good."""

    kind: str
    number: str
    period: Period
    file: Checked


@transaction.atomic
def add(*, partner: Partner, paper: Paper, on: date, now: datetime, by: User) -> PartnerDocument:
    """
    :raises Refused: for a paper that is over, that is there already, or when there are too many
    """
    require(access.can_add_papers(by, partner, on))
    lock(partner)
    problems = []
    if partner.state == PartnerState.MERGED:
        problems.append(Problem(_("Catatan ini sudah digabung dengan mitra lain.")))
    if paper.period.end is not None and paper.period.end <= on:
        problems.append(Problem(_("Masa berlaku dokumen ini sudah lewat."), "last_day"))
    if partner.documents.filter(sha256=paper.file.sha256, kind=paper.kind).exists():
        problems.append(Problem(_("Berkas yang sama sudah ada."), "file"))
    if partner.documents.count() >= MOST:
        problems.append(
            Problem(_("Sudah terlalu banyak dokumen; hapus dahulu yang tidak berlaku."))
        )
    refuse(problems)
    row = PartnerDocument(
        partner=partner, kind=paper.kind, number=paper.number.strip(), period=paper.period,
        name=paper.file.name, size=len(paper.file.data), sha256=paper.file.sha256, added_at=now,
        added_by=by,
    )  # fmt: skip
    ending = "jpg" if paper.file.kind == "jpeg" else "pdf"
    row.file.save(f"{row.sha256[:32]}.{ending}", ContentFile(paper.file.data), save=False)
    row.save()
    _log(by, "collaboration.paper_added", row)
    return row


@transaction.atomic
def approve(*, document: PartnerDocument, now: datetime, by: User) -> None:
    """
    The paper is what it says it is; by somebody else than who brought it.

    :raises Refused: to who brought it
    """
    require(access.can_check(by, document.partner))
    lock(document)
    if document.checked_at:
        return
    if document.added_by_id == by.pk:
        refuse([Problem(_("Anda sendiri yang mengunggahnya; minta rekan memeriksanya."))])
    document.checked_at, document.checked_by = now, by
    document.save(update_fields=["checked_at", "checked_by"])
    _log(by, "collaboration.paper_checked", document)


@transaction.atomic
def remove(*, document: PartnerDocument, on: date, now: datetime, by: User) -> None:
    """
    By who brought it, until it was looked at; afterwards by the secretariat. A partner without a
    paper that it must show is looked at anew.

    The file goes once the deed is certain.
    """
    lock(document.partner)
    lock(document)
    is_own = document.added_by_id == by.pk and document.checked_at is None
    require(is_own or access.can_check(by, document.partner))
    _log(by, "collaboration.paper_removed", document)
    storage, name = document.file.storage, document.file.name
    partner, was_good = document.partner, document.checked_at is not None and on in document.period
    document.delete()
    if was_good and standing.lacking(partner, on):
        standing.ask_anew(partner, _("Dokumen yang diminta dihapus; diperiksa ulang."), now)
    transaction.on_commit(lambda: storage.delete(str(name)))


def _log(by: User, deed: str, row: PartnerDocument) -> None:
    partner = row.partner
    chain = str(partner.registered_by_agency_id)
    audit.record(by, deed, partner, chain=chain, kind=row.kind)
