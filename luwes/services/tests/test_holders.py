"""Who still has a case: a right over its unit now, a competency now, and a post."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts import actions as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import CompetencyRecord, Employee
from luwes.services import access
from luwes.services.actions import ending, talking, warnings
from luwes.services.documents import Checked
from luwes.services.models import Case
from luwes.services.queries import desk
from luwes.services.tests.builders import NOW, TODAY, a_service, a_skill, an_officer, filed

pytestmark = pytest.mark.django_db
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
LATER = NOW + timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def account(person: Employee) -> User:
    """Read anew, as each request does."""
    return User.objects.get(pk=person.user_id)


def elsewhere(person: Employee) -> User:
    """Their right is over another unit now."""
    there = a_unit("Dinas Lain")
    Grant.objects.filter(user=person.user_id).update(scope_id=str(there.pk))
    return account(person)


def test_the_right_counts_where_the_case_is() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service).case
    assert access.can_answer(account(officer), case, TODAY)
    user = elsewhere(officer)
    assert not access.can_answer(user, case, TODAY)
    assert not access.seen_cases(user, TODAY).exists()
    assert not desk.queue(user, TODAY).exists()


def test_what_is_closed_stays_readable_for_ninety_days() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service).case
    ending.close(case=case, text="Beres.", files=[PHOTO], now=NOW, on=TODAY, by=officer.user)
    for days, is_seen in ((90, True), (91, False)):
        on = TODAY + timedelta(days=days)
        assert access.can_see(account(officer), case, on) is is_seen
        assert access.seen_cases(account(officer), on).exists() is is_seen


def test_reopened_it_goes_to_somebody_who_may_still_have_it() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service).case
    ending.close(case=case, text="Beres.", files=[PHOTO], now=NOW, on=TODAY, by=officer.user)
    elsewhere(officer)
    other = an_officer(service.unit)
    ending.reopen(case=case, text="Belum.", now=LATER)
    assert (case.officer, case.state) == (other, "assigned")


def test_the_citizens_answer_goes_to_somebody_who_may_still_have_it() -> None:
    skill = a_skill()
    service = a_service(skills={skill: 2})
    officer = an_officer(service.unit, (skill, 2))
    case = filed(service).case
    talking.ask(case=case, text="Di mana?", now=NOW, on=TODAY, by=officer.user)
    CompetencyRecord.objects.all().delete()
    talking.citizen_says(case=case, text="Di sini.", now=LATER)
    assert (case.officer, case.state) == (None, "received")
    able = an_officer(service.unit, (skill, 2))
    talking.citizen_says(case=case, text="Halo?", now=LATER)
    assert (case.officer, case.state) == (able, "assigned")


def test_a_grant_that_ends_gives_the_cases_to_others() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case, asked = filed(service).case, filed(service).case
    talking.ask(case=asked, text="Di mana?", now=NOW, on=TODAY, by=officer.user)
    other = an_officer(service.unit)
    assert warnings.release_lost(now=NOW, on=TODAY) == 0
    grant = Grant.objects.get(user=officer.user_id)
    accounts.end_grant(grant=grant, on=TODAY, reason="Pindah", by=a_user(Role.ADMINISTRATOR))
    assert ProcrastinateJob.objects.filter(task_name="services.route_waiting").count() == 1
    assert warnings.release_lost(now=NOW, on=TODAY) == 2
    case.refresh_from_db()
    asked.refresh_from_db()
    assert (case.officer, case.state) == (other, "assigned")
    assert (asked.officer, asked.state) == (other, "waiting")


@pytest.mark.parametrize("how", ["gone", "without a post", "in another government"])
def test_whoever_left_has_no_case(how: str) -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service).case
    if how == "gone":
        Employee.objects.filter(pk=officer.pk).update(is_current=False)
    else:
        an_appointment(officer, unit=service.unit, period=Period(date(2020, 1, 1), TOMORROW))
    if how == "in another government":
        an_appointment(officer, unit=a_unit("Dinas Lain"), period=Period(TOMORROW))
    assert warnings.release_lost(now=LATER, on=TOMORROW) == 1
    found = Case.objects.get(pk=case.pk)
    assert (found.officer, found.state) == (None, "received")
