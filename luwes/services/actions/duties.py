"""Who looks after what where, and the words by which people call things: kept by those who manage services."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit
from luwes.places.models import Area
from luwes.services import access
from luwes.services.models import Responsibility, Subject, Synonym


@dataclass(frozen=True)
class DutyDraft:
    """`names`: those by which its own are known, a line each; without any it is all of the subject there."""

    subject: Subject
    unit: OrgUnit
    area: Area | None
    names: tuple[str, ...]
    basis: str


@transaction.atomic
def take_on(*, draft: DutyDraft, first_day: date, on: date, by: User) -> Responsibility:
    """
    From a day on a unit looks after a subject in an area. What the same government said of the same
    subject, area and names before ends there; cases that came in stay where they are.

    :raises Refused: for a day that is past, or without its basis
    """
    agency = draft.unit.agency
    require(access.can_set_duties(by, agency))
    lock(agency)
    problems = []
    if first_day < on:
        problems.append(Problem(_("Mulai hari ini atau sesudahnya."), "first_day"))
    if not draft.basis.strip():
        problems.append(Problem(_("Tulis dasarnya, misalnya nomor peraturan."), "basis"))
    refuse(problems)
    words = "; ".join(draft.names)
    key = {"subject": draft.subject, "agency": agency, "area": draft.area, "words": words}
    for row in Responsibility.objects.filter(**key, period__endswith=None).order_by("pk"):
        _end(row, first_day)
    made = Responsibility.objects.create(
        **key, unit=draft.unit, basis=draft.basis.strip(), period=Period(first_day)
    )
    audit.record(by, "services.duty_taken", made, chain=str(agency.pk), reason=made.basis)
    return made


def _end(row: Responsibility, day: date) -> None:
    """Before `day`; what had not begun by then never was."""
    if row.period.start >= day:
        row.delete()
    else:
        row.period = Period(row.period.start, day)
        row.save(update_fields=["period"])


@transaction.atomic
def give_up(*, row: Responsibility, reason: str, on: date, by: User) -> None:
    """
    From today on nobody of this government looks after it. Pressed again, nothing happens.

    :raises Refused: without a reason
    """
    require(access.can_set_duties(by, row.agency))
    lock(row.agency)
    refuse([] if reason.strip() else [Problem(_("Tulis alasannya."), "reason")])
    found = Responsibility.objects.filter(pk=row.pk).first()
    if found is None or (found.period.end is not None and found.period.end <= on):
        return
    audit.record(by, "services.duty_ended", found, chain=str(row.agency_id), reason=reason.strip())
    _end(found, on)


@transaction.atomic
def call(*, word: str, means: str, by: User) -> Synonym:
    """
    That people say `word` where the catalogue says `means`; said anew, the later counts.

    :raises Refused: without either, or when they are the same
    """
    require(access.keeps_words(by))
    word, means = (" ".join(text.split()).lower() for text in (word, means))
    problems = []
    if not word:
        problems.append(Problem(_("Tulis katanya."), "word"))
    if not means or means == word:
        problems.append(Problem(_("Tulis kata lain yang dipakai katalog."), "means"))
    refuse(problems)
    row, _made = Synonym.objects.update_or_create(word=word, defaults={"means": means})
    audit.record(by, "services.word_kept", row, reason=f"{word} = {means}")
    return row


@transaction.atomic
def forget(*, row: Synonym, by: User) -> None:
    require(access.keeps_words(by))
    if Synonym.objects.filter(pk=row.pk).exists():
        audit.record(by, "services.word_forgotten", row, reason=str(row))
        Synonym.objects.filter(pk=row.pk).delete()
