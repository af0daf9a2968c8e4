import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from luwes.accounts.rules import Role
from luwes.appointments import actions, facts, queries
from luwes.appointments.models import Appointment, Leave
from luwes.appointments.rules import Kind, LeaveKind
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.audit.models import Entry
from luwes.core import facts as wires
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation import actions as organisation
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

MARCH = Period(date(2025, 3, 1))
ON = date(2025, 2, 21)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The facts told during the test."""
    told: list[object] = []
    for fact in (facts.Appointed, facts.Ended, facts.LeaveRecorded, facts.LeaveCancelled):
        monkeypatch.setitem(wires._handlers, fact, [told.append])
    return told


def a_seat(**values):
    return a_position(title=a_title(kind=PositionKind.ADMINISTRATOR), **values)


def appoint(
    employee: Employee, position, by, *, kind: Kind = Kind.DEFINITIVE, period: Period = MARCH
):
    return actions.appoint(
        employee=employee,
        position=position,
        kind=kind,
        period=period,
        decree="SK-1",
        reason="SK terbit lebih dulu",
        by=by,
    )


@pytest.mark.django_db
def test_appointing_stores_audits_and_announces(heard: list[object]) -> None:
    position, by = a_position(), a_user(Role.STAFFING_ANALYST)
    done = appoint(an_employee(agency=position.unit.agency), position, by)
    done.refresh_from_db()
    assert (done.period, done.unit) == (MARCH, position.unit)
    assert Entry.objects.get().deed == "appointments.appointed"
    assert heard == [facts.Appointed(done.pk)]


@pytest.mark.django_db
def test_every_broken_rule_is_told_at_once() -> None:
    seat, by = a_seat(), a_user(Role.STAFFING_ANALYST)
    an_appointment(position=seat)
    busy = an_appointment().employee
    with pytest.raises(Refused) as refusal:
        appoint(busy, seat, by)
    assert [p.field for p in refusal.value.problems] == ["position", "employee"]
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_shared_post_may_have_more_holders_than_need() -> None:
    position, by = a_position(headcount=1), a_user(Role.STAFFING_ANALYST)
    for _ in range(2):
        appoint(an_employee(agency=position.unit.agency), position, by)
    assert queries.filled([position.pk], date(2025, 3, 1)) == {position.pk: 2}


@pytest.mark.django_db
def test_an_acting_mandate_leaves_the_seat_empty_and_the_own_post_held() -> None:
    seat, by = a_seat(), a_user(Role.STAFFING_ANALYST)
    person = an_appointment().employee
    appoint(person, seat, by, kind=Kind.ACTING, period=Period(date(2025, 3, 1), date(2025, 6, 1)))
    assert queries.filled([seat.pk], date(2025, 3, 2)) == {}
    assert queries.definitive(date(2025, 3, 2)).get().employee == person


@pytest.mark.django_db
def test_a_pppk_stays_with_the_agency_and_a_pns_may_go() -> None:
    position, by = a_position(), a_user(Role.STAFFING_ANALYST)
    with pytest.raises(Refused, match="PPPK"):
        appoint(an_employee(employment="pppk", grade="IX"), position, by)
    moved = appoint(an_employee(), position, by).employee
    moved.refresh_from_db()
    assert moved.agency == position.unit.agency


@pytest.mark.django_db
def test_nobody_is_appointed_past_the_end_of_a_position() -> None:
    position = a_position(period=Period(date(2000, 1, 1), date(2025, 6, 1)))
    with pytest.raises(Refused) as refusal:
        appoint(an_employee(agency=position.unit.agency), position, a_user(Role.STAFFING_ANALYST))
    assert [p.field for p in refusal.value.problems] == ["first_day"]


@pytest.mark.django_db
def test_a_head_may_not_appoint() -> None:
    position = a_position()
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=position.unit_id)
    with pytest.raises(PermissionDenied):
        appoint(an_employee(), position, head)


@pytest.mark.django_db
def test_ending_keeps_the_time_before(heard: list[object]) -> None:
    held = an_appointment()
    actions.end(appointment=held, on=ON, reason="mutasi", by=a_user(Role.STAFFING_ANALYST))
    assert list(queries.in_force(date(2025, 2, 20))) == [held]
    assert list(queries.in_force(ON)) == []
    assert heard == [facts.Ended(held.pk)]


@pytest.mark.django_db
def test_ending_before_the_beginning_is_refused() -> None:
    held = an_appointment(period=MARCH)
    with pytest.raises(Refused) as refusal:
        actions.end(appointment=held, on=ON, reason="", by=a_user(Role.STAFFING_ANALYST))
    assert [p.field for p in refusal.value.problems] == ["last_day"]


@pytest.mark.django_db
def test_a_held_position_does_not_close() -> None:
    held = an_appointment(an_employee("Sri Rekaan"))
    with pytest.raises(Refused, match="Sri Rekaan"):
        organisation.close_position(
            position=held.position, on=ON, reason="", by=a_user(Role.STAFFING_ANALYST)
        )


@pytest.mark.django_db
def test_the_database_itself_forbids_a_second_holder_and_a_second_post() -> None:
    seat = an_appointment(position=a_seat())
    for again in ({"position": seat.position}, {"employee": seat.employee}):
        with pytest.raises(IntegrityError), transaction.atomic():
            an_appointment(**again)


@pytest.mark.django_db
def test_leave_is_recorded_once_and_announced(heard: list[object]) -> None:
    unit = a_unit()
    person = an_appointment(unit=unit).employee
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    week = Period(date(2025, 3, 3), date(2025, 3, 8))
    values = {"employee": person, "letter": "800.1.11.4/1", "by": head}
    leave = actions.record_leave(kind=LeaveKind.ANNUAL, period=week, **values)
    assert heard == [facts.LeaveRecorded(leave.pk, head.pk)]
    with pytest.raises(Refused) as refusal:
        actions.record_leave(kind=LeaveKind.SICK, period=week, **values)
    assert [p.field for p in refusal.value.problems] == ["first_day"]
    assert queries.leave_overlapping([person.pk], Period(date(2025, 3, 7), date(2025, 3, 9))) == [
        leave
    ]
    assert "annual" not in str(Entry.objects.get().as_sealed())  # the kind may tell of health


@pytest.mark.django_db
def test_a_pppk_has_fewer_kinds_of_leave() -> None:
    person = an_appointment(an_employee(employment="pppk", grade="IX")).employee
    with pytest.raises(Refused) as refusal:
        actions.record_leave(
            employee=person, kind=LeaveKind.LONG, period=Period(ON, date(2025, 3, 1)), letter="",
            by=a_user(Role.STAFFING_ANALYST),
        )  # fmt: skip
    assert refusal.value.problems[0].law == "Peraturan BKN 7/2022"


@pytest.mark.django_db
def test_leave_under_way_is_recalled_only_where_the_law_allows() -> None:
    by = a_user(Role.STAFFING_ANALYST)
    days = Period(date(2025, 2, 17), date(2025, 2, 28))
    annual, sick = (
        a_leave(an_appointment().employee, days, kind=k) for k in (LeaveKind.ANNUAL, LeaveKind.SICK)
    )
    actions.cancel_leave(leave=annual, on=ON, reason="banjir", by=by)
    annual.refresh_from_db()
    assert annual.period == Period(date(2025, 2, 17), ON)
    with pytest.raises(Refused, match="tidak dapat dipanggil"):
        actions.cancel_leave(leave=sick, on=ON, reason="banjir", by=by)
    actions.cancel_leave(leave=sick, on=date(2025, 2, 17), reason="salah catat", by=by)
    assert list(Leave.objects.all()) == [annual]


def race(jobs) -> list[str]:
    outcome: list[str] = []

    def run(job) -> None:
        try:
            job()
            outcome.append("filled")
        except Refused:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcome)


@pytest.mark.django_db(transaction=True)
def test_six_clerks_at_once_fill_a_seat_once() -> None:
    seat, by = a_seat(), a_user(Role.STAFFING_ANALYST)
    people = [an_employee(agency=seat.unit.agency) for _ in range(6)]
    jobs = [lambda p=p: appoint(p, seat, by) for p in people]
    assert race(jobs) == ["filled"] + ["refused"] * 5
    assert Appointment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_gets_one_post_from_two_clerks() -> None:
    by = a_user(Role.STAFFING_ANALYST)
    person, unit = an_employee(), a_unit()
    person.agency = unit.agency
    person.save()
    posts = [a_position(unit=unit) for _ in range(4)]
    jobs = [lambda p=p: appoint(person, p, by) for p in posts]
    assert race(jobs) == ["filled"] + ["refused"] * 3
