"""What was wrong is mended on its pages; whose people a plan leaves out, and what a class may show."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from luwes.accounts.models import User
from luwes.collaboration.actions import indicators, voices
from luwes.collaboration.models import Agreement
from luwes.collaboration.tests import team_scene
from luwes.collaboration.tests.builders import NOW, TODAY, Scene
from luwes.core import clock
from luwes.learning.tests import class_scene
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def url(name: str, *args: object) -> str:
    return reverse(f"collaboration:{name}", args=args)


def test_values_places_and_words_are_mended(visit: Enter) -> None:
    clock.set_to(NOW)
    scene = Scene()
    scene.agency.area = scene.area
    scene.agency.save()
    programme, base, _asphalt = scene.running()
    measured = {"on": TODAY, "now": NOW, "by": scene.lead, "words": ""}
    row = programme.indicators.get()
    wrong = indicators.measure(indicator=row, day=TODAY, value=Decimal("2.4"), **measured)
    indicators.measure(indicator=row, day=TODAY - timedelta(days=9), value=Decimal("0.4"), **measured)  # fmt: skip
    claim = scene.claimed(base)
    for n, words in enumerate(("Di km 1 masih berlubang", "Pak Rekaan lalai", "Sudah padat")):
        voices.say(claim=claim, is_so=n == 2, words=words, device=str(n), now=NOW)
    lead = visit(scene.lead)
    page = lead.open(url("correct_value", wrong.pk))
    page.get_by_label("Nilai yang benar").fill("1,4")
    page.get_by_label("Alasan koreksi").fill("Angka dua dan satu tertukar saat diketik")
    lead.look("perbaiki-nilai")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Nilai dikoreksi").wait_for()
    page.get_by_text("Lihat tabel Jalan mantap").click()
    lead.look("perbaiki-program")
    page.get_by_role("link", name="Perbaiki Jalan mantap").click()
    lead.look("perbaiki-indikator")
    lead.open(url("change_place", programme.places.get().pk))
    lead.look("perbaiki-lokasi")
    page = lead.open(url("programme_voices", programme.pk))
    page.get_by_role("button", name="Tampilkan", exact=True).first.click()
    page.get_by_role("button", name="Tampilkan", exact=True).first.click()
    page.get_by_role("link", name="Sudah dibaca").click()
    page.get_by_label("Alasan tidak ditampilkan").first.fill("Menyebut orang")
    lead.look("perbaiki-suara")
    page.get_by_role("button", name="Sembunyikan").first.click()
    page.get_by_text("Tidak ditampilkan", exact=True).wait_for()
    lead.look("perbaiki-suara-disembunyikan")
    everybody = visit(None)
    page = everybody.open(url("public", programme.slug))
    page.get_by_text("Lihat tabel Jalan mantap").click()
    page.get_by_text("semula").wait_for()
    everybody.look("perbaiki-umum")


def test_the_team_page_tells_whose_people_are_left_out(visit: Enter) -> None:
    clock.set_to(team_scene.NOW)
    scene = team_scene.Cooperation()
    Agreement.objects.filter(pk=scene.lending.pk).update(state="ended")
    scene.place(heads=2)
    lead = visit(scene.lead)
    lead.open(url("team", scene.programme.pk))
    lead.look("tim-tanpa-pks")
    lead.open(reverse("staffing:make", args=["programme", scene.programme.pk]))
    lead.look("rencana-tanpa-pks")


def test_a_class_tells_what_it_may_show(visit: Enter) -> None:
    clock.set_to(class_scene.NOW)
    scene = class_scene.Scene()
    row = scene.a_class(scene.course(level=4), is_open=False)
    manager = visit(scene.manager)
    manager.open(reverse("learning:manage_class", args=[row.pk]))
    manager.look("kelas-tingkat")
    manager.open(reverse("learning:new_course"))
    manager.look("pelatihan-tingkat")
