"""Who answers for a head: whoever heads above, else the authority, never another head of the same unit."""

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.motivation.access import goals as access
from luwes.motivation.queries import plans
from luwes.motivation.tests.goal_scene import (
    NOW,
    TODAY,
    Scene,
    account,
    answer,
)
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


def test_the_authority_answers_and_rates_a_head_above_whom_no_head_stands(scene: Scene) -> None:
    chief = scene.chief.employee
    plan = scene.proposed(chief)
    assert plans.superiors(plan, TODAY) == [scene.approver]
    assert list(access.assessable(scene.approver, TODAY)) == [plan]
    answer(scene, plan, True, by=scene.approver)
    plan.refresh_from_db()
    assert (plan.state, plan.assessor) == ("agreed", scene.approver)


def test_the_authority_has_no_say_where_a_head_stands_above(scene: Scene) -> None:
    below = scene.proposed(scene.head_.employee)
    scene.proposed()
    assert not access.assessable(scene.approver, TODAY).exists()
    with pytest.raises(PermissionDenied):
        answer(scene, below, True, by=scene.approver)


def the_daily_head(scene: Scene) -> User:
    """Somebody of the division who heads it too for some days (Plh.)."""
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.division.pk)}
    Grant.objects.create(user=scene.user, period=SINCE, **grant)
    return User.objects.get(pk=scene.user.pk)


def test_another_head_of_the_same_unit_is_no_superior_of_its_head(scene: Scene) -> None:
    """Neither of both answers for the other; the head above does."""
    daily = the_daily_head(scene)
    boss, mine = scene.proposed(scene.head_.employee), scene.proposed()
    other = scene.proposed(scene.somebody())
    assert {m.user for m in Message.objects.filter(link__endswith=f"/{boss.pk}/")} == {scene.chief}
    assert plans.superiors(boss, TODAY) == plans.superiors(mine, TODAY) == [scene.chief]
    assert list(access.assessable(daily, TODAY)) == [other]
    for plan, by in ((boss, daily), (mine, scene.head_)):
        with pytest.raises(PermissionDenied):
            answer(scene, plan, True, by=by)
        answer(scene, plan, True, by=scene.chief)


def test_of_two_heads_of_the_topmost_unit_neither_answers_but_the_authority(scene: Scene) -> None:
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.office.pk)}
    daily = account(scene.somebody("Sekretaris Rekaan", unit=scene.office))
    Grant.objects.create(user=daily, period=SINCE, **grant)
    plan = scene.proposed(scene.chief.employee)
    assert plans.superiors(plan, TODAY) == [scene.approver]
    assert list(access.assessable(scene.approver, TODAY)) == [plan]
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True, by=User.objects.get(pk=daily.pk))
    answer(scene, plan, True, by=scene.approver)


def test_a_head_of_the_unit_who_stands_above_it_too_answers(scene: Scene) -> None:
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.division.pk)}
    Grant.objects.create(user=scene.chief, period=SINCE, **grant)
    plan = scene.proposed(scene.head_.employee)
    assert plans.superiors(plan, TODAY) == [scene.chief]
    answer(scene, plan, True, by=User.objects.get(pk=scene.chief.pk))
