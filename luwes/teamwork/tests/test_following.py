"""What becomes of a choice when its order ends early, or leads to another seat."""

from datetime import UTC, date, datetime, timedelta

import pytest

from luwes.core.errors import Refused
from luwes.staffing.actions import changes, issue
from luwes.staffing.changes import Because
from luwes.staffing.models import Assignment
from luwes.teamwork import fitting
from luwes.teamwork.actions import choosing
from luwes.teamwork.models import Application, TaskTeam
from luwes.teamwork.tests.scene import TIME, Scene

pytestmark = pytest.mark.django_db

LATER = datetime(2025, 4, 1, 3, 0, tzinfo=UTC)
DAY = date(2025, 4, 1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def one_serving(scene: Scene, team: TaskTeam) -> Assignment:
    person = scene.near.people[0]
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), person, scene.near)
    return next(row for row in scene.serving(team) if row.employee == person)


def nobody_waits(team: TaskTeam, scene: Scene) -> None:
    assert not choosing.waiting_for_letters("task_team", team.pk).exists()
    with pytest.raises(Refused, match="Belum ada orang terpilih"):
        choosing.make_plan(owner=team, now=LATER, by=scene.head)


def test_who_is_taken_out_while_serving_is_not_ordered_again_and_may_be_chosen_anew(scene: Scene) -> None:  # fmt: skip
    team = scene.opened(scene.near)
    row = one_serving(scene, team)
    issue.withdraw(assignment=row, reason="Diperlukan unitnya", now=LATER, by=scene.head)
    row.refresh_from_db()
    assert (row.state, row.left_early) == ("completed", True)
    assert Application.objects.get(employee=row.employee).state == "withdrawn"
    nobody_waits(team, scene)
    again = scene.chosen(row.need, row.employee, scene.near, now=LATER)
    assert list(choosing.waiting_for_letters("task_team", team.pk)) == [again]


def test_who_is_relieved_is_not_ordered_again(scene: Scene) -> None:
    team = scene.opened(scene.near)
    row = one_serving(scene, team)
    changes.relieve(
        assignments=[row], last_day=DAY, because=Because.RECALLED, now=LATER, on=DAY, by=scene.head
    )
    assert Application.objects.get(employee=row.employee).state == "withdrawn"
    nobody_waits(team, scene)


def test_who_is_relieved_later_stands_until_that_day(scene: Scene) -> None:
    team = scene.opened(scene.near)
    row = one_serving(scene, team)
    changes.relieve(
        assignments=[row], last_day=DAY + timedelta(days=9), because=Because.RECALLED, now=LATER,
        on=DAY, by=scene.head,
    )  # fmt: skip
    assert Application.objects.get(employee=row.employee).state == "chosen"
    nobody_waits(team, scene)


def test_a_choice_follows_to_the_other_seat(scene: Scene) -> None:
    team = scene.opened(scene.near)
    row = one_serving(scene, team)
    other = scene.seat(team, "Juru data").need
    beside = scene.consented(scene.named(other, row.employee), scene.near)
    changes.amend(assignments=[row], need=other, reason="Bertukar", now=LATER, on=DAY, by=scene.head)  # fmt: skip
    beside.refresh_from_db()
    assert beside.state == "withdrawn"
    assert Application.objects.get(employee=row.employee, state="chosen").need == other
    nobody_waits(team, scene)
    assert [load.percent for load in fitting.loads([row.employee_id], TIME)[row.employee_id]] == [
        20
    ]
