"""A worker killed while it plans or issues leaves nothing half done, and another finishes."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.core import clock
from luwes.core.periods import Period
from luwes.core.tests.points import points
from luwes.demo.sweep import faults_of_loads
from luwes.letters.models import Letter
from luwes.staffing.actions import lost, plans
from luwes.staffing.models import Assignment, Plan, PlanLine, PlanUnit, PostCode
from luwes.staffing.tests.scene import HOURS, NOW, Scene, a_scene
from tests.faults import killing
from tests.faults.killing import killed_at, restart, unfinished

pytestmark = pytest.mark.django_db(transaction=True)


def a_flood() -> Scene:
    scene = a_scene()
    scene.people(scene.unit(minimum=2), 6)
    ahead = Period(clock.today(), clock.today() + timedelta(days=7))  # by the clock of the workers
    scene.need(minimum=2, period=ahead)
    scene.need(minimum=1, period=ahead)
    return scene


def decide(scene: Scene, plan: Plan) -> None:
    plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(plan)


@pytest.mark.parametrize("point", points("planning"))
def test_a_worker_killed_while_planning_leaves_no_half_plan(point: str) -> None:
    scene = a_flood()
    plan = scene.drafted()
    killed_at(point)
    plan.refresh_from_db()
    if plan.solved_at is None:
        assert (PlanLine.objects.count(), PlanUnit.objects.count(), plan.result) == (0, 0, {})
    else:
        assert PlanLine.objects.count() == 3
    restart()
    plan.refresh_from_db()
    assert plan.checked
    assert PlanLine.objects.count() == 3
    assert unfinished() == []


def jobs_of(*tasks: str) -> int:
    return ProcrastinateJob.objects.filter(task_name__in=tasks).count()


@pytest.mark.parametrize("point", points("issuing"))
def test_a_worker_killed_while_issuing_orders_all_or_nobody(point: str) -> None:
    scene = a_flood()
    plan = scene.solved()
    killing.forget_jobs()
    decide(scene, plan)
    killed_at(point)
    plan.refresh_from_db()
    if plan.state == "approved":
        assert not Assignment.objects.exists()
        assert not Letter.objects.exists()
        assert not PostCode.objects.exists()
        assert jobs_of("letters.produce", "staffing.tell_ordered") == 0  # asked for by nothing
    else:
        assert (plan.state, Assignment.objects.count()) == ("issued", 3)
    restart()
    plan.refresh_from_db()
    assert (plan.state, Assignment.objects.count(), PostCode.objects.count()) == ("issued", 3, 2)
    letters = Letter.objects.order_by("sequence")
    assert [letter.sequence for letter in letters] == [1, 2, 3]
    assert {letter.state for letter in letters} == {"signed"}
    assert faults_of_loads() == []
    assert unfinished() == []


def test_what_was_lost_with_its_job_is_asked_for_again() -> None:
    scene = a_flood()
    plan = scene.drafted()
    assert lost.ask_again(before=NOW) == 0  # too early
    later = NOW.replace(year=2030)
    assert lost.ask_again(before=later) == 0  # its job still waits
    killing.forget_jobs()
    assert lost.ask_again(before=later) == 1
    assert lost.ask_again(before=later) == 0
    killing.work()
    plan.refresh_from_db()
    assert plan.checked
    decide(scene, plan)
    killing.forget_jobs()
    assert lost.ask_again(before=later) == 1
    killing.work()
    plan.refresh_from_db()
    assert plan.state == "issued"
