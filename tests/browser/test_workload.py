"""Next year's establishment: an analyst takes in a workload sheet, the head signs, it comes into force."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.imports.tests.builders import a_table, run_jobs, write_xlsx
from luwes.organisation import queries
from luwes.organisation.models import OrgUnit, Position
from luwes.organisation.rules import UnitKind
from luwes.organisation.tests.builders import (
    a_position,
    a_title,
    a_unit,
    a_user,
    a_workload,
    an_agency,
)
from luwes.people.tests.builders import an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
TASKS = (
    ("Memverifikasi usulan kenaikan pangkat", "berkas", 1200, 90, "register berkas 2026"),
    ("Memutakhirkan data kepegawaian", "data", 5200, 12, "catatan perubahan SIMPEG"),
    ("Menyusun laporan bulanan", "laporan", 12, 960, "arsip laporan"),
)


def a_staffed_unit() -> tuple[OrgUnit, Position]:
    agency = an_agency("Pemerintah Provinsi Rekaan", kind="province")
    unit = a_unit("Bidang Mutasi", agency=agency, kind=UnitKind.SECTION)
    position = a_position(unit=unit, title=a_title("Pengelola Data Kepegawaian"), headcount=4)
    for n in range(3):
        an_appointment(an_employee(f"Pegawai {n}", agency=agency), position)
    other = a_position(unit=unit, title=a_title("Arsiparis Terampil"), headcount=2)
    a_workload(other, year=2026, people=2)
    return unit, position


def rows(unit: OrgUnit) -> list[dict[str, Any]]:
    posts = {"Pengelola Data Kepegawaian": TASKS, "Arsiparis Terampil": TASKS[1:]}
    return [
        {"UNOR ID": unit.code, "UNOR NAMA": "Bidang Mutasi", "JABATAN": title, "TAHUN": 2027,
         "URAIAN TUGAS": task, "SATUAN HASIL": output, "VOLUME SETAHUN": volume,
         "NORMA WAKTU (MENIT)": norm, "BUKTI": evidence, "WAKTU EFEKTIF": 72_000}
        for title, tasks in posts.items()
        for task, output, volume, norm, evidence in tasks
    ]  # fmt: skip


def test_an_analyst_makes_next_years_establishment_from_a_sheet(
    visit: Enter, tmp_path: Path
) -> None:
    unit, position = a_staffed_unit()
    scope = {"scope_kind": "agency", "scope_id": unit.agency_id}
    analyst = a_user(Role.STAFFING_ANALYST, name="Siti Analis", **scope)
    desk = visit(analyst)
    page = desk.open(f"/abk/?instansi={unit.agency_id}&tahun=2027")
    assert "belum dianalisis" in page.locator("h1").inner_text()
    desk.look("abk-unit-belum")
    page = desk.open("/impor/baru/workload/")
    file = write_xlsx(tmp_path / "abk-2027.xlsx", a_table(rows(unit)))
    page.get_by_label("Berkas").set_input_files(str(file))
    page.locator("main button[type=submit]").click()
    page.get_by_text("sedang dikerjakan").or_(page.get_by_text("Menunggu")).first.wait_for()
    run_jobs()
    page.reload()
    page.get_by_text("waktu efektif lama (Permendagri 12/2008)").first.wait_for()
    desk.look("abk-impor")
    page.get_by_role("button", name="Masukkan 5 baris").click()
    run_jobs()
    head = visit(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name="Made Kepala"))
    page = head.open(f"/organisasi/{unit.pk}/abk/2027/")
    head.look("abk-kepala")
    for title, heads in (("Pengelola Data Kepegawaian", "3"), ("Arsiparis Terampil", "1")):
        page.get_by_role("link", name=title).first.click()
        page.get_by_role("heading", level=1, name=title).wait_for()
        head.look("abk-analisis")
        page.get_by_role("link", name="Tetapkan kebutuhan").click()
        page.get_by_label("Kebutuhan yang ditetapkan").fill(heads)
        if title.startswith("Pengelola"):
            page.get_by_role("button", name="Tetapkan").click()
            page.get_by_text("tuliskan alasan angka lain").first.wait_for()
            head.look("abk-bulat")
            page.get_by_label("Alasan").fill("Loket layanan dibuka dua giliran")
        page.get_by_role("button", name="Tetapkan").click()
        page.get_by_text("Kebutuhan ditetapkan.").wait_for()
        page = head.open(f"/organisasi/{unit.pk}/abk/2027/")
    page.get_by_role("button", name="Tanda tangani").click()
    page.get_by_text("2 analisis ditandatangani.").wait_for()
    desk = visit(analyst)
    page = desk.open(f"/organisasi/{unit.pk}/abk/2027/")
    desk.look("abk-periksa")
    page.get_by_role("button", name="Terima hasil pemeriksaan").click()
    page.get_by_role("link", name="Berlakukan").click()
    page.get_by_label("Keputusan").fill("Kepgub G/812/VI.04/2026")
    desk.look("abk-berlakukan")
    page.get_by_role("button", name="Berlakukan").click()
    page.get_by_text("Formasi 2 jabatan mengikuti ABK.").wait_for()
    desk.look("abk-berlaku")
    newest = queries.establishments(position.pk)[0]
    assert (newest.headcount, newest.period.start) == (3, date(2027, 1, 1))
    desk.open(f"/jabatan/{position.pk}/?per=2027-01-02")
    desk.look("abk-jabatan")
    desk.open("/abk/waktu-kerja/")
    desk.look("abk-waktu-kerja")


def test_a_head_writes_a_task_on_the_phone_or_at_the_desk(visit: Enter) -> None:
    unit, position = a_staffed_unit()
    task = a_workload(position)
    window = visit(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk))
    page = window.open(f"/abk/{task.analysis_id}/")
    page.get_by_role("link", name="Tambah uraian tugas").click()
    page.get_by_label("Uraian tugas").fill("Melayani konsultasi")
    page.get_by_label("Volume setahun").fill("300")
    page.get_by_role("button", name="Simpan tugas").click()
    page.get_by_text("Norma waktu (menit)").first.wait_for()
    window.look("abk-tugas")
    page.get_by_label("Norma waktu (menit)").fill("30.5")
    page.get_by_role("button", name="Simpan tugas").click()
    page.get_by_text("Uraian tugas disimpan.").wait_for()
    window.look("abk-analisis-disusun")
