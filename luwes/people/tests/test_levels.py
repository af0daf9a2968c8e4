"""From evidence to a level: the one rule, and how it shows on a person's page."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people.levels import grounds_of
from luwes.people.models import Employee, Evidence
from luwes.people.rules.levels import EXPERIENCE_MOST, Showing, Shown, level
from luwes.people.tests.builders import a_record, an_employee

TODAY = date(2025, 3, 1)
PAST = Period(date(2024, 1, 1), date(2024, 7, 1))


def paper(at: int, period: Period, words: str = "Sertifikat") -> Shown:
    return Shown(Showing.PAPER, at, words, period)


def work(days: int, period: Period = PAST) -> Shown:
    return Shown(Showing.EXPERIENCE, EXPERIENCE_MOST, f"{days} hari tugas", period, days)


def test_a_paper_counts_at_its_level_while_it_is_in_force() -> None:
    rows = [
        paper(4, Period(date(2020, 1, 1), date(2025, 3, 1))),
        paper(2, Period(date(2021, 1, 1))),
    ]
    assert level(rows, TODAY).level == 2
    assert level(rows, date(2025, 2, 28)).level == 4
    assert level(rows, date(2025, 2, 28)).until == date(2025, 3, 1)


def test_work_alone_reaches_three_and_tells_how_many_days_lack() -> None:
    assert level([work(10)], TODAY).level == 1
    reached = level([work(40), work(30)], TODAY)
    assert (reached.level, reached.days_lacking, reached.by_work) == (2, 110, True)
    assert level([work(9000)], TODAY).level == 3
    assert level([work(9000)], TODAY).days_lacking is None


def test_work_that_is_not_over_or_does_not_count_shows_nothing() -> None:
    assert level([work(90, Period(date(2025, 1, 1)))], TODAY).level == 0
    assert level([work(90)], TODAY, work_counts=False) == level([], TODAY, work_counts=False)


def test_a_higher_paper_is_the_reason_and_not_the_work() -> None:
    reached = level([work(200), paper(4, Period(date(2024, 1, 1)), "Uji 2024")], TODAY)
    assert (reached.level, reached.because) == (4, ("Uji 2024",))


@given(st.lists(st.integers(0, 400), max_size=6), st.integers(0, 400))
def test_more_work_never_lowers_a_level(days: list[int], more: int) -> None:
    before = level([work(n) for n in days], TODAY).level
    assert level([work(n) for n in [*days, more]], TODAY).level >= before


def an_accepted(employee: Employee, days: int, state: str = "taken") -> Evidence:
    return Evidence.objects.create(
        employee=employee, competency=a_competency(), source_kind="t", source_id=str(days),
        words=f"Posko {days} hari", period=PAST, days=days, state=state,
        at=datetime(2024, 8, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.django_db
def test_only_accepted_work_counts_and_a_certificate_may_be_needed() -> None:
    person, skill = an_employee(), a_competency()
    an_accepted(person, 70)
    an_accepted(person, 200, "proposed")
    [ground] = grounds_of(person.pk, TODAY)
    assert (ground.on_file, ground.proposed) == (0, 2)
    skill.needs_certificate = True
    skill.save()
    assert grounds_of(person.pk, TODAY) == []


@pytest.mark.django_db
def test_the_keeper_sees_why_and_gets_the_proposal_filled_in(client: Client) -> None:
    person, skill = an_employee(), a_competency()
    a_record(person, skill, level=1, evidence="Orientasi 2023")
    an_accepted(person, 70)
    client.force_login(a_user(Role.STAFFING_ANALYST))
    page = client.get(f"/pegawai/{person.pk}/tingkat/").content.decode()
    assert client.get(f"/pegawai/{an_employee().pk}/tingkat/").status_code == 200
    assert "Pengalaman yang diterima menunjukkan tingkat 2; belum dicatat." in page
    address = f"/pegawai/{person.pk}/kompetensi/?kompetensi={skill.pk}"
    assert address in page
    form = client.get(address).content.decode()
    assert 'value="Posko 70 hari"' in form
    assert '<option value="2" selected>' in form
    posted = client.post(
        address,
        {"competency": skill.pk, "level": 2, "evidence": "Posko 70 hari", "first_day": clock.today().isoformat()},
    )  # fmt: skip
    assert posted.status_code == 302
    [ground] = grounds_of(person.pk, clock.today())
    assert (ground.on_file, ground.proposed) == (2, 0)


@pytest.mark.django_db
def test_one_self_reads_the_reason_but_no_deed(client: Client) -> None:
    person = an_employee(user=a_user())
    a_record(person, level=3, evidence="Sertifikat 7/2024")
    client.force_login(person.user)  # type: ignore[arg-type]
    page = client.get(f"/pegawai/{person.pk}/tingkat/").content.decode()
    assert "Karena Sertifikat 7/2024." in page
    assert "Tingkat 4 hanya dengan sertifikat atau asesmen." in page
    assert "Catat tingkat" not in page
