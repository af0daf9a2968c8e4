"""Writing to the decision log and sealing it."""

from datetime import date
from typing import Any

from django.db import models, transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from luwes.accounts.models import User
from luwes.audit import rules
from luwes.audit.models import Entry, Head
from luwes.core import clock
from luwes.core.db import advisory_lock


def record(
    by: User, deed: str, about: models.Model, *, chain: str = "", reason: str = "", **details: Any
) -> Entry:
    """
    Log one decision in the deed's own transaction, and ask for its sealing.

    `chain` is the agency's id as text. Details are plain JSON values without personal data.
    """
    entry = Entry.objects.create(
        chain=chain, at=clock.now(), by=by, by_name=str(by), deed=deed,
        object_kind=about._meta.label_lower, object_id=str(about.pk), object_label=str(about)[:300],
        reason=reason, details=details,
    )  # fmt: skip
    _ask_for_sealing()
    return entry


def _ask_for_sealing() -> None:
    """One waiting job is enough; a clash of its lock must not spoil the deed's transaction."""
    try:
        with transaction.atomic():
            jobs.configure_task(name="audit.seal", queueing_lock="audit.seal").defer()
    except AlreadyEnqueued:
        pass


@transaction.atomic
def seal() -> int:
    """Give every committed, unsealed entry its place in its chain; return how many."""
    advisory_lock("audit.seal")
    sealed = 0
    heads: dict[str, tuple[int, str]] = {}
    waiting = Entry.objects.filter(number=None).order_by("pk")
    for entry in waiting.iterator(chunk_size=2000):
        number, before = heads.get(entry.chain) or _head(entry.chain)
        entry.number, entry.previous_hash = number + 1, before
        entry.hash = rules.seal(entry.as_sealed(), before)
        entry.save(update_fields=["number", "previous_hash", "hash"])
        heads[entry.chain] = (entry.number, entry.hash)
        sealed += 1
    return sealed


def _head(chain: str) -> tuple[int, str]:
    last = Entry.objects.filter(chain=chain).exclude(number=None).order_by("-number").first()
    return (last.number, last.hash) if last and last.number else (0, rules.GENESIS)


@transaction.atomic
def publish_heads(*, on: date) -> list[Head]:
    """Keep the last hash of every chain as of a day."""
    published = []
    for chain in Entry.objects.exclude(number=None).order_by("chain").values_list("chain", flat=True).distinct():
        number, last = _head(chain)
        head, _ = Head.objects.update_or_create(chain=chain, day=on, defaults={"number": number, "hash": last})
        published.append(head)
    return published

