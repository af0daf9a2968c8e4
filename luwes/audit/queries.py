"""Reads of the decision log."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model, QuerySet

from luwes.audit import rules
from luwes.audit.models import Entry, Head
from luwes.core.days import midnight


def entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("by").order_by("-at", "-pk")


def about(kind: str, pk: int) -> QuerySet[Entry]:
    return entries().filter(object_kind=kind, object_id=str(pk))


def found(rows: QuerySet[Entry], wanted: "Wanted") -> QuerySet[Entry]:
    """Those of `rows` that answer the filter, newest first."""
    if wanted.deed:
        rows = rows.filter(deed=wanted.deed)
    if wanted.person:
        rows = rows.filter(by_name__icontains=wanted.person)
    if wanted.first_day:
        rows = rows.filter(at__gte=midnight(wanted.first_day))
    if wanted.last_day:
        rows = rows.filter(at__lt=midnight(wanted.last_day + timedelta(days=1)))
    if wanted.object:
        rows = rows.filter(object_label__icontains=wanted.object)
    if wanted.object_kind:
        rows = rows.filter(object_kind=wanted.object_kind, object_id=wanted.object_id)
    return rows.select_related("by").order_by("-at", "-pk")


@dataclass(frozen=True)
class Wanted:
    """What a reader of the log looks for; empty asks nothing. Days are in local time."""

    deed: str = ""
    person: str = ""
    first_day: date | None = None
    last_day: date | None = None
    object: str = ""
    object_kind: str = ""
    object_id: str = ""


# ── how things were ──────────────────────────────────────────────────


def up_to(rows: Iterable[Model], day: date, deeds: Collection[str]) -> list[Entry]:
    """Which of these deeds were done to these rows, all of one kind, until the end of a day; the oldest first."""
    found = _about(rows).filter(at__lt=_end(day), deed__in=deeds)
    return list(found.order_by("at", "pk"))


def since(rows: Iterable[Model], day: date, deeds: Collection[str]) -> list[Entry]:
    """Which of them were done after that day."""
    found = _about(rows).filter(at__gte=_end(day), deed__in=deeds)
    return list(found.order_by("at", "pk"))


def names_on(rows: Iterable[Model], day: date) -> dict[int, str]:
    """What each was called at the end of a day, as its last decision until then told; else as now."""
    held = list(rows)
    found = {row.pk: str(row) for row in held}
    told = _about(held).filter(at__lt=_end(day)).order_by("object_id", "-at", "-pk")
    newest = told.distinct("object_id").values_list("object_id", "object_label")
    return found | {int(pk): label for pk, label in newest}


def _about(rows: Iterable[Model]) -> QuerySet[Entry]:
    held = list(rows)
    kinds = {row._meta.label_lower for row in held}
    return Entry.objects.filter(object_kind__in=kinds, object_id__in=[str(row.pk) for row in held])


def _end(day: date) -> datetime:
    return midnight(day + timedelta(days=1))


def unsealed() -> int:
    return Entry.objects.filter(number=None).count()


def waiting() -> QuerySet[Entry]:
    """Entries that no chain protects yet, oldest first."""
    return Entry.objects.filter(number=None).order_by("at", "pk")


def chains() -> list[str]:
    """Every chain that has a sealed entry, or had one when its head was published."""
    sealed = Entry.objects.exclude(number=None).order_by().values_list("chain", flat=True)
    published = Head.objects.order_by().values_list("chain", flat=True)
    return sorted(set(sealed.distinct()) | set(published.distinct()))


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
