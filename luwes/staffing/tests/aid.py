"""A flood whose government lacks nurses, a neighbour who has some, and a third who looks on."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_user
from luwes.staffing import aid as reads
from luwes.staffing.actions import aid, decisions, issue, plans
from luwes.staffing.actions.aid import Liaison
from luwes.staffing.models import AidRequest, Plan
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW, TODAY, Scene, Side

DAY = timedelta(hours=24)


@dataclass
class Flood:
    """`here` asks, `there` is asked; each with its own coordinator."""

    scene: Scene
    coordinator: User
    there: Side
    liaison: User
    third: Side
    stranger: User

    @property
    def here(self) -> Side:
        return self.scene.sides[0]


def a_coordinator(agency: Agency, name: str) -> User:
    return a_user(Role.COORDINATOR, scope_kind="agency", scope_id=agency.pk, name=name)


def a_flood(*, wanted: int = 4, nurses: int = 4, minimum: int = 3) -> Flood:
    """One nurse of each government may leave where `nurses` is one above `minimum`."""
    scene = builders.a_scene(nurses=nurses, minimum=minimum, wanted=wanted)
    there = builders._a_side(8, scene.area, 5, 2)
    third = builders._a_side(9, scene.area, 5, 2)
    coordinator = a_coordinator(scene.sides[0].agency, "Koordinator Sini")
    scene.coordinator = coordinator
    return Flood(
        scene, coordinator, there, a_coordinator(there.agency, "Penghubung Sana"), third,
        a_coordinator(third.agency, "Koordinator Lain"),
    )  # fmt: skip


def asked(flood: Flood, heads: int | None = None, **values: Any) -> AidRequest:
    """A request to the neighbour, for all that is short or for so many."""
    need = flood.scene.need
    rows = reads.shorts("incident", flood.scene.incident.pk, TODAY)
    short = next((row.short for row in rows if row.need == need), 0)
    given: dict[str, Any] = {
        "owner_kind": "incident", "owner_id": flood.scene.incident.pk,
        "asked_id": flood.there.agency.pk, "heads": {need.pk: short if heads is None else heads},
        "reason": "Perawat habis", "skipped_because": "Rencana sendiri menyusul",
        "answer_within": DAY, "now": NOW, "by": flood.coordinator, **values,
    }  # fmt: skip
    return aid.send(**given)


def a_liaison(flood: Flood, **values: Any) -> Liaison:
    given = {"user": flood.liaison, "post": "Kepala Bidang Kedaruratan", "phone": "0812-5555-0101"}
    return Liaison(**(given | values))


def accepted(flood: Flood, request: AidRequest | None = None, heads: int = 2) -> AidRequest:
    request = request or asked(flood)
    aid.accept(
        request=request, granted={flood.scene.need.pk: heads}, liaison=a_liaison(flood), now=NOW,
        by=flood.liaison,
    )  # fmt: skip
    request.refresh_from_db()
    return request


def planned(flood: Flood, request: AidRequest) -> Plan:
    """A solved draft of the asked government."""
    plan = plans.make(owner_kind="aid", owner_id=request.pk, now=NOW, by=flood.liaison)
    return builders.solved(plan)


def submitted(flood: Flood, plan: Plan) -> Plan:
    plans.submit(plan=plan, decide_within=timedelta(hours=2), now=NOW, by=flood.liaison)
    Plan.objects.filter(pk=plan.pk).update(contest_until=None)
    plan.refresh_from_db()
    return plan


def issued(flood: Flood, request: AidRequest, plan: Plan | None = None) -> Plan:
    """Planned, approved by the asked government's own authority, issued."""
    plan = submitted(flood, plan or planned(flood, request))
    approval = builders.approval_of(plan, flood.there)
    decisions.approve(approval=approval, now=NOW, by=flood.there.approver)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    return plan
