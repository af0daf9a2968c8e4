"""From what somebody lacks to a certificate that counts, and its end; alone by a module and in a class."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.learning.models import Attendance, Certificate
from luwes.learning.tests import class_scene
from luwes.learning.tests.builders import a_manager, a_module
from luwes.letters import actions as letters
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_position, a_unit
from luwes.people.models import CompetencyRecord, Employee
from luwes.services import routing
from luwes.services.models import Case, Service
from luwes.services.tests.builders import NOW, a_service, a_skill, an_officer, filed
from tests.journeys.screens import Screen
from tests.journeys.studying import passes, reads, verdict

LACKS = "Kompetensi yang masih kurang"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


def at(name: str, *args: object) -> str:
    return reverse(f"learning:{name}", args=args)


def given_to(service: Service, now: datetime = NOW) -> Employee | None:
    """Who has the next case that a citizen files."""
    filed(service, now=now)
    return Case.objects.order_by("-pk")[0].officer


# ── alone, by a module ───────────────────────────────────────────────


def test_a_gap_is_closed_by_a_module_and_opens_again_when_the_certificate_is_revoked() -> None:
    desk, school = a_unit("Dinas Kependudukan"), a_unit("Badan Pengembangan SDM")
    skill = a_skill()
    service = a_service(desk, skills={skill: 2})
    officer = an_officer(desk, name="Desi Rekaan")
    an_appointment(officer, a_position(unit=desk))
    module = a_module(school, title="Melayani warga lewat aplikasi", competency=skill, level=2)
    assert given_to(service) is None

    screen = Screen(officer.user).open(at("mine"))
    assert LACKS in screen.text
    reads(screen, module)
    passes(screen)
    assert "Anda lulus" in screen.open(at("module", module.slug)).text

    row = Certificate.objects.get()
    letters.produce(letter=row.letter, now=NOW)
    assert verdict(row) == "Sah"
    assert row.letter.number in screen.open(at("certificates")).text
    record = CompetencyRecord.objects.get()
    assert (record.employee, record.competency, record.level) == (officer, skill, 2)
    assert given_to(service) == officer
    assert LACKS not in screen.open(at("mine")).text

    later = NOW + timedelta(days=7)
    clock.set_to(later)
    _revokes(school, row)
    assert verdict(row) == "Dicabut"
    assert given_to(service, later) is None
    [candidate] = routing.candidates(Case.objects.order_by("-pk")[0], later, later.date())
    assert candidate.lacks == [skill.pk]
    again = Screen(officer.user)
    assert LACKS in again.open(at("mine")).text
    passes(again.open(at("module", module.slug)))
    assert given_to(service, later) == officer


def _revokes(school: OrgUnit, row: Certificate) -> None:
    manager = Screen(a_manager(school)).open(at("revoke", row.pk))
    manager.press("Cabut sertifikat", reason="Tes dikerjakan orang lain.")
    row.refresh_from_db()
    assert row.revoked_at is not None


# ── in a class ───────────────────────────────────────────────────────


def test_a_place_is_asked_for_agreed_to_attended_and_ends_in_a_certificate() -> None:
    clock.set_to(class_scene.NOW)
    scene = class_scene.Scene()
    row = scene.a_class(sessions=1)
    person, friend = scene.person(name="Sari Rekaan"), scene.person(name="Budi Rekaan")
    for each in (person, friend):
        screen = Screen(each.user).open(at("class", row.pk))
        screen.press("Minta tempat", why="Saya baru di loket.")
        assert "Menunggu persetujuan atasan" in screen.text
        head = Screen(scene.ward_head).open(at("consents"))
        assert each.full_name in head.text
        head.open(at("consent", each.enrolments.get().pk)).press("Kirim jawaban", answer="yes")

    session = row.sessions.get()
    clock.set_to(session.begins_at)
    board = Screen(scene.trainer).open(at("session_code", session.pk)).text
    found = re.search(r"(\d{4}) (\d{4})", board)
    assert found
    Screen(person.user).open(at("class", row.pk)).press("Lapor hadir", code=found[0])
    clock.set_to(session.begins_at + timedelta(minutes=2))  # sent on to a friend elsewhere
    late = Screen(friend.user).open(at("class", row.pk)).press("Lapor hadir", code=found[0])
    assert "sudah berganti" in late.text
    assert [a.enrolment.employee for a in Attendance.objects.all()] == [person]

    clock.set_to(session.ends_at + timedelta(hours=1))
    Screen(scene.manager).open(at("manage_class", row.pk)).press("Akhiri kelas")
    certificate = Certificate.objects.get()
    assert certificate.employee == person
    letters.produce(letter=certificate.letter, now=clock.now())
    assert verdict(certificate) == "Sah"
    assert "4 JP" in Screen(person.user).open(at("hours")).text
    assert "Hadir 0 dari 1 pertemuan" in Screen(friend.user).open(at("class", row.pk)).text
    assert CompetencyRecord.objects.get().level == 2
