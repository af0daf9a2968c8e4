"""Somebody who passed a module or a class, straight into the tables; the fact itself is announced by the test."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from luwes.accounts.models import User
from luwes.learning.facts import Passed
from luwes.learning.models import (
    Attendance,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
    Module,
    ModuleAttempt,
    ModuleVersion,
    Study,
)
from luwes.organisation.models import Competency, OrgUnit
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.people.models import Employee

NOW = datetime(2025, 3, 3, 3, 0, tzinfo=UTC)
DAY = date(2025, 3, 3)
_next = count(1)


def a_module(
    unit: OrgUnit | None = None, *, competency: Competency | None = None, level: int = 2,
    months: int | None = 24, title: str = "TIK dasar untuk pelayanan", minutes: int = 135,
) -> ModuleVersion:  # fmt: skip
    unit, by = unit or a_unit(), a_user()
    module = Module.objects.create(
        agency=unit.agency, unit=unit, slug=f"m{next(_next)}", valid_months=months, level=level,
        competency=competency or a_competency(), made_at=NOW, made_by=by,
    )  # fmt: skip
    return ModuleVersion.objects.create(
        module=module, number=1, state="published", title=title, minutes=minutes, made_at=NOW,
        made_by=by,
    )  # fmt: skip


def passing(person: Employee, version: ModuleVersion, now: datetime = NOW) -> Passed:
    study, _made = Study.objects.get_or_create(
        employee=person, version=version, defaults={"began_at": now, "seen_at": now}
    )
    attempt = ModuleAttempt.objects.create(
        study=study, number=study.attempts.count() + 1, seed="s", drawn=[], began_at=now,
        handed_in_at=now, percent=90, passed=True,
    )  # fmt: skip
    return Passed(person.pk, version.title, ("module_attempt", str(attempt.pk)), now)


def passing_class(
    person: Employee, unit: OrgUnit, *, sessions: int = 2, by: User | None = None
) -> Passed:
    by = by or a_user()
    course = Course.objects.create(
        agency=unit.agency,
        unit=unit,
        title="Pertolongan pertama",
        competency=a_competency(),
        level=3,
    )
    run = CourseClass.objects.create(
        course=course,
        number=1,
        state="finished",
        place="Aula",
        capacity=9,
        enrol_until=DAY,
        trainer="Tim",
    )
    row = Enrolment.objects.create(
        course_class=run, employee=person, home_unit=unit, state="passed", asked_at=NOW, asked_by=by
    )
    for n in range(sessions):
        at = NOW - timedelta(days=n + 1)
        session = ClassSession.objects.create(
            course_class=run,
            begins_at=at,
            ends_at=at + timedelta(hours=3),
            topic="Praktik",
            secret="s",
        )
        Attendance.objects.create(session=session, enrolment=row, at=at, method="code", by=by)
    return Passed(person.pk, course.title, ("enrolment", str(row.pk)), NOW)
