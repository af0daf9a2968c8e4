"""The whole story with few people: the same steps, importers, actions and jobs as `make demo-check`."""

from pathlib import Path

import pytest

from luwes.demo import playing
from luwes.demo.story import Story
from luwes.learning.models import Certificate, CourseClass, Enrolment


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
    assert [step.name for step in told.steps] == [
        "load", "incident", "outside", "plan", "shape", "submit", "decide", "order", "answer", "serve", "account",
    ]  # fmt: skip


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
