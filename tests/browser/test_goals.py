"""A year of somebody's goals: drafted, returned, agreed, talked about, rated, objected to, signed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.letters import actions as letters
from luwes.motivation.models import (
    Award,
    Contribution,
    Evaluation,
    Goal,
    PerformancePlan,
    RatingObjection,
)
from luwes.motivation.tests.goal_scene import DECEMBER, NOW, Scene, account
from luwes.organisation.tests.builders import a_user
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]  # the session of whoever entered before is over then


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


def months_later(moment: datetime, client: Client) -> None:
    """Nobody stays signed in for so long."""
    clock.set_to(moment)
    client.cookies.clear()


def test_a_year_from_the_first_draft_to_the_signed_paper(
    visit: Enter, scene: Scene, client: Client
) -> None:
    own = visit(scene.user)
    page = own.open(reverse("motivation:own_plan"))
    own.look("sasaran-mulai")
    page.get_by_role("button", name="Susun sasaran 2026").click()
    page.get_by_role("heading", level=1, name="Susun sasaran 2026").wait_for()
    own.look("sasaran-kosong")
    page.get_by_role("link", name="Tambah hasil kerja").click()
    own.look("sasaran-hasil-kerja")
    page.get_by_role("button", name="Simpan hasil kerja").click()
    page.get_by_role("alert").first.wait_for()
    page.get_by_label("Hasil kerja", exact=True).fill("Data penduduk terdampak banjir mutakhir")
    page.get_by_label("Indikator").fill("Kelurahan yang datanya diperbarui")
    page.get_by_label("Target").fill("100 kelurahan")
    page.get_by_role("button", name="Simpan hasil kerja").click()
    own.look("sasaran-rancangan")
    page.get_by_label("Catatan untuk pejabat penilai").fill("Mohon arahan.")
    page.get_by_role("button", name="Usulkan sasaran").click()
    page.get_by_text("Menunggu Kepala Bidang").wait_for()
    own.look("sasaran-diusulkan")
    plan = PerformancePlan.objects.get()
    plan_page = reverse("motivation:plan", args=[plan.pk])

    boss = visit(scene.head_)
    desk = boss.open(reverse("motivation:assessed"))
    boss.look("dinilai")
    desk.get_by_role("link", name=scene.person.name).click()
    desk.get_by_text("Menunggu jawaban Anda").wait_for()
    boss.look("sasaran-menjawab")
    desk.get_by_role("button", name="Kembalikan").click()
    desk.get_by_text("Tuliskan apa yang perlu diperbaiki").first.wait_for()
    desk.get_by_label("Catatan").fill("Semua 126 kelurahan harus mutakhir.")
    desk.get_by_role("button", name="Kembalikan").click()
    desk.get_by_text("Sasaran dikembalikan.").first.wait_for()

    own = visit(scene.user)
    page = own.open(reverse("motivation:own_plan"))
    page.get_by_text("Semua 126 kelurahan harus mutakhir.").first.wait_for()
    own.look("sasaran-dikembalikan")
    page.get_by_role("link", name="Ubah Data penduduk").click()
    page.get_by_label("Target").fill("126 kelurahan")
    page.get_by_role("button", name="Simpan hasil kerja").click()
    page.get_by_role("button", name="Usulkan sasaran").click()
    boss = visit(scene.head_)
    desk = boss.open(plan_page)
    desk.get_by_role("link", name="Tulis ekspektasi Anda").click()
    desk.get_by_label("Kolaboratif").fill("Berbagi data dengan BPBD setiap pekan.")
    boss.look("sasaran-ekspektasi")
    desk.get_by_role("button", name="Simpan ekspektasi").click()
    desk.get_by_role("button", name="Sepakati sasaran").click()
    desk.get_by_text("Sasaran disepakati.").first.wait_for()

    months_later(datetime(2026, 5, 11, 3, tzinfo=UTC), client)
    goal = Goal.objects.get()
    for n, words in enumerate(
        ("Penugasan banjir Rajabasa, 4 hari", "Sertifikat pendataan darurat")
    ):
        Contribution.objects.create(
            employee=scene.person, kind="duty", source_kind="t", source_id=str(n), words=words,
            on=date(2026, 2, 20 + n), goal=goal, at=clock.now(),
        )  # fmt: skip
    own = visit(scene.user)
    page = own.open(reverse("motivation:own_plan"))
    page.get_by_role("link", name="Laporkan kemajuan", exact=True).click()
    page.get_by_label("Kemajuan (persen)").fill("40")
    page.get_by_label("Perkembangannya").fill("50 kelurahan selesai; dua menunggu jalan dibuka.")
    own.look("sasaran-kemajuan")
    page.get_by_role("button", name="Kirim laporan").click()
    boss = visit(scene.head_)
    desk = boss.open(plan_page)
    boss.look("sasaran-dapat-dinilai")
    desk.get_by_role("link", name="Beri umpan balik", exact=True).click()
    desk.get_by_label("Umpan balik").fill("Rapi. Minta bantuan Bidang Bantuan untuk dua itu.")
    boss.look("sasaran-umpan-balik")
    desk.get_by_role("button", name="Kirim umpan balik").click()
    own = visit(scene.user)
    page = own.open(reverse("motivation:own_plan"))
    page.get_by_text("Minta bantuan Bidang Bantuan").wait_for()
    page.get_by_role("link", name="Usulkan hasil kerja baru").click()
    page.get_by_label("Hasil kerja", exact=True).fill("Peta risiko kelurahan")
    page.get_by_label("Indikator").fill("Peta yang terbit")
    page.get_by_label("Target").fill("1 peta")
    page.get_by_label("Alasan perubahan").fill("Diminta wali kota.")
    page.get_by_role("button", name="Usulkan").click()
    own.look("sasaran-disepakati")
    boss = visit(scene.head_)
    desk = boss.open(plan_page)
    desk.get_by_role("link", name="Baca dan jawab Peta risiko").click()
    boss.look("sasaran-perubahan")
    desk.get_by_role("button", name="Setujui perubahan").click()
    desk.get_by_text("Perubahan disetujui.").first.wait_for()

    months_later(DECEMBER, client)
    boss = visit(scene.head_)
    desk = boss.open(plan_page)
    desk.get_by_role("link", name="Nilai kinerja tahunan").click()
    desk.get_by_role("textbox", name="Realisasi").first.wait_for()  # all() takes what is there now
    for n, box in enumerate(desk.get_by_role("textbox", name="Realisasi").all()):
        box.fill(f"Terpenuhi, laporan ke-{n + 1}.")
    desk.get_by_role("group", name="Hasil kerja").get_by_label("Di bawah ekspektasi").check()
    desk.get_by_label("Alasan penilaian hasil kerja").fill("Dua kelurahan terlambat.")
    desk.get_by_role("group", name="Perilaku kerja").get_by_label("Di atas ekspektasi").check()
    desk.get_by_label("Alasan penilaian perilaku").fill("Menolong rekan tanpa diminta.")
    boss.look("nilai")
    desk.get_by_role("button", name="Periksa predikatnya").click()
    desk.get_by_text("Predikat: Butuh Perbaikan").wait_for()
    boss.look("nilai-periksa")
    desk.get_by_role("button", name="Kirim penilaian").click()
    desk.get_by_role("heading", level=1).get_by_text("Butuh Perbaikan").wait_for()
    row = Evaluation.objects.get()

    own = visit(scene.user)
    page = own.open(reverse("motivation:evaluation", args=[row.pk]))
    own.look("evaluasi-baca")
    page.get_by_role("link", name="Ajukan keberatan").click()
    page.get_by_role("radio", name="Hasil kerja").check()
    page.get_by_label("Alasan", exact=True).fill("Dua kelurahan itu terputus banjir sampai Mei.")
    own.look("evaluasi-keberatan")
    page.get_by_role("button", name="Ajukan keberatan").click()
    page.get_by_text("Keberatan diajukan").first.wait_for()
    own.look("evaluasi-diperiksa")

    above = visit(scene.chief)
    chair = above.open(reverse("motivation:assessed") + "?keadaan=keberatan")
    above.look("keberatan-daftar")
    chair.get_by_role("link", name=scene.person.name).click()
    chair.get_by_label("Ubah penilaian menjadi:").check()
    chair.get_by_role("group", name="Hasil kerja").get_by_label("Sesuai ekspektasi").check()
    chair.get_by_label("Alasan keputusan").fill("Keterlambatan itu bukan karena kelalaian.")
    above.look("keberatan-putus")
    chair.get_by_role("button", name="Kirim keputusan").click()
    chair.get_by_role("heading", level=1).get_by_text("Baik").wait_for()
    above.look("evaluasi-tetap")
    assert RatingObjection.objects.get().predicate_before == "improve"
    row.refresh_from_db()

    def sign() -> None:
        assert row.letter
        letters.produce(letter=row.letter, now=clock.now())
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sign).result()
    own = visit(scene.user)
    page = own.open(reverse("motivation:evaluation", args=[row.pk]))
    page.get_by_role("link", name="Dokumen evaluasi").click()
    page.get_by_role("heading", name="DOKUMEN EVALUASI KINERJA").wait_for()
    own.look("evaluasi-surat")
    own.open(reverse("motivation:plan", args=[plan.pk]))
    own.look("sasaran-dinilai")


def test_a_head_finds_everybody_and_the_staffing_office_counts(visit: Enter, scene: Scene) -> None:
    for n in range(6):
        person = scene.somebody(f"Pegawai Rekaan Bernama Cukup Panjang {n}")
        if n % 3 == 0:
            scene.proposed(person)
        elif n % 3 == 1:
            scene.final(scene.rated(scene.agreed(person)))
    clock.set_to(DECEMBER + timedelta(days=1))
    window = visit(scene.head_)
    for tab in ("menunggu", "nilai", "belum", "sepi", "semua"):
        page = window.open(reverse("motivation:assessed") + f"?keadaan={tab}")
        page.get_by_role("navigation", name="Saring menurut keadaan").wait_for()
        window.look(f"dinilai-{tab}")
    office = visit(scene.analyst)
    page = office.open(reverse("motivation:ratings") + "?tahun=2026")
    office.look("predikat")
    page.get_by_role("link", name="Bidang Data Rekaan").click()
    page.get_by_role("link", name="Bernama Cukup Panjang 1").wait_for()
    office.look("predikat-unit")
    assert account(scene.person)


def test_an_auditor_reads_sums_of_a_year(visit: Enter, scene: Scene) -> None:
    scene.final(scene.rated())
    objection = scene.objected(scene.rated(scene.agreed(scene.somebody())))
    clock.set_to(DECEMBER + timedelta(days=60))
    for name, because in (("Pegawai Teladan", "Nilai keduanya sama."), ("Perawat Teladan", "")):
        Award.objects.create(
            agency=scene.agency, name=name, purpose="Teladan", how_many=1, made_at=NOW,
            made_by=scene.analyst, nominations=objection.evaluation.period, state="decided",
            decided_at=DECEMBER, decided_by=scene.approver, departs_because=because,
        )  # fmt: skip
    auditor = a_user(Role.AUDITOR, scope_kind="agency", scope_id=scene.agency.pk, name="Inspektur")
    window = visit(auditor)
    page = window.open(reverse("motivation:oversight") + "?tahun=2026")
    page.get_by_text("Menyimpang dari urutan panitia", exact=True).wait_for()
    assert scene.person.name not in page.content()
    window.look("pengawasan-kinerja")
