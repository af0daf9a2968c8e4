"""The result file of an import: every problem with its place, as xlsx or csv."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from luwes.core import sheets
from luwes.imports.rules import Problem, Severity

HEADS = (
    _("Tingkat"),
    _("Lembar"),
    _("Baris"),
    _("Kolom"),
    _("Masalah"),
    _("Ditemukan"),
    _("Diharapkan"),
)
SEVERITY_WORDS = {Severity.REFUSED: _("Ditolak"), Severity.WARNED: _("Peringatan")}
COUNT_WORDS = {
    "rows": _("Baris dibaca"), "new": _("Baru"), "changed": _("Berubah"), "moved": _("Pindah"),
    "unchanged": _("Tetap"), "vanished": _("Hilang dari berkas"), "refused": _("Baris ditolak"),
    "returned": _("Kembali ada"), "nip_corrected": _("NIP dikoreksi"),
    "draft_units": _("Unit rancangan"), "draft_titles": _("Jabatan rancangan"),
    "draft_positions": _("Formasi rancangan di unit"), "titles_changed": _("Nomenklatur berubah"),
}  # fmt: skip
MAIN_COUNTS = ("refused", "new", "changed", "moved", "unchanged")  # told even when 0
MEND_WORDS = {
    "spaces": _("Spasi dirapikan"), "apostrophe": _("Tanda kutip depan dibuang"),
    "text_date": _("Tanggal berupa teks dibaca"), "serial_date": _("Nomor seri tanggal dibaca"),
    "grade": _("Penulisan golongan dirapikan"), "sex": _("Penulisan jenis kelamin dirapikan"),
    "number_as_text": _("Angka dikembalikan menjadi teks"),
}  # fmt: skip


def row_of(problem: Problem) -> tuple[str | int, ...]:
    return (
        str(SEVERITY_WORDS[problem.severity]), problem.sheet, problem.row or "", problem.column,
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


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blank(title: str, heads: Sequence[str]) -> bytes:
    """A workbook with only a header row; every column is text, so that a NIP stays whole."""
    target = BytesIO()
    with sheets.workbook(target) as book:
        sheet = sheets.add_sheet(book, title, heads, [])
        sheet.set_column(0, len(heads) - 1, 22, book.add_format({"num_format": "@"}))
    return target.getvalue()


def _write_csv(path: Path, rows: list[tuple[str | int, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(sheets.csv_lines([str(head) for head in HEADS], rows))


def _write_xlsx(
    path: Path, rows: list[tuple[str | int, ...]], counts: Mapping[str, int],
    mended: Mapping[str, int],
) -> None:  # fmt: skip
    with sheets.workbook(path) as book:
        bold = book.add_format({"bold": True})
        summary = book.add_worksheet("Ringkasan")
        summary.set_column(0, 0, 36)
        told = [(str(COUNT_WORDS.get(k, k)), v) for k, v in counts.items()]
        told += [(str(MEND_WORDS.get(k, k)), v) for k, v in mended.items()]
        for line, (word, count) in enumerate(told):
            summary.write_string(line, 0, word, bold)
            summary.write_number(line, 1, count)
        sheet = sheets.add_sheet(book, "Masalah", [str(head) for head in HEADS], rows)
        sheet.set_column(0, len(HEADS) - 1, 22)
        sheet.autofilter(0, 0, max(1, len(rows)), len(HEADS) - 1)
