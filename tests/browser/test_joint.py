"""Whoever leads two incidents plans them as one, reads who went where, and what planning apart costs."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing.actions import plans
from luwes.staffing.models import Need, Plan
from luwes.staffing.tests.joint import Two, solve, two_incidents
from luwes.staffing.tests.scene import HOURS, NOW
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def the_day_of_the_flood() -> None:
    clock.set_to(NOW)


def a_pair() -> Two:
    two = two_incidents()
    two.scene.people(two.scene.unit(minimum=2), 9)
    for incident, role, heads, tier, place in (
        (two.one, "Pengungsian", 4, 2, "Posko Way Rekaan"),
        (two.one, "Dapur umum", 2, 3, "Dapur Balai Rekaan"),
        (two.other, "Pencarian dan evakuasi", 5, 1, "Pos Bukit Rekaan"),
        (two.other, "Pendataan", 2, 2, "Pos Bukit Rekaan"),
    ):
        need = two.need(incident, heads, tier=tier)
        Need.objects.filter(pk=need.pk).update(role=role, post=place)
    return two


def test_two_incidents_are_planned_as_one(visit: Enter) -> None:
    two = a_pair()
    window = visit(two.scene.coordinator)
    page = window.open(reverse("staffing:make", args=["incident", two.one.pk]))
    page.get_by_label("Longsor Rekaan: 7 kebutuhan terbuka").check()
    window.look("bersama-tawaran")
    page.get_by_role("button", name="Rencanakan bersama").click()
    page.get_by_text("Satu rencana untuk:").wait_for()
    page.get_by_label("Longsor Rekaan", exact=True).select_option("1")
    page.get_by_label("Banjir Rekaan", exact=True).select_option("2")
    window.look("bersama-pilih")
    page.get_by_role("button", name="Susun rencana bersama").click()
    page.get_by_role("link", name="Tulis mengapa satu kejadian didahulukan.").wait_for()
    window.look("bersama-ditolak")
    page.get_by_label("Alasan mendahulukan").fill("Tanah masih bergerak dan jalan akan putus")
    page.get_by_role("button", name="Susun rencana bersama").click()
    page.get_by_text("sedang disusun").first.wait_for()
    plan = solve(Plan.objects.get())
    page.get_by_role("heading", level=1, name="kebutuhan terpenuhi").wait_for()
    page.get_by_text("Diminta dan terisi, tiap kejadian").wait_for()
    page.get_by_text("yang didahulukan dalam prioritas 2").first.wait_for()
    window.look("bersama-rencana")
    window.open(reverse("staffing:plan", args=[plan.pk]) + "?bagian=riwayat")
    window.look("bersama-riwayat")
    window.open(reverse("staffing:make", args=["incident", two.other.pk]))
    window.look("bersama-daftar")

    lead = visit(two.of_one)
    page = lead.open(reverse("staffing:plan", args=[plan.pk]))
    page.get_by_role("heading", name="Rencana bersama disusun oleh").wait_for()
    lead.look("bersama-salah-satu")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": lead.site}])
    lead.open(reverse("staffing:plan", args=[plan.pk]))
    lead.look("bersama-english")


def test_plans_apart_tell_of_each_other(visit: Enter) -> None:
    two = a_pair()
    for incident in (two.one, two.other):
        plan = solve(two.scene.drafted(incident))
        plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=two.scene.coordinator)
    window = visit(two.scene.coordinator)
    page = window.open(reverse("staffing:plan", args=[plan.pk]))
    page.get_by_text("juga diusulkan dalam").wait_for()
    window.look("bersama-terpisah")
    page.get_by_role("link", name="Rencanakan bersama").click()
    page.get_by_text("masih berjalan").first.wait_for()
    window.look("bersama-tertahan")
