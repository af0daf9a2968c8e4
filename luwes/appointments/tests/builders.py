"""Who holds what, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from luwes.appointments.models import Appointment, Leave, LeaveRequest
from luwes.appointments.rules import Kind, LeaveKind
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit, Position
from luwes.organisation.tests.builders import a_position
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

LONG_AGO = datetime(2025, 2, 20, 3, tzinfo=UTC)


def an_appointment(
    employee: Employee | None = None,
    position: Position | None = None,
    *,
    unit: OrgUnit | None = None,
    kind: Kind = Kind.DEFINITIVE,
    period: Period = Period(date(2020, 1, 1)),  # noqa: B008 - a frozen value
    decree: str = "821/1/2020",
) -> Appointment:
    position = position or a_position(unit=unit)
    return Appointment.objects.create(
        employee=employee or an_employee(agency=position.unit.agency), position=position,
        unit=position.unit, kind=kind.value, period=period, decree=decree,
        single_holder=position.single_holder,
    )  # fmt: skip


def a_leave(employee: Employee, period: Period, *, kind: LeaveKind = LeaveKind.ANNUAL) -> Leave:
    return Leave.objects.create(employee=employee, kind=kind.value, period=period)


def a_request(
    employee: Employee, period: Period, *, kind: LeaveKind = LeaveKind.ANNUAL, **values: Any
) -> LeaveRequest:
    defaults = {"reason": "Menengok orang tua", "address": "Metro", "asked_at": LONG_AGO}
    return LeaveRequest.objects.create(
        employee=employee, kind=kind.value, period=period, **(defaults | values)
    )
