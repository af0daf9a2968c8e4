"""A small government with a flood and everybody who decides: ready to be planned, step by step."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.organisation.models import Agency, OrgUnit, StaffGroup
from luwes.organisation.rules import UnitKind
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
from luwes.staffing.actions import field as duty
from luwes.staffing.models import Assignment, Need, Plan, PlanApproval

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
DUTY = Period(date(2025, 2, 25), date(2025, 3, 4))
HOURS = timedelta(hours=2)


@dataclass
class Scene:
    agency: Agency
    area: Area
    coordinator: User
    decider: User
    analyst: User
    incident: Incident
    groups: dict[str, StaffGroup] = field(default_factory=dict)

    # ── who is there ─────────────────────────────────────────────────

    def unit(
        self, *, minimum: int | None = 0, parent: OrgUnit | None = None,
        agency: Agency | None = None, kind: UnitKind = UnitKind.DEPARTMENT,
    ) -> OrgUnit:  # fmt: skip
        """A unit of which `minimum` people always stay; None states nothing."""
        made = a_unit(
            "Dinas Rekaan", agency=agency or self.agency, parent=parent, kind=kind, area=self.area
        )
        if minimum is not None:
            a_minimum(made, minimum)
        return made

    def people(
        self, unit: OrgUnit, count: int, *, group: str = "umum", **values: Any
    ) -> list[Employee]:
        """So many people of a unit, with accounts and posts of one group."""
        position = a_position(unit=unit, title=a_title(group=a_group(group)))
        made = []
        for _ in range(count):
            employee = an_employee(agency=unit.agency, user=a_user(), **values)
            an_appointment(employee, position)
            made.append(employee)
        return made

    def need(
        self, *, minimum: int = 1, desired: int | None = None, tier: int = 1, load: int = 100,
        period: Period = DUTY, group: str = "umum", incident: Incident | None = None, **values: Any,
    ) -> Need:  # fmt: skip
        made = Need.objects.create(
            owner_kind="incident", owner_id=(incident or self.incident).pk, role="Pengungsian",
            area=self.area, post="Pos rekaan", period=period, minimum=minimum,
            desired=minimum if desired is None else desired, tier=tier, load=load, **values,
        )  # fmt: skip
        made.groups.add(a_group(group))
        return made

    # ── the way of a plan ────────────────────────────────────────────

    def drafted(self, incident: Incident | None = None) -> Plan:
        owner = (incident or self.incident).pk
        return plans.make(owner_kind="incident", owner_id=owner, now=NOW, by=self.coordinator)

    def solved(self, incident: Incident | None = None) -> Plan:
        plan = self.drafted(incident)
        plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.checked, plan.failure or plan.result
        return plan

    def submitted(self, incident: Incident | None = None) -> Plan:
        plan = self.solved(incident)
        plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=self.coordinator)
        Plan.objects.filter(pk=plan.pk).update(contest_until=None)  # pages read a later clock
        return plan

    def approve(self, plan: Plan) -> None:
        for approval in PlanApproval.objects.filter(plan=plan).order_by("pk"):
            decisions.approve(approval=approval, now=NOW, by=self.decider)
        plan.refresh_from_db()

    def approved(self, incident: Incident | None = None) -> Plan:
        plan = self.submitted(incident)
        self.approve(plan)
        return plan

    def issued(self, incident: Incident | None = None) -> Plan:
        plan = self.approved(incident)
        issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.state == "issued", plan.returned_because
        return plan

    def serving(self, plan: Plan) -> list[Assignment]:
        """Everybody of an issued plan is at the post."""
        return self.arrived(list(plan.assignments.order_by("pk")))

    def arrived(self, rows: list[Assignment]) -> list[Assignment]:
        for row in rows:
            duty.check_in_by_officer(assignment=row, key=uuid.uuid4(), at=NOW, by=self.coordinator)
        return rows

    def sign(self, found: Sequence[Letter] | None = None) -> None:
        for letter in found or Letter.objects.filter(state="issued").order_by("pk"):
            letters.produce(letter=letter, now=NOW)


def a_scene() -> Scene:
    agency, area = an_agency("Pemerintah Kota Rekaan"), an_area()
    coordinator = a_user(Role.COORDINATOR, name="Koordinator")
    return Scene(
        agency=agency, area=area, coordinator=coordinator,
        decider=a_user(Role.APPROVER, name="Sekretaris Daerah"),
        analyst=a_user(Role.STAFFING_ANALYST, name="Analis"),
        incident=an_incident(agency, area, coordinator),
    )  # fmt: skip


def an_incident(agency: Agency, area: Area, by: User, *helpers: Agency) -> Incident:
    incident = Incident.objects.create(
        agency=agency, hazard="flood", name="Banjir rekaan", area=area, started_at=NOW,
        declared_at=NOW, declared_by=by,
    )  # fmt: skip
    incident.agencies.add(agency, *helpers)
    EmergencyStatus.objects.create(
        incident=incident, status="response", authority="Wali Kota", period=Period(DUTY.start)
    )
    return incident
