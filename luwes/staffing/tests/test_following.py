"""Leave and withdrawn letters, and what they do to duties."""

from datetime import timedelta

import pytest

from luwes.appointments import actions as appointments
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db
CAN_WAIT = [LeaveKind.ANNUAL, LeaveKind.LONG, LeaveKind.COLLECTIVE, LeaveKind.UNPAID]
CANNOT_WAIT = [LeaveKind.SICK, LeaveKind.MATERNITY, LeaveKind.IMPORTANT]


def an_order(scene: Scene) -> Assignment:
    scene.people(scene.unit(), 2)
    scene.need(minimum=1)
    return scene.issued().assignments.get()


def on_leave(scene: Scene, row: Assignment, kind: LeaveKind, period: Period) -> Leave:
    return appointments.record_leave(
        employee=row.employee, kind=kind, period=period, letter="1", by=scene.analyst
    )


@pytest.mark.parametrize("kind", CAN_WAIT)
def test_leave_that_can_wait_is_refused_during_a_duty(kind: LeaveKind) -> None:
    scene = a_scene()
    row = an_order(scene)
    with pytest.raises(Refused, match="Pegawai ini sedang ditugaskan: Pengungsian"):
        on_leave(scene, row, kind, DUTY)
    assert not Leave.objects.exists()


@pytest.mark.parametrize("kind", CANNOT_WAIT)
def test_leave_that_cannot_wait_ends_the_duty_and_withdraws_its_letter(kind: LeaveKind) -> None:
    scene = a_scene()
    row = an_order(scene)
    on_leave(scene, row, kind, DUTY)
    row.refresh_from_db()
    row.letter.refresh_from_db()
    assert (row.state, row.letter.state) == ("withdrawn", "withdrawn")
    assert row.answer_reason.startswith("cuti: ")
    assert Letter.objects.filter(kind="withdrawal").count() == 1


@pytest.mark.parametrize("kind", list(LeaveKind))
def test_no_leave_is_recorded_on_days_that_were_served(kind: LeaveKind) -> None:
    """In words, and not as an error of the database at the end."""
    scene = a_scene()
    row = an_order(scene)
    scene.arrived([row])
    field.complete(assignments=[row], now=NOW, on=DUTY.start + timedelta(2), by=scene.coordinator)
    with pytest.raises(Refused, match="Pegawai ini bertugas sampai 27 Februari 2025"):
        on_leave(scene, row, kind, DUTY)
    after = Period(DUTY.start + timedelta(3), DUTY.end)
    assert on_leave(scene, row, kind, after).pk


def test_leave_on_other_days_touches_nothing() -> None:
    scene = a_scene()
    row = an_order(scene)
    on_leave(scene, row, LeaveKind.SICK, Period(DUTY.end, DUTY.end + timedelta(3)))
    row.refresh_from_db()
    assert row.state == "ordered"


def test_without_its_letter_nobody_is_on_duty() -> None:
    scene = a_scene()
    row = an_order(scene)
    scene.arrived([row])
    letters.withdraw(letter=row.letter, reason="Keliru", day=TODAY, now=NOW, by=scene.decider)
    row.refresh_from_db()
    assert (row.state, row.is_present, row.answer_reason) == ("withdrawn", False, "Keliru")
