"""Who looks after what where, and the words that people use, kept by who manages a government's services."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services.models import Responsibility, Synonym
from luwes.services.tests.builders import a_place, a_subject
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_a_responsibility_is_taken_on_and_given_up_and_a_word_kept(visit: Enter) -> None:
    place = a_place("18.71", "Kota Bandar Lampung")
    unit, other = a_unit("Dinas Pekerjaan Umum dan Penataan Ruang"), a_unit("Dinas Bina Marga")
    for subject in ("Jalan rusak", "Sampah", "Lampu jalan mati"):
        a_subject(subject)
    Responsibility.objects.create(
        subject=a_subject(), agency=other.agency, unit=other, area=place, basis="UU 38/2004",
        period=Period(date(2020, 1, 1)),
    )  # fmt: skip
    by = a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=unit.agency.pk)
    window = visit(by)
    page = window.open(reverse("services:offered"))
    page.get_by_role("link", name="Kewenangan").click()
    window.look("kewenangan-kosong")
    page.get_by_role("link", name="Tambah kewenangan").click()
    page.get_by_label("Pokok laporan").select_option(label="Jalan rusak")
    for label, text in (("Unit yang menangani", "Dinas Pekerjaan"), ("Wilayah", "Bandar Lampung")):
        group = page.get_by_role("group", name=label)
        group.locator("input[type=search], input[type=text]").first.press_sequentially(text)
        group.get_by_role("radio").first.check()
    page.get_by_label("Dasar").fill("UU 38/2004")
    window.look("kewenangan-baru")
    page.get_by_role("button", name="Catat").click()
    window.look("kewenangan")
    page.get_by_text("Juga dicatat oleh").wait_for()
    page.get_by_role("link", name="Akhiri").click()
    page.get_by_label("Alasan").fill("Diserahkan kepada provinsi.")
    window.look("kewenangan-akhiri")
    page.get_by_role("button", name="Akhiri").click()
    page.get_by_text("Kewenangan diakhiri.").wait_for()
    page = window.open(reverse("services:words"))
    page.get_by_label("Kata yang dipakai orang").fill("kartu kuning")
    page.get_by_label("Sama dengan").fill("kartu pencari kerja")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Kata disimpan").wait_for()
    window.look("kata")
    assert Synonym.objects.get().means == "kartu pencari kerja"
