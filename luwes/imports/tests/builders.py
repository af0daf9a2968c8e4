"""Spreadsheets of every kind, and the way through the engine, for tests."""

import csv
import threading
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from django.apps import apps
from django.db import connection, connections
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from procrastinate.contrib.django import app as jobs

from luwes.accounts.models import User
from luwes.imports import engine
from luwes.imports.engine import Outcome
from luwes.imports.registry import Context, Importer
from luwes.imports.rules import Problem
from luwes.organisation.models import Agency

ON = date(2025, 2, 24)
Rows = Sequence[Sequence[Any]]


def write_xlsx(path: Path, rows: Rows, *, sheet: str = "Data", before: Rows = ()) -> Path:
    """Text stays text, numbers numbers, days day cells; `before` is a sheet of its own in front."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in ([("Sampul", before)] if before else []) + [(sheet, rows)]:
            target = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    if isinstance(cell, str):
                        target.write_string(number, place, cell)
                    elif isinstance(cell, date):
                        target.write_datetime(number, place, cell, day)
                    elif cell is not None:
                        target.write(number, place, cell)
    return path


def write_book(path: Path, sheets: dict[str, Rows], *, hidden: str = "") -> Path:
    """An xlsx of several sheets of text, one of them hidden."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            target = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    target.write_string(number, place, "" if cell is None else str(cell))
            if name == hidden:
                target.hide()
            else:
                target.activate()
    return path


def write_xls(path: Path, rows: Rows, *, sheet: str = "Data") -> Path:
    book = xlwt.Workbook()
    target = book.add_sheet(sheet)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, line in enumerate(rows):
        for place, cell in enumerate(line):
            if isinstance(cell, date):
                target.write(number, place, cell, day)
            elif cell is not None:
                target.write(number, place, cell)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: Rows, *, sheet: str = "Data") -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    for line in rows:
        row = TableRow()
        for cell in line:
            row.addElement(_ods_cell(cell))
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(cell: Any) -> Any:
    if cell is None:
        return TableCell()
    if isinstance(cell, date):
        made = TableCell(valuetype="date", datevalue=cell.isoformat())
    elif isinstance(cell, (int, float)):
        made = TableCell(valuetype="float", value=str(cell))
    else:
        made = TableCell(valuetype="string")
    made.addElement(P(text=str(cell)))
    return made


def write_csv(path: Path, rows: Rows, *, mark: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle, delimiter=mark)
        writer.writerows(["" if cell is None else cell for cell in line] for line in rows)
    return path


WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods, "csv": write_csv}


def a_bomb(path: Path, *, megabytes: int) -> Path:
    """An xlsx whose only sheet unpacks to so many megabytes of nothing."""
    write_xlsx(path, [["NIP BARU", "NAMA"]])
    with zipfile.ZipFile(path) as real:
        parts = {name: real.read(name) for name in real.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            if name != sheet:
                target.writestr(name, content)
        with target.open(sheet, "w", force_zip64=True) as part:
            part.write(parts[sheet].partition(b"<sheetData>")[0] + b"<sheetData>")
            for _ in range(megabytes):
                part.write(b" " * (1 << 20))
            part.write(b"</sheetData></worksheet>")
    return path


def a_table(rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """A header row and the rows below it, from what each row says under which header."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def check_file(
    importer: Importer, path: Path, *, agency: Agency | None, by: User, on: date = ON,
    partial: bool = False,
) -> Outcome:  # fmt: skip
    """What the file would do; nothing goes in."""
    context = _context(importer, path, agency, by, on, partial)
    table = engine.read(importer=importer, path=path, context=context)
    return engine.check(importer=importer, table=table, context=context)


def take_in(
    importer: Importer, path: Path, *, agency: Agency | None, by: User, on: date = ON,
    partial: bool = False, accept_clean: bool = False, chosen: dict[str, str] | None = None,
) -> Outcome:  # fmt: skip
    """The file goes in, unless rows are refused and nobody said that the clean ones shall."""
    context = _context(importer, path, agency, by, on, partial)
    table = engine.read(importer=importer, path=path, context=context, chosen=chosen)
    return engine.commit(
        importer=importer, table=table, context=context, accept_clean=accept_clean,
        sha256=engine.digest(path), by=by,
    )  # fmt: skip


def _context(
    importer: Importer, path: Path, agency: Agency | None, by: User, on: date, partial: bool
) -> Context:
    owner = importer.owner(agency.code) if agency else None
    return Context(owner, on, by, path.name, partial)


class Desk:
    """Where an agency's spreadsheets of one kind come in."""

    def __init__(self, importer: Importer, folder: Path, agency: Agency, by: User) -> None:
        self.importer, self.folder, self.agency, self.by = importer, folder, agency, by

    def file(self, *rows: dict[str, Any]) -> Path:
        return write_xlsx(self.folder / f"{self.importer.key}.xlsx", a_table(rows))

    def check(self, *rows: dict[str, Any], **how: Any) -> Outcome:
        return check_file(self.importer, self.file(*rows), agency=self.agency, by=self.by, **how)

    def take(self, *rows: dict[str, Any], **how: Any) -> Outcome:
        return take_in(self.importer, self.file(*rows), agency=self.agency, by=self.by, **how)


def told(problem: Problem) -> tuple[str, int, str, str, str]:
    """A problem without its sheet and what is expected, for comparing."""
    return problem.severity.value, problem.row, problem.column, problem.message, problem.found


# What an import leaves although it changed nothing: itself and its line in the log.
_TRACES = ("imports_run", "audit_", "procrastinate_", "django_", "pghistory_")


def state_of_data() -> dict[str, str]:
    """A fingerprint of every table and its history, to show that something changed nothing."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if not table.startswith(_TRACES) and model._meta.managed:
                cursor.execute(
                    f"SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), ''))"
                    f' FROM "{table}" t'
                )
                (found[table],) = cursor.fetchone()
    return found


def run_jobs() -> None:
    """
    Let a worker do what is waiting; for tests whose transactions commit.

    In a thread of its own: a browser test already has a loop in the thread it runs in.
    """
    thread = threading.Thread(target=_work)
    thread.start()
    thread.join()


def _work() -> None:
    connector = jobs.connector.get_worker_connector()  # type: ignore[attr-defined]
    try:
        with jobs.replace_connector(connector) as worker:
            worker.run_worker(
                queues=["imports"], wait=False, install_signal_handlers=False, listen_notify=False
            )
    finally:
        connections.close_all()
