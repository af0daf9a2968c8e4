"""Acting mandates: how long they run, who is told before they end, and the register of overlaps."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.appointments.actions.moves import warning
from luwes.appointments.models import Appointment, MandateWarning
from luwes.appointments.moving.mandates import Fault, mandates, overlaps, within
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.appointments.tests.moves.scene import DAY, TODAY, Scene
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.organisation.models import Position
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee

pytestmark = pytest.mark.django_db


def acting(
    post: Position, person: Employee, first: date, end: date, kind: Kind = Kind.ACTING
) -> Appointment:
    return an_appointment(person, post, kind=kind, period=Period(first, end))


def a_mandate(scene: Scene, end: date, *, days: int = 60, name: str = "Sutrisno") -> Appointment:
    return acting(scene.post(), scene.holder(scene.post(), name), end - days * DAY, end)


@pytest.mark.parametrize(
    ("left", "days", "marks"),
    [(31, 60, []), (30, 60, [30]), (8, 60, [30]), (7, 60, [7]), (1, 60, [7]), (0, 60, [0]), (-5, 60, [-5]),
     (20, 20, []), (6, 20, [7]), (3, 5, [])],
)  # fmt: skip
def test_told_at_30_and_7_days_and_daily_once_over(left: int, days: int, marks: list[int]) -> None:
    scene = Scene()
    a_mandate(scene, TODAY + left * DAY, days=days)
    warning.warn(on=TODAY)
    assert list(MandateWarning.objects.values_list("days", flat=True)) == marks
    assert warning.warn(on=TODAY) == 0  # once, however often asked
    told = set(Message.objects.values_list("recipient_name", flat=True))
    assert told == ({"Sutrisno", "Ratna Dewi", "Sri Lestari"} if marks else set())


def test_overdue_is_told_every_day_until_somebody_has_the_post() -> None:
    scene = Scene()
    row = a_mandate(scene, TODAY)
    assert [warning.warn(on=TODAY + n * DAY) for n in range(4)] == [1, 1, 1, 1]
    an_appointment(
        scene.holder(scene.post()),
        row.position,
        kind=Kind.ACTING,
        period=Period(TODAY + 4 * DAY, TODAY + 60 * DAY),
    )
    assert warning.warn(on=TODAY + 5 * DAY) == 0
    assert "jabatannya kosong" in Message.objects.order_by("-pk")[0].subject


def test_a_successor_ends_the_asking_and_what_is_long_over_is_not_asked_after() -> None:
    scene = Scene()
    filled = a_mandate(scene, TODAY - DAY)
    scene.holder(filled.position, since=TODAY)
    a_mandate(scene, TODAY - timedelta(days=100))
    assert mandates(Q(), TODAY) == []


def test_time_is_counted_over_all_orders_of_a_person_in_a_post() -> None:
    scene = Scene()
    post, person = scene.post(), scene.holder(scene.post())
    acting(post, person, date(2025, 9, 1), date(2025, 12, 1))
    acting(post, person, date(2026, 1, 1), date(2026, 3, 11))
    (row,) = mandates(Q(), TODAY)
    assert (row.orders, row.total, row.left, row.most) == (2, 91 + 69, 9, 181)
    assert row.is_near
    assert not row.is_beyond


def test_the_register_of_overlaps_knows_every_fault() -> None:
    scene = Scene()
    long = acting(scene.post(), scene.holder(scene.post()), TODAY - 200 * DAY, TODAY + 10 * DAY)
    over = a_mandate(scene, TODAY - 3 * DAY)
    held = scene.post()
    scene.holder(held, "Pemegang")
    beside = acting(held, scene.holder(scene.post()), TODAY - DAY, TODAY + 20 * DAY)
    twice = scene.post()
    for name in ("Satu", "Dua"):
        acting(twice, scene.holder(scene.post(), name), TODAY - DAY, TODAY + 20 * DAY)
    doubled = scene.post()
    first, second = scene.holder(scene.post(), "Lima"), scene.holder(scene.post(), "Enam")
    Appointment.objects.filter(employee__in=[first, second]).update(
        position=doubled, single_holder=False
    )
    found = {(o.fault, o.position_id) for o in overlaps(Q(), TODAY)}
    assert found == {
        (Fault.BEYOND, long.position_id), (Fault.OVERDUE, over.position_id),
        (Fault.HOLDER_PRESENT, beside.position_id), (Fault.TWO_ACTING, twice.pk),
        (Fault.TWO_HOLDERS, doubled.pk),
    }  # fmt: skip
    people = next(o.people for o in overlaps(Q(), TODAY) if o.fault is Fault.TWO_HOLDERS)
    assert people == "Lima, Enam"


def test_each_sees_the_mandates_of_the_own_agency(client: Client) -> None:
    scene, there = Scene(), Scene("Pemerintah Kabupaten Tetangga")
    a_mandate(scene, TODAY - DAY, name="Sini")
    a_mandate(there, TODAY - DAY, name="Sana")
    assert [m.appointment.employee.name for m in mandates(within(scene.analyst), TODAY)] == ["Sini"]
    assert len(mandates(within(a_user(Role.AUDITOR)), TODAY)) == 2
    client.force_login(scene.analyst)
    for form in ("csv", "xlsx"):
        answer = client.get(
            reverse("appointments:move_overlaps_file", args=[form]), {"per": TODAY.isoformat()}
        )
        body = b"".join(answer.streaming_content)
        assert form != "csv" or b"Sini" in body
        assert b"Sana" not in body
    assert client.get(reverse("appointments:move_overlaps_file", args=["pdf"])).status_code == 404


@pytest.mark.parametrize(
    "page", ["move_mandates", "move_overlaps", "move_list", "move_freezes", "move_rules"]
)
def test_a_page_costs_the_same_for_one_and_for_many(page: str, client: Client) -> None:
    scene = Scene()
    client.force_login(scene.analyst)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert (
                client.get(reverse(f"appointments:{page}"), {"per": TODAY.isoformat()}).status_code
                == 200
            )
        return len(queries)

    def more(count: int) -> None:
        for _n in range(count):
            a_mandate(scene, TODAY - DAY)
            a_mandate(scene, TODAY + 5 * DAY)
            scene.submit(scene.rotate((scene.holder(scene.post()), scene.post())))

    more(1)
    cost()
    one = cost()
    more(6)
    assert cost() <= one
