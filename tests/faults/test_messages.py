"""A worker killed while it tells people: nobody is left untold, and a second telling is known as one."""

from collections.abc import Iterator
from typing import Any

import pytest

from luwes.core.tests.points import points
from luwes.notifications import actions
from luwes.notifications.models import Attempt
from luwes.notifications.tests.builders import NOW, Gateway, a_gateway, a_recipient
from tests.faults.killing import killed_at, restart, unfinished

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with a_gateway(settings) as it:
        yield it


@pytest.mark.parametrize("point", points("notifications"))
def test_a_worker_killed_while_telling_leaves_nobody_untold(point: str, gateway: Gateway) -> None:
    people = [a_recipient(key=f"people.employee:{n}", phone=f"+62811000000{n}") for n in range(3)]
    actions.tell(
        recipients=people, kind="tests.assigned", subject="Anda ditugaskan", body="Ke Rajabasa.",
        link="", now=NOW,
    )  # fmt: skip
    killed_at(f"{point}:2")  # the gateway has taken the second, and nobody knows
    outside = Attempt.objects.filter(channel="gateway").order_by("message_id")
    assert [attempt.state for attempt in outside] == ["sent", "waiting", "waiting"]
    restart()
    assert {attempt.state for attempt in outside.all()} == {"sent"}
    first, second, third = (attempt.reference for attempt in outside)
    assert gateway.references == [first, second, second, third]
    assert unfinished() == []
