"""The import commands: what is refused in one line, before anything goes in."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.imports.models import Run
from luwes.imports.tests.builders import a_table, write_csv
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.tests.builders import a_nip

UNITS = [{"ID": "1", "NAMA_UNOR": "Dinas Kesehatan"}]
FILES: dict[str, list[dict[str, Any]]] = {
    "import_units": UNITS,
    "import_positions": [{"UNOR ID": "1", "JABATAN": "Camat", "JENIS JABATAN": "Pengawas",
                          "KELOMPOK": "umum"}],
    "import_presence": [{"UNOR ID": "1", "MINIMUM": 3}],
    "import_workload": [
        {"UNOR ID": "1", "JABATAN": "Analis", "URAIAN TUGAS": "Menyusun", "VOLUME SETAHUN": 3,
         "NORMA WAKTU (MENIT)": 60},
    ],
    "import_staff": [{"NIP BARU": a_nip(1), "NAMA": "Pegawai Rekaan", "GOL AKHIR NAMA": "III/c"}],
    "import_competencies": [{"NIP": a_nip(1), "KOMPETENSI": "p3k", "TINGKAT": 3}],
}  # fmt: skip


@pytest.fixture
def by(db: None) -> User:
    an_agency()
    return a_user(Role.STAFFING_ANALYST)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "unor.csv", a_table(UNITS))


def run(command: str, path: Path, by: User, **how: Any) -> str:
    out = StringIO()
    call_command(command, path, by=by.username, stdout=out, stderr=StringIO(), **how)
    return out.getvalue()


def refusal(path: Path, by: User, **how: Any) -> str:
    """What a command that takes nothing in says; always one line."""
    with pytest.raises(CommandError) as told:
        run("import_units", path, by, **how)
    assert not OrgUnit.objects.exists()
    assert not Run.objects.exists()
    assert "\n" not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("command", [name for name in FILES if name != "import_competencies"])
def test_a_file_that_says_no_agency_asks_for_one(command: str, by: User, tmp_path: Path) -> None:
    an_agency()
    path = write_csv(tmp_path / "a.csv", a_table(FILES[command]))
    with pytest.raises(
        CommandError, match=r"^Pilih instansi pemilik berkas ini \(--agency KODE\)\.$"
    ):
        run(command, path, by)


def test_a_file_of_another_government_needs_a_word_from_people(by: User, tmp_path: Path) -> None:
    other = [row | {"INSTANSI INDUK NAMA": "Pemerintah Kota Metro"} for row in UNITS]
    path = write_csv(tmp_path / "a.csv", a_table(other))
    agency = Agency.objects.get()
    said = refusal(path, by)
    assert "menyebut instansi Pemerintah Kota Metro, bukan " + agency.name in said
    assert "belum dikenal" in run("import_units", path, by, agency=agency.code)
    assert OrgUnit.objects.get().agency == agency


def test_competencies_need_no_agency(by: User, tmp_path: Path) -> None:
    an_agency()
    path = write_csv(tmp_path / "a.csv", a_table(FILES["import_competencies"]))
    with pytest.raises(SystemExit) as ended:
        run("import_competencies", path, by)
    assert ended.value.code == 1  # the person is not known, and said so


def test_a_report_that_cannot_be_written_is_told_before_anything_goes_in(
    by: User, units: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for bad in (tmp_path / "folder", units / "hasil.xlsx", Path("/proc/hasil.csv")):
        assert refusal(units, by, report=bad).startswith(f"--report {bad} tidak dapat ditulis")


def test_a_report_is_written_and_a_file_unread_leaves_none(
    by: User, units: Path, tmp_path: Path
) -> None:
    report = tmp_path / "hasil" / "a.csv"
    with pytest.raises(SystemExit):
        run("import_units", tmp_path / "tiada.csv", by, report=report)
    assert not report.exists()
    run("import_units", units, by, report=report, on=date(2024, 1, 1))
    assert report.exists()


@pytest.mark.parametrize("on", ["31-12-2025", "besok", "2025-02-30"])
def test_what_is_no_day_is_told_with_the_form_expected(on: str, by: User, units: Path) -> None:
    assert refusal(units, by, on=on) == f"--on {on}: tanggal ditulis seperti 2025-12-31."


@pytest.mark.parametrize("on", ["1945-08-16", "2199-01-01"])
def test_a_file_counts_from_no_day_before_the_republic_nor_far_ahead(
    on: str, by: User, units: Path
) -> None:
    assert "paling awal 1945-08-17, paling lambat setahun lagi" in refusal(units, by, on=on)


def test_a_field_that_the_importer_does_not_know_is_told_with_those_it_knows(
    by: User, units: Path
) -> None:
    said = refusal(units, by, column=["nipp=ID"])
    assert said.startswith("--column: isian tidak dikenal: nipp. Yang ada: code, name")
    assert refusal(units, by, column=["code"]) == "--column ditulis ISIAN=JUDUL KOLOM."
    said = refusal(units, by, column=["kind=Ragam"])
    assert said == "--column: kolom tidak ada dalam berkas: Ragam."


def test_nothing_went_in_where_every_row_is_refused(by: User, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", a_table([{"ID": "1", "NAMA_UNOR": ""}]))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_units", path, by=by.username, accept_clean=True, stdout=out,
                     stderr=StringIO())  # fmt: skip
    assert ended.value.code == 1
    assert "Tidak ada yang dimasukkan: semua baris ditolak." in out.getvalue()
    assert "Masuk." not in out.getvalue()
