"""Situation reports are issued once, and what of them anybody may read is cleared or taken back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.mobilisation import access, clearing
from luwes.mobilisation.models import Incident, Publication, SituationReport
from luwes.mobilisation.sitrep import content as contents
from luwes.mobilisation.sitrep import issued, past

LONGEST = 4000  # characters of each text


@transaction.atomic
def issue_report(
    *, incident: Incident, words: Mapping[str, str], next_at: datetime | None, after: int,
    day: date | None = None, now: datetime, by: User,
) -> SituationReport:  # fmt: skip
    """
    Issue what the board says now, with a few words, under the incident's next number.

    `after` is the number of the last report that the issuer saw (0: none). `day` is what it is about,
    today without one. Content is written in Bahasa Indonesia, whoever issues it.

    :raises Refused: when another was issued since, for a closed incident, or for a day too long ago,
        before the declaration or before the last report's
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    previous = issued.newest(incident)
    problems = []
    if incident.closed_at:
        problems.append(Problem(_("Kejadian ini sudah ditutup.")))
    if previous and previous.number != after:
        seen = {"number": previous.number, "name": previous.issued_by}
        problems.append(
            Problem(_("Laporan %(number)d baru saja diterbitkan oleh %(name)s. Periksa lagi apa yang berubah sejak itu, lalu terbitkan.") % seen)
        )  # fmt: skip
    if next_at and next_at <= now:
        problems.append(Problem(_("Waktu laporan berikutnya sudah lewat."), "next_at"))
    problems += [
        Problem(_("Paling banyak %d huruf.") % LONGEST, key)
        for key in contents.WORDS
        if len(words.get(key, "")) > LONGEST
    ]
    about, today = day or localdate(now), localdate(now)
    problems += past.day_problems(incident, previous, about, today)
    refuse(problems)
    with translation.override("id"):
        content = contents.draft(incident, previous, now, about)
    content |= {key: words.get(key, "").strip() for key in contents.WORDS}
    content["next_at"] = next_at.isoformat() if next_at else None
    report = SituationReport.objects.create(
        incident=incident, number=previous.number + 1 if previous else 1, day=about,
        content=content, sha256=contents.sha256(content), issued_at=now, issued_by=by,
    )  # fmt: skip
    audit.record(
        by, "mobilisation.report_issued", incident, chain=str(incident.agency_id),
        report=report.number, sha256=report.sha256,
    )  # fmt: skip
    return report


@transaction.atomic
def publish(
    *, report: SituationReport, parts: Collection[str], shows_small: bool, now: datetime, by: User
) -> Publication:
    """
    Let anybody read the ticked parts of a report; it takes the place of what was public before.

    :raises Refused: without any part, for one that there is not, or when the whole paper holds
        small numbers about people that were not cleared
    """
    require(access.can_manage(by, report.incident_id))
    lock(report.incident)
    offered = {part.key for part in clearing.parts(report.content)}
    chosen = sorted(set(parts) & offered)
    problems = []
    if not chosen:
        problems.append(Problem(_("Centang paling sedikit satu bagian."), "parts"))
    if clearing.WHOLE in chosen and not shows_small and clearing.small(report.content):
        problems.append(
            Problem(_("PDF seluruhnya memuat angka kecil tentang orang. Centang juga bahwa angka kecil boleh dibuka, atau jangan buka PDF-nya."), "shows_small")
        )  # fmt: skip
    refuse(problems)
    _end(report.incident, now, by)
    made = Publication.objects.create(
        incident=report.incident, report=report, parts=chosen, shows_small=shows_small,
        published_at=now, published_by=by,
    )  # fmt: skip
    audit.record(
        by, "mobilisation.report_published", report.incident,
        chain=str(report.incident.agency_id), report=report.number, parts=len(chosen),
        small="yes" if shows_small else "no",
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_publication(*, incident: Incident, now: datetime, by: User) -> None:
    """
    Nothing of this incident is public from now on.

    :raises Refused: when nothing was
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    number = _end(incident, now, by)
    if number is None:
        refuse([Problem(_("Tidak ada yang sedang dipublikasikan dari kejadian ini."))])
    audit.record(
        by, "mobilisation.publication_withdrawn", incident, chain=str(incident.agency_id),
        report=number,
    )  # fmt: skip


def _end(incident: Incident, now: datetime, by: User) -> int | None:
    """End what is public; the number of its report, if there was any."""
    row = Publication.objects.filter(incident=incident, ended_at=None).first()
    if row is None:
        return None
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    return row.report.number
