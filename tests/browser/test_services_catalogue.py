"""Finding a service with one's own words, reading it, printing it; an officer writes and publishes."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.services.actions import reference
from luwes.services.models import Case, Service
from luwes.services.tests.builders import a_place, filed
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
UNITS = (
    "Dinas Pekerjaan Umum", "Dinas Kependudukan dan Pencatatan Sipil", "Dinas Sosial",
    "Dinas Tenaga Kerja", "Badan Pendapatan Daerah", "Dinas Komunikasi dan Informatika",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
)  # fmt: skip


@pytest.fixture
def lampung() -> Agency:
    """The province and three of its regencies and cities, with what they offer; the city is returned."""
    a_competency("pelayanan_publik", "Pelayanan publik")
    found = []
    for code, name, kind in (
        ("18", "Pemerintah Provinsi Lampung", "province"),
        ("18.71", "Pemerintah Kota Bandar Lampung", "city"),
        ("18.72", "Pemerintah Kota Metro", "city"),
        ("18.01", "Pemerintah Kabupaten Lampung Selatan", "regency"),
    ):
        agency = Agency.objects.create(code=code, name=name, kind=kind, area=a_place(code, name))
        for unit in UNITS:
            a_unit(unit, agency=agency)
        found.append(agency)
    reference.load(now=clock.now(), on=clock.today(), by=a_user(Role.ADMINISTRATOR))
    road = Service.objects.get(agency=found[1], subject__code="jalan")
    for days in (4, 6, 9, 11, 20, 41):
        case = filed(road, now=clock.now(), is_other=True).case
        Case.objects.filter(pk=case.pk).update(
            state="confirmed", closed_at=clock.now(), worked_minutes=days * 450
        )
    return found[1]


def test_a_citizen_finds_what_they_mean_and_reads_it(visit: Enter, lampung: Agency) -> None:
    citizen = visit(None)
    page = citizen.open(reverse("services:find"))
    citizen.look("layanan-awal")
    page.get_by_label("Tulis dengan kata Anda sendiri").fill("jalan bolong depan sekolah")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("heading", name="Lapor jalan rusak").wait_for()
    citizen.look("layanan-cari")
    page.get_by_label("Kabupaten atau kota Anda").select_option("18.71")
    page.get_by_role("button", name="Lihat layanannya").click()
    page.get_by_role("link", name="Selengkapnya").click()
    page.get_by_text("8 dari 10 dalam 20 hari kerja").wait_for()
    citizen.look("layanan-satu")
    page.get_by_role("link", name="Formulir kertas").click()
    page.get_by_alt_text("Kode QR menuju halaman layanan ini").wait_for()
    citizen.look("layanan-kertas")


def test_many_governments_one_answer_and_nothing_found(visit: Enter, lampung: Agency) -> None:
    citizen = visit(None)
    page = citizen.open(f"{reverse('services:find')}?q=pindah+rumah")
    page.get_by_role("link", name="Pemerintah Kota Metro").click()
    page.get_by_role("heading", name="Surat keterangan pindah", level=1).wait_for()
    citizen.open(f"{reverse('services:find')}?q=pindah+rumah")
    citizen.look("layanan-pilih-daerah")
    citizen.open(f"{reverse('services:find')}?q=xyzzy+plugh")
    citizen.look("layanan-tidak-ada")
    citizen.open(f"{reverse('services:find')}?urut=abjad")
    citizen.look("layanan-abjad")


def test_the_first_page_is_small(visit: Enter, lampung: Agency) -> None:
    citizen = visit(None)
    sizes: list[int] = []
    citizen.page.on("response", lambda answer: sizes.append(len(answer.body())))
    citizen.open(reverse("services:find"))
    citizen.page.wait_for_load_state("networkidle")
    html = citizen.page.content()
    assert len(html) < 20_000
    assert sum(sizes) < 900_000  # before compression


def test_an_officer_writes_a_draft_looks_and_publishes(visit: Enter, lampung: Agency) -> None:
    service = Service.objects.get(agency=lampung, slug__startswith="kartu-pencari-kerja")
    officer = visit(a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=lampung.pk))
    page = officer.open(reverse("services:offered"))
    officer.look("kelola-layanan")
    page.get_by_role("link", name="Kartu pencari kerja (AK-1)").click()
    officer.look("kelola-satu")
    page.get_by_label("Ringkasan").fill("Kartu kuning untuk melamar kerja.")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_text("Begini warga melihatnya").wait_for()
    officer.look("kelola-pratinjau")
    page.get_by_role("button", name="Terbitkan").click()
    page.get_by_text("Warga sudah dapat menemukannya").wait_for()
    officer.look("kelola-terbit")
    assert service.versions.get(state="published").number == 2
    officer.open(reverse("services:new_service"))
    officer.look("kelola-baru")
