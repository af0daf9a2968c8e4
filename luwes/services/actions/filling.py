"""A form is filled in: begun, kept at every step whatever was typed, and sent once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from secrets import token_urlsafe
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core import secrets
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.faults import point
from luwes.services import access, similar
from luwes.services.actions.filing import Citizen, Filing, Where, take_in
from luwes.services.documents import MOST_FILES, Checked
from luwes.services.models import CHANNEL_LABELS, DraftFile, FormDraft, FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.rules.asking import ABOUT_KEY, RESERVED
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind, Channel

MOST_TYPED = 20_000  # characters of one answer that are kept as they were typed


@transaction.atomic
def begin(
    *, service: Service, form: FormVersion | None, now: datetime, channel: Channel = Channel.ONLINE,
    is_test: bool = False, given: Mapping[str, str] | None = None, by: User | None = None,
) -> str:  # fmt: skip
    """
    The key of a new draft, which is told this once. `by` an officer: for a citizen, or to try it.
    `given`: answers that are known already, by key.

    :raises Refused: for a service that takes nothing now
    """
    on = localdate(now)
    if is_test:
        require(by is not None and access.can_manage(by, service, on))
    elif by is not None:
        require(access.fileable_services(by, on).filter(pk=service.pk).exists())
    takes = service.is_open and access.public_services().filter(pk=service.pk).exists()
    if not takes and not is_test:
        refuse([Problem(_("Layanan ini sedang tidak menerima permohonan."))])
    key = token_urlsafe(24)
    FormDraft.objects.create(
        key_hash=secrets.fingerprint(key), service=service, form=form, channel=channel.value,
        is_test=is_test, filed_by=by, made_at=now, changed_at=now,
        answers=json.dumps(dict(given or {})),
    )  # fmt: skip
    return key


def read(draft: FormDraft) -> queries.Filled:
    return queries.filled(draft, json.loads(draft.answers))


@transaction.atomic
def save(
    *, draft: FormDraft, page: int, typed: Mapping[str, Any], now: datetime,
    files: Mapping[str, Sequence[Checked]] | None = None, dropped: Sequence[int] = (),
) -> list[Problem]:  # fmt: skip
    """
    Keep what was typed on a page, right or wrong; what could not be kept is told.

    :raises Refused: when it was sent already
    """
    _hold(draft)
    _not_sent(draft)
    asked = queries.asked_by(draft.service, draft.form).definition
    known = {question.key for question in asked.pages[page].questions}
    answers = json.loads(draft.answers)
    answers |= {key: _short(value) for key, value in typed.items() if key in known}
    _remove(draft.files.filter(pk__in=dropped).order_by("pk"))
    problems = _add(draft, {key: rows for key, rows in (files or {}).items() if key in known})
    draft.answers, draft.page, draft.changed_at = json.dumps(answers), page, now
    draft.save(update_fields=["answers", "page", "changed_at"])
    return problems


def _hold(draft: FormDraft) -> None:
    """Locked and read afresh, with its service and form as they are by now."""
    rows = FormDraft.objects.select_related("service__agency", "service__unit", "form")
    draft.refresh_from_db(from_queryset=rows.select_for_update(of=("self",), no_key=True))


def _not_sent(draft: FormDraft) -> None:
    if draft.case_id is not None:
        refuse([Problem(_("Isian ini sudah dikirim."))])


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value[:MOST_TYPED]
    if isinstance(value, list):
        return [_short(one) for one in value[:100]]
    return {str(key): _short(one) for key, one in value.items()} if isinstance(value, dict) else ""


def _add(draft: FormDraft, files: Mapping[str, Sequence[Checked]]) -> list[Problem]:
    """A file that is there already is not added again; of more than may be, the first are kept."""
    if not files:
        return []
    there = set(draft.files.order_by().values_list("key", "sha256"))
    problems = []
    for key, rows in files.items():
        for one in rows:
            if (key, one.sha256) in there:
                continue
            if len(there) >= MOST_FILES:
                words = _("%(name)s tidak disimpan: paling banyak %(most)d berkas.")
                problems.append(Problem(words % {"name": one.name, "most": MOST_FILES}, key))
                continue
            there.add((key, one.sha256))
            row = DraftFile(draft=draft, key=key, name=one.name, kind=one.kind, size=len(one.data), sha256=one.sha256)  # fmt: skip
            row.file.save(f"{token_urlsafe(12)}.{one.kind}", ContentFile(one.data), save=False)
            point("filing.file_kept")
            row.save()
    return problems


def _remove(rows: Iterable[Any]) -> None:
    """Rows at once, what lies on the disk once that is certain."""
    for row in rows:
        transaction.on_commit(partial(row.file.storage.delete, row.file.name), robust=True)
        row.delete()


remove_files = _remove


def near_of(draft: FormDraft, filled: queries.Filled, now: datetime) -> list[similar.Near]:
    """Open reports of the same thing, to be looked at before sending."""
    return _near(draft, where_of(filled), now)


def _near(draft: FormDraft, where: Where, now: datetime) -> list[similar.Near]:
    if draft.service.subject is None:
        return []
    return similar.near(draft.service.subject, where.point, where.area, where.place, now)


def where_of(filled: queries.Filled) -> Where:
    values = filled.cleaned.values
    point = values.get("titik")
    return Where(
        queries.place_of(values.get("wilayah")), values.get("letak", ""),
        Point(point["lat"], point["lon"]) if point else None,
    )  # fmt: skip


@transaction.atomic
def send(
    *, draft: FormDraft, agrees: bool, now: datetime, same_as: int | None = None,
    is_other: bool = False, by: User | None = None,
) -> None:  # fmt: skip
    """
    It becomes a case; whoever presses again finds the same one.

    :raises Refused: for what is still to be answered, without consent, or before somebody said
        whether it is one of the reports nearby
    """
    require(draft.filed_by_id == (by.pk if by else None))
    _hold(draft)
    if draft.case_id is not None:
        return
    filled = read(draft)
    where = where_of(filled)
    refuse(_problems(draft, filled, where, agrees))
    if same_as is None and not is_other and _near(draft, where, now):
        words = _("Pilih: ikut memantau laporan yang sudah ada, atau laporan Anda lain.")
        refuse([Problem(words, "same")])
    receipt = take_in(filing=_filing(draft, filled, where, same_as, is_other), now=now, by=by)
    draft.case, draft.secret, draft.answers, draft.changed_at = receipt.case, receipt.secret, "{}", now  # fmt: skip
    draft.save(update_fields=["case", "secret", "answers", "changed_at"])
    _remove(filled.files)
    point("filing.before_commit")


def _problems(
    draft: FormDraft, filled: queries.Filled, where: Where, agrees: bool
) -> list[Problem]:
    problems = list(filled.cleaned.problems.values())
    if draft.is_test:
        problems.append(Problem(_("Ini uji coba: tidak dikirim.")))
    if not agrees:
        problems.append(Problem(_("Tanpa persetujuan, data Anda tidak kami simpan."), "consent"))
    if filled.cleaned.values.get("wilayah") and where.area is None:
        problems.append(Problem(_("Pilih salah satu wilayah yang ditemukan."), "wilayah"))
    return problems


def _filing(
    draft: FormDraft, filled: queries.Filled, where: Where, same_as: int | None, is_other: bool
) -> Filing:
    values = filled.cleaned.values
    contents = [
        Checked(one.name, one.kind, one.file.open().read())
        for one in filled.files if one.key in filled.cleaned.shown
    ]  # fmt: skip
    return Filing(
        kind=CaseKind(draft.service.kind), consent=consent_words(draft, filled.asked),
        service=draft.service, form=draft.form,
        answers={key: value for key, value in values.items() if key not in RESERVED},
        text=values.get("uraian", ""),
        citizen=Citizen(
            values.get("nama", ""), values.get("hp", ""), values.get("surel", ""),
            values.get("nik", ""), bool(values.get("rahasia")),
        ),
        where=where, channel=Channel(draft.channel), files=contents,
        same_as=same_as, is_other=is_other,
        about=queries.about(draft.service, filled.answers.get(ABOUT_KEY)),
    )  # fmt: skip


def consent_words(draft: FormDraft, asked: queries.Asked) -> str:
    """What was agreed to; an officer who filed it says that it was read out."""
    if draft.filed_by_id is None:
        return asked.consent
    words = _("Dibacakan petugas dan disetujui warga (%s): ")
    return words % CHANNEL_LABELS.get(draft.channel, draft.channel) + asked.consent
