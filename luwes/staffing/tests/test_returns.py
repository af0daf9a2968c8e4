"""The home unit's head: who is away and until when, on any day; who is back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.staffing import away
from luwes.staffing.models import Return
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db
PAGE = "/pegawai-ditugaskan/"


@pytest.fixture
def flood() -> Flood:
    return Flood()


def test_the_head_sees_who_is_away_and_until_when(client: Client, flood: Flood) -> None:
    flood.sent("active", name="Rina Oktaviani", is_present=True)
    flood.sent("declined", name="Budi Hartono")
    flood.sent("proposed", name="Dewi Anggraini")
    client.force_login(flood.head)
    text = client.get(PAGE).content.decode()
    assert "1 orang dari unit Anda sedang ditugaskan" in text
    assert "Rina Oktaviani" in text
    assert "Budi Hartono" in text[text.index("Tidak jadi bertugas") :]
    assert "Dewi Anggraini" not in text


def test_people_of_other_units_are_not_the_heads_business(client: Client, flood: Flood) -> None:
    row = flood.sent("completed", name="Rina Oktaviani")
    unit = a_unit(agency=flood.agency)
    client.force_login(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name="Lain"))
    assert "Rina Oktaviani" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"assignment": row.pk}).status_code == 404
    assert client.post(PAGE, {"assignment": "abc"}).status_code == 404
    assert not Return.objects.exists()


def test_confirming_the_return_tells_the_person_and_happens_once(
    client: Client, flood: Flood
) -> None:
    row = flood.sent("completed", name="Rina Oktaviani")
    client.force_login(flood.head)
    assert "Sudah kembali" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"assignment": row.pk, "note": "Sehat"}).status_code == 302
    assert Return.objects.get(assignment=row).note == "Sehat"
    assert Message.objects.filter(user=row.employee.user, kind="staffing.back").count() == 1
    assert client.post(PAGE, {"assignment": row.pk}).status_code == 422


def test_another_day_shows_who_served_on_it(flood: Flood) -> None:
    last_week = Period(flood.today - timedelta(days=9), flood.today - timedelta(days=5))
    need = flood.a_need(period=last_week)
    served = flood.sent("completed", need=need)
    today = flood.today
    later = Period(today + timedelta(days=2), today + timedelta(days=4))
    going = flood.sent("accepted", period=later)
    assert list(away.out_on(flood.head, today, today)) == [going]
    assert list(away.out_on(flood.head, today - timedelta(days=7), today)) == [served]
    assert away.counts(flood.head, today, today) == (0, 1)


def test_a_unit_counts_the_people_below_it(flood: Flood) -> None:
    ward = a_unit("Instalasi Gawat Darurat", parent=flood.unit)
    flood.sent("active")
    row = flood.sent("active")
    row.home_unit = ward
    row.save()
    sent = away.by_unit(flood.head, flood.today)
    assert (sent[flood.unit.pk].people, sent[ward.pk].people) == (2, 1)


def test_a_page_of_people_costs_the_same_as_one(client: Client, flood: Flood) -> None:
    client.force_login(flood.head)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get(PAGE).status_code == 200
        return len(log)

    for state in ("active", "completed"):
        flood.sent(state)
    cost()
    before = cost()
    for state in ("active", "completed", "accepted"):
        flood.sent(state)
    assert cost() == before <= 15
