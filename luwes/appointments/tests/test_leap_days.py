"""29 February, wherever a day is counted on: births, ages, retirement, leave, mandates, years of service."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind, LeaveKind
from luwes.appointments.rules.entitlement import (
    PNS_LIMITS,
    Standing,
    Taken,
    WorkDays,
    against,
    annual,
)
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.builders import an_appointment
from luwes.appointments.tests.moves.scene import DAY, Scene
from luwes.appointments.tests.offices import Office
from luwes.core import clock
from luwes.core.periods import Period, add_months, full_years, through, year_of
from luwes.organisation.rules import PositionKind, limits_of, retirement_day
from luwes.people.models import Employee
from luwes.people.tests.builders import a_nip

LEAP = date(2028, 2, 29)


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize(
    ("written", "born"),
    [("29-02-1988", date(1988, 2, 29)), (date(1988, 2, 29), date(1988, 2, 29)), ("29/02/1988", date(1988, 2, 29))],
)  # fmt: skip
def test_a_birthday_on_29_february_is_imported_and_retires_in_its_month(
    written: object, born: date, office: Office
) -> None:
    row = office.row(1, NIP_BARU=a_nip(1, born=born), TANGGAL_LAHIR=written)
    outcome = office.take(row)
    assert (outcome.counts["new"], outcome.problems) == (1, [])
    assert Employee.objects.get().birth_date == born


@pytest.mark.parametrize(
    ("header", "value", "message"),
    [
        ("TANGGAL LAHIR", "29-02-1990", "tanggal mustahil"),
        ("NIP BARU", "199002292015022003", "8 angka pertama NIP bukan tanggal lahir"),
        ("NIP BARU", "190002292015022003", "8 angka pertama NIP bukan tanggal lahir"),
    ],
)
def test_a_29_february_that_never_was_is_refused(
    header: str, value: str, message: str, office: Office
) -> None:
    (problem,) = office.check(office.row(1, **{header.replace(" ", "_"): value})).problems
    assert message in problem.message
    assert problem.severity.value == "refused"


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(1970, 3, 31), 58, date(2028, 4, 1)),
        (date(1972, 2, 29), 58, date(2030, 3, 1)),  # there is no 29 February in 2030
        (date(1968, 2, 29), 60, date(2028, 3, 1)),
        (date(1968, 1, 31), 60, date(2028, 2, 1)),
        (date(1970, 12, 31), 58, date(2029, 1, 1)),
    ],
)
def test_retirement_is_the_first_of_the_next_month(born: date, age: int, day: date) -> None:
    kind = {58: PositionKind.EXECUTIVE, 60: PositionKind.TOP_LEADER}[age]
    assert retirement_day(born, limits_of(kind, "")) == day


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2028, 2, 28), 55), (LEAP, 56), (date(2029, 2, 28), 56), (date(2029, 3, 1), 57),
    ],
)  # fmt: skip
def test_whoever_is_born_on_29_february_is_a_year_older_once_february_is_over(
    on: date, age: int
) -> None:
    assert full_years(date(1972, 2, 29), on) == age


def test_a_year_from_a_leap_day_ends_with_february() -> None:
    assert add_months(LEAP, 12) == date(2029, 2, 28)
    assert add_months(LEAP, 48) == date(2032, 2, 29)
    assert year_of(LEAP).days == 366
    assert through(LEAP, LEAP).days == 1


@pytest.mark.parametrize(
    ("first", "last", "is_kept"),
    [
        (LEAP, date(2031, 2, 27), True), (LEAP, date(2031, 3, 1), False),
        (date(2029, 3, 1), date(2032, 2, 29), True), (date(2029, 3, 1), date(2032, 3, 1), False),
    ],
)  # fmt: skip
def test_leave_of_years_around_a_leap_day(first: date, last: date, is_kept: bool) -> None:
    """Unpaid leave: three years."""
    standing = Standing(is_pns=True, since=date(2010, 3, 1))
    found = against(LeaveKind.UNPAID, through(first, last), standing, PNS_LIMITS, WorkDays(), None)
    assert [p for p in found if "paling lama" in p.message] != is_kept


def test_service_that_began_on_a_leap_day_gives_annual_leave_a_year_later() -> None:
    assert annual(2028, Taken(), PNS_LIMITS, since=LEAP).right == 0
    assert annual(2029, Taken(), PNS_LIMITS, since=LEAP).right == 12
    standing = Standing(is_pns=True, since=LEAP)
    day = through(date(2029, 2, 28), date(2029, 2, 28))
    assert not list(against(LeaveKind.ANNUAL, day, standing, PNS_LIMITS, WorkDays(), None))


def leap_scene(today: date) -> Scene:
    clock.set_to(datetime(today.year, today.month, today.day, 3, tzinfo=UTC))
    return Scene(today=today, now=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (LEAP, date(2028, 5, 28), True), (LEAP, date(2028, 5, 29), False),
        (date(2027, 11, 30), LEAP - DAY, True), (date(2027, 11, 30), date(2028, 3, 1), False),
        (date(2027, 12, 1), LEAP, True),
    ],
)  # fmt: skip
def test_an_acting_mandate_of_three_months_by_its_page(
    first: date, last: date, fits: bool, client: Client
) -> None:
    scene = leap_scene(first - 9 * DAY)
    person, target = scene.holder(scene.post(), "Sutrisno"), scene.post("Kepala Seksi Data")
    request = scene.draft(on=first)
    client.force_login(scene.analyst)
    typed = {
        "employee": person.pk, "employee_text": "Sutrisno", "kind": MoveKind.ACTING.value,
        "to_position": target.pk, "to_position_text": "Data", "last_day": last.isoformat(),
        "ground": "need",
    }  # fmt: skip
    assert (
        client.post(reverse("appointments:move_add", args=[request.pk]), typed).status_code == 302
    )
    page = client.get(reverse("appointments:move_request", args=[request.pk])).content.decode()
    assert ("Plt. paling lama 3 bulan sekali penunjukan." in page) is not fits


@pytest.mark.django_db
def test_a_decree_of_29_february_takes_effect_on_that_day_and_is_corrected_away_from_it() -> None:
    scene = leap_scene(date(2028, 2, 20))
    person, post = scene.holder(scene.post()), scene.post()
    request = scene.effective(scene.rotate((person, post), on=LEAP), LEAP)
    assert Appointment.objects.get(position=post).period == Period(LEAP)
    scene.today = date(2028, 3, 3)
    actions.correct(
        request=request, effective_on=date(2028, 3, 1), reason="Salah ketik", now=scene.now,
        on=scene.today, by=scene.approver,
    )  # fmt: skip
    assert Appointment.objects.get(position=post).period == Period(date(2028, 3, 1))


@pytest.mark.django_db
def test_a_page_typed_with_a_day_that_is_not_in_the_calendar_is_told_so(client: Client) -> None:
    scene = leap_scene(date(2027, 2, 1))
    client.force_login(scene.analyst)
    typed = {"agency": scene.agency.pk, "title": "Rotasi", "effective_on": "2027-02-29", "basis": "Rapat"}  # fmt: skip
    assert client.post(reverse("appointments:move_new"), typed).status_code == 422
    typed["effective_on"] = "2028-02-29"
    assert client.post(reverse("appointments:move_new"), typed).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("today", [LEAP, date(2029, 2, 28), date(2029, 3, 1)])
def test_pages_that_count_years_open_on_and_around_a_leap_day(today: date, client: Client) -> None:
    scene = leap_scene(today)
    person = scene.holder(
        scene.post(), "Kabisat", since=date(2016, 2, 29), birth_date=date(1972, 2, 29),
        nip=a_nip(1, born=date(1972, 2, 29), year=2004),
    )  # fmt: skip
    an_appointment(person, scene.post(), kind=Kind.ACTING, period=Period(LEAP, date(2029, 3, 2)))
    client.force_login(scene.analyst)
    paths = [
        reverse("people:profile", args=[person.pk]), reverse("people:list"),
        reverse("appointments:forecast"), reverse("appointments:move_mandates"),
        reverse("organisation:map"), reverse("appointments:move_overlaps"),
    ]  # fmt: skip
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)
