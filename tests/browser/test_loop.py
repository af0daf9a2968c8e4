"""
The loop through all pillars, as everybody in it sees it: no case without the competency, the module
on a phone, the case, its evidence, the citizen's thanks, the own year with its goal, the next plan.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.learning.models import Certificate, Module, ModuleAttempt, Question
from luwes.learning.tests.builders import a_module
from luwes.letters import actions as letters
from luwes.motivation.models import Contribution
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.services.actions import warnings
from luwes.services.actions.filing import Receipt
from luwes.services.tests.builders import a_service, a_skill, filed
from luwes.services.tests.test_documents import a_picture
from luwes.staffing.models import NeedSkill
from luwes.staffing.tests.builders import NOW, TODAY, Scene, a_draft, a_scene
from tests.browser.answering import answer
from tests.browser.conftest import Visit
from tests.journeys.screens import Screen
from tests.journeys.test_loop import RESULT, WORDS, agrees_on_a_goal

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    clock.set_to(NOW)
    settings.MEDIA_ROOT = tmp_path


def _officer(scene: Scene) -> Employee:
    side = scene.sides[0]
    officer = side.people[0]
    officer.name = "Desi Permata Rekaan"
    officer.user = a_user(
        Role.SERVICE_OFFICER, scope_kind="unit", scope_id=side.unit.pk, name=officer.name
    )
    officer.save()
    return officer


def _learns(window: Visit, module: Module) -> None:
    page = window.open(reverse("learning:module", args=[module.slug]))
    page.get_by_role("button", name="Mulai belajar").click()
    for words in ("Lanjut", "Lanjut", "Selesai membaca"):
        page.get_by_role("button", name=words, exact=True).click()
    page.get_by_role("button", name="Mulai tes").click()
    page.get_by_text("Soal 1 dari 4").wait_for()
    attempt = ModuleAttempt.objects.get()
    for number, pk in enumerate(attempt.drawn, 1):
        page.get_by_text(f"Soal {number} dari 4").wait_for()
        answer(window, attempt, Question.objects.get(pk=pk), rightly=True)
        words = "Simpan dan lanjut" if number < 4 else "Periksa jawaban"
        page.get_by_role("button", name=words, exact=True).click()
    page.get_by_role("button", name="Kumpulkan").click()
    page.get_by_text("Anda lulus dengan nilai").wait_for()


def _signed() -> Certificate:
    row = Certificate.objects.select_related("letter").get()

    def sign() -> None:
        letters.produce(letter=row.letter, now=NOW)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sign).result()
    return row


def _closes(window: Visit) -> None:
    page = window.open(reverse("services:desk"))
    window.look("putaran-meja")
    page.get_by_role("link", name="Mohon surat pindah").first.click()
    page.get_by_text("Tutup dengan bukti", exact=True).click()
    page.get_by_label("Apa yang sudah dilakukan?").fill("Surat pindah sudah terbit.")
    page.get_by_label("Bukti").set_input_files(
        {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    )
    page.get_by_role("button", name="Tutup perkara").click()
    page.get_by_text("Perkara ditutup.").wait_for()


def _thanks(window: Visit, receipt: Receipt) -> None:
    of = {"number": receipt.case.number, "secret": receipt.secret}
    page = window.open(reverse("services:case_public", kwargs=of))
    page.get_by_text("Surat pindah sudah terbit.").first.wait_for()
    window.look("putaran-warga")
    page.get_by_role("button", name="Ya, beres").click()
    page.get_by_role("button", name="Ya, beres").wait_for(state="detached")
    page.get_by_label("Ucapan untuk petugas").fill(WORDS)
    page.get_by_role("button", name="Kirim ucapan").click()
    page.get_by_role("button", name="Kirim ucapan").wait_for(state="detached")


def test_what_is_learnt_serves_a_citizen_is_thanked_and_counts(visit: Enter) -> None:
    scene = a_scene(nurses=2, minimum=1, wanted=1)
    officer, unit = _officer(scene), scene.sides[0].unit
    skill = a_skill()
    module = a_module(
        a_unit("Badan Pengembangan SDM"), title="Melayani lewat aplikasi", competency=skill
    )
    receipt = filed(a_service(unit, skills={skill: 2}), now=NOW)
    NeedSkill.objects.create(need=scene.need, competency=skill, level=2)
    agrees_on_a_goal(officer, Screen(scene.sides[0].head))

    phone = visit(officer.user)
    page = phone.open(reverse("services:desk"))
    assert page.get_by_text(receipt.case.number).count() == 0
    phone.open(reverse("motivation:mine"))
    phone.look("putaran-kosong")
    _learns(phone, module)
    certificate = _signed()
    stranger = visit(None)
    stranger.open(reverse("letters:verify_token", args=[certificate.letter.token]))
    stranger.page.get_by_role("heading", level=1, name="Sah").wait_for()

    warnings.route_waiting(now=NOW, on=TODAY)  # what the worker does once somebody has learnt
    phone = visit(officer.user)
    _closes(phone)
    _thanks(visit(None), receipt)

    phone = visit(officer.user)
    page = phone.open(reverse("motivation:mine"))
    page.get_by_text(WORDS).first.wait_for()
    phone.look("putaran-kinerja")
    case = Contribution.objects.get(kind="case")
    page.get_by_role("button", name=f"Kaitkan {case.words}").click()
    page.get_by_text(f"Dikaitkan dengan hasil kerja: {RESULT}").first.wait_for()
    phone.look("putaran-terkait")
    head = visit(scene.sides[0].head)
    head.open(reverse("motivation:portfolio", args=[officer.pk]))
    head.page.get_by_text(case.words).first.wait_for()
    head.look("putaran-portofolio")

    plan = a_draft(scene)
    coordinator = visit(scene.coordinator)
    coordinator.open(reverse("staffing:plan", args=[plan.pk]))
    coordinator.page.get_by_text(officer.name).first.wait_for()
    coordinator.look("putaran-rencana")
