"""Leave and withdrawn letters, and what they do to duties."""

from datetime import timedelta

import pytest

from luwes.appointments import actions as appointments
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.staffing import queries, rules
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
    assert row.answer_reason == rules.HINDERED
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


def test_no_word_of_illness_leaves_the_leave() -> None:
    """Neither the letter, which anybody can check, nor the log, which is never rewritten."""
    scene = a_scene()
    row = an_order(scene)
    on_leave(scene, row, LeaveKind.SICK, DUTY)
    row.letter.refresh_from_db()
    withdrawal = Letter.objects.get(kind="withdrawal")
    told = Message.objects.filter(kind__in=["staffing.withdrawn", "staffing.stays"])
    said = [row.letter.withdrawal_reason, withdrawal.payload, *told.values_list("subject", "body")]
    said += [entry.as_sealed() for entry in Entry.objects.all()]
    assert told.exists()
    assert "sakit" not in str(said).lower()


def test_the_log_names_who_recorded_the_leave() -> None:
    scene = a_scene()
    row = an_order(scene)
    on_leave(scene, row, LeaveKind.SICK, DUTY)
    for deed in ("staffing.withdrawn", "letters.withdrawn"):
        assert Entry.objects.get(deed=deed).by == scene.analyst


def test_days_served_before_the_illness_stay_served(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = a_scene()
    row = an_order(scene)
    scene.arrived([row])
    fourth = DUTY.start + timedelta(3)
    monkeypatch.setattr(clock, "today", lambda: fourth)
    on_leave(scene, row, LeaveKind.SICK, Period(fourth, DUTY.end))
    row.refresh_from_db()
    row.letter.refresh_from_db()
    assert (row.state, row.is_present) == ("completed", False)
    assert row.period == Period(DUTY.start, fourth)
    assert row.letter.state != "withdrawn"
    entry = Entry.objects.get(deed="staffing.shortened")
    assert (entry.by, entry.details) == (scene.analyst, {"last_day": "2025-02-27"})
    assert Message.objects.filter(user=row.employee.user, kind="staffing.ended").count() == 1


def test_leave_that_begins_later_lets_the_duty_run_until_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = a_scene()
    row = an_order(scene)
    scene.arrived([row])
    fourth = DUTY.start + timedelta(3)
    monkeypatch.setattr(clock, "today", lambda: DUTY.start)
    on_leave(scene, row, LeaveKind.MATERNITY, Period(fourth, DUTY.end))
    row.refresh_from_db()
    assert (row.state, row.period) == ("active", Period(DUTY.start, fourth))


def test_a_letter_withdrawn_during_the_duty_leaves_the_days_served() -> None:
    scene = a_scene()
    row = an_order(scene)
    scene.arrived([row])
    third = DUTY.start + timedelta(2)
    letters.withdraw(letter=row.letter, reason="Keliru", day=third, now=NOW, by=scene.decider)
    row.refresh_from_db()
    assert (row.state, row.period) == ("completed", Period(DUTY.start, third))


def test_the_place_of_who_fell_ill_on_duty_is_open_again(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = a_scene()
    scene.people(scene.unit(), 3)
    need = scene.need(minimum=1)
    plan = scene.issued()
    row = plan.assignments.get()
    scene.arrived([row])
    monkeypatch.setattr(clock, "today", lambda: DUTY.start + timedelta(2))
    on_leave(scene, row, LeaveKind.SICK, Period(DUTY.start + timedelta(2), DUTY.end))
    row.refresh_from_db()
    assert (row.state, row.left_early) == ("completed", True)
    heads = queries.heads_of([need.pk], TODAY)[need.pk]
    assert (heads.done, heads.short) == (0, need.desired)
    assert queries.open_heads([need], TODAY)[need.pk] == (need.minimum, need.desired)
    assert queries.lost_heads(need.owner_kind, need.owner_id)[need.pk] == 1


def test_who_was_relieved_leaves_no_open_place() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    need = scene.need(minimum=1)
    row = scene.issued().assignments.get()
    scene.arrived([row])
    field.complete(assignments=[row], now=NOW, on=DUTY.start + timedelta(2), by=scene.coordinator)
    assert queries.open_heads([need], TODAY)[need.pk] == (0, need.desired - 1)
