"""After the end of a class, and around it: judged again, reminded of, meetings that stay, its closed test."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.learning.actions import courses, finishing
from luwes.learning.models import Certificate, Enrolment, Study
from luwes.learning.tests.builders import a_learner, a_module
from luwes.learning.tests.class_scene import FIRST, NOW, TODAY, Scene, account
from luwes.notifications.models import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def at(name: str, *args: object) -> str:
    return reverse(f"learning:{name}", args=args)


def failed(scene: Scene) -> Enrolment:
    row = scene.enrolled(scene.a_class())
    now = FIRST + 9 * DAY
    finishing.finish(course_class=row.course_class, on=TODAY, now=now, by=scene.manager)
    row.refresh_from_db()
    assert row.state == "not_passed"
    return row


def test_a_wrong_end_is_put_right_once_with_a_reason(scene: Scene) -> None:
    row = failed(scene)
    manager, address = signed_in(scene.manager), at("judge_again", row.pk)
    assert "Nyatakan lulus" in manager.get(at("manage_class", row.course_class_id)).content.decode()
    assert (
        "Tulis alasan" in manager.post(address, {"reason": "\x00 "}, follow=True).content.decode()
    )
    assert not Certificate.objects.exists()
    filled = {"reason": "Daftar hadir kertas terlambat masuk"}
    assert "dinyatakan lulus" in manager.post(address, filled, follow=True).content.decode()
    manager.post(address, filled)
    row.refresh_from_db()
    assert (row.state, row.result) == ("passed", filled["reason"])
    assert Certificate.objects.get().employee == row.employee
    assert Entry.objects.get(deed="learning.judged_again").reason == filled["reason"]
    assert Message.objects.filter(user=row.employee.user, subject__endswith="Lulus").exists()


def test_nobody_is_judged_before_the_end_nor_by_a_stranger_nor_judges_oneself(scene: Scene) -> None:
    row = failed(scene)
    given = {"reason": "x", "on": TODAY, "now": NOW}
    for stranger in (scene.trainer, scene.head, account(row.employee)):
        with pytest.raises(PermissionDenied):
            finishing.judge_again(enrolment=row, by=stranger, **given)
    row.employee.user = scene.manager
    row.employee.save()
    with pytest.raises(PermissionDenied):
        finishing.judge_again(enrolment=row, by=scene.manager, **given)
    going = scene.enrolled(scene.a_class(scene.course(title="Lain"), first=FIRST + 7 * DAY))
    with pytest.raises(Refused, match="tidak lulus"):
        finishing.judge_again(enrolment=going, by=scene.manager, **given)


def test_a_forgotten_end_is_told_the_day_after_and_each_week(scene: Scene) -> None:
    row = scene.enrolled(scene.a_class(sessions=2))  # the last on 11 March
    told = [finishing.remind(now=FIRST + n * DAY) for n in range(11)]
    assert told == [0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    messages = Message.objects.filter(subject__startswith="Kelas menunggu diakhiri")
    assert {message.user for message in messages} == {scene.manager}
    finishing.finish(course_class=row.course_class, on=TODAY, now=FIRST + 9 * DAY, by=scene.manager)
    assert finishing.remind(now=FIRST + 16 * DAY) == 0


def test_a_meeting_that_has_begun_stays_but_for_a_draft(scene: Scene) -> None:
    course_class, draft = scene.a_class(), scene.a_class(is_open=False, first=FIRST + 3 * DAY)
    manager = signed_in(scene.manager)
    later = FIRST + 5 * DAY
    for row in (course_class, draft):
        session = row.sessions.order_by("begins_at").first()
        assert session
        if row is course_class:
            with pytest.raises(Refused, match="sudah mulai"):
                courses.remove_session(session=session, on=TODAY, now=later, by=scene.manager)
        else:
            courses.remove_session(session=session, on=TODAY, now=later, by=scene.manager)
    assert (course_class.sessions.count(), draft.sessions.count()) == (2, 1)
    assert manager.get(at("manage_class", draft.pk)).status_code == 200


def test_the_closed_test_of_a_class_is_open_to_who_has_a_place(scene: Scene) -> None:
    module = a_module()
    module.is_open = False
    module.save()
    row = scene.enrolled(scene.a_class(scene.course(test=module)))
    stranger = a_learner()
    assert stranger.user
    page, begin = at("module", module.slug), at("begin", module.slug)
    assert signed_in(stranger.user).get(page).status_code == 404
    assert signed_in(stranger.user).post(begin).status_code == 404
    mine = signed_in(account(row.employee))
    assert mine.get(page).status_code == 200
    assert mine.post(begin).status_code == 302
    assert Study.objects.get().employee == row.employee


@pytest.mark.parametrize("name", ["cancel_class", "take_out"])
def test_a_reason_with_a_zero_byte_is_a_reason(scene: Scene, name: str) -> None:
    row = scene.enrolled(scene.a_class())
    key = row.pk if name == "take_out" else row.course_class_id
    assert signed_in(scene.manager).post(at(name, key), {"reason": "Ban\x00jir"}).status_code == 302
    row.refresh_from_db()
    assert row.reason == "Banjir"


def test_a_zero_byte_finds_certificates_too(scene: Scene) -> None:
    assert signed_in(scene.manager).get(at("issued"), {"cari": "ri\x00na"}).status_code == 200


def test_the_certificates_of_a_large_class_are_left_to_a_job(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "AT_ONCE", 2)
    course_class = scene.a_class(capacity=5, sessions=1)
    for _n in range(5):
        scene.came(course_class.sessions.get(), scene.enrolled(course_class))
    given = {"course_class": course_class, "on": TODAY, "now": FIRST + 9 * DAY, "by": scene.manager}
    assert finishing.finish(**given) == 5
    job = ProcrastinateJob.objects.get(task_name=finishing.CERTIFY)
    assert job.args == {"class_id": course_class.pk}
    assert not Certificate.objects.exists()
    manager = signed_in(scene.manager)
    address = at("manage_class", course_class.pk)
    assert "5 sertifikat masih dibuat" in manager.get(address).content.decode()
    assert finishing.certify(class_id=course_class.pk) == 5
    assert finishing.certify(class_id=course_class.pk) == 0
    assert Certificate.objects.count() == 5
    assert {row.made_at for row in Certificate.objects.all()} == {FIRST + 9 * DAY}
    assert "masih dibuat" not in manager.get(address).content.decode()
