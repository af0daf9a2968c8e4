"""The code that turns, who was there, and what a class ends with."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.learning import codes, facts
from luwes.learning.actions import attending, courses, finishing
from luwes.learning.models import (
    Attendance,
    ClassSession,
    Enrolment,
    LearningHours,
    Module,
    ModuleVersion,
    Study,
)
from luwes.learning.queries import classes
from luwes.learning.rules import attending as rules
from luwes.learning.tests.class_scene import FIRST, LENGTH, NOW, TODAY, Scene, account

DAY, STEP = timedelta(days=1), timedelta(seconds=30)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def sessions(row: Enrolment) -> list[ClassSession]:
    return list(row.course_class.sessions.order_by("begins_at"))


# ── rules ────────────────────────────────────────────────────────────


@given(st.integers(0, 10_000))
def test_a_code_is_worth_half_a_minute_and_the_time_of_a_slow_phone(seconds: int) -> None:
    made = FIRST
    assert rules.is_fresh(rules.step_of(made), made + timedelta(seconds=seconds)) == (seconds < 40)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 100))
def test_enough_is_never_less_than_the_share(held: int, attended: int, least: int) -> None:
    why = rules.why_not_passed(attended, held, least, None)
    assert bool(why) == (attended / held < least / 100 - 1e-12)


def test_one_phone_for_several_is_marked() -> None:
    rows = [
        rules.Arrival(1, 10, "a", "w"), rules.Arrival(2, 15, "a", "x"),
        rules.Arrival(3, 20, "c", "y"), rules.Arrival(4, 20, "d", "y"), rules.Arrival(5, 21, "e", "y"),
        rules.Arrival(6, 20, "", ""), rules.Arrival(7, 20, "", ""),
    ]  # fmt: skip
    both, alike = rules.Shared(2, 1), rules.Shared(1, 2)
    assert rules.shared(rows) == {1: both, 2: both, 3: alike, 4: alike}


def test_who_reports_from_elsewhere_than_most_is_marked() -> None:
    assert rules.off_room({1: "a", 2: "a", 3: "a", 4: "b", 5: ""}) == {4}
    assert rules.off_room({1: "a", 2: "b"}) == set()
    assert rules.off_room({1: "a"}) == rules.off_room({}) == set()


# ── codes ────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_a_code_belongs_to_its_session_and_half_minute(scene: Scene) -> None:
    one, other = scene.a_class().sessions.order_by("pk")
    read = codes.read(f"https://luwes.example/belajar/hadir/{codes.make(one, FIRST)}/")
    assert read
    assert read.is_of(one)
    assert not read.is_of(other)
    forged = codes.read(f"{one.pk}-{rules.step_of(FIRST)}-{'0' * 20}")
    assert forged
    assert not forged.is_of(one)
    assert codes.make(one, FIRST) != codes.make(one, FIRST + STEP)


@pytest.mark.django_db
def test_figures_are_typed_with_spaces_and_grow_old(scene: Scene) -> None:
    one, other = scene.a_class().sessions.order_by("pk")
    step = rules.step_of(FIRST)
    shown = codes.figures(one, step)
    assert codes.typed_step(f" {shown[:4]} {shown[4:]} ", one, FIRST) == step
    assert codes.typed_step(shown, one, FIRST + timedelta(seconds=35)) == step
    assert codes.typed_step(shown, one, FIRST + timedelta(seconds=41)) is None
    assert codes.typed_step(shown, other, FIRST) is None
    assert codes.typed_step("１２３４５６７８", one, FIRST) is None


@pytest.mark.django_db
def test_a_scan_is_proven_to_oneself_only_and_for_minutes(scene: Scene) -> None:
    proof = codes.proof(1, 2, 3, FIRST)
    assert codes.proven_step(proof, 1, 2, FIRST + 2 * STEP) == 3
    assert codes.proven_step(proof, 1, 9, FIRST) is None
    assert codes.proven_step(proof, 9, 2, FIRST) is None
    assert codes.proven_step(proof, 1, 2, FIRST + timedelta(minutes=4)) is None
    assert codes.proven_step(proof + "x", 1, 2, FIRST) is None


# ── being there ──────────────────────────────────────────────────────


@pytest.mark.django_db
def test_one_checks_in_once_within_the_meetings_time(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    first = sessions(row)[0]
    for at in (first.begins_at - timedelta(minutes=16), first.ends_at + STEP):
        with pytest.raises(Refused, match="Di luar waktu"):
            scene.came(first, row, at=at)
    assert scene.came(first, row)
    assert not scene.came(first, row)
    assert Attendance.objects.count() == 1


@pytest.mark.django_db
def test_without_a_place_or_for_another_nobody_checks_in(scene: Scene) -> None:
    course_class = scene.a_class(capacity=1)
    row, waits = scene.enrolled(course_class), scene.enrolled(course_class)
    first = sessions(row)[0]
    with pytest.raises(Refused, match="tidak mendapat tempat"):
        scene.came(first, waits)
    scan = attending.Scan(1, "", "")
    with pytest.raises(PermissionDenied):
        attending.check_in(
            session=first, enrolment=row, scan=scan, now=FIRST, by=account(waits.employee)
        )


@pytest.mark.django_db
def test_the_trainer_strikes_and_adds_and_the_log_knows(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    first = sessions(row)[0]
    scene.came(first, row)
    given = {"session": first, "enrolment": row, "on": TODAY, "now": FIRST + STEP}
    with pytest.raises(Refused, match="alasan"):
        attending.strike(reason=" ", by=scene.trainer, **given)
    attending.strike(reason="Tidak ada di ruang", by=scene.trainer, **given)
    assert classes.attended([row.pk]) == {}
    with pytest.raises(Refused, match="mencoret"):
        scene.came(first, row)
    for _n in range(2):
        attending.add_by_hand(by=scene.trainer, **given)
    assert classes.attended([row.pk]) == {row.pk: 1}
    deeds = Entry.objects.filter(deed__startswith="learning.attendance").order_by("pk")
    assert [e.deed for e in deeds] == ["learning.attendance_struck", "learning.attendance_added"]


@pytest.mark.django_db
def test_nobody_but_trainer_and_manager_writes_down_who_came(scene: Scene) -> None:
    course_class = scene.a_class()
    row, other = scene.enrolled(course_class), scene.enrolled(course_class)
    given = {"session": sessions(row)[0], "enrolment": row, "on": TODAY, "now": FIRST}
    for who in (scene.ward_head, scene.head, account(other.employee), account(row.employee)):
        with pytest.raises(PermissionDenied):
            attending.add_by_hand(by=who, **given)
    with pytest.raises(Refused, match="belum mulai"):
        attending.add_by_hand(by=scene.trainer, **(given | {"now": NOW}))


@pytest.mark.django_db
def test_a_code_sent_on_is_seen_in_the_list(scene: Scene) -> None:
    course_class = scene.a_class(capacity=3)
    rows = [scene.enrolled(course_class) for _n in range(3)]
    first = sessions(rows[0])[0]
    scene.came(first, rows[0], device="x")
    scene.came(first, rows[1], at=FIRST + timedelta(minutes=4), device="x")
    assert [(c.enrolment, c.shared.device) for c in classes.roll(first)] == [
        (rows[0], 2), (rows[1], 2), (rows[2], 0),
    ]  # fmt: skip


# ── the end ──────────────────────────────────────────────────────────


def finish(scene: Scene, row: Enrolment) -> int:
    return finishing.finish(
        course_class=row.course_class, on=TODAY, now=FIRST + 9 * DAY, by=scene.manager
    )


@pytest.mark.django_db
def test_who_came_often_enough_passes_once_and_the_rest_read_why(scene: Scene, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    heard: list[facts.Passed] = []
    monkeypatch.setattr(finishing, "announce", lambda fact: heard.append(fact))
    course_class = scene.a_class(scene.course(least_attended=100), capacity=2)
    good, bad = scene.enrolled(course_class), scene.enrolled(course_class)
    waits = scene.enrolled(course_class)
    for session in sessions(good):
        scene.came(session, good)
    scene.came(sessions(bad)[0], bad)
    with pytest.raises(Refused, match="belum selesai"):
        finishing.finish(course_class=course_class, on=TODAY, now=FIRST + LENGTH, by=scene.manager)
    assert (finish(scene, good), finish(scene, good)) == (1, 0)
    for row in (good, bad, waits):
        row.refresh_from_db()
    assert (good.state, bad.state, waits.state) == ("passed", "not_passed", "lapsed")
    assert bad.result == "Hadir 1 dari 2 pertemuan; paling sedikit 100 %."
    assert [(f.employee_id, f.source) for f in heard if isinstance(f, facts.Passed)] == [
        (good.employee_id, ("enrolment", str(good.pk)))
    ]


@pytest.mark.django_db
def test_the_test_of_the_course_counts_too(scene: Scene) -> None:
    module = Module.objects.create(
        agency=scene.agency, unit=scene.office, slug="uji", made_at=NOW, made_by=scene.manager
    )
    version = ModuleVersion.objects.create(
        module=module, number=1, state="published", title="Uji pelayanan", made_at=NOW,
        made_by=scene.manager,
    )  # fmt: skip
    course_class = scene.a_class(scene.course(test=module))
    rows = [scene.enrolled(course_class) for _n in range(2)]
    for row in rows:
        for session in sessions(row):
            scene.came(session, row)
    Study.objects.create(
        employee=rows[0].employee, version=version, began_at=NOW, seen_at=NOW, passed_at=NOW
    )
    assert finish(scene, rows[0]) == 1
    rows[1].refresh_from_db()
    assert rows[1].result == "Tesnya belum lulus."


@pytest.mark.django_db
def test_who_is_in_a_class_does_not_end_it(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    both = a_grant(account(row.employee), Role.TRAINING_MANAGER).user
    given = {"course_class": row.course_class, "on": TODAY, "now": FIRST + 9 * DAY}
    with pytest.raises(Refused, match="pengelola lain"):
        finishing.finish(by=both, **given)
    assert finishing.finish(by=scene.manager, **given) == 0


@pytest.mark.django_db
def test_nobody_is_written_down_after_the_end(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    finish(scene, row)
    with pytest.raises(Refused, match="selesai"):
        attending.add_by_hand(
            session=sessions(row)[0], enrolment=row, on=TODAY, now=FIRST + 9 * DAY, by=scene.trainer
        )
    with pytest.raises(Refused, match="selesai"):
        courses.cancel_class(
            course_class=row.course_class, reason="x", on=TODAY, now=NOW, by=scene.manager
        )


@pytest.mark.django_db
def test_a_meeting_struck_earns_no_hours(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class(scene.course(least_attended=50)))
    for session in sessions(row):
        scene.came(session, row)
    attending.strike(
        session=sessions(row)[0], enrolment=row, reason="Tidak di ruang", on=TODAY,
        now=FIRST + DAY, by=scene.trainer,
    )  # fmt: skip
    assert finish(scene, row) == 1
    assert LearningHours.objects.aggregate(all=Sum("minutes"))["all"] == 180


@pytest.mark.django_db
def test_all_who_passed_are_held_before_the_first_certificate(scene: Scene) -> None:
    """Otherwise one end holds the numbers and waits for a person who waits for the numbers."""
    course_class = scene.a_class(capacity=3)
    rows = [scene.enrolled(course_class) for _n in range(3)]
    for row in rows:
        for session in sessions(row):
            scene.came(session, row)
    with CaptureQueriesContext(connection) as asked:
        assert finish(scene, rows[0]) == 3
    said = [query["sql"] for query in asked]
    series = next(n for n, sql in enumerate(said) if "letters_" in sql and "FOR " in sql)
    together = next(n for n, sql in enumerate(said) if "people_employee" in sql and "ORDER BY id FOR NO KEY UPDATE" in sql)  # fmt: skip
    assert together < series
    assert all(str(row.employee_id) in said[together] for row in rows)
