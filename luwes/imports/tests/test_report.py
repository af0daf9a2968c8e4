"""The result file: every problem with its place, and nothing in it that a spreadsheet would run."""

import csv
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from luwes.imports import report
from luwes.imports.rules import Problem, Severity

EVIL = ['=HYPERLINK("http://contoh.invalid","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def a_problem(found: str = "17 angka", column: str = "NIP BARU") -> Problem:
    return Problem(Severity.REFUSED, "Data", 7, column, found, "18 angka", "NIP harus 18 angka")


def test_the_workbook_tells_figures_and_problems(tmp_path: Path) -> None:
    path = tmp_path / "hasil.xlsx"
    report.write(path, [a_problem()], {"rows": 12, "refused": 1}, {"spaces": 3})
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Ringkasan", "Masalah"]
    assert book.get_sheet_by_name("Ringkasan").to_python() == [
        ["Baris dibaca", 12], ["Baris ditolak", 1], ["Spasi dirapikan", 3],
    ]  # fmt: skip
    assert book.get_sheet_by_name("Masalah").to_python() == [
        ["Tingkat", "Lembar", "Baris", "Kolom", "Masalah", "Ditemukan", "Diharapkan"],
        ["Ditolak", "Data", 7, "NIP BARU", "NIP harus 18 angka", "17 angka", "18 angka"],
    ]


@pytest.mark.parametrize("evil", EVIL)
def test_a_workbook_holds_no_formula_and_no_link(evil: str, tmp_path: Path) -> None:
    path = tmp_path / "hasil.xlsx"
    report.write(path, [a_problem(evil, column=evil)], {}, {})
    with zipfile.ZipFile(path) as archive:
        sheets = b"".join(archive.read(n) for n in archive.namelist() if "worksheets/" in n)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets.lower()


@pytest.mark.parametrize("evil", EVIL)
def test_a_csv_cell_never_begins_like_a_formula(evil: str, tmp_path: Path) -> None:
    path = tmp_path / "hasil.csv"
    report.write(path, [a_problem(evil, column=evil)], {}, {})
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    assert len(rows) == 2
    assert rows[1][5] == f"'{evil}"
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)


def test_a_csv_result_opens_in_a_spreadsheet_with_its_letters_whole(tmp_path: Path) -> None:
    path = tmp_path / "hasil.csv"
    report.write(path, [a_problem("Désirée")], {}, {})
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Désirée" in path.read_text(encoding="utf-8-sig")


def test_the_template_to_fill_in_keeps_numbers_as_text() -> None:
    content = report.blank("Daftar pegawai: [SIASN]/2025", ["NIP BARU", "NAMA"])
    assert content[:2] == b"PK"
