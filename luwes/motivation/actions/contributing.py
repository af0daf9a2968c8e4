"""What arrives by itself: one row a source, taken back when its source counts no more."""

from datetime import date, datetime

from django.db import transaction

from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.models import Contribution
from luwes.motivation.rules.contributions import ContributionKind
from luwes.people.models import Employee

Source = tuple[str, str]  # kind and id


@transaction.atomic
def note(
    *, employee: Employee, kind: ContributionKind, source: Source, words: str, on: date,
    now: datetime, detail: str = "", url: str = "",
) -> Contribution:  # fmt: skip
    """The same source told again changes the words, and brings back what was taken back."""
    row, is_new = Contribution.objects.update_or_create(
        employee=employee, source_kind=source[0], source_id=source[1],
        defaults={
            "kind": kind.value, "words": words[:300], "detail": detail[:600], "on": on, "url": url,
            "withdrawn_at": None,
        },
        create_defaults={
            "kind": kind.value, "words": words[:300], "detail": detail[:600], "on": on, "url": url,
            "at": now,
        },
    )  # fmt: skip
    if is_new:
        announce(facts.Contributed(row.pk, now))
    return row


@transaction.atomic
def take_back(*, source: Source, now: datetime) -> None:
    """Whatever came from this source counts no more."""
    rows = Contribution.objects.filter(
        source_kind=source[0], source_id=source[1], withdrawn_at=None
    )
    rows.update(withdrawn_at=now)
