"""The end of a class: who has passed, and why the others have not."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.learning import access, facts
from luwes.learning.actions import seating
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.queries import classes
from luwes.learning.rules import attending
from luwes.learning.rules.states import ClassState, EnrolmentState

SOURCE = "enrolment"


@transaction.atomic
def finish(*, course_class: CourseClass, on: date, now: datetime, by: User) -> int:
    """
    Whoever was there enough and passed the test has passed; how many. Pressed again, nothing happens.

    :raises Refused: before the last meeting is over
    """
    lock(course_class)
    course = course_class.course
    require(access.can_manage(by, course, on))
    if course_class.state == ClassState.FINISHED.value:
        return 0
    problems = []
    if course_class.state not in {ClassState.OPEN.value, ClassState.RUNNING.value}:
        state = course_class.get_state_display().lower()
        problems.append(Problem(_("Kelas ini %s.") % state))
    elif course_class.sessions.filter(ends_at__gt=now).exists():
        problems.append(Problem(_("Masih ada pertemuan yang belum selesai.")))
    if access.takes_part(by, course_class):
        problems.append(Problem(_("Anda peserta kelas ini; pengelola lain yang mengakhirinya.")))
    refuse(problems)
    enrolled = Enrolment.objects.filter(course_class=course_class)
    lock_all(enrolled)
    rows = list(enrolled.filter(state=EnrolmentState.ENROLLED.value).order_by("pk"))
    _judge(course_class, rows, now)
    seating.lapse_without_place(course_class, now)
    course_class.state = ClassState.FINISHED.value
    course_class.save(update_fields=["state"])
    passed = [row for row in rows if row.state == EnrolmentState.PASSED.value]
    ids = tuple(row.pk for row in rows)
    announce(facts.ClassChanged(course_class.pk, "finished", ids, now, by.pk))
    audit.record(
        by, "learning.class_finished", course_class, chain=str(course.agency_id),
        passed=len(passed), of=len(rows),
    )  # fmt: skip
    for row in passed:
        announce(facts.Passed(row.employee_id, course.title, (SOURCE, str(row.pk)), now))
    return len(passed)


def _judge(course_class: CourseClass, rows: list[Enrolment], now: datetime) -> None:
    course = course_class.course
    sessions = course_class.sessions.count()
    attended = classes.attended([row.pk for row in rows])
    tested = classes.passed_test(course.test, [row.employee_id for row in rows])
    for row in rows:
        test = row.employee_id in tested if course.test else None
        with override("id"):  # read by others than who pressed
            why = attending.why_not_passed(
                attended.get(row.pk, 0), sessions, course.least_attended, test
            )
        row.state = (EnrolmentState.NOT_PASSED if why else EnrolmentState.PASSED).value
        row.result = " ".join(problem.message for problem in why)[:300]
        row.ended_at, row.clash = now, ""
    Enrolment.objects.bulk_update(rows, ["state", "result", "ended_at", "clash"])
