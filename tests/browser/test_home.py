"""The first page of each role: what waits, what changed, one picture."""

from collections.abc import Callable
from datetime import timedelta

from luwes.accounts.models import User
from luwes.staffing.models import Assignment, Objection, PlanApproval
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def a_running_flood() -> Flood:
    flood = Flood()
    for state in ("ordered", "ordered", "accepted", "declined"):
        flood.sent(state)
    flood.sent("active", is_present=True)
    cooks = flood.a_need("Juru masak", desired=12, tier=2, post="Dapur umum Gedung PKK")
    flood.sent("accepted", need=cooks)
    drivers = flood.a_need("Pengemudi perahu", desired=3, tier=1, post="Dermaga Way Halim")
    for _ in range(3):
        flood.sent("active", need=drivers, is_present=True)
    return flood


def test_a_coordinator_sees_silence_and_open_places_and_chases_in_place(visit: Enter) -> None:
    flood = a_running_flood()
    flood.a_plan(state="draft", checked=True, returned_because="Tambahkan pos tugas.")
    Assignment.objects.filter(state="ordered").update(
        ordered_at=flood.now - timedelta(minutes=50), chased_times=1
    )
    window = visit(flood.coordinator)
    page = window.open("/")
    page.get_by_role("heading", name="menunggu Anda.").wait_for()
    page.get_by_text("Juru masak paling kurang").wait_for()
    window.look("beranda-koordinator")
    page.get_by_role("button", name="Kirim pengingat").click()
    page.get_by_text("2 orang diingatkan.").wait_for()
    window.look("jawaban")


def test_an_approver_decides_in_place(visit: Enter) -> None:
    flood = a_running_flood()
    approval = flood.an_approval()
    with_objection = flood.an_approval()
    line = flood.a_line(flood.a_person(), with_objection.plan, flood.need)
    Objection.objects.create(line=line, reason="Tenaga terakhir", by=flood.head, at=flood.now)
    window = visit(flood.approver)
    page = window.open("/")
    window.look("beranda-pejabat")
    assert page.get_by_role("button", name="Setujui").count() == 1
    page.get_by_role("button", name="Setujui").click()
    page.wait_for_url("**/rencana/**")
    assert PlanApproval.objects.get(pk=approval.pk).state == "approved"


def test_a_head_sees_who_left_and_notes_the_return(visit: Enter) -> None:
    flood = a_running_flood()
    flood.sent("completed", name="Rina Oktaviani")
    plan = flood.a_plan()
    flood.a_line(flood.a_person(), plan, flood.need)
    window = visit(flood.head)
    page = window.open("/")
    window.look("beranda-kepala-unit")
    page.get_by_role("button", name="Sudah kembali").click()
    page.get_by_text("Kembalinya Rina Oktaviani").wait_for()
    window.look("pegawai-ditugaskan")


def test_a_person_answers_on_the_first_page(visit: Enter) -> None:
    flood = Flood()
    row = flood.sent("ordered", name="Rina Oktaviani")
    window = visit(row.employee.user)
    page = window.open("/")
    window.look("beranda-pegawai")
    page.get_by_role("button", name="Saya terima").click()
    page.get_by_text("Jawaban Anda sudah diterima").wait_for()
    window.open("/")
    window.look("beranda-kosong")
