"""A programme from its draft to verified milestones; a resident on the phone says what is seen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.collaboration.actions import milestones
from luwes.collaboration.models import (
    BudgetSource,
    Claim,
    IndicatorValue,
    Programme,
    ResidentVoice,
)
from luwes.collaboration.tests.builders import (
    NOW,
    TODAY,
    Scene,
    a_jpeg,
    an_agreement,
    pictures,
)
from luwes.core import clock
from tests.browser.conftest import PHONE, Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.agency.area = scene.area
    scene.agency.save()
    return scene


def test_a_programme_is_drafted_and_started(visit: Enter, scene: Scene) -> None:
    lead = visit(scene.lead)
    page = lead.open(reverse("collaboration:programmes"))
    lead.look("program-kosong")
    page.get_by_role("link", name="Rancang program").first.click()
    page.get_by_label("Nama program").fill("Jalan Tajab–Adijaya")
    page.get_by_label("Tujuan").fill("Jalan provinsi Tajab–Adijaya mantap sepanjang 2,5 km.")
    page.get_by_label("Dasar").fill("Keputusan Gubernur Nomor 12 Tahun 2026")
    lead.look("program-form")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Program dirancang.").wait_for()
    page.get_by_role("link", name="Tambah indikator").click()
    page.get_by_label("Indikator").fill("Panjang jalan mantap")
    page.get_by_label("Satuan").fill("km")
    page.get_by_label("Nilai awal").fill("0")
    page.get_by_label("Sasaran").fill("2,5")
    page.get_by_label("Sumber data").fill("Survei dinas tiap bulan")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tambah mitra").click()
    page.get_by_label("Perjanjian").select_option(index=1)
    page.get_by_label("Yang dibawa mitra").fill("Lapis fondasi 2,5 km senilai Rp 3,5 miliar")
    lead.look("program-mitra")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tambah tonggak").click()
    page.get_by_label("Tonggak", exact=True).fill("Lapis fondasi 2,5 km terpadatkan")
    page.get_by_label("Bukti yang harus terlihat").fill("Fondasi 20 cm, padat, sampai km 2,5")
    page.get_by_label("Dikerjakan oleh").select_option(label=scene.partner.name)
    lead.look("program-tonggak-form")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tonggak ditambahkan.").wait_for()
    lead.look("program-rancangan")
    page.get_by_role("button", name="Mulai program").click()
    page.get_by_text("Program dimulai.").wait_for()


def played(scene: Scene) -> Programme:
    """Half a year of work: some verified, one not so, one that nobody looked at, one late."""
    programme, base, _asphalt = scene.running()
    partner = base.partner
    land = scene.milestone(programme, "Pembersihan badan jalan", partner, due=TODAY + timedelta(days=20), place=base.place)  # fmt: skip
    scene.verified(scene.claimed(land, pictures=pictures(a_jpeg(on="2026:03:02 08:00:00", at=(-5.0, 105.0), size=600))))  # fmt: skip
    scene.verified(
        scene.claimed(base, 80, pictures=pictures(a_jpeg(on="2026:02:20 08:00:00", at=(-5.2, 105.0), size=500), a_jpeg())),
        50, pictures=pictures(a_jpeg(size=400)),
    )  # fmt: skip
    sign = scene.milestone(programme, "Rambu dan marka", due=TODAY + timedelta(days=30))
    scene.claimed(sign, 30)
    row = programme.indicators.get()
    for days, value in ((40, "0.4"), (100, "1.1"), (160, "1.6")):
        IndicatorValue.objects.create(indicator=row, on=TODAY + timedelta(days=days), value=value, at=NOW, by=scene.lead)  # fmt: skip
    BudgetSource.objects.create(programme=programme, kind="province", year=2026, words="Aspal", planned=10_000_000_000)  # fmt: skip
    BudgetSource.objects.create(programme=programme, kind="partner", partner=partner, year=2026, words="Fondasi", planned=3_500_000_000)  # fmt: skip
    claim = Claim.objects.get(milestone=base)
    for n in range(6):
        ResidentVoice.objects.create(
            claim=claim, is_so=n > 1, mark=str(n), at=NOW, is_shown=n == 0,
            words="Di km 1 masih berlubang dan becek" if n < 2 else "",
        )  # fmt: skip
    return programme


def test_both_sides_work_and_look(visit: Enter, scene: Scene, tmp_path: Path) -> None:
    programme = played(scene)
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(a_jpeg(on="2026:03:02 10:00:00", at=(-5.0, 105.0), size=800))
    partner = visit(scene.rep)
    page = partner.open(reverse("home"))
    page.get_by_role("heading", name="Periksa klaim: Rambu dan marka").wait_for()
    partner.look("program-beranda-mitra")
    page = partner.open(reverse("collaboration:programme", args=[programme.pk]))
    partner.look("program-mitra-halaman")
    page.get_by_role("link", name="Klaim kemajuan Fondasi").click()
    page.get_by_label("Selesai (%)").fill("40")
    page.get_by_label("Yang dikerjakan").fill("Km 0 sampai km 2 dipadatkan ulang.")
    page.get_by_role("button", name="Kirim klaim").click()
    page.get_by_text("Sudah terverifikasi 50 %").first.wait_for()
    partner.look("program-klaim-salah")
    page.get_by_label("Selesai (%)").fill("90")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Kirim klaim").click()
    page.get_by_text("Klaim dikirim.").wait_for()
    partner.look("program-tonggak-mitra")

    lead = visit(scene.lead)
    page = lead.open(reverse("home"))
    page.get_by_role("heading", name="Periksa klaim: Fondasi").wait_for()
    page = lead.open(reverse("collaboration:programme", args=[programme.pk]))
    page.locator("luwes-map .leaflet-interactive").first.wait_for()
    lead.look("program-halaman")
    page.get_by_role("link", name="Periksa Fondasi").click()
    lead.look("program-periksa")
    page.get_by_label("Terlihat (%)").fill("90")
    page.get_by_label("Yang terlihat", exact=True).fill("Fondasi padat sampai km 2,2.")
    page.get_by_role("button", name="Catat hasil pemeriksaan").click()
    page.get_by_text("Hasil pemeriksaan dicatat.").wait_for()
    lead.look("program-tonggak")
    lead.open(reverse("collaboration:programmes"))
    lead.look("program-daftar")
    lead.open(reverse("collaboration:programme_voices", args=[programme.pk]))
    lead.look("program-suara")
    lead.open(reverse("collaboration:close_programme", args=[programme.pk]))
    lead.look("program-tutup")


def test_a_resident_reads_and_says_what_is_seen(visit: Enter, scene: Scene) -> None:
    programme = played(scene)
    clock.set_to(NOW + timedelta(days=170))
    resident = visit(None)
    page = resident.open(reverse("collaboration:public", args=[programme.slug]))
    page.get_by_text("Belum diperiksa 170 hari").wait_for()
    resident.look("program-umum")
    page.get_by_role("link", name="Apa yang Anda lihat? Fondasi").click()
    resident.look("program-umum-suara")
    page.get_by_label("Tidak sesuai").check()
    page.get_by_label("Yang Anda lihat").fill("Fondasi baru sampai km 1.")
    page.get_by_role("button", name="Kirim").click()
    page.get_by_text("Terima kasih.").wait_for()
    resident.look("program-umum-terima-kasih")
    assert ResidentVoice.objects.count() == 7


def test_a_partner_goes_on_under_its_renewed_agreement(visit: Enter, scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    new = an_agreement(scene.unit, scene.partner, title="Perpanjangan perbaikan jalan")
    lead = visit(scene.lead)
    page = lead.open(reverse("collaboration:programme", args=[programme.pk]))
    page.get_by_role("link", name="Ganti perjanjian atau keluarkan").click()
    lead.look("program-pindah-perjanjian")
    page.get_by_label("Alasan").fill("Salah pilih.")
    page.get_by_role("button", name="Keluarkan").click()
    page.get_by_text("Mitra ini punya tonggak dalam program ini.").wait_for()
    page.get_by_label("Perjanjian", exact=True).select_option(label=new.title)
    page.get_by_role("button", name="Pindahkan").click()
    page.get_by_text("Mitra sekarang ikut lewat perjanjian ini.").wait_for()
    assert programme.partners.get().agreement == new


def test_a_programme_is_looked_at_as_it_was_on_a_past_day(visit: Enter, scene: Scene) -> None:
    """Nothing can be pressed there."""
    programme, base, asphalt = scene.running()
    IndicatorValue.objects.create(
        indicator=programme.indicators.get(), on=TODAY, value=1, at=NOW, by=scene.lead
    )
    first = scene.claimed(base, 60)
    scene.verified(first, 50)
    later = NOW + timedelta(days=20)
    clock.set_to(later)
    scene.claimed(base, 100, on=later.date(), now=later)
    milestones.drop(milestone=asphalt, reason="Dana dialihkan", on=later.date(), by=scene.lead)
    lead = visit(scene.lead)
    page = lead.open(reverse("collaboration:programme", args=[programme.pk]))
    day = (TODAY + timedelta(days=5)).isoformat()
    if lead.width == PHONE[0]:  # whose bar has no room for the date
        page.get_by_text("Lihat keadaan pada tanggal lain").click()
        page.get_by_label("Tanggal", exact=True).fill(day)
    else:
        page.locator("summary.tool", has_text="Lihat keadaan").click()
        page.get_by_label("Keadaan per tanggal").fill(day)
    page.get_by_role("button", name="Lihat", exact=True).click()
    page.get_by_text("Terverifikasi 25 %, diklaim 30 %").wait_for()
    page.get_by_text("Tonggak dibatalkan: Aspal").wait_for()
    assert page.locator("main").get_by_role("button").count() == 0
    lead.look("program-hari-lalu")
    lead.open(reverse("collaboration:partner", args=[scene.partner.pk]) + f"?per={TODAY}")
    lead.look("mitra-hari-lalu")
    page.get_by_role("link", name="Perbaikan jalan").click()
    page.get_by_text("Ruang lingkup").wait_for()
    lead.look("perjanjian-hari-lalu")
    lead.open(reverse("collaboration:programme", args=[programme.pk]) + "?per=2026-01-01")
    lead.look("program-belum-ada")
