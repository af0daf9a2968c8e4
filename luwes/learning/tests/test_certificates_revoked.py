"""What goes with a certificate that is revoked, and what the person's other ones go on showing."""

from datetime import date, timedelta

import pytest

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.learning.actions import certifying, studying
from luwes.learning.models import Certificate, Enrolment, ModuleVersion, Study
from luwes.learning.queries import classes
from luwes.learning.rules.testing import may_renew
from luwes.learning.tests.achieving import DAY, NOW, a_module, passing, passing_class
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.people.models import CompetencyRecord, Employee
from luwes.people.tests.builders import a_record, an_employee

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=10)


def a_learner() -> Employee:
    return an_employee("Rina Rekaan", agency=a_unit().agency, user=a_user())


def passed(person: Employee, version: ModuleVersion, days: int = 0) -> Certificate:
    now = NOW + timedelta(days=days)
    announce(passing(person, version, now))
    Study.objects.filter(employee=person, version=version).update(passed_at=now)
    return Certificate.objects.latest("pk")


def revoked(certificate: Certificate, on: date = LATER) -> None:
    now = NOW + timedelta(days=(on - DAY).days)
    boss = a_user(Role.TRAINING_MANAGER)
    certifying.revoke(certificate=certificate, reason="Tes orang lain", on=on, now=now, by=boss)


def shown(person: Employee) -> list[tuple[date, date | None]]:
    rows = person.competencies.order_by("period").values_list("period", flat=True)
    return [(row.start, row.end) for row in rows]


def test_a_short_later_record_is_gone_round_on_both_sides() -> None:
    person = a_learner()
    a_record(person, level=2, period=Period(date(2025, 5, 1), date(2025, 6, 1)))
    certificate = passed(person, a_module(months=12))
    assert shown(person) == [
        (DAY, date(2025, 5, 1)), (date(2025, 5, 1), date(2025, 6, 1)), (date(2025, 6, 1), date(2026, 3, 3)),
    ]  # fmt: skip
    revoked(certificate)
    assert shown(person) == [(DAY, LATER), (date(2025, 5, 1), date(2025, 6, 1))]


def test_what_another_certificate_still_shows_stays() -> None:
    person = a_learner()
    first = passed(person, a_module(months=12))
    inside = passed(person, a_module(months=6), 5)
    assert not inside.records.exists()
    revoked(first)
    assert shown(person) == [(DAY, LATER), (LATER, inside.period.end)]
    revoked(inside, LATER + timedelta(days=3))
    assert person.competencies.last().period.end == LATER + timedelta(days=3)  # type: ignore[union-attr]


def test_a_renewal_counts_at_once_where_the_first_is_revoked() -> None:
    person, version = a_learner(), a_module(months=12)
    first, second = passed(person, version), passed(person, version, 330)
    assert second.records.get().period.start == first.period.end
    on = DAY + timedelta(days=340)
    revoked(first, on)
    assert [end for _start, end in shown(person)][-1] == second.period.end
    assert person.competencies.filter(period__contains=on).exists()
    assert Study.objects.get().passed_at == NOW + timedelta(days=330)  # the renewal stands


def test_another_level_and_another_person_gain_nothing() -> None:
    person, other = a_learner(), a_learner()
    first = passed(person, a_module(months=12))
    passed(person, a_module(months=24, level=1))
    passed(other, a_module(months=24))
    before = CompetencyRecord.objects.count()
    revoked(first)
    assert CompetencyRecord.objects.count() == before
    assert not person.competencies.filter(level=2, period__contains=LATER).exists()


def test_whoever_lost_a_certificate_may_pass_the_test_again() -> None:
    person, version = a_learner(), a_module(months=24)
    version.attempts = 1
    version.save()
    certificate = passed(person, version)
    study = Study.objects.get()
    assert studying.problems_of_test(study, NOW, LATER)
    revoked(certificate)
    study.refresh_from_db()
    assert study.passed_at is None
    assert not studying.problems_of_test(study, NOW + timedelta(days=11), LATER)


def test_a_revoked_or_old_pass_closes_no_course() -> None:
    unit, person, version = a_unit(), a_learner(), a_module(months=12)
    row = Enrolment.objects.get(pk=passing_class(person, unit).source[1])
    course_class = row.course_class
    course_class.course.test = version.module
    certificate = passed(person, version)
    assert classes.passed_test(course_class, [person.pk]) == {person.pk}
    Study.objects.update(passed_at=NOW - timedelta(days=400))
    assert classes.passed_test(course_class, [person.pk]) == set()
    revoked(certificate)
    assert classes.passed_test(course_class, [person.pk]) == set()


def test_the_catalogues_term_opens_the_renewal_too() -> None:
    skill = a_competency()
    skill.valid_months = 12
    skill.save()
    version = a_module(competency=skill, months=None)
    certificate = passed(a_learner(), version)
    assert certificate.period.end == date(2026, 3, 3)
    study = Study.objects.get()
    assert studying.problems_of_test(study, NOW + timedelta(days=100), DAY + timedelta(days=100))
    assert not studying.problems_of_test(
        study, NOW + timedelta(days=330), DAY + timedelta(days=330)
    )


@pytest.mark.django_db(transaction=True)
def test_revoked_here_and_where_letters_are_at_once_ends_it_once() -> None:
    certificate = passed(a_learner(), a_module())
    here, there = a_user(Role.TRAINING_MANAGER), a_user(Role.APPROVER)

    def revoke() -> None:
        row = Certificate.objects.select_related("employee", "letter", "unit").get(
            pk=certificate.pk
        )
        certifying.revoke(certificate=row, reason="Curang", on=LATER, now=NOW, by=here)

    def withdraw() -> None:
        letter = Letter.objects.get(pk=certificate.letter_id)
        letters.withdraw(letter=letter, reason="Curang", day=LATER, now=NOW, by=there)

    said = at_once(revoke, withdraw, revoke, withdraw)
    assert said.count("") == 1
    assert not any("deadlock" in words for words in said)
    assert Letter.objects.filter(kind="withdrawal").count() == 1
    with pytest.raises(Refused, match="sudah dicabut"):
        revoke()


def test_the_hours_go_with_the_certificate_and_come_back_with_a_new_one() -> None:
    person, unit = a_learner(), a_unit()
    announce(passing_class(person, unit))
    version = a_module(months=24)
    certificate = passed(person, version)
    assert person.learning_hours.count() == 3
    revoked(certificate)
    revoked(Certificate.objects.get(source_kind="enrolment"))
    assert not person.learning_hours.exists()
    passed(person, version, 20)
    assert person.learning_hours.get().on == DAY + timedelta(days=20)


@pytest.mark.parametrize(("months", "days"), [(1, 21), (2, 41), (6, 123), (24, 671)])
def test_a_renewal_opens_in_the_last_third_at_most(months: int, days: int) -> None:
    assert not may_renew(DAY, months, DAY + timedelta(days=days - 1))
    assert may_renew(DAY, months, DAY + timedelta(days=days))
