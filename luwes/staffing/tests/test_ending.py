"""Duties that nobody ends: seen as overdue, ended by time; whoever was taken back stays out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.audit import actions as audit
from luwes.audit.models import Entry
from luwes.core.periods import Period
from luwes.mobilisation import actions as mobilisation
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import away, duties, posts, rules
from luwes.staffing.actions import answers, ending, issue, plans, shaping
from luwes.staffing.models import Assignment, PlanRule
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.scene import NOW, TODAY, a_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def past(flood: Flood, days_over: int) -> Period:
    """A duty whose last day lies so many days back."""
    end = flood.today - timedelta(days=days_over - 1)
    return Period(end - timedelta(days=5), end)


def test_days_over_counts_from_the_last_day(flood: Flood) -> None:
    for days in (1, 2, 9):
        assert rules.days_over(past(flood, days), flood.today) == days
    assert rules.days_over(flood.period, flood.today) == 0


def test_a_post_with_people_still_on_duty_stays_listed_and_is_marked(
    client: Client, flood: Flood
) -> None:
    period = past(flood, 1)
    need = flood.a_need(period=period)
    flood.sent("active", need=need, period=period, is_present=True)
    empty = flood.a_need("Pengemudi", period=period)
    flood.sent("ordered", need=empty, period=period)
    officer = a_user(Role.POST_OFFICER, scope_kind="incident", scope_id=flood.incident.pk)
    assert list(posts.mine(officer, flood.today)) == [need]
    client.force_login(officer)
    for url in (reverse("staffing:posts"), reverse("staffing:post", args=[need.pk])):
        assert "lewat 1 hari" in client.get(url).content.decode()


def test_the_head_still_sees_who_should_be_back(client: Client, flood: Flood) -> None:
    row = flood.sent("active", period=past(flood, 1), name="Rina Oktaviani")
    today = flood.today
    assert list(away.out_on(flood.head, today, today)) == [row]
    assert list(away.out_on(flood.head, today + timedelta(days=3), today)) == []
    assert away.counts(flood.head, today, today) == (1, 0)
    assert away.by_unit(flood.head, today)[flood.unit.pk].people == 1
    client.force_login(flood.head)
    text = client.get("/pegawai-ditugaskan/").content.decode()
    assert "Rina Oktaviani" in text
    assert "lewat 1 hari" in text


def test_after_a_day_time_ends_a_duty_and_asks_for_the_return(flood: Flood) -> None:
    flood.head  # noqa: B018 - is to be told
    over = flood.sent("active", period=past(flood, 2), is_present=True)
    flood.sent("active", period=past(flood, 1))
    flood.sent("accepted", period=past(flood, 9))
    assert ending.end_by_time(now=flood.now, on=flood.today) == [over.pk]
    assert ending.end_by_time(now=flood.now, on=flood.today) == []
    over.refresh_from_db()
    assert (over.state, over.is_present) == ("completed", False)
    assert over.period == past(flood, 2)
    assert list(away.to_confirm(flood.head)) == [over]
    user = over.employee.user
    assert user
    assert list(duties.waiting_for(user)) == [over]
    for told in (user, flood.head):
        assert Message.objects.filter(user=told, kind="staffing.ended").count() == 1
    entry = Entry.objects.get(deed="staffing.ended_by_time")
    assert (entry.by, entry.by_name) == (None, audit.BY_TIME)
    assert audit.seal() >= 1


def test_who_accepted_and_never_came_can_be_taken_back_so_that_all_can_be_closed(
    client: Client, flood: Flood
) -> None:
    row = flood.sent("accepted", period=past(flood, 3), name="Budi Hartono")
    client.force_login(flood.coordinator)
    page = reverse("staffing:answers", args=["incident", flood.incident.pk])
    text = client.get(page).content.decode()
    assert "Menyanggupi, belum datang" in text
    assert "lewat 3 hari" in text
    values = {"deed": "withdraw", "assignment": row.pk, "reason": "Tidak datang"}
    assert client.post(page, values).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"
    mobilisation.close(
        incident=flood.incident, reason="Selesai", now=flood.now, by=flood.coordinator
    )


def test_who_was_taken_back_is_not_chosen_again() -> None:
    scene = a_scene()
    staff = scene.people(scene.unit(), 3)
    need = scene.need()
    plan = scene.solved()
    shaping.pin(
        plan=plan, employee=staff[0], need=need, reason="Mengenal wilayah", now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    plans.submit(plan=plan, decide_within=timedelta(hours=2), now=NOW, by=scene.coordinator)
    scene.approve(plan)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    row = Assignment.objects.get()
    issue.withdraw(assignment=row, reason="Tidak menjawab", now=NOW, by=scene.coordinator)
    rule = PlanRule.objects.get()
    assert (rule.rule, rule.need, rule.employee) == ("exclude", need, staff[0])
    made = answers.refill(plan=plan, now=NOW, by=scene.coordinator)
    plans.solve(plan_id=made.pk, now=NOW, on=TODAY)
    made.refresh_from_db()
    assert made.failure == ""
    assert made.lines.get().employee_id != row.employee_id


def test_own_words_stay_with_the_person_the_head_and_who_plans(
    client: Client, flood: Flood
) -> None:
    flood.head  # noqa: B018 - is to be told
    row = flood.sent("ordered", name="Rina Oktaviani", letter=flood.a_letter())
    user = row.employee.user
    assert user
    words = "Saya sakit jantung"
    answers.decline(assignment=row, reason=words, now=flood.now, by=user)
    row.refresh_from_db()
    letter = row.letter
    assert letter
    pages = {
        user: reverse("staffing:duty", args=[row.pk]),
        flood.head: "/pegawai-ditugaskan/",
        flood.coordinator: reverse("staffing:answers", args=["incident", flood.incident.pk]),
    }
    for reader, url in pages.items():
        client.force_login(reader)
        assert words in client.get(url).content.decode()
    public = client.get(reverse("letters:verify_token", args=[letter.token]))
    kept = [
        public.content.decode(), letter.withdrawal_reason, row.answer_reason,
        *letter.withdrawn_by.payload["considering"], PlanRule.objects.get().reason,
        *Message.objects.values_list("subject", "body"),
        *(entry.as_sealed() for entry in Entry.objects.all()),
    ]  # fmt: skip
    assert "sakit" not in str(kept).lower()
    assert rules.UNABLE in str(kept)


def test_who_is_called_back_while_serving_keeps_the_days_served() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need()
    (row,) = scene.serving(scene.issued())
    third_day = NOW + timedelta(days=3)  # the duty begins on the day after NOW; still at the post
    issue.withdraw(assignment=row, reason="Pos ditutup", now=third_day, by=scene.coordinator)
    row.refresh_from_db()
    assert row.letter
    row.letter.refresh_from_db()
    assert (row.state, row.period.days, row.letter.state) == ("completed", 3, "issued")
