"""The result file of an import: every problem with its place, as xlsx or csv."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import xlsxwriter

from luwes.imports.rules import Problem, Severity

HEADS = ("Tingkat", "Lembar", "Baris", "Kolom", "Masalah", "Ditemukan", "Diharapkan")
SEVERITY_WORDS = {Severity.REFUSED: "Ditolak", Severity.WARNED: "Peringatan"}
COUNT_WORDS = {
    "rows": "Baris dibaca", "new": "Baru", "changed": "Berubah", "moved": "Pindah",
    "unchanged": "Tetap", "vanished": "Hilang dari berkas", "refused": "Baris ditolak",
    "returned": "Kembali ada", "nip_corrected": "NIP dikoreksi",
    "draft_units": "Unit rancangan", "draft_titles": "Jabatan rancangan",
    "draft_positions": "Formasi rancangan di unit", "titles_changed": "Nomenklatur berubah",
}  # fmt: skip
MEND_WORDS = {
    "spaces": "Spasi dirapikan", "apostrophe": "Tanda kutip depan dibuang",
    "text_date": "Tanggal berupa teks dibaca", "serial_date": "Nomor seri tanggal dibaca",
    "grade": "Penulisan golongan dirapikan", "sex": "Penulisan jenis kelamin dirapikan",
    "number_as_text": "Angka dikembalikan menjadi teks",
}  # fmt: skip


def row_of(problem: Problem) -> tuple[str | int, ...]:
    return (
        SEVERITY_WORDS[problem.severity], problem.sheet, problem.row or "", problem.column,
        problem.message, problem.found, problem.expected,
    )  # fmt: skip


def write(
    path: Path, problems: Iterable[Problem], counts: Mapping[str, int], mended: Mapping[str, int]
) -> None:
    """Write the result file; its kind is told by the suffix (.xlsx, else csv)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [row_of(problem) for problem in problems]
    if path.suffix.casefold() == ".xlsx":
        _write_xlsx(path, rows, counts, mended)
    else:
        _write_csv(path, rows)


def _safe(cell: str | int) -> str | int:
    """A text that a spreadsheet would run as a formula is given an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell


def _write_csv(path: Path, rows: list[tuple[str | int, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADS)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _write_xlsx(
    path: Path, rows: list[tuple[str | int, ...]], counts: Mapping[str, int],
    mended: Mapping[str, int],
) -> None:  # fmt: skip
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        summary = book.add_worksheet("Ringkasan")
        summary.set_column(0, 0, 36)
        told = [(COUNT_WORDS.get(k, k), v) for k, v in counts.items()]
        told += [(MEND_WORDS.get(k, k), v) for k, v in mended.items()]
        for line, (word, count) in enumerate(told):
            summary.write_string(line, 0, word, bold)
            summary.write_number(line, 1, count)
        sheet = book.add_worksheet("Masalah")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 6, 22)
        sheet.write_row(0, 0, HEADS, bold)
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, row)
        sheet.autofilter(0, 0, max(1, len(rows)), len(HEADS) - 1)
