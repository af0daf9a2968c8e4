"""A decree dated in the past: only with a reason, and whoever agrees reads first what rests on the old state."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, MoveRequest, MoveStep
from luwes.appointments.moving import depending
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.appointments.tests.moves.scene import DAY, Scene
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.staffing.models import Assignment
from luwes.staffing.tests import builders as duty

pytestmark = pytest.mark.django_db
REASON = "SK terlambat diterima"


@pytest.fixture
def scene() -> Scene:
    return Scene(today=clock.today(), now=clock.now())


@pytest.fixture
def past(scene: Scene) -> date:
    return scene.today - timedelta(days=40)


def read(client: Client, user: User, name: str, *args: object, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"appointments:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def press(client: Client, user: User, request: MoveRequest, deed: str) -> tuple[int, str]:
    client.force_login(user)
    answer = client.post(reverse("appointments:move_do", args=[request.pk]), {"deed": deed})
    return answer.status_code, answer.content.decode()


def hand(scene: Scene, step: MoveStep) -> User:
    if step.unit_id:
        return scene.head
    return scene.approver if step.kind == "signature" else scene.analyst


def words(request: MoveRequest) -> list[tuple[str, str]]:
    found = depending.on_moves(request, moves_of(request), since=request.effective_on)
    return [(row["name"], row["words"]) for row in found]


def test_without_a_reason_the_page_submits_nothing(
    scene: Scene, past: date, client: Client
) -> None:
    request = scene.rotate((scene.holder(scene.post()), scene.post()), on=past)
    scene.answer_all(request)
    status, html = press(client, scene.analyst, request, "submit")
    assert (status, "TMT sudah lewat: tulis alasan berlaku surut." in html) == (422, True)
    request.refresh_from_db()
    assert request.state == "draft"


@pytest.mark.parametrize("stage", ["signature", "decree"])
def test_a_day_that_passes_while_others_agree_needs_a_reason_too(
    stage: str, scene: Scene, client: Client
) -> None:
    """Submitted in time, but signed or decreed after its first day."""
    request = scene.rotate((scene.holder(scene.post()), scene.post()), on=scene.today + 20 * DAY)
    scene.agree(scene.submit(request), until="signature" if stage == "signature" else "")
    MoveRequest.objects.filter(pk=request.pk).update(effective_on=scene.today - DAY)
    said = "alasan berlaku surut belum ditulis"
    if stage == "signature":
        step = request.steps.get(kind="signature")
        client.force_login(scene.approver)
        answer = client.post(reverse("appointments:move_step", args=[step.pk]), {"note": ""})
        html = answer.content.decode()
        assert (answer.status_code, said in html, "Sudah diputuskan" in html) == (422, True, False)
    else:
        status, html = press(client, scene.analyst, request, "decree")
        assert (status, said in html) == (422, True)
    actions.send_back(request=request, reason="TMT lewat", on=scene.today, by=scene.approver)
    actions.change(
        request=request, title="Rotasi", effective_on=scene.today - DAY, basis="Rapat",
        late_reason=REASON, by=scene.analyst,
    )  # fmt: skip
    assert scene.effective(request).state == "effective"


def test_leave_mandates_and_later_moves_are_listed_and_the_post_that_is_left_is_not(
    scene: Scene, past: date
) -> None:
    person = scene.holder(scene.post("Kepala Seksi Asal"), "Sutrisno")
    target = scene.post("Kepala Seksi Tujuan")
    a_leave(person, Period(past + 5 * DAY, past + 8 * DAY))
    a_leave(person, Period(past - 8 * DAY, past - 5 * DAY))  # over before
    other = scene.post("Kepala Seksi Lain")
    an_appointment(person, other, kind=Kind.ACTING, period=Period(past - DAY, past + 30 * DAY))
    later = scene.rotate((person, scene.post()), on=scene.today + 9 * DAY, title="Rotasi lagi")
    scene.submit(later)
    stands_in = scene.holder(scene.post(), "Rina Marlina")
    an_appointment(
        stands_in, target, kind=Kind.ACTING, period=Period(past - 9 * DAY, past + 50 * DAY)
    )
    request = scene.rotate((person, target), on=past, late_reason=REASON)
    assert sorted(words(request)) == [
        ("Rina Marlina", "Plt. Kepala Seksi Tujuan"),
        ("Sutrisno", "Plt. Kepala Seksi Lain"),
        ("Sutrisno", "cuti"),
        ("Sutrisno", f"usul mutasi {later.number} (diajukan)"),
    ]


def test_duty_is_listed_on_the_page_before_it_is_submitted(client: Client) -> None:
    at = duty.a_scene()
    duty.issued(at)
    person = Assignment.objects.order_by("pk")[0].employee
    held = Appointment.objects.get(employee=person)
    by = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=person.agency_id)
    request = actions.draft(
        agency=person.agency, title="Rotasi", effective_on=date(2025, 2, 1), basis="Rapat",
        late_reason=REASON, now=clock.now(), by=by,
    )  # fmt: skip
    actions.add(request=request, employee=person, kind=MoveKind.END, to_position=None, by=by)
    assert held.pk == moves_of(request)[0].origin_id
    html = read(client, by, "move_request", request.pk)
    assert f"<strong>{person.full_name}</strong>: tugas Perawat (" in html


def test_each_who_agrees_reads_what_rests_on_it(scene: Scene, past: date, client: Client) -> None:
    person = scene.holder(scene.post(), "Sutrisno")
    a_leave(person, Period(past + DAY, past + 4 * DAY))
    request = scene.submit(scene.rotate((person, scene.post()), on=past, late_reason=REASON))
    for step in request.steps.order_by("order", "pk"):
        html = read(client, hand(scene, step), "move_step", step.pk)
        assert "Yang sejak itu bertumpu pada keadaan lama:" in html
        assert "<strong>Sutrisno</strong>: cuti" in html
        assert REASON in html
        scene.decide(step)
    request.refresh_from_db()
    assert "<strong>Sutrisno</strong>: cuti" in read(
        client, scene.analyst, "move_request", request.pk
    )


def test_a_day_ahead_lists_nothing(scene: Scene, client: Client) -> None:
    person = scene.holder(scene.post(), "Sutrisno")
    a_leave(person, Period(scene.today + 30 * DAY, scene.today + 33 * DAY))
    request = scene.submit(scene.rotate((person, scene.post()), on=scene.today + 20 * DAY))
    for step in request.steps.order_by("order", "pk"):
        assert "bertumpu" not in read(client, hand(scene, step), "move_step", step.pk)
