"""What is not needed any more is erased: drafts nobody sent, and what citizens wrote, after its time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from luwes.audit import actions as audit
from luwes.core.states import values
from luwes.places.rules import Level
from luwes.services import builtin
from luwes.services.actions.filling import remove_files
from luwes.services.models import Case, DraftFile, FormDraft, FormVersion, Satisfaction
from luwes.services.rules.states import OVER, CaseState

UNSENT_DAYS, SENT_DAYS = 30, 7  # own policy: how long a draft, and a receipt, can be opened again
AT_ONCE = 500
Row = TypeVar("Row", bound=Model)
# What says who it is and what they wrote.
SEALED = ("answers", "text", "name", "phone", "email", "nik")
_OVER = values(OVER)


def drop_drafts(*, now: datetime) -> int:
    """Drafts that nobody sent, and receipts of those that were; how many."""
    return sum(_one_by_one(_old_drafts(now), _drop))


def _old_drafts(now: datetime) -> QuerySet[FormDraft]:
    unsent = Q(case=None, changed_at__lt=now - timedelta(days=UNSENT_DAYS))
    sent = Q(changed_at__lt=now - timedelta(days=SENT_DAYS), case__isnull=False)
    return FormDraft.objects.filter(unsent | sent)


def erase_answers(*, now: datetime) -> int:
    """Of cases that are over for longer than their form says; how many."""
    return sum(sum(_one_by_one(rows, partial(_erase, now=now))) for rows in _due(now))


def _one_by_one(rows: QuerySet[Row], forget: Callable[[Row], None]) -> Iterator[bool]:
    """
    Each in a transaction of its own, if it is still due when it is held, until none is left. One
    that fails is reported and left for the next night; the others go on.
    """
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):  # fmt: skip
        last = keys[-1]
        for key in keys:
            try:
                yield _forgotten(rows, key, forget)
            except Exception:
                label = rows.model._meta.label
                structlog.get_logger(__name__).exception("not forgotten", row=f"{label}:{key}")


@transaction.atomic
def _forgotten(rows: QuerySet[Row], key: int, forget: Callable[[Row], None]) -> bool:
    row = rows.filter(pk=key).select_for_update(of=("self",), no_key=True).first()
    if row is not None:
        forget(row)
    return row is not None


def _drop(draft: FormDraft) -> None:
    remove_files(DraftFile.objects.filter(draft=draft).order_by("pk"))
    draft.delete()


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
    due = rows.filter(own | followed).exclude(answers="")
    return due.select_related("area__parent").defer(*SEALED)  # also what cannot be unsealed goes


def _erase(case: Case, now: datetime) -> None:
    """The case stays, with what it says of the office and its district; the log names its number alone."""
    for name in (*SEALED, "nik_hash", "place"):
        setattr(case, name, "")
    case.lat = case.lon = None
    if case.area is not None and case.area.level == Level.VILLAGE.value:
        case.area = case.area.parent
    case.save(update_fields=[*SEALED, "nik_hash", "place", "lat", "lon", "area"])
    case.entries.update(text="")
    case.nik_readings.update(why="")
    Satisfaction.objects.filter(case=case).update(words="")
    remove_files(case.files.order_by("pk"))
    audit.record(None, "services.forgotten", case, chain=str(case.agency_id), number=case.number)
