"""From the first field to the receipt, also without scripts on a phone; and a form made without code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.places.models import Area
from luwes.services.actions.filing import Where
from luwes.services.models import Case, Service
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    a_place,
    a_service,
    a_subject,
    an_officer,
    filed,
    looks_after,
)
from tests.browser.conftest import LIKE_HERE, Visit

Enter = Callable[[User | None], Visit]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def that_day(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(NOW)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    from PIL import Image

    path = tmp_path / "lubang-di-depan-sekolah.png"
    Image.new("RGB", (400, 300), "gray").save(path)
    return path


@pytest.fixture
def roads() -> Service:
    """The city takes reports of roads; this one is the province's."""
    subject = a_subject("Jalan rusak")
    service = a_service(a_unit("Dinas Pekerjaan Umum"), kind=CaseKind.REPORT, subject=subject, name="Lapor jalan rusak")  # fmt: skip
    lampung = a_place("18", "Lampung")
    names = (("18.71", "Kota Bandar Lampung"), ("18.71.20", "Tanjung Senang"), ("18.71.20.1003", "Way Kandis"), ("18.71.20.1004", "Way Kandis Baru"))  # fmt: skip
    for code, name in names:
        above = Area.objects.get(code=code.rpartition(".")[0])
        Area.objects.filter(pk=a_place(code, name).pk).update(
            parent=above, name_key=name.lower().replace(" ", "")
        )
    province = a_unit("Dinas Bina Marga dan Bina Konstruksi")
    type(province.agency).objects.filter(pk=province.agency_id).update(name="Pemerintah Provinsi Lampung")  # fmt: skip
    looks_after(subject, province, lampung, words="Ratu Dibalau")
    looks_after(subject, service.unit, lampung)
    filed(service, kind=CaseKind.REPORT, where=Where(Area.objects.get(code="18.71.20.1003"), "Jalan Ratu Dibalau", Point(-5.3621, 105.2814)))  # fmt: skip
    return service


def test_a_report_is_filled_in_checked_and_sent(visit: Enter, roads: Service, photo: Path) -> None:
    window = visit(None)
    page = window.open(reverse("services:begin", args=[roads.slug]))
    window.look("isi-mulai")
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_role("heading", level=1, name="Apa yang terjadi, dan di mana?").wait_for()
    window.look("isi-halaman")
    page.get_by_role("button", name="Lanjut").click()
    page.locator(".errors").wait_for()
    window.look("isi-salah")
    page.get_by_label("Ceritakan apa yang terjadi").fill("Lubang dalam di Jalan Ratu Dibalau.\nDua motor jatuh.")  # fmt: skip
    page.get_by_label("Ketik untuk mencari").fill("way kandis, tanjung")
    page.get_by_role("radio").first.check()
    page.get_by_label("Letaknya").fill("Depan SDN 1 Way Kandis")
    page.get_by_label("Lintang").fill("-5,3622")
    page.get_by_label("Bujur").fill("105,2815")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nomor HP").fill("0812 3456")
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_role("link", name="Nomor ini 8 angka").or_(page.locator(".errors a")).first.wait_for()  # fmt: skip
    window.look("isi-kontak-salah")
    page.get_by_role("button", name="Kembali").click()
    page.get_by_text("lubang-di-depan-sekolah.png").first.wait_for()
    window.look("isi-kembali")
    page.get_by_role("button", name="Lanjut").click()
    assert page.get_by_label("Nomor HP").input_value() == "0812 3456"
    page.get_by_label("Nomor HP").fill("0812 3456 7890")
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_text("Kami teruskan ke Pemerintah Provinsi Lampung").wait_for()
    window.look("isi-periksa")
    page.get_by_role("button", name="Kirim").click()
    page.locator(".errors").wait_for()
    window.look("isi-periksa-salah")
    page.get_by_label("Bukan, laporan saya lain").check()
    page.get_by_label("Saya setuju").check()
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("heading", level=1, name="Sudah kami terima").wait_for()
    window.look("isi-tanda-terima")
    assert Case.objects.order_by("-pk")[0].phone == "081234567890"


def test_without_scripts_on_a_phone(
    chromium: Browser, live_server: Any, roads: Service, photo: Path
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, **LIKE_HERE)  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(live_server.url + reverse("services:begin", args=[roads.slug]))
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_label("Ceritakan apa yang terjadi").fill("Lubang dalam")
    page.get_by_label("Ketik untuk mencari").fill("way kandis")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("radio").nth(1).wait_for()  # two are called so
    page.screenshot(path=ROOT / "build" / "screens" / "isi-tanpa-skrip-360.png", full_page=True)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_label("Saya setuju").check()
    if page.get_by_label("Bukan, laporan saya lain").count():
        page.get_by_label("Bukan, laporan saya lain").check()
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("heading", level=1, name="Sudah kami terima").wait_for()
    case = Case.objects.order_by("-pk")[0]
    assert case.area
    assert (case.area.name, case.files.count()) == ("Way Kandis", 1)
    context.close()


def test_an_officer_writes_it_down_and_a_manager_makes_a_form(visit: Enter, roads: Service) -> None:  # fmt: skip
    desk = visit(an_officer(roads.unit).user)
    page = desk.open(reverse("services:file_for"))
    page.get_by_label("Lapor jalan rusak").check()
    page.get_by_label("Telepon").check()
    desk.look("catat-untuk-warga")
    page.get_by_role("button", name="Lanjut ke isian").click()
    page.get_by_text("Anda mengisi atas nama warga.").wait_for()
    desk.look("catat-isian")

    maker = visit(a_user(Role.SERVICE_MANAGER))
    page = maker.open(reverse("services:form", args=[roads.pk]))
    maker.look("formulir-belum-ada")
    page.get_by_role("button", name="Mulai rancangan").click()
    page.get_by_role("heading", level=1, name="Rancangan formulir versi 1").wait_for()
    page.get_by_role("link", name="Tambah pertanyaan").first.click()
    maker.look("formulir-jenis")
    page.get_by_role("link", name="Pilihan, satu").click()
    page.get_by_label("Pertanyaan", exact=True).fill("Seberapa parah?")
    page.get_by_label("Pilihan, satu di setiap baris").fill("Lubang kecil\nTidak dapat dilewati")
    maker.look("formulir-pertanyaan")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tambah pertanyaan").first.click()
    page.get_by_role("link", name="Angka").click()
    page.get_by_label("Pertanyaan", exact=True).fill("Berapa lebarnya?")
    page.get_by_label("Satuan").fill("meter")
    page.get_by_label("Tidak dapat dilewati").check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("heading", name="Berapa lebarnya?").wait_for()
    maker.look("formulir-rancangan")
    page.get_by_role("link", name="Lihat seperti warga melihatnya").click()
    maker.look("formulir-pratinjau")
    page = maker.open(reverse("services:form_words", args=[roads.pk]))
    maker.look("formulir-kata")
    page = maker.open(reverse("services:form", args=[roads.pk]))
    page.get_by_role("button", name="Uji coba").click()
    page.get_by_text("UJI COBA").wait_for()
    maker.look("formulir-uji-coba")
    page = maker.open(reverse("services:form", args=[roads.pk]))
    page.get_by_role("button", name="Berlakukan").click()
    page.get_by_text("Formulir diberlakukan").wait_for()
    maker.look("formulir-berlaku")
