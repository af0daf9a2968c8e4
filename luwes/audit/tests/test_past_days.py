"""What the log tells of a day that is past: the last name until then, and the deeds asked for, no others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.audit import actions, queries
from luwes.audit.tests.builders import NOW, a_user
from luwes.core import clock

pytestmark = pytest.mark.django_db


def test_a_name_is_the_last_that_was_told_until_the_day() -> None:
    people = [a_user("satu", name="Satu"), a_user("dua", name="Dua")]
    for days, name in ((0, "Lama"), (2, "Sedang"), (4, "Baru")):
        clock.set_to(NOW + timedelta(days=days))
        people[0].name = name
        actions.record(None, "plan.approved", people[0])
    days = [NOW.date() + timedelta(days=n) for n in (0, 3, 4)]
    told = [queries.names_on(people, day) for day in days]
    assert [names[people[0].pk] for names in told] == ["Lama", "Sedang", "Baru"]
    assert {names[people[1].pk] for names in told} == {str(people[1])}


def test_names_are_one_row_for_each_thing_however_long_its_log() -> None:
    user = a_user()
    clock.set_to(NOW)
    for _ in range(5):
        actions.record(None, "plan.approved", user)
    with CaptureQueriesContext(connection) as found:
        queries.names_on([user], NOW.date())
    with connection.cursor() as cursor:
        cursor.execute(found[0]["sql"])
        assert len(cursor.fetchall()) == 1


def test_only_deeds_that_are_asked_for_are_read() -> None:
    user = a_user()
    for days in (0, 2):
        clock.set_to(NOW + timedelta(days=days))
        for deed in ("plan.approved", "plan.issued"):
            actions.record(None, deed, user)
    day = NOW.date()
    assert [one.deed for one in queries.up_to([user], day, ["plan.issued"])] == ["plan.issued"]
    later = queries.since([user], day, ["plan.issued"])
    assert [(one.deed, one.at.date()) for one in later] == [
        ("plan.issued", day + timedelta(days=2))
    ]
