"""Filling a position and ending it, on the pages."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments import actions, occupying
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


PAPER = {"decree": "SK 7", "reason": "SK terbit sebelum Luwes dipakai"}


def analyst() -> Client:
    return signed_in(a_user(Role.STAFFING_ANALYST))


def test_a_person_is_found_by_a_slip_of_the_name_and_by_nip() -> None:
    person = an_employee("Nurul Hidayah")
    an_employee("Bambang Sutejo")
    an_appointment(person, a_position(title=a_title("Perencana")))
    client = analyst()
    for typed in ("nurul hidaya", "nurull", person.nip[:10]):
        html = client.get(
            "/pengangkatan/cari-pegawai/", {"nama": "employee", "employee_text": typed}
        ).content.decode()
        assert "Nurul Hidayah" in html, typed
    assert person.nip in html
    assert "Perencana" in html


def test_people_out_of_reach_are_not_found() -> None:
    mine = a_unit()
    stranger = an_employee("Nurul Hidayah")
    user = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=mine.agency_id)
    client = signed_in(user)
    query = {"nama": "employee", "employee_text": "nurul"}
    assert "Nurul" not in client.get("/pengangkatan/cari-pegawai/", query).content.decode()
    path = f"/jabatan/{a_position(unit=mine).pk}/isi/"
    data = {"employee": stranger.pk, "kind": "definitive", "first_day": "2025-01-01"}
    assert client.post(path, data).status_code == 422
    assert not Appointment.objects.exists()


def test_a_position_is_filled_with_its_decree() -> None:
    position = a_position(headcount=1)
    person = an_employee("Nurul Hidayah", agency=position.unit.agency)
    client = analyst()
    data = {"employee": person.pk, "kind": "definitive", "first_day": "2025-01-01"} | PAPER  # fmt: skip
    answer = client.post(f"/jabatan/{position.pk}/isi/", data)
    assert answer.headers["Location"] == f"/jabatan/{position.pk}/"
    made = Appointment.objects.get()
    assert (made.employee, made.decree, made.period) == (
        person, "SK 7", Period(date(2025, 1, 1)),
    )  # fmt: skip
    assert "Nurul Hidayah" in client.get(f"/jabatan/{position.pk}/").content.decode()


def test_one_name_that_fits_is_enough_without_scripts() -> None:
    position = a_position()
    an_employee("Nurul Hidayah", agency=position.unit.agency)
    client, path = analyst(), f"/jabatan/{position.pk}/isi/"
    data = {"employee_text": "nurul", "kind": "definitive", "first_day": "2025-01-01"} | PAPER
    an_employee("Nurul Aini", agency=position.unit.agency)
    html = client.post(path, data).content.decode()
    assert "Pilih salah satu yang ditemukan." in html
    assert html.count('type="radio" name="employee"') == 2
    assert client.post(path, data | {"employee_text": "hidayah"}).status_code == 302


def test_a_choice_counts_only_for_the_text_it_was_found_by() -> None:
    position = a_position()
    first = an_employee("Nurul Hidayah", agency=position.unit.agency)
    second = an_employee("Bambang Sutejo", agency=position.unit.agency)
    data = {
        "employee": first.pk, "employee_searched": "nurul", "employee_text": "bambang",
        "kind": "definitive", "first_day": "2025-01-01",
    } | PAPER  # fmt: skip
    analyst().post(f"/jabatan/{position.pk}/isi/", data)
    assert Appointment.objects.get().employee == second


@pytest.mark.parametrize("missing", ["decree", "reason"])
def test_without_a_decree_or_a_reason_nothing_is_recorded(missing: str) -> None:
    position = a_position(headcount=1)
    person = an_employee("Nurul Hidayah", agency=position.unit.agency)
    data = {"employee": person.pk, "kind": "definitive", "first_day": "2025-01-01"} | PAPER
    path = f"/jabatan/{position.pk}/isi/"
    assert analyst().post(path, data | {missing: " "}).status_code == 422
    with pytest.raises(Refused, match="Tulis"):
        actions.appoint(
            employee=person, position=position, kind=Kind.DEFINITIVE, by=a_user(Role.STAFFING_ANALYST),
            period=Period(date(2025, 1, 1)), **(PAPER | {missing: " "}),
        )  # fmt: skip
    assert not Appointment.objects.exists()


def test_a_position_page_proposes_a_move_with_the_position_named() -> None:
    position = a_position(headcount=1)
    client = analyst()
    page = client.get(f"/jabatan/{position.pk}/").content.decode()
    assert f'href="/mutasi/baru/?jabatan={position.pk}"' in page
    head = {
        "agency": position.unit.agency_id, "title": "Pengisian", "effective_on": "2099-06-01",
        "basis": "Nota dinas",
    }  # fmt: skip
    answer = client.post(f"/mutasi/baru/?jabatan={position.pk}&lain=1", head)
    assert answer.headers["Location"].endswith(f"/tambah/?jabatan={position.pk}")
    added = client.get(answer.headers["Location"]).content.decode()
    assert re.search(rf'name="to_position" value="{position.pk}"[^>]* checked', added)
    assert client.get(answer.headers["Location"].replace(str(position.pk), "x")).status_code == 200


def test_every_refusal_is_told_and_nothing_typed_is_lost() -> None:
    seat = a_position(title=a_title(kind=PositionKind.SUPERVISOR))
    held = an_appointment(position=seat)
    other = an_appointment(position=a_position(unit=seat.unit))
    client, path = analyst(), f"/jabatan/{seat.pk}/isi/"
    data = {"employee": other.employee_id, "kind": "definitive", "first_day": "2025-01-01"} | PAPER
    html = client.post(path, data).content.decode()
    assert "Pegawai ini sudah memegang jabatan definitif." in html
    assert "Jabatan ini sudah terisi pada masa tersebut." in html
    assert 'value="SK 7"' in html
    long = client.post(path, data | {"kind": "acting", "last_day": "2025-12-31"})
    assert "paling lama 3 bulan" in long.content.decode()
    backwards = client.post(path, data | {"last_day": "2024-12-31"})
    assert "Tanggal akhir mendahului tanggal mulai." in backwards.content.decode()
    assert list(Appointment.objects.filter(position=seat)) == [held]


def test_an_appointment_ends_with_its_last_day() -> None:
    appointment = an_appointment()
    client, path = analyst(), f"/pengangkatan/{appointment.pk}/akhiri/"
    early = client.post(path, {"last_day": "2019-01-01", "reason": "mutasi"})
    assert "mendahului TMT" in early.content.decode()
    assert client.post(path, {"last_day": "2025-01-31", "reason": "mutasi"}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.period.last_day == date(2025, 1, 31)
    html = client.get(f"/jabatan/{appointment.position_id}/").content.decode()
    assert "Tidak ada yang memegang jabatan ini." in html
    past = client.get(f"/jabatan/{appointment.position_id}/?per=2025-01-31").content.decode()
    assert "Tidak ada yang memegang jabatan ini." not in past


def test_the_next_change_of_a_position_is_named() -> None:
    on = date(2025, 2, 21)
    unit = a_unit()
    acting, old, quiet = (a_position(unit=unit) for _ in range(3))
    an_appointment(position=acting, kind=Kind.ACTING, period=Period(on, on + timedelta(days=30)))
    elder = an_employee(birth_date=date(1967, 4, 12), agency=unit.agency)
    an_appointment(elder, old)
    an_appointment(position=quiet)
    known = occupying.ahead([acting.pk, old.pk, quiet.pk], on)
    found = {pk: ahead.next for pk, ahead in known.items() if ahead.next}
    assert (found[acting.pk].words, found[acting.pk].day) == ("Plt. berakhir", date(2025, 3, 22))
    assert (found[old.pk].words, found[old.pk].day) == ("1 orang pensiun", date(2025, 5, 1))
    assert quiet.pk not in found


def test_only_the_first_few_holders_are_named_acting_ones_before() -> None:
    position = a_position()
    for name in ("Dewi", "Ani", "Budi", "Citra"):
        an_appointment(an_employee(name, agency=position.unit.agency), position)
    acting = an_employee("Zainal", agency=position.unit.agency)
    an_appointment(acting, position, kind=Kind.ACTING, period=Period(date(2025, 1, 1), date(2025, 4, 1)))  # fmt: skip
    found = occupying.holders([position.pk], date(2025, 2, 21))[position.pk]
    assert [(h.mandate, h.name) for h in found] == [("Plt.", "Zainal"), ("", "Ani"), ("", "Budi")]


def test_finding_people_costs_the_same_for_many() -> None:
    client = analyst()
    query = {"nama": "employee", "employee_text": "pegawai rekaan"}
    counts = []
    for _ in range(2):
        for _n in range(3):
            an_appointment(position=a_position(headcount=1))
        client.get("/pengangkatan/cari-pegawai/", query)
        with CaptureQueriesContext(connection) as caught:
            client.get("/pengangkatan/cari-pegawai/", query)
        counts.append(len(caught))
    assert counts[0] == counts[1]
