"""From the order to the telephone: each person's own order of channels, and the way round it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from luwes.notifications import actions as notifications
from luwes.notifications.models import Message
from luwes.notifications.tests.builders import (
    Gateway,
    Mailbox,
    a_gateway,
    a_mail_server,
    states,
)
from luwes.staffing.actions import answers, issue
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with a_gateway(settings) as it:
        yield it


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with a_mail_server(settings) as it:
        yield it


def ordered(flood: Flood, **values: Any) -> Message:
    person = flood.a_person(email="rina@contoh.go.id", phone="+628110000001", **values)
    flood.sent(employee=person)
    issue.tell(plan_id=flood.plan.pk)
    return Message.objects.get(kind="staffing.ordered", user=person.user)


def test_who_wants_e_mail_first_gets_the_order_by_e_mail(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    flood = Flood()
    message = ordered(flood, channels=["email", "gateway"])
    notifications.send(message_id=message.pk, now=flood.now)
    assert states(message) == {"app": "delivered", "email": "sent", "gateway": "unneeded"}
    assert "/tugas-saya/" in str(mailbox.mails[0].get_payload())


def test_when_the_gateway_fails_the_order_goes_by_e_mail(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    gateway.answers = [400]
    flood = Flood()
    message = ordered(flood)
    for _ in range(2):
        notifications.send(message_id=message.pk, now=flood.now)
    assert states(message) == {"app": "delivered", "gateway": "failed", "email": "sent"}
    assert gateway.got[0]["template"] == "surat_tugas"


def test_the_coordinator_sees_whom_the_order_reached(client: Client, gateway: Gateway) -> None:
    flood = Flood()
    message = ordered(flood)
    client.force_login(flood.coordinator)
    assert message.subject in client.get("/pesan/terkirim/").content.decode()
    notifications.send(message_id=message.pk, now=flood.now)
    page = client.get(f"/jawaban/incident/{flood.incident.pk}/").content.decode()
    assert "WhatsApp/SMS: terkirim" in page


def test_silence_is_chased_by_the_clock_and_told_by_nobody_in_person() -> None:
    flood = Flood()
    row = flood.sent(ordered_at=flood.now - timedelta(minutes=31))
    assert answers.chase(silent_for=timedelta(minutes=30), now=flood.now) == [row.pk]
    assert Message.objects.get(kind="staffing.chased").sent_by is None
    assert answers.chase(silent_for=timedelta(minutes=30), now=flood.now) == []


def test_the_maker_hears_that_letters_went_out_and_who_was_left_out() -> None:
    flood = Flood()
    flood.plan.result = {"dropped": [{"employee": 1}]}
    flood.plan.save()
    flood.sent()
    issue.tell(plan_id=flood.plan.pk)
    told = Message.objects.get(user=flood.coordinator, kind="staffing.issued")
    assert "1 surat tugas terbit" in told.subject
    assert "1 orang tidak jadi ditugaskan" in told.body


def test_a_job_that_is_done_twice_tells_once() -> None:
    flood = Flood()
    flood.sent()
    for _ in range(2):
        issue.tell(plan_id=flood.plan.pk)
    assert Message.objects.filter(kind="staffing.ordered").count() == 1
