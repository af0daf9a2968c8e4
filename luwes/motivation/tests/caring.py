"""A department with a head, its head above, and people whose load is watched."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.motivation.models import LoadSignal
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import (
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing.actions.shifts import held
from luwes.staffing.models import Assignment, Need, Plan, Shift

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)  # Monday, 10.00 WIB
TODAY = date(2025, 2, 24)
DAY = timedelta(days=1)


class Office:
    def __init__(self) -> None:
        self.agency = an_agency("Pemerintah Kota Rekaan")
        self.agency.seat = "Rekaan"
        self.agency.save()
        self.area = an_area()
        self.department = a_unit("Dinas Kesehatan Rekaan", agency=self.agency)
        self.ward = a_unit("Puskesmas Rekaan", parent=self.department)
        self.top = self.a_head(self.department, "Kepala Dinas Rekaan")
        self.head = self.a_head(self.ward, "Kepala Puskesmas Rekaan")
        self.bkd = a_user(
            Role.STAFFING_ANALYST, scope_kind="agency", scope_id=self.agency.pk, name="BKD Rekaan"
        )

    def a_head(self, unit: OrgUnit, name: str) -> User:
        return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name=name)

    def person(self, name: str = "Rina Rekaan", *, unit: OrgUnit | None = None, **values: Any) -> Employee:  # fmt: skip
        made = an_employee(name, agency=self.agency, user=values.pop("user", None) or a_user(name=name), **values)  # fmt: skip
        an_appointment(made, a_position(unit=unit or self.ward, title=a_title()))
        return made

    def need(self, period: Period, **values: Any) -> Need:
        defaults = {"owner_kind": "incident", "owner_id": 1, "post": "Pos Rajabasa", "minimum": 1, "desired": 1, "tier": 1}  # fmt: skip
        return Need.objects.create(role="Perawat", area=self.area, period=period, **(defaults | values))  # fmt: skip

    def duty(
        self, employee: Employee, first: date, last: date, *, state: str = "active", load: int = 100,
        beside: bool = False, at: datetime = NOW,
    ) -> Assignment:  # fmt: skip
        period = Period(first, last + DAY)
        plan = Plan.objects.create(
            owner_kind="incident", owner_id=1, agency=self.agency, number=Plan.objects.count() + 1,
            state="issued", made_at=at, made_by=self.bkd,
        )  # fmt: skip
        return Assignment.objects.create(
            employee=employee, need=self.need(period), plan=plan, home_unit=self.ward, period=period,
            load=load, state=state, ordered_at=at, beside_work=beside,
            completed_at=at if state == "completed" else None,
        )  # fmt: skip

    def overworked(self, name: str = "Rina Rekaan", *, days: int = 9, **values: Any) -> Employee:
        """On duty without a clock for so many days, today the last, every one of them."""
        made = self.person(name, **values)
        self.duty(made, TODAY - (days - 1) * DAY, TODAY + 3 * DAY)
        return made


def a_shift(row: Assignment, starts: datetime, hours: float, *, rest: int = 0) -> Shift:
    ends = starts + timedelta(hours=hours)
    return Shift.objects.create(
        assignment=row, employee=row.employee, starts_at=starts, ends_at=ends, rest_minutes=rest,
        held=held(starts, ends, rest),
    )  # fmt: skip


def account(employee: Employee) -> User:
    assert employee.user
    return employee.user


def signal_of(employee: Employee, key: str = "running") -> LoadSignal:
    return LoadSignal.objects.get(employee=employee, key=key)
