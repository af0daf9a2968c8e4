from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> OrgUnit:
    return a_unit("RSUD Rekaan")


@pytest.fixture
def head(unit: OrgUnit) -> Client:
    return signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk))


@pytest.fixture
def rina(unit: OrgUnit) -> Employee:
    return an_appointment(an_employee("Rina Rekaan", agency=unit.agency), unit=unit).employee


def today() -> date:
    return timezone.localdate()


def days(first: int, end: int) -> Period:
    return Period(today() + timedelta(first), today() + timedelta(end))


def values(**other: str) -> dict[str, str]:
    first, last = today().isoformat(), (today() + timedelta(3)).isoformat()
    return {"kind": "annual", "first_day": first, "last_day": last, "letter": "800/1"} | other


def test_a_head_records_leave_of_the_own_people(head: Client, rina: Employee) -> None:
    url = reverse("appointments:leave_new", args=[rina.pk])
    assert head.post(url, values()).status_code == 302
    assert Leave.objects.get().period.days == 4
    assert "Cuti dicatat" in head.get(f"/pegawai/{rina.pk}/").content.decode()


def test_an_end_before_the_start_is_refused_and_nothing_typed_is_lost(
    head: Client, rina: Employee
) -> None:
    answer = head.post(
        reverse("appointments:leave_new", args=[rina.pk]), values(last_day="2020-01-01")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hari terakhir mendahului hari pertama" in page
    assert 'value="800/1"' in page
    assert not Leave.objects.exists()


def test_leave_over_other_leave_is_refused(head: Client, rina: Employee) -> None:
    a_leave(rina, days(2, 9))
    answer = head.post(reverse("appointments:leave_new", args=[rina.pk]), values())
    assert "Sudah ada cuti lain" in answer.content.decode()
    assert Leave.objects.count() == 1


def test_a_pppk_is_offered_and_given_only_its_kinds(head: Client, rina: Employee) -> None:
    rina.employment, rina.grade = "pppk", "IX"
    rina.save()
    url = reverse("appointments:leave_new", args=[rina.pk])
    assert "Cuti besar" not in head.get(url).content.decode()
    assert head.post(url, values(kind="long")).status_code == 422


def test_leave_is_taken_back_with_a_reason(head: Client, rina: Employee) -> None:
    leave = a_leave(rina, days(-2, 5))
    url = reverse("appointments:leave_cancel", args=[leave.pk])
    assert head.post(url, {"on": today().isoformat(), "reason": ""}).status_code == 422
    done = head.post(url, {"on": today().isoformat(), "reason": "dipanggil bertugas"})
    assert done.status_code == 302
    leave.refresh_from_db()
    assert leave.period.end == today()


def test_leave_that_cannot_be_recalled_says_so(head: Client, rina: Employee) -> None:
    leave = a_leave(rina, days(-2, 5), kind=LeaveKind.MATERNITY)
    answer = head.post(
        reverse("appointments:leave_cancel", args=[leave.pk]),
        {"on": today().isoformat(), "reason": "dipanggil"},
    )
    assert answer.status_code == 422
    assert "tidak dapat dipanggil kembali" in answer.content.decode()


def test_the_list_holds_the_own_people_by_when_they_are_away(
    head: Client, rina: Employee, unit: OrgUnit
) -> None:
    for name, period in (
        ("Ani Kini", days(-1, 2)),
        ("Ben Akan", days(4, 6)),
        ("Citra Lalu", days(-9, -4)),
    ):
        person = an_appointment(an_employee(name, agency=unit.agency), unit=unit).employee
        a_leave(person, period)
    a_leave(an_appointment(an_employee("Dedi Sana")).employee, days(-1, 2))
    shown = {"kini": "Ani Kini", "akan": "Ben Akan", "lalu": "Citra Lalu"}
    for when, name in shown.items():
        page = head.get("/cuti/", {"saat": when}).content.decode()
        assert [n for n in (*shown.values(), "Dedi Sana") if n in page] == [name]


def test_whose_leave_is_to_be_recorded_is_found_by_name(head: Client, rina: Employee) -> None:
    page = head.get("/cuti/", {"catat": "rinna"}).content.decode()
    assert reverse("appointments:leave_new", args=[rina.pk]) in page


def test_the_list_costs_the_same_for_twice_as_many(head: Client, unit: OrgUnit) -> None:
    def cost() -> int:
        head.get("/cuti/")
        with CaptureQueriesContext(connection) as caught:
            head.get("/cuti/")
        return len(caught)

    def add(count: int) -> None:
        for _ in range(count):
            person = an_appointment(an_employee(agency=unit.agency), unit=unit).employee
            a_leave(person, days(-1, 2))

    add(3)
    few = cost()
    add(6)
    assert cost() == few
    assert few <= 15
