"""Filling the places of those who declined, whatever was pinned or excluded before."""

import pytest

from luwes.core.errors import Refused
from luwes.staffing.actions import answers, issue, plans
from luwes.staffing.models import Assignment, Plan, PlanRule
from luwes.staffing.tests.scene import HOURS, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db


def with_a_pin(scene: Scene) -> tuple[Plan, Assignment]:
    """Three of five are sent, one of them pinned; the plan, and the pinned person's order."""
    staff = scene.people(scene.unit(), 5)
    need = scene.need(minimum=3)
    plan = scene.solved()
    plans.pin(
        plan=plan, employee=staff[-1], need=need, reason="Mengenal wilayah", now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(plan)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    return plan, Assignment.objects.get(employee=staff[-1])


def refilled(scene: Scene, plan: Plan) -> Plan:
    made = answers.refill(plan=plan, now=NOW, by=scene.coordinator)
    plans.solve(plan_id=made.pk, now=NOW, on=TODAY)
    made.refresh_from_db()
    return made


def decline(row: Assignment) -> None:
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)


def test_who_was_pinned_and_declines_is_replaced_by_another() -> None:
    scene = a_scene()
    plan, pinned = with_a_pin(scene)
    decline(pinned)
    made = refilled(scene, plan)
    assert made.failure == ""
    assert made.lines.get().employee_id != pinned.employee_id
    assert not PlanRule.objects.filter(rule="pin").exists()


def test_a_pin_that_is_fulfilled_does_not_hinder_the_refill() -> None:
    scene = a_scene()
    plan, pinned = with_a_pin(scene)
    decline(Assignment.objects.exclude(pk=pinned.pk).order_by("pk")[0])
    made = refilled(scene, plan)
    assert made.failure == ""
    assert made.lines.count() == 1
    pinned.refresh_from_db()
    assert pinned.state == "ordered"


def test_a_refill_changes_nothing_else_and_asks_nobody_who_declined() -> None:
    scene = a_scene()
    plan, _pinned = with_a_pin(scene)
    first, *others = Assignment.objects.order_by("pk")
    decline(first)
    before = {(row.employee_id, row.need_id, row.letter_id) for row in others}
    made = refilled(scene, plan)
    plans.submit(plan=made, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(made)
    issue.issue(plan_id=made.pk, now=NOW, on=TODAY)
    now = Assignment.objects.filter(state="ordered")
    after = set(now.values_list("employee_id", "need_id", "letter_id"))
    assert before < after
    assert first.employee_id not in {employee for employee, _, _ in after}
    assert len(after) == 3


def test_nothing_is_refilled_while_everybody_goes() -> None:
    scene = a_scene()
    plan, _pinned = with_a_pin(scene)
    with pytest.raises(Refused, match="Tidak ada kebutuhan yang masih terbuka"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)


def test_a_plan_not_issued_cannot_be_refilled() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need()
    plan = scene.submitted()
    with pytest.raises(Refused, match="Hanya rencana yang sudah diterbitkan"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)
