"""A module is written and published in the browser; another person reads it on a phone and sits its test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from luwes.accounts.models import User
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.learning.actions import reference
from luwes.learning.models import Module, ModuleAttempt, Question, Study
from luwes.learning.tests.builders import a_learner, a_manager, a_module, a_study
from luwes.organisation.models import OrgUnit, PositionRequirement
from luwes.organisation.tests.builders import a_competency, a_position, a_unit, a_user
from luwes.people.models import Employee
from tests.browser.answering import answer
from tests.browser.conftest import Visit
from tests.browser.test_in_english import ONLY_INDONESIAN

Enter = Callable[[User | None], Visit]
BASIC, SERVING = "tik-dasar-untuk-pelayanan", "melayani-lewat-aplikasi-layanan"


@pytest.fixture
def unit() -> OrgUnit:
    return a_unit("Badan Pengembangan Sumber Daya Manusia")


@pytest.fixture
def lessons(unit: OrgUnit) -> None:
    """The modules that come with Luwes."""
    from luwes.accounts.rules import Role

    a_competency("tik_dasar", "TIK dasar")
    a_competency("pelayanan_digital", "Pelayanan lewat aplikasi")
    reference.load(now=clock.now(), on=clock.today(), by=a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def learner(lessons: None) -> Employee:
    """Somebody whose post asks for the second module's competency."""
    desk = a_unit("Dinas Pekerjaan Umum")
    person = a_learner(desk, "Rini Astuti")
    position = a_position(unit=desk)
    an_appointment(person, position)
    PositionRequirement.objects.create(
        position=position, competency=a_competency("pelayanan_digital"), level=2
    )
    return person


def press(window: Visit, name: str) -> None:
    window.page.get_by_role("button", name=name, exact=True).click()


def test_somebody_reads_a_module_and_passes(visit: Enter, learner: Employee) -> None:
    window = visit(learner.user)
    page = window.open(reverse("learning:mine"))
    window.look("belajar")
    page.get_by_role("link", name="TIK dasar untuk pelayanan").click()
    window.look("belajar-modul")
    press(window, "Mulai belajar")
    page.get_by_role("heading", name="Yang akan Anda kuasai", level=1).wait_for()
    press(window, "Lanjut")
    page.get_by_role("heading", name="Sandi: satu akun, satu sandi", level=1).wait_for()
    window.look("belajar-halaman")
    page.get_by_role("link", name="Kembali", exact=True).click()
    page.get_by_text("Halaman 1 dari 10").wait_for()
    window.open(reverse("learning:module", args=[BASIC]))
    page.get_by_text("1 dari 10 halaman sudah dibaca").wait_for()
    window.look("belajar-lanjut")
    Study.objects.update(page=9)
    window.open(reverse("learning:read", args=[BASIC, 10]))
    press(window, "Selesai membaca")
    press(window, "Mulai tes")
    page.get_by_text("Soal 1 dari 10").wait_for()
    attempt = ModuleAttempt.objects.get()
    for number, pk in enumerate(attempt.drawn, 1):
        page.get_by_text(f"Soal {number} dari 10").wait_for()
        answer(window, attempt, Question.objects.get(pk=pk), rightly=number != 2)
        if number in {1, 2}:
            window.look(f"belajar-soal-{number}")
        press(window, "Simpan dan lanjut" if number < 10 else "Periksa jawaban")
    page.get_by_role("heading", name="Semua soal sudah dijawab").wait_for()
    window.look("belajar-periksa")
    press(window, "Kumpulkan")
    page.get_by_text("Anda lulus dengan nilai").wait_for()
    window.look("belajar-hasil")
    page.get_by_role("link", name="Kembali ke modul").click()
    window.look("belajar-lulus")
    window.open(reverse("learning:mine"))
    page.get_by_role("heading", name="Sudah lulus").wait_for()
    window.look("belajar-rak")


def test_a_test_is_sat_with_the_keyboard_alone_and_gone_on_with(visit: Enter, unit: OrgUnit) -> None:  # fmt: skip
    learner, module = a_learner(), a_module(unit)
    a_study(learner, module, page=3)
    window = visit(learner.user)
    page = window.open(reverse("learning:module", args=[module.slug]))
    page.get_by_role("button", name="Mulai tes").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Soal 1 dari 4").wait_for()
    attempt = ModuleAttempt.objects.get()
    first = Question.objects.get(pk=attempt.drawn[0])
    field = page.locator("main input:not([type=hidden])").first
    field.focus()
    page.keyboard.press("Space") if first.options else page.keyboard.type("4711")
    page.keyboard.press("Enter")
    page.get_by_text("Soal 2 dari 4").wait_for()
    attempt.refresh_from_db()
    assert list(attempt.answers) == [str(first.pk)]
    window.open(reverse("learning:module", args=[module.slug]))  # as after a lost network
    window.look("belajar-tes-terbuka")
    press(window, "Lanjutkan tes")
    page.get_by_text("Soal 2 dari 4").wait_for()
    press(window, "Lihat semua soal")
    page.get_by_role("heading", name="3 soal belum dijawab").wait_for()
    window.look("belajar-belum-lengkap")
    press(window, "Kumpulkan apa adanya")
    page.get_by_text("Belum lulus").wait_for()
    window.look("belajar-belum-lulus")


def test_a_manager_writes_looks_and_publishes(visit: Enter, unit: OrgUnit, lessons: None, tmp_path: Path) -> None:  # fmt: skip
    picture = tmp_path / "loket.png"
    Image.new("RGB", (800, 450), "teal").save(picture)
    window = visit(a_manager(unit))
    page = window.open(reverse("learning:manage"))
    window.look("kelola-pelatihan")
    page.get_by_role("link", name="Modul baru").click()
    page.get_by_label("Judul").fill("Melayani di loket")
    units = page.get_by_role("group", name="Unit penyelenggara")
    units.get_by_role("searchbox").fill("Badan Pengembangan")
    page.get_by_role("radio", name="Badan Pengembangan").check()
    window.look("kelola-modul-baru")
    press(window, "Buat rancangan")
    page.get_by_text("Tulis sedikitnya satu halaman.").wait_for()
    window.look("kelola-modul-kosong")
    page.get_by_role("link", name="Tambah halaman").click()
    page.get_by_label("Judul halaman").fill("Menyapa lebih dulu")
    page.get_by_label("Isi", exact=True).fill("Sapa warga **lebih dulu**.\n\n## Caranya\n- berdiri\n- senyum\n> Contoh: selamat pagi, Bu.")  # fmt: skip
    press(window, "Simpan dan lihat")
    page.get_by_label("Berkas gambar").set_input_files(picture)
    page.get_by_label("Yang terlihat").fill("Loket dengan dua kursi")
    press(window, "Tambah gambar")
    page.get_by_alt_text("Loket dengan dua kursi").wait_for()
    window.look("kelola-halaman")
    window.open(reverse("learning:write", args=[Module.objects.latest("pk").pk]))
    page.get_by_role("link", name="Tambah soal").click()
    window.look("kelola-jenis-soal")
    page.get_by_role("link", name="Satu jawaban").click()
    page.get_by_label("Pertanyaan").fill("Apa yang pertama dilakukan?")
    page.get_by_label("Pilihan 1").fill("Menyapa")
    page.get_by_label("Pilihan 2").fill("Menunggu")
    press(window, "Simpan")
    page.get_by_text("Tandai satu pilihan yang benar.").first.wait_for()
    window.look("kelola-soal")
    page.get_by_label("Benar").first.check()
    press(window, "Simpan")
    page.get_by_role("link", name="Ubah uraian dan tes").click()
    page.get_by_label("Ringkasan").fill("Menyapa, mendengar, lalu bekerja.")
    page.get_by_label("Jumlah soal di setiap tes").fill("1")
    window.look("kelola-uraian")
    press(window, "Simpan")
    page.get_by_text("Rancangan siap").wait_for()
    window.look("kelola-siap")
    page.get_by_role("link", name="Pratinjau").click()
    window.look("kelola-modul-pratinjau")
    page.go_back()
    press(window, "Berlakukan")
    page.get_by_text("Modul diberlakukan").wait_for()
    window.open(reverse("learning:write", args=[Module.objects.get(slug=SERVING).pk]))
    window.look("kelola-modul-penuh")


def test_pages_are_read_without_scripts(visit: Enter, learner: Employee) -> None:
    window = visit(learner.user)
    plain = window.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain.add_cookies(window.page.context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(window.site + reverse("learning:module", args=[BASIC]))
    page.get_by_role("button", name="Mulai belajar").click()
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("heading", level=1).get_by_text("Sandi").wait_for()
    plain.close()
    assert Study.objects.get().page == 1


def test_the_frame_around_a_module_is_read_in_english(visit: Enter, learner: Employee, unit: OrgUnit) -> None:  # fmt: skip
    """What is taught stays in its own language; everything around it follows the reader."""
    module = Module.objects.get(slug=BASIC)
    study = a_study(learner, module, page=10)
    study.attempts.create(
        number=1, seed="biji", drawn=list(study.version.questions.values_list("pk", flat=True)[:4]),
        began_at=clock.now(), handed_in_at=clock.now(), percent=0, passed=False,
    )  # fmt: skip
    attempt = study.attempts.get()
    for name, user, path in (
        ("belajar", learner.user, reverse("learning:mine")),
        ("modul", learner.user, reverse("learning:module", args=[BASIC])),
        ("hasil", learner.user, reverse("learning:result", args=[attempt.pk])),
        ("kelola-pelatihan", a_manager(unit), reverse("learning:manage")),
        ("kelola-modul", a_manager(unit), reverse("learning:write", args=[module.pk])),
    ):
        window = visit(user)
        window.page.context.add_cookies(
            [{"name": "django_language", "value": "en", "url": window.site}]
        )
        page = window.open(path)
        window.look(f"en-{name}")
        page.evaluate("document.querySelectorAll('[lang=id], h1, .lead').forEach(e => e.remove())")
        assert not ONLY_INDONESIAN.findall(page.locator("body").inner_text()), path
