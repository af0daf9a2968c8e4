"""Courses and classes: made and opened, asked for, agreed, seated, given back, cancelled."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant
from luwes.appointments import facts as appointments
from luwes.appointments.models import Leave
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.learning import access, facts, panels
from luwes.learning.actions import courses, enrolling, following, seating
from luwes.learning.actions.courses import ClassDraft, CourseDraft, SessionDraft
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.tests.class_scene import FIRST, LENGTH, NOW, TODAY, Scene, account
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_position, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def told(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("recipient_name", flat=True))


# ── courses and classes ──────────────────────────────────────────────


def test_a_course_tells_all_that_is_missing_at_once(scene: Scene) -> None:
    draft = CourseDraft(" ", "class", level=2, least_attended=101)
    with pytest.raises(Refused) as refused:
        courses.create_course(unit=scene.office, draft=draft, on=TODAY, by=scene.manager)
    assert {p.field for p in refused.value.problems} == {"title", "competency", "least_attended"}


def test_only_who_manages_learning_there_makes_and_opens(scene: Scene) -> None:
    draft = CourseDraft("Kelas", "class")
    for who in (scene.head, scene.trainer, a_user(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            courses.create_course(unit=scene.office, draft=draft, on=TODAY, by=who)
    row = scene.a_class(is_open=False)
    with pytest.raises(PermissionDenied):
        courses.open_class(course_class=row, on=TODAY, now=NOW, by=scene.trainer)


def test_a_class_is_opened_with_meetings_a_trainer_and_time_to_enrol(scene: Scene) -> None:
    bare = courses.add_class(
        course=scene.course(), draft=ClassDraft("Aula", 5, TODAY - DAY, "Rekaan"), on=TODAY,
        by=scene.manager,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        courses.open_class(course_class=bare, on=TODAY, now=NOW, by=scene.manager)
    words = str(refused.value)
    assert "pertemuan" in words
    assert "Batas mendaftar" in words
    assert "pengajar" in words
    row = scene.a_class()
    courses.open_class(course_class=row, on=TODAY, now=NOW, by=scene.manager)
    assert Entry.objects.filter(deed="learning.class_opened").count() == 1


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        (FIRST, FIRST, "sesudah mulai"),
        (FIRST, FIRST + timedelta(hours=20), "satu hari"),
        (NOW - DAY, NOW - DAY + LENGTH, "sudah lewat"),
        (FIRST + timedelta(hours=1), FIRST + LENGTH, "pada waktu ini"),
    ],
)
def test_meetings_have_sound_times(scene: Scene, begins, ends, words) -> None:  # type: ignore[no-untyped-def]
    row = scene.a_class(is_open=False, sessions=1)
    with pytest.raises(Refused, match=words):
        courses.add_session(
            course_class=row, draft=SessionDraft(begins, ends, "Isi"), on=TODAY, now=NOW,
            by=scene.manager,
        )  # fmt: skip


def test_a_draft_is_seen_by_nobody_who_learns(scene: Scene) -> None:
    row, person = scene.a_class(is_open=False), scene.person()
    assert not access.seen_classes(account(person)).exists()
    with pytest.raises(Refused, match="tidak dibuka"):
        scene.asked(row, person)


# ── asking and the superior ──────────────────────────────────────────


def test_one_asks_the_nearest_head_agrees_and_there_is_a_place(scene: Scene) -> None:
    row = scene.asked(scene.a_class(), scene.person())
    assert told("learning.asked") == ["Kepala Puskesmas Rekaan"]
    assert [w.title for w in panels.waits(scene.ward_head, NOW)]
    scene.answered(row)
    assert row.state == "enrolled"
    assert told("learning.answered") == [row.employee.full_name]
    assert panels.waits(scene.ward_head, NOW) == []


def test_a_head_is_agreed_to_by_the_head_above_and_never_by_oneself(scene: Scene) -> None:
    row = scene.asked(scene.a_class(), scene.person(user=scene.ward_head))
    assert told("learning.asked") == ["Kepala Dinas Rekaan"]
    assert panels.waits(scene.ward_head, NOW) == []
    with pytest.raises(PermissionDenied):
        scene.answered(row)
    assert scene.answered(row, by=scene.head).state == "enrolled"


def test_a_head_of_two_units_is_agreed_to_by_the_first_other_head_above(scene: Scene) -> None:
    room = a_unit("Poli Rekaan", parent=scene.ward, area=scene.area)
    a_grant(scene.ward_head, Role.UNIT_HEAD, "unit", str(room.pk))
    person = an_employee(agency=scene.agency, user=scene.ward_head)
    an_appointment(person, a_position(unit=room))
    scene.asked(scene.a_class(), person)
    assert told("learning.asked") == ["Kepala Dinas Rekaan"]


def test_who_has_nobody_above_is_told_so_at_once(scene: Scene) -> None:
    person = an_employee(agency=scene.agency, user=scene.head)
    an_appointment(person, a_position(unit=scene.clinic))
    with pytest.raises(Refused, match="Belum ada kepala unit"):
        scene.asked(scene.a_class(), person)


def test_nobody_else_answers(scene: Scene) -> None:
    row = scene.asked(scene.a_class(), scene.person())
    stranger = scene.role(Role.UNIT_HEAD, "unit", scene.office.pk, "Kepala lain")
    for who in (stranger, scene.manager, scene.trainer, account(row.employee)):
        with pytest.raises(PermissionDenied):
            scene.answered(row, by=who)


def test_who_moved_is_agreed_to_where_they_serve_now(scene: Scene) -> None:
    person = an_employee(agency=scene.agency, user=a_user())
    old = an_appointment(person, a_position(unit=scene.ward), period=Period(date(2020, 1, 1), TODAY + DAY))  # fmt: skip
    row = scene.asked(scene.a_class(), person)
    an_appointment(person, a_position(unit=scene.office), period=Period(TODAY + DAY))
    boss = scene.role(Role.UNIT_HEAD, "unit", scene.office.pk, "Kepala baru")
    later = NOW + 2 * DAY
    assert old.period.end
    with pytest.raises(PermissionDenied):
        scene.answered(row, now=later)
    scene.answered(row, by=boss, now=later)
    assert row.home_unit == scene.office


def test_a_refusal_has_a_reason_and_may_be_asked_again(scene: Scene) -> None:
    course_class, person = scene.a_class(), scene.person()
    row = scene.asked(course_class, person)
    with pytest.raises(Refused, match="alasan"):
        scene.answered(row, agrees=False, reason=" ")
    scene.answered(row, agrees=False, reason="Sedang akreditasi")
    with pytest.raises(Refused, match="sudah dijawab"):
        scene.answered(row)
    assert scene.enrolled(course_class, person).state == "enrolled"


def test_nobody_asks_twice_late_or_without_a_post(scene: Scene) -> None:
    course_class, person = scene.a_class(), scene.person()
    scene.asked(course_class, person)
    with pytest.raises(Refused, match="sudah mendaftar"):
        scene.asked(course_class, person)
    late = scene.person()
    with pytest.raises(Refused, match="Batas mendaftar"):
        enrolling.ask(
            course_class=course_class, employee=late, on=date(2025, 3, 8), now=NOW,
            by=account(late),
        )  # fmt: skip
    with pytest.raises(Refused, match="Tanpa jabatan"):
        scene.asked(course_class, an_employee(agency=scene.agency, user=a_user()))
    with pytest.raises(PermissionDenied):
        enrolling.ask(
            course_class=course_class, employee=late, on=TODAY, now=NOW, by=account(person)
        )


def test_a_trainer_does_not_learn_in_the_own_class(scene: Scene) -> None:
    teacher = scene.person(user=scene.trainer)
    course_class = scene.a_class()
    with pytest.raises(Refused, match="mengajar"):
        scene.asked(course_class, teacher)
    row = scene.asked(course_class, scene.person())
    with pytest.raises(Refused, match="peserta"):
        courses.set_trainer(
            course_class=course_class, user=account(row.employee), teaches=True, on=TODAY,
            now=NOW, by=scene.manager,
        )  # fmt: skip


def test_who_manages_a_course_does_not_learn_in_it(scene: Scene) -> None:
    with pytest.raises(Refused, match="mengelola pelatihan"):
        scene.asked(scene.a_class(), scene.person(user=scene.manager))


# ── places and the list ──────────────────────────────────────────────


def test_the_list_is_in_order_of_approval_not_of_asking(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    first = scene.enrolled(course_class)
    early, late = [scene.asked(course_class, scene.person()) for _n in range(2)]
    scene.answered(late, now=NOW + timedelta(hours=1))
    scene.answered(early, now=NOW + timedelta(hours=2))
    assert {early.state, late.state} == {"waiting"}
    enrolling.withdraw(enrolment=first, now=NOW, by=account(first.employee))
    late.refresh_from_db()
    early.refresh_from_db()
    assert (late.state, early.state) == ("enrolled", "waiting")
    assert told("learning.answered")[-1] == late.employee.full_name


def test_more_places_go_to_those_who_wait_and_fewer_than_taken_are_refused(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    rows = [scene.enrolled(course_class) for _n in range(3)]
    draft = ClassDraft("Aula", 2, date(2025, 3, 7), "Rekaan")
    courses.change_class(course_class=course_class, draft=draft, on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["enrolled", "enrolled", "waiting"]
    with pytest.raises(Refused, match="Sudah 2 orang"):
        courses.change_class(
            course_class=course_class, draft=ClassDraft("Aula", 1, date(2025, 3, 7), "Rekaan"),
            on=TODAY, now=NOW, by=scene.manager,
        )  # fmt: skip


def test_withdrawing_twice_is_one_and_only_ones_own(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    with pytest.raises(PermissionDenied):
        enrolling.withdraw(enrolment=row, now=NOW, by=scene.ward_head)
    for _n in range(2):
        enrolling.withdraw(enrolment=row, now=NOW, by=account(row.employee))
    assert Entry.objects.filter(deed="learning.withdrawn").count() == 1


def test_nobody_is_seated_once_the_class_has_begun(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    first, waits = scene.enrolled(course_class), scene.enrolled(course_class)
    asked = scene.asked(course_class, scene.person())
    courses.begin_by_time(now=FIRST)
    course_class.refresh_from_db()
    assert course_class.state == "running"
    enrolling.withdraw(enrolment=first, now=FIRST, by=account(first.employee))
    for row in (waits, asked):
        row.refresh_from_db()
        assert (row.state, "sudah dimulai" in row.reason) == ("lapsed", True)
    assert told("learning.class")[1:3] == [waits.employee.full_name, asked.employee.full_name]
    assert panels.waits(scene.ward_head, FIRST) == []
    with pytest.raises(Refused, match="sudah dijawab"):
        scene.answered(asked, now=FIRST)


def test_who_manages_takes_a_place_away_with_a_reason(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    first, waits = scene.enrolled(course_class), scene.enrolled(course_class)
    given = {"enrolment": first, "on": TODAY, "now": NOW}
    with pytest.raises(PermissionDenied):
        enrolling.take_out(reason="x", by=scene.trainer, **given)
    with pytest.raises(Refused, match="alasan"):
        enrolling.take_out(reason=" ", by=scene.manager, **given)
    enrolling.take_out(reason="Ditugaskan ke pos", by=scene.manager, **given)
    waits.refresh_from_db()
    assert waits.state == "enrolled"
    assert Enrolment.objects.get(pk=first.pk).state == "lapsed"


def test_a_cancelled_class_tells_everybody_why(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    rows = [scene.enrolled(course_class), scene.enrolled(course_class)]
    rows.append(scene.asked(course_class, scene.person()))
    given = {"course_class": course_class, "on": TODAY, "now": NOW, "by": scene.manager}
    with pytest.raises(Refused, match="alasan"):
        courses.cancel_class(reason="", **given)
    for _n in range(2):
        courses.cancel_class(reason="Aula kebanjiran", **given)
    heard = [*(row.employee.full_name for row in rows), "Widyaiswara Rekaan"]
    assert sorted(told("learning.class")[1:]) == sorted(heard)
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"lapsed"}
    with pytest.raises(Refused, match="tidak dibuka"):
        scene.asked(course_class, scene.person())


# ── clashes ──────────────────────────────────────────────────────────


def on_duty(scene: Scene, row: Enrolment) -> None:
    scene.sent_away(row.employee, Period(date(2025, 3, 11), date(2025, 3, 20)))


def on_leave(_scene: Scene, row: Enrolment) -> None:
    a_leave(row.employee, Period(date(2025, 3, 10), date(2025, 3, 11)))


def in_another_class(scene: Scene, row: Enrolment) -> None:
    other = scene.a_class(scene.course(title="Arsip"), first=FIRST + timedelta(hours=1))
    scene.enrolled(other, row.employee)


BINDS = pytest.mark.parametrize(
    ("binds", "words"),
    [(on_duty, "bertugas"), (on_leave, "cuti"), (in_another_class, "kelas Arsip")],
)


@BINDS
def test_a_clash_is_refused_when_asking_and_when_agreeing(scene: Scene, binds, words) -> None:  # type: ignore[no-untyped-def]
    course_class, person = scene.a_class(), scene.person()
    row = scene.asked(course_class, person)
    binds(scene, row)
    with pytest.raises(Refused, match=words):
        scene.answered(row)
    with pytest.raises(Refused, match=words):
        scene.asked(scene.a_class(), person)


@BINDS
def test_whoever_waits_and_cannot_come_is_passed_over(scene: Scene, binds, words) -> None:  # type: ignore[no-untyped-def]
    course_class = scene.a_class(capacity=1)
    first, bound, free = [scene.enrolled(course_class) for _n in range(3)]
    binds(scene, bound)
    enrolling.withdraw(enrolment=first, now=NOW, by=account(first.employee))
    for row in (bound, free):
        row.refresh_from_db()
    assert (bound.state, free.state) == ("waiting", "enrolled"), words


def passed_over(scene: Scene) -> tuple[Enrolment, Leave]:
    """Somebody who waits, and for whom the free place was no good while on leave."""
    course_class = scene.a_class(capacity=1)
    first, bound = scene.enrolled(course_class), scene.enrolled(course_class)
    away = a_leave(bound.employee, Period(date(2025, 3, 10), date(2025, 3, 11)))
    following.look_again(now=NOW)
    enrolling.withdraw(enrolment=first, now=NOW, by=account(first.employee))
    return bound, away


def test_a_newcomer_does_not_overtake_who_waits(scene: Scene) -> None:
    bound, away = passed_over(scene)
    away.delete()
    assert scene.enrolled(bound.course_class).state == "waiting"
    bound.refresh_from_db()
    assert bound.state == "enrolled"
    assert told("learning.answered")[-2] == bound.employee.full_name


def test_who_waits_takes_the_place_once_nothing_stands_against_it(scene: Scene) -> None:
    bound, away = passed_over(scene)
    following.look_again(now=NOW)
    bound.refresh_from_db()
    assert bound.state == "waiting"
    away.delete()
    following.look_again(now=NOW, people=[bound.employee_id])
    bound.refresh_from_db()
    assert bound.state == "enrolled"


def test_leave_and_duty_on_other_days_bind_nothing(scene: Scene) -> None:
    person = scene.person()
    a_leave(person, Period(date(2025, 3, 12), date(2025, 3, 14)))
    scene.sent_away(person, Period(date(2025, 3, 1), date(2025, 3, 10)))
    before = scene.a_class(scene.course(title="Arsip"), sessions=1, first=FIRST - LENGTH)
    scene.enrolled(before, person)
    assert scene.enrolled(scene.a_class(), person).state == "enrolled"


def test_an_order_that_comes_later_is_told_once_and_takes_no_place(scene: Scene) -> None:
    row, other = scene.enrolled(scene.a_class()), scene.a_class(scene.course(title="Arsip"))
    scene.enrolled(other)
    scene.sent_away(row.employee, Period(date(2025, 3, 11), date(2025, 3, 20)))
    assert following.look_again(now=NOW) == 1
    assert following.look_again(now=NOW) == 0
    row.refresh_from_db()
    assert row.state == "enrolled"
    assert "Perawat, Rajabasa" in row.clash
    assert told("learning.clash") == [row.employee.full_name, "Pengelola Rekaan"]


def test_what_ends_before_can_stand_against_it_again(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    leave = a_leave(row.employee, Period(date(2025, 3, 10), date(2025, 3, 11)))
    assert following.look_again(now=NOW) == 1
    leave.delete()
    assert following.look_again(now=NOW) == 0
    a_leave(row.employee, Period(date(2025, 3, 10), date(2025, 3, 11)))
    assert following.look_again(now=NOW) == 1


def test_only_those_concerned_are_looked_at_and_a_shorter_clash_is_no_news(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class(capacity=9))
    other = scene.enrolled(row.course_class)
    leaves = [a_leave(r.employee, Period(FIRST.date(), FIRST.date() + DAY)) for r in (row, other)]
    scene.sent_away(row.employee, Period(date(2025, 3, 11), date(2025, 3, 20)))
    assert following.look_again(now=NOW, people=[row.employee_id]) == 1
    other.refresh_from_db()
    assert other.clash == ""
    leaves[0].delete()
    assert following.look_again(now=NOW, people=[row.employee_id]) == 0
    row.refresh_from_db()
    assert "cuti" not in row.clash


def test_what_changes_elsewhere_asks_for_one_more_look(scene: Scene) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name=following.LOOK)
    with transaction.atomic():
        announce(appointments.LeaveCancelled(1))
    assert not jobs.exists()
    row = scene.asked(scene.a_class(), scene.person())
    announce(appointments.LeaveCancelled(row.employee_id))
    announce(facts.ClassChanged(row.course_class_id, "finished", (), NOW, scene.manager.pk))
    announce(appointments.LeaveCancelled(an_employee().pk))
    assert [job.args["people"] for job in jobs] == [[row.employee_id]]


def test_a_new_meeting_is_told_to_everybody_in_the_class(scene: Scene) -> None:
    course_class = scene.a_class()
    row = scene.enrolled(course_class)
    scene.session(course_class, FIRST + 3 * DAY)
    assert told("learning.class")[1:] == [row.employee.full_name, "Widyaiswara Rekaan"]


def test_whom_it_concerns_hears_of_another_place(scene: Scene) -> None:
    course_class = scene.a_class()
    assert told("learning.class") == ["Widyaiswara Rekaan"]  # that she teaches it
    row = scene.enrolled(course_class)
    change = {"course_class": course_class, "on": TODAY, "now": NOW, "by": scene.manager}
    courses.change_class(draft=ClassDraft("Aula BKPSDM", 5, date(2025, 3, 7), "Widyaiswara Rekaan"), **change)  # fmt: skip
    assert len(told("learning.class")) == 1
    courses.change_class(draft=ClassDraft("Gedung B", 5, date(2025, 3, 7), "Widyaiswara Rekaan"), **change)  # fmt: skip
    assert told("learning.class")[1:] == [row.employee.full_name, "Widyaiswara Rekaan"]


def test_who_manages_hears_of_a_withdrawal(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    enrolling.withdraw(enrolment=row, now=NOW, by=account(row.employee))
    assert told("learning.class")[-1] == "Pengelola Rekaan"


def test_who_only_waits_is_not_asked_to_make_room(scene: Scene) -> None:
    row = scene.asked(scene.a_class(), scene.person())
    on_leave(scene, row)
    following.look_again(now=NOW)
    body = Message.objects.get(kind="learning.clash", recipient_name=row.employee.full_name).body
    assert "mundurlah" not in body
    assert "tidak mendapat tempat" in body


def test_who_has_left_keeps_no_place(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    gone, waits = scene.enrolled(course_class), scene.enrolled(course_class)
    Employee.objects.filter(pk=gone.employee_id).update(is_current=False)
    following.look_again(now=NOW)
    for row in (gone, waits):
        row.refresh_from_db()
    assert (gone.state, waits.state) == ("lapsed", "enrolled")
    left = User.objects.get(pk=gone.employee.user_id)
    assert not access.learns(left)


def test_a_class_holds_no_more_than_its_places(scene: Scene) -> None:
    course_class = scene.a_class(capacity=3)
    for _n in range(5):
        scene.enrolled(course_class)
    assert seating.taken(CourseClass.objects.get()) == 3
