"""The post's officer: who is there and who is awaited; in, out, done; the code on the screen."""

from collections.abc import Callable

from luwes.accounts.models import User
from luwes.staffing.models import Assignment
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_the_officer_takes_people_in_and_relieves_them(visit: Enter) -> None:
    flood = Flood()
    flood.sent("ordered", name="Agus Prasetyo")
    rina = flood.sent("accepted", name="Rina Oktaviani")
    made = flood.sent("active", name="Made Suartika", is_present=True)
    flood.sent("active", name="Siti Rohmah")
    flood.sent("completed", name="Budi Hartono")
    window = visit(flood.officer)
    page = window.open("/pos/")
    window.look("pos-daftar")
    page.get_by_role("link", name="Masjid Al-Ikhlas").click()
    page.get_by_role("heading", name="1 dari 6 orang ada di pos").wait_for()
    window.look("pos")
    page.get_by_role("button", name="Catat hadir Rina Oktaviani").click()
    page.get_by_role("heading", name="2 dari 6 orang ada di pos").wait_for()
    page.get_by_role("button", name="Selesai Made Suartika").click()
    page.get_by_text("Tugas 1 orang selesai").wait_for()
    made.refresh_from_db()
    assert made.state == "completed"
    page.get_by_role("checkbox", name="Rina Oktaviani").check()
    page.get_by_role("checkbox", name="Agus Prasetyo").check()
    page.get_by_role("button", name="Catat hadir", exact=True).click()
    page.get_by_text("2 orang tercatat hadir").wait_for()
    assert Assignment.objects.filter(need=rina.need, is_present=True).count() == 2


def test_the_code_stands_large_on_the_posts_screen(visit: Enter) -> None:
    flood = Flood()
    flood.sent("accepted")
    window = visit(flood.officer)
    page = window.open(f"/pos/{flood.need.pk}/kode/")
    assert page.get_by_role("img", name="Kode QR untuk lapor hadir").is_visible()
    window.look("pos-kode")


def test_the_officer_names_the_place_and_whom_to_report_to(visit: Enter) -> None:
    flood = Flood()
    flood.sent("accepted")
    window = visit(flood.officer)
    page = window.open(f"/pos/{flood.need.pk}/ubah/")
    window.look("pos-keterangan")
    page.get_by_label("Nama dan letak pos").fill("SDN 2 Tanjung Senang")
    page.get_by_role("button", name="Simpan keterangan").click()
    page.get_by_text("SDN 2 Tanjung Senang").first.wait_for()
