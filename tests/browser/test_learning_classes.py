"""A class from its making to its end: manager, civil servant, superior, trainer; at a phone's and a desk's width."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.learning import codes
from luwes.learning.models import Attendance, CourseClass, Enrolment
from luwes.learning.rules.attending import step_of
from luwes.learning.tests.class_scene import FIRST, NOW, Scene, account
from luwes.people.models import Employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def named(scene: Scene, name: str) -> Employee:
    return scene.person(name=name)


def test_a_class_is_made_asked_for_and_agreed_to(visit: Enter, scene: Scene) -> None:
    teacher = named(scene, "Widya Iswara Rekaan")
    me = named(scene, "Sari Wulandari Rekaan")
    manager = visit(scene.manager)
    page = manager.open(reverse("learning:courses"))
    manager.look("kelas-pelatihan-kosong")
    page.get_by_role("link", name="Buat pelatihan").first.click()
    unit = page.get_by_role("group", name="Unit penyelenggara")
    unit.get_by_role("searchbox").press_sequentially("BKPSDM")
    unit.get_by_role("radio").first.check()
    page.get_by_label("Judul").fill("Pelayanan prima di loket")
    page.get_by_label("Ringkasan").fill("Menerima, mendengar, dan menyelesaikan urusan warga.")
    page.get_by_label("Kompetensi yang ditunjukkan").select_option(label="Pelayanan publik")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Pilih tingkat").first.wait_for()
    manager.look("kelas-pelatihan-form-salah")
    page.get_by_label("Tingkat").select_option("2")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Pelatihan dibuat").wait_for()
    manager.look("kelas-pelatihan")
    page.get_by_role("link", name="Tambah kelas").click()
    page.get_by_label("Tempat", exact=True).fill("Aula BKPSDM, lantai 2")
    page.get_by_label("Jumlah tempat").fill("1")
    page.get_by_label("Daftar sampai").fill("2025-03-07")
    page.get_by_label("Pengajar").fill("Widya Iswara Rekaan, M.Pd.")
    manager.look("kelas-form")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Kelas dibuat").wait_for()
    for day, topic in (("2025-03-10", "Menerima dan mendengar"), ("2025-03-11", "Menyelesaikan")):
        page.get_by_role("link", name="Tambah pertemuan").click()
        page.get_by_label("Hari").fill(day)
        page.get_by_label("Mulai").fill("08:00")
        page.get_by_label("Selesai").fill("11:00")
        page.get_by_label("Pokok bahasan").fill(topic)
        if "Menerima" in topic:
            manager.look("kelas-pertemuan-form")
        page.get_by_role("button", name="Simpan").click()
        page.get_by_text("Pertemuan ditambahkan").wait_for()
    page.locator("input[name=trainer_text]").fill("Widya Iswara")
    page.get_by_role("button", name="Tambahkan pengajar").click()
    page.get_by_text("mengajar kelas ini").wait_for()
    manager.look("kelas-rancangan")
    page.get_by_role("button", name="Buka kelas").click()
    page.get_by_text("Kelas dibuka").wait_for()
    course_class = CourseClass.objects.get()
    assert course_class.trainers.get() == teacher.user

    learner = visit(account(me))
    page = learner.open(reverse("learning:classes"))
    page.get_by_text("1 tempat kosong").wait_for()
    learner.look("kelas-terbuka")
    page.get_by_role("link", name="Pelayanan prima di loket").click()
    learner.look("kelas-satu")
    page.get_by_label("Untuk apa?").fill("Loket kami ramai sejak layanan pindah.")
    page.get_by_role("button", name="Minta tempat").click()
    page.get_by_text("Permintaan dikirim").wait_for()
    learner.look("kelas-satu-menunggu")

    boss = visit(scene.ward_head)
    page = boss.open(reverse("home"))
    page.get_by_role("heading", name="ingin ikut kelas").first.wait_for()
    boss.look("kelas-beranda-atasan")
    page.get_by_role("link", name="Lihat dulu").first.click()
    page.get_by_role("heading", name="Waktu yang terpakai").wait_for()
    boss.look("kelas-persetujuan")
    page.get_by_label("Tidak setuju").check()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Tulis alasan tidak menyetujui").first.wait_for()
    page.get_by_label("Setuju", exact=True).check()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("mendapat tempat").first.wait_for()
    page.get_by_role("link", name="Kelas terjawab").click()
    page.get_by_role("link", name="Sari Wulandari").wait_for()
    boss.look("kelas-persetujuan-dijawab")

    waits = scene.enrolled(course_class, named(scene, "Bagus Prasetyo Rekaan"))
    assert waits.state == "waiting"
    scene.asked(course_class, named(scene, "Ningsih Rekaan"))
    scene.sent_away(me, Period(FIRST.date(), FIRST.date() + timedelta(days=5)))
    manager = visit(scene.manager)
    page = manager.open(reverse("learning:manage_class", args=[course_class.pk]))
    page.get_by_text("bertugas, Perawat").wait_for()
    manager.look("kelas-kelola")
    page.locator("summary", has_text="Ambil tempatnya").first.click()
    page.get_by_label("Alasan").locator("visible=true").fill("Ditugaskan ke pos banjir")
    manager.look("kelas-ambil-tempat")
    learner = visit(account(me))
    page = learner.open(reverse("learning:class", args=[course_class.pk]))
    learner.look("kelas-satu-berbenturan")
    page.locator("summary", has_text="Mundur").click()
    page.get_by_role("button", name="Ya, mundur").click()
    page.get_by_text("Anda mundur").wait_for()
    waits.refresh_from_db()
    assert waits.state == "enrolled"


def test_people_check_in_by_the_code_that_turns_and_the_class_ends(visit: Enter, scene: Scene) -> None:  # fmt: skip
    course_class = scene.a_class(capacity=5)
    names = ("Sari Wulandari Rekaan", "Bagus Prasetyo Rekaan", "Ningsih Rekaan", "Joko Rekaan")
    rows = [scene.enrolled(course_class, named(scene, name)) for name in names]
    session = course_class.sessions.order_by("begins_at")[0]
    clock.set_to(FIRST + timedelta(minutes=2))
    trainer = visit(scene.trainer)
    page = trainer.open(reverse("learning:classes"))
    page.get_by_role("heading", name="Kelas yang Anda ajar").wait_for()
    page.get_by_role("link", name="Pelayanan prima").first.click()
    page.get_by_role("link", name="Mendengar warga").first.click()
    trainer.look("kelas-daftar-hadir-kosong")
    page.get_by_role("link", name="Tampilkan kode hadir").click()
    page.get_by_role("img", name="Kode QR").wait_for()
    trainer.look("kelas-kode")

    learner = visit(account(rows[0].employee))
    page = learner.open(reverse("learning:check_in", args=[codes.make(session, clock.now())]))
    learner.look("kelas-lapor-hadir")
    page.get_by_role("button", name="Lapor hadir").click()
    page.get_by_text("Kehadiran Anda tercatat").first.wait_for()
    learner.look("kelas-satu-hadir")
    old = codes.make(session, clock.now() - timedelta(minutes=2))
    friend = visit(account(rows[1].employee))
    page = friend.open(reverse("learning:check_in", args=[old]), status=410)
    page.get_by_text("sudah lewat waktunya").first.wait_for()
    friend.look("kelas-kode-basi")
    page.get_by_role("link", name="Lihat kelas").click()
    friend.look("kelas-satu-berlangsung")
    page.get_by_label("Angka di layar pengajar").fill("0000 0000")
    page.get_by_role("button", name="Lapor hadir").click()
    page.get_by_text("tidak cocok").wait_for()
    page.get_by_label("Angka di layar pengajar").fill(codes.figures(session, step_of(clock.now())))
    page.get_by_role("button", name="Lapor hadir").click()
    page.get_by_text("Kehadiran Anda tercatat").first.wait_for()
    assert Attendance.objects.count() == 2

    trainer = visit(scene.trainer)
    page = trainer.open(reverse("learning:session", args=[session.pk]))
    page.get_by_role("button", name="Catat hadir Ningsih").click()
    page.get_by_text("dicatat hadir").wait_for()
    page.locator("summary", has_text="Coret").nth(1).click()
    page.get_by_label("Alasan").locator("visible=true").fill("Tidak ada di ruang")
    trainer.look("kelas-coret")
    page.get_by_role("button", name="Coret kehadiran").locator("visible=true").click()
    page.get_by_text("dicoret.").wait_for()
    trainer.look("kelas-daftar-hadir")

    clock.set_to(FIRST + timedelta(days=2))
    manager = visit(scene.manager)
    page = manager.open(reverse("learning:manage_class", args=[course_class.pk]))
    manager.look("kelas-akhiri")
    page.get_by_role("button", name="Akhiri kelas").click()
    page.get_by_text("Kelas diakhiri").wait_for()
    manager.look("kelas-selesai")
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"not_passed"}
    learner = visit(account(rows[0].employee))
    learner.open(reverse("learning:class", args=[course_class.pk]))
    learner.look("kelas-tidak-lulus")
