"""Writing to the decision log and sealing it."""

from datetime import date
from typing import Any

from django.db import connection, models, transaction

from luwes.accounts.facts import AccountChanged, Granted
from luwes.accounts.models import Grant, User
from luwes.audit import rules
from luwes.audit.models import Entry, Head
from luwes.core import clock, queue
from luwes.core.db import advisory_lock
from luwes.core.faults import point

SEAL = "audit.seal"
BATCH = 1000
BY_TIME = "Luwes"  # who did what nobody did


def record(
    by: User | None,
    deed: str,
    about: models.Model,
    *,
    chain: str = "",
    reason: str = "",
    **details: Any,
) -> Entry:
    """
    Log one decision in the deed's own transaction, and ask for its sealing.

    `by` is None for what time brings about. `chain` is the agency's id as text. Details are plain
    JSON values without personal data.
    """
    entry = Entry.objects.create(
        chain=chain, at=clock.now(), by=by, by_name=str(by) if by else BY_TIME, deed=deed,
        object_kind=about._meta.label_lower, object_id=str(about.pk), object_label=str(about)[:300],
        reason=reason, details=details,
    )  # fmt: skip
    _ask_for_sealing()
    return entry


def _ask_for_sealing() -> None:
    """
    One job a transaction, of its own: another's may run before this one commits, and a lock
    on the queue would make every deed wait for whichever is the slowest.
    """
    if queue.once(SEAL):
        queue.job(SEAL, queue="audit").defer()


@transaction.atomic
def seal() -> int:
    """
    Give every committed, unsealed entry its place in its chain; return how many.

    One at a time: a second sealer waits, and then finds what the first left.
    """
    advisory_lock("audit.seal")
    sealed = 0
    heads: dict[str, tuple[int, str]] = {}
    while entries := list(Entry.objects.filter(number=None).order_by("pk")[:BATCH]):
        for entry in entries:
            number, before = heads.get(entry.chain) or _head(entry.chain)
            entry.number, entry.previous_hash = number + 1, before
            entry.hash = rules.seal(entry.as_sealed(), before)
            heads[entry.chain] = (entry.number, entry.hash)
        _write_seals(entries)
        point("sealing.half_written")
        sealed += len(entries)
    return sealed


def _write_seals(entries: list[Entry]) -> None:
    """One statement by arrays: ten times quicker than Django's CASE for every row."""
    columns = zip(*((e.pk, e.number, e.previous_hash, e.hash) for e in entries), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry e SET number = s.number, previous_hash = s.previous, hash = s.hash "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) "
            "AS s (id, number, previous, hash) WHERE e.id = s.id",
            [list(column) for column in columns],
        )


def _head(chain: str) -> tuple[int, str]:
    last = Entry.objects.filter(chain=chain).exclude(number=None).order_by("-number").first()
    return (last.number, last.hash) if last and last.number else (0, rules.GENESIS)


@transaction.atomic
def publish_heads(*, on: date) -> list[Head]:
    """Keep the last hash of every chain as of a day."""
    published = []
    for chain in (
        Entry.objects.exclude(number=None)
        .order_by("chain")
        .values_list("chain", flat=True)
        .distinct()
    ):
        number, last = _head(chain)
        head, _ = Head.objects.update_or_create(
            chain=chain, day=on, defaults={"number": number, "hash": last}
        )
        published.append(head)
    return published


def log_grant(fact: Granted) -> None:
    """A role was given or taken away: `accounts` tells, for it may not know this area."""
    grant = Grant.objects.select_related("user").get(pk=fact.grant_id)
    record(
        User.objects.get(pk=fact.by_id),
        "accounts.granted" if fact.given else "accounts.ended",
        grant,
        reason=fact.reason or grant.reason,
        user=grant.user.username,
        role=grant.role,
        scope_kind=grant.scope_kind,
        scope_id=grant.scope_id,
        first_day=grant.period.start.isoformat(),
        last_day=grant.period.last_day.isoformat() if grant.period.last_day else None,
    )


def log_account(fact: AccountChanged) -> None:
    user = User.objects.get(pk=fact.user_id)
    record(
        User.objects.get(pk=fact.by_id), f"accounts.{fact.what}", user, changed=list(fact.fields)
    )
