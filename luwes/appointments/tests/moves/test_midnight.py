"""Something came between a decree and its day: at midnight nobody moves, all hear of it, and it can be mended."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from luwes.appointments import jobs
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, Move, MoveRequest
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.builders import an_appointment
from luwes.appointments.tests.moves.scene import DAY, NOW, TMT, TODAY, Scene, holds
from luwes.core import clock
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation import actions as organisation
from luwes.people.models import Employee

pytestmark = pytest.mark.django_db


class Chain:
    """A takes B's post, B takes C's, C a vacant one, all on a day; decreed."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.posts = [self.scene.post(f"Kepala Seksi {n}") for n in range(4)]
        self.people = [
            self.scene.holder(post, f"Pejabat {n}") for n, post in enumerate(self.posts[:3])
        ]
        self.request = self.scene.decreed(
            self.scene.rotate(*zip(self.people, self.posts[1:], strict=True))
        )
        Message.objects.all().delete()

    @property
    def last(self) -> Employee:
        return self.people[-1]


def dies(chain: Chain) -> None:
    """The staff list says so: no longer in service."""
    Employee.objects.filter(pk=chain.last.pk).update(legal_standing="77")


def is_moved(chain: Chain) -> None:
    """By another decree, a day earlier."""
    other = chain.scene.rotate((chain.last, chain.scene.post("Kepala Seksi Lain")), on=TMT - DAY)
    chain.scene.effective(other, TMT - DAY)
    Message.objects.all().delete()


def post_closes(chain: Chain) -> None:
    organisation.close_position(
        position=chain.posts[-1], on=TMT, reason="Penataan", by=chain.scene.analyst
    )


def post_is_taken(chain: Chain) -> None:
    chain.scene.holder(chain.posts[-1], "Pendatang", since=TMT)


CAUSES: list[tuple[Callable[[Chain], None], str]] = [
    (dies, "Kedudukan hukum"),
    (is_moved, "Jabatan asal sudah berubah"),
    (post_closes, "Jabatan tujuan tidak berlaku"),
]


@pytest.fixture
def midnight() -> Callable[[MoveRequest], None]:
    """The job that a worker runs just after midnight of the first day."""

    def strike(request: MoveRequest) -> None:
        clock.set_to(NOW + (TMT - TODAY))
        jobs.moves_due(timestamp=0)
        jobs.become_effective(request_id=request.pk)
        request.refresh_from_db()

    return strike


def kept(chain: Chain) -> bool:
    """Whether nobody has moved by this request."""
    return not Appointment.objects.filter(move_made__request=chain.request).exists()


def told() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("recipient_name", "subject"))


@pytest.mark.parametrize(("cause", "words"), CAUSES, ids=lambda c: getattr(c, "__name__", ""))
def test_nobody_moves_all_are_told_and_it_is_mended_and_tried_again(
    cause: Callable[[Chain], None],
    words: str,
    midnight: Callable[[MoveRequest], None],
    client: Client,
) -> None:
    chain = Chain()
    scene, request = chain.scene, chain.request
    cause(chain)
    midnight(request)
    assert request.state == "stopped"
    assert kept(chain)
    assert [holds(p, TMT) for p in chain.people[:2]] == [[post] for post in chain.posts[:2]]
    stopped, never = "Usul mutasi 1 terhenti pada TMT 1 April 2026", "Keputusan tentang jabatan Anda tidak jadi berlaku 1 April 2026"  # fmt: skip
    assert told() == {
        *((person.name, never) for person in chain.people),
        *((name, stopped) for name in ("Sri Lestari", "Agus Salim", "Ratna Dewi")),
    }
    reason = Message.objects.filter(subject=stopped).values_list("body", flat=True)[0]
    assert reason.startswith(f"Pejabat 2: {words}")
    assert Letter.objects.get(kind="move_decree", about_id=str(request.pk)).state == "withdrawn"

    before = Message.objects.count()
    midnight(request)  # the job comes again
    assert Message.objects.count() == before

    client.force_login(scene.analyst)
    page = client.get(reverse("appointments:move_request", args=[request.pk])).content.decode()
    assert f"<strong>Pejabat 2</strong>: {words}" in page
    back = reverse("appointments:move_return", args=[request.pk])
    assert client.post(back, {"reason": "Rangkaian diubah"}).status_code == 302
    last = Move.objects.get(request=request, employee=chain.last)
    line = reverse("appointments:move_line", args=[last.pk])
    assert client.post(line, {"deed": "remove"}).status_code == 302
    # without whom it failed: B's new post is held by C, or free
    if holds(chain.last, TMT) == [chain.posts[2]]:
        second = Move.objects.get(request=request, employee=chain.people[1])
        assert client.post(reverse("appointments:move_line", args=[second.pk]), {"deed": "remove"}).status_code == 302  # fmt: skip
        scene.add(request, chain.people[1], MoveKind.ROTATION, scene.post("Kepala Seksi Baru"))
    request.refresh_from_db()
    scene.today = TMT
    scene.decreed(request)
    midnight(request)
    assert request.state == "effective"
    assert holds(chain.people[0], TMT) == [chain.posts[1]]
    assert chain.posts[1] not in holds(chain.people[1], TMT)
    assert {row.state for row in Letter.objects.filter(kind="move_decree", about_id=str(request.pk))} >= {"withdrawn"}  # fmt: skip


def test_an_acting_mandate_that_ended_meanwhile_stops_all_of_its_decree(
    midnight: Callable[[MoveRequest], None],
) -> None:
    """The decree ends a Plt. and moves another; the Plt. ended by itself the day before."""
    scene = Scene()
    post, target = scene.post("Kepala Seksi Data"), scene.post("Kepala Seksi Umum")
    acting, rotated = scene.holder(scene.post(), "Rina"), scene.holder(scene.post(), "Budi")
    mandate = an_appointment(
        acting, post, kind=Kind.ACTING, period=Period(TODAY - 20 * DAY, TMT + 40 * DAY)
    )
    request = scene.draft()
    Move.objects.create(
        request=request, order=1, employee=acting, kind=MoveKind.END.value, origin=mandate
    )
    scene.add(request, rotated, MoveKind.ROTATION, target)
    scene.decreed(request)
    Appointment.objects.filter(pk=mandate.pk).update(period=Period(TODAY - 20 * DAY, TMT))
    midnight(request)
    assert request.state == "stopped"
    assert [row["name"] for row in request.stopped] == ["Rina"]
    assert holds(rotated, TMT) != [target]
    actions.send_back(request=request, reason="Plt. berakhir", on=TMT, by=scene.analyst)
    actions.remove(move=moves_of(request)[0], by=scene.analyst)
    scene.today = TMT
    scene.decreed(request)
    midnight(request)
    assert holds(rotated, TMT) == [target]


def test_what_happens_on_the_very_day_counts(midnight: Callable[[MoveRequest], None]) -> None:
    chain = Chain()
    post_is_taken(chain)
    midnight(chain.request)
    assert (chain.request.state, kept(chain)) == ("stopped", True)
