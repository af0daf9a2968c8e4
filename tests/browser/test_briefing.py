"""The briefing on the duty page: what to do, bring, beware of, whom to call; edited at the post."""

from collections.abc import Callable

from luwes.accounts.models import User
from luwes.staffing.models import Need, TeamLeader
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_what_the_officer_writes_is_what_people_read(visit: Enter) -> None:
    flood = Flood()
    row, leader = flood.sent("accepted", name="Rina Oktaviani"), flood.sent("active", name="Budi Hartono")  # fmt: skip
    TeamLeader.objects.create(assignment=leader, by=flood.coordinator, at=flood.now)
    leader.employee.phone, leader.employee.shares_phone = "081234567890", True
    leader.employee.save(update_fields=["phone", "shares_phone"])
    officer = visit(flood.officer)
    assert flood.head
    page = officer.open(f"/pos/{flood.need.pk}/ubah/")
    page.get_by_label("Tugas pokok").fill("Memeriksa pengungsi\nMerujuk yang gawat")
    page.get_by_label("Yang dibawa").fill("Sepatu bot\nSenter")
    page.get_by_label("Catatan keselamatan").fill("Jauhi kabel listrik yang terendam")
    page.get_by_label("Nomor darurat").fill("Ambulans 119\nSAR 115")
    officer.look("pos-keterangan-bekal")
    page.get_by_role("button", name="Simpan keterangan").click()
    page.get_by_text("Keterangan pos disimpan.").wait_for()
    assert Need.objects.get(pk=flood.need.pk).emergency.startswith("Ambulans")
    window = visit(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    page.get_by_role("heading", name="Bekal tugas").wait_for()
    call = page.get_by_role("link", name="119 Ambulans")
    box = call.bounding_box()
    assert box
    assert box["height"] >= 44
    window.look("tugas-bekal")
    assert page.get_by_role("link", name="Bekal satu halaman (PDF)").get_attribute("href") == f"/tugas-saya/{row.pk}/bekal.pdf"  # fmt: skip
