"""Issuing letters, making and signing their PDFs, withdrawing them."""

import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import bulk, queue
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.faults import point
from luwes.letters import access, content, facts, keys, paper, rules, signing
from luwes.letters.kinds import WITHDRAWAL, kind_of
from luwes.letters.models import Letter, Series

PRODUCE = "letters.produce"
QUEUE = "letters"
PER_JOB = 20


@dataclass(frozen=True)
class Draft:
    """
    A letter to be issued. `payload` as `content.Content`; `variables` fill `number_format` beside
    year and month; `{year}` in `series_key` is that of the day; `chain` is the agency's id as text, for the decision log;
    `amends` is the letter that this one changes.
    """

    kind: str
    series_key: str
    number_format: str
    day: date
    payload: Mapping[str, Any]
    about_kind: str
    about_id: str
    variables: Mapping[str, str] = field(default_factory=dict)
    chain: str = ""
    amends: Letter | None = None


def issue(
    *, kind: str, series_key: str, number_format: str, day: date, payload: Mapping[str, Any],
    about_kind: str, about_id: str, now: datetime, by: User,
    variables: Mapping[str, str] | None = None, chain: str = "",
) -> Letter:  # fmt: skip
    """Issue one letter; see `issue_many`."""
    draft = Draft(
        kind, series_key, number_format, day, payload, about_kind, about_id, variables or {}, chain
    )
    return issue_many([draft], now=now, by=by)[0]


@transaction.atomic
def issue_many(drafts: Sequence[Draft], *, now: datetime, by: User | None) -> list[Letter]:
    """
    Number the drafts in the order given, without gap, and ask for their PDFs.

    Call it last in a transaction: every series stays locked until the end, and a rollback gives
    the numbers back. The caller has checked the right of `by` and logs the decision; None where it
    follows from what somebody did for themselves.

    :raises ValueError: when a payload or a number format cannot become a letter
    """
    formats = [_checked(draft) for draft in drafts]
    keys = [rules.series_key(draft.series_key, draft.day) for draft in drafts]
    series = _locked_series(set(keys))
    letters = []
    for draft, key, filled in zip(drafts, keys, formats, strict=True):
        row = series[key]
        row.last += 1
        letters.append(_numbered(draft, filled, row, now))
    bulk.create(letters)
    Series.objects.bulk_update(series.values(), ["last"], batch_size=1000)
    _ask_for_pdfs([letter.pk for letter in letters])
    return letters


def _checked(draft: Draft) -> str:
    if faults := list(content.faults(dict(draft.payload))):
        raise ValueError("; ".join(faults))
    return rules.number_format(draft.number_format, draft.day, draft.variables)


def _locked_series(names: set[str]) -> dict[str, Series]:
    """The series, made where new, locked in order of their keys so that two issuers never deadlock."""
    ordered = sorted(names)
    known = set(Series.objects.filter(key__in=ordered).values_list("key", flat=True))
    new = [Series(key=key) for key in ordered if key not in known]
    Series.objects.bulk_create(new, ignore_conflicts=True)
    rows = Series.objects.filter(key__in=ordered).order_by("key").select_for_update(no_key=True)
    return {row.key: row for row in rows}


def _numbered(draft: Draft, filled: str, series: Series, now: datetime) -> Letter:
    number, payload = rules.number(filled, series.last), dict(draft.payload)
    return Letter(
        kind=draft.kind, series=series, sequence=series.last, number=number,
        number_format=rules.with_variables(draft.number_format, draft.variables),
        series_format=draft.series_key,
        day=draft.day, payload=payload, sought=content.sought(number, content.as_content(payload)),
        token=secrets.token_urlsafe(16),
        about_kind=draft.about_kind, about_id=draft.about_id, chain=draft.chain, issued_at=now,
        amends=draft.amends,
    )  # fmt: skip


def _ask_for_pdfs(ids: Sequence[int]) -> None:
    task = queue.job(PRODUCE, queue=QUEUE)
    chunks: list[Any] = [list(ids[at : at + PER_JOB]) for at in range(0, len(ids), PER_JOB)]
    if chunks:
        task.batch_defer(*({"letter_ids": chunk} for chunk in chunks))


@transaction.atomic
def produce(*, letter: Letter, now: datetime) -> bool:
    """
    Make and sign the PDF of an issued letter; whether there was anything to do.

    Killed at any instant, a second run does it again: the row's lock keeps two from writing the
    same file, the file gets its name whole, and the row knows of it only in the commit.
    """
    row = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    if row.state != rules.State.ISSUED:
        return False
    key = keys.key()
    plain = paper.render(row, sample=key.is_demo, certified=key.certified)
    point("letters.rendered")
    signed = signing.sign(plain, key, reason=row.number, address=paper.address(row))
    name = f"letters/{row.day:%Y/%m}/{row.pk}.pdf"
    _write_whole(Path(settings.MEDIA_ROOT) / name, signed)
    point("letters.written")
    Letter.objects.filter(pk=row.pk).update(
        pdf=name, pdf_sha256=hashlib.sha256(signed).hexdigest(), signed_at=now, signer=key.name,
        state=rules.State.SIGNED.value,
    )  # fmt: skip
    announce(facts.Signed(row.pk, row.about_kind, row.about_id))
    point("letters.signed")
    return True


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    try:
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:  # a full disk: the job tries again, and its next try needs the room
        draft.unlink(missing_ok=True)
        raise
    point("letters.half_written")
    draft.replace(path)


def ask_again(*, before: datetime) -> int:
    """Ask once more for PDFs of letters issued before an instant and still unsigned; how many."""
    waiting = Letter.objects.filter(state=rules.State.ISSUED.value, issued_at__lt=before)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:5000])
    _ask_for_pdfs(ids)
    return len(ids)


@transaction.atomic
def withdraw(*, letter: Letter, reason: str, day: date, now: datetime, by: User) -> Letter:
    """
    Withdraw a letter by another with a number of its own in the same series, or that of the new
    year; it is returned.

    :raises Refused: when it is withdrawn already, or changes another letter
    """
    require(access.can_withdraw(by, letter))
    if not kind_of(letter.kind).stands_alone:
        refuse([Problem(_("Surat ini tidak dapat dicabut; terbitkan surat baru."))])
    return withdraw_in_course(letter=letter, reason=reason, day=day, now=now, by=by)


@transaction.atomic
def withdraw_in_course(
    *, letter: Letter, reason: str, day: date, now: datetime, by: User
) -> Letter:
    """Withdraw as part of a deed whose right the caller has checked, such as a declined order."""
    lock(letter)
    refuse(_against_withdrawal(letter, reason, day))
    announce(
        facts.Withdrawn(letter.pk, letter.about_kind, letter.about_id, reason, day, by.pk, now)
    )
    audit.record(by, "letters.withdrawn", letter, chain=letter.chain, reason=reason)
    withdrawal = issue(
        kind=WITHDRAWAL, series_key=letter.series_format or letter.series.key,
        number_format=letter.number_format, day=day,
        payload=content.withdrawing(
            letter.as_content(), kind=paper.title(letter), number=letter.number, day=letter.day,
            on=day, reason=reason,
        ),
        about_kind=letter.about_kind, about_id=letter.about_id, chain=letter.chain, now=now, by=by,
    )  # fmt: skip
    letter.state, letter.withdrawn_by, letter.withdrawn_at = (
        rules.State.WITHDRAWN.value,
        withdrawal,
        now,
    )
    letter.withdrawal_reason = reason
    letter.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    return withdrawal


def _against_withdrawal(letter: Letter, reason: str, day: date) -> list[Problem]:
    problems = []
    if letter.state == rules.State.WITHDRAWN:
        problems.append(Problem(_("Surat ini sudah dicabut.")))
    if not reason.strip():
        problems.append(Problem(_("Tuliskan alasan pencabutan."), "reason"))
    if day < letter.day:
        problems.append(Problem(_("Tanggal pencabutan mendahului tanggal surat."), "day"))
    return problems
