"""People: records, leave, moves, experience."""

from datetime import date
from functools import cached_property

from django.utils import timezone

from luwes.appointments.calendar_feed import hash_of
from luwes.appointments.models import (
    CalendarLink,
    Holiday,
    Leave,
    LeaveAttachment,
    LeaveRequest,
    Move,
    MoveFreeze,
    MoveRequest,
    MoveStep,
)
from luwes.appointments.tests.builders import a_leave, a_request
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_position
from luwes.people.models import CompetencyRecord, Evidence
from luwes.people.tests.builders import a_record
from tests.guards.worlds.ground import LONG_AGO, Ground


class Staff(Ground):
    @cached_property
    def record(self) -> CompetencyRecord:
        return a_record(self.here.employee)

    @cached_property
    def leave(self) -> Leave:
        return a_leave(self.here.employee, Period(date(2024, 1, 2), date(2024, 1, 9)))

    @cached_property
    def calendar_secret(self) -> str:
        """By which a calendar program reads the days of the employee here."""
        user, secret = self.here.employee.user, "rahasia-kalender"
        assert user
        CalendarLink.objects.create(user=user, secret_hash=hash_of(secret), made_at=LONG_AGO)
        return secret

    @cached_property
    def moves(self) -> MoveRequest:
        """Submitted by the government here: somebody moves within it, and its unit's head is asked."""
        side = self.here
        row = MoveRequest.objects.create(
            agency=side.agency, number=1, title="Rekaan", effective_on=timezone.localdate(),
            basis="Rapat", state="submitted", made_by=self.planner, made_at=LONG_AGO,
        )  # fmt: skip
        Move.objects.create(
            request=row, order=1, employee=side.employee, kind="transfer", origin=side.post,
            to_position=a_position(unit=side.unit),
        )  # fmt: skip
        MoveStep.objects.create(request=row, order=1, kind="origin_head", unit=side.unit)
        return row

    @cached_property
    def freeze(self) -> MoveFreeze:
        return MoveFreeze.objects.create(
            agency=self.here.agency, kind="election", period=self.today, basis="Tahapan"
        )

    @cached_property
    def leave_request(self) -> LeaveRequest:
        row = a_request(self.here.employee, Period(date(2024, 2, 5), date(2024, 2, 7)))
        LeaveAttachment.objects.create(
            request=row, media_type="application/pdf", content="JVBERi0="
        )
        return row

    @cached_property
    def holiday(self) -> Holiday:
        return Holiday.objects.create(
            day=date(2024, 1, 1), name="Tahun baru", kind="national", source="uji"
        )

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence.objects.create(
            employee=self.here.employee, competency=self.competency, source_kind="staffing.assignment",
            source_id="1", words="Perawat", period=self.today, days=6, at=LONG_AGO,
        )  # fmt: skip
