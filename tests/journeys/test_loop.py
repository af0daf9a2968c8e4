"""
The loop through all pillars: somebody lacks a competency and gets no case; learns; is given the case;
closes it; the citizen confirms and thanks; it stands on the own page beside a goal; and the next
plan counts the skill. Told from area to area by facts and registries alone.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.learning.models import Certificate
from luwes.learning.tests.builders import a_module
from luwes.letters import actions as letters
from luwes.motivation.models import Contribution, PerformancePlan
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.services import jobs
from luwes.services.actions.filing import Receipt
from luwes.services.models import Case
from luwes.services.tests.builders import a_service, a_skill, filed
from luwes.services.tests.test_documents import a_picture
from luwes.staffing.actions import plans
from luwes.staffing.models import NeedSkill
from luwes.staffing.tests.builders import NOW, Scene, a_draft, a_scene
from tests.journeys.screens import Screen
from tests.journeys.studying import passes, reads, verdict

pytestmark = pytest.mark.django_db
RESULT, WORDS = "Permohonan surat pindah warga selesai", "Sabar sekali menjelaskannya."


@pytest.fixture(autouse=True)
def that_day(tmp_path: Any, settings: Any) -> None:
    clock.set_to(NOW)
    settings.MEDIA_ROOT = tmp_path


def proposed(scene: Scene) -> set[Employee]:
    """Whom a plan for the flood would send today; the draft is given up again."""
    plan = a_draft(scene)
    found = {line.employee for line in plan.lines.select_related("employee")}
    plans.discard(plan=plan, reason="Hanya dilihat", by=scene.coordinator)
    return found


def officer_of(case: Case) -> Employee | None:
    """After the worker has asked again who can have what waits."""
    jobs.route_waiting(timestamp=0)
    case.refresh_from_db()
    return case.officer


def agrees_on_a_goal(officer: Employee, head: Screen) -> None:
    assert officer.user
    own = Screen(officer.user).open(reverse("motivation:own_plan"))
    own.press("Susun sasaran 2025")
    plan = PerformancePlan.objects.get(employee=officer)
    own.open(reverse("motivation:new_goal", args=[plan.pk])).press(
        "Simpan hasil kerja", title=RESULT, indicator="Permohonan yang dikonfirmasi warga",
        target="50 permohonan",
    )  # fmt: skip
    own.press("Usulkan sasaran")
    head.open(reverse("motivation:plan", args=[plan.pk])).press("Sepakati sasaran")
    plan.refresh_from_db()
    assert plan.state == "agreed"


def closes(case: Case, officer: Employee) -> None:
    """With a picture that the citizen can see."""
    desk = Screen(officer.user).open(reverse("services:case", args=[case.pk]))
    picture = SimpleUploadedFile("sesudah.jpg", a_picture(), "image/jpeg")
    desk.press("Tutup perkara", files={"files": picture}, text="Surat pindah sudah terbit.")


def confirms_and_thanks(receipt: Receipt) -> None:
    citizen = Client()
    of = {"number": receipt.case.number, "secret": receipt.secret}
    shown = citizen.get(reverse("services:case_public", kwargs=of)).content.decode()
    assert "Surat pindah sudah terbit." in shown
    assert citizen.post(reverse("services:confirm", kwargs=of)).status_code == 302
    assert citizen.post(reverse("services:thank", kwargs=of), {"words": WORDS}).status_code == 302


def test_what_somebody_learns_serves_a_citizen_is_thanked_and_counts_in_the_next_plan() -> None:
    scene = a_scene(nurses=2, minimum=1, wanted=1)
    side = scene.sides[0]
    officer = side.people[0]
    officer.user = a_user(
        Role.SERVICE_OFFICER, scope_kind="unit", scope_id=side.unit.pk, name="Desi Rekaan"
    )
    officer.save()
    skill = a_skill()
    service = a_service(side.unit, skills={skill: 2})
    module = a_module(a_unit("Badan Pengembangan SDM"), competency=skill, level=2)
    NeedSkill.objects.create(need=scene.need, competency=skill, level=2)
    head = Screen(side.head)
    agrees_on_a_goal(officer, head)

    # she lacks it: no case, no plan
    receipt = filed(service, now=NOW)
    assert officer_of(receipt.case) is None
    assert proposed(scene) == set()

    # she learns
    phone = Screen(officer.user)
    reads(phone, module)
    passes(phone)
    certificate = Certificate.objects.get()
    letters.produce(letter=certificate.letter, now=NOW)
    assert verdict(certificate) == "Sah"

    # the very case that waited is hers, and she closes it
    assert officer_of(receipt.case) == officer
    closes(receipt.case, officer)
    confirms_and_thanks(receipt)

    # it stands on her page, and beside her goal once she says so
    year = phone.open(reverse("motivation:mine"))
    assert module.versions.get().title in year.text
    assert WORDS in year.text
    row = Contribution.objects.get(kind="case")
    assert (row.employee, row.withdrawn_at) == (officer, None)
    assert "Kata yang sama: permohonan" in year.text
    year.press(f"Kaitkan {row.words}")
    row.refresh_from_db()
    assert row.goal
    assert row.goal.title == RESULT
    portfolio = head.open(reverse("motivation:portfolio", args=[officer.pk]))
    assert row.words in portfolio.text

    # and the next plan counts on her
    assert proposed(scene) == {officer}
