"""Three courses and their classes: asked, agreed or refused, held, finished or cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from luwes.accounts.models import User
from luwes.demo import leaving, loading
from luwes.demo.lives import day
from luwes.demo.schooling import School
from luwes.learning import codes
from luwes.learning.actions import attending, courses, enrolling, finishing
from luwes.learning.actions.attending import Scan
from luwes.learning.actions.courses import ClassDraft, CourseDraft, SessionDraft
from luwes.learning.models import ClassSession, Course, CourseClass, Enrolment, Module
from luwes.learning.queries import clashing
from luwes.learning.rules.states import EnrolmentState
from luwes.organisation.models import Competency
from luwes.people import queries as posts
from luwes.people.models import Employee

LENGTH = timedelta(hours=3)
OPENED_BEFORE = 28  # days
COURSES = {
    "loket": (
        "Pelayanan prima di loket", "Menerima, mendengar, dan menyelesaikan urusan warga.",
        "pelayanan_publik", 2,
    ),
    "pengungsian": (
        "Mengelola pos pengungsian", "Dari pendataan sampai pembagian, dengan yang rentan lebih dulu.",
        "pengungsian", 3,
    ),
    "data": ("Pendataan korban dan pengungsi", "Satu orang satu baris, tanpa hitung ganda.", "pendataan", 2),
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """
    A class: its meetings in days from today, who asks (as a slice of the people), and how it goes.

    `refused`: for the last who asks; `by_hand`: the trainer writes down who came.
    """

    course: str
    place: str
    capacity: int
    meetings: tuple[int, ...]
    first: int
    people: int
    topics: tuple[str, ...]
    by_hand: bool = False
    cancelled: str = ""
    refused: str = ""
    gives_back: bool = False


CLASSES = (
    Held("loket", "Aula BPSDM", 12, (-119, -118, -112), 0, 10, ("Mendengar warga", "Menulis jawaban", "Menghadapi keluhan")),
    Held("pengungsian", "Gudang logistik BPBD", 10, (-77, -76), 10, 8, ("Tata letak pos", "Latihan di lapangan"), by_hand=True),
    Held("data", "Ruang rapat lantai 2", 12, (-42, -41), 18, 5, ("Formulir", "Latihan"),
         cancelled="Pengajar sakit; angkatan berikut dibuka Maret."),
    Held("loket", "Aula BPSDM", 10, (-3, 2, 3), 23, 8, ("Mendengar warga", "Menulis jawaban", "Menghadapi keluhan")),
    Held("pengungsian", "Gudang logistik BPBD", 5, (16, 17), 31, 8, ("Tata letak pos", "Latihan di lapangan"), gives_back=True),
    Held("data", "Laboratorium komputer", 15, (23, 24), 39, 5, ("Formulir", "Latihan"),
         refused="Pekan itu loket kami kekurangan orang; silakan ikut angkatan berikut."),
)  # fmt: skip


def classes(school: School) -> list[Iterator[datetime]]:
    """Nothing where there is no module, and so no unit that teaches."""
    keeper = Module.objects.select_related("unit").order_by("pk").first()
    if keeper is None or not school.people:
        return []
    trainer = school.account(school.people[-1], school.began, "pengajar")
    made = {}
    for key, (title, summary, code, level) in COURSES.items():
        draft = CourseDraft(title, "class", summary, Competency.objects.get(code=code), level, 36)
        made[key] = courses.create_course(
            unit=keeper.unit, draft=draft, on=day(school.began), by=school.manager
        )
    return [_run(school, made[held.course], held, trainer) for held in CLASSES]


def _run(school: School, course: Course, held: Held, trainer: User) -> Iterator[datetime]:
    """From the day it is made to its certificates; each step at its time and none after today."""
    begins = _moment(school.now, held.meetings[0])
    yield (at := begins - timedelta(days=OPENED_BEFORE))
    row = _opened(school, course, held, trainer, at)
    asked = []
    for n, person in enumerate(_who(school, held, row)):
        yield (at := _moment(school.now, held.meetings[0] - OPENED_BEFORE + n // 2) + timedelta(hours=1 + 4 * (n % 2)))  # fmt: skip
        asked.append(_asks(school, row, person, at))
        yield (at := at + timedelta(hours=2))
        _answered(school, asked[-1], at, held.refused if len(asked) == held.people else "")
    if held.refused:
        yield from _first_head(school, row)
    if held.gives_back and asked:
        yield (at := at + timedelta(days=1))
        enrolling.withdraw(enrolment=asked[0], now=at, by=school.account(asked[0].employee, at))
    if held.cancelled:
        yield (at := begins - timedelta(days=2))
        courses.cancel_class(course_class=row, reason=held.cancelled, on=day(at), now=at, by=school.manager)  # fmt: skip
        return
    for session in row.sessions.order_by("begins_at"):
        yield from _meeting(school, session, held, trainer)
    yield (at := _moment(school.now, held.meetings[-1]) + timedelta(hours=5))
    row.refresh_from_db()
    finishing.finish(course_class=row, on=day(at), now=at, by=school.manager)


def _opened(school: School, course: Course, held: Held, trainer: User, at: datetime) -> CourseClass:
    by, on = school.manager, day(at)
    until = day(_moment(school.now, held.meetings[0])) - timedelta(days=3)
    draft = ClassDraft(held.place, held.capacity, until, trainer.name)
    row = courses.add_class(course=course, draft=draft, on=on, by=by)
    for offset, topic in zip(held.meetings, held.topics, strict=True):
        begins = _moment(school.now, offset)
        session = SessionDraft(begins, begins + LENGTH, topic)
        courses.add_session(course_class=row, draft=session, on=on, now=at, by=by)
    courses.set_trainer(course_class=row, user=trainer, teaches=True, on=on, now=at, by=by)
    courses.open_class(course_class=row, on=on, now=at, by=by)
    return row


def _who(school: School, held: Held, row: CourseClass) -> list[Employee]:
    """Those of them whom nothing binds on its days; never who teaches."""
    *learning, _trainer = school.people
    turn = [learning[n % len(learning)] for n in range(held.first, held.first + held.people)] if learning else []  # fmt: skip
    people = list({person.pk: person for person in turn}.values())
    bound = clashing.of_class(row.pk, [person.pk for person in people])
    return [person for person in people if person.pk not in bound]


def _asks(school: School, row: CourseClass, person: Employee, at: datetime) -> Enrolment:
    by = school.account(person, at)
    post = posts.post_of(person.pk, day(at))
    if post is not None:  # somebody has to answer
        loading.head_of(post.unit_id, school.world, at, day(at))
    return enrolling.ask(
        course_class=row, employee=person, why="Saya memerlukannya di tempat kerja.", on=day(at),
        now=at, by=by,
    )  # fmt: skip


def _answered(school: School, enrolment: Enrolment, at: datetime, refused: str) -> None:
    head = loading.head_of(enrolment.home_unit_id, school.world, at, day(at))
    enrolling.answer(enrolment=enrolment, agrees=not refused, reason=refused, now=at, by=head)


def _first_head(school: School, row: CourseClass) -> Iterator[datetime]:
    """One who asks today's first head, and waits for the word."""
    colleagues = leaving.of_first_head(school.on)
    bound = clashing.of_class(row.pk, [person.pk for person in colleagues])
    free = [person for person in colleagues if person.pk not in bound]
    if free:
        yield (at := school.now - timedelta(hours=15))
        _asks(school, row, free[-1], at)


def _meeting(school: School, session: ClassSession, held: Held, trainer: User) -> Iterator[datetime]:  # fmt: skip
    """Most are there; in the first class one sent the code on to a friend, who is struck."""
    yield (at := session.begins_at)
    courses.begin_by_time(now=at)
    rows = session.course_class.enrolments.filter(state=EnrolmentState.ENROLLED.value)
    coming = list(rows.select_related("employee__user").order_by("pk"))
    coming = coming[1:] if session.pk % 2 else coming[:-1]
    if held.by_hand:
        yield (at := session.ends_at - timedelta(minutes=20))
        for enrolment in coming:
            attending.add_by_hand(session=session, enrolment=enrolment, on=day(at), now=at, by=trainer)  # fmt: skip
        return
    for n, enrolment in enumerate(coming):
        yield (at := session.begins_at + timedelta(seconds=70 * n))
        _scans(school, session, enrolment, at, phone=max(n, 1))
    if len(coming) > 1 and held is CLASSES[0] and session.topic == held.topics[-1]:
        yield (at := session.begins_at + timedelta(hours=1))
        attending.strike(
            session=session, enrolment=coming[0], reason="Tidak ada di ruangan; kode dipindai dari ponsel rekannya.",
            on=day(at), now=at, by=trainer,
        )  # fmt: skip


def _scans(school: School, session: ClassSession, enrolment: Enrolment, at: datetime, phone: int) -> None:  # fmt: skip
    seen = codes.read(codes.make(session, at))
    assert seen is not None
    device = f"{session.pk:016}{phone:016}"
    attending.check_in(
        session=session, enrolment=enrolment, scan=Scan(seen.step, device, ""), now=at,
        by=school.account(enrolment.employee, at),
    )  # fmt: skip


def _moment(now: datetime, offset: int) -> datetime:
    """Nine in the morning, so many days from today."""
    return datetime.combine(day(now) + timedelta(days=offset), time(9), get_default_timezone())
