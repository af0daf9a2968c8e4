"""Two at once on a real database."""

from datetime import timedelta

import pytest

from luwes.core.tests.racing import at_once
from luwes.learning.actions import attending, courses, enrolling, finishing
from luwes.learning.actions.attending import Scan
from luwes.learning.models import Attendance, CourseClass, Enrolment
from luwes.learning.rules.attending import step_of
from luwes.learning.tests.class_scene import FIRST, NOW, TODAY, Scene, account

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(row: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("employee", "course_class__course__unit").get(pk=row.pk)


def states() -> list[str]:
    return sorted(Enrolment.objects.values_list("state", flat=True))


def test_two_heads_at_once_never_seat_more_than_there_are_places() -> None:
    scene = Scene()
    course_class = scene.a_class(capacity=1)
    rows = [scene.asked(course_class, scene.person()) for _n in range(3)]
    said = at_once(*[lambda row=row: scene.answered(fresh(row)) for row in rows])
    assert said == ["", "", ""]
    assert states() == ["enrolled", "waiting", "waiting"]


def test_a_double_press_asks_once() -> None:
    scene = Scene()
    course_class, person = scene.a_class(), scene.person()
    said = at_once(*[lambda: scene.asked(CourseClass.objects.get(), person)] * 2)
    assert sorted(bool(words) for words in said) == [False, True]
    assert course_class.enrolments.count() == 1


def test_a_place_given_back_while_a_head_agrees_goes_to_one() -> None:
    scene = Scene()
    course_class = scene.a_class(capacity=1)
    first = scene.enrolled(course_class)
    scene.enrolled(course_class)
    asked = scene.asked(course_class, scene.person())
    at_once(
        lambda: enrolling.withdraw(enrolment=fresh(first), now=NOW, by=account(first.employee)),
        lambda: scene.answered(fresh(asked)),
    )
    assert states() == ["enrolled", "waiting", "withdrawn"]


def test_two_classes_at_the_same_time_do_not_both_get_a_person() -> None:
    scene = Scene()
    person = scene.person()
    rows = [
        scene.asked(scene.a_class(scene.course(title=title)), person) for title in ("Satu", "Dua")
    ]
    said = at_once(*[lambda row=row: scene.answered(fresh(row)) for row in rows])
    assert sorted(bool(words) for words in said) == [False, True]
    assert states() == ["asked", "enrolled"]


def test_two_presses_check_in_once() -> None:
    scene = Scene()
    row = scene.enrolled(scene.a_class())
    session = row.course_class.sessions.order_by("begins_at")[0]
    scan = Scan(step_of(FIRST), "a", "b")
    at_once(*[
        lambda: attending.check_in(
            session=session, enrolment=fresh(row), scan=scan, now=FIRST, by=account(row.employee)
        )
    ] * 2)  # fmt: skip
    assert Attendance.objects.count() == 1


def test_a_class_ends_once_and_a_cancellation_comes_too_late_or_first() -> None:
    scene = Scene()
    scene.enrolled(scene.a_class())
    later = FIRST + timedelta(days=9)
    said = at_once(
        lambda: finishing.finish(
            course_class=CourseClass.objects.get(), on=TODAY, now=later, by=scene.manager
        ),
        lambda: courses.cancel_class(
            course_class=CourseClass.objects.get(), reason="x", on=TODAY, now=later,
            by=scene.manager,
        ),
    )  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert states() in (["not_passed"], ["lapsed"])
