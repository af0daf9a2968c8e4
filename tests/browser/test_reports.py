"""Situation reports, what is public of them, and the review with its lessons, at both widths."""

import random
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.mobilisation.models import Incident, Lesson, Publication, SituationReport
from luwes.mobilisation.tests.builders import a_coordinator
from luwes.staffing.models import Assignment, Plan, PlanLine, Presence
from tests.browser.conftest import Visit
from tests.browser.test_incident import a_flood

Enter = Callable[[User | None], Visit]


def test_a_report_is_issued_opened_to_everybody_and_taken_back(visit: Enter) -> None:
    coordinator = a_coordinator()
    incident = a_flood(coordinator)
    window = visit(coordinator)
    page = window.open(f"/kejadian/{incident.pk}/")
    page.get_by_role("link", name="Laporan situasi").click()
    page.get_by_role("heading", name="Belum ada laporan situasi").wait_for()
    window.look("lapsit-kosong")
    page.get_by_role("link", name="Susun laporan").click()
    page.get_by_label("Yang terpenting").fill("Air surut di sepuluh kecamatan.")
    page.get_by_label("Kendala").fill("Jalan ke Rajabasa terputus.")
    window.look("lapsit-rancangan")
    page.get_by_role("button", name="Terbitkan laporan").click()
    page.get_by_text("Laporan situasi 1 diterbitkan.").wait_for()
    window.look("lapsit")
    report = SituationReport.objects.get()
    assert report.content["totals"]["houses"]["reported"] == 9022
    with page.expect_download() as got:
        page.get_by_role("link", name="Unduh PDF").click()
    assert got.value.suggested_filename == f"laporan-situasi-{incident.pk}-001.pdf"

    stranger = visit(None)
    stranger.open(f"/darurat/{incident.pk}/", status=404)
    stranger.open("/darurat/")
    stranger.look("umum-kosong")
    page.get_by_role("link", name="Buka untuk umum").click()
    window.look("lapsit-buka")
    page.get_by_label("Meninggal: per wilayah").check()
    page.get_by_role("button", name="Buka yang dicentang").click()
    page.get_by_text("Sebagian laporan ini terbuka untuk umum.").wait_for()
    stranger.open(f"/darurat/{incident.pk}/")
    stranger.look("umum")
    assert stranger.page.get_by_text("tidak dibuka", exact=True).count() == 2
    assert stranger.page.context.cookies() == []
    stranger.open("/darurat/")
    stranger.look("umum-daftar")
    window.open(f"/kejadian/{incident.pk}/lapsit/")
    window.look("lapsit-daftar")
    page.get_by_role("button", name="Tarik publikasi").click()
    page.get_by_text("Publikasi ditarik.").wait_for()
    stranger.open(f"/darurat/{incident.pk}/", status=404)
    assert Publication.objects.get().ended_at


def a_course(incident: Incident) -> None:
    """Five days: ordered in three waves, at the posts by day, one in ten without a check-out."""
    dice, now = random.Random(1), timezone.now()
    start = now - timedelta(days=5)
    Incident.objects.filter(pk=incident.pk).update(declared_at=start, started_at=start)
    Plan.objects.filter(owner_id=incident.pk).update(
        submitted_at=start + timedelta(hours=2), approved_at=start + timedelta(hours=3)
    )
    for n, row in enumerate(Assignment.objects.order_by("pk")):
        row.ordered_at = start + timedelta(hours=4 + n % 3 * 20)
        row.period = Period(start.date(), now.date() + timedelta(days=4))
        row.answered_at = row.ordered_at + timedelta(minutes=dice.expovariate(1 / 60) + 3)
        row.save()
        PlanLine.objects.create(
            plan=row.plan, need=row.need, employee=row.employee, unit=row.home_unit,
            agency=row.home_unit.agency, minutes=1, cost_travel=0, cost_fairness=0,
            cost_over_level=0,
        )  # fmt: skip
        came = row.answered_at + timedelta(hours=dice.uniform(1, 8))
        while row.state == "active" and came < now:
            left = came + timedelta(hours=dice.uniform(7, 12))
            signs = [("in", came), ("out", left)] if left < now and dice.random() > 0.1 else [("in", came)]  # fmt: skip
            for kind, at in signs:
                Presence.objects.create(
                    assignment=row, kind=kind, at=at, by=incident.declared_by, method="qr",
                    key=uuid.uuid4(),
                )  # fmt: skip
            came += timedelta(days=1)


def test_the_review_shows_how_it_went_and_keeps_lessons(visit: Enter) -> None:
    coordinator = a_coordinator()
    incident = a_flood(coordinator)
    a_course(incident)
    window = visit(coordinator)
    page = window.open(f"/kejadian/{incident.pk}/kaji/")
    page.get_by_role("heading", name="Paling banyak").wait_for()
    window.look("kaji")
    page.get_by_role("link", name="Catat pelajaran").first.click()
    page.get_by_label("Apa yang terjadi").fill("Surat tugas terlambat dua jam.")
    page.get_by_label("Mengapa").fill("Nomor surat dicari satu per satu.")
    page.get_by_label("Apa yang diubah").fill("Siapkan seri nomor surat sebelum musim hujan.")
    page.get_by_label("Ketik untuk mencari").fill("koordinator")
    page.get_by_text("Koordinator darurat").first.wait_for()
    page.get_by_role("radio").first.check()
    window.look("pelajaran-baru")
    page.get_by_role("button", name="Simpan pelajaran").click()
    page.get_by_role("heading", name="Satu pelajaran belum selesai").wait_for()
    Lesson.objects.update(due=timezone.localdate() - timedelta(days=1))
    window.open("/")
    page.get_by_text("Siapkan seri nomor surat").first.wait_for()
    window.look("beranda-pelajaran")
    window.open("/kejadian/baru/")
    page.get_by_text("Banjir (1)").click()
    window.look("tetapkan-dengan-pelajaran")
    window.open(f"/kejadian/{incident.pk}/kaji/")
    page.get_by_role("link", name="Tidak dilanjutkan").click()
    window.look("pelajaran-lepas")
    window.open(f"/kejadian/{incident.pk}/kaji/")
    page.get_by_role("button", name="Selesai").click()
    page.get_by_text("Pelajaran ditandai selesai.").wait_for()
    window.look("kaji-selesai")
