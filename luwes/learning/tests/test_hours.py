"""The account of hours: of a person, of a unit, and hours learnt elsewhere."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.learning.models import HoursClaim, LearningHours
from luwes.learning.queries import hours
from luwes.learning.rules.hours import Account, jp_of, rule_for, superior_answers, year_of
from luwes.learning.tests.achieving import DAY
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_position, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee


def learnt(person: Employee, jp: int, on: date = DAY) -> None:
    n = LearningHours.objects.count()
    LearningHours.objects.create(
        employee=person,
        on=on,
        minutes=jp * 45,
        method="class",
        words="Kelas",
        source_kind="t",
        source_id=str(n),
    )


def test_a_pns_lacks_up_to_twenty_and_a_pppk_is_over_from_twenty_five() -> None:
    pns, pppk, year = rule_for("pns", DAY), rule_for("pppk", DAY), year_of(DAY, None)
    assert Account(year, 19 * 45, pns).lacking == 1
    assert Account(year, 20 * 45, pns).lacking == 0
    assert not Account(year, 90 * 45, pns).is_over
    assert not Account(year, 24 * 45, pppk).is_over
    assert Account(year, 24 * 45 + 1, pppk).is_over
    assert Account(year, 24 * 45 + 1, rule_for("pppk_part_time", DAY)).is_over


@given(
    st.dates(date(2019, 1, 1), date(2029, 12, 31)), st.dates(date(2015, 1, 1), date(2032, 12, 31))
)
def test_every_day_lies_in_one_year_of_a_contract(contract: date, on: date) -> None:
    year = year_of(on, contract)
    assert on in year
    assert year.end
    assert year_of(year.end, contract).start == year.end


@given(st.integers(0, 10**6))
def test_words_never_promise_more_than_there_is(minutes: int) -> None:
    told = float(jp_of(minutes).replace(",", "."))
    assert told <= minutes / 45 < told + 0.1001


@pytest.mark.django_db
def test_the_account_counts_the_year_up_to_the_day() -> None:
    person = an_employee()
    learnt(person, 4, date(2024, 12, 31))
    learnt(person, 6, date(2025, 1, 1))
    learnt(person, 9, DAY + timedelta(days=1))
    assert hours.account_of(person, DAY).minutes == 6 * 45
    assert [(a.year, a.words) for a in hours.years_of(person, DAY)] == [(2025, "6"), (2024, "4")]


@pytest.mark.django_db
def test_units_are_summed_with_all_below_them() -> None:
    top = a_unit("Dinas")
    low = a_unit("Bidang", parent=top)
    deep = a_unit("Seksi", parent=low)

    def somebody(unit: object, jp: int, employment: str = "pns") -> None:
        post = a_position(unit=unit)  # type: ignore[arg-type]
        person = an_employee(agency=top.agency, employment=employment)
        an_appointment(person, post)
        learnt(person, jp)

    somebody(top, 20)
    somebody(low, 19)
    somebody(deep, 30, "pppk")
    with CaptureQueriesContext(connection) as cost:
        own, below = sorted(hours.of_units(str(top.pk), None, DAY), key=lambda r: r.name != "Dinas")
    assert len(cost) == 2
    assert (own.people, own.bound, own.reached) == (1, 1, 1)
    assert (below.people, below.bound, below.reached, below.capped, below.over) == (2, 1, 0, 1, 1)
    assert below.words == "24,5"
    [whole] = hours.of_units("", top.agency_id, DAY)
    assert (whole.name, whole.people) == ("Dinas", 3)


@pytest.mark.parametrize(
    ("is_kept", "is_headed", "answers"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, True)],
)
def test_the_superior_answers_where_no_keeper_or_no_head_does(
    is_kept: bool, is_headed: bool, answers: bool
) -> None:
    assert superior_answers(is_kept=is_kept, is_headed=is_headed) is answers


FILLED = {"words": "Webinar data", "jp": "4", "method": "seminar", "evidence": "Kominfo 12/2026"}


@pytest.mark.django_db
def test_hours_from_elsewhere_count_once_somebody_accepts_them(client: Client) -> None:
    person = an_employee(user=a_user())
    today = clock.today()
    client.force_login(person.user)  # type: ignore[arg-type]
    filled = FILLED | {"on": today.isoformat()}
    assert client.post("/belajar/jam/lapor/", filled).status_code == 302
    twice = client.post("/belajar/jam/lapor/", filled)
    assert twice.status_code == 422
    assert "sudah Anda laporkan" in twice.content.decode()
    claim = HoursClaim.objects.get()
    assert "Menunggu pemeriksaan" in client.get("/belajar/jam/").content.decode()
    assert client.post(f"/belajar/jam/{claim.pk}/jawab/", {"deed": "accept"}).status_code == 404
    keeper = a_user(Role.STAFFING_ANALYST)
    client.force_login(keeper)
    assert "Webinar data" in client.get("/belajar/jam/periksa/").content.decode()
    assert "1 laporan jam belajar" in client.get("/").content.decode()
    answer = f"/belajar/jam/{claim.pk}/jawab/"
    client.post(answer, {"deed": "refuse", "reason": ""})
    claim.refresh_from_db()
    assert claim.state == "asked"  # a refusal needs its reason
    client.post(answer, {"deed": "accept"})
    client.post(answer, {"deed": "accept"})
    client.post(answer, {"deed": "refuse", "reason": "Batal"})
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("accepted", keeper)
    assert LearningHours.objects.get().minutes == 180
    assert Message.objects.get(kind="learning.hours").user == person.user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("jp", "0"),
        ("jp", "401"),
        ("on", "2019-01-01"),
        ("on", "2999-01-01"),
        ("words", " "),
        ("evidence", ""),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client: Client, field: str, value: str) -> None:
    person = an_employee(user=a_user())
    client.force_login(person.user)  # type: ignore[arg-type]
    filled = FILLED | {"on": clock.today().isoformat(), field: value}
    assert client.post("/belajar/jam/lapor/", filled).status_code == 422
    assert not HoursClaim.objects.exists()


@pytest.mark.django_db
def test_nobody_accepts_the_own_hours(client: Client) -> None:
    keeper = a_user(Role.STAFFING_ANALYST)
    an_employee(user=keeper)
    client.force_login(keeper)
    client.post("/belajar/jam/lapor/", FILLED | {"on": clock.today().isoformat()})
    claim = HoursClaim.objects.get()
    assert "Webinar data" not in client.get("/belajar/jam/periksa/").content.decode()
    assert client.post(f"/belajar/jam/{claim.pk}/jawab/", {"deed": "accept"}).status_code == 404


@pytest.mark.django_db
def test_the_profile_shows_the_account_to_who_may_open_the_file(client: Client) -> None:
    person = an_employee(user=a_user())
    learnt(person, 21, clock.today())
    client.force_login(person.user)  # type: ignore[arg-type]
    assert (
        f"/pegawai/{person.pk}/jam-pelajaran/"
        in client.get(f"/pegawai/{person.pk}/").content.decode()
    )
    part = client.get(f"/pegawai/{person.pk}/jam-pelajaran/", headers={"HX-Request": "true"})
    assert "21 JP" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert (
        "cukup" in client.get(f"/pegawai/{person.pk}/jam-pelajaran/?tahun=99999").content.decode()
    )
    client.force_login(a_user())
    assert client.get(f"/pegawai/{person.pk}/jam-pelajaran/").status_code == 404
    assert client.get("/belajar/jam/").status_code == 403


@pytest.mark.django_db
def test_a_contracts_year_begins_on_its_day_for_the_person_and_the_unit() -> None:
    unit = a_unit("Dinas")
    contract = Period(date(2023, 7, 1), date(2028, 7, 1))
    known, open_ended = (
        an_employee(agency=unit.agency, employment="pppk", user=a_user()) for _n in range(2)
    )
    an_appointment(known, a_position(unit=unit), period=contract)
    an_appointment(open_ended, a_position(unit=unit))
    for person in (known, open_ended):
        learnt(person, 5, date(2024, 6, 30))
        learnt(person, 20, date(2024, 7, 1))
        learnt(person, 6, date(2025, 1, 2))
    account = hours.account_of(known, DAY)
    assert (account.period, account.words) == (Period(date(2024, 7, 1), date(2025, 7, 1)), "26")
    assert account.is_over
    assert [(a.year, a.words) for a in hours.years_of(known, DAY)] == [(2024, "26"), (2023, "5")]
    other = hours.account_of(open_ended, DAY)
    assert (other.words, other.lacks_contract, account.lacks_contract) == ("6", True, False)
    [row] = hours.of_units("", unit.agency_id, DAY)
    assert (row.people, row.capped, row.over, row.minutes) == (2, 2, 1, 32 * 45)


@pytest.mark.django_db
def test_the_page_says_by_which_year_it_counts(client: Client) -> None:
    person = an_employee(employment="pppk", user=a_user())
    client.force_login(person.user)  # type: ignore[arg-type]
    assert "menurut tahun kalender" in client.get("/belajar/jam/").content.decode()
    start = clock.today() - timedelta(days=400)
    an_appointment(person, a_position(), period=Period(start, clock.today() + timedelta(days=900)))
    learnt(person, 3, clock.today())
    page = client.get("/belajar/jam/").content.decode()
    assert "menurut tahun kalender" not in page
    assert "3 JP" in page
    assert client.get("/belajar/jam/?tahun=99999").status_code == 200


def test_who_keeps_files_finds_the_reports_that_wait(client: Client) -> None:
    unit = a_unit()
    client.force_login(a_user(Role.STAFFING_ANALYST))
    page = client.get(f"/kompetensi/jam-pelajaran/?unit={unit.pk}").content.decode()
    assert 'href="/belajar/jam/periksa/"' in page
