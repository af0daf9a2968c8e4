"""Tables out as csv or xlsx, row by row: memory does not grow with the table."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

XLSX_MOST_ROWS = 1_048_575  # a sheet's own limit, less the head
XLSX_MOST_TEXT = 32_000  # characters in a cell

# Cells are texts, numbers, days, moments or None; days and moments stay such in a workbook.
Rows = Iterable[Sequence[object]]


def download(name: str, form: str, title: str, head: Sequence[str], rows: Rows) -> HttpResponseBase:
    """`form` is csv or xlsx; `name` the file's name without it; `title` names the sheet."""
    if form == "xlsx":
        return FileResponse(xlsx(title, head, rows), as_attachment=True, filename=f"{name}.xlsx")
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


# ── csv ──────────────────────────────────────────────────────────────


class _Line:
    """What csv.writer writes to, to get the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_csv_cell(cell) for cell in row])


def _csv_cell(cell: object) -> object:
    match cell:
        case datetime():
            return f"{timezone.localtime(cell):%d-%m-%Y %H:%M:%S}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case str() if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
            return f"'{cell}"  # a spreadsheet must not run what somebody typed
        case _:
            return cell


# ── xlsx ─────────────────────────────────────────────────────────────


def xlsx(title: str, head: Sequence[str], rows: Rows) -> IO[Any]:
    """An open temporary file, at its beginning."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    with workbook(file) as book:
        add_sheet(book, title, head, rows)
    file.seek(0)
    return file


def workbook(target: IO[Any] | Path) -> Any:
    """To be filled inside `with`, sheet after sheet; no text in it is a formula or a link."""
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd-mm-yyyy",
    }  # fmt: skip
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


def add_sheet(book: Any, title: str, head: Sequence[str], rows: Rows) -> Any:
    """A sheet with a head that stays in sight."""
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '"))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, head, book.add_format({"bold": True}))
    moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm:ss"})
    for number, row in enumerate(rows, 1):
        if number > XLSX_MOST_ROWS:
            break
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case int() | float():
                    sheet.write_number(number, column, cell)
                case datetime():
                    here = timezone.localtime(cell).replace(tzinfo=None)
                    sheet.write_datetime(number, column, here, moment)
                case date():
                    sheet.write_datetime(number, column, cell)
                case _:
                    sheet.write_string(number, column, str(cell)[:XLSX_MOST_TEXT])
    return sheet
