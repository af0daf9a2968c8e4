"""A small government with a neighbour: whatever the objects of doors hang on.

*Here* is the agency that the objects in the addresses belong to, *there* is another one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.models import (
    Appointment,
    Holiday,
    Leave,
    LeaveAttachment,
    LeaveRequest,
    Move,
    MoveFreeze,
    MoveRequest,
    MoveStep,
)
from luwes.appointments.tests.builders import a_leave, a_request, an_appointment
from luwes.collaboration.models import (
    Agreement,
    BudgetEntry,
    BudgetSource,
    Claim,
    ConflictDeclaration,
    IndicatorValue,
    Milestone,
    Partner,
    PartnerDocument,
    PartnerMember,
    Programme,
    ProgrammePartner,
    ProgrammePhoto,
    ProgrammePlace,
    ProgrammeSeat,
    Representative,
)
from luwes.collaboration.tests.builders import an_agreement
from luwes.core import clock
from luwes.core.periods import Period
from luwes.imports.models import Run
from luwes.learning.models import (
    Certificate,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
    HoursClaim,
    Module,
    ModuleAttempt,
    ModulePicture,
)
from luwes.learning.tests.builders import a_module, a_study, a_version
from luwes.letters.models import Letter
from luwes.letters.tests.builders import a_signed_letter
from luwes.mobilisation.models import (
    AreaFigure,
    EmergencyStatus,
    Incident,
    Lesson,
    Publication,
    SituationReport,
)
from luwes.mobilisation.sitrep import content as contents
from luwes.notifications.models import Message
from luwes.organisation.models import (
    Agency,
    Competency,
    JobTitle,
    MinimumPresence,
    MinimumProposal,
    OrgUnit,
    Position,
    StaffGroup,
    WorkloadTask,
)
from luwes.organisation.tests.builders import (
    SINCE,
    a_competency,
    a_group,
    a_minimum,
    a_position,
    a_proposal,
    a_title,
    a_unit,
    a_user,
    a_workload,
    an_agency,
    an_area,
)
from luwes.people.models import CompetencyRecord, Employee, Evidence
from luwes.people.tests.builders import a_record, an_employee
from luwes.places.models import Area
from luwes.services.models import CannedAnswer, Case, CaseFile, Responsibility, Service, Subject
from luwes.services.tests.builders import a_service
from luwes.staffing import freezing
from luwes.staffing.actions import shifts
from luwes.staffing.models import (
    AidLine,
    AidRequest,
    Assignment,
    ChangedOrder,
    Contingent,
    ContingentMember,
    Dispensation,
    FieldPhoto,
    FieldReport,
    Need,
    NeedTemplate,
    Objection,
    OrderChange,
    Plan,
    PlanApproval,
    PlanInputs,
    PlanLine,
    PlanRule,
    PostCode,
    RestOwed,
    Shift,
    ShiftSwap,
)
from luwes.teamwork.models import (
    Application,
    MemberInput,
    Opportunity,
    TaskTeam,
    TeamOutput,
    TeamSeat,
)
from luwes_planner import from_columns, solve
from luwes_planner.tests.instances import tables

LONG_AGO = datetime(2025, 2, 21, tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    agency: Agency
    unit: OrgUnit
    employee: Employee
    post: Appointment


class World:
    """Each object is made when a door's address first asks for it."""

    @cached_property
    def here(self) -> Side:
        return _a_side("Pemerintah Kota Rekaan")

    @cached_property
    def there(self) -> Side:
        return _a_side("Pemerintah Kabupaten Tetangga")

    @cached_property
    def planner(self) -> User:
        """Who made what has to have been made by somebody; knocks at no door."""
        return a_user()

    @cached_property
    def area(self) -> Area:
        return an_area()

    @cached_property
    def position(self) -> Position:
        return self.here.post.position

    @cached_property
    def title(self) -> JobTitle:
        return a_title()

    @cached_property
    def group(self) -> StaffGroup:
        return a_group()

    @cached_property
    def competency(self) -> Competency:
        return a_competency()

    @cached_property
    def minimum(self) -> MinimumPresence:
        return a_minimum(self.here.unit, 1)

    @cached_property
    def proposal(self) -> MinimumProposal:
        return a_proposal(self.here.unit, 1, by=self.planner)

    @cached_property
    def workload(self) -> WorkloadTask:
        return a_workload(self.position)

    @cached_property
    def record(self) -> CompetencyRecord:
        return a_record(self.here.employee)

    @cached_property
    def leave(self) -> Leave:
        return a_leave(self.here.employee, Period(date(2024, 1, 2), date(2024, 1, 9)))

    @cached_property
    def moves(self) -> MoveRequest:
        """Submitted by the government here: somebody moves within it, and its unit's head is asked."""
        side = self.here
        row = MoveRequest.objects.create(
            agency=side.agency, number=1, title="Rekaan", effective_on=timezone.localdate(),
            basis="Rapat", state="submitted", made_by=self.planner, made_at=LONG_AGO,
        )  # fmt: skip
        Move.objects.create(
            request=row, order=1, employee=side.employee, kind="transfer", origin=side.post,
            to_position=a_position(unit=side.unit),
        )  # fmt: skip
        MoveStep.objects.create(request=row, order=1, kind="origin_head", unit=side.unit)
        return row

    @cached_property
    def freeze(self) -> MoveFreeze:
        return MoveFreeze.objects.create(
            agency=self.here.agency, kind="election", period=self.today, basis="Tahapan"
        )

    @cached_property
    def leave_request(self) -> LeaveRequest:
        row = a_request(self.here.employee, Period(date(2024, 2, 5), date(2024, 2, 7)))
        LeaveAttachment.objects.create(
            request=row, media_type="application/pdf", content="JVBERi0="
        )
        return row

    @cached_property
    def case(self) -> Case:
        """A citizen's, at the unit here, that nobody has yet."""
        return Case.objects.create(
            number="LPG-25-000001", secret_hash="0" * 64, kind="report", agency=self.here.agency,
            unit=self.here.unit, received_at=LONG_AGO, consent_at=LONG_AGO, consent_words="Setuju",
            nik="1871014503900003", nik_hash="0" * 64,
        )  # fmt: skip

    @cached_property
    def case_file(self) -> CaseFile:
        row = CaseFile(
            case=self.case, name="foto.jpg", kind="jpeg", size=3, sha256="0" * 64, by_citizen=True
        )
        row.file.save("foto.jpg", ContentFile(b"jpg"), save=False)
        row.save()
        return row

    @cached_property
    def canned_answer(self) -> CannedAnswer:
        return CannedAnswer.objects.create(
            agency=self.here.agency, title="Diterima", text="Kami terima."
        )

    @cached_property
    def partner(self) -> Partner:
        """Of the government here, checked."""
        return Partner.objects.create(
            kind="company", name="PT Rekaan", name_key="rekaan", state="active", made_at=LONG_AGO,
            registered_by_agency=self.here.agency, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def representative(self) -> User:
        """Speaks for the partner, and is nothing else in the house."""
        user = a_user()
        Representative.objects.create(
            partner=self.partner, user=user, title="Direktur", may_sign=True, named_at=LONG_AGO,
            named_by=self.planner, period=Period(date(2025, 1, 1)),
        )  # fmt: skip
        return user

    @cached_property
    def partner_paper(self) -> PartnerDocument:
        row = PartnerDocument(
            partner=self.agreement.partner, kind="deed", period=Period(date(2025, 1, 1)), name="akta.pdf",
            size=3, sha256="0" * 64, added_at=LONG_AGO, added_by=self.planner,
        )  # fmt: skip
        row.file.save("akta.pdf", ContentFile(b"pdf"), save=False)
        row.save()
        return row

    @cached_property
    def agreement(self) -> Agreement:
        """Offered to the partner by the unit here."""
        return Agreement.objects.create(
            kind="understanding", form="third_party", agency=self.here.agency, unit=self.here.unit,
            partner=self.partner, title="Rekaan", purpose="Jalan", scope="Jalan", state="offered",
            period=self.today, made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def duty(self) -> Responsibility:
        subject = Subject.objects.create(code="jalan", name="Jalan rusak")
        return Responsibility.objects.create(
            subject=subject,
            agency=self.here.agency,
            basis="UU 23/2014",
            period=Period(date(2020, 1, 1)),
        )

    @cached_property
    def holiday(self) -> Holiday:
        return Holiday.objects.create(
            day=date(2024, 1, 1), name="Tahun baru", kind="national", source="uji"
        )

    @cached_property
    def run(self) -> Run:
        return Run.objects.create(
            importer="staff", agency_key=str(self.here.agency.pk), file_name="pegawai.csv",
            sha256="0" * 64, on=date(2025, 2, 21), by=self.planner, at=LONG_AGO, state="checked",
        )  # fmt: skip

    @cached_property
    def incident(self) -> Incident:
        incident = Incident.objects.create(
            agency=self.here.agency, hazard="flood", name="Banjir rekaan", area=self.area,
            started_at=LONG_AGO, declared_at=LONG_AGO, declared_by=self.planner,
        )  # fmt: skip
        incident.agencies.add(self.here.agency)
        EmergencyStatus.objects.create(
            incident=incident, status="response", authority="Wali Kota", period=self.today
        )
        return incident

    @cached_property
    def status(self) -> EmergencyStatus:
        return self.incident.statuses.get()

    @cached_property
    def sitrep(self) -> SituationReport:
        """Issued, and all of it public."""
        day = timezone.localdate()
        content = contents.draft(self.incident, None, LONG_AGO) | {"next_at": None}
        report = SituationReport.objects.create(
            incident=self.incident, number=1, day=day, content=content,
            sha256=contents.sha256(content), issued_at=LONG_AGO, issued_by=self.planner,
        )  # fmt: skip
        Publication.objects.create(
            incident=self.incident, report=report, parts=["status", "whole"],
            published_at=LONG_AGO, published_by=self.planner,
        )  # fmt: skip
        return report

    @cached_property
    def lesson(self) -> Lesson:
        return Lesson.objects.create(
            incident=self.incident, happened="Terlambat", why="Manual", change="Otomatis",
            role=Role.APPROVER.value, due=timezone.localdate(), added_at=LONG_AGO,
            added_by=self.planner,
        )  # fmt: skip

    @cached_property
    def figure(self) -> AreaFigure:
        return AreaFigure.objects.create(
            incident=self.incident, area=self.area, kind="displaced", value=120, source="laporan",
            reported_at=LONG_AGO, entered_by=self.planner, entered_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def today(self) -> Period:
        return Period(
            timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=5)
        )

    @cached_property
    def template(self) -> NeedTemplate:
        return NeedTemplate.objects.create(code="banjir-rekaan", name="Banjir")

    @cached_property
    def need(self) -> Need:
        return Need.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, role="Perawat", area=self.area,
            post="Pos rekaan", period=self.today, minimum=1, desired=2, tier=1,
        )  # fmt: skip

    @cached_property
    def team(self) -> TaskTeam:
        """Of the unit here, looking for people of the government here."""
        side = self.here
        row = TaskTeam.objects.create(
            agency=side.agency, unit=side.unit, area=self.area, basis="SK", period=self.today,
            made_at=LONG_AGO, made_by=self.planner, name="Tim rekaan", purpose="Data", state="running",
        )  # fmt: skip
        row.agencies.add(side.agency)
        TeamOutput.objects.create(
            team=row, output="Data", indicator="Ada", due=timezone.localdate()
        )
        TeamSeat.objects.create(team=row, need=self._place("task_team", row.pk), is_leader=True)
        return row

    def _place(self, kind: str, pk: int) -> Need:
        return Need.objects.create(
            owner_kind=kind, owner_id=pk, role="Analis", area=self.area, period=self.today,
            minimum=1, desired=1, tier=4, load=20,
        )  # fmt: skip

    @cached_property
    def opportunity(self) -> Opportunity:
        side = self.here
        row = Opportunity.objects.create(
            agency=side.agency, unit=side.unit, area=self.area, basis="Nota", period=self.today,
            made_at=LONG_AGO, made_by=self.planner, title="Pendamping", does="Mendampingi",
            apply_until=timezone.localdate(), state="open", opened_at=LONG_AGO,
        )  # fmt: skip
        row.agencies.add(side.agency)
        row.need = self._place("opportunity", row.pk)
        row.save()
        return row

    @cached_property
    def application(self) -> Application:
        assert self.opportunity.need
        return Application.objects.create(
            need=self.opportunity.need, employee=self.here.employee, home_unit=self.here.unit,
            origin="applied", made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def membership(self) -> Assignment:
        seat = self.team.seats.get()
        plan = Plan.objects.create(
            owner_kind="task_team", owner_id=self.team.pk, agency=self.here.agency, number=1,
            state="issued", made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip
        return Assignment.objects.create(
            employee=self.here.employee, need=seat.need, plan=plan, home_unit=self.here.unit,
            period=self.today, load=20, state="active", ordered_at=LONG_AGO, beside_work=True,
        )  # fmt: skip

    @cached_property
    def team_input(self) -> MemberInput:
        return MemberInput.objects.create(
            assignment=self.membership, text="Baik", at=LONG_AGO, by=self.planner
        )

    @cached_property
    def joined(self) -> ProgrammePartner:
        return self.programme.partners.get()

    @cached_property
    def partner_member(self) -> PartnerMember:
        return PartnerMember.objects.create(
            partner=self.joined, name="Budi Rekaan", role="Manajer", period=self.today
        )

    @cached_property
    def programme_seat(self) -> ProgrammeSeat:
        need = self._place("programme", self.programme.pk)
        return ProgrammeSeat.objects.create(programme=self.programme, need=need)

    @cached_property
    def budget_entry(self) -> BudgetEntry:
        source = BudgetSource.objects.create(
            programme=self.programme, kind="province", year=2025, words="Aspal", planned=10
        )
        return BudgetEntry.objects.create(
            source=source, kind="realised", amount=5, on=LONG_AGO.date(), document="K-1", key=uuid4(),
            at=LONG_AGO, by=self.planner,
        )  # fmt: skip

    @cached_property
    def declaration(self) -> ConflictDeclaration:
        """Of the employee here; who wrote it for them is nobody who knocks."""
        return ConflictDeclaration.objects.create(
            employee=self.here.employee, partner=self.partner, kind="family", strength="potential",
            words="Adik", period=self.today, declared_at=LONG_AGO, declared_by=self.planner,
        )  # fmt: skip

    @cached_property
    def plan(self) -> Plan:
        plan = Plan.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, agency=self.here.agency, number=1,
            state="submitted", made_at=LONG_AGO, made_by=self.planner, submitted_at=LONG_AGO,
            submitted_by=self.planner,
        )  # fmt: skip
        PlanApproval.objects.create(plan=plan, agency=self.here.agency, people=1)
        nothing = from_columns(**tables(units=[], people=[], needs=[]))
        proof = freezing.pack_plan(solve(nothing))
        PlanInputs.objects.create(plan=plan, data=freezing.pack(nothing), proof=proof)
        plan.inputs_hash = nothing.sha256()
        plan.save()
        return plan

    @cached_property
    def approval(self) -> PlanApproval:
        return self.plan.approvals.get()

    @cached_property
    def line(self) -> PlanLine:
        side = self.here
        return PlanLine.objects.create(
            plan=self.plan, need=self.need, employee=side.employee, unit=side.unit,
            agency=side.agency, minutes=20, cost_travel=200, cost_fairness=0, cost_over_level=0,
        )  # fmt: skip

    @cached_property
    def request(self) -> AidRequest:
        """Asked by the government here of a third, so that only this side is a role's own."""
        row = AidRequest.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, number=1, agency=self.here.agency,
            asked=an_agency("Pemerintah Kabupaten Ketiga"), step="neighbour", reason="Perawat habis",
            state="sent", sent_at=LONG_AGO, sent_by=self.planner, answer_by=LONG_AGO,
        )  # fmt: skip
        AidLine.objects.create(request=row, need=self.need, asked=1)
        return row

    @cached_property
    def objection(self) -> Objection:
        return Objection.objects.create(
            line=self.line, reason="Tenaga terakhir", by=self.planner, at=LONG_AGO
        )

    @cached_property
    def photo(self) -> FieldPhoto:
        """Of a report about the post that its employee here wrote."""
        report = FieldReport.objects.create(
            need=self.need, assignment=self.assignment, kind="news", text="Air surut", key=uuid4(),
            at=LONG_AGO, by=self.here.employee.user,
        )  # fmt: skip
        photo = FieldPhoto(report=report, width=1, height=1)
        photo.image.save("pos.jpg", ContentFile(b"x"))
        return photo

    @cached_property
    def rule(self) -> PlanRule:
        return PlanRule.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, employee=self.here.employee,
            rule="exclude", reason="Sakit", by=self.planner,
        )  # fmt: skip

    @cached_property
    def assignment(self) -> Assignment:
        return Assignment.objects.create(
            employee=self.here.employee, need=self.need, plan=self.plan, home_unit=self.here.unit,
            period=self.today, load=100, state="ordered", ordered_at=LONG_AGO,
            letter=self.letter,
        )  # fmt: skip

    @cached_property
    def change(self) -> OrderChange:
        """An extension of the order here that waits for its government."""
        change = OrderChange.objects.create(
            kind="amendment", agency=self.here.agency, owner_kind="incident",
            owner_id=self.incident.pk, last_day=self.today.end, state="waiting",
            asked_at=LONG_AGO, asked_by=self.planner, reason="Air belum surut",
        )  # fmt: skip
        ChangedOrder.objects.create(
            change=change, assignment=self.assignment, period_before=self.today,
            need_before=self.need,
        )  # fmt: skip
        return change

    @cached_property
    def rest(self) -> RestOwed:
        return RestOwed.objects.create(
            assignment=self.assignment, days=2, served_days=14, source="kebijakan", at=LONG_AGO
        )

    @cached_property
    def certificate(self) -> Certificate:
        return Certificate.objects.create(
            employee=self.here.employee, unit=self.here.unit, letter=self.letter, title="TIK dasar",
            period=self.today, source_kind="test", source_id="1", made_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def hours_claim(self) -> HoursClaim:
        return HoursClaim.objects.create(
            employee=self.here.employee, on=self.today.start, minutes=90, method="class",
            words="Webinar", evidence="Kominfo", asked_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence.objects.create(
            employee=self.here.employee, competency=self.competency, source_kind="staffing.assignment",
            source_id="1", words="Perawat", period=self.today, days=6, at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def dispensation(self) -> Dispensation:
        return Dispensation.objects.create(
            employee=self.here.employee, owner_kind="incident", owner_id=self.incident.pk,
            period=self.today, reason="home", registered_at=LONG_AGO, registered_by=self.planner,
        )  # fmt: skip

    @cached_property
    def shift(self) -> Shift:
        starts = timezone.now() + timedelta(days=1)
        ends = starts + timedelta(hours=8)
        return Shift.objects.create(
            assignment=self.assignment, employee=self.here.employee, starts_at=starts, ends_at=ends,
            held=shifts.held(starts, ends, 660),
        )  # fmt: skip

    @cached_property
    def swap(self) -> ShiftSwap:
        return ShiftSwap.objects.create(
            shift=self.shift, asker=self.assignment, other=self.assignment, state="asked",
            asked_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def post_code(self) -> PostCode:
        return PostCode.objects.create(need=self.need, token="pos-rekaan")

    @cached_property
    def member(self) -> ContingentMember:
        """Somebody on the list of people from outside at the post."""
        row = Contingent.objects.create(
            need=self.need, body="red_cross", name="PMI Rekaan", heads=2, fitting=2,
            period=Period(clock.today(), clock.today() + timedelta(days=3)), state="expected",
            key=uuid4(), recorded_at=timezone.now(), recorded_by=self.planner, link="tautan-rekaan",
        )  # fmt: skip
        return row.members.create(name="Suharti", period=row.period)

    @cached_property
    def service(self) -> Service:
        return a_service(self.here.unit)

    # ── learning ─────────────────────────────────────────────────────

    @cached_property
    def trainer(self) -> User:
        """Holds no role: teaches the class here."""
        return a_user(name="Pengajar Rekaan")

    @cached_property
    def course(self) -> Course:
        side = self.here
        return Course.objects.create(agency=side.agency, unit=side.unit, title="Pelayanan prima")

    @cached_property
    def course_class(self) -> CourseClass:
        row = CourseClass.objects.create(
            course=self.course, number=1, state="running", place="Aula", capacity=10,
            enrol_until=timezone.localdate(), trainer="Rekaan",
        )  # fmt: skip
        row.trainers.add(self.trainer)
        return row

    @cached_property
    def class_session(self) -> ClassSession:
        """It goes on now."""
        starts = timezone.now() - timedelta(hours=1)
        return ClassSession.objects.create(
            course_class=self.course_class, begins_at=starts, ends_at=starts + timedelta(hours=2),
            topic="Mendengar", secret="rahasia-kelas",
        )  # fmt: skip

    @cached_property
    def enrolment(self) -> Enrolment:
        """Of the employee here, who has a place."""
        return Enrolment.objects.create(
            course_class=self.class_session.course_class, employee=self.here.employee,
            home_unit=self.here.unit, state="enrolled", asked_at=LONG_AGO,
            asked_by=self.here.employee.user, agreed_at=LONG_AGO, agreed_by=self.planner,
        )  # fmt: skip

    @cached_property
    def module(self) -> Module:
        """In force, with a draft of the next version."""
        module = a_module(self.here.unit)
        a_version(module, number=2)
        return module

    @cached_property
    def attempt(self) -> ModuleAttempt:
        """At the module's test by the employee here, handed in."""
        study = a_study(self.here.employee, self.module, page=3)
        return study.attempts.create(
            number=1, seed="biji", drawn=[], began_at=LONG_AGO, handed_in_at=LONG_AGO, percent=50,
            passed=False,
        )  # fmt: skip

    @cached_property
    def module_picture(self) -> ModulePicture:
        """On a page that the employee here reads."""
        page = self.attempt.study.version.pages.get(place=0)
        return page.pictures.create(
            file=ContentFile(b"gambar", "gambar.jpg"), alt="Gambar", width=1, height=1
        )

    @cached_property
    def programme(self) -> Programme:
        """Of the unit here, under way and public, with a milestone of each side."""
        side = self.here
        row = Programme.objects.create(
            agency=side.agency, unit=side.unit, slug="program-rekaan", name="Rekaan", goal="Mantap",
            basis="SK", area=self.area, period=self.today, state="running", is_public=True,
            made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip
        row.agencies.add(side.agency)
        joined = row.partners.create(
            partner=self.partner, agreement=an_agreement(side.unit, self.partner), brings="Fondasi",
            joined_at=LONG_AGO, joined_by=self.planner,
        )  # fmt: skip
        for order, doer in enumerate((None, joined), start=1):
            row.milestones.create(
                order=order, title=f"Tonggak {order}", evidence="Terlihat", partner=doer,
                side="partner" if doer else "government", due=timezone.localdate(),
            )  # fmt: skip
        return row

    def milestone_of(self, side: str) -> Milestone:
        return self.programme.milestones.get(side=side)

    @cached_property
    def partner_claim(self) -> Claim:
        """Waits for the government."""
        return self._claimed("partner")

    @cached_property
    def own_claim(self) -> Claim:
        return self._claimed("government")

    def _claimed(self, side: str) -> Claim:
        return self.milestone_of(side).claims.create(
            percent=40, words="Sudah", side=side, at=LONG_AGO, by=self.planner
        )

    @cached_property
    def programme_photo(self) -> ProgrammePhoto:
        """Of a claim that the other side has looked at."""
        claim = self.partner_claim
        claim.state = "verified"
        claim.save()
        row = ProgrammePhoto(
            programme=self.programme, claim=claim, width=3, height=3, words="Fondasi",
            on=timezone.localdate(), at=LONG_AGO, by=self.planner,
        )  # fmt: skip
        row.image.save("foto.jpg", ContentFile(b"jpg"), save=True)
        return row

    @cached_property
    def indicator_value(self) -> IndicatorValue:
        indicator = self.programme.indicators.create(
            name="Jembatan", unit_name="buah", baseline=0, target=2, source="Dinas"
        )
        return indicator.values.create(on=LONG_AGO.date(), value=1, at=LONG_AGO, by=self.planner)

    @cached_property
    def programme_place(self) -> ProgrammePlace:
        return self.programme.places.create(area=self.area, name="Tajab km 0")

    @cached_property
    def letter(self) -> Letter:
        return a_signed_letter(self.planner, chain=str(self.here.agency.pk))

    @cached_property
    def message(self) -> Message:
        return Message.objects.create(
            user=self.here.employee.user, recipient_key=f"people.employee:{self.here.employee.pk}",
            recipient_name="Rekaan", kind="staffing.order", subject="Penugasan", body="Isi",
            created_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def grant(self) -> Grant:
        return Grant.objects.create(
            user=self.here.employee.user, role=Role.AUDITOR.value, scope_kind="all", period=SINCE
        )


def _a_side(name: str) -> Side:
    agency = an_agency(name)
    unit = a_unit("Dinas Kesehatan", agency=agency, area=an_area())
    employee = an_employee(agency=agency, user=a_user())
    return Side(
        agency, unit, employee, an_appointment(employee, a_position(unit=unit, headcount=1))
    )
