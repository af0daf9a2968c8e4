"""Who sees the plans and the people behind a team or an opportunity, and what is found of whom."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse

from luwes.core import clock
from luwes.staffing.models import Plan
from luwes.teamwork.models import Opportunity, TaskTeam
from luwes.teamwork.tests.scene import NOW, Scene, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    before = settings.LUWES_CLOCK
    clock.set_to(NOW)
    yield
    settings.LUWES_CLOCK = before


@pytest.fixture
def scene() -> Scene:
    return Scene()


def pages_of(plan: Plan) -> list[str]:
    owner = [plan.owner_kind, plan.owner_id]
    return [
        reverse("staffing:plan", args=[plan.pk]), reverse("staffing:proof", args=[plan.pk]),
        reverse("staffing:field_reports", args=owner), reverse("staffing:make", args=owner),
    ]  # fmt: skip


def planned(scene: Scene, owner: TaskTeam | Opportunity) -> Plan:
    """Somebody of the neighbour's is chosen and planned."""
    need = owner.need if isinstance(owner, Opportunity) else scene.member_seat(owner)
    assert need
    if isinstance(owner, TaskTeam):
        scene.chosen(scene.leader_seat(owner), scene.own.people[0], scene.own)
    scene.chosen(need, scene.near.people[0], scene.near)
    return scene.planned(owner)


@pytest.mark.parametrize("kind", ["team", "opportunity"])
def test_the_plan_is_for_who_manages_or_decides_and_for_nobody_who_may_only_apply(
    scene: Scene, kind: str
) -> None:
    owner = scene.opened(scene.near) if kind == "team" else scene.opportunity(scene.near)
    plan = planned(scene, owner)
    page, _proof, reports, _make = pages_of(plan)
    clerk, chosen = scene.near.people[1].user, scene.near.people[0].user
    for user in (clerk, chosen, scene.own.people[1].user, scene.far.decider, scene.near.head):
        client = signed_in(user)
        assert [client.get(url).status_code in {403, 404} for url in pages_of(plan)] == [True] * 4
    for user in (scene.near.decider, scene.own.decider, scene.head):
        client = signed_in(user)
        assert client.get(page).status_code == client.get(reports).status_code == 200
    own_page = reverse(f"teamwork:{kind}", args=[owner.pk])
    assert signed_in(chosen).get(own_page).status_code == 200
