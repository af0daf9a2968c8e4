"""
The main job from the declaration to the account, by everybody's own screens.

Each step is a method. Jobs are run as a worker runs them, also the one that the clock starts.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localtime

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit import actions as audit
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.demo.story import run_jobs
from luwes.demo.sweep import faults_of_loads, faults_of_presence
from luwes.letters.models import Letter
from luwes.mobilisation import queries as incidents
from luwes.mobilisation.models import Incident
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_minimum, a_unit, a_user, an_agency, an_area
from luwes.staffing import queries
from luwes.staffing.actions import answers
from luwes.staffing.actions import needs as need_actions
from luwes.staffing.models import Assignment, Need, Objection, Plan, PlanLine
from luwes.staffing.rules import UNABLE, Basis, Ratio
from luwes.staffing.tests.scene import Scene
from tests.journeys.screens import Screen

OWNER = incidents.OWNER_KIND


@dataclass
class Story:
    """Two governments, a flood in one of them, and who sits at which screen."""

    today: date
    city: Any = field(init=False)
    plan: Plan = field(init=False)
    incident: Incident = field(init=False)

    def __post_init__(self) -> None:
        self.whole = an_area("Kota Rekaan", level="regency")
        self.area = an_area("Tanjung Senang", parent=self.whole)
        self.city, self.neighbour = an_agency("Kota Rekaan"), an_agency("Kabupaten Tetangga")
        self.coordinator = a_user(Role.COORDINATOR, name="Koordinator BPBD")
        self.deciders = {
            agency.pk: a_user(
                Role.APPROVER, name=f"Sekda {agency.name}", scope_kind="agency", scope_id=agency.pk
            )
            for agency in (self.city, self.neighbour)
        }
        self.auditor = a_user(Role.AUDITOR, name="Inspektorat")
        self.units = [
            self._unit(agency, n) for agency in (self.city, self.neighbour) for n in (1, 2)
        ]
        self.heads = {
            unit.pk: a_user(Role.UNIT_HEAD, name="Kepala", scope_kind="unit", scope_id=unit.pk)
            for unit in self.units
        }

    def _unit(self, agency: Any, number: int) -> OrgUnit:
        unit = a_unit(f"Dinas {number} {agency.name}", agency=agency, area=self.area)
        a_minimum(unit, 4)
        scene = Scene(agency, self.area, self.coordinator, self.coordinator, self.coordinator, None)
        scene.people(unit, 6)
        return unit

    @property
    def now(self) -> datetime:
        return clock.now()

    def screen(self, user: User | None) -> Screen:
        return Screen(user)

    # ── 1 incident ───────────────────────────────────────────────────

    def declare(self) -> None:
        """Declared with its status, and who may be asked for people."""
        at, last = self.now, self.today + timedelta(14)
        form = self.screen(self.coordinator).open(reverse("mobilisation:declare"))
        form.press("Tampilkan bagian wilayahnya", area=str(self.whole.pk))
        form.press(
            "Tetapkan kejadian", hazard="flood", name="Banjir rekaan", areas=[str(self.area.pk)],
            started_at=f"{localtime(at):%Y-%m-%dT%H:%M}", status="response", authority="Wali Kota",
            decree="1", first_day=self.today.isoformat(), last_day=last.isoformat(),
            agency=str(self.city.pk), helpers=[str(self.city.pk), str(self.neighbour.pk)],
        )  # fmt: skip
        self.incident = Incident.objects.get()

    def report(self) -> None:
        """What is known of an area; the template makes needs of it."""
        need_actions.define_template(
            code="banjir", name="Banjir", by=self.coordinator,
            roles=[
                need_actions.RoleDraft(
                    "Pengungsian", ("umum",), Ratio(Basis.DISPLACED, 50, 1, 2), 1, "asumsi", True
                )
            ],
        )  # fmt: skip
        page = self.screen(self.coordinator).open(self._incident_page("report"))
        page.press(
            "Simpan laporan", area=str(self.area.pk), source="BPBD", displaced="120",
            reported_at=f"{localtime(self.now):%Y-%m-%dT%H:%M}",
        )  # fmt: skip
        assert page.status == 200, page.text
        page = self.screen(self.coordinator).open(self._incident_page("from_template"))
        last = self.today + timedelta(6)
        page.press(
            "Tambahkan kebutuhan ini", first_day=self.today.isoformat(), last_day=last.isoformat()
        )
        need = Need.objects.get()
        assert need.working == "120 pengungsi ÷ 50 × 2 shift = 6"
        board = self.screen(self.coordinator).open(self._incident_page("board"))
        assert board.status == 200
        assert "Banjir rekaan" in board.text

    def _incident_page(self, name: str) -> str:
        return reverse(f"mobilisation:{name}", args=[self.incident.pk])

    # ── 2, 3 plan and decide ─────────────────────────────────────────

    def make_plan(self) -> None:
        page = self.screen(self.coordinator).open(self._owner_page("make"))
        page.press("Susun rencana")
        self.plan = Plan.objects.get()
        run_jobs()
        self.plan.refresh_from_db()
        assert self.plan.checked, self.plan.failure
        assert (self.plan.result["asked"], self.plan.result["filled"]) == (6, 6)
        assert faults_of_presence(self.plan.pk, self.today) == []

    def _owner_page(self, name: str) -> str:
        return reverse(f"staffing:{name}", args=[OWNER, self.incident.pk])

    def submit(self) -> None:
        page = self.screen(self.coordinator).open(self._plan_page())
        assert page.press("Ajukan rencana").status == 200
        self.plan.refresh_from_db()
        assert self.plan.state == "submitted"

    def _plan_page(self) -> str:
        return reverse("staffing:plan", args=[self.plan.pk])

    def object(self) -> None:
        """A head contests one person, the authority keeps to it with a reason."""
        line = PlanLine.objects.filter(plan=self.plan).order_by("pk")[0]
        head = self.heads[line.unit_id]
        told = Message.objects.filter(user=head, kind="staffing.objection")
        assert told.count() >= 1
        page = self.screen(head).open(reverse("staffing:objections"))
        page.press("Ajukan keberatan", line=str(line.pk), reason="Tenaga terakhir")
        objection = Objection.objects.get(line=line)
        decider = self.deciders[line.agency_id]
        page = self.screen(decider).open(self._plan_page())
        assert line.need.tier == 1
        assert "tidak menahan persetujuan" in page.text  # lives first
        page.press("Tolak", answer="Menyelamatkan jiwa")
        objection.refresh_from_db()
        assert objection.answer == "Menyelamatkan jiwa"

    def send_back(self) -> None:
        decider = self.deciders[self.plan.approvals.order_by("pk")[0].agency_id]
        page = self.screen(decider).open(self._plan_page())
        page.press("Kembalikan", reason="Tambahkan keterangan pos")
        self.plan.refresh_from_db()
        assert self.plan.state == "draft"
        assert "Tambahkan keterangan pos" in self.screen(self.coordinator).open(
            self._plan_page()
        ).text  # fmt: skip

    def approve(self) -> None:
        approvals = list(self.plan.approvals.order_by("pk"))
        assert len(approvals) == 2
        for approval in approvals:
            decider = self.deciders[approval.agency_id]
            home = self.screen(decider).open(reverse("home"))
            assert str(approval.people) in home.text
            home.open(self._plan_page()).press("Setujui rencana")
            approval.refresh_from_db()
            assert approval.state == "approved"
        self.plan.refresh_from_db()
        assert self.plan.state == "approved"

    # ── 4 order ──────────────────────────────────────────────────────

    def order(self) -> None:
        run_jobs()
        self.plan.refresh_from_db()
        assert self.plan.state == "issued", self.plan.returned_because
        assert Assignment.objects.filter(plan=self.plan, state="ordered").count() == 6
        assert set(Letter.objects.values_list("state", flat=True)) == {"signed"}
        assert faults_of_loads() == []
        self._verify(Letter.objects.order_by("pk")[0])

    def _verify(self, letter: Letter) -> None:
        """Anybody may hold a paper against ours: by file, by code, by number and day."""
        stranger = self.screen(None)
        pdf = letter.pdf.read()
        for content, word in (
            (pdf, "Sah"),
            (pdf + b" ", "Isi diubah"),
            (b"%PDF-1.7", "Bukan surat"),
        ):
            page = stranger.open(reverse("letters:verify"))
            file = SimpleUploadedFile("surat.pdf", content, "application/pdf")
            assert word in page.press("Periksa berkas", files={"file": file}).text
        assert "Sah" in stranger.open(reverse("letters:verify_token", args=[letter.token])).text

    # ── 5 answer ─────────────────────────────────────────────────────

    def answer(self) -> None:
        """One declines with a reason, one stays silent, the others accept."""
        first, silent, *rest = self._ordered()
        mine = self._duty_page(first)
        assert mine.press("Kirim alasan", reason="").status == 422
        mine = self._duty_page(first)
        mine.press("Kirim alasan", reason="other", other="Anak saya sakit")
        first.refresh_from_db()
        assert (first.state, first.answer_reason) == ("declined", UNABLE)
        assert first.own_words.words == "Anak saya sakit"
        for row in rest:
            page = self._duty_page(row)
            page.press("Saya terima")
            row.refresh_from_db()
            assert row.state == "accepted"
        chased = answers.chase(
            silent_for=timedelta(minutes=30), now=self.now + timedelta(minutes=40)
        )
        assert chased == [silent.pk]
        first.letter.refresh_from_db()
        assert first.letter.state == "withdrawn"

    def _ordered(self) -> list[Assignment]:
        return list(Assignment.objects.filter(state="ordered").order_by("pk"))

    def _duty_page(self, row: Assignment) -> Screen:
        """By the list of one's duties to the page of this one."""
        page = self.screen(row.employee.user).open(reverse("staffing:mine"))
        assert page.status == 200
        return page.open(reverse("staffing:duty", args=[row.pk]))

    def refill(self) -> None:
        """The place of who declined is filled by somebody else; nothing else changes."""
        before = set(self._in_force().values_list("employee_id", "need_id"))
        declined = Assignment.objects.get(state="declined")
        page = self.screen(self.coordinator).open(self._owner_page("answers"))
        page.press("Susun pengganti")
        self.plan = Plan.objects.latest("pk")
        run_jobs()
        self.plan.refresh_from_db()
        assert self.plan.lines.count() == 1
        assert self.plan.lines.get().employee_id != declined.employee_id
        self.submit()
        for approval in self.plan.approvals.all():
            decider = self.deciders[approval.agency_id]
            self.screen(decider).open(self._plan_page()).press("Setujui rencana")
        run_jobs()
        self.plan.refresh_from_db()
        assert self.plan.state == "issued", self.plan.returned_because
        after = set(self._in_force().values_list("employee_id", "need_id"))
        assert before < after
        assert len(after) == 6

    def _in_force(self) -> Any:
        return Assignment.objects.filter(state__in=["ordered", "accepted", "active"])

    # ── 6 serve ──────────────────────────────────────────────────────

    def serve(self) -> None:
        need = Need.objects.get()
        officer = a_user(
            Role.POST_OFFICER, name="Petugas pos", scope_kind=OWNER, scope_id=self.incident.pk
        )
        for _ in range(6):
            post = self.screen(officer).open(reverse("staffing:post", args=[need.pk]))
            post.press("Catat hadir")
        assert Assignment.objects.filter(state="active", is_present=True).count() == 6
        assert queries.present_now(OWNER, self.incident.pk)[need.pk] == 6

    def come_home(self) -> None:
        rows = list(Assignment.objects.filter(state="active").order_by("pk"))
        head = self.heads[rows[0].home_unit_id]
        away = self.screen(head).open(reverse("staffing:away"))
        assert rows[0].employee.name in away.text
        need = Need.objects.get()
        for row in rows:
            post = self.screen(self.coordinator).open(reverse("staffing:post", args=[need.pk]))
            post.press(f"Selesai {row.employee.full_name}")
        for row in rows:
            page = self.screen(self.heads[row.home_unit_id]).open(reverse("staffing:away"))
            page.press("", assignment=str(row.pk))
        assert Assignment.objects.filter(state="completed", returned__isnull=False).count() == 6
        assert faults_of_loads() == []

    # ── 7 account ────────────────────────────────────────────────────

    def account(self) -> None:
        audit.seal()
        call_command("verify_log")
        log = self.screen(self.auditor).open(reverse("audit:log"))
        assert log.status == 200
        deeds = set(Entry.objects.values_list("deed", flat=True))
        assert {
            "staffing.plan_made", "staffing.plan_submitted", "staffing.objected",
            "staffing.objection_overruled", "staffing.plan_sent_back", "staffing.plan_approved",
            "staffing.plan_issued", "staffing.accepted", "staffing.declined", "letters.withdrawn",
            "staffing.completed", "staffing.returned",
        } <= deeds  # fmt: skip
        by_series: dict[int, list[int]] = {}
        for letter in Letter.objects.order_by("series", "sequence"):
            by_series.setdefault(letter.series_id, []).append(letter.sequence)
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_series.values())


@pytest.fixture
def story(transactional_db: None, settings: Any, tmp_path: Any) -> Story:
    settings.MEDIA_ROOT = tmp_path
    return Story(clock.today())


def test_the_main_job_by_everybodys_own_screens(story: Story) -> None:
    story.declare()
    story.report()
    story.make_plan()
    story.submit()
    story.object()
    story.send_back()
    story.submit()
    story.approve()
    story.order()
    story.answer()
    story.refill()
    story.serve()
    story.come_home()
    story.account()
