"""The person who is sent: reads, answers by keyboard alone, reports present and back."""

from collections.abc import Callable

import pytest

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing import codes
from luwes.staffing.models import Assignment, ReturnReport
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def a_duty(flood: Flood, state: str = "ordered", **values: object) -> Assignment:
    row = flood.sent(state, name="Rina Oktaviani", letter=flood.a_letter(), **values)
    flood.reasons_for(row)
    return row


def state_of(row: Assignment) -> str:
    row.refresh_from_db()
    return row.state


def test_the_duty_page_tells_what_why_where_when_and_is_answered(visit: Enter) -> None:
    flood = Flood()
    row = a_duty(flood)
    flood.sent("accepted")
    window = visit(row.employee.user)
    page = window.open("/tugas-saya/")
    window.look("tugas-daftar")
    page.get_by_role("link", name="Perawat, Tanjung Senang").first.click()
    page.get_by_role("heading", name="Anda diminta bertugas sebagai perawat").wait_for()
    page.get_by_text("Gawat darurat tingkat 4").wait_for()
    page.locator(".leaflet-container").wait_for()
    window.look("tugas-diminta")
    page.get_by_role("button", name="Saya terima").click()
    page.get_by_text("Jawaban Anda sudah diterima").wait_for()
    assert state_of(row) == "accepted"
    window.look("tugas-diterima")


def test_accepting_works_by_keyboard_alone(visit: Enter) -> None:
    row = a_duty(Flood())
    window = visit(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Saya terima":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Jawaban Anda sudah diterima").wait_for()
    assert state_of(row) == "accepted"


def test_declining_is_two_taps_and_asks_for_the_words_of_another_reason(visit: Enter) -> None:
    row = a_duty(Flood())
    window = visit(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    page.get_by_label("Alasan lain", exact=True).first.check()
    page.get_by_role("button", name="Kirim alasan").click()
    page.get_by_text("Tulis alasan Anda.").first.wait_for()
    window.look("tugas-alasan-kurang")
    assert state_of(row) == "ordered"
    page.get_by_label("Rumah atau keluarga saya terdampak").check()
    page.get_by_role("button", name="Kirim alasan").click()
    page.get_by_role("heading", name="Anda tidak bertugas").wait_for()
    assert state_of(row) == "declined"
    window.look("tugas-ditolak")


def test_it_works_without_scripts(visit: Enter) -> None:
    row = a_duty(Flood())
    window = visit(row.employee.user)
    plain = window.page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, locale="id-ID", storage_state=window.page.context.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{window.site}/tugas-saya/{row.pk}/")
    assert page.get_by_text("-5.35880").is_visible()  # the map's table
    page.get_by_role("button", name="Saya terima").click()
    page.get_by_text("Jawaban Anda sudah diterima").wait_for()
    plain.close()
    assert state_of(row) == "accepted"


def test_the_code_of_the_post_takes_the_person_in_and_turns_others_away(visit: Enter) -> None:
    flood = Flood()
    row = a_duty(flood, "accepted")
    code = codes.make(row.need.post_code, clock.now())
    window = visit(row.employee.user)
    page = window.open(f"/hadir/{code}/")
    window.look("hadir")
    page.get_by_role("button", name="Lapor hadir").click()
    page.get_by_text("Kehadiran Anda tercatat").wait_for()
    window.look("tugas-hadir")
    assert state_of(row) == "active"
    assert row.is_present
    window.open("/hadir/salah/", status=404)
    window.look("hadir-tidak-dikenal")
    stranger = visit(flood.a_person().user)
    stranger.open(f"/hadir/{code}/", status=403)
    stranger.look("hadir-bukan-di-sini")


@pytest.mark.parametrize("condition", ["Perlu istirahat"])
def test_after_the_duty_the_person_reports_back(visit: Enter, condition: str) -> None:
    row = a_duty(Flood(), "completed")
    window = visit(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    window.look("tugas-selesai")
    page.get_by_label(condition).check()
    page.get_by_label("Catatan untuk atasan").fill("Masuk lagi Senin")
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Anda melapor kembali").wait_for()
    assert ReturnReport.objects.get(assignment=row).condition == "tired"
