"""Gaps of competencies on a map, certificates from issuing to revoking, and the account of hours."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.learning.actions import hours
from luwes.learning.models import Certificate, LearningHours
from luwes.learning.rules.states import Method
from luwes.learning.tests.achieving import a_module, passing
from luwes.letters import actions as letters
from luwes.organisation.indicators import INDICATORS
from luwes.organisation.models import Competency, OrgUnit, PositionRequirement
from luwes.organisation.tests.builders import a_competency, a_position, a_title, a_unit, a_user
from luwes.people.models import Employee, Evidence
from luwes.people.tests.builders import a_record, an_employee
from luwes.services.tests.builders import a_service
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


class Office:
    """A department with three divisions, whose posts and services ask for competencies."""

    def __init__(self) -> None:
        self.today = clock.today()
        self.unit = a_unit("Dinas Komunikasi dan Informatika Rekaan")
        agency = self.unit.agency
        agency.seat, agency.letter_code = "Bandar Lampung", "KI"
        agency.address = "Jalan Contoh Nomor 1, Bandar Lampung"
        agency.save()
        self.skills = [
            self.a_skill(code)
            for code in ("pelayanan_publik", "komunikasi_risiko", "radio", "pendataan")
        ]
        self.skills[0].valid_months = 24
        self.skills[0].save()
        for n, name in enumerate(
            ("Bidang Aplikasi Layanan", "Bidang Informasi Publik", "Seksi Radio dan Jaringan")
        ):
            self.fill(a_unit(name, parent=self.unit), n)
        a_service(self.unit, name="Aduan jalan", skills={self.skills[0]: 3})

    def a_skill(self, code: str) -> Competency:
        row = a_competency(code, code.replace("_", " ").capitalize())
        row.indicators = list(INDICATORS[code])
        row.save()
        return row

    def fill(self, unit: OrgUnit, n: int) -> None:
        soon = Period(self.today - timedelta(days=300), self.today + timedelta(days=40))
        for k in range(4):
            post = a_position(unit=unit, title=a_title(f"Pranata Komputer {n}{k}"))
            for skill in self.skills[: 2 + n % 3]:
                PositionRequirement.objects.create(position=post, competency=skill, level=3)
            person = an_employee(f"Pegawai Rekaan {n}{k}", agency=unit.agency)
            an_appointment(person, post)
            for m, skill in enumerate(self.skills):
                if (k + m + n) % 3:
                    a_record(
                        person, skill, level=2 + k % 3, period=soon if m else Period(soon.start)
                    )

    def a_learner(self) -> Employee:
        person = an_employee(
            "Rina Oktaviani Rekaan", title_after="S.Kom.", agency=self.unit.agency, user=a_user()
        )
        an_appointment(
            person, a_position(unit=self.unit, title=a_title("Pranata Komputer Ahli Muda"))
        )
        return person


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_head_reads_the_map_of_gaps(visit: Enter, office: Office) -> None:
    window = visit(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=office.unit.pk))
    page = window.open(reverse("learning:gaps"))
    page.get_by_role("heading", level=1).get_by_text("kekurangan").wait_for()
    window.look("kesenjangan")
    page.locator("td a").first.click()
    page.get_by_role("heading", level=1).get_by_text("Siapa yang paling cepat").wait_for()
    page.get_by_label("Tingkat yang dituju").select_option("3")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_text("Pegawai Rekaan").first.wait_for()
    window.look("kesenjangan-terdekat")
    page.get_by_role("link", name="Yang terlihat pada setiap tingkat").click()
    page.get_by_text("Tingkat 5", exact=True).wait_for()
    window.look("kompetensi")
    window.open(reverse("learning:unit_hours"))
    window.look("jam-unit")


def signed(person: Employee, unit: OrgUnit) -> Certificate:
    announce(passing(person, a_module(unit, competency=a_competency("radio")), clock.now()))
    row = Certificate.objects.latest("pk")

    def sign() -> None:
        letters.produce(letter=row.letter, now=clock.now())
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sign).result()
    return row


def test_a_certificate_is_opened_checked_and_revoked(visit: Enter, office: Office) -> None:
    person = office.a_learner()
    row = signed(person, office.unit)
    own = visit(person.user)
    page = own.open(reverse("learning:certificates"))
    own.look("sertifikat")
    page.get_by_role("link", name="Buka").first.click()
    page.get_by_role("heading", name="SERTIFIKAT").wait_for()
    own.look("sertifikat-surat")
    boss = visit(a_user(Role.TRAINING_MANAGER, scope_kind="unit", scope_id=office.unit.pk))
    page = boss.open(reverse("learning:issued"))
    boss.look("sertifikat-terbit")
    page.get_by_role("link", name="Cabut").first.click()
    page.get_by_label("Alasan").fill("Tes dikerjakan orang lain.")
    boss.look("sertifikat-cabut")
    page.get_by_role("button", name="Cabut sertifikat").click()
    page.get_by_text("dicabut.").first.wait_for()
    anybody = visit(None)
    page = anybody.open(reverse("letters:verify_token", args=[row.letter.token]))
    page.get_by_role("heading", level=1, name="Dicabut").wait_for()
    anybody.look("sertifikat-periksa")


def test_hours_from_elsewhere_are_told_and_accepted(visit: Enter, office: Office) -> None:
    person = office.a_learner()
    LearningHours.objects.create(
        employee=person,
        on=office.today,
        minutes=360,
        method="class",
        words="Kelas pelayanan prima",
        source_kind="t",
        source_id="1",
    )
    own = visit(person.user)
    page = own.open(reverse("learning:claim_hours"))
    page.get_by_label("Kegiatan").fill("Webinar data terbuka")
    page.get_by_label("Hari terakhir").fill(office.today.isoformat())
    page.get_by_label("Lama (JP)").fill("4")
    page.get_by_label("Bukti").fill("Kominfo, sertifikat 12/2026")
    own.look("jam-lapor")
    page.get_by_role("button", name="Laporkan").click()
    page.get_by_text("Menunggu pemeriksaan").wait_for()
    own.look("jam")
    keeper = visit(a_user(Role.STAFFING_ANALYST))
    page = keeper.open(reverse("learning:hours_waiting"))
    keeper.look("jam-periksa")
    page.get_by_role("button", name="Akui Webinar data terbuka", exact=True).click()
    page.get_by_text("Jam belajar diakui.").wait_for()


def test_a_head_finds_hours_to_answer_beside_the_classes(visit: Enter, office: Office) -> None:
    """Nobody else keeps the files of this department."""
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=office.unit.pk, name="Kepala Rekaan")
    person = office.a_learner()
    assert person.user
    for words in ("Webinar data terbuka", "Bimbingan teknis statistik sektoral"):
        hours.claim(
            employee=person, on=office.today, jp=4, method=Method.SEMINAR, words=words,
            evidence="Kominfo, sertifikat 12/2026", today=office.today, now=clock.now(), by=person.user,
        )  # fmt: skip
    window = visit(head)
    page = window.open("/")
    page.get_by_role("link", name="2 laporan jam belajar").first.click()
    page.get_by_role("link", name="Jam belajar 2").wait_for()
    window.look("jam-periksa-kepala")
    page.get_by_role("link", name="Ikut kelas 0").click()
    page.get_by_text("Tidak ada yang menunggu").wait_for()
    window.look("persetujuan-kelas")
    page.get_by_role("link", name="Jam belajar 2").click()
    page.get_by_role("button", name="Akui Webinar data terbuka", exact=True).click()
    page.get_by_role("link", name="Jam belajar 1").wait_for()


def test_the_profile_tells_levels_with_reasons_and_hours(visit: Enter, office: Office) -> None:
    person = office.a_learner()
    a_record(person, office.skills[0], level=3, evidence="Sertifikat 7/2024")
    Evidence.objects.create(
        employee=person,
        competency=office.skills[3],
        source_kind="t",
        source_id="1",
        words="Posko banjir, pendataan",
        period=Period(office.today - timedelta(days=200), office.today - timedelta(days=100)),
        days=75,
        state="taken",
        at=clock.now(),
    )
    window = visit(a_user(Role.STAFFING_ANALYST))
    page = window.open(reverse("people:profile", args=[person.pk]))
    page.get_by_text("0 JP").first.wait_for()
    page.get_by_text("Mengapa tingkatnya demikian").click()
    page.get_by_text("Pengalaman yang diterima menunjukkan tingkat 2").wait_for()
    window.look("profil-tingkat")
    window.open(reverse("people:levels", args=[person.pk]))
    window.look("tingkat")
