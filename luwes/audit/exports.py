"""The filtered log as csv or xlsx."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from luwes.audit import deeds
from luwes.audit.models import Entry
from luwes.core import sheets


def download(rows: QuerySet[Entry], form: str, now: datetime) -> HttpResponseBase:
    """`form` is csv or xlsx; moments are in the government's own time, which the head names."""
    here = timezone.localtime(now)
    head = [
        _("Waktu (%(zone)s)") % {"zone": here.tzname()}, _("Keputusan"), _("Diputuskan oleh"),
        _("Tentang"), _("Alasan"), _("Rincian"), _("Rantai"), _("Nomor segel"), _("Segel"),
    ]  # fmt: skip
    return sheets.download(
        f"log-keputusan-{here.date().isoformat()}", form, _("Log keputusan"), head, _lines(rows)
    )


def _lines(rows: QuerySet[Entry]) -> Iterator[list[object]]:
    for entry in rows.iterator(chunk_size=2000):
        yield [
            entry.at, entry.deed_label, entry.by_name, entry.object_label, entry.reason,
            details(entry), entry.chain, entry.number, entry.hash,
        ]  # fmt: skip


def details(entry: Entry) -> str:
    told = deeds.details_of(entry.deed, entry.details)
    return "; ".join(f"{label}: {text}" for label, text in told)
