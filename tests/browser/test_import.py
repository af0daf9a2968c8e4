"""A staff list on its way in, as the analyst of an agency brings it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.offices import Office
from luwes.imports.models import Run
from luwes.imports.tests.builders import a_table, run_jobs, write_xlsx
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
EVIL = "<script>document.title='kena'</script>"


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def office(transactional_db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def analyst(office: Office) -> User:
    role = Role.STAFFING_ANALYST
    return a_user(role, scope_kind="agency", scope_id=office.agency.pk, name="Ratna Dewi")


def a_list(office: Office) -> Path:
    """Forty people: some refused, some to look at, one with a script for a name."""
    rows = [office.row(n) for n in range(1, 37)]
    rows += [
        office.row(37, GOL_AKHIR_NAMA="Z"),
        office.row(38, NIP_BARU=199004122015022003.0),
        office.row(39, NAMA=EVIL, NIK="187101"),
        office.row(40, GOL_AKHIR_NAMA="IIIa", UNOR_ID="BARU-1", UNOR_NAMA="UPTD Air Bersih",
                   JABATAN_NAMA="Pengelola Pompa Banjir", TANGGAL_LAHIR="13/04/1990"),
    ]  # fmt: skip
    for row in rows:
        row["NAMA PANGGILAN"] = row.pop("NAMA")
        row["NAMA"] = "belum diisi"
    return write_xlsx(office.folder / "daftar-pegawai-februari.xlsx", a_table(rows))


def test_a_list_goes_from_upload_to_its_result(
    visit: Enter, office: Office, analyst: User, tmp_path: Path
) -> None:
    window = visit(analyst)
    window.page.set_default_timeout(30_000)  # the parser runs in a process of its own
    page = window.open("/impor/")
    window.look("impor-kosong")
    page.get_by_role("link", name="Daftar pegawai (SIASN)", exact=True).click()
    window.look("impor-mulai")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_text("Ada satu hal yang perlu diperbaiki").wait_for()
    page.get_by_label("Berkas", exact=True).set_input_files(a_list(office))
    page.get_by_role("button", name="Unggah dan periksa").click()

    page.get_by_text("Menunggu giliran").wait_for()
    window.look("impor-berjalan")
    run_jobs()
    page.get_by_role("heading", name="2 dari 40 baris ditolak").wait_for()
    window.look("impor-pratinjau")
    assert page.title() != "kena"

    page.get_by_text("Ubah kolom").click()
    page.get_by_label("NAMA", exact=True).select_option("NAMA PANGGILAN")
    window.look("impor-kolom")
    page.get_by_role("button", name="Periksa lagi dengan kolom ini").click()
    page.get_by_text("Menunggu giliran").wait_for()
    run_jobs()
    page.get_by_text(EVIL).first.wait_for()
    assert page.title() != "kena"

    page.get_by_role("button", name="Masukkan 38 baris").click()
    page.get_by_text("Ada satu hal yang perlu diperbaiki").wait_for()
    page.get_by_role("checkbox", name="Tinggalkan baris yang ditolak").check()
    page.get_by_role("button", name="Masukkan 38 baris").dblclick()
    page.get_by_text("Menunggu giliran").wait_for()
    run_jobs()
    page.get_by_role("heading", name="38 baris sudah masuk").wait_for()
    window.look("impor-selesai")
    assert Employee.objects.count() == 38

    with page.expect_download() as download:
        page.get_by_role("link", name="Berkas hasil").click()
    path = tmp_path / "hasil.xlsx"
    download.value.save_as(path)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["Ringkasan", "Masalah"]
    window.open("/impor/")
    window.look("impor-daftar")
    assert Run.objects.count() == 1


def test_an_unreadable_file_and_a_cancellation(visit: Enter, office: Office, analyst: User) -> None:
    noise = office.folder / "foto.xlsx"
    noise.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500)
    window = visit(analyst)
    page = window.open("/impor/baru/staff/")
    page.get_by_label("Berkas", exact=True).set_input_files(noise)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_text("Menunggu giliran").wait_for()
    run_jobs()
    page.get_by_text("Berkas ini bukan lembar kerja").wait_for()
    window.look("impor-tak-terbaca")
    page.get_by_role("button", name="Batalkan impor").click()
    page.get_by_text("Impor dibatalkan; berkasnya dihapus.").wait_for()
    assert Run.objects.get().state == "cancelled"


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    visit: Enter, office: Office, analyst: User
) -> None:
    large = office.folder / "besar.xlsx"
    with large.open("wb") as handle:
        handle.truncate(200 << 20)
    window = visit(analyst)
    page = window.open("/impor/baru/staff/")
    page.get_by_label("Berkas", exact=True).set_input_files(large)
    page.get_by_text("Berkas ini terlalu besar; paling besar 120 MB.").wait_for()
    window.look("impor-terlalu-besar")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_text("Ada satu hal yang perlu diperbaiki").wait_for()
    assert not Run.objects.exists()
