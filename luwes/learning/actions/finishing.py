"""The end of a class: who has passed, and why the others have not."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import queue
from luwes.core.access import require
from luwes.core.db import lock, lock_all, lock_ids
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.learning import access, facts
from luwes.learning.actions import seating
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.queries import classes
from luwes.learning.rules import attending
from luwes.learning.rules.states import ClassState, EnrolmentState
from luwes.people.models import Employee

SOURCE = "enrolment"
CERTIFY = "learning.certify"
AT_ONCE = 60  # people; the certificates of more are left to a job


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
    seated = enrolled.filter(state=EnrolmentState.ENROLLED.value).order_by("pk")
    rows = list(seated.select_related("course_class__course"))
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
    if len(passed) <= AT_ONCE:
        _certify(passed, now)
    else:
        queue.job(CERTIFY, lock=f"class {course_class.pk}").defer(class_id=course_class.pk)
    return len(passed)


def certify(*, class_id: int) -> int:
    """
    The certificates of a large class, some at a time; how many. Killed at any instant, a second run
    goes on where the first was.
    """
    done = 0
    while some := _certify_some(class_id):
        done += some
    return done


@transaction.atomic
def _certify_some(class_id: int) -> int:
    rows = list(classes.uncertified(class_id).select_related("course_class__course")[:AT_ONCE])
    for at in sorted({row.ended_at for row in rows if row.ended_at}):
        _certify([row for row in rows if row.ended_at == at], at)
    return len(rows)


def _certify(rows: Sequence[Enrolment], now: datetime) -> None:
    lock_ids(Employee, [row.employee_id for row in rows])  # all, before the first takes a number
    for row in rows:
        title = row.course_class.course.title
        announce(facts.Passed(row.employee_id, title, (SOURCE, str(row.pk)), now))


@transaction.atomic
def judge_again(*, enrolment: Enrolment, reason: str, on: date, now: datetime, by: User) -> None:
    """
    After the end somebody turns out to have passed: the certificate follows. Pressed again, nothing
    happens. (A pass that was wrong is taken back by revoking its certificate.)

    :raises Refused: before the end, for who had no place, or without a reason
    """
    course_class = enrolment.course_class
    lock(course_class, enrolment)
    course = course_class.course
    require(access.can_manage(by, course, on) and enrolment.employee.user_id != by.pk)
    if enrolment.state == EnrolmentState.PASSED.value:
        return
    problems = []
    if enrolment.state != EnrolmentState.NOT_PASSED.value:
        problems.append(Problem(_("Hanya yang dinyatakan tidak lulus dapat dinilai ulang.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan penilaian ulang; pesertanya membacanya."), "reason"))  # fmt: skip
    refuse(problems)
    enrolment.state, enrolment.result = EnrolmentState.PASSED.value, reason.strip()[:300]
    enrolment.ended_at = now
    enrolment.save(update_fields=["state", "result", "ended_at"])
    announce(facts.ClassChanged(course_class.pk, "finished", (enrolment.pk,), now, by.pk))
    audit.record(
        by, "learning.judged_again", course_class, chain=str(course.agency_id), reason=reason,
        employee=enrolment.employee_id,
    )  # fmt: skip
    announce(facts.Passed(enrolment.employee_id, course.title, (SOURCE, str(enrolment.pk)), now))


def remind(*, now: datetime) -> int:
    """A day after the last meeting, and each week from then on, the managers hear of a forgotten end."""
    today = localdate(now)
    rows = CourseClass.objects.filter(state__in=[ClassState.OPEN.value, ClassState.RUNNING.value])
    found = 0
    for pk, last in rows.annotate(last=Max("sessions__ends_at")).values_list("pk", "last"):
        if last is not None and last < now and (today - localdate(last)).days % 7 == 1:
            announce(facts.EndForgotten(pk, now))
            found += 1
    return found


def _judge(course_class: CourseClass, rows: list[Enrolment], now: datetime) -> None:
    course = course_class.course
    sessions = course_class.sessions.count()
    attended = classes.attended([row.pk for row in rows])
    tested = classes.passed_test(course_class, [row.employee_id for row in rows])
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
