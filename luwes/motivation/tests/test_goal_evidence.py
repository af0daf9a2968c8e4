"""Evidence beside the goals of a plan."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.motivation.actions import (
    contributing,
    planning,
)
from luwes.motivation.models import (
    Contribution,
    Goal,
)
from luwes.motivation.queries import plans
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.goals import ChangeKind
from luwes.motivation.tests.goal_scene import (
    MOVED,
    NOW,
    TODAY,
    Scene,
    a_draft,
    ask,
    follow,
    move,
    reply,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


def came(scene: Scene, goal: Goal, on: date) -> Contribution:
    row = contributing.note(
        employee=scene.person, kind=ContributionKind.DUTY, source=("test", str(on)), words="Bukti",
        on=on, now=NOW,
    )  # fmt: skip
    Contribution.objects.filter(pk=row.pk).update(goal=goal)
    return row


def test_evidence_beside_a_dropped_goal_is_there_when_the_days_are_rated(scene: Scene) -> None:
    plan = scene.agreed()
    old = plan.goals.get()
    row = came(scene, old, TODAY)
    reply(scene, ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko")), True)
    kept = came(scene, plan.goals.get(title="Peta risiko"), TODAY + timedelta(days=1))
    reply(scene, ask(scene, plan, ChangeKind.DROP, goal=old), True)
    assert plans.other_proofs(plan, in_line=True) == [row]
    kept.refresh_from_db()
    assert kept.goal


def test_evidence_beside_a_goal_dropped_from_a_draft_stands_alone(scene: Scene) -> None:
    plan = scene.draft()
    row = came(scene, plan.goals.get(), TODAY)
    planning.drop_goal(goal=plan.goals.get(), now=NOW, by=scene.user)
    assert plans.other_proofs(plan, in_line=True) == [row]


def test_evidence_of_days_after_a_move_is_the_new_plans(scene: Scene) -> None:
    plan = scene.agreed()
    before, after = (came(scene, plan.goals.get(), MOVED + timedelta(days=n)) for n in (-1, 0))
    move(scene)
    follow(MOVED + timedelta(days=3))
    for row in (before, after):
        row.refresh_from_db()
    assert (before.goal, after.goal) == (plan.goals.get(), None)


def test_many_proofs_of_one_goal_hide_none_of_another_and_the_rest_is_counted(
    scene: Scene,
) -> None:
    plan = scene.agreed()
    busy = plan.goals.get()
    reply(scene, ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko")), True)
    quiet = plan.goals.get(title="Peta risiko")
    old = came(scene, quiet, TODAY)
    for n in range(plans.MOST_PROOFS + 3):
        came(scene, busy, TODAY + timedelta(days=1 + n))
    found = plans.proofs([busy.pk, quiet.pk], in_line=True)
    assert list(found[quiet.pk].rows) == [old]
    assert (len(found[busy.pk].rows), found[busy.pk].total) == (plans.MOST_PROOFS, plans.MOST_PROOFS + 3)  # fmt: skip
    page = signed_in(scene.head_).get(reverse("motivation:plan", args=[plan.pk])).content.decode()
    assert f"{plans.MOST_PROOFS + 3} bukti" in page
    assert "dan 3 bukti lagi yang lebih lama" in page
