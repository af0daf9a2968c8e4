"""A table as csv or xlsx, written row by row; what looks like a formula stays text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Rows = Iterable[Sequence[Any]]
XLSX_MOST_ROWS = 1_048_575  # a sheet's own limit, less the head


def download(name: str, form: str, title: str, head: Sequence[str], rows: Rows) -> HttpResponseBase:
    """`form` is csv or xlsx; `name` the file's name without it; `title` names the sheet."""
    if form == "xlsx":
        return FileResponse(xlsx(title, head, rows), as_attachment=True, filename=f"{name}.xlsx")
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Line:
    """What csv.writer writes to, to get the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> Any:
    """A spreadsheet must not run what somebody typed as a name."""
    if isinstance(cell, str) and cell[:1] in set("=+-@\t\r"):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else cell


def xlsx(title: str, head: Sequence[str], rows: Rows) -> IO[Any]:
    """The file, at its beginning."""
    file = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            if number > XLSX_MOST_ROWS:
                break
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    match cell:
        case None | "":
            pass
        case int() | float():
            sheet.write_number(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell)
        case _:
            sheet.write_string(row, column, str(cell)[:32_000])
