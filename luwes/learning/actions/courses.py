"""Courses and their classes: made, changed, opened, cancelled."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.learning import access, facts, sources
from luwes.learning.actions import seating
from luwes.learning.models import Attendance, ClassSession, Course, CourseClass, Enrolment, Module
from luwes.learning.rules import limits
from luwes.learning.rules.states import ALIVE, ClassState, EnrolmentState, Method
from luwes.organisation.models import Competency, OrgUnit

LONGEST = timedelta(hours=12)
MOST_SESSIONS = 60
_LIVE = values(ALIVE)
_GOING = {ClassState.DRAFT.value, ClassState.OPEN.value, ClassState.RUNNING.value}


@dataclass(frozen=True)
class CourseDraft:
    title: str
    method: str
    summary: str = ""
    competency: Competency | None = None
    level: int | None = None
    valid_months: int | None = None
    test: Module | None = None
    least_attended: int = 80


@dataclass(frozen=True)
class ClassDraft:
    place: str
    capacity: int
    enrol_until: date
    trainer: str


@dataclass(frozen=True)
class SessionDraft:
    begins_at: datetime
    ends_at: datetime
    topic: str


# ── courses ──────────────────────────────────────────────────────────


@transaction.atomic
def create_course(*, unit: OrgUnit, draft: CourseDraft, on: date, by: User) -> Course:
    require(access.can_offer(by, unit, on))
    refuse(_course_problems(draft, on))
    made = Course.objects.create(agency_id=unit.agency_id, unit=unit, **_values(draft))
    audit.record(by, "learning.course_made", made, chain=str(made.agency_id))
    return made


@transaction.atomic
def change_course(*, course: Course, draft: CourseDraft, on: date, by: User) -> None:
    """What a class that has ended gave stays as it was given."""
    lock(course)
    require(access.can_manage(by, course, on))
    refuse(_course_problems(draft, on))
    for name, value in _values(draft).items():
        setattr(course, name, value)
    course.save()
    audit.record(by, "learning.course_changed", course, chain=str(course.agency_id))


def _values(draft: CourseDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in CourseDraft.__dataclass_fields__}


def _course_problems(draft: CourseDraft, on: date) -> list[Problem]:
    found = []
    if not draft.title.strip():
        found.append(Problem(_("Tulis judul pelatihan."), "title"))
    if draft.competency and not draft.level:
        found.append(Problem(_("Pilih tingkat yang ditunjukkan oleh kelulusan."), "level"))
    if draft.level and not draft.competency:
        found.append(Problem(_("Pilih kompetensi untuk tingkat ini."), "competency"))
    if draft.level:
        found += limits.course_problems(draft.level, Method(draft.method), on)
    if not 1 <= draft.least_attended <= 100:
        found.append(Problem(_("Kehadiran antara 1 dan 100 %."), "least_attended"))
    return found


# ── classes ──────────────────────────────────────────────────────────


@transaction.atomic
def add_class(*, course: Course, draft: ClassDraft, on: date, by: User) -> CourseClass:
    """The next number of the course; nobody sees it before it is opened."""
    lock(course)
    require(access.can_manage(by, course, on))
    refuse(_class_problems(draft, 0))
    last = CourseClass.objects.filter(course=course).aggregate(last=Max("number"))["last"] or 0
    made = CourseClass.objects.create(course=course, number=last + 1, **asdict(draft))
    audit.record(by, "learning.class_made", made, chain=str(course.agency_id))
    return made


@transaction.atomic
def change_class(
    *, course_class: CourseClass, draft: ClassDraft, on: date, now: datetime, by: User
) -> None:
    """
    More places go to those who wait; another place or trainer is told to everybody in it.

    :raises Refused: for fewer places than are taken, or when it is over
    """
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    problems = _still_going(course_class)
    problems += _class_problems(draft, seating.taken(course_class))
    last = _last_day_to_enrol(course_class)
    if last and draft.enrol_until > last:
        problems.append(Problem(_("Pendaftaran ditutup paling lambat pada hari pertemuan pertama."), "enrol_until"))  # fmt: skip
    refuse(problems)
    is_elsewhere = (course_class.place, course_class.trainer) != (draft.place, draft.trainer)
    for name, value in asdict(draft).items():
        setattr(course_class, name, value)
    course_class.save()
    _log(by, "learning.class_changed", course_class)
    if is_elsewhere:
        _tell(course_class, "place", now, by)
    seating.seat_next(course_class, now)


def _class_problems(draft: ClassDraft, taken: int) -> list[Problem]:
    found = []
    if draft.capacity < 1:
        found.append(Problem(_("Paling sedikit satu tempat."), "capacity"))
    elif draft.capacity < taken:
        found.append(Problem(_("Sudah %d orang mendapat tempat.") % taken, "capacity"))
    if not draft.place.strip():
        found.append(Problem(_("Tulis tempatnya."), "place"))
    return found


def _still_going(course_class: CourseClass) -> list[Problem]:
    if course_class.state in _GOING:
        return []
    state = course_class.get_state_display().lower()
    return [Problem(_("Kelas ini sudah %s.") % state)]


def _last_day_to_enrol(course_class: CourseClass) -> date | None:
    first = course_class.sessions.order_by("begins_at", "pk").first()
    return localdate(first.begins_at) if first else None


@transaction.atomic
def add_session(
    *, course_class: CourseClass, draft: SessionDraft, on: date, now: datetime, by: User
) -> ClassSession:
    """
    A meeting more. Of a class that is open everybody in it is told, and asked anew whether they can come.

    :raises Refused: for times that are past, upside down, too long or over another meeting
    """
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    problems = _still_going(course_class) + _session_problems(course_class, draft, now)
    refuse(problems)
    made = ClassSession.objects.create(
        course_class=course_class, begins_at=draft.begins_at, ends_at=draft.ends_at,
        topic=draft.topic.strip(), secret=secrets.token_hex(20),
    )  # fmt: skip
    _log(by, "learning.session_added", course_class, session=made.pk)
    _tell(course_class, "schedule", now, by)
    return made


def _session_problems(
    course_class: CourseClass, draft: SessionDraft, now: datetime
) -> list[Problem]:
    if draft.ends_at <= draft.begins_at:
        return [Problem(_("Selesai harus sesudah mulai."), "ends_at")]
    found = []
    if draft.ends_at - draft.begins_at > LONGEST or localdate(draft.begins_at) != localdate(draft.ends_at):  # fmt: skip
        found.append(Problem(_("Satu pertemuan berada dalam satu hari; paling lama 12 jam."), "ends_at"))  # fmt: skip
    if draft.begins_at <= now:
        found.append(Problem(_("Waktu ini sudah lewat."), "begins_at"))
    if not draft.topic.strip():
        found.append(Problem(_("Tulis pokok bahasannya."), "topic"))
    known = course_class.sessions
    if known.filter(begins_at__lt=draft.ends_at, ends_at__gt=draft.begins_at).exists():
        found.append(Problem(_("Sudah ada pertemuan pada waktu ini."), "begins_at"))
    if known.count() >= MOST_SESSIONS:
        found.append(Problem(_("Paling banyak %d pertemuan.") % MOST_SESSIONS))
    if course_class.state == ClassState.OPEN.value and localdate(draft.begins_at) < course_class.enrol_until:  # fmt: skip
        found.append(Problem(_("Pertemuan ini mendahului tutupnya pendaftaran."), "begins_at"))
    return found


@transaction.atomic
def remove_session(*, session: ClassSession, on: date, now: datetime, by: User) -> None:
    """
    :raises Refused: when it has begun, or it is the last of a class that is open
    """
    course_class = session.course_class
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    problems = _still_going(course_class)
    if session.begins_at <= now and course_class.state != ClassState.DRAFT.value:
        problems.append(Problem(_("Pertemuan ini sudah mulai; kehadirannya tetap dihitung.")))
    if Attendance.objects.filter(session=session).exists():
        problems.append(Problem(_("Sudah ada yang hadir pada pertemuan ini.")))
    if course_class.state != ClassState.DRAFT.value and course_class.sessions.count() == 1:
        problems.append(Problem(_("Kelas yang dibuka perlu pertemuan; batalkan kelasnya.")))
    refuse(problems)
    _log(by, "learning.session_removed", course_class, session=session.pk)
    session.delete()
    _tell(course_class, "schedule", now, by)


def _tell(course_class: CourseClass, what: str, now: datetime, by: User) -> None:
    """Whoever is in it, and who teaches; nobody while it is a draft."""
    if course_class.state == ClassState.DRAFT.value:
        return
    ids = _alive(course_class)
    announce(facts.ClassChanged(course_class.pk, what, ids, now, by.pk))


def _alive(course_class: CourseClass) -> tuple[int, ...]:
    rows = Enrolment.objects.filter(course_class=course_class, state__in=_LIVE)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def set_trainer(
    *, course_class: CourseClass, user: User, teaches: bool, on: date, now: datetime, by: User
) -> None:
    """
    An account that may show the code and write down who came, or may not any more; its owner is told.

    :raises Refused: for somebody who has a place in the class
    """
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    problems = _still_going(course_class)
    learning = Enrolment.objects.filter(course_class=course_class, employee__user=user)
    if teaches and learning.filter(state__in=_LIVE).exists():
        problems.append(Problem(_("Orang ini mendaftar sebagai peserta."), "trainer"))
    refuse(problems)
    if teaches == access.teaches(user, course_class):
        return
    (course_class.trainers.add if teaches else course_class.trainers.remove)(user)
    announce(facts.TrainerSet(course_class.pk, user.pk, teaches, now, by.pk))
    _log(by, "learning.trainer_set" if teaches else "learning.trainer_dropped", course_class)


@transaction.atomic
def open_class(*, course_class: CourseClass, on: date, now: datetime, by: User) -> None:
    """
    From now on people may ask. Pressed again, nothing happens.

    :raises Refused: without meetings, anybody who can show the code, or a trainer with the level that it
        shows; or when its time is past
    """
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    if course_class.state == ClassState.OPEN.value:
        return
    problems = _still_going(course_class)
    first = course_class.sessions.order_by("begins_at", "pk").first()
    if first is None:
        problems.append(Problem(_("Tambahkan pertemuan lebih dulu.")))
    elif first.begins_at <= now:
        problems.append(Problem(_("Pertemuan pertama sudah lewat; hapus, lalu tambahkan yang baru.")))  # fmt: skip
    elif course_class.enrol_until > localdate(first.begins_at):
        problems.append(Problem(_("Pendaftaran ditutup paling lambat pada hari pertemuan pertama.")))  # fmt: skip
    if course_class.enrol_until < on:
        problems.append(Problem(_("Batas mendaftar sudah lewat; ubah kelasnya.")))
    if not course_class.trainers.exists():
        problems.append(Problem(_("Tambahkan akun pengajar, yang menampilkan kode hadir.")))
    course = course_class.course
    if course.level:
        trainers = sources.level_of_trainers(course_class, on)
        problems += limits.class_problems(course.level, Method(course.method), trainers, on)
    refuse(problems)
    course_class.state = ClassState.OPEN.value
    course_class.save(update_fields=["state"])
    _log(by, "learning.class_opened", course_class)


@transaction.atomic
def cancel_class(
    *, course_class: CourseClass, reason: str, on: date, now: datetime, by: User
) -> None:
    """
    Everybody who asked for or has a place is told why. Pressed again, nothing happens.

    :raises Refused: without a reason, or when it has ended
    """
    lock(course_class)
    require(access.can_manage(by, course_class.course, on))
    if course_class.state == ClassState.CANCELLED.value:
        return
    problems = _still_going(course_class)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan pembatalan; semua pendaftar membacanya."), "reason"))  # fmt: skip
    refuse(problems)
    course_class.state, course_class.cancelled_because = ClassState.CANCELLED.value, reason.strip()[:300]  # fmt: skip
    course_class.save(update_fields=["state", "cancelled_because"])
    ids = _alive(course_class)
    Enrolment.objects.filter(pk__in=ids).update(
        state=EnrolmentState.LAPSED.value, reason=reason.strip()[:300], ended_at=now, clash=""
    )
    announce(facts.ClassChanged(course_class.pk, "cancelled", ids, now, by.pk))
    _log(by, "learning.class_cancelled", course_class, reason=reason)


@transaction.atomic
def begin_by_time(*, now: datetime) -> int:
    """Classes whose first meeting has begun are running: there is nothing more to ask for."""
    rows = CourseClass.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=ClassState.OPEN.value,
        pk__in=ClassSession.objects.filter(begins_at__lte=now).values("course_class_id"),
    )
    begun = list(rows.order_by("pk"))
    for row in begun:
        row.state = ClassState.RUNNING.value
        row.save(update_fields=["state"])
        seating.lapse_without_place(row, now)
    return len(begun)


def _log(by: User, deed: str, course_class: CourseClass, reason: str = "", **details: int) -> None:
    chain = str(course_class.course.agency_id)
    audit.record(by, deed, course_class, chain=chain, reason=reason, **details)
