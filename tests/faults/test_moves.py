"""A worker killed while a decree becomes effective moves everybody or nobody, and another finishes."""

import pytest

from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment
from luwes.appointments.tests.moves.scene import Scene, holds
from luwes.core import clock
from luwes.core.tests.points import points
from tests.faults import killing
from tests.faults.killing import killed_at, restart, unfinished

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("point", points("moves"))
def test_a_worker_killed_while_a_swap_becomes_effective(point: str) -> None:
    scene = Scene(today=clock.today(), now=clock.now())
    posts = [scene.post() for _n in range(2)]
    people = [scene.holder(post) for post in posts]
    request = scene.agree(
        scene.submit(scene.rotate((people[0], posts[1]), (people[1], posts[0]), on=scene.today))
    )
    killing.forget_jobs()
    actions.decree(request=request, now=scene.now, on=scene.today, by=scene.analyst)
    killed_at(point)
    request.refresh_from_db()
    moved = [
        holds(person, scene.today) == [post]
        for person, post in zip(people, reversed(posts), strict=True)
    ]
    assert moved == [request.state == "effective"] * 2
    restart()
    request.refresh_from_db()
    assert request.state == "effective"
    assert [holds(person, scene.today) for person in people] == [[post] for post in reversed(posts)]
    assert Appointment.objects.count() == 4
    assert unfinished() == []
