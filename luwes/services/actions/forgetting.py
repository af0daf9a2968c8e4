"""What is not needed any more is erased: drafts nobody sent, and what citizens wrote, after its time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from luwes.audit import actions as audit
from luwes.core.db import lock
from luwes.services import builtin
from luwes.services.actions.filling import remove_files
from luwes.services.models import Case, DraftFile, FormDraft, FormVersion, Satisfaction
from luwes.services.rules.states import OVER, CaseState

UNSENT_DAYS, SENT_DAYS = 30, 7  # own policy: how long a draft, and a receipt, can be opened again
AT_ONCE = 500
_OVER = [state.value for state in OVER]


def drop_drafts(*, now: datetime) -> int:
    """Drafts that nobody sent, and receipts of those that were; how many."""
    unsent = Q(case=None, changed_at__lt=now - timedelta(days=UNSENT_DAYS))
    sent = Q(changed_at__lt=now - timedelta(days=SENT_DAYS), case__isnull=False)
    rows = FormDraft.objects.filter(unsent | sent).order_by("pk")[:AT_ONCE]
    return sum(_drop(row, now) for row in rows)


@transaction.atomic
def _drop(draft: FormDraft, now: datetime) -> bool:
    """Unless somebody took it up again in the meantime."""
    lock(draft)
    days = UNSENT_DAYS if draft.case_id is None else SENT_DAYS
    if draft.changed_at >= now - timedelta(days=days):
        return False
    remove_files(DraftFile.objects.filter(draft=draft))
    draft.delete()
    return True


def erase_answers(*, now: datetime) -> int:
    """Of cases that are over for longer than their form says; how many."""
    found = 0
    for rows in _due(now):
        for case in rows[: AT_ONCE - found]:
            found += _erase(case, now)
    return found


def _due(now: datetime) -> Iterator[QuerySet[Case]]:
    days = FormVersion.objects.order_by("keep_days").values_list("keep_days", flat=True).distinct()
    yield _over_since(Case.objects.filter(form=None), now - timedelta(days=builtin.KEEP_DAYS))
    for number in days:
        rows = Case.objects.filter(form__keep_days=number)
        yield _over_since(rows, now - timedelta(days=number))


def _over_since(rows: QuerySet[Case], until: datetime) -> QuerySet[Case]:
    """One that follows another is over with it. Erased answers are empty, also of what asked nothing."""
    own = Q(state__in=_OVER, closed_at__lt=until)
    followed = Q(state=CaseState.BUNDLED.value, head__state__in=_OVER, head__closed_at__lt=until)
    return rows.filter(own | followed).exclude(answers="").order_by("pk")


@transaction.atomic
def _erase(case: Case, now: datetime) -> bool:
    """The case stays, with what it says of the office; the log names its number alone."""
    lock(case)
    follows = CaseState(case.state) is CaseState.BUNDLED
    if case.answers == "" or not (follows or CaseState(case.state) in OVER):
        return False
    case.answers = case.text = case.name = case.phone = case.email = case.nik = case.nik_hash = ""
    case.save(update_fields=["answers", "text", "name", "phone", "email", "nik", "nik_hash"])
    case.entries.filter(by_citizen=True).update(text="")
    Satisfaction.objects.filter(case=case).update(words="")
    remove_files(case.files.filter(by_citizen=True))
    audit.record(None, "services.forgotten", case, chain=str(case.agency_id), number=case.number)
    return True
