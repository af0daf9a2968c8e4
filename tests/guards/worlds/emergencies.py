"""An incident, its needs and plan, and who is sent."""

from datetime import timedelta
from functools import cached_property
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.core.periods import Period
from luwes.mobilisation.models import (
    AreaFigure,
    EmergencyStatus,
    Incident,
    Lesson,
    Publication,
    SituationReport,
)
from luwes.mobilisation.sitrep import content as contents
from luwes.organisation.tests.builders import an_agency
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
from luwes_planner import from_columns, solve
from luwes_planner.tests.instances import tables
from tests.guards.worlds.ground import LONG_AGO, Ground


class Emergencies(Ground):
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
    def template(self) -> NeedTemplate:
        return NeedTemplate.objects.create(code="banjir-rekaan", name="Banjir")

    @cached_property
    def need(self) -> Need:
        return Need.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, role="Perawat", area=self.area,
            post="Pos rekaan", period=self.today, minimum=1, desired=2, tier=1,
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
