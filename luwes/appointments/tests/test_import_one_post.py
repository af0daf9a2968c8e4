"""Staff lists about posts that cannot be so: nobody's post, two in one, one that somebody else holds."""

from datetime import timedelta
from pathlib import Path

import pytest

from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.appointments.tests.offices import Office
from luwes.core.periods import Period
from luwes.imports.tests.builders import ON, told
from luwes.organisation.models import Position
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title
from luwes.people.models import Employee
from luwes.people.tests.builders import a_nip, an_employee

TWO = "jabatan untuk satu pemegang: dua orang dalam berkas"


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def seat(office: Office) -> Position:
    title = a_title("Kepala Dinas", kind=PositionKind.TOP_LEADER)
    return a_position(unit=office.unit, title=title)


def test_a_unit_without_a_title_is_warned_of_and_gives_no_post(office: Office) -> None:
    outcome = office.take(office.row(1, JABATAN_NAMA=""))
    assert [told(p)[:4] for p in outcome.problems] == [("warned", 2, "JABATAN NAMA", "jabatan kosong")]  # fmt: skip
    assert Employee.objects.count() == 1
    assert not Appointment.objects.exists()


def test_whoever_has_a_post_and_comes_without_one_keeps_it(office: Office) -> None:
    office.take(office.row(1))
    office.take(office.row(1, JABATAN_NAMA="", UNOR_ID="", UNOR_NAMA=""), on=ON + timedelta(days=9))
    assert Appointment.objects.get().period == Period(ON)


def test_two_in_one_seat_are_refused_and_the_clean_rows_go_in(
    office: Office, seat: Position
) -> None:
    rows = [office.row(1, JABATAN_NAMA="Kepala Dinas"), office.row(2, JABATAN_NAMA="Kepala Dinas"), office.row(3)]  # fmt: skip
    assert not office.take(*rows).taken
    outcome = office.take(*rows, accept_clean=True)
    assert [(p.row, p.message) for p in outcome.problems] == [(2, TWO), (3, TWO)]
    assert list(Employee.objects.values_list("pns_id", flat=True)) == ["P3"]


def test_a_seat_that_somebody_outside_the_list_holds_is_refused(
    office: Office, seat: Position
) -> None:
    holder = an_employee("Ratna Dewi", agency=office.agency, nip=a_nip(800))
    an_appointment(holder, seat)
    outcome = office.take(
        office.row(1, JABATAN_NAMA="Kepala Dinas"), office.row(2), accept_clean=True
    )
    refused = [(p.row, p.message) for p in outcome.problems if p.severity.value == "refused"]
    assert refused == [(2, "jabatan untuk satu pemegang: dipegang Ratna Dewi")]
    assert [a.employee for a in Appointment.objects.filter(position=seat)] == [holder]


def test_an_acting_holder_does_not_stand_in_the_way(office: Office, seat: Position) -> None:
    acting = an_employee("Ratna Dewi", agency=office.agency, nip=a_nip(800))
    an_appointment(acting, seat, kind=Kind.ACTING, period=Period(ON - timedelta(days=9), ON + timedelta(days=9)))  # fmt: skip
    assert office.take(office.row(1, JABATAN_NAMA="Kepala Dinas"), partial=True).taken


def test_a_holder_who_comes_only_later_is_refused_too(office: Office, seat: Position) -> None:
    """By a decree that is out: from next month on the seat is another's."""
    later = an_employee("Ratna Dewi", agency=office.agency, nip=a_nip(800))
    an_appointment(later, seat, period=Period(ON + timedelta(days=30)))
    outcome = office.check(office.row(1, JABATAN_NAMA="Kepala Dinas"), partial=True)
    assert [p.message for p in outcome.problems] == ["jabatan untuk satu pemegang: dipegang Ratna Dewi"]  # fmt: skip


@pytest.mark.parametrize(("echelon", "is_warned"), [("II.b", True), ("", False)])
def test_two_leaders_of_a_post_that_is_drafted_are_warned_of(
    echelon: str, is_warned: bool, office: Office
) -> None:
    rows = [office.row(n, JABATAN_NAMA="Kepala Dinas Rekaan", ESELON=echelon) for n in (1, 2)]
    outcome = office.check(*rows)
    said = [p.row for p in outcome.problems if "jabatan pimpinan untuk satu orang: 2" in p.message]
    assert said == ([2, 3] if is_warned else [])


def test_two_leaders_of_a_drafted_post_of_a_known_title_are_warned_of(office: Office) -> None:
    a_title("Kepala Bidang Rekaan", kind=PositionKind.ADMINISTRATOR)
    rows = [office.row(n, JABATAN_NAMA="Kepala Bidang Rekaan") for n in (1, 2)]
    said = [p for p in office.check(*rows).problems if "jabatan pimpinan" in p.message]
    assert len(said) == 2
