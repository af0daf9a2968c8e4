"""The post's officer: who may, headcount, in and out, the end of a duty."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.organisation.tests.builders import a_user
from luwes.staffing import posts, rules
from luwes.staffing.models import Assignment, Presence
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


@pytest.fixture
def officer(client: Client, flood: Flood) -> Client:
    client.force_login(flood.officer)
    return client


def record(client: Client, flood: Flood, deed: str, *who: int, key: str = "") -> int:
    url = reverse("staffing:record", args=[flood.need.pk])
    return client.post(url, {"deed": deed, "who": who, "key": key}).status_code


def test_the_headcount_adds_up(officer: Client, flood: Flood) -> None:
    for state in ("ordered", "accepted", "accepted", "declined", "completed", "withdrawn"):
        flood.sent(state)
    flood.sent("active", is_present=True)
    flood.sent("active")
    flood.sent("completed", left_early=True)
    count = posts.headcount(flood.need, flood.today)
    assert (count.here, count.out, count.coming, count.asked, count.done) == (1, 1, 2, 1, 1)
    assert (count.filled, count.short) == (5, 1)
    text = officer.get(reverse("staffing:post", args=[flood.need.pk])).content.decode()
    assert "1 dari 6 orang ada di pos" in text
    assert "kurang 1" in text


def test_one_press_sent_twice_is_written_once(officer: Client, flood: Flood) -> None:
    row = flood.sent("accepted")
    key = str(uuid4())
    for _ in range(2):
        assert record(officer, flood, f"in-{row.pk}", key=key) == 302
    assert Presence.objects.filter(assignment=row, method="officer").count() == 1


def test_a_page_put_away_for_later_takes_no_message_with_it(officer: Client, flood: Flood) -> None:
    row = flood.sent("active", is_present=True)
    record(officer, flood, f"done-{row.pk}")
    url = reverse("staffing:post", args=[flood.need.pk])
    said = "Tugas 1 orang selesai"
    assert said not in officer.get(url, headers={"luwes-hold": "1"}).content.decode()
    assert said in officer.get(url).content.decode()
    assert said not in officer.get(url).content.decode()


def test_the_ticked_come_in_go_out_and_are_done_together(officer: Client, flood: Flood) -> None:
    rows = [flood.sent("accepted"), flood.sent("ordered")]
    ids = [row.pk for row in rows]
    for deed in ("in", "out", "done"):
        assert record(officer, flood, deed, *ids, key=str(uuid4())) == 302
    states = Assignment.objects.filter(pk__in=ids).values_list("state", "is_present")
    assert list(states) == [("completed", False)] * 2


def test_ending_a_duty_that_has_not_begun_is_refused_whole(officer: Client, flood: Flood) -> None:
    serving, awaited = flood.sent("active", is_present=True), flood.sent("accepted")
    assert record(officer, flood, "done", serving.pk, awaited.pk) == 422
    serving.refresh_from_db()
    assert serving.state == "active"


def test_nothing_ticked_and_another_posts_people_change_nothing(
    officer: Client, flood: Flood
) -> None:
    elsewhere = flood.sent("accepted", need=flood.a_need("Pengemudi"))
    flood.sent("accepted")
    assert record(officer, flood, "in") == 302
    assert record(officer, flood, "in", elsewhere.pk) == 302
    assert not Presence.objects.exists()


def test_another_posts_officer_stays_outside(client: Client, flood: Flood) -> None:
    row = flood.sent("accepted")
    other = flood.a_need("Pengemudi")
    client.force_login(a_user(Role.POST_OFFICER, scope_kind="need", scope_id=other.pk))
    for name in ("post", "post_code", "contact"):
        assert client.get(reverse(f"staffing:{name}", args=[flood.need.pk])).status_code == 403
    assert record(client, flood, f"in-{row.pk}") == 403
    assert list(posts.mine(flood.officer, flood.today)) == [flood.need]


def test_a_whole_incidents_officer_sees_all_its_posts(flood: Flood) -> None:
    flood.sent("accepted")
    flood.sent("accepted", need=flood.a_need("Pengemudi"))
    flood.a_need("Kosong")
    user = a_user(Role.POST_OFFICER, scope_kind="incident", scope_id=flood.incident.pk)
    assert [need.role for need in posts.mine(user, flood.today)] == ["Perawat", "Pengemudi"]


def test_the_code_is_fresh_each_time_and_stands_alone_for_the_refresh(
    officer: Client, flood: Flood
) -> None:
    flood.sent("accepted")
    url = reverse("staffing:post_code", args=[flood.need.pk])
    whole = officer.get(url).content.decode()
    part = officer.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "/hadir/" in part
    assert "style=" not in part


def test_the_contact_is_named_and_callable(officer: Client, flood: Flood) -> None:
    url = reverse("staffing:contact", args=[flood.need.pk])
    assert officer.post(url, {"post": ""}).status_code == 422
    officer.post(url, {"post": "SDN 2", "report_to": "Bu Sari (0811 22 33 44)"})
    flood.need.refresh_from_db()
    assert (flood.need.post, flood.need.report_to) == ("SDN 2", "Bu Sari (0811 22 33 44)")


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("dr. Yuliana Sari, 0811 0000 000", "dr. Yuliana Sari", "+628110000000"),
        ("Posko (+62 721 555-0100)", "Posko", "+627215550100"),
        ("Kepala Pos", "Kepala Pos", ""),
        ("Regu 12", "Regu 12", ""),
        ("", "", ""),
    ],
)
def test_a_number_in_the_contact_becomes_a_call(text: str, name: str, phone: str) -> None:
    assert (rules.without_phone(text), rules.phone_in(text)) == (name, phone)


def test_a_page_of_people_costs_the_same_as_one(officer: Client, flood: Flood) -> None:
    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as log:
            assert officer.get(url).status_code == 200
        return len(log)

    urls = [reverse("staffing:post", args=[flood.need.pk]), reverse("staffing:posts")]
    flood.sent("ordered")
    flood.sent("active", is_present=True)
    for url in urls:
        cost(url)
    before = [cost(url) for url in urls]
    for _ in range(3):
        flood.sent("ordered")
        flood.sent("active", is_present=True)
    assert [cost(url) for url in urls] == before
    assert max(before) <= 15
