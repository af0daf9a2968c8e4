"""One decree for hundreds, by the deeds of its whole way: questions to the database do not grow with people."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, Move, MoveJudgement, MoveRequest
from luwes.appointments.rules.moves import RequestState
from luwes.appointments.tests.moves.scene import TMT, K, Scene, is_in
from luwes.letters.models import Letter
from luwes.organisation.tests.builders import a_minimum, a_position, a_title, a_unit

pytestmark = pytest.mark.django_db
FEW, MANY = 40, 320
A_BATCH = 8  # rows beyond what one statement takes go in a few more


def a_round(count: int) -> tuple[Scene, MoveRequest]:
    """Everybody of one unit goes to the next, in three units."""
    scene = Scene(f"Pemerintah Rekaan {count}")
    title = a_title(f"Pengelola {count}", kind=K.EXECUTIVE)
    units = [a_unit(f"Unit {n}", parent=scene.unit) for n in range(3)]
    for unit in units:
        a_minimum(unit, 0)
    posts = [a_position(unit=unit, title=title, headcount=count) for unit in units]
    people = [scene.holder(posts[n % 3]) for n in range(count)]
    held = dict(Appointment.objects.filter(employee__in=people).values_list("employee_id", "pk"))
    request = scene.draft("Penyegaran")
    Move.objects.bulk_create(
        Move(request=request, order=n, employee=person, kind="transfer", origin_id=held[person.pk],
             to_position=posts[(n + 1) % 3])
        for n, person in enumerate(people)
    )  # fmt: skip
    return scene, request


def questions(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        deed()
    return len(caught)


def costs(count: int) -> dict[str, int]:
    scene, request = a_round(count)
    found = {
        "submit": questions(
            lambda: actions.submit(request=request, now=scene.now, on=scene.today, by=scene.analyst)
        )
    }
    scene.agree(request, until="signature")
    step = request.steps.select_related("request", "unit").get(kind="signature")
    found["sign"] = questions(lambda: scene.decide(step))
    request.refresh_from_db()
    found["decree"] = questions(
        lambda: actions.decree(request=request, now=scene.now, on=scene.today, by=scene.analyst)
    )
    found["take effect"] = questions(lambda: scene.its_day(request))
    assert is_in(request, RequestState.EFFECTIVE)
    assert Appointment.objects.filter(move_made__request=request).count() == count
    assert Letter.objects.filter(about_id=str(request.pk), kind="move_decree").count() == 1
    assert request.effective_on == TMT
    return found


def test_a_decree_for_hundreds_asks_as_often_as_one_for_forty() -> None:
    costs(4)  # what is read once and kept
    few, many = costs(FEW), costs(MANY)
    grown = {deed: many[deed] - few[deed] for deed in few}
    assert all(more <= A_BATCH for more in grown.values()), grown


def test_six_hundred_go_round_at_once() -> None:
    """Beyond the number from which rows go in by COPY."""
    count = 600
    scene, request = a_round(count)
    MoveRequest.objects.filter(pk=request.pk).update(state="decreed", approved_by=scene.approver)
    assert questions(lambda: scene.its_day(request)) < 100  # however many people
    assert is_in(request, RequestState.EFFECTIVE)
    assert Appointment.objects.filter(period__startswith=TMT).count() == count
    assert Move.objects.exclude(made=None).exclude(ended=None).count() == count
    assert MoveJudgement.objects.filter(moment="effective").count() == count
