"""The forms that come with Luwes, filled in on a phone: what depends on an answer, a wrong NIK, files."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.places.models import Area
from luwes.services.actions import reference
from luwes.services.models import Case, Service
from luwes.services.tests.builders import a_place
from luwes.services.tests.test_documents import a_picture
from tests.browser.conftest import PHONE, Visit

Enter = Callable[[User | None], Visit]
NOW = datetime(2025, 2, 18, 3, 0, tzinfo=UTC)
only_on_a_phone = pytest.mark.parametrize("size", [PHONE], ids=["phone"], indirect=True)


def a_file(name: str) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": a_picture()}


@pytest.fixture(autouse=True)
def metro(tmp_path: Path, settings: Any) -> Agency:
    """A city with what it offers, as it is first put in place."""
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(NOW)
    a_place("18", "Lampung")
    for code, name in (("18.72", "Kota Metro"), ("18.71", "Kota Bandar Lampung")):
        Area.objects.filter(pk=a_place(code, name).pk).update(parent=Area.objects.get(code="18"))
    for code, name, key in (("18.72.01.1001", "Hadimulyo Barat", "hadimulyobarat"), ("18.71.20.1003", "Way Kandis", "waykandis")):  # fmt: skip
        Area.objects.filter(pk=a_place(code, name).pk).update(
            name_key=key, parent=Area.objects.get(code=code[:5])
        )
    agency = Agency.objects.create(
        code="18.72", name="Pemerintah Kota Metro", kind="city", area=Area.objects.get(code="18.72")
    )
    for unit in ("Dinas Kependudukan dan Pencatatan Sipil", "Dinas Tenaga Kerja"):
        a_unit(unit, agency=agency)
    reference.load(now=NOW, on=clock.today(), by=a_user(Role.ADMINISTRATOR))
    return agency


def begun(window: Visit, name: str) -> Page:
    service = Service.objects.get(versions__name=name)
    page = window.open(reverse("services:begin", args=[service.slug]))
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_role("heading", level=1, name="Siapa Anda?").wait_for()
    return page


def onward(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("heading", level=1, name=heading).wait_for()


def in_group(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def pick(page: Page, question: str, text: str) -> None:
    group = page.get_by_role("group", name=question)
    group.get_by_label("Ketik untuk mencari").fill(text)
    group.get_by_role("radio").first.check()


def attach(page: Page, question: str, name: str) -> None:
    page.get_by_label(question, exact=True).set_input_files(a_file(name))


def sent(window: Visit, page: Page, name: str) -> Case:
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_role("heading", level=1, name="Periksa jawaban, lalu kirim").wait_for()
    window.look(name)
    page.get_by_label("Saya setuju").check()
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("heading", level=1, name="Sudah kami terima").wait_for()
    case = Case.objects.order_by("-pk").first()
    assert case is not None
    return case


@only_on_a_phone
def test_moving_house(visit: Enter) -> None:
    window = visit(None)
    page = begun(window, "Surat keterangan pindah")
    page.get_by_label("Nama Anda").fill("Siti Rekaan")
    page.get_by_label("NIK Anda").fill("1872014532900003")  # nobody is born on the 5th of the 32nd
    page.get_by_role("button", name="Lanjut").click()
    page.locator(".errors a").first.wait_for()
    window.look("pindah-nik-salah")
    page.get_by_label("NIK Anda").fill("1872 0145 0290 0003")
    onward(page, "Siapa yang pindah?")
    in_group(page, "Siapa yang pindah?", "Kepala keluarga dan sebagian anggota")
    in_group(page, "Alasan pindah", "Lainnya")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_text("Karena jawaban itu ada pertanyaan tambahan").wait_for()
    window.look("pindah-lanjutan")
    page.get_by_label("Nama semua yang pindah").fill("Siti Rekaan\nBudi Rekaan")
    page.get_by_label("Apa alasannya?").fill("Ikut orang tua")
    onward(page, "Dari mana, ke mana?")
    pick(page, "Desa atau kelurahan asal", "hadimulyo barat")
    page.get_by_label("Alamat asal").fill("Jalan Imam Bonjol 12, RT 3 RW 1")
    in_group(page, "Pindah ke mana?", "Kabupaten/kota lain di provinsi ini")
    page.get_by_label("Alamat tujuan").fill("Jalan Ratu Dibalau 7")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("group", name="Desa atau kelurahan tujuan").wait_for()
    pick(page, "Desa atau kelurahan tujuan", "way kandis")
    window.look("pindah-alamat")
    onward(page, "Berkas")
    attach(page, "Kartu keluarga", "kartu keluarga.jpg")
    case = sent(window, page, "pindah-periksa")
    assert (case.nik, case.files.count()) == ("1872014502900003", 1)


@only_on_a_phone
def test_a_birth(visit: Enter) -> None:
    window = visit(None)
    page = begun(window, "Akta kelahiran")
    page.get_by_label("Nama Anda").fill("Siti Rekaan")
    page.get_by_label("NIK Anda").fill("1872014502900003")
    in_group(page, "Anda siapa bagi anak ini?", "Ibu")
    onward(page, "Yang lahir")
    page.get_by_label("Nama lengkap").fill("Bima Rekaan")
    in_group(page, "Jenis kelamin", "Laki-laki")
    page.get_by_label("Tanggal lahir").fill("2025-02-02")
    page.get_by_label("Kabupaten/kota tempat lahir").fill("Metro")
    in_group(page, "Lahir di mana?", "Puskesmas")
    page.get_by_label("Anak ke berapa?").fill("30")
    page.get_by_role("button", name="Lanjut").click()
    page.locator(".errors a").first.wait_for()
    window.look("lahir-salah")
    page.get_by_label("Anak ke berapa?").fill("2")
    onward(page, "Orang tua")
    page.get_by_label("Nama ibu").fill("Siti Rekaan")
    in_group(page, "Buku nikah atau akta perkawinan", "Tidak ada")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Surat pernyataan kebenaran pasangan").wait_for()
    onward(page, "Berkas")
    in_group(page, "Surat keterangan lahir", "Ada, dari rumah sakit, puskesmas, atau bidan")
    attach(page, "Kartu keluarga", "kartu keluarga.jpg")
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_text("Karena jawaban itu ada pertanyaan tambahan").wait_for()
    page.get_by_text("kartu keluarga.jpg").first.wait_for()
    attach(page, "Foto surat keterangan lahir", "surat lahir.jpg")
    window.look("lahir-berkas")
    case = sent(window, page, "lahir-periksa")
    assert case.files.count() == 2


@only_on_a_phone
def test_a_job_seeker(visit: Enter) -> None:
    window = visit(None)
    page = begun(window, "Kartu pencari kerja (AK-1)")
    page.get_by_label("Nama Anda").fill("Siti Rekaan")
    page.get_by_label("NIK Anda").fill("1872014502900003")  # a woman born on 5 February 1990
    page.get_by_label("Tanggal lahir").fill("1990-02-06")
    in_group(page, "Jenis kelamin", "Perempuan")
    onward(page, "Pendidikan dan keterampilan")
    in_group(page, "Pendidikan terakhir", "SMK")
    in_group(page, "Keterampilan Anda", "Menjahit")
    in_group(page, "Keterampilan Anda", "Lainnya")
    page.get_by_label("Mulai kapan Anda siap bekerja?").fill("2025-03-01")
    in_group(page, "Bersedia bekerja di mana?", "Provinsi ini")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_text("Karena jawaban itu ada pertanyaan tambahan").wait_for()
    page.get_by_label("Jurusan").fill("Tata Busana")
    page.get_by_label("Keterampilan apa?").fill("Menyulam tapis")
    window.look("kerja-keterampilan")
    onward(page, "Berkas")
    page.get_by_role("button", name="Periksa jawaban").click()
    page.locator(".errors a").first.wait_for()
    window.look("kerja-berkas-kurang")
    attach(page, "Ijazah terakhir", "ijazah.jpg")
    attach(page, "Pasfoto 3×4 berwarna", "pasfoto.jpg")
    case = sent(window, page, "kerja-periksa")
    assert case.files.count() == 2
