"""Kinerja saya on a phone and a desk: an empty year, a full one, evidence put beside goals, the copy."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.learning.models import LearningHours
from luwes.motivation.models import Contribution
from luwes.motivation.rules.contributions import ContributionKind as Kind
from luwes.motivation.tests.year_scene import Year
from luwes.staffing.models import Shift
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture
def year() -> Year:
    return Year()


def month(year: Year, number: int, day: int = 14) -> date:
    return min(date(year.today.year, number, day), year.today)


def full(year: Year) -> None:
    """Twelve months of an officer of a civil registry who was also sent to a flood."""
    plan = year.plan()
    moved = year.goal(
        plan, "Pelayanan administrasi kependudukan selesai tepat waktu",
        indicator="Persentase permohonan surat pindah yang selesai dalam dua hari kerja", target="95 persen",
    )  # fmt: skip
    ready = year.goal(
        plan, "Kesiapsiagaan menghadapi bencana banjir",
        indicator="Jumlah pelatihan tanggap darurat yang diikuti", target="2 pelatihan",
    )  # fmt: skip
    year.goal(
        plan, "Satu data kependudukan provinsi", kind="extra",
        indicator="Daerah yang datanya sudah padan", target="15 daerah",
    )  # fmt: skip
    for number, count in enumerate((4, 12, 9, 21, 33, 18, 7, 11, 26, 41, 12), 1):
        year.came(
            f"{count} permohonan Surat keterangan pindah selesai", Kind.CASE, on=month(year, number, 28),
            count=count, detail=f"{count - 2} dikonfirmasi warga, 2 selesai karena masa konfirmasinya lewat",
            goal=moved if number < 9 else None,
        )  # fmt: skip
    year.came("Banjir Way Halim: Petugas pendataan, Tanjung Senang", Kind.DUTY, on=month(year, 1), detail="7 hari, 52 jam di pos", goal=ready, url="/tugas/1/")  # fmt: skip
    year.came("Banjir Sukabumi: Petugas pendataan, Kedaton", Kind.DUTY, on=month(year, 10), detail="4 hari, 31 jam di pos", url="/tugas/2/")  # fmt: skip
    year.came("Sertifikat Dasar tanggap darurat bencana banjir", Kind.LEARNING, on=month(year, 3), detail="12 JP, nomor SERT/118/KI/2026", url="/belajar/sertifikat/")  # fmt: skip
    year.came("Sertifikat Menulis berita untuk warga", Kind.LEARNING, on=month(year, 6), detail="4 JP, nomor SERT/240/KI/2026")  # fmt: skip
    year.came("Tonggak “Data 15 daerah padan” terverifikasi 60 persen", Kind.MILESTONE, on=month(year, 9), detail="Program Satu Data Provinsi, diperiksa pihak mitra")  # fmt: skip
    year.came("Masukan ketua Tim Percepatan Akta", Kind.TEAM, on=month(year, 8), detail="Menyusun daftar padanan dan memeriksa datanya dengan teliti.")  # fmt: skip
    for number in (1, 5, 5, 9):
        year.came("Terima kasih dari rekan", Kind.THANKS, on=month(year, number), detail="Menenangkan warga yang menunggu lama.")  # fmt: skip
    year.came("Pelayan warga teladan", Kind.AWARD, on=month(year, 8, 17), detail="Keputusan kepala dinas")  # fmt: skip
    LearningHours.objects.create(employee=year.person, source_kind="test", source_id="1", on=month(year, 3), minutes=16 * 45, method="class", words="Kelas")  # fmt: skip
    for _ in range(6):
        year.colleague()
    flood = Flood()
    for first, days in ((month(year, 1, 8), 7), (month(year, 10, 11), 4)):
        flood.sent("completed", employee=year.person, period=Period(first, first + timedelta(days=days)))  # fmt: skip
    row = flood.sent("active", employee=year.person)
    monday = flood.now - timedelta(days=flood.now.weekday())
    for n in (0, 2):
        at = monday + timedelta(days=n)
        Shift.objects.create(assignment=row, employee=year.person, starts_at=at, ends_at=at + timedelta(hours=8), held=(at, at + timedelta(hours=19)))  # fmt: skip


def test_an_empty_year_teaches(visit: Enter, year: Year) -> None:
    window = visit(year.user)
    page = window.open(reverse("motivation:mine"))
    page.get_by_role("heading", level=1).get_by_text("belum ada yang tercatat").wait_for()
    page.get_by_text("Sasaran disepakati dengan atasan").wait_for()
    window.look("kinerja-kosong")
    window.open(reverse("motivation:evidence"))
    window.look("bukti-kosong")


def test_somebody_puts_evidence_beside_a_goal_with_one_tap(visit: Enter, year: Year) -> None:
    full(year)
    window = visit(year.user)
    page = window.open(reverse("motivation:mine"))
    page.get_by_role("heading", level=1).get_by_text("194 perkara warga selesai").wait_for()
    page.get_by_text("Kata yang sama:").first.wait_for()
    window.look("kinerja")
    page.get_by_text("Lihat tabel").click()
    page.get_by_role("cell", name="41").wait_for()
    window.look("kinerja-tabel")
    page.get_by_role("button", name="Kaitkan Sertifikat Dasar tanggap darurat").click()
    page.get_by_text("Dikaitkan dengan hasil kerja: Kesiapsiagaan").wait_for()
    row = Contribution.objects.get(words__startswith="Sertifikat Dasar")
    assert row.goal
    page.get_by_role("button", name="Tanpa hasil kerja Tonggak").click()
    page.get_by_text("Dibiarkan tanpa hasil kerja").wait_for()
    page.get_by_role("button", name="Kaitkan semua 3").click()
    page.get_by_text("3 bukti dikaitkan dengan hasil kerja: Pelayanan administrasi").wait_for()
    window.look("kinerja-dikaitkan")


def test_another_goal_is_chosen_from_the_whole_list(visit: Enter, year: Year) -> None:
    full(year)
    window = visit(year.user)
    page = window.open(reverse("motivation:evidence") + "?sasaran=-")
    page.get_by_role("heading", level=1).get_by_text("tanpa hasil kerja").wait_for()
    window.look("bukti")
    page.get_by_label("Hasil kerja untuk Masukan ketua Tim Percepatan Akta").select_option(label="Satu data kependudukan provinsi")  # fmt: skip
    page.get_by_role("button", name="Simpan Masukan ketua").click()
    page.get_by_text("Dikaitkan dengan hasil kerja: Satu data").wait_for()
    row = Contribution.objects.get(words__startswith="Masukan ketua")
    assert row.goal
    assert row.goal.title == "Satu data kependudukan provinsi"


def test_the_superior_reads_the_same_page(visit: Enter, year: Year) -> None:
    full(year)
    window = visit(year.head)
    page = window.open(reverse("people:profile", args=[year.person.pk]))
    page.get_by_role("link", name="Kinerja pegawai ini per tahun").click()
    page.get_by_role("heading", level=1).get_by_text("194 perkara warga selesai").wait_for()
    assert page.get_by_role("button", name="Kaitkan").count() == 0
    window.look("portofolio")
    page.get_by_role("link", name="Semua").first.click()
    page.get_by_role("heading", level=1).get_by_text("bukti kinerja").wait_for()
    window.look("portofolio-bukti")


def test_the_copy_is_taken_along(visit: Enter, year: Year) -> None:
    full(year)
    window = visit(year.user)
    page = window.open(reverse("motivation:mine"))
    with page.expect_download() as coming:
        page.get_by_role("link", name="Unduh salinan PDF").click()
    assert coming.value.suggested_filename == f"kinerja-{year.today.year}.pdf"
    coming.value.save_as("build/screens/kinerja.pdf")
