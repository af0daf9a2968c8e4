"""Asks for leave on the phone; the head sees who is there, grants it; the month shows who is away."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments import actions
from luwes.appointments.models import Leave, LeaveOpening, LeaveRequest
from luwes.appointments.reference import HOLIDAYS, POLICIES, WEEKS
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import a_leave
from luwes.appointments.tests.test_leave_requests import NOW, Office
from luwes.core import clock
from luwes.core.periods import through
from luwes.organisation.tests.builders import a_group, a_minimum, a_user
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
MARCH = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def office() -> Office:
    office = Office()
    analyst = a_user(Role.STAFFING_ANALYST)
    actions.load_terms(policies=POLICIES, weeks=WEEKS, days=HOLIDAYS, by=analyst)
    a_minimum(office.unit, 5, group=a_group("perawat"))
    LeaveOpening.objects.create(employee=office.rina, year=2025, days=4, source="kartu cuti 2024")
    a_leave(office.people[1], through(date(2025, 3, 12), date(2025, 3, 14)))
    a_leave(office.people[2], through(date(2025, 3, 24), date(2025, 3, 27)), kind=LeaveKind.SICK)
    return office


def test_leave_is_asked_granted_and_seen_in_the_month(visit: Enter, office: Office) -> None:
    me = visit(office.rina.user)
    page = me.open(reverse("appointments:my_leave"))
    page.get_by_role("heading", level=1, name="Sisa cuti tahunan Anda 16 hari kerja").wait_for()
    me.look("cuti-saya")
    page.get_by_role("link", name="Minta Cuti tahunan").click()
    page.get_by_label("Hari pertama").fill("2025-03-10")
    page.get_by_label("Hari terakhir").fill("2025-03-14")
    me.look("cuti-minta")
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("Ada yang harus diperbaiki").or_(page.locator(".errors")).first.wait_for()
    me.look("cuti-minta-salah")
    page.get_by_label("Alasan cuti").fill("Menengok orang tua di Liwa")
    page.get_by_label("Alamat selama cuti").fill("Jalan Rekaan 5, Liwa")
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("Permintaan dikirim kepada atasan Anda.").wait_for()
    me.look("cuti-dikirim")

    boss = visit(office.head)
    page = boss.open(reverse("home"))
    page.get_by_role("heading", name="Rina Rekaan meminta cuti").wait_for()
    boss.look("cuti-beranda")
    page.get_by_role("link", name="Putuskan", exact=False).first.click()
    page.get_by_text("Pada 3 dari 5 hari kerja yang hadir di bawah minimum").wait_for()
    boss.look("cuti-putuskan")
    page.get_by_label("Disetujui", exact=True).first.check()
    page.get_by_role("button", name="Putuskan").click()
    page.get_by_text("Tulis mengapa cuti tetap diberikan").first.wait_for()
    boss.look("cuti-putuskan-alasan")
    page.get_by_label("Mengapa tetap diberikan").fill("Perawat puskesmas membantu tiga hari")
    page.get_by_role("button", name="Putuskan").click()
    page.get_by_text("Cuti Rina Rekaan diberikan").wait_for()
    boss.look("cuti-diberikan")
    assert Leave.objects.filter(employee=office.rina).count() == 1

    page = boss.open(reverse("appointments:unit_leave", args=[office.unit.pk]))
    page.get_by_role("heading", level=1, name="3 hari di bawah minimum").wait_for()
    boss.look("cuti-bulan")
    page.get_by_role("button", name="Buat tautan kalender").click()
    page.get_by_text("hanya ditampilkan sekali").wait_for()
    boss.look("cuti-tautan")
    boss.open(reverse("appointments:leave_requests"))
    boss.look("cuti-inbox-kosong")
    boss.open(reverse("appointments:leave_requests") + "?lihat=putus")
    boss.look("cuti-inbox-putus")

    row = LeaveRequest.objects.get()
    me = visit(office.rina.user)
    page = me.open(reverse("appointments:leave_request", args=[row.pk]))
    page.get_by_role("heading", level=1, name="disetujui").wait_for()
    me.look("cuti-jawaban")


def test_a_superior_passes_on_and_the_staffing_office_keeps_holidays(
    visit: Enter, office: Office
) -> None:
    office.asks(through(date(2025, 4, 14), date(2025, 4, 16)))
    row = LeaveRequest.objects.get()
    boss = visit(office.head)
    page = boss.open(reverse("appointments:leave_request", args=[row.pk]))
    page.get_by_text("Tulis pertimbangan dan teruskan").first.click()
    dialog = page.locator("dialog, details").filter(has=page.get_by_role("button", name="Teruskan"))
    dialog.get_by_label("Disetujui", exact=True).first.check()
    boss.look("cuti-pertimbangan")
    dialog.get_by_role("button", name="Teruskan").click()
    page.get_by_text("Pertimbangan Anda diteruskan.").wait_for()
    boss.look("cuti-diteruskan")

    office_ = visit(a_user(Role.STAFFING_ANALYST))
    page = office_.open(reverse("appointments:holidays"))
    page.get_by_role("heading", level=1, name="Hari libur 2025").wait_for()
    office_.look("cuti-hari-libur")
    office_.open(reverse("appointments:leave_opening", args=[office.rina.pk]))
    office_.look("cuti-saldo")
    office_.open(reverse("people:profile", args=[office.rina.pk]))
    office_.look("cuti-profil")
    office_.open(reverse("appointments:unit_leave", args=[office.unit.pk]) + "?bulan=2025-04")
    office_.look("cuti-bulan-april")
    leave = a_leave(office.people[3], through(NOW.date() - timedelta(3), date(2025, 3, 21)))
    page = office_.open(reverse("appointments:leave_cancel", args=[leave.pk]))
    page.get_by_label("Alasan").fill("Dipanggil karena banjir")
    office_.look("cuti-panggil")
    page.get_by_role("button", name="Batalkan cuti").click()
    page.get_by_text("hari kerja kembali menjadi haknya").wait_for()
