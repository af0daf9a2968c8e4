"""Two incidents of one government that want the same people, and who leads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.organisation.tests.builders import a_user
from luwes.staffing.actions import issue, joint, plans
from luwes.staffing.models import Need, Plan
from luwes.staffing.tests.scene import HOURS, NOW, TODAY, Scene, a_scene, an_incident


@dataclass
class Two:
    """`scene.coordinator` plans for both; `of_one` and `of_other` for one each."""

    scene: Scene
    other: Incident
    of_one: User
    of_other: User

    @property
    def one(self) -> Incident:
        return self.scene.incident

    def need(self, incident: Incident, heads: int = 1, **values: Any) -> Need:
        return self.scene.need(minimum=heads, incident=incident, **values)

    def drafted(
        self, ranking: Mapping[Incident, int] | None = None, because: str = "", **values: Any
    ) -> Plan:
        ranks = {("incident", row.pk): rank for row, rank in (ranking or {}).items()}
        given: dict[str, Any] = {
            "keys": [("incident", self.one.pk), ("incident", self.other.pk)], "ranking": ranks,
            "because": because, "now": NOW, "by": self.scene.coordinator,
        }  # fmt: skip
        return joint.make(**(given | values))

    def solved(self, *given: Any, **values: Any) -> Plan:
        return solve(self.drafted(*given, **values))

    def submitted(self, plan: Plan | None = None) -> Plan:
        plan = plan or self.solved()
        plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=self.scene.coordinator)
        Plan.objects.filter(pk=plan.pk).update(contest_until=None)  # pages read a later clock
        plan.refresh_from_db()
        return plan

    def issued(self, plan: Plan | None = None) -> Plan:
        plan = self.submitted(plan)
        self.scene.approve(plan)
        issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.state == "issued", plan.returned_because
        return plan


def solve(plan: Plan) -> Plan:
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.checked, plan.failure or plan.result
    return plan


def two_incidents() -> Two:
    scene = a_scene()
    other = an_incident(scene.agency, scene.area, scene.coordinator)
    Incident.objects.filter(pk=scene.incident.pk).update(name="Banjir Rekaan")
    Incident.objects.filter(pk=other.pk).update(name="Longsor Rekaan")
    for incident in (scene.incident, other):
        incident.refresh_from_db()
        EmergencyStatus.objects.filter(incident=incident).update(decree=f"{incident.pk}/2025")
    return Two(scene, other, a_lead(scene.incident, "Satu"), a_lead(other, "Dua"))


def a_lead(incident: Incident, name: str) -> User:
    """A coordinator of one incident and of nothing else."""
    return a_user(
        Role.COORDINATOR, scope_kind="incident", scope_id=incident.pk, name=f"Koordinator {name}"
    )
