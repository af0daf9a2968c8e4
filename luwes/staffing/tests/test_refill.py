"""Filling the places of those who declined, whatever was pinned or excluded before."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.appointments.tests.builders import a_leave
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.staffing import queries
from luwes.staffing.actions import answers, issue, plans, shaping
from luwes.staffing.models import Assignment, Plan, PlanRule
from luwes.staffing.tests.scene import DUTY, HOURS, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db


def with_a_pin(scene: Scene) -> tuple[Plan, Assignment]:
    """Three of five are sent, one of them pinned; the plan, and the pinned person's order."""
    staff = scene.people(scene.unit(), 5)
    need = scene.need(minimum=3)
    plan = scene.solved()
    shaping.pin(
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
    with pytest.raises(Refused, match="Tidak ada tempat yang terbuka lagi"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)


def test_a_plan_not_issued_cannot_be_refilled() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need()
    plan = scene.submitted()
    with pytest.raises(Refused, match="Hanya rencana yang sudah diterbitkan"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)


def test_a_refill_fills_only_what_was_lost_and_never_what_was_never_filled() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    need = scene.need(minimum=4)
    plan = scene.issued()
    decline(plan.assignments.order_by("pk")[0])
    scene.people(scene.unit(), 5)
    made = refilled(scene, plan)
    assert (made.result["asked"], made.lines.count()) == (1, 1)
    plans.submit(plan=made, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(made)
    issue.issue(plan_id=made.pk, now=NOW, on=TODAY)
    assert queries.lost_heads("incident", scene.incident.pk)[need.pk] == 0
    with pytest.raises(Refused, match="Tidak ada tempat yang terbuka lagi"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)


def test_who_was_left_out_when_the_plan_was_issued_is_replaced() -> None:
    scene = a_scene()
    staff = scene.people(scene.unit(), 4)
    scene.need(minimum=3)
    plan = scene.approved()
    away = plan.lines.order_by("pk")[0].employee
    a_leave(away, DUTY)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    made = refilled(scene, Plan.objects.get(pk=plan.pk))
    there = set(plan.lines.values_list("employee_id", flat=True))
    assert {line.employee_id for line in made.lines.all()} == {p.pk for p in staff} - there


def test_the_page_of_answers_refills_what_any_plan_lost(client: Client) -> None:
    scene = a_scene()
    scene.people(scene.unit(), 6)
    today = clock.today()
    first = scene.need(minimum=2, period=Period(today, today + timedelta(5)))
    plan = scene.issued()
    second = scene.need(minimum=2, period=Period(today, today + timedelta(5)))
    scene.issued()
    decline(plan.assignments.order_by("pk")[0])
    client.force_login(scene.coordinator, backend=settings.AUTHENTICATION_BACKENDS[-1])
    url = reverse("staffing:answers", args=["incident", scene.incident.pk])
    assert "1 tempat terbuka lagi" in client.get(url).content.decode()
    client.post(url, {"deed": "refill"})
    made = Plan.objects.get(state="draft")
    assert made.need_ids == [first.pk] != [second.pk]
