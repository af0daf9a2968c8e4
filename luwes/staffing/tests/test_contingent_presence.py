"""People from outside at the post: by number, by name, each counted once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.core.errors import Refused
from luwes.staffing import queries
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents
from luwes.staffing.contingent_rules import Name
from luwes.staffing.models import Contingent, ContingentPresence
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, count, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def test_by_number_and_back(flood: Flood) -> None:
    row = a_contingent(flood, heads=40)
    count(flood, row, 32)
    row.refresh_from_db()
    assert (row.state, row.present, row.came) == ("here", 32, 32)
    heads = queries.heads_of([flood.need.pk], flood.today)[flood.need.pk]
    assert (heads.outside, heads.outside_at_post) == (40, 32)
    count(flood, row, 0)
    row.refresh_from_db()
    assert (row.state, row.present, row.came) == ("here", 0, 32)
    for wrong in (41, -1):
        with pytest.raises(Refused, match="antara 0 dan 40"):
            count(flood, row, wrong)


def test_the_same_press_is_counted_once(flood: Flood) -> None:
    row, key = a_contingent(flood, heads=5), uuid4()
    for _ in range(2):
        presence.count(contingent=row, present=3, key=key, now=flood.now, by=flood.coordinator)
    count(flood, row, 1)
    presence.count(contingent=row, present=3, key=key, now=flood.now, by=flood.coordinator)
    row.refresh_from_db()
    assert row.present == 1
    assert ContingentPresence.objects.count() == 2


def test_by_name_adds_up_with_the_number(flood: Flood) -> None:
    row = a_contingent(flood, heads=3)
    names.list_names(now=flood.now, contingent=row, names=[Name("Andi", "1"), Name("Budi", "2")], by=flood.coordinator)  # fmt: skip
    members = list(row.members.order_by("name"))
    roll = {"contingent": row, "now": flood.now, "by": flood.coordinator}
    assert presence.roll(deed="in", members=members, key=uuid4(), **roll) == 2
    assert presence.roll(deed="in", members=members, key=uuid4(), **roll) == 0
    assert presence.roll(deed="out", members=members[:1], key=uuid4(), **roll) == 1
    row.refresh_from_db()
    assert row.present == 1
    assert list(row.members.filter(is_present=True).values_list("name", flat=True)) == ["Budi"]
    with pytest.raises(Refused, match="Budi tercatat di pos"):
        names.drop_name(member=row.members.get(name="Budi"), by=flood.coordinator)
    count(flood, row, 0)
    assert not row.members.filter(is_present=True).exists()
    with pytest.raises(Refused):
        presence.roll(deed="in", members=[], key=uuid4(), **roll)


def rolled(flood: Flood, row: Contingent, deed: str, *who: str, key: Any = None) -> int:
    """How many are at the post after these were ticked."""
    members = list(row.members.filter(name__in=who))
    presence.roll(
        contingent=row, deed=deed, members=members, key=key or uuid4(), now=flood.now,
        by=flood.coordinator,
    )  # fmt: skip
    row.refresh_from_db()
    return row.present


def a_listed(flood: Flood, *who: str, heads: int) -> Contingent:
    row = a_contingent(flood, heads=heads)
    names.list_names(
        now=flood.now,
        contingent=row,
        names=[Name(name, f"no {name}") for name in who],
        by=flood.coordinator,
    )
    return row


FIVE = ("Andi", "Budi", "Citra", "Dewi", "Eko")


def test_whoever_is_ticked_was_counted_already(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    count(flood, row, 5)
    assert rolled(flood, row, "in", *FIVE) == 5
    assert row.members.filter(is_present=True).count() == 5
    assert rolled(flood, row, "out", "Andi") == 4
    assert rolled(flood, row, "in", "Andi") == 5
    assert contingents.alarm_late(now=flood.now + timedelta(hours=13)) == [row.pk]


def test_a_full_count_does_not_refuse_the_names(flood: Flood) -> None:
    row = a_listed(flood, *FIVE[:4], heads=4)
    count(flood, row, 4)
    assert rolled(flood, row, "in", *FIVE[:4]) == 4


def test_more_names_than_were_counted_add_up(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    count(flood, row, 3)
    assert rolled(flood, row, "in", *FIVE[:2]) == 3
    assert rolled(flood, row, "in", *FIVE[2:]) == 5
    assert row.came == 5


def test_names_cleared_by_a_lower_number_are_ticked_again(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    assert rolled(flood, row, "in", *FIVE) == 5
    count(flood, row, 3)
    assert not row.members.filter(is_present=True).exists()
    assert rolled(flood, row, "in", *FIVE[:3]) == 3
    assert rolled(flood, row, "in", *FIVE) == 5


def test_a_roll_sent_again_later_changes_nothing(flood: Flood) -> None:
    row, key = a_listed(flood, *FIVE, heads=10), uuid4()
    count(flood, row, 5)
    rolled(flood, row, "in", *FIVE, key=key)
    count(flood, row, 0)
    row.refresh_from_db()
    assert rolled(flood, row, "in", *FIVE, key=key) == 0
    assert not row.members.filter(is_present=True).exists()


def test_a_roll_costs_the_same_for_few_and_for_many(flood: Flood) -> None:
    people = [f"Relawan {n:02}" for n in range(50)]
    row = a_listed(flood, *people, heads=60)

    def cost(*who: str) -> int:
        members = list(row.members.filter(name__in=who))
        row.refresh_from_db()
        with CaptureQueriesContext(connection) as log:
            presence.roll(
                contingent=row, deed="in", members=members, key=uuid4(), now=flood.now,
                by=flood.coordinator,
            )  # fmt: skip
        return len(log)

    few = cost(*people[:5])
    count(flood, row, 0)
    assert cost(*people) == few
    assert few <= 16


def test_nobody_comes_before_their_days(flood: Flood) -> None:
    row = a_contingent(flood, period=days(flood, 3, 4))
    with pytest.raises(Refused, match="di luar masa tugas"):
        count(flood, row, 1)
