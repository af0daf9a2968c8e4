"""A return closes a duty: experience on file, hours by check-ins, rest that is owed and taken."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.appointments import actions as appointments
from luwes.appointments.models import Leave
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people.models import CompetencyRecord, Evidence
from luwes.staffing import crediting, hours, intake, owners, queries
from luwes.staffing.actions import crediting as actions
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment, DutyPolicy, NeedSkill, Presence, RestOwed
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db
POLICY = hours.Policy()
EIGHT = datetime(2025, 2, 25, 1, tzinfo=UTC)


def at(day: int, hour: int) -> datetime:
    return EIGHT + timedelta(days=day, hours=hour)


def test_hours_are_those_at_the_post_and_nobody_stays_for_ever() -> None:
    signs = [(at(0, 0), True), (at(0, 8), False), (at(1, 0), True), (at(3, 0), True), (at(3, 10), False)]  # fmt: skip
    assert hours.served(signs, at(5, 0), POLICY) == 8 + 12 + 10
    assert hours.served([(at(0, 0), True)], at(0, 5), POLICY) == 5
    assert hours.served([], at(5, 0), POLICY) == 0
    assert hours.served([(at(0, 0), False)], at(5, 0), POLICY) == 0


@pytest.mark.parametrize(
    ("days", "worked", "rest"),
    [(4, 0, 0), (5, 0, 1), (7, 56, 1), (14, 100, 2), (7, 73, 1), (7, 81, 2), (3, 36, 1), (3, 30, 0), (14, 190, 6)],
)  # fmt: skip
def test_rest_is_by_days_or_by_hours_beyond_the_policy(days: int, worked: int, rest: int) -> None:
    assert hours.rest_owed(days, worked, POLICY) == rest


def served(flood: Flood, days: int = 14, **values: Any) -> Assignment:
    """Somebody whose duty of so many days ended yesterday."""
    period = Period(flood.today - timedelta(days=days), flood.today)
    return flood.sent("completed", name="Rina Oktaviani", period=period, **values)


def confirm(flood: Flood, row: Assignment) -> RestOwed:
    field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    return RestOwed.objects.get(assignment=row)


def test_a_return_puts_experience_on_file_and_proposes_it_for_what_the_need_asked() -> None:
    flood = Flood()
    skill = NeedSkill.objects.create(need=flood.need, competency=a_competency("gadar", "Gadar"), level=3)  # fmt: skip
    row = served(flood)
    start = flood.now - timedelta(days=10)
    for kind, when in (("in", start), ("out", start + timedelta(hours=9))):
        Presence.objects.create(assignment=row, kind=kind, at=when, by=flood.officer, method="officer", key=uuid4())  # fmt: skip
    confirm(flood, row)
    whole, proposed = Evidence.objects.order_by("competency").reverse()
    if whole.competency:
        whole, proposed = proposed, whole
    assert (whole.competency, whole.days, whole.hours) == (None, 14, 9)
    assert (proposed.competency, proposed.state) == (skill.competency, "proposed")
    assert proposed.source_id == str(row.pk)
    assert not CompetencyRecord.objects.exists()


def test_the_person_hears_of_rest_and_its_policy_is_named() -> None:
    flood = Flood()
    DutyPolicy.objects.all().delete()
    DutyPolicy.objects.create(
        period=Period(flood.today - timedelta(days=99)), shift_hours=12, rest_hours=11,
        running_days=6, running_nights=5, rotation_days=14, rest_every=5, source="Kebijakan Wali Kota",
    )  # fmt: skip
    rest = confirm(flood, row := served(flood))
    assert (rest.days, rest.source, rest.served_hours) == (2, "Kebijakan Wali Kota", None)
    message = Message.objects.get(kind="staffing.back", user=row.employee.user)
    assert "Anda berhak 2 hari istirahat (kebijakan)." in message.body


def test_a_short_duty_owes_nothing() -> None:
    flood = Flood()
    rest = confirm(flood, served(flood, days=3))
    assert rest.days == 0
    assert crediting.of_assignment(rest.assignment) is None
    assert not crediting.open_of(list(crediting.of_heads_people(flood.head, flood.today)))


def take(flood: Flood, rest: RestOwed, first: date, last: date, **values: Any) -> None:
    told = {"now": flood.now, "on": flood.today, "by": flood.head}
    actions.take_rest(rest=rest, period=through(first, last), **(told | values))


def test_rest_is_taken_as_days_off_on_which_nobody_is_sent() -> None:
    flood = Flood()
    rest = confirm(flood, row := served(flood))
    take(flood, rest, flood.today + timedelta(days=1), flood.today + timedelta(days=1))
    assert crediting.left(crediting.of_assignment(row) or rest) == 1
    need = flood.a_need("Logistik", minimum=1, desired=1)
    found = intake.freeze(
        owners.owner_of("incident", flood.incident.pk), list(queries.needs_with_terms().filter(pk=need.pk)),
        {need.pk: (1, 1)}, on=flood.today,
    )  # fmt: skip
    people = found.instance.people
    assert people.state[list(people.id).index(str(row.employee_id))] == 2  # away
    with pytest.raises(Refused, match="Yang tersisa 1 hari; yang dicatat 2 hari"):
        take(flood, rest, flood.today + timedelta(days=3), flood.today + timedelta(days=4))
    take(flood, rest, flood.today + timedelta(days=3), flood.today + timedelta(days=3))
    assert not crediting.open_of(list(crediting.of_heads_people(flood.head, flood.today)))


def test_a_day_off_taken_back_is_owed_again() -> None:
    flood = Flood()
    rest = confirm(flood, row := served(flood))
    take(flood, rest, flood.today + timedelta(days=1), flood.today + timedelta(days=2))
    leave = Leave.objects.get(employee=row.employee)
    appointments.cancel_leave(leave=leave, on=flood.today + timedelta(days=2), reason="Perlu", by=flood.head)  # fmt: skip
    assert crediting.left(crediting.of_assignment(row) or rest) == 1


def test_only_who_records_leave_writes_it_down_and_not_for_oneself() -> None:
    flood = Flood()
    rest = confirm(flood, row := served(flood))
    stranger = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=0)
    for by in (row.employee.user, stranger, flood.coordinator):
        with pytest.raises(PermissionDenied):
            take(flood, rest, flood.today, flood.today, by=by)


def test_the_head_records_it_on_a_page(client: Any) -> None:
    flood = Flood()
    rest = confirm(flood, row := served(flood))
    client.force_login(flood.head)
    assert "Hari istirahat yang belum diambil" in client.get(reverse("staffing:away")).content.decode()  # fmt: skip
    page = reverse("staffing:take_rest", args=[rest.pk])
    day = (flood.today + timedelta(days=1)).isoformat()
    wrong = client.post(page, {"first_day": day, "last_day": (flood.today + timedelta(days=9)).isoformat()})  # fmt: skip
    assert wrong.status_code == 422
    assert client.post(page, {"first_day": day, "last_day": day}).status_code == 302
    assert row.employee.leaves.get().kind == "rest"
    client.force_login(row.employee.user)
    assert (
        "2 hari, tersisa 1" in client.get(reverse("staffing:duty", args=[row.pk])).content.decode()
    )


def test_no_letter_and_no_leave_form_knows_rest_as_leave(client: Any) -> None:
    flood = Flood()
    row = served(flood)
    client.force_login(flood.head)
    page = client.get(reverse("appointments:leave_new", args=[row.employee_id]))
    assert "Istirahat seusai tugas" not in page.content.decode()
    assert not Letter.objects.exists()
