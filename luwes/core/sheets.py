"""Tables out as csv or xlsx, row by row: memory does not grow with the table."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter

XLSX_MOST_ROWS = 1_048_575  # a sheet's own limit, less the head
XLSX_MOST_TEXT = 32_000  # characters in a cell

Rows = Iterable[Sequence[str]]


class _Line:
    """What csv.writer writes to, to get the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: str) -> str:
    """A spreadsheet must not run what somebody typed."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def xlsx(title: str, head: Sequence[str], rows: Rows) -> IO[Any]:
    """An open temporary file, at its beginning. Every cell is text, so nothing is a formula."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            if number > XLSX_MOST_ROWS:
                break
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:XLSX_MOST_TEXT])
    file.seek(0)
    return file
