"""After the receipt: a citizen follows a case to its end and rates it, reads who saw the NIK, complains."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.tests.builders import an_employee
from luwes.places.models import Area
from luwes.services.actions import ending, giving, talking
from luwes.services.actions.filing import Citizen, Receipt, Where
from luwes.services.documents import checked
from luwes.services.models import Case, NikReading, Satisfaction, Service
from luwes.services.rules.nearness import Point
from luwes.services.rules.satisfaction import Element
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_subject,
    an_officer,
    filed,
)
from luwes.services.tests.test_documents import a_picture
from tests.browser.conftest import LIKE_HERE, Visit

Enter = Callable[[User | None], Visit]
ROOT = Path(__file__).resolve().parents[2]
LATER = NOW + timedelta(hours=2)
SPOT = Point(-5.3622, 105.2815)
PHOTO = {"name": "lubang dari dekat.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(LATER)


@pytest.fixture
def roads() -> Service:
    """Reports of roads, with an officer who answers them."""
    subject = a_subject("Jalan rusak")
    service = a_service(
        a_unit("Dinas Pekerjaan Umum"), kind=CaseKind.REPORT, subject=subject, name="Lapor jalan rusak"
    )  # fmt: skip
    an_officer(service.unit, name="Desi Permata Rekaan")
    return service


def a_village() -> Area:
    """Found by who types its name."""
    area = a_place("18.71.20.1003", "Way Kandis")
    Area.objects.filter(pk=area.pk).update(name_key="waykandis")
    return area


def of_officer(case: Case) -> dict[str, Any]:
    """Who has the case does something with it, now."""
    case.refresh_from_db()
    assert case.officer is not None
    return {"case": case, "now": clock.now(), "on": TODAY, "by": case.officer.user}


def asked(service: Service) -> Receipt:
    """A report about which the officer wants to know more."""
    receipt = filed(
        service, text="Lubang dalam di Jalan Ratu Dibalau.\nDua motor jatuh.", now=NOW - timedelta(days=1),
        where=Where(a_village(), "depan SDN 1 Way Kandis", SPOT), files=[checked("lubang.jpg", a_picture())],
    )  # fmt: skip
    talking.ask(text="Di lajur kiri atau kanan? Fotokan bila bisa.", **of_officer(receipt.case))
    return receipt


def close(case: Case, text: str) -> None:
    ending.close(text=text, files=[checked("sudah ditambal.jpg", a_picture())], **of_officer(case))


def open_by_code(page: Page, receipt: Receipt) -> None:
    """As one copies them from a slip of paper."""
    page.get_by_label("Nomor").fill(receipt.case.number.replace("-", " ").lower())
    page.get_by_label("Kode rahasia").fill(receipt.secret.lower())
    page.get_by_role("button", name="Buka").click()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))  # fmt: skip


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_citizen_answers_reopens_confirms_rates_and_thanks(visit: Enter, roads: Service) -> None:
    receipt = asked(roads)
    citizen = visit(None)
    page = citizen.open(reverse("services:track"))
    page.get_by_label("Nomor").fill(receipt.case.number)
    page.get_by_label("Kode rahasia").fill("salah sekali")
    page.get_by_role("button", name="Buka").click()
    page.get_by_text("Nomor dan kode itu tidak cocok").first.wait_for()
    citizen.look("lacak-tidak-cocok")
    open_by_code(page, receipt)
    page.get_by_role("heading", level=1, name="kami menunggu jawaban Anda").wait_for()
    page.get_by_text("Di lajur kiri atau kanan?").first.wait_for()
    citizen.look("lacak-ditanya")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Tulis keterangan, atau lampirkan foto.").first.wait_for()
    page.get_by_role("textbox", name="Jawaban Anda").fill("Lajur kiri, arah ke pasar.")
    page.get_by_label("Foto atau PDF").set_input_files(PHOTO)  # type: ignore[arg-type]
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", level=1, name="sedang ditangani").wait_for()
    page.get_by_role("img", name="lubang dari dekat.jpg").wait_for()

    close(receipt.case, "Lubang ditambal aspal dingin.")
    page.reload()
    page.get_by_role("heading", level=1, name="Sudah beres menurut Anda?").wait_for()
    page.get_by_text("Lubang ditambal aspal dingin.").wait_for()
    evidence = page.get_by_role("img", name="sudah ditambal.jpg")
    evidence.scroll_into_view_if_needed()
    evidence.evaluate("(picture) => picture.decode()")  # it is there, and it is one
    citizen.look("lacak-ditutup")
    page.get_by_role("link", name="Belum, buka kembali").click()
    page.get_by_label("Apa yang belum beres?").fill("Tambalannya hanyut semalam.")
    page.get_by_role("button", name="Buka kembali").click()
    page.get_by_text("Dibuka kembali. Atasan petugas memeriksanya.").wait_for()

    close(receipt.case, "Ditambal ulang dengan aspal panas.")
    page.reload()
    page.get_by_role("button", name="Ya, beres").click()
    page.get_by_text("Terima kasih. Ini kami anggap beres.").wait_for()
    citizen.look("lacak-beres")
    page.get_by_role("link", name="Jawab sembilan pertanyaan").click()
    _rate_by_keyboard(citizen, page)
    page.get_by_label("Ucapan untuk petugas").fill("Terima kasih, jalannya mulus.")
    page.get_by_role("button", name="Kirim ucapan").click()
    page.get_by_text("Ucapan Anda sampai kepada petugasnya.").wait_for()
    citizen.look("lacak-dinilai")
    assert Case.objects.get(pk=receipt.case.pk).state == "confirmed"


def _rate_by_keyboard(citizen: Visit, page: Page) -> None:
    """The nine questions with Tab, arrows and Enter alone; one left out is told, the others kept."""
    first, *others = Element
    for element in others:
        tab_to(page, element.value)
        page.keyboard.press("Space")  # the first of the four
        page.keyboard.press("ArrowDown")
    tab_to(page, "words")
    page.keyboard.type("Kabarnya cepat.")
    tab_to(page, "Kirim penilaian")
    page.keyboard.press("Enter")
    page.get_by_text("Pilih salah satu.").first.wait_for()
    citizen.look("lacak-nilai-kurang")
    tab_to(page, first.value)
    page.keyboard.press("Space")
    tab_to(page, "Kirim penilaian")
    page.keyboard.press("Enter")
    page.get_by_text("Penilaian Anda sudah kami terima").wait_for()
    said = Satisfaction.objects.get()
    assert [getattr(said, element.value) for element in Element] == [1, *([2] * 8)]
    assert said.words == "Kabarnya cepat."


def test_tracking_answering_and_confirming_without_scripts_on_a_phone(
    chromium: Browser, live_server: Any, roads: Service
) -> None:
    receipt = asked(roads)
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, **LIKE_HERE)  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(live_server.url + reverse("services:track"))
    open_by_code(page, receipt)
    page.get_by_role("textbox", name="Jawaban Anda").fill("Lajur kiri.")
    page.get_by_label("Foto atau PDF").set_input_files(PHOTO)  # type: ignore[arg-type]
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Keterangan Anda terkirim.").wait_for()
    close(receipt.case, "Ditambal.")
    page.reload()
    page.screenshot(path=ROOT / "build" / "screens" / "lacak-tanpa-skrip-360.png", full_page=True)
    page.get_by_role("button", name="Ya, beres").click()
    page.get_by_text("Terima kasih. Ini kami anggap beres.").wait_for()
    context.close()
    case = Case.objects.get(pk=receipt.case.pk)
    sent = case.files.filter(by_citizen=True).exclude(entry__kind="filed")
    assert (case.state, sent.count()) == ("confirmed", 1)


def test_a_nik_is_read_with_a_reason_that_its_owner_sees(visit: Enter) -> None:
    service = a_service(name="Surat keterangan pindah")
    officer = an_officer(service.unit, name="Desi Permata Rekaan")
    receipt = filed(service, citizen=Citizen("Siti Rekaan", nik="1871014502900003"))
    desk = visit(officer.user)
    page = desk.open(reverse("services:case", args=[receipt.case.pk]))
    assert "1871014502900003" not in page.content()
    page.get_by_role("link", name="Baca NIK").click()
    page.get_by_role("button", name="Baca NIK").click()
    page.locator(".errors").wait_for()
    desk.look("nik-tanpa-alasan")
    page.get_by_role("textbox").last.fill("Mencocokkan dengan kartu keluarga")
    page.get_by_role("button", name="Baca NIK").click()
    page.get_by_text("1871014502900003").wait_for()
    desk.look("nik-terbaca")
    owner = visit(None)
    page = owner.open(reverse("services:case_public", args=[receipt.case.number, receipt.secret]))
    page.get_by_role(
        "heading", level=1, name="Surat keterangan pindah: sedang ditangani"
    ).wait_for()
    page.get_by_text("Mencocokkan dengan kartu keluarga").wait_for()
    reading = NikReading.objects.get()
    page.get_by_role("heading", name=str(reading.by)).wait_for()
    owner.look("lacak-nik")


def test_a_complaint_is_answered_above_and_not_found_by_who_is_complained_of(visit: Enter) -> None:
    unit = a_unit("Dinas Kependudukan")
    service = a_service(unit, name="Surat keterangan pindah")
    inspectorate = a_unit("Inspektorat", agency=unit.agency)
    a_service(inspectorate, kind=CaseKind.COMPLAINT, name="Pengaduan pelayanan")
    officer = an_officer(unit, name="Desi Permata Rekaan")
    above = an_employee(agency=unit.agency, name="Kepala Rekaan")
    above.user = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=unit.pk)
    above.save()
    own = filed(service)

    citizen = visit(None)
    page = citizen.open(reverse("services:service", args=[service.slug]))
    page.get_by_role("link", name="Adukan layanan ini").click()
    page.get_by_role("button", name="Mulai mengisi").wait_for()
    citizen.look("adukan-mulai")
    page = citizen.open(reverse("services:case_public", args=[own.case.number, own.secret]))
    page.get_by_role("link", name="Adukan layanan ini").click()
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_role("heading", level=1, name="Apa yang Anda adukan?").wait_for()
    assert page.get_by_label("Surat keterangan pindah").is_checked()
    assert page.get_by_label("Nomor perkara Anda").input_value() == own.case.number
    page.get_by_label("Ceritakan apa yang terjadi").fill("Diminta uang rokok di loket 3.")
    citizen.look("adukan-isi")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_text("Di sana atasan yang membaca dan menjawabnya").wait_for()
    page.get_by_label("Saya setuju").check()
    citizen.look("adukan-periksa")
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("heading", level=1, name="Sudah kami terima").wait_for()
    complaint = Case.objects.get(kind=CaseKind.COMPLAINT.value)

    blamed = visit(officer.user)
    page = blamed.open(reverse("services:desk"))
    page.get_by_text(own.case.number).first.wait_for()
    assert complaint.number not in page.content()
    blamed.open(reverse("services:case", args=[complaint.pk]), status=404)

    boss = visit(above.user)
    page = boss.open(reverse("services:desk"))
    page.get_by_role("link", name="Diminta uang rokok di loket 3.").click()
    boss.look("adukan-atasan")
    assert above.user is not None
    giving.hand_over(
        case=complaint, to=above, reason="Saya periksa", now=LATER, on=TODAY, by=above.user
    )
    page.reload()
    page.get_by_label("Balasan kepada warga").fill("Petugasnya kami tegur; uang Anda kembali.")
    page.get_by_role("button", name="Kirim balasan").click()
    page.get_by_text("Balasan dikirim.").wait_for()
    page = citizen.page
    page.get_by_role("link", name="/lacak/").first.click()
    page.get_by_text("Petugasnya kami tegur; uang Anda kembali.").wait_for()
    citizen.look("adukan-dijawab")


def test_who_reports_what_another_reported_reads_how_that_stands(visit: Enter, roads: Service) -> None:  # fmt: skip
    """By the phone's own position; then the office closes the first report, and both read it."""
    first = filed(roads, where=Where(a_village(), "Jalan Ratu Dibalau", SPOT)).case
    citizen = visit(None)
    citizen.page.context.grant_permissions(["geolocation"], origin=citizen.site)
    citizen.page.context.set_geolocation({"latitude": -5.3624, "longitude": 105.2815, "accuracy": 9})  # fmt: skip
    page = citizen.open(reverse("services:begin", args=[roads.slug]))
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_label("Ceritakan apa yang terjadi").fill("Lubang di depan sekolah.")
    page.get_by_label("Ketik untuk mencari").fill("way kandis")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Pakai letak saya sekarang").click()
    page.get_by_text("Letak Anda terisi.").wait_for()
    assert page.get_by_label("Lintang").input_value() == "-5.362400"
    citizen.look("isi-letak")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Periksa jawaban").click()
    page.get_by_label(f"Ikut memantau {first.number}").check()
    page.get_by_label("Saya setuju").check()
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("heading", level=1, name="Sudah kami terima").wait_for()
    citizen.look("ikut-tanda-terima")
    page.get_by_role("link", name="/lacak/").first.click()
    page.get_by_role("heading", level=1, name="ditangani bersama laporan yang sama").wait_for()
    citizen.look("ikut-memantau")
    close(first, "Lubang ditambal.")
    page.reload()
    page.get_by_role("heading", level=1, name="selesai, bersama laporan yang sama").wait_for()
    page.get_by_text("Lubang ditambal.").wait_for()
    page.get_by_text(f"Hanya pelapor {first.number} yang menyatakan beres").wait_for()
    page.get_by_role("heading", name=f"Sampai di mana {first.number}").wait_for()
    assert page.get_by_role("button", name="Ya, beres").count() == 0
    citizen.look("ikut-selesai")
