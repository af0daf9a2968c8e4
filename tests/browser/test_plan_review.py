"""A plan from making to approval, as the coordinator, a head of unit and the authority see it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing.actions import decisions
from luwes.staffing.models import Objection, Plan
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW
from tests.browser.conftest import Visit


@pytest.fixture(autouse=True)
def the_day_of_the_flood() -> None:
    """The site's clock stands where the needs of these tests lie ahead."""
    clock.set_to(NOW)


Enter = Callable[[User | None], Visit]


def _scene() -> builders.Scene:
    scene = builders.a_scene(nurses=5, minimum=3, wanted=6, sides=2)
    builders.a_need(scene.incident, 1, "Bidan", tier=2)
    return scene


def _url(plan: Plan) -> str:
    return reverse("staffing:plan", args=[plan.pk])


def test_a_coordinator_makes_a_plan_and_shapes_it(visit: Enter) -> None:
    scene = _scene()
    window = visit(scene.coordinator)
    page = window.open(reverse("staffing:make", args=["incident", scene.incident.pk]))
    window.look("rencana-susun")
    page.get_by_role("button", name="Susun rencana").click()
    page.get_by_text("sedang disusun").first.wait_for()
    window.look("rencana-disusun")
    builders.solved(Plan.objects.get())
    page.get_by_role("heading", level=1, name="4 dari 7 kebutuhan terpenuhi").wait_for()
    page.get_by_role("heading", name="Penggantinya").wait_for()
    window.look("rencana-rancangan")
    page.get_by_label("Nama atau NIP").fill("Perawat")
    page.get_by_role("button", name="Tanyakan").click()
    page.get_by_text("Pilih satu:").wait_for()
    page.locator(".answer-here a").last.click()
    page.locator(".answer-here .preview").wait_for()
    window.look("rencana-mengapa-bukan")
    page.get_by_role("link", name="Kecualikan").click()
    page.get_by_text("Pratinjau, belum disimpan").wait_for()
    page.get_by_role("link", name="Semua kebutuhan").click()
    page.get_by_role("heading", level=1, name="menjadi kosong").wait_for()
    page.get_by_label("Alasan").fill("Rumahnya kebanjiran")
    window.look("rencana-kecualikan")
    page.get_by_role("button", name="Kecualikan dan susun ulang").click()
    page.get_by_text("dikecualikan; rencana disusun ulang").wait_for()
    builders.solved(Plan.objects.get())
    page.get_by_text("Dibanding susunan sebelumnya").wait_for()
    page.get_by_role("link", name="Ketetapan dan aturan").click()
    page.get_by_text("Rumahnya kebanjiran").wait_for()
    window.look("rencana-aturan")
    page.get_by_role("link", name="Dampak unit asal").click()
    page.get_by_role("rowheader", name="RSUD Rekaan 1").wait_for()
    window.look("rencana-unit")
    assert page.locator(".span-bar .was").first.evaluate(
        "dot => dot.getBoundingClientRect().right <= dot.closest('.scroll').getBoundingClientRect().right"
    )
    page.get_by_role("button", name="Ajukan rencana").click()
    page.get_by_text("Rencana diajukan.").wait_for()
    assert Plan.objects.get().state == "submitted"


def test_a_coordinator_asks_what_if_the_water_reaches_another_district(visit: Enter) -> None:
    scene = _scene()
    plan = builders.a_draft(scene)
    builders.an_area("Sukabumi")
    window = visit(scene.coordinator)
    page = window.open(_url(plan))
    page.get_by_role("link", name="Bagaimana jika").first.click()
    page.get_by_role("heading", level=1, name="Belum ada andaian").wait_for()
    page.get_by_role("link", name="Bagaimana jika").first.click()
    page.locator("#id_wilayah_1_text").fill("sukab")
    page.get_by_role("radio", name="Sukabumi").check()
    page.get_by_label("Besarnya (%)").first.fill("50")
    window.look("andaian-wilayah")
    page.get_by_role("button", name="Hitung andaian").click()
    page.get_by_text("Andaian sedang disusun").first.wait_for()
    builders.solved(plan.what_ifs.get())
    page.get_by_role("heading", level=1, name="4 orang diminta lagi").wait_for()
    page.get_by_text("Sukabumi terdampak juga: kebutuhannya 50 persen").wait_for()
    window.look("andaian-dibandingkan")
    page.locator("summary", has_text="Pakai andaian ini").click()
    page.get_by_label("Alasan").first.fill("Air sudah sampai di Sukabumi")
    page.get_by_role("button", name="Ubah kebutuhan dan susun rencana").click()
    page.get_by_text("Kebutuhan diubah menurut andaian").wait_for()
    page = window.open(reverse("mobilisation:needs", args=[scene.incident.pk]))
    page.get_by_text("Sukabumi").first.wait_for()


def test_an_authority_approves_by_keyboard_only(visit: Enter) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=2)
    plan = builders.submitted(scene)
    window = visit(scene.sides[0].approver)
    page = window.open(_url(plan))
    window.look("rencana-menunggu")
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Setujui rencana":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Rencana disetujui. Surat tugas sedang diterbitkan.").wait_for()
    window.look("rencana-disetujui")
    assert Plan.objects.get().state == "approved"


def test_an_authority_sends_back_with_a_reason(visit: Enter) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=2)
    plan = builders.submitted(scene)
    window = visit(scene.sides[0].approver)
    page = window.open(_url(plan))
    page.locator("summary", has_text="Kembalikan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Apa yang perlu diperbaiki").fill("Pos belum siap")
    window.look("rencana-kembalikan")
    dialog.get_by_role("button", name="Kembalikan rencana").click()
    page.get_by_text("Rencana dikembalikan kepada penyusunnya.").wait_for()
    window = visit(scene.coordinator)
    window.open(_url(plan)).get_by_text("Pos belum siap").wait_for()
    window.look("rencana-dikembalikan")


def test_a_head_objects_and_the_authority_answers(visit: Enter) -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=2)
    plan = builders.submitted(scene)
    window = visit(scene.sides[0].head)
    page = window.open(reverse("staffing:objections"))
    window.look("keberatan")
    page.locator("summary", has_text="Ajukan keberatan").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Alasan keberatan").fill("Satu-satunya yang menangani ruang isolasi")
    window.look("keberatan-ajukan")
    dialog.get_by_role("button", name="Ajukan keberatan").click()
    page.get_by_text("Keberatan dicatat.").wait_for()
    window = visit(scene.sides[0].approver)
    page = window.open(_url(plan))
    page.get_by_text("ruang isolasi").wait_for()
    window.look("rencana-keberatan")
    page.get_by_role("button", name="Terima: tetap di unit asal").click()
    page.get_by_text("tetap di unit asalnya.").wait_for()
    assert Objection.objects.get().state == "accepted"


def test_an_issued_plan_shows_its_letters_and_what_is_left(visit: Enter) -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=3)
    plan = builders.submitted(scene)
    line = plan.lines.order_by("pk")[0]
    objection = decisions.object_to(line=line, reason="Sakit", now=NOW, by=scene.sides[0].head)
    decisions.answer_objection(objection=objection, accept=True, answer="", now=NOW, by=scene.sides[0].approver)  # fmt: skip
    builders.issued(scene, plan)
    window = visit(scene.coordinator)
    page = window.open(_url(plan))
    page.get_by_text("Nomor 800.1.11.1/1/").wait_for()
    window.look("rencana-terbit")
    page.get_by_role("button", name="Isi tempat yang kosong").click()
    page.get_by_text("Mengisi ulang tempat yang kosong dari").wait_for()
    assert Plan.objects.count() == 2
