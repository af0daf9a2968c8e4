"""Asking for a place in a class, the superior's word, and giving the place back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.learning import access, facts
from luwes.learning.actions import seating
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.queries import clashing
from luwes.learning.rules.states import ALIVE, ClassState, EnrolmentState
from luwes.people import homes, superiors
from luwes.people.models import Employee

State = EnrolmentState
_LIVE = values(ALIVE)
_GOING = {ClassState.OPEN.value, ClassState.RUNNING.value}


@transaction.atomic
def ask(
    *, course_class: CourseClass, employee: Employee, why: str = "", on: date, now: datetime,
    by: User,
) -> Enrolment:  # fmt: skip
    """
    One's own wish; the superior is asked at once.

    :raises Refused: when it is not open, or something binds the person on one of its days
    """
    require(employee.user_id == by.pk and employee.is_current)
    lock(course_class, employee)
    problems = _not_open(course_class, on, now)
    home = homes.source().posts([employee.pk], on).get(employee.pk)
    if home is None:
        problems.append(Problem(_("Tanpa jabatan yang berlaku tidak ada atasan yang dapat menyetujui.")))  # fmt: skip
    elif not superiors.of(employee, on):
        problems.append(Problem(_("Belum ada kepala unit atau pejabat yang berwenang (PyB) yang dapat menyetujui. Minta bagian kepegawaian menunjuknya dulu.")))  # fmt: skip
    if Enrolment.objects.filter(course_class=course_class, employee=employee, state__in=_LIVE).exists():  # fmt: skip
        problems.append(Problem(_("Anda sudah mendaftar di kelas ini.")))
    if access.teaches(by, course_class):
        problems.append(Problem(_("Anda mengajar kelas ini.")))
    if access.can_manage(by, course_class.course, on):
        problems.append(Problem(_("Anda mengelola pelatihan ini; kelulusannya Anda sendiri yang menetapkan.")))  # fmt: skip
    refuse([*problems, *_clashes(course_class, employee.pk)])
    assert home
    made = Enrolment.objects.create(
        course_class=course_class, employee=employee, home_unit_id=home.unit_id,
        why=why.strip()[:300], asked_at=now, asked_by=by,
    )  # fmt: skip
    announce(facts.EnrolmentAsked(made.pk, now))
    _log(by, "learning.asked", made, course_class)
    return made


def _not_open(course_class: CourseClass, on: date, now: datetime) -> list[Problem]:
    if course_class.state != ClassState.OPEN.value or seating.has_begun(course_class, now):
        return [Problem(_("Pendaftaran kelas ini tidak dibuka."))]
    if course_class.enrol_until < on:
        return [Problem(_("Batas mendaftar sudah lewat."))]
    return []


def _clashes(course_class: CourseClass, employee_id: int) -> list[Problem]:
    found = clashing.of_class(course_class.pk, [employee_id]).get(employee_id, [])
    return [Problem(_("Berbenturan. %s.") % words) for words in found]


@transaction.atomic
def answer(*, enrolment: Enrolment, agrees: bool, reason: str, now: datetime, by: User) -> None:
    """
    The superior's word; silence is none. Whoever may go takes a place, or stands on the list in the
    order of these answers.

    :raises Refused: a refusal without reason, a second answer, a class that has begun, a clash
    """
    course_class, employee, on = enrolment.course_class, enrolment.employee, localdate(now)
    lock(course_class, enrolment)
    seating.hold_people(course_class, employee.pk)
    require(access.can_consent(by, enrolment, on))
    problems = []
    if enrolment.state != State.ASKED.value:
        state = enrolment.get_state_display().lower()
        problems.append(Problem(_("Permintaan ini sudah dijawab: %s.") % state))
    elif not agrees and not reason.strip():
        problems.append(Problem(_("Tulis alasan tidak menyetujui; yang bersangkutan membacanya."), "reason"))  # fmt: skip
    elif agrees:
        if course_class.state not in _GOING or seating.has_begun(course_class, now):
            problems.append(Problem(_("Kelas ini sudah dimulai atau tidak dibuka lagi.")))
        problems += _clashes(course_class, employee.pk)
    refuse(problems)
    home = homes.source().posts([employee.pk], on).get(employee.pk)
    if home is not None:
        enrolment.home_unit_id = home.unit_id
    enrolment.agreed_at, enrolment.agreed_by = now, by
    enrolment.reason = reason.strip()[:300]
    enrolment.state = (State.WAITING if agrees else State.REFUSED).value
    enrolment.ended_at = None if agrees else now
    enrolment.save()
    _log(by, "learning.agreed" if agrees else "learning.refused", enrolment, course_class, reason)
    if agrees:
        seating.seat_next(course_class, now, by=by)
        enrolment.refresh_from_db(fields=["state"])
    if enrolment.state != State.ENROLLED.value:
        announce(facts.EnrolmentAnswered(enrolment.pk, now, by.pk))


@transaction.atomic
def withdraw(*, enrolment: Enrolment, now: datetime, by: User) -> None:
    """
    Give one's place, or the wish for it, back; who is next takes it. Asked again, nothing happens.

    :raises Refused: when it has ended otherwise
    """
    course_class = enrolment.course_class
    lock(course_class, enrolment)
    require(enrolment.employee.user_id == by.pk)
    if enrolment.state == State.WITHDRAWN.value:
        return
    _end(course_class, enrolment, State.WITHDRAWN, "", now)
    announce(facts.EnrolmentWithdrawn(enrolment.pk, now))
    _log(by, "learning.withdrawn", enrolment, course_class)
    seating.seat_next(course_class, now)


@transaction.atomic
def take_out(*, enrolment: Enrolment, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Who manages takes somebody's place away, with a reason that the person reads.

    :raises Refused: without one, or when it has ended otherwise
    """
    course_class = enrolment.course_class
    lock(course_class, enrolment)
    require(access.can_manage(by, course_class.course, on))
    if not reason.strip():
        refuse([Problem(_("Tulis alasannya; yang bersangkutan membacanya."), "reason")])
    _end(course_class, enrolment, State.LAPSED, reason, now)
    announce(facts.EnrolmentAnswered(enrolment.pk, now, by.pk))
    _log(by, "learning.taken_out", enrolment, course_class, reason)
    seating.seat_next(course_class, now)


@transaction.atomic
def let_go(*, enrolment: Enrolment, now: datetime) -> None:
    """The place of somebody who has left goes to who waits."""
    course_class = enrolment.course_class
    lock(course_class, enrolment)
    if enrolment.state not in _LIVE:
        return
    with override("id"):
        reason = _("Tidak lagi menjadi pegawai.")
    _end(course_class, enrolment, State.LAPSED, reason, now)
    _log(None, "learning.taken_out", enrolment, course_class, reason)
    seating.seat_next(course_class, now)


def _end(
    course_class: CourseClass, enrolment: Enrolment, state: State, reason: str, now: datetime
) -> None:
    problems = []
    if enrolment.state not in _LIVE:
        words = enrolment.get_state_display().lower()
        problems.append(Problem(_("Pendaftaran ini sudah berakhir: %s.") % words))
    refuse(problems)
    enrolment.state, enrolment.ended_at, enrolment.clash = state.value, now, ""
    if reason:
        enrolment.reason = reason.strip()[:300]
    enrolment.save(update_fields=["state", "ended_at", "clash", "reason"])


def _log(
    by: User | None, deed: str, enrolment: Enrolment, course_class: CourseClass, reason: str = ""
) -> None:
    audit.record(
        by, deed, course_class, chain=str(course_class.course.agency_id), reason=reason,
        employee=enrolment.employee_id,
    )  # fmt: skip
