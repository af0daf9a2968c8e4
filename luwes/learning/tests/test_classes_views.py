"""Pages of classes: what strangers do not get, what dirty input does, what a page costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant, signed_in
from luwes.appointments import actions as leave
from luwes.core import clock
from luwes.learning import codes
from luwes.learning.models import Attendance, Course, CourseClass, Enrolment
from luwes.learning.queries import classes
from luwes.learning.tests.class_scene import FIRST, LENGTH, NOW, Scene, account
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def at(name: str, *args: object) -> str:
    return reverse(f"learning:{name}", args=args)


def during_the_class(scene: Scene) -> Enrolment:
    row = scene.enrolled(scene.a_class())
    clock.set_to(FIRST + timedelta(minutes=2))
    return row


# ── making ───────────────────────────────────────────────────────────


def test_a_manager_of_another_government_gets_nothing(scene: Scene) -> None:
    row = scene.a_class()
    other = a_user(Role.TRAINING_MANAGER, scope_kind="agency", scope_id=an_agency().pk)
    client = signed_in(other)
    for name, key in (("course", row.course_id), ("manage_class", row.pk)):
        assert client.get(at(name, key)).status_code == 404
    assert client.post(at("cancel_class", row.pk), {"reason": "x"}).status_code == 404
    unit = {"unit": str(scene.office.pk), "unit_text": "", "unit_searched": ""}
    answer = client.post(at("new_course"), unit | {"title": "x", "method": "class", "least_attended": "80"})  # fmt: skip
    assert answer.status_code == 422
    assert Course.objects.count() == 1


def test_dirty_input_is_told_beside_its_field(scene: Scene) -> None:
    row, client = scene.a_class(is_open=False), signed_in(scene.manager)
    for data in (
        {"day": "2025-13-40", "begins_at": "x", "ends_at": "25:00", "topic": "x" * 200},
        {"day": "2300-01-01", "begins_at": "08:00", "ends_at": "09:00", "topic": "Isi"},
        {"day": "2025-03-20", "begins_at": "09:00", "ends_at": "08:00", "topic": "Isi"},
    ):  # fmt: skip
        assert client.post(at("add_session", row.pk), data).status_code == 422
    assert client.post(at("edit_class", row.pk), {"capacity": "-1"}).status_code == 422
    assert client.post(at("set_trainer", row.pk), {"drop": "²"}).status_code == 404
    assert client.post(at("set_trainer", row.pk), {"trainer_text": "Tidak ada"}).status_code == 422
    assert row.sessions.count() == 2


def test_a_drafted_class_is_not_found_by_who_learns(scene: Scene) -> None:
    row, me = scene.a_class(is_open=False), scene.person()
    client = signed_in(account(me))
    assert client.get(at("class", row.pk)).status_code == 404
    assert client.post(at("ask", row.pk)).status_code == 404


# ── asking ───────────────────────────────────────────────────────────


def test_a_second_press_is_told_and_asks_nothing_more(scene: Scene) -> None:
    row, me = scene.a_class(), scene.person()
    client = signed_in(account(me))
    assert client.post(at("ask", row.pk)).status_code == 302
    again = client.post(at("ask", row.pk))
    assert again.status_code == 422
    assert Enrolment.objects.count() == 1


def test_the_superior_agrees_in_place_and_a_stranger_does_not(scene: Scene) -> None:
    row = scene.asked(scene.a_class(), scene.person())
    stranger = scene.role(Role.UNIT_HEAD, "unit", scene.office.pk, "Kepala lain")
    assert signed_in(stranger).post(at("consent", row.pk), {"answer": "yes"}).status_code == 404
    client = signed_in(scene.ward_head)
    assert client.post(at("consent", row.pk), {"answer": "no"}).status_code == 422
    assert client.post(at("consent", row.pk), {"answer": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_a_superior_finds_the_requests_among_the_classes(scene: Scene) -> None:
    scene.person(user=scene.ward_head)
    assert at("consents") in signed_in(scene.ward_head).get(at("classes")).content.decode()
    learner = account(scene.person())
    assert at("consents") not in signed_in(learner).get(at("classes")).content.decode()


def test_the_schedule_is_a_calendar_file(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class())
    answer = signed_in(account(row.employee)).get(at("schedule", row.course_class_id))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.count(b"BEGIN:VEVENT") == 2


def test_the_own_calendar_holds_meetings_of_classes_with_a_place(scene: Scene) -> None:
    row, asked = scene.enrolled(scene.a_class()), scene.a_class(scene.course(title="Arsip"), first=FIRST + timedelta(days=7))  # fmt: skip
    scene.asked(asked, row.employee)
    secret = leave.make_link(unit=None, now=NOW, by=account(row.employee))
    feed = Client().get(reverse("appointments:calendar_feed", args=[secret])).content.decode()
    assert feed.count("Pelayanan prima") == 2
    assert "LOCATION:Aula BKPSDM" in feed
    assert "Arsip" not in feed


# ── checking in ──────────────────────────────────────────────────────


def test_a_fresh_code_is_pressed_once_even_when_it_turned_meanwhile(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    client = signed_in(account(row.employee))
    address = at("check_in", codes.make(session, clock.now()))
    page = client.get(address)
    assert page.status_code == 200
    assert client.cookies["luwes_kelas"].value
    clock.set_to(clock.now() + timedelta(seconds=90))
    assert client.post(address).status_code == 410
    assert client.post(address, {"proof": page.context["proof"]}).status_code == 302
    assert client.get(address).status_code == 200
    found = Attendance.objects.get()
    assert found.device
    assert found.line


def test_a_code_or_proof_sent_on_is_worth_nothing_later(scene: Scene) -> None:
    row = during_the_class(scene)
    friend = scene.enrolled_later(row.course_class)
    session = row.course_class.sessions.order_by("begins_at")[0]
    address = at("check_in", codes.make(session, clock.now()))
    proof = signed_in(account(row.employee)).get(address).context["proof"]
    clock.set_to(clock.now() + timedelta(seconds=90))
    absent = signed_in(account(friend.employee))
    assert absent.get(address).status_code == 410
    assert absent.post(address, {"proof": proof}).status_code == 410
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("text", ["x", "1-2-3", "9999999-1-" + "0" * 20, "%00", "1-1-" + "f" * 20])
def test_what_is_no_code_of_ours_is_not_known(scene: Scene, text: str) -> None:
    row = during_the_class(scene)
    assert signed_in(account(row.employee)).get(f"/belajar/hadir/{text}/").status_code == 404


def test_who_has_no_place_is_turned_away(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    address = at("check_in", codes.make(session, clock.now()))
    stranger = an_employee(agency=scene.agency, user=a_user())
    assert signed_in(account(stranger)).get(address).status_code == 403
    typed = at("check_in_typed", row.course_class_id)
    assert signed_in(account(stranger)).post(typed, {"code": "1"}).status_code == 404


def test_of_two_meetings_back_to_back_each_is_reported_by_its_own_figures(scene: Scene) -> None:
    course_class = scene.a_class(sessions=1)
    second = scene.session(course_class, FIRST + LENGTH)
    row = scene.enrolled(course_class)
    clock.set_to(FIRST + LENGTH - timedelta(minutes=5))
    client = signed_in(account(row.employee))
    shown = codes.figures(second, int(clock.now().timestamp()) // 30)
    client.post(at("check_in_typed", course_class.pk), {"code": shown})
    assert Attendance.objects.get().session == second
    assert "lapor hadir" in client.get(at("class", course_class.pk)).content.decode()


def test_a_code_sent_to_somebody_with_a_phone_of_their_own_leaves_a_trace(scene: Scene) -> None:
    course_class = scene.a_class(capacity=9)
    rows = [scene.enrolled(course_class) for _n in range(4)]
    session = course_class.sessions.order_by("begins_at")[0]
    clock.set_to(FIRST + timedelta(minutes=2))
    for n, row in enumerate(rows):
        client = signed_in(account(row.employee))
        client.defaults["REMOTE_ADDR"] = "203.0.113.9" if n == 3 else "198.51.100.7"
        client.post(
            at("check_in", codes.make(session, clock.now())), headers={"User-Agent": f"B{n}"}
        )
    marked = [c.enrolment for c in classes.roll(session) if c.is_off]
    assert marked == rows[3:]
    page = signed_in(scene.trainer).get(at("session", session.pk)).content.decode()
    assert page.count("Bukan dari jaringan ruang") == 2  # beside the name, and in the help
    assert "203.0.113.9" not in page + str(Attendance.objects.values())


def test_guessing_figures_is_slowed_down(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    client = signed_in(account(row.employee))
    typed = at("check_in_typed", row.course_class_id)
    for _n in range(10):
        client.post(typed, {"code": "00000000"})
    shown = codes.figures(session, int(clock.now().timestamp()) // 30)
    client.post(typed, {"code": shown})
    assert not Attendance.objects.exists()


def test_the_code_is_shown_to_the_trainer_alone_and_turns_without_scripts(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    page = signed_in(scene.trainer).get(at("session_code", session.pk))
    text = page.content.decode()
    assert 'http-equiv="refresh"' in text
    assert session.secret not in text
    for who in (account(row.employee), scene.ward_head):
        assert signed_in(who).get(at("session_code", session.pk)).status_code == 404
    part = signed_in(scene.trainer).get(at("session_code", session.pk), headers={"hx-request": "true"})  # fmt: skip
    assert part.content.decode().lstrip().startswith('<div class="code"')


def test_the_code_is_not_shown_to_who_is_in_the_class(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    a_grant(account(row.employee), Role.TRAINING_MANAGER)
    client = signed_in(account(row.employee))
    assert client.get(at("session_code", session.pk)).status_code == 403
    assert (
        at("session_code", session.pk) not in client.get(at("session", session.pk)).content.decode()
    )


def test_the_trainer_strikes_and_adds_on_the_page(scene: Scene) -> None:
    row = during_the_class(scene)
    session = row.course_class.sessions.order_by("begins_at")[0]
    client = signed_in(scene.trainer)
    address = at("mark", session.pk, row.pk)
    client.post(address, {"deed": "add"})
    client.post(address, {"deed": "strike", "reason": ""})
    assert classes.roll(session)[0].is_there
    client.post(address, {"deed": "strike", "reason": "Pulang"})
    assert not classes.roll(session)[0].is_there
    other = scene.enrolled_later(scene.a_class(scene.course(title="Lain"), first=FIRST + timedelta(days=20)))  # fmt: skip
    assert client.post(at("mark", session.pk, other.pk), {"deed": "add"}).status_code == 404


# ── cost ─────────────────────────────────────────────────────────────


def test_pages_cost_the_same_for_one_and_for_many(scene: Scene) -> None:
    row = scene.a_class(capacity=30)
    me = scene.enrolled(row)
    session = row.sessions.order_by("begins_at")[0]
    waiting = scene.asked(row, scene.person())

    def cost() -> list[int]:
        found = []
        for who, address in (
            (account(me.employee), at("classes")), (account(me.employee), at("class", row.pk)),
            (scene.manager, at("manage_class", row.pk)), (scene.manager, at("course", row.course_id)),
            (scene.manager, at("courses")), (scene.trainer, at("session", session.pk)),
            (scene.ward_head, at("consents")), (scene.ward_head, at("consent", waiting.pk)),
        ):  # fmt: skip
            client = signed_in(who)
            client.get(address)  # the session's first page writes it
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    first = cost()
    for _n in range(6):
        scene.enrolled(row)
        scene.asked(row, scene.person())
    for n in range(4):
        other = scene.a_class(scene.course(title=f"Arsip {n}"), first=FIRST + timedelta(days=7 + 3 * n))  # fmt: skip
        scene.enrolled(other, me.employee)
        scene.a_class(row.course, is_open=False)
    assert cost() == first
    assert CourseClass.objects.count() == 9
    assert max(first) <= 30, first
