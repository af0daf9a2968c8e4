"""What arrives by itself: one row a source, taken back when its source counts no more."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.models import Contribution
from luwes.motivation.rules.contributions import (
    LONGEST_DETAIL,
    LONGEST_URL,
    LONGEST_WORDS,
    ContributionKind,
    Draft,
    shortened,
)
from luwes.people.models import Employee

Source = tuple[str, str]  # kind and id
TOLD_ANEW = ("kind", "words", "detail", "on", "url", "count", "withdrawn_at")


@transaction.atomic
def note(
    *, employee: Employee, kind: ContributionKind, source: Source, words: str, on: date,
    now: datetime, detail: str = "", url: str = "",
) -> Contribution:  # fmt: skip
    """The same source told again changes the words, and brings back what was taken back."""
    draft = Draft(employee.pk, kind, source[1], words, on, detail, url)
    [row] = note_many(source_kind=source[0], drafts=[draft], now=now)
    return row


@transaction.atomic
def note_many(*, source_kind: str, drafts: Sequence[Draft], now: datetime) -> list[Contribution]:
    """As `note`, of many in as many queries as of one; what the person put it beside stays."""
    rows = [_row(source_kind, draft, now) for draft in drafts]
    known = _known(source_kind, [row.source_id for row in rows])
    made = Contribution.objects.bulk_create(
        sorted(rows, key=lambda row: (row.source_id, row.employee_id)),
        update_conflicts=True, unique_fields=["source_kind", "source_id", "employee"],
        update_fields=TOLD_ANEW,
    )  # fmt: skip
    for row in made:
        if (row.source_id, row.employee_id) not in known:
            announce(facts.Contributed(row.pk, now))
    return made


def _row(source_kind: str, draft: Draft, now: datetime) -> Contribution:
    return Contribution(
        employee_id=draft.employee_id, kind=draft.kind.value, source_kind=source_kind,
        source_id=draft.source_id, words=shortened(draft.words, LONGEST_WORDS),
        detail=shortened(draft.detail, LONGEST_DETAIL), on=draft.on,
        url=draft.url if len(draft.url) <= LONGEST_URL else "", count=draft.count, at=now,
    )  # fmt: skip


def _known(source_kind: str, source_ids: Collection[str]) -> set[tuple[str, int]]:
    rows = Contribution.objects.filter(source_kind=source_kind, source_id__in=set(source_ids))
    return set(rows.order_by().values_list("source_id", "employee_id"))


@transaction.atomic
def take_back(*, source: Source, now: datetime) -> None:
    """Whatever came from this source counts no more."""
    told_as_it_stands(source_kind=source[0], source_ids=[source[1]], drafts=[], now=now)


@transaction.atomic
def told_as_it_stands(
    *, source_kind: str, source_ids: Collection[str], drafts: Sequence[Draft], now: datetime,
    employee_id: int | None = None,
) -> None:  # fmt: skip
    """
    These drafts are all there is to tell of these sources; what stood there else counts no more.

    Of everybody, or of one.
    """
    kept = [row.pk for row in note_many(source_kind=source_kind, drafts=drafts, now=now)]
    gone = Contribution.objects.filter(
        source_kind=source_kind, source_id__in=source_ids, withdrawn_at=None
    ).exclude(pk__in=kept)
    if employee_id is not None:
        gone = gone.filter(employee_id=employee_id)
    gone.update(withdrawn_at=now)
