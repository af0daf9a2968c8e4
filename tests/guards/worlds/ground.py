"""Two governments side by side, and what hangs on a government alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.imports.models import Run
from luwes.letters.models import Letter
from luwes.letters.tests.builders import a_signed_letter
from luwes.notifications.models import Message
from luwes.organisation.models import (
    Agency,
    Competency,
    JobTitle,
    MinimumPresence,
    MinimumProposal,
    OrgUnit,
    Position,
    StaffGroup,
    WorkloadTask,
)
from luwes.organisation.tests.builders import (
    SINCE,
    a_competency,
    a_group,
    a_minimum,
    a_position,
    a_proposal,
    a_title,
    a_unit,
    a_user,
    a_workload,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.places.models import Area
from luwes.staffing.models import Need

LONG_AGO = datetime(2025, 2, 21, tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    agency: Agency
    unit: OrgUnit
    employee: Employee
    post: Appointment


class Ground:
    @cached_property
    def here(self) -> Side:
        return _a_side("Pemerintah Kota Rekaan")

    @cached_property
    def there(self) -> Side:
        return _a_side("Pemerintah Kabupaten Tetangga")

    @cached_property
    def planner(self) -> User:
        """Who made what has to have been made by somebody; knocks at no door."""
        return a_user()

    @cached_property
    def area(self) -> Area:
        return an_area()

    @cached_property
    def position(self) -> Position:
        return self.here.post.position

    @cached_property
    def title(self) -> JobTitle:
        return a_title()

    @cached_property
    def group(self) -> StaffGroup:
        return a_group()

    @cached_property
    def competency(self) -> Competency:
        return a_competency()

    @cached_property
    def minimum(self) -> MinimumPresence:
        return a_minimum(self.here.unit, 1)

    @cached_property
    def proposal(self) -> MinimumProposal:
        return a_proposal(self.here.unit, 1, by=self.planner)

    @cached_property
    def workload(self) -> WorkloadTask:
        return a_workload(self.position)

    @cached_property
    def run(self) -> Run:
        return Run.objects.create(
            importer="staff", agency_key=str(self.here.agency.pk), file_name="pegawai.csv",
            sha256="0" * 64, on=date(2025, 2, 21), by=self.planner, at=LONG_AGO, state="checked",
        )  # fmt: skip

    @cached_property
    def today(self) -> Period:
        return Period(
            timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=5)
        )

    def _place(self, kind: str, pk: int) -> Need:
        return Need.objects.create(
            owner_kind=kind, owner_id=pk, role="Analis", area=self.area, period=self.today,
            minimum=1, desired=1, tier=4, load=20,
        )  # fmt: skip

    @cached_property
    def letter(self) -> Letter:
        return a_signed_letter(self.planner, chain=str(self.here.agency.pk))

    @cached_property
    def message(self) -> Message:
        return Message.objects.create(
            user=self.here.employee.user, recipient_key=f"people.employee:{self.here.employee.pk}",
            recipient_name="Rekaan", kind="staffing.order", subject="Penugasan", body="Isi",
            created_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def grant(self) -> Grant:
        return Grant.objects.create(
            user=self.here.employee.user, role=Role.AUDITOR.value, scope_kind="all", period=SINCE
        )


def _a_side(name: str) -> Side:
    agency = an_agency(name)
    unit = a_unit("Dinas Kesehatan", agency=agency, area=an_area())
    employee = an_employee(agency=agency, user=a_user())
    return Side(
        agency, unit, employee, an_appointment(employee, a_position(unit=unit, headcount=1))
    )
