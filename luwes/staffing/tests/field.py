"""A flood with people sent to its posts, for tests of duties, posts, returns and the first page."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.letters.tests.builders import a_letter
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import (
    a_competency,
    a_position,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee
from luwes.places.models import Area
from luwes.staffing.models import (
    Assignment,
    Need,
    NeedSkill,
    Plan,
    PlanApproval,
    PlanLine,
    PlanUnit,
    PostCode,
)

_next = count(1)
NAMES = [
    "Rina Oktaviani", "Yuliana Sari", "Budi Hartono", "Dewi Anggraini", "Made Suartika", "Siti Rohmah",
    "Agus Prasetyo", "Nur Hidayah", "Wayan Sudarta", "Fitri Handayani", "Joko Susilo", "Ratna Dewi",
]  # fmt: skip


@dataclass
class Flood:
    """Everything is made when it is first asked for; the duties run today."""

    now: datetime = field(default_factory=clock.now)

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def period(self) -> Period:
        return Period(self.today, self.today + timedelta(days=5))

    @cached_property
    def agency(self) -> Agency:
        return an_agency("Pemerintah Kota Bandar Lampung")

    @cached_property
    def area(self) -> Area:
        return an_area("Tanjung Senang", lat=-5.3588, lon=105.2751)

    @cached_property
    def unit(self) -> OrgUnit:
        return a_unit(
            "RSUD Bandar Negara Husada", agency=self.agency,
            area=an_area("Jati Agung", lat=-5.3071, lon=105.3043),
        )  # fmt: skip

    @cached_property
    def coordinator(self) -> User:
        return a_user(Role.COORDINATOR, name="Andri Saputra")

    @cached_property
    def approver(self) -> User:
        return a_user(
            Role.APPROVER, scope_kind="agency", scope_id=self.agency.pk, name="Hendra Wijaya"
        )

    @cached_property
    def head(self) -> User:
        return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=self.unit.pk, name="Ratih Kusuma")

    @cached_property
    def officer(self) -> User:
        return a_user(
            Role.POST_OFFICER, scope_kind="need", scope_id=self.need.pk, name="Eko Wahyudi"
        )

    @cached_property
    def incident(self) -> Incident:
        made = Incident.objects.create(
            agency=self.agency, hazard="flood", name="Banjir Bandar Lampung", area=self.area,
            started_at=self.now, declared_at=self.now, declared_by=self.coordinator,
        )  # fmt: skip
        made.agencies.add(self.agency)
        EmergencyStatus.objects.create(
            incident=made, status="response", authority="Wali Kota", decree="12/2025",
            period=self.period,
        )  # fmt: skip
        return made

    @cached_property
    def need(self) -> Need:
        return self.a_need()

    @cached_property
    def skill(self) -> NeedSkill:
        competency = a_competency("gadar", "Gawat darurat")
        return NeedSkill.objects.create(need=self.need, competency=competency, level=3)

    @cached_property
    def plan(self) -> Plan:
        return self.a_plan(state="issued", checked=True)

    def a_need(self, role: str = "Perawat", **values: Any) -> Need:
        defaults = {
            "post": "Masjid Al-Ikhlas, Jalan Ratu Dibalau", "period": self.period, "minimum": 2,
            "desired": 6, "tier": 1, "report_to": "dr. Yuliana Sari, 0811 0000 000",
        }  # fmt: skip
        return Need.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, role=role, area=self.area,
            **(defaults | values),
        )  # fmt: skip

    def a_plan(self, **values: Any) -> Plan:
        defaults = {
            "state": "submitted", "submitted_at": self.now, "submitted_by": self.coordinator,
            "result": {"filled": 412, "asked": 430}, "solved_at": self.now,
            "decide_by": self.now + timedelta(hours=2),
        }  # fmt: skip
        return Plan.objects.create(
            owner_kind="incident", owner_id=self.incident.pk, agency=self.agency,
            number=next(_next), made_at=self.now, made_by=self.coordinator, **(defaults | values),
        )  # fmt: skip

    def an_approval(self, **values: Any) -> PlanApproval:
        plan = self.a_plan(checked=True)
        return PlanApproval.objects.create(plan=plan, agency=self.agency, people=36, **values)

    def a_person(self, name: str = "", **values: Any) -> Employee:
        """With an account, and a post at the unit."""
        n = next(_next)
        user = a_user(name=name or NAMES[n % len(NAMES)])
        employee = an_employee(user.name, agency=self.agency, user=user, **values)
        an_appointment(employee, a_position(unit=self.unit, headcount=1))
        return employee

    def a_line(self, employee: Employee, plan: Plan, need: Need) -> PlanLine:
        return PlanLine.objects.create(
            plan=plan, need=need, employee=employee, unit=self.unit, agency=self.agency,
            minutes=6, cost_travel=60, cost_fairness=0, cost_over_level=0,
        )  # fmt: skip

    def sent(
        self, state: str = "ordered", *, name: str = "", need: Need | None = None, **values: Any
    ) -> Assignment:
        """Somebody sent to the post, in a state."""
        employee = values.pop("employee", None) or self.a_person(name)
        need = need or self.need
        PostCode.objects.get_or_create(need=need, defaults={"token": f"pos-{need.pk}"})
        if not self.plan.lines.filter(employee=employee).exists():
            self.a_line(employee, self.plan, need)
        defaults = {
            "ordered_at": self.now, "period": need.period, "minutes": 6,
            "answered_at": None if state == "ordered" else self.now,
            "completed_at": self.now if state == "completed" else None,
        }  # fmt: skip
        return Assignment.objects.create(
            employee=employee, need=need, plan=self.plan, load=100, state=state,
            **({"home_unit": self.unit} | defaults | values),
        )  # fmt: skip

    def a_letter(self) -> Letter:
        """Numbered and not signed yet."""
        return a_letter(self.coordinator)

    def reasons_for(self, row: Assignment) -> None:
        """What the page can tell of why this person: a certificate, and who is left."""
        a_record(
            row.employee, self.skill.competency, level=4,
            period=Period(date(2024, 1, 1), self.today + timedelta(days=400)),
        )  # fmt: skip
        PlanUnit.objects.create(plan=self.plan, unit=self.unit, present=54, minimum=40, taken=1)


LONG_AGO = datetime(2025, 2, 21, tzinfo=UTC)
