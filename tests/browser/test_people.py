"""The list of people, the search box, a person's page and leave, at both widths."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Leave
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import Position, PositionRequirement
from luwes.organisation.rules import UnitKind
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.people.models import Employee, PrivateReading
from luwes.people.tests.builders import a_record, an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
NAMES = [
    "Siti Rahmawati", "Rina Oktaviani", "Wayan Sudarta", "Budi Santoso", "Dewi Lestari",
    "Hendra Wijaya", "Fitri Handayani", "Agus Setiawan",
]  # fmt: skip


def a_nurse(name: str, hospital, title, **values) -> Employee:
    nurse = an_employee(
        name, agency=hospital.agency, title_after="S.Kep., Ns.", education="S-1 Keperawatan",
        grade_since=date(2021, 4, 1), **values,
    )  # fmt: skip
    known = Position.objects.filter(unit=hospital, title=title).first()
    position = known or a_position(unit=hospital, title=title)
    an_appointment(nurse, position, period=Period(date(2023, 4, 1)), decree="821.2/114/VI.04/2023")
    return nurse


@pytest.fixture
def hospital():
    city = an_agency()
    return a_unit("RSUD Bandar Negara Husada", agency=city, kind=UnitKind.HOSPITAL)


@pytest.fixture
def rina(hospital) -> Employee:
    """A nurse with a past, competencies and leave."""
    group = a_group("perawat", "Perawat")
    title = a_title("Perawat Ahli Muda", group=group)
    rina = a_nurse(
        "Rina Oktaviani", hospital, title, user=a_user(name="Rina Oktaviani"), nik="1871015204900003",
        phone="081234567890", address="Jalan Rekaan 4, Rajabasa", limits="Tidak malam hari",
        languages=["Indonesia", "Lampung"], email="rina@contoh.invalid",
    )  # fmt: skip
    old = a_unit("RSUD Dr. H. Abdul Moeloek", kind=UnitKind.HOSPITAL)
    for name, first, end in (
        ("Perawat Terampil", date(2015, 2, 1), date(2019, 3, 1)),
        ("Perawat Ahli Pertama", date(2019, 3, 1), date(2023, 4, 1)),
    ):
        unit = old if end.year == 2019 else hospital
        post = a_position(unit=unit, title=a_title(name, group=group))
        an_appointment(rina, post, period=Period(first, end))
    now = timezone.localdate()
    acting = a_position(unit=hospital, title=a_title("Kepala Ruang Melati", group=group))
    an_appointment(
        rina, acting, kind=Kind.ACTING, period=Period(now - timedelta(20), now + timedelta(40))
    )
    post = rina.appointments.get(position__title=title).position
    for n, (name, level, needed, end) in enumerate([
        ("Gawat darurat", 3, 3, now + timedelta(30)), ("Keperawatan bencana", 2, 2, None),
        ("Psikososial dasar", 1, 2, None), ("Pencegahan infeksi", 3, 0, now + timedelta(900)),
    ]):  # fmt: skip
        competency = a_competency(f"k{n}", name)
        a_record(rina, competency, level=level, period=Period(date(2024, 1, 1), end))
        if needed:
            PositionRequirement.objects.create(position=post, competency=competency, level=needed)
    a_record(
        rina, a_competency("k9", "Vaksinasi"), period=Period(date(2018, 1, 1), date(2021, 1, 1))
    )
    a_leave(rina, Period(now + timedelta(10), now + timedelta(15)))
    return rina


def test_an_analyst_finds_people_by_a_mistyped_name_and_filters(visit: Enter, hospital) -> None:
    title = a_title("Perawat Ahli Muda", group=a_group("perawat", "Perawat"))
    people = [a_nurse(name, hospital, title) for name in NAMES]
    people[3].missing_since = date(2026, 1, 5)
    people[3].save()
    window = visit(a_user(Role.STAFFING_ANALYST))
    page = window.open("/pegawai/")
    page.locator("caption", has_text="8 pegawai cocok").wait_for()
    window.look("pegawai")
    page.locator("#id_cari").fill("Sitti Rahmawaty")
    page.locator("caption", has_text="1 pegawai cocok").wait_for()
    assert "cari=Sitti" in page.url
    page.get_by_role("link", name="Siti Rahmawati").wait_for()
    page.locator("#id_cari").fill("")
    page.locator("caption", has_text="8 pegawai cocok").wait_for()
    page.get_by_text("Saring", exact=True).click()
    page.get_by_label("Tidak ada lagi di data impor").check()
    page.locator("caption", has_text="1 pegawai cocok").wait_for()
    window.look("pegawai-saring")


def test_the_search_box_answers_while_one_types(visit: Enter, rina: Employee) -> None:
    window = visit(a_user(Role.STAFFING_ANALYST))
    page = window.open("/pegawai/")
    page.keyboard.press("/")
    page.keyboard.type("rina oktav")
    hit = page.locator(".found a", has_text="Rina Oktaviani").first
    hit.wait_for()
    page.keyboard.press("ArrowDown")
    assert hit.evaluate("link => link === document.activeElement")
    window.keep_picture("cari-mengetik", whole=False)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Rina Oktaviani").wait_for()
    window.open("/cari/?q=RSUD")
    window.look("cari")


def test_a_person_and_the_boss_see_the_same_page(visit: Enter, rina: Employee, hospital) -> None:
    boss = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=hospital.pk, name="Sutrisno")
    analyst = a_user(Role.STAFFING_ANALYST, name="Wayan Sudarta")
    window = visit(analyst)
    page = window.open(f"/pegawai/{rina.pk}/")
    window.look("profil")
    page.get_by_role("button", name="Tampilkan data pribadi").click()
    page.get_by_text("Untuk apa?: ").or_(page.locator("#bagian-pribadi .wrong")).first.wait_for()
    page.get_by_label("Untuk apa?").fill("menghubungi untuk tugas banjir")
    page.get_by_role("button", name="Tampilkan data pribadi").click()
    page.get_by_text("1871015204900003").wait_for()
    assert PrivateReading.objects.get().what == "menghubungi untuk tugas banjir"
    window = visit(boss)
    page = window.open(f"/pegawai/{rina.pk}/")
    assert not page.get_by_text("Data pribadi", exact=True).count()
    window = visit(rina.user)
    page = window.open("/profil-saya/")
    page.get_by_text("menghubungi untuk tugas banjir").wait_for()
    window.look("profil-saya")
    page.get_by_role("link", name="Ubah kontak dan batasan").click()
    page.get_by_label("Telepon").fill("12")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("8 sampai 15 angka").first.wait_for()
    window.look("kontak-saya")
    page.get_by_label("Telepon").fill("0812 0000 1111")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Kontak dan batasan Anda disimpan.").wait_for()


def test_an_analyst_keeps_the_file(visit: Enter, rina: Employee) -> None:
    a_competency("k7", "Komunikasi krisis")
    window = visit(a_user(Role.STAFFING_ANALYST))
    page = window.open(f"/pegawai/{rina.pk}/kompetensi/")
    page.get_by_label("Kompetensi", exact=True).select_option(label="Komunikasi krisis")
    page.get_by_label("Tingkat").select_option("2")
    page.get_by_label("Bukti").fill("Uji 2026")
    page.get_by_label("Berlaku sampai").fill("2020-01-01")
    page.get_by_role("button", name="Catat kompetensi").click()
    page.get_by_text("Tanggal akhir mendahului").first.wait_for()
    window.look("kompetensi-baru")
    page.get_by_label("Berlaku sampai").fill("")
    page.get_by_role("button", name="Catat kompetensi").click()
    page.get_by_text("Kompetensi dicatat.").wait_for()
    page.get_by_role("rowheader", name="Komunikasi krisis").wait_for()
    window.open(f"/pegawai/{rina.pk}/perbaiki/")
    window.look("perbaiki-data")
    window.open("/pegawai/baru/")
    window.look("pegawai-baru")


def test_a_head_records_leave_and_takes_it_back(visit: Enter, rina: Employee, hospital) -> None:
    boss = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=hospital.pk, name="Sutrisno")
    Leave.objects.all().delete()
    window = visit(boss)
    page = window.open("/cuti/")
    page.get_by_label("Catat cuti: cari nama atau NIP").fill("rina")
    page.get_by_role("button", name="Cari").last.click()
    page.get_by_role("link", name="Catat cuti").last.click()
    first = timezone.localdate()
    page.get_by_label("Jenis cuti").select_option(label="Cuti tahunan")
    page.get_by_label("Hari pertama").fill(first.isoformat())
    page.get_by_label("Hari terakhir").fill((first - timedelta(1)).isoformat())
    page.get_by_role("button", name="Catat cuti").click()
    page.get_by_text("Hari terakhir mendahului").first.wait_for()
    window.look("cuti-baru")
    page.get_by_label("Hari terakhir").fill((first + timedelta(3)).isoformat())
    page.get_by_role("button", name="Catat cuti").click()
    page.get_by_text("Cuti dicatat.").wait_for()
    page = window.open("/cuti/")
    window.look("cuti")
    page.get_by_role("link", name="Batalkan").click()
    page.get_by_label("Alasan").fill("dipanggil bertugas")
    window.look("cuti-batal")
    page.get_by_role("button", name="Batalkan cuti").click()
    page.get_by_text("Cuti dibatalkan").wait_for()
    assert not Leave.objects.exists()
