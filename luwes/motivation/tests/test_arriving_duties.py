"""Duties that were served arrive by themselves: once, in bulk, and never against the deed below."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation import arriving as hearing
from luwes.motivation.actions import arriving
from luwes.motivation.models import Contribution
from luwes.motivation.sources.duties import DUTIES
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing import facts
from luwes.staffing.actions import answers, ending, field
from luwes.staffing.models import Assignment, Need, Presence
from luwes.staffing.tests.changing import a_scene_with_four, relieve
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.scene import DUTY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def over(flood: Flood, days: int = 7) -> Period:
    """A duty whose last day was yesterday."""
    return Period(flood.today - timedelta(days=days), flood.today)


def of(person: Employee) -> list[Contribution]:
    return list(Contribution.objects.filter(employee=person, withdrawn_at=None).order_by("pk"))


def test_who_completes_has_it_with_days_and_hours_before_the_return_is_seen(flood: Flood) -> None:
    start = flood.now - timedelta(hours=5)
    row = flood.sent("active", period=Period(flood.today - timedelta(days=2), flood.today + timedelta(days=3)))  # fmt: skip
    for kind, at in (("in", start), ("out", start + timedelta(hours=4))):
        Presence.objects.create(assignment=row, kind=kind, at=at, by=flood.coordinator, method="officer", key=uuid4())  # fmt: skip
    field.complete(assignments=[row], now=flood.now, on=flood.today, by=flood.coordinator)
    [told] = of(row.employee)
    assert told.kind == "duty"
    assert told.words == "Banjir Bandar Lampung: Perawat, Tanjung Senang"
    assert told.detail == "3 hari, 4 jam di pos"
    assert told.on == flood.today
    assert told.url.endswith(f"/{row.pk}/")


def test_seen_back_changes_nothing_and_makes_no_second_one(flood: Flood) -> None:
    row = flood.sent("completed", period=over(flood))
    field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    announce(facts.Returned(row.pk))
    announce(facts.Ended((row.pk, row.pk)))
    [told] = of(row.employee)
    assert told.detail == "7 hari"


def test_who_declines_or_is_taken_back_before_serving_has_nothing(flood: Flood) -> None:
    declined, withdrawn = flood.sent(name="Rina"), flood.sent("accepted", name="Budi")
    assert declined.employee.user
    answers.decline(assignment=declined, reason="Anak saya sakit", now=flood.now, by=declined.employee.user)  # fmt: skip
    ending.take_back(withdrawn, until=flood.today, reason="Tidak jadi", now=flood.now, on=flood.today, by=flood.coordinator)  # fmt: skip
    assert not Contribution.objects.exists()


def test_served_days_of_who_is_taken_out_early_stay(flood: Flood) -> None:
    row = flood.sent("active", period=Period(flood.today - timedelta(days=3), flood.today + timedelta(days=4)))  # fmt: skip
    ending.take_back(row, until=flood.today, reason="Cuti", now=flood.now, on=flood.today, by=flood.coordinator, strictly=True)  # fmt: skip
    [told] = of(row.employee)
    assert told.detail == "3 hari"


def test_who_is_relieved_today_has_what_was_served() -> None:
    scene = a_scene_with_four()
    scene.issued()
    one, two = Assignment.objects.order_by("employee_id")
    scene.arrived([one])
    Assignment.objects.filter(pk=one.pk).update(period=Period(TODAY, DUTY.end))
    one.refresh_from_db()
    relieve(scene, [one], TODAY, substitute=two)
    [told] = of(one.employee)
    assert told.on == TODAY
    assert not of(two.employee)


def test_what_counts_no_more_keeps_its_row_and_comes_back_with_its_goal_untouched(
    flood: Flood,
) -> None:
    row = flood.sent("completed", period=over(flood))
    announce(facts.Ended((row.pk,)))
    Contribution.objects.update(is_left_out=True)
    Assignment.objects.update(state="withdrawn")
    announce(facts.Withdrawn(row.pk))
    told = Contribution.objects.get()
    assert told.withdrawn_at
    Assignment.objects.update(state="completed")
    announce(facts.Ended((row.pk,)))
    told.refresh_from_db()
    assert (told.withdrawn_at, told.is_left_out) == (None, True)


def test_an_unknown_owner_and_rows_that_are_gone_stop_nothing(flood: Flood) -> None:
    row = flood.sent("completed", period=over(flood))
    Need.objects.update(owner_kind="tak_dikenal")
    hearing.duties(facts.Ended((row.pk, 987654321)))
    hearing.duty(facts.Returned(987654321))
    [told] = of(row.employee)
    assert told.words == "Perawat, Tanjung Senang"


def test_an_owner_that_is_gone_leaves_the_need_s_own_words(flood: Flood) -> None:
    row = flood.sent("completed", period=over(flood))
    Need.objects.update(owner_id=987654321)
    hearing.duties(facts.Ended((row.pk,)))
    assert of(row.employee)[0].words == "Perawat, Tanjung Senang"


def a_crowd(flood: Flood, count: int) -> list[int]:
    first = an_employee("Pegawai Rekaan", agency=flood.agency)
    own = {"id", "nip", "pns_id", "user_id", "shares_phone"}
    shared = {
        field.attname: getattr(first, field.attname)
        for field in Employee._meta.concrete_fields
        if field.attname not in own
    }
    people = Employee.objects.bulk_create(
        Employee(**shared, nip=f"{n:018d}", pns_id=f"M{n}") for n in range(count)
    )
    rows = Assignment.objects.bulk_create(
        Assignment(
            employee=person, need=flood.need, plan=flood.plan, home_unit=flood.unit, load=100,
            period=over(flood), state="completed", ordered_at=flood.now, completed_at=flood.now,
        )
        for person in people
    )  # fmt: skip
    return [row.pk for row in rows]


def test_thousands_that_end_at_once_cost_some_queries_a_thousand(
    flood: Flood, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ids = a_crowd(flood, 2500)
    with django_assert_max_num_queries(3 * 15):
        hearing.duties(facts.Ended(tuple(ids)))
    assert Contribution.objects.count() == 2500
    with django_assert_max_num_queries(3 * 15):
        hearing.duties(facts.Ended(tuple(ids)))
    assert Contribution.objects.filter(withdrawn_at=None).count() == 2500


def test_the_past_is_told_once_whatever_number_of_times_it_is_asked_for(
    flood: Flood, capsys: pytest.CaptureFixture[str]
) -> None:
    row = flood.sent("completed", period=over(flood))
    long_ago = flood.today - timedelta(days=500)
    flood.sent("completed", name="Budi", period=Period(long_ago, long_ago + timedelta(days=3)))
    for _ in range(2):
        call_command("fill_contributions")
    assert "staffing.assignment: 1" in capsys.readouterr().out
    assert [told.employee_id for told in Contribution.objects.all()] == [row.employee_id]
    call_command("fill_contributions", "--since", str(flood.today - timedelta(days=600)))
    assert Contribution.objects.count() == 2


def test_one_thing_told_of_two_is_taken_back_of_who_it_is_told_no_more(flood: Flood) -> None:
    rows = [flood.sent("completed", name=name, period=over(flood)) for name in ("Rina", "Budi")]
    arriving.arrive(DUTIES, [row.pk for row in rows], now=flood.now)
    Assignment.objects.filter(pk=rows[0].pk).update(state="withdrawn")
    arriving.arrive(DUTIES, [row.pk for row in rows], now=flood.now)
    assert not of(rows[0].employee)
    assert of(rows[1].employee)
