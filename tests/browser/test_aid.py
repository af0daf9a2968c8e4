"""The liaison of an asked regency: asked, accepts a part, plans, has it approved; the asker sees them come."""

import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.staffing.actions import aid, decisions, field, issue
from luwes.staffing.models import AidRequest, Plan
from luwes.staffing.tests import aid as floods
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW, TODAY
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def the_day_of_the_flood() -> None:
    clock.set_to(NOW)


def test_a_neighbour_is_asked_sends_a_part_and_is_seen_to_arrive(visit: Enter) -> None:
    flood = floods.a_flood(wanted=4)
    builders.submitted(flood.scene)
    ask = visit(flood.coordinator)
    page = ask.open(reverse("mobilisation:board", args=[flood.scene.incident.pk]))
    page.get_by_role("link", name="Minta bantuan pemerintah lain untuk yang kurang").click()
    page.get_by_label(flood.there.agency.name).check()
    page.get_by_label("Mengapa perlu bantuan").fill("Perawat yang dapat ditugaskan sudah habis")
    ask.look("bantuan-minta")
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("Permintaan dikirim").wait_for()
    ask.look("bantuan-dikirim")
    request = AidRequest.objects.get()

    window = visit(flood.liaison)
    page = window.open(reverse("home"))
    page.get_by_role("heading", name="meminta 3 orang").wait_for()
    window.look("bantuan-beranda")
    page.get_by_role("link", name="Jawab", exact=False).first.click()
    page.get_by_label("Perawat, Tanjung Senang").fill("2")
    page.get_by_label("Jabatan penghubung").fill("Kepala Bidang Kedaruratan BPBD")
    page.get_by_label("Telepon penghubung").fill("0812-5555-0101")
    window.look("bantuan-jawab")
    page.get_by_role("button", name="Sanggupi").click()
    page.get_by_text("Kesanggupan dikirim").wait_for()
    page.get_by_role("link", name="Susun rencana").first.click()
    window.look("bantuan-susun")
    page.get_by_role("button", name="Susun rencana").click()
    page.get_by_text("sedang disusun").first.wait_for()
    plan = builders.solved(Plan.objects.get(owner_kind="aid"))
    page.get_by_role("heading", level=1, name="Semua 2 kebutuhan terpenuhi").wait_for()
    window.look("bantuan-rencana")
    page.get_by_role("button", name="Ajukan rencana").click()
    page.get_by_text("Rencana diajukan.").wait_for()
    page.close()

    approval = builders.approval_of(plan, flood.there)
    decisions.approve(approval=approval, now=NOW, by=flood.there.approver)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    aid.set_rates(request=request, rates={flood.scene.need.pk: 150_000}, by=flood.coordinator)
    one = plan.assignments.order_by("pk")[0]
    field.check_in_by_officer(assignment=one, key=uuid.uuid4(), at=NOW, by=a_boss())
    ask = visit(flood.coordinator)
    page = ask.open(reverse("staffing:aid_request", args=[request.pk]))
    page.locator(".state", has_text="Di pos").wait_for()
    page.get_by_text(one.employee.full_name).first.wait_for()
    page.get_by_role("link", name="0812-5555-0101").wait_for()
    ask.look("bantuan-datang")
    page.get_by_text("Akhiri penggunaan").first.click()
    ask.look("bantuan-akhiri")
    ask.open(reverse("staffing:aid"))
    ask.look("bantuan-daftar")
    window = visit(flood.liaison)
    window.open(reverse("staffing:aid_request", args=[request.pk]))
    window.look("bantuan-pihak-diminta")


def a_boss() -> User:
    return builders.a_user(builders.Role.COORDINATOR)


def test_the_nations_letter_is_written_down_and_costs_stay_when_the_help_ends(visit: Enter) -> None:
    flood = floods.a_flood(wanted=4)
    nation = floods.asked(flood, 2, asked_id=None)
    window = visit(flood.coordinator)
    page = window.open(reverse("staffing:aid_request", args=[nation.pk]))
    page.get_by_role("link", name="Catat jawaban").click()
    page.get_by_label("Nomor surat jawaban").first.fill("B-12/BNPB/2025")
    page.get_by_label("Tanggal surat").first.fill(TODAY.isoformat())
    page.get_by_label("Nama penghubung").fill("Dr. Rekaan")
    page.get_by_label("Perawat, Tanjung Senang").fill("9")
    page.get_by_role("button", name="Catat kesanggupan").click()
    page.get_by_text("Yang diminta 2 orang").first.wait_for()
    page.get_by_label("Perawat, Tanjung Senang").fill("1")
    window.look("bantuan-catat-jawaban")
    page.get_by_role("button", name="Catat kesanggupan").click()
    page.get_by_text("Jawaban suratnya dicatat atas nama Anda.").wait_for()
    window.look("bantuan-dicatat-peminta")

    request = floods.accepted(flood, floods.asked(flood, 2), heads=2)
    rows = floods.issued(flood, request).assignments
    rows.update(state="active", period=Period(TODAY - 2 * floods.DAY, TODAY + 5 * floods.DAY))
    need = flood.scene.need.pk
    aid.set_rates(request=request, rates={need: 150_000}, by=flood.coordinator)
    aid.end(request=request, reason="Air surut", now=NOW, by=flood.coordinator)
    aid.set_rates(request=request, rates={need: 160_000}, by=flood.coordinator)
    page.close()
    window = visit(flood.coordinator)
    page = window.open(reverse("staffing:aid_request", args=[request.pk]))
    page.get_by_text("Catatan berubah sejak itu").wait_for()
    window.look("bantuan-biaya-tetap")
