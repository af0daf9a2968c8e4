"""Who hears of a case: officers, those who watch over them, citizens; and what time does by itself."""

from datetime import time, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.actions import terms
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record
from luwes.services import jobs, messages, similar
from luwes.services.actions import canned, ending, giving, hours, talking, warnings
from luwes.services.actions.filing import Citizen, Where
from luwes.services.documents import Checked
from luwes.services.models import Case, OfficeHours, Service
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_service,
    a_skill,
    a_subject,
    an_officer,
    filed,
)

pytestmark = pytest.mark.django_db
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
SPOT = Where(point=Point(-5.36, 105.28))


def heard(user: User | None) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def manager(service: Service) -> User:
    return a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=service.unit_id)


def report(**values: Any) -> tuple[Service, Employee, Case]:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject(), promised=27_000)
    officer = an_officer(service.unit)
    return service, officer, filed(service, **values).case


def test_an_officer_hears_of_a_case_but_not_of_one_they_took() -> None:
    service, officer, case = report()
    assert heard(officer.user) == ["services.given"]
    other = an_officer(service.unit)
    giving.hand_over(case=case, to=other, reason="Cuti", now=NOW, on=TODAY, by=officer.user)
    assert heard(other.user) == ["services.given"]


def test_who_oversees_hears_once_that_nobody_may_have_it() -> None:
    service = a_service(skills={a_skill(): 2})
    boss, head = manager(service), a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=service.unit_id)  # fmt: skip
    filed(service)
    for _hour in range(3):
        assert warnings.route_waiting(now=NOW, on=TODAY) == 0
    assert heard(boss) == heard(head) == ["services.unroutable"]


def test_cases_that_nobody_had_are_given_when_somebody_learnt() -> None:
    skill = a_skill()
    service = a_service(skills={skill: 2})
    person = an_officer(service.unit)
    cases = [filed(service).case for _ in range(3)]
    a_record(person, skill, level=2)
    assert warnings.route_waiting(now=NOW, on=TODAY) == 3
    cases[0].refresh_from_db()
    assert cases[0].officer == person


def test_a_citizen_hears_that_there_is_news_and_nothing_else() -> None:
    citizen = Citizen("Warga Contoh", "081200000001", "warga@contoh.test")
    _service, officer, case = report(where=SPOT, citizen=citizen)
    other = Citizen("Warga Lain", "081200000002")
    follower = filed(_service, where=SPOT, citizen=other).case
    silent = filed(_service, where=SPOT, citizen=Citizen()).case
    talking.answer(case=case, text="Rahasia dapur.", now=NOW, on=TODAY, by=officer.user)
    rows = Message.objects.filter(kind="services.news").order_by("pk")
    assert [row.recipient_key for row in rows] == [
        f"services.case:{c.pk}" for c in (case, follower)
    ]
    told = f"{rows[0].subject} {rows[0].body} {rows[0].recipient_name} {rows[0].link}"
    assert case.number in told
    assert "dapur" not in told
    assert "Contoh" not in told
    assert silent.head == case


def test_one_address_hears_once_and_many_hear_in_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "AT_ONCE", 2)
    service, officer, case = report(where=SPOT, citizen=Citizen(phone="081200000001"))
    for number in ("081200000001", "081200000002"):
        filed(service, where=SPOT, citizen=Citizen(phone=number))
    talking.answer(case=case, text="Besok.", now=NOW, on=TODAY, by=officer.user)
    rows = Message.objects.filter(kind="services.news")
    assert not rows.exists()
    job = ProcrastinateJob.objects.get(task_name=messages.TELL)
    for _again in range(2):  # as after a fault between telling and the job's end
        jobs.tell_followers(**job.args)
    assert sorted(rows.values_list("recipient_name", flat=True))[0] == case.number
    assert rows.count() == 2
    later = NOW + timedelta(hours=1)
    talking.answer(case=case, text="Lusa.", now=later, on=TODAY, by=officer.user)
    jobs.tell_followers(**ProcrastinateJob.objects.filter(task_name=messages.TELL).latest("pk").args)  # fmt: skip
    assert rows.count() == 4


def test_the_nearest_of_many_around_is_found() -> None:
    subject = a_subject()
    service = a_service(kind=CaseKind.REPORT, subject=subject)
    here = Point(-5.36, 105.28)
    wanted = filed(service, where=Where(point=here), is_other=True).case
    for n in range(1, 9):
        filed(service, where=Where(point=Point(-5.36 + n / 5000, 105.28)), is_other=True)
    found = similar.near(subject, Point(-5.36, 105.2802), None, "", NOW)
    assert (found[0].case, len(found)) == (wanted, similar.SHOWN)
    assert [one.metres for one in found] == sorted(one.metres or 0 for one in found)


def test_a_reopened_case_is_told_to_the_officer_and_to_who_oversees() -> None:
    service, officer, case = report()
    boss = manager(service)
    ending.close(case=case, text="Beres.", files=[PHOTO], now=NOW, on=TODAY, by=officer.user)
    ending.reopen(case=case, text="Belum.", now=NOW)
    assert heard(officer.user)[-1] == heard(boss)[-1] == "services.reopened"
    talking.citizen_says(case=case, text="Lihat fotonya.", now=NOW)
    assert heard(officer.user)[-1] == "services.citizen"
    assert "Lihat fotonya" not in Message.objects.latest("pk").body


def test_a_clock_warns_once_before_its_end_and_tells_once_when_it_is_over() -> None:
    service, officer, case = report()
    boss = manager(service)
    assert warnings.warn(now=NOW + timedelta(days=1)) == 0
    # three working days after Tuesday: Friday 10.00 is past three quarters
    near = NOW + timedelta(days=3)
    assert [warnings.warn(now=near), warnings.warn(now=near)] == [1, 0]
    late = NOW + timedelta(days=6)
    assert [warnings.warn(now=late), warnings.warn(now=late)] == [1, 0]
    assert heard(officer.user) == ["services.given", "services.warned", "services.warned"]
    assert heard(boss) == ["services.warned"]
    assert case.clocks.get(kind="first_answer").breached_at == late


def test_what_was_answered_or_waits_for_the_citizen_is_not_warned_of() -> None:
    service, officer, case = report()
    talking.answer(case=case, text="Baik.", now=NOW, on=TODAY, by=officer.user)
    other = filed(service).case
    talking.ask(case=other, text="Di mana?", now=NOW, on=TODAY, by=officer.user)
    assert warnings.warn(now=NOW + timedelta(days=6)) == 0


def test_many_that_are_late_are_one_message() -> None:
    service, _officer, _case = report()
    boss = manager(service)
    for _n in range(9):
        filed(service)
    assert warnings.warn(now=NOW + timedelta(days=7)) == 10
    assert heard(boss) == ["services.warned"]
    assert Message.objects.filter(user=boss).get().subject.startswith("10 ")


def test_what_nobody_reopened_is_confirmed_by_time() -> None:
    _service, officer, case = report()
    ending.close(case=case, text="Beres.", files=[PHOTO], now=NOW, on=TODAY, by=officer.user)
    assert warnings.confirm_by_time(now=NOW + timedelta(days=29)) == 0
    assert warnings.confirm_by_time(now=NOW + timedelta(days=30)) == 1
    case.refresh_from_db()
    entry = case.entries.get(kind="confirmed")
    assert (case.state, entry.by, entry.by_citizen) == ("confirmed", None, False)


def test_new_office_hours_end_the_old_and_move_what_is_due() -> None:
    service, _officer, case = report()
    boss = a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=service.agency_id)
    week = {day: [(time(8), time(12))] for day in range(5)}
    for first, source in ((TODAY, "Kep 1"), (TODAY + timedelta(days=30), "Kep 2")):
        hours.set_week(agency=service.agency, week=week, first_day=first, source=source, on=TODAY, by=boss)  # fmt: skip
    rows = OfficeHours.objects.filter(agency=service.agency)
    assert {row.period for row in rows.filter(source="Kep 1")} == {
        Period(TODAY, TODAY + timedelta(days=30))
    }
    before = case.due_at
    hours.read_again(agency_id=service.agency_id, now=NOW)
    case.refresh_from_db()
    assert before is not None
    assert case.due_at is not None
    assert case.due_at == before - timedelta(hours=4, minutes=30)  # Friday 12.00, not 16.30


def test_a_week_under_twenty_hours_is_refused() -> None:
    service, _officer, _case = report()
    boss = a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=service.agency_id)
    week = {day: [(time(8), time(11, 59))] for day in range(5)}
    with pytest.raises(Refused, match="sedikitnya 20 jam"):
        hours.set_week(agency=service.agency, week=week, first_day=TODAY, source="Kep 1", on=TODAY, by=boss)  # fmt: skip


def test_after_a_holiday_was_entered_what_is_due_is_read_again() -> None:
    _service, _officer, case = report()
    keeper = a_user(Role.STAFFING_ANALYST)
    before = case.due_at
    terms.add_holiday(
        day=TODAY + timedelta(days=1), name="Libur", kind="national", agency=None, source="Kep 1",
        is_assumed=False, by=keeper,
    )  # fmt: skip
    jobs = ProcrastinateJob.objects.filter(task_name="services.read_all_again")
    assert jobs.count() == 1
    hours.read_all_again(now=NOW)
    case.refresh_from_db()
    assert before is not None
    assert case.due_at == before + timedelta(days=3, minutes=-30)  # Friday 16.30, Monday 16.00


def test_unknown_braces_stay_and_empty_values_too() -> None:
    text = canned.filled("{nama} {nomor} {apa} {tempat}", {"nama": "Bu Contoh", "tempat": ""})
    assert text == "Bu Contoh {nomor} {apa} {tempat}"
