"""Reads of the decision log."""

from collections.abc import Iterator

from django.db.models import QuerySet

from luwes.audit import rules
from luwes.audit.models import Entry, Head


def entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("by").order_by("-at", "-pk")


def about(kind: str, pk: int) -> QuerySet[Entry]:
    return entries().filter(object_kind=kind, object_id=str(pk))


def unsealed() -> int:
    return Entry.objects.filter(number=None).count()


def chains() -> list[str]:
    return sorted(set(Entry.objects.exclude(number=None).values_list("chain", flat=True)))


def verify() -> tuple[int, list[rules.Fault]]:
    """Check every chain and every published head: (entries checked, faults)."""
    count, found = 0, []
    for chain in chains():
        rows = Entry.objects.filter(chain=chain).exclude(number=None).order_by("number")

        def stored(rows: QuerySet[Entry] = rows) -> Iterator[tuple[rules.Sealed, str, str]]:
            nonlocal count
            for entry in rows.iterator(chunk_size=2000):
                count += 1
                yield entry.as_sealed(), entry.previous_hash, entry.hash

        found += rules.faults(stored())
        found += _heads_not_met(chain)
    return count, found


def _heads_not_met(chain: str) -> Iterator[rules.Fault]:
    for head in Head.objects.filter(chain=chain).order_by("day"):
        entry = Entry.objects.filter(chain=chain, number=head.number).first()
        if entry is None or entry.hash != head.hash:
            yield rules.Fault(chain, head.number, f"berbeda dari kepala rantai {head.day}")
