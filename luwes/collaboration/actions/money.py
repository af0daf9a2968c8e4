"""A programme's budget: sources planned, rupiah committed and realised, and what was wrong taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions.programmes import work_of
from luwes.collaboration.models import BudgetEntry, BudgetSource, Programme, ProgrammePartner
from luwes.collaboration.rules.money import MOST_RUPIAH
from luwes.collaboration.rules.states import EntryKind, SourceKind
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse

OF_PARTNERS = frozenset({SourceKind.PARTNER, SourceKind.IN_KIND})


@dataclass(frozen=True)
class SourceDraft:
    """`partner`: for money, material or work of a partner, and for nothing else."""

    kind: SourceKind
    year: int
    words: str
    planned: int
    partner: ProgrammePartner | None = None


@dataclass(frozen=True)
class EntryDraft:
    kind: EntryKind
    amount: int
    on: date
    document: str
    words: str = ""


@transaction.atomic
def add_source(*, programme: Programme, draft: SourceDraft, on: date, by: User) -> BudgetSource:
    """
    :raises Refused: for what is wrong with it, or when just this stands already (pressed twice)
    """
    require(access.can_manage(by, programme, on))
    lock(programme)
    problems = _source_problems(programme, draft)
    same = programme.sources.filter(
        kind=draft.kind.value, year=draft.year, words=draft.words, partner=draft.partner
    )
    if same.exists():
        problems.append(Problem(_("Sumber yang sama sudah ada; ubah rencananya di sana."), "words"))
    refuse(problems)
    source = BudgetSource.objects.create(
        programme=programme, kind=draft.kind.value, year=draft.year, words=draft.words,
        planned=draft.planned, partner=draft.partner,
    )  # fmt: skip
    _log(by, "collaboration.source_added", source, "", amount=draft.planned)
    return source


@transaction.atomic
def change_source(
    *, source: BudgetSource, planned: int, words: str, reason: str, on: date, by: User
) -> None:
    """
    Another plan for a source; what was committed and realised stays.

    :raises Refused: without a reason, or for an amount that is none
    """
    require(access.can_manage(by, source.programme, on))
    lock(source)
    problems = [] if reason.strip() else [Problem(_("Tulis alasannya."), "reason")]
    if not words.strip():
        problems.append(Problem(_("Tulis untuk apa uangnya."), "words"))
    refuse([*problems, *_planned_problems(planned)])
    before = source.planned
    source.planned, source.words = planned, words.strip()
    source.save(update_fields=["planned", "words"])
    _log(by, "collaboration.source_changed", source, reason, amount=planned, was=before)


def _source_problems(programme: Programme, draft: SourceDraft) -> list[Problem]:
    problems = _planned_problems(draft.planned)
    first, last = programme.period.start.year - 1, (programme.period.last_day or date.max).year + 1
    if not first <= draft.year <= last:
        words = _("Tahunnya antara %(first)d dan %(last)d, di sekitar masa program.")
        problems.append(Problem(words % {"first": first, "last": last}, "year"))
    if not draft.words.strip():
        problems.append(Problem(_("Tulis untuk apa uangnya."), "words"))
    if (draft.kind in OF_PARTNERS) != (draft.partner is not None):
        words = _("Pilih mitranya untuk sumber dari mitra, dan hanya untuk itu.")
        problems.append(Problem(words, "partner"))
    elif draft.partner and draft.partner.programme_id != programme.pk:
        problems.append(Problem(_("Mitra ini tidak ikut dalam program."), "partner"))
    return problems


def _planned_problems(planned: int) -> list[Problem]:
    if 0 <= planned <= MOST_RUPIAH:
        return []
    return [Problem(_("Rencananya nol rupiah atau lebih."), "planned")]


@transaction.atomic
def record(
    *, source: BudgetSource, draft: EntryDraft, key: UUID, now: datetime, on: date, by: User
) -> BudgetEntry:
    """
    Rupiah committed or realised, by a document. The same press records once.

    More than was planned, or paid without a commitment, is recorded and shown as such.
    :raises Refused: for nothing, a day to come, or without the document
    """
    require(access.can_manage(by, source.programme, on))
    lock(source)
    if (made := BudgetEntry.objects.filter(key=key).first()) is not None:
        refuse(_recorded_otherwise(made, source, draft))
        return made
    problems = _carried(source, draft, on)
    if not 0 < draft.amount <= MOST_RUPIAH:
        words = _("Jumlahnya lebih dari nol. Yang salah catat ditarik dari daftar catatan.")
        problems.append(Problem(words, "amount"))
    if draft.on > on:
        problems.append(Problem(_("Tanggalnya belum tiba."), "on"))
    if draft.on.year < source.year - 1:
        words = _("Tanggalnya lebih dari setahun sebelum tahun sumbernya, %d.")
        problems.append(Problem(words % source.year, "on"))
    if not draft.document.strip():
        problems.append(
            Problem(_("Tulis nomor kontrak, kuitansi, atau berita acaranya."), "document")
        )
    refuse(problems)
    entry = BudgetEntry.objects.create(
        source=source, kind=draft.kind.value, amount=draft.amount, on=draft.on,
        document=draft.document.strip(), words=draft.words.strip(), key=key, at=now, by=by,
    )  # fmt: skip
    _log(by, "collaboration.money_recorded", source, "", amount=draft.amount, entry=entry.pk)
    return entry


def _recorded_otherwise(
    made: BudgetEntry, source: BudgetSource, draft: EntryDraft
) -> list[Problem]:
    """Somebody went back in the browser and typed something else."""
    was = (made.source_id, made.kind, made.amount, made.on, made.document)
    if was == (source.pk, draft.kind.value, draft.amount, draft.on, draft.document.strip()):
        return []
    return [Problem(_("Formulir ini sudah dicatat dengan isi lain. Buka formulir baru."))]


def _carried(source: BudgetSource, draft: EntryDraft, on: date) -> list[Problem]:
    """Nothing new is committed of a partner's source without an agreement; what was is still paid."""
    return work_of(source.partner, on) if draft.kind is EntryKind.COMMITTED else []


@transaction.atomic
def take_back(
    *, entry: BudgetEntry, reason: str, key: UUID, now: datetime, on: date, by: User
) -> BudgetEntry:
    """
    An entry below nought beside the one that was wrong; both stay to be read. Once.

    :raises Refused: without a reason, of what was taken back, or of what takes back
    """
    require(access.can_manage(by, entry.source.programme, on))
    lock(entry.source)
    if (made := BudgetEntry.objects.filter(key=key).first()) is not None:
        return made
    problems = [] if reason.strip() else [Problem(_("Tulis mengapa catatan ini salah."), "reason")]
    if entry.takes_back_id is not None:
        problems.append(Problem(_("Ini catatan penarikan; catat jumlah yang benar sebagai catatan baru.")))  # fmt: skip
    elif BudgetEntry.objects.filter(takes_back=entry).exists():
        problems.append(Problem(_("Catatan ini sudah ditarik.")))
    refuse(problems)
    made = BudgetEntry.objects.create(
        source=entry.source, kind=entry.kind, amount=-entry.amount, on=on, document=entry.document,
        words=reason.strip()[:200], takes_back=entry, key=key, at=now, by=by,
    )  # fmt: skip
    _log(
        by,
        "collaboration.money_taken_back",
        entry.source,
        reason,
        amount=made.amount,
        entry=entry.pk,
    )
    return made


def _log(by: User, deed: str, source: BudgetSource, reason: str, **details: int) -> None:
    chain = str(source.programme.agency_id)
    audit.record(by, deed, source, chain=chain, reason=reason, **details)
