import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.notifications import actions, queries
from luwes.notifications.models import Message
from luwes.notifications.tests.builders import NOW, TOKEN, a_gateway, a_recipient, a_user, states

GATE = "/pesan/gerbang/"


@pytest.fixture
def sent(settings: Any, db: None) -> Iterator[Message]:
    with a_gateway(settings):
        (message,) = actions.tell(
            recipients=[a_recipient()], kind="tests.assigned", subject="Tugas", body="Isi",
            link="", now=NOW,
        )  # fmt: skip
        actions.send(message_id=message.pk, now=NOW)
        yield message


def report(client: Client, status: str, token: str = TOKEN, **said: Any) -> int:
    answer = client.post(
        GATE,
        json.dumps({"status": status} | said),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code


def test_reports_are_taken_once_in_any_order_and_never_go_back(
    client: Client, sent: Message
) -> None:
    reference = sent.attempts.get(channel="gateway").reference
    assert report(client, "read", reference=reference) == 200
    assert report(client, "delivered", reference=reference) == 200
    assert report(client, "delivered", id="gw-1") == 200
    assert report(client, "failed", reference=reference) == 200
    assert states(sent)["gateway"] == "read"


def test_a_reported_failure_brings_the_next_channel(client: Client, sent: Message) -> None:
    reference = sent.attempts.get(channel="gateway").reference
    assert report(client, "failed", reference=reference) == 200
    actions.send(message_id=sent.pk, now=NOW)
    assert states(sent) == {"gateway": "failed", "email": "sent"}


def test_the_gate_is_closed_without_the_token(client: Client, sent: Message, settings: Any) -> None:
    reference = sent.attempts.get(channel="gateway").reference
    assert report(client, "read", token="salah", reference=reference) == 401
    settings.LUWES_GATEWAY_TOKEN = ""
    assert report(client, "read", token="", reference=reference) == 401
    assert states(sent)["gateway"] == "sent"


@pytest.mark.parametrize(
    "body",
    ["", "[]", "bukan json", '{"status": "read"}', '{"reference": "x", "status": "terbang"}'],
)
def test_a_malformed_report_is_refused(client: Client, sent: Message, body: str) -> None:
    answer = client.post(
        GATE, body, content_type="application/json", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status_code == 400


def test_an_unknown_reference_is_said_to_be_unknown(client: Client, sent: Message) -> None:
    ours = sent.attempts.get(channel="gateway")
    assert report(client, "read", reference=f"luwes-999999-{ours.pk}") == 404
    assert report(client, "read", reference="x" * 60) == 404


def told(user: Any, n: int = 1) -> list[Message]:
    return [
        actions.tell(
            recipients=[a_recipient(user)], kind="tests.assigned", subject=f"Tugas {i}",
            body="<script>x</script>", link="/pesan/", now=NOW + timedelta(minutes=i), by=user,
        )[0]
        for i in range(n)
    ]  # fmt: skip


@pytest.mark.django_db
def test_opening_a_message_marks_it_read_and_lowers_the_bell(client: Client) -> None:
    user = a_user()
    first, second = told(user, 2)
    client.force_login(user)
    page = client.get("/pesan/").content.decode()
    assert "2 pesan belum dibaca" in page
    assert page.index("Tugas 1") < page.index("Tugas 0")
    answer = client.post(reverse("notifications:open", args=[first.pk]), follow=True)
    assert "&lt;script&gt;" in answer.content.decode()
    first.refresh_from_db()
    assert first.read_at is not None
    assert queries.unread_count(user) == 1
    client.post(reverse("notifications:open_all"))
    assert queries.unread_count(user) == 0
    second.refresh_from_db()
    assert second.read_at is not None


@pytest.mark.django_db
def test_nobody_reads_anothers_message(client: Client) -> None:
    (message,) = told(a_user())
    client.force_login(a_user("lain"))
    assert client.get(reverse("notifications:message", args=[message.pk])).status_code == 404
    assert client.post(reverse("notifications:open", args=[message.pk])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.django_db
def test_the_inbox_pages_through_everything_once_and_costs_the_same(client: Client) -> None:
    user = a_user()
    client.force_login(user)
    told(user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get("/pesan/").status_code == 200
        return len(log)

    cost()  # the session's first page writes it
    one = cost()
    told(user, 44)
    assert cost() == one
    seen: list[str] = []
    address = "/pesan/"
    for _ in range(2):
        answer = client.get(address)
        seen += [m.pk for m in answer.context["page"].rows]
        address = f"/pesan/?mulai={answer.context['page'].next}"
    assert len(seen) == len(set(seen)) == 45
