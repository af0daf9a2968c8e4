"""Leave and assignments know of each other, through the pages."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.appointments.models import Leave
from luwes.organisation.tests.builders import a_user
from luwes.staffing.models import Assignment
from tests.guards.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Client:
    client = Client()
    client.force_login(a_user(Role.STAFFING_ANALYST), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def asked(world: World, kind: str) -> dict[str, str]:
    period = world.assignment.period
    assert period.last_day
    return {
        "kind": kind, "first_day": period.start.isoformat(), "letter": "800/1",
        "last_day": period.last_day.isoformat(),
    }  # fmt: skip


def test_leave_that_can_wait_is_refused_beside_its_field_while_on_duty(head: Client) -> None:
    world = World()
    values = asked(world, "annual")
    url = reverse("appointments:leave_new", args=[world.here.employee.pk])
    answer = head.post(url, values)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pegawai ini sedang ditugaskan: Perawat" in page
    assert 'id="id_first_day_error"' in page
    assert not Leave.objects.exists()


def test_the_profile_shows_duties_and_their_days(head: Client) -> None:
    world = World()
    Assignment.objects.filter(pk=world.assignment.pk).update(state="active")  # since yesterday
    page = head.get(reverse("people:profile", args=[world.here.employee.pk])).content.decode()
    assert "Bertugas" in page
    assert '<dd class="fact-value">2</dd>' in page
    assert "1 penugasan" in page
