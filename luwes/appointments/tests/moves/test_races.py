"""Two at once on a real database; and jobs that are asked again and again."""

from collections.abc import Callable

import pytest

from luwes.appointments.actions import moves as actions
from luwes.appointments.actions.moves import effecting
from luwes.appointments.models import Appointment, MoveRequest
from luwes.appointments.tests.moves.scene import NOW, TMT, TODAY, Scene, holds
from luwes.core.tests.racing import at_once
from luwes.letters.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


def effect(request: MoveRequest) -> Callable[[], object]:
    return lambda: actions.become_effective(request_id=request.pk, now=NOW, on=TMT)


def test_two_requests_for_one_post_become_effective_at_once_and_one_stops() -> None:
    scene = Scene()
    target = scene.post()
    people = [scene.holder(scene.post()) for _n in range(2)]
    requests = [scene.decreed(scene.rotate((person, target))) for person in people]
    at_once(*map(effect, requests))
    states = sorted(MoveRequest.objects.values_list("state", flat=True))
    assert states == ["effective", "stopped"]
    assert sum(target in holds(person, TMT) for person in people) == 1
    assert all(len(holds(person, TMT)) == 1 for person in people)


def test_swaps_that_cross_do_not_wait_on_each_other() -> None:
    scene = Scene()
    posts = [scene.post() for _n in range(4)]
    a, b, c, d = (scene.holder(post) for post in posts)
    requests = [
        scene.decreed(scene.rotate((a, posts[1]), (b, posts[0]))),
        scene.decreed(scene.rotate((d, posts[2]), (c, posts[3]))),
    ]
    at_once(*map(effect, requests), *map(effect, requests))
    assert set(MoveRequest.objects.values_list("state", flat=True)) == {"effective"}
    assert Appointment.objects.count() == 8


def test_a_double_click_on_the_decree_numbers_one_letter() -> None:
    scene = Scene()
    request = scene.agree(scene.submit(scene.rotate((scene.holder(scene.post()), scene.post()))))

    def decree() -> None:
        actions.decree(
            request=MoveRequest.objects.get(pk=request.pk), now=NOW, on=TODAY, by=scene.analyst
        )

    said = at_once(decree, decree, decree)
    assert said.count("") == 1
    assert Letter.objects.count() == 1


def test_what_is_due_is_found_once_its_day_has_come() -> None:
    scene = Scene()
    request = scene.decreed(scene.rotate((scene.holder(scene.post()), scene.post())))
    assert effecting.due(TODAY) == []
    assert effecting.due(TMT) == [request.pk]
    effect(request)()
    assert effecting.due(TMT) == []
