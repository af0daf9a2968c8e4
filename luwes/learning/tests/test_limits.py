"""What passing may show (own policy), and who answers for whom no head or nobody else does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.facts import announce
from luwes.learning import access, panels
from luwes.learning.actions import courses, enrolling, finishing, hours
from luwes.learning.models import Certificate, HoursClaim
from luwes.learning.rules import limits
from luwes.learning.rules.states import Method
from luwes.learning.tests import achieving
from luwes.learning.tests.class_scene import FIRST, NOW, TODAY, Scene
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


# ── the rule ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("method", "trainers", "most"),
    [
        (Method.SELF_PACED, 5, 2),
        (Method.SEMINAR, 5, 2),
        (Method.CLASS, 0, 3),
        (Method.CLASS, 2, 3),
        (Method.CLASS, 4, 4),
        (Method.COACHING, 0, 3),
        (Method.MENTORING, 5, 5),
    ],
)
def test_only_who_can_do_it_says_that_another_can(method: Method, trainers: int, most: int) -> None:
    assert limits.most_taught(method, trainers, TODAY) == most


def test_before_the_policy_nothing_was_limited() -> None:
    assert limits.most_alone(date(2024, 12, 31)) == 5
    assert limits.most_alone(date(2025, 1, 1)) == 2


def test_a_module_is_written_for_no_more_than_it_may_show() -> None:
    (problem,) = limits.alone_problems(3, needs_certificate=False, on=TODAY)
    assert "paling tinggi tingkat 2" in problem.message
    assert not limits.alone_problems(2, needs_certificate=False, on=TODAY)


# ── modules and classes ──────────────────────────────────────────────


def test_a_module_from_before_the_policy_certifies_what_it_may() -> None:
    person = an_employee(user=a_user())
    version = achieving.a_module(level=4, competency=a_competency("x", "Audit"))
    announce(achieving.passing(person, version))
    assert Certificate.objects.get().level == 2
    assert person.competencies.get().level == 2


def test_a_seminar_is_written_for_no_more_than_it_may_show(scene: Scene) -> None:
    with pytest.raises(Refused, match="seminar dan belajar mandiri"):
        scene.course(method="seminar", level=3)
    assert scene.course(method="seminar", level=2).level == 2
    assert scene.course(method="class", level=5).level == 5


def with_level(scene: Scene, level: int) -> Employee:
    trainer = an_employee(agency=scene.agency, user=scene.trainer)
    a_record(trainer, scene.competency, level=level)
    return trainer


def test_a_class_of_a_high_level_opens_once_a_trainer_has_it(scene: Scene) -> None:
    row = scene.a_class(scene.course(level=4), is_open=False)
    opens = {"course_class": row, "on": TODAY, "now": NOW, "by": scene.manager}
    with pytest.raises(Refused, match="paling tinggi menunjukkan tingkat 3"):
        courses.open_class(**opens)
    page = reverse("learning:manage_class", args=[row.pk])
    told = "kelulusan mencatat tingkat 3, bukan 4"
    assert told in signed_in(scene.manager).get(page).content.decode()
    with_level(scene, 4)
    assert told not in signed_in(scene.manager).get(page).content.decode()
    courses.open_class(**opens)
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize(("is_there", "shown"), [(True, 4), (False, 3)])
def test_a_class_shows_what_its_trainers_may_say(scene: Scene, is_there: bool, shown: int) -> None:
    with_level(scene, 4)
    row = scene.a_class(scene.course(level=4), sessions=1)
    person = scene.enrolled(row)
    clock.set_to(FIRST)
    scene.came(row.sessions.get(), person)
    courses.set_trainer(
        course_class=row, user=scene.trainer, teaches=is_there, on=TODAY, now=NOW, by=scene.manager
    )
    after = FIRST.replace(hour=9)
    finishing.finish(course_class=row, on=after.date(), now=after, by=scene.manager)
    assert Certificate.objects.get().level == shown


# ── above whom no head stands ────────────────────────────────────────


def topmost(scene: Scene) -> tuple[Employee, User]:
    """The head of the highest unit with a file of their own, and who decides for the government."""
    decider = scene.role(Role.APPROVER, "agency", scene.agency.pk, "Sekda Rekaan")
    person = scene.person(user=scene.head)
    person.appointments.update(unit=scene.clinic)
    return person, decider


def test_the_authority_answers_the_topmost_head_and_nobody_else(scene: Scene) -> None:
    person, decider = topmost(scene)
    row = scene.a_class()
    below = scene.asked(row, scene.person())
    asked = scene.asked(row, person)
    assert Message.objects.filter(user=decider, kind="learning.asked").count() == 1
    assert list(access.awaiting_consent(decider, TODAY)) == [asked]
    client = signed_in(decider)
    assert person.full_name in client.get(reverse("learning:consents")).content.decode()
    assert client.get(reverse("learning:consent", args=[below.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        scene.answered(below, by=decider)
    with pytest.raises(PermissionDenied):
        scene.answered(asked, by=scene.head)
    scene.answered(asked, by=decider)
    assert asked.state == "enrolled"
    assert client.get(reverse("learning:consent", args=[asked.pk])).status_code == 200
    assert not panels.waits(decider, NOW)


def test_where_nobody_can_answer_nobody_is_asked(scene: Scene) -> None:
    person = scene.person(user=scene.head)
    person.appointments.update(unit=scene.clinic)
    with pytest.raises(Refused, match="PyB"):
        enrolling.ask(
            course_class=scene.a_class(), employee=person, on=TODAY, now=NOW, by=scene.head
        )


def claimed(person: Employee, by: User) -> HoursClaim:
    return hours.claim(
        employee=person, on=TODAY, jp=4, method=Method.SEMINAR, words="Seminar nasional",
        evidence="LAN 12/2025", today=TODAY, now=NOW, by=by,
    )  # fmt: skip


def test_hours_of_the_topmost_head_are_answered_by_the_authority_or_the_keeper(
    scene: Scene,
) -> None:
    person, decider = topmost(scene)
    below = scene.person()
    assert below.user
    claim = claimed(person, scene.head)
    other = claimed(below, below.user)
    assert Message.objects.filter(user=decider, kind="learning.hours_asked").count() == 1
    assert list(access.decidable_hours(decider, TODAY)) == [claim]
    client = signed_in(decider)
    page = client.get(reverse("learning:hours_waiting")).content.decode()
    assert person.full_name in page
    assert below.full_name not in page
    answer = {"accept": True, "reason": "", "on": TODAY, "now": NOW}
    for by in (scene.head, scene.manager):
        with pytest.raises(PermissionDenied):
            hours.answer(claim=claim, by=by, **answer)
    with pytest.raises(PermissionDenied):
        hours.answer(claim=other, by=decider, **answer)
    hours.answer(claim=claim, by=decider, **answer)
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    hours.answer(claim=other, by=keeper, **answer)
    assert not HoursClaim.objects.filter(state="asked").exists()


def test_hours_of_the_only_keeper_are_answered_by_their_head(scene: Scene) -> None:
    scene.role(Role.APPROVER, "agency", scene.agency.pk, "Sekda Rekaan")
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    own = claimed(scene.person(user=keeper), keeper)
    below = scene.person()
    assert below.user
    other = claimed(below, below.user)
    assert [m.user for m in Message.objects.filter(kind="learning.hours_asked")] == [
        scene.ward_head
    ]
    assert list(access.decidable_hours(scene.ward_head, TODAY)) == [own]
    assert list(access.decidable_hours(keeper, TODAY)) == [other]
    page = signed_in(scene.ward_head).get(reverse("learning:hours_waiting")).content.decode()
    assert "Seminar nasional" in page
    answer = {"accept": True, "reason": "", "on": TODAY, "now": NOW}
    for claim, by in ((own, keeper), (other, scene.ward_head)):
        with pytest.raises(PermissionDenied):
            hours.answer(claim=claim, by=by, **answer)
    hours.answer(claim=own, by=scene.ward_head, **answer)
    own.refresh_from_db()
    assert (own.state, own.decided_by) == ("accepted", scene.ward_head)


def test_a_head_finds_hours_to_answer_on_the_first_page_and_beside_the_classes(
    scene: Scene,
) -> None:
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    client, waiting = signed_in(scene.ward_head), reverse("learning:hours_waiting")
    assert waiting not in client.get("/").content.decode()
    own = claimed(scene.person(user=keeper), keeper)
    scene.asked(scene.a_class(), scene.person())
    first = client.get("/").content.decode()
    assert "1 laporan jam belajar" in first
    assert waiting in first
    for page, current in ((reverse("learning:consents"), "Ikut kelas"), (waiting, "Jam belajar")):
        tabs = client.get(page).context["tabs"]
        assert [(tab.label, tab.count) for tab in tabs[:2]] == [
            ("Ikut kelas", 1),
            ("Jam belajar", 1),
        ]
        assert [tab.label for tab in tabs if tab.is_current] == [current]
    answer = {"deed": "refuse", "reason": "Tanpa sertifikat"}
    client.post(reverse("learning:answer_hours", args=[own.pk]), answer)
    own.refresh_from_db()
    assert (own.state, own.decided_by) == ("refused", scene.ward_head)
    assert client.get(waiting).context["tabs"][1].count == 0
    assert signed_in(keeper).get(waiting).context["tabs"] == []


@pytest.mark.parametrize(
    ("kind", "scope"), [("all", ""), ("agency", "agency"), ("unit", "clinic"), ("unit", "ward")]
)
def test_a_second_keeper_answers_and_no_head(scene: Scene, kind: str, scope: str) -> None:
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    second = a_user(
        Role.STAFFING_ANALYST, scope_kind=kind, scope_id=getattr(scene, scope).pk if scope else ""
    )
    own = claimed(scene.person(user=keeper), keeper)
    assert not Message.objects.filter(kind="learning.hours_asked").exists()
    assert not access.decidable_hours(scene.ward_head, TODAY)
    hours.answer(claim=own, accept=True, reason="", on=TODAY, now=NOW, by=second)


@pytest.mark.parametrize("scope", ["office", "other"])
def test_a_keeper_of_others_does_not_count(scene: Scene, scope: str) -> None:
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    over = {"office": ("unit", scene.office.pk), "other": ("agency", scene.agency.pk + 999)}
    scene.role(Role.STAFFING_ANALYST, *over[scope], "Pengelola lain")
    own = claimed(scene.person(user=keeper), keeper)
    assert list(access.decidable_hours(scene.ward_head, TODAY)) == [own]


def test_a_head_reads_nobody_whose_file_others_keep(scene: Scene) -> None:
    keeper = scene.role(Role.STAFFING_ANALYST, "agency", scene.agency.pk, "BKD")
    own = claimed(scene.person(user=keeper), keeper)
    head = scene.ward_head
    list(access.decidable_hours(head, TODAY))  # where the head stands is remembered
    for _more in range(2):
        for _one in range(3):
            below = scene.person()
            assert below.user
            claimed(below, below.user)
        with CaptureQueriesContext(connection) as log:
            assert list(access.decidable_hours(head, TODAY)) == [own]
        assert len(log) == 1
