"""Files of every kind come in as the same table; broken and hostile ones are refused in words."""

import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luwes.imports import reading
from luwes.imports.cells import day, identifier, text
from luwes.imports.reading import Unreadable, read_table
from luwes.imports.rules import Field, Table
from luwes.imports.tests.builders import (
    WRITERS,
    a_bomb,
    write_book,
    write_csv,
    write_ods,
    write_xls,
    write_xlsx,
)

FIELDS = (
    Field("code", "ID", ("kode",), identifier(40), required=True),
    Field("name", "NAMA", ("nama lengkap",), text(80)),
    Field("born", "TANGGAL LAHIR", ("tgl lahir",), day),
    Field("size", "JUMLAH", (), text(20)),
)
HEAD = ["ID", "Nama Lengkap", "Tgl. Lahir", "Jumlah", "Catatan"]
ROWS = [
    HEAD,
    ["0012", "Sri Rejeki", date(1990, 4, 12), 7, "lama"],
    ["0013", "Made Wirawan", None, 12.5, None],
]


def read(path: Path, **chosen: str) -> Table:
    return read_table(path, FIELDS, chosen)


def read_born(raw: Any) -> Any:
    value = day(raw)
    return getattr(value, "value", value)


@pytest.mark.parametrize("kind", list(WRITERS))
def test_every_kind_of_file_is_read_alike(kind: str, tmp_path: Path) -> None:
    table = read(WRITERS[kind](tmp_path / f"berkas.{kind}", ROWS))
    assert table.header_row == 1
    assert table.rows == [2, 3]
    assert table.mapping == {
        "code": "ID", "name": "Nama Lengkap", "born": "Tgl. Lahir", "size": "Jumlah",
    }  # fmt: skip
    assert table.unknown == ["Catatan"]
    assert table.columns["code"] == ["0012", "0013"]
    assert table.columns["name"] == ["Sri Rejeki", "Made Wirawan"]
    assert [read_born(raw) for raw in table.columns["born"]] == [date(1990, 4, 12), None]
    assert [text(20)(raw) for raw in table.columns["size"]] == ["7", "12.5"]


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_kind_is_told_by_the_content_not_by_the_name(kind: str, tmp_path: Path) -> None:
    path = WRITERS[kind](tmp_path / f"berkas.{kind}", ROWS).rename(tmp_path / "unggahan")
    assert read(path).columns["code"] == ["0012", "0013"]


@pytest.mark.parametrize("kind", list(WRITERS))
@pytest.mark.parametrize("above", [0, 1, 7, 19])
def test_the_header_stands_anywhere_in_the_first_20_rows(
    kind: str, above: int, tmp_path: Path
) -> None:
    lead = [["PEMERINTAH KOTA REKAAN", None, None, None, None]] * above
    table = read(WRITERS[kind](tmp_path / f"berkas.{kind}", [*lead, *ROWS]))
    assert table.header_row == above + 1
    assert table.rows == [above + 2, above + 3]


def test_a_header_below_the_20th_row_is_not_found(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["keterangan", "x"]] * 20 + ROWS)
    with pytest.raises(Unreadable, match="20 baris pertama"):
        read(path)


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    blank = [None] * 5
    table = read(write_xlsx(tmp_path / "a.xlsx", [ROWS[0], blank, ROWS[1], blank, ROWS[2], blank]))
    assert table.rows == [3, 5]


def test_short_rows_are_filled_with_nothing(tmp_path: Path) -> None:
    table = read(write_csv(tmp_path / "a.csv", [HEAD, ["0012"], ["0013", "Made"]]))
    assert table.columns["name"] == ["", "Made"]


def test_the_sheet_with_the_best_header_is_taken_and_the_others_named(tmp_path: Path) -> None:
    cover = [["ID", "lampiran"], ["1", "tidak dipakai"]]
    table = read(write_xlsx(tmp_path / "a.xlsx", ROWS, sheet="Pegawai", before=cover))
    assert (table.sheet, table.other_sheets) == ("Pegawai", ["Sampul"])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_mark_and_encoding(mark: str, encoding: str, tmp_path: Path) -> None:
    rows = [HEAD, ["0012", "Désirée; Sri, dan lain", "12/04/1990", "7", "é"]]
    table = read(write_csv(tmp_path / "a.csv", rows, mark=mark, encoding=encoding))
    assert table.columns["code"] == ["0012"]
    assert table.columns["name"] == ["Désirée; Sri, dan lain"]


def test_csv_cells_with_line_breaks_and_quotes(tmp_path: Path) -> None:
    rows = [HEAD, ["0012", 'Sri "Menik"\nRejeki', "", "", ""], ["0013", "Made", "", "", ""]]
    table = read(write_csv(tmp_path / "a.csv", rows, mark=";"))
    assert table.columns["name"] == ['Sri "Menik"\nRejeki', "Made"]


def test_a_chosen_column_goes_before_the_spellings(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["ID", "NAMA", "Panggilan"], ["1", "Sri Rejeki", "Sri"]])
    assert read(path, name="panggilan").columns["name"] == ["Sri"]
    assert "name" not in read(path, name="").mapping


def test_a_missing_required_column_is_told_with_the_headers_that_were_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Nama", "Alamat kantor"], ["Sri", "x"]])
    with pytest.raises(Unreadable) as told:
        read(path)
    assert "Kolom wajib tidak ada: ID" in str(told.value)
    assert "Nama, Alamat kantor" in str(told.value)


def test_a_file_with_headers_only_has_nothing_to_bring(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Tidak ada baris data"):
        read(write_xlsx(tmp_path / "a.xlsx", [HEAD]))


def _cut(path: Path) -> None:
    content = write_xlsx(path, ROWS).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("surat.txt", "bukan lembar kerja")


def _half_an_xls(path: Path) -> None:
    content = write_xls(path, ROWS).read_bytes()
    path.write_bytes(content[:700])


def _broken_sheet(path: Path) -> None:
    write_xlsx(path, ROWS)
    with zipfile.ZipFile(path) as real:
        parts = {name: real.read(name) for name in real.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c"
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def _no_ods(path: Path) -> None:
    write_ods(path, ROWS)
    with zipfile.ZipFile(path) as real:
        parts = {name: real.read(name) for name in real.namelist()}
    parts["content.xml"] = b"<office:document-content"
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


UNREADABLE = {
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(random.Random(7).randbytes(4000)),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 600),
    "a PDF": lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\n"),
    "a web page named xls": lambda path: path.write_text("<html><table><tr><td>NIP</td></table>"),
    "half an xlsx": _cut,
    "half an xls": _half_an_xls,
    "an archive of something else": _no_workbook,
    "a sheet that breaks off": _broken_sheet,
    "an ods that breaks off": _no_ods,
}


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_an_unreadable_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    UNREADABLE[name](path)
    with pytest.raises(Unreadable) as told:
        read(path)
    words = str(told.value)
    assert words.endswith(".")
    assert "Traceback" not in words
    assert "Error" not in words


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="tidak ditemukan"):
        read(tmp_path / "tidak-ada.xlsx")


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as handle:
        handle.truncate(200 << 20)
    with pytest.raises(Unreadable, match="200 MB terlalu besar; paling besar 120 MB"):
        read(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = a_bomb(tmp_path / "bom.xlsx", megabytes=300)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(Unreadable, match="mengembang menjadi 300 MB"):
        read(path)


def lie_about_sizes(path: Path) -> None:
    """The directory of the archive says that every part is small."""
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        while at >= 0:
            size = int.from_bytes(content[at + offset : at + offset + 4], "little")
            if size > 1 << 20:
                content[at + offset : at + offset + 4] = (5000).to_bytes(4, "little")
            at = content.find(mark, at + 4)
    path.write_bytes(content)


def test_a_bomb_that_lies_about_its_size_ends_within_its_memory(tmp_path: Path) -> None:
    path = a_bomb(tmp_path / "bom.xlsx", megabytes=300)
    lie_about_sizes(path)
    with pytest.raises(Unreadable):
        read(path)


def test_a_cell_far_outside_the_table_does_not_exhaust_memory(tmp_path: Path) -> None:
    path = tmp_path / "jauh.xlsx"
    write_xlsx(path, ROWS)
    with zipfile.ZipFile(path) as real:
        parts = {name: real.read(name) for name in real.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    with pytest.raises(Unreadable, match="jauh di luar tabel"):
        read(path)


def test_a_parser_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 0)
    with pytest.raises(Unreadable, match="terlalu lama"):
        read(write_xlsx(tmp_path / "a.xlsx", ROWS))


def test_only_other_sheets_with_the_required_columns_and_rows_are_told_of(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx",
        {"Dinas A": ROWS, "Dinas B": ROWS, "Kosong": [HEAD], "Lain": [["NAMA"], ["Sri"]]},
    )
    table = read(path)
    assert (table.sheet, table.fitting_sheets) == ("Dinas A", ["Dinas B"])
    assert table.other_sheets == ["Dinas B", "Kosong", "Lain"]


def test_a_hidden_sheet_does_not_go_before_one_that_people_see(tmp_path: Path) -> None:
    seen = [["ID", "Nama"], ["1", "Sri"]]
    path = write_book(tmp_path / "a.xlsx", {"Lama": ROWS, "Baru": seen}, hidden="Lama")
    table = read(path)
    assert (table.sheet, table.fitting_sheets) == ("Baru", ["Lama"])


def test_a_hidden_sheet_is_read_where_no_other_has_a_header(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"Sampul": [["x"]], "Data": ROWS}, hidden="Data")
    assert read(path).sheet == "Data"


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_header_after_20_blank_rows_is_told_as_not_found_and_not_as_an_empty_file(
    kind: str, tmp_path: Path
) -> None:
    path = WRITERS[kind](tmp_path / f"berkas.{kind}", [[None] * 5] * 20 + ROWS)
    with pytest.raises(Unreadable, match="Baris judul tidak ditemukan dalam 20 baris pertama"):
        read(path)
