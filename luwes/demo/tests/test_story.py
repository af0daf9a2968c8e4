"""The whole story with few people: the same steps, importers, actions and jobs as `make demo-check`."""

from datetime import date
from pathlib import Path

import pytest

from luwes.accounts.models import User
from luwes.demo import playing
from luwes.demo.story import Story
from luwes.learning.models import Certificate, CourseClass, Enrolment
from luwes.motivation.access import goals as access
from luwes.motivation.models import Contribution, LoadSignal, RecoveryOffer


@pytest.mark.django_db(transaction=True)
def test_every_step_of_the_flood_is_good(tmp_path: Path) -> None:
    lines: list[str] = []
    told, good = playing.tell_story(Story(600, tmp_path), True, lines.append)
    assert good, lines[-1]
    figures = told.steps[0].figures
    assert figures["moves"]
    assert figures["certificates"] > 20
    assert _classes() == ["cancelled", "finished", "finished", "open", "open", "running"]
    assert {"asked", "refused", "waiting", "passed", "not_passed"} <= _states()
    assert Certificate.objects.exclude(revoked_at=None).count() == 1
    assert not Certificate.objects.exclude(letter__state__in=["signed", "withdrawn"]).exists()
    _motivated(told)
    assert [step.name for step in told.steps] == [
        "load", "incident", "outside", "plan", "shape", "submit", "decide", "order", "answer", "serve", "account",
    ]  # fmt: skip


def _motivated(told: Story) -> None:
    """What was done elsewhere arrived, and people put some of it beside their goals."""
    kinds = set(Contribution.objects.values_list("kind", flat=True))
    assert {"case", "learning", "thanks", "milestone", "award", "duty"} <= kinds
    beside = Contribution.objects.exclude(goal=None)
    assert {"case", "learning", "milestone"} <= set(beside.values_list("kind", flat=True))
    head = User.objects.get(username="kepala1")
    for year in (told.day.year - 1, told.day.year):
        rows = Contribution.objects.filter(goal__plan__period__contains=date(year, 2, 1))
        assert any(access.can_assess(head, row.goal.plan, told.day) for row in rows if row.goal)
    served = next(step for step in told.steps if step.name == "serve").figures
    assert served["recovery_offers"] == RecoveryOffer.objects.count() > 0
    assert RecoveryOffer.objects.filter(state="asked").count() == 1
    assert LoadSignal.objects.filter(level="danger", state="open").exists()
    sent = User.objects.filter(username__startswith="asn")
    assert any(user.has_usable_password() for user in sent)


def _classes() -> list[str]:
    return sorted(CourseClass.objects.values_list("state", flat=True))


def _states() -> set[str]:
    return set(Enrolment.objects.values_list("state", flat=True))


def test_a_step_that_breaks_is_told_as_failed(tmp_path: Path) -> None:
    def breaks(story: Story) -> dict[str, object]:
        raise ValueError("habis")

    done = Story(1, tmp_path).play("pecah", breaks)
    assert not done.ok
    assert done.figures == {"failure": "ValueError: habis"}
