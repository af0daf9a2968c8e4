"""The filtered log as csv or xlsx, written row by row: memory does not grow with the log."""

import csv
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from luwes.audit.models import Entry

XLSX_MOST_ROWS = 1_048_575  # a sheet's own limit, less the head


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


class _Line:
    """What csv.writer writes to, to get the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: QuerySet[Entry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head())
    for entry in rows.iterator(chunk_size=2000):
        yield writer.writerow([_harmless(cell) for cell in cells(entry)])


def _harmless(cell: str) -> str:
    """A spreadsheet must not run what somebody typed as a reason."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def xlsx(rows: QuerySet[Entry]) -> IO[Any]:
    """An open temporary file, at its beginning."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Log keputusan"))
        sheet.write_row(0, 0, head(), book.add_format({"bold": True}))
        for number, entry in enumerate(rows[:XLSX_MOST_ROWS].iterator(chunk_size=2000), 1):
            for column, cell in enumerate(cells(entry)):
                sheet.write_string(number, column, cell[:32_000])
    file.seek(0)
    return file
