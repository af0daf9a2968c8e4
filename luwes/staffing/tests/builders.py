"""A small flood: one or two governments, their nurses, a need, and everybody who decides."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import (
    a_group,
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.places.models import Area
from luwes.staffing.actions import decisions, issue, plans
from luwes.staffing.models import Need, Plan, PlanApproval

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
DUTY = Period(date(2025, 2, 25), date(2025, 3, 2))


@dataclass
class Side:
    """One government: a hospital, its nurses, its head and who decides over them."""

    agency: Agency
    unit: OrgUnit
    people: list[Employee]
    head: User
    approver: User


@dataclass
class Scene:
    area: Area
    sides: list[Side]
    incident: Incident
    need: Need
    coordinator: User
    plans: list[Plan] = field(default_factory=list)

    @property
    def people(self) -> list[Employee]:
        return [person for side in self.sides for person in side.people]


def a_scene(*, nurses: int = 4, minimum: int = 1, wanted: int = 2, sides: int = 1) -> Scene:
    """`nurses` in each of `sides` governments, of whom `minimum` must stay; `wanted` are needed."""
    area = an_area("Tanjung Senang")
    made = [_a_side(n, area, nurses, minimum) for n in range(sides)]
    coordinator = a_user(Role.COORDINATOR, name="Rina Oktaviani")
    incident = Incident.objects.create(
        agency=made[0].agency, hazard="flood", name="Banjir rekaan", area=area, started_at=NOW,
        declared_at=NOW, declared_by=coordinator,
    )  # fmt: skip
    incident.agencies.add(*(side.agency for side in made))
    EmergencyStatus.objects.create(
        incident=incident,
        status="response",
        authority="Wali Kota",
        period=Period(DUTY.start),
        decree="12/2025",
    )
    return Scene(area, made, incident, a_need(incident, wanted), coordinator)


def a_need(incident: Incident, wanted: int, role: str = "Perawat", tier: int = 1) -> Need:
    need = Need.objects.create(
        owner_kind="incident", owner_id=incident.pk, role=role, area=incident.area,
        post=f"Pos {role}", period=DUTY, minimum=min(1, wanted), desired=wanted, tier=tier,
    )  # fmt: skip
    need.groups.add(a_group("perawat"))
    return need


def _a_side(number: int, area: Area, nurses: int, minimum: int) -> Side:
    agency = an_agency(f"Pemerintah Kota Rekaan {number + 1}")
    unit = a_unit(f"RSUD Rekaan {number + 1}", agency=agency, area=area)
    title = a_title(group=a_group("perawat"))
    position = a_position(unit=unit, title=title, headcount=nurses)
    people = [
        an_employee(f"Perawat {chr(65 + n)}{number + 1}", agency=agency, home_area=area)
        for n in range(nurses)
    ]
    for person in people:
        an_appointment(person, position)
    a_minimum(unit, minimum)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name=f"Kepala {number + 1}")
    approver = a_user(
        Role.APPROVER, scope_kind="agency", scope_id=agency.pk, name=f"Sekda {number + 1}"
    )
    return Side(agency, unit, people, head, approver)


def a_draft(scene: Scene, *, need_ids: "tuple[int, ...]" = ()) -> Plan:
    """A plan of the scene, solved."""
    plan = plans.make(
        owner_kind="incident", owner_id=scene.incident.pk, need_ids=need_ids, now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    return solved(plan)


def solved(plan: Plan) -> Plan:
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert not plan.failure, plan.failure
    return plan


def submitted(scene: Scene, plan: Plan | None = None) -> Plan:
    plan = plan or a_draft(scene)
    plans.submit(plan=plan, decide_within=timedelta(hours=2), now=NOW, by=scene.coordinator)
    Plan.objects.filter(pk=plan.pk).update(contest_until=None)  # pages read a clock of later years
    plan.refresh_from_db()
    return plan


def approval_of(plan: Plan, side: Side) -> PlanApproval:
    return plan.approvals.select_related("plan").get(agency=side.agency)


def approved(scene: Scene, plan: Plan | None = None) -> Plan:
    plan = plan or submitted(scene)
    for side in scene.sides:
        if plan.approvals.filter(agency=side.agency).exists():
            decisions.approve(approval=approval_of(plan, side), now=NOW, by=side.approver)
    plan.refresh_from_db()
    return plan


def issued(scene: Scene, plan: Plan | None = None) -> Plan:
    """Assignments made, letters numbered; their PDFs are not."""
    plan = approved(scene, plan)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    return plan
