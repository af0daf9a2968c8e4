"""The person's own order of channels, a trial of them, and what the sender sees of delivery."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import User
from luwes.notifications import actions, preferences, queries, rules
from luwes.notifications.models import Message
from luwes.notifications.preferences import Addresses, Book
from luwes.notifications.rules import Channel, Delivery
from luwes.notifications.tests.builders import (
    NOW,
    Gateway,
    Mailbox,
    a_gateway,
    a_mail_server,
    a_recipient,
    a_user,
    states,
)

pytestmark = pytest.mark.django_db
SETTINGS = "/pesan/pengaturan/"


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with a_gateway(settings) as it:
        yield it


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with a_mail_server(settings) as it:
        yield it


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Channel]]:
    """What was chosen in a book that knows everybody."""
    said: list[Sequence[Channel]] = []

    def find(user: User) -> Addresses:
        channels = tuple(said[-1]) if said else rules.ORDERS[0]
        return Addresses(
            "people.employee:1", user.name, "wulan@contoh.go.id", "+628110000001", channels
        )

    book = Book("tests", find, lambda user, channels: said.append(channels))
    monkeypatch.setattr(preferences, "books", [book])
    return said


def test_the_order_is_chosen_and_addresses_are_shown_in_part(
    client: Client, chosen: list[Sequence[Channel]], gateway: Gateway
) -> None:
    client.force_login(a_user())
    page = client.get(SETTINGS).content.decode()
    assert "w••••@contoh.go.id" in page
    assert "•••• 0001" in page
    assert "+628110000001" not in page
    assert client.post(SETTINGS, {"order": "email,gateway"}).status_code == 302
    assert chosen == [(Channel.EMAIL, Channel.GATEWAY)]
    assert client.post(SETTINGS, {"order": "app"}).status_code == 422
    assert client.post(SETTINGS, {}).status_code == 422


def test_an_account_of_nobody_in_the_books_has_nothing_to_choose(client: Client) -> None:
    client.force_login(a_user(email="luar@contoh.go.id"))
    page = client.get(SETTINGS).content.decode()
    assert "l••••@contoh.go.id" in page
    assert "Simpan urutan" not in page


def test_a_trial_takes_the_chosen_way_and_not_twice_at_once(
    client: Client, chosen: list[Sequence[Channel]], gateway: Gateway, mailbox: Mailbox
) -> None:
    chosen.append((Channel.EMAIL, Channel.GATEWAY))
    client.force_login(a_user())
    url = f"{SETTINGS}coba/"
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 422
    (message,) = Message.objects.all()
    actions.send(message_id=message.pk, now=NOW)
    assert states(message) == {"app": "delivered", "email": "sent", "gateway": "unneeded"}
    assert len(mailbox.mails) == 1
    assert "lewat surel" in client.get(SETTINGS).content.decode()


# ── what the sender sees ─────────────────────────────────────────────


def sent(by: User, people: int, minute: int = 0) -> list[Message]:
    recipients = [a_recipient(key=f"people.employee:{n}", name=f"Orang {n}") for n in range(people)]
    return actions.tell(
        recipients=recipients, kind="tests.assigned", subject="Anda ditugaskan", body="Isi",
        link="", now=NOW + timedelta(minutes=minute), by=by,
    )  # fmt: skip


def test_a_batch_counts_everybody_once_by_how_far_it_came(gateway: Gateway) -> None:
    by = a_user("pengirim")
    opened, arrived, mailed, trying, failed = sent(by, 5)
    reader = a_user("pembaca")
    Message.objects.filter(pk=opened.pk).update(user=reader)
    actions.open_message(message=Message.objects.get(pk=opened.pk), now=NOW, by=reader)
    arrived.attempts.filter(channel="gateway").update(state=Delivery.DELIVERED.value)
    mailed.attempts.filter(channel="gateway").update(state=Delivery.FAILED.value)
    mailed.attempts.filter(channel="email").update(state=Delivery.SENT.value)
    trying.attempts.filter(channel="gateway").update(state=Delivery.SENT.value)
    failed.attempts.update(state=Delivery.FAILED.value)
    reached = queries.reached(opened)
    assert (reached.people, reached.opened, reached.arrived) == (5, 1, 2)
    assert (reached.trying, reached.nowhere) == (1, 1)
    assert set(queries.batch(opened, unreached=True)) == {trying, failed}


def test_only_the_sender_sees_who_was_reached(client: Client, gateway: Gateway) -> None:
    by = a_user("pengirim")
    (message,) = sent(by, 1)
    page = f"/pesan/terkirim/{message.pk}/"
    client.force_login(a_user("lain"))
    assert client.get(page).status_code == 404
    assert "Anda ditugaskan" not in client.get("/pesan/terkirim/").content.decode()
    client.force_login(by)
    shown = client.get(page).content.decode()
    assert "Orang 0" in shown
    assert "contoh.go.id" not in shown
    assert "dibuka 0 dari 1" in client.get("/pesan/terkirim/").content.decode()
    assert client.get(f"{page}?tampil=belum").status_code == 200


def test_the_senders_pages_cost_the_same_however_many(client: Client, gateway: Gateway) -> None:
    by = a_user("pengirim")
    client.force_login(by)

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get(url).status_code == 200
        return len(log)

    (message,) = sent(by, 1)
    urls = ["/pesan/terkirim/", f"/pesan/terkirim/{message.pk}/"]
    for url in urls:
        cost(url)
    before = [cost(url) for url in urls]
    sent(by, 8)
    sent(by, 3, minute=5)
    assert [cost(url) for url in urls] == before
    assert max(before) <= 15


def test_addresses_are_masked_to_what_their_owner_recognises() -> None:
    assert rules.masked_email("") == rules.masked_phone("") == ""
    assert rules.masked_email("a@b.id") == "a••••@b.id"
