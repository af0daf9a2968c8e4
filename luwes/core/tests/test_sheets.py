from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from luwes.core import sheets

HEAD = ["Nama", "Jumlah", "Hari", "Waktu"]
ROW = ["=1+1", 3, date(2025, 2, 25), datetime(2025, 2, 25, 3, 4, 5, tzinfo=UTC)]


def test_a_csv_line_runs_nothing_and_says_days_as_people_write_them() -> None:
    lines = list(sheets.csv_lines(HEAD, [ROW, ["-", None, None, None]]))
    assert lines[0] == "\ufeffNama,Jumlah,Hari,Waktu\r\n"
    assert lines[1:] == ["'=1+1,3,25-02-2025,25-02-2025 10:04:05\r\n", "'-,,,\r\n"]


def test_a_workbook_keeps_figures_days_and_moments() -> None:
    book = CalamineWorkbook.from_filelike(sheets.xlsx("Unit A/B: [satu]", HEAD, [ROW]))
    assert book.sheet_names == ["Unit A B   satu"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows == [HEAD, ["=1+1", 3.0, date(2025, 2, 25), datetime(2025, 2, 25, 10, 4, 5)]]
