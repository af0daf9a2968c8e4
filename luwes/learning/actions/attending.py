"""Who was there: by the code on the trainer's screen, or by the trainer's hand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.learning import access
from luwes.learning.models import Attendance, ClassSession, Enrolment
from luwes.learning.rules import attending
from luwes.learning.rules.states import AttendedBy, ClassState, EnrolmentState

_GOING = {ClassState.OPEN.value, ClassState.RUNNING.value}


@dataclass(frozen=True)
class Scan:
    """The half minute of a code that was fresh, and hashes of the phone and of where it came from."""

    step: int
    device: str
    line: str
    network: str = ""


@transaction.atomic
def check_in(
    *, session: ClassSession, enrolment: Enrolment, scan: Scan, now: datetime, by: User
) -> bool:
    """
    Once; a second press finds the first. Whether it was written now.

    :raises Refused: outside the meeting's time, without a place, or after being struck
    """
    lock(enrolment)
    require(enrolment.employee.user_id == by.pk and enrolment.course_class_id == session.course_class_id)  # fmt: skip
    known = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    problems = []
    if known and known.struck_at:
        problems.append(Problem(_("Pengajar mencoret kehadiran Anda. Temui pengajar.")))
    if enrolment.state != EnrolmentState.ENROLLED.value:
        problems.append(Problem(_("Anda tidak mendapat tempat di kelas ini.")))
    elif session.course_class.state not in _GOING or not attending.is_open(session.begins_at, session.ends_at, now):  # fmt: skip
        problems.append(Problem(_("Di luar waktu pertemuan.")))
    refuse(problems)
    if known:
        return False
    Attendance.objects.create(
        session=session, enrolment=enrolment, at=now, method=AttendedBy.CODE.value, by=by,
        step=scan.step, device=scan.device, line=scan.line, network=scan.network,
    )  # fmt: skip
    return True


@transaction.atomic
def add_by_hand(
    *, session: ClassSession, enrolment: Enrolment, on: date, now: datetime, by: User
) -> None:
    """
    The trainer saw somebody; also one who was struck before. Pressed again, nothing happens.

    :raises Refused: before the meeting, or when the class is closed
    """
    problems = _held(session, enrolment, on, by)
    if now < session.begins_at - attending.EARLY:
        problems.append(Problem(_("Pertemuan ini belum mulai.")))
    refuse(problems)
    known = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    if known and not known.struck_at:
        return
    Attendance.objects.update_or_create(
        session=session, enrolment=enrolment,
        defaults={
            "at": now, "method": AttendedBy.TRAINER.value, "by": by, "struck_at": None,
            "struck_by": None, "struck_because": "", "step": None, "device": "", "line": "", "network": "",
        },
    )  # fmt: skip
    _log(by, "learning.attendance_added", session, enrolment)


@transaction.atomic
def strike(
    *, session: ClassSession, enrolment: Enrolment, reason: str, on: date, now: datetime, by: User
) -> None:
    """
    Somebody was not there after all; the code cannot bring them back, the trainer can.

    :raises Refused: without a reason, or when there is nothing to strike
    """
    problems = _held(session, enrolment, on, by)
    known = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    if known is None:
        problems.append(Problem(_("Orang ini tidak tercatat hadir.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan pencoretan."), "reason"))
    refuse(problems)
    assert known
    if known.struck_at:
        return
    known.struck_at, known.struck_by = now, by
    known.struck_because = reason.strip()[:300]
    known.save(update_fields=["struck_at", "struck_by", "struck_because"])
    _log(by, "learning.attendance_struck", session, enrolment, reason)


def _held(session: ClassSession, enrolment: Enrolment, on: date, by: User) -> list[Problem]:
    """The class is held, so that nobody ends it meanwhile; nobody writes down oneself."""
    course_class = session.course_class
    lock(course_class, enrolment)
    require(access.can_teach(by, course_class, on) and enrolment.employee.user_id != by.pk)
    require(enrolment.course_class_id == course_class.pk)
    found = []
    if course_class.state not in _GOING:
        state = course_class.get_state_display().lower()
        found.append(Problem(_("Kelas ini sudah %s.") % state))
    if enrolment.state != EnrolmentState.ENROLLED.value:
        found.append(Problem(_("Orang ini tidak mendapat tempat di kelas ini.")))
    return found


def _log(
    by: User, deed: str, session: ClassSession, enrolment: Enrolment, reason: str = ""
) -> None:
    course_class = session.course_class
    audit.record(
        by, deed, course_class, chain=str(course_class.course.agency_id), reason=reason,
        employee=enrolment.employee_id, session=session.pk,
    )  # fmt: skip
