"""Leave beside duty: what was ordered stands against it, what is planned is told, both are seen."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments import actions as appointments
from luwes.appointments import attending, binding
from luwes.appointments.actions.requests import Decision, Wish
from luwes.appointments.entitlements import Account
from luwes.appointments.models import LeaveRequest
from luwes.appointments.rules import LeaveKind
from luwes.appointments.rules.entitlement import Certificate, Proof
from luwes.appointments.rules.requests import Answer
from luwes.appointments.tests.builders import a_request
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.staffing.models import Assignment
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db


def an_order(scene: Scene) -> Assignment:
    scene.people(scene.unit(), 3)
    scene.need(minimum=1)
    return scene.issued().assignments.get()


def asks(person: Employee, kind: LeaveKind, **proof: object) -> LeaveRequest:
    wish = Wish(kind, Period(DUTY.start, DUTY.end), "Alasan", "Metro", proof=Proof(**proof))
    assert person.user
    return appointments.ask(employee=person, wish=wish, attached=None, now=NOW, by=person.user)


def test_leave_that_can_wait_is_not_asked_for_during_a_duty_and_the_duty_is_named() -> None:
    row = an_order(a_scene())
    with pytest.raises(Refused, match="sedang ditugaskan: Pengungsian"):
        asks(row.employee, LeaveKind.ANNUAL)
    assert asks(row.employee, LeaveKind.SICK, certificate=Certificate.DOCTOR).is_open


def test_who_was_ordered_after_asking_is_not_granted_leave() -> None:
    scene = a_scene()
    row = an_order(scene)
    request = a_request(row.employee, Period(DUTY.start, DUTY.end))
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=row.home_unit_id)
    yes = Decision(Answer.APPROVED)
    with pytest.raises(Refused, match="sedang ditugaskan"):
        appointments.decide(request=request, decision=yes, now=NOW, by=head)
    request.refresh_from_db()
    assert request.is_open


def test_sick_leave_granted_on_request_ends_the_duty() -> None:
    scene = a_scene()
    row = an_order(scene)
    request = asks(row.employee, LeaveKind.SICK, certificate=Certificate.DOCTOR)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=row.home_unit_id)
    yes = Decision(Answer.APPROVED)
    appointments.decide(request=request, decision=yes, now=NOW, by=head)
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_plan_under_way_is_told_and_stands_against_nothing() -> None:
    scene = a_scene()
    unit = scene.unit()
    scene.people(unit, 1)
    scene.need(minimum=1)
    line = scene.submitted().lines.get()
    (told,) = binding.beside_leave(line.employee_id, DUTY)
    assert (told.is_ordered, "Pengungsian" in told.words) == (False, True)
    request = asks(line.employee, LeaveKind.ANNUAL)
    head = signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk))
    page = head.get(reverse("appointments:leave_request", args=[request.pk])).content.decode()
    assert "Ada dalam rencana yang belum diputuskan" in page


def test_who_serves_elsewhere_is_away_in_the_month_and_counted_once() -> None:
    scene = a_scene()
    row = an_order(scene)
    colleague = Employee.objects.exclude(pk=row.employee_id).order_by("pk")[0]
    days = attending.without(Account(colleague, TODAY), DUTY)
    monday = next(d for d in days if d.day == date(2025, 3, 3))
    assert monday.present == 1  # of three: one serves, one would be on leave
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=row.home_unit_id)
    client: Client = signed_in(head)
    url = reverse("appointments:unit_leave", args=[row.home_unit_id])
    page = client.get(url, {"bulan": "2025-03"}).content.decode()
    assert row.employee.full_name in page
    assert "bertugas" in page
