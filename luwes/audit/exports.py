"""The filtered log as csv or xlsx."""

from collections.abc import Iterator
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from luwes.audit.models import Entry
from luwes.core import sheets


def head() -> list[str]:
    return [
        _("Waktu"), _("Putusan"), _("Diputuskan oleh"), _("Tentang"), _("Alasan"), _("Rincian"),
        _("Rantai"), _("Nomor segel"), _("Segel"),
    ]  # fmt: skip


def cells(entry: Entry) -> list[str]:
    return [
        timezone.localtime(entry.at).isoformat(timespec="seconds"), entry.deed_label,
        entry.by_name, entry.object_label, entry.reason, details(entry), entry.chain,
        str(entry.number or ""), entry.hash,
    ]  # fmt: skip


def details(entry: Entry) -> str:
    return "; ".join(f"{key}: {value}" for key, value in entry.details.items())


def _lines(rows: QuerySet[Entry]) -> Iterator[list[str]]:
    return (cells(entry) for entry in rows.iterator(chunk_size=2000))


def csv_lines(rows: QuerySet[Entry]) -> Iterator[str]:
    return sheets.csv_lines(head(), _lines(rows))


def xlsx(rows: QuerySet[Entry]) -> IO[Any]:
    """An open temporary file, at its beginning."""
    return sheets.xlsx(_("Log keputusan"), head(), _lines(rows))
