"""From `tell` to the person's telephone: against a real mail server and a real HTTP gateway."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now as django_now
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.notifications import actions, channels, queries
from luwes.notifications.models import Attempt, Message
from luwes.notifications.rules import Channel, Delivery
from luwes.notifications.tests.builders import (
    NOW,
    TOKEN,
    Gateway,
    Mailbox,
    a_gateway,
    a_mail_server,
    a_recipient,
    a_user,
    states,
)

LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with a_gateway(settings) as it:
        yield it


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with a_mail_server(settings) as it:
        yield it


def told(*recipients: actions.Recipient, **values: Any) -> list[Message]:
    values = {"subject": "Anda ditugaskan", "body": "Ke Rajabasa.", "link": "/tugas/7/"} | values
    return actions.tell(recipients=recipients, kind="tests.assigned", now=NOW, **values)


def jobs_of(message: Message) -> int:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.send", status="todo")
    return jobs.filter(args__message_ids__contains=message.pk).count()


@pytest.mark.django_db
def test_the_first_channel_in_the_persons_order_is_tried_and_the_rest_waits(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    (message,) = told(a_recipient(a_user()))
    actions.send(message_id=message.pk, now=NOW)
    assert states(message) == {"app": "delivered", "gateway": "sent", "email": "waiting"}
    assert gateway.got == [
        {
            "template": "penugasan_baru",
            "to": "+628110000001",
            "params": {
                "name": "Wulan",
                "subject": "Anda ditugaskan",
                "link": "http://127.0.0.1:8000/tugas/7/",
            },
            "reference": message.attempts.get(channel="gateway").reference,
        }
    ]
    assert gateway.tokens == [f"Bearer {TOKEN}"]
    assert mailbox.mails == []


@pytest.mark.django_db
def test_a_person_who_wants_e_mail_first_gets_e_mail(gateway: Gateway, mailbox: Mailbox) -> None:
    (message,) = told(a_recipient(channels=[Channel.EMAIL, Channel.GATEWAY]))
    actions.send(message_id=message.pk, now=NOW)
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Anda ditugaskan"
    assert mail["To"] == "wulan@contoh.go.id"
    assert "Ke Rajabasa." in str(mail.get_payload())
    assert "http://127.0.0.1:8000/tugas/7/" in str(mail.get_payload())
    assert gateway.got == []
    assert states(message) == {"email": "sent", "gateway": "unneeded"}


@pytest.mark.django_db
def test_a_job_repeated_after_success_sends_nothing_more(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    (message,) = told(a_recipient())
    for _ in range(3):
        actions.send(message_id=message.pk, now=NOW)
    assert len(gateway.got) == 1
    assert mailbox.mails == []


@pytest.mark.django_db
def test_a_refusing_gateway_is_tried_again_with_the_same_reference_then_given_up(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    gateway.answers = [500, 503, 500, 500]
    (message,) = told(a_recipient())
    assert jobs_of(message) == 1
    for minute in range(3):
        actions.send(message_id=message.pk, now=NOW + timedelta(minutes=minute))
        assert states(message)["gateway"] == "waiting"
    assert jobs_of(message) == 4  # the first, and one with each pause
    actions.send(message_id=message.pk, now=NOW + timedelta(minutes=12))
    assert states(message) == {"gateway": "failed", "email": "waiting"}
    assert len(set(gateway.references)) == 1
    assert message.attempts.get(channel="gateway").error == "HTTP 500"
    actions.send(message_id=message.pk, now=NOW + timedelta(minutes=12))
    assert states(message)["email"] == "sent"
    assert len(mailbox.mails) == 1


@pytest.mark.django_db
def test_a_number_the_gateway_rejects_falls_to_the_next_channel_at_once(
    gateway: Gateway, mailbox: Mailbox
) -> None:
    gateway.answers = [400]
    (message,) = told(a_recipient())
    actions.send(message_id=message.pk, now=NOW)
    assert states(message)["gateway"] == "failed"
    assert jobs_of(message) == 2  # at once, without a pause
    actions.send(message_id=message.pk, now=NOW)
    assert len(mailbox.mails) == 1


@pytest.mark.django_db
def test_a_gateway_that_does_not_answer_is_a_failure_to_be_retried(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "TIMEOUT", 0.3)
    gateway.answers = ["slow"]
    (message,) = told(a_recipient())
    actions.send(message_id=message.pk, now=NOW)
    attempt = message.attempts.get(channel="gateway")
    assert (attempt.state, attempt.tries, attempt.error) == ("waiting", 1, "ReadTimeout")
    actions.send(message_id=message.pk, now=NOW + timedelta(minutes=1))
    assert message.attempts.get(channel="gateway").state == "sent"
    assert len(set(gateway.references)) == 1  # it can tell that both are one


@pytest.mark.django_db
def test_silence_of_the_gateway_brings_the_next_channel(gateway: Gateway, mailbox: Mailbox) -> None:
    (message,) = told(a_recipient())
    actions.send(message_id=message.pk, now=NOW)
    assert actions.follow_up(now=NOW + timedelta(minutes=5)) == 0
    assert actions.follow_up(now=LATER) == 1
    assert actions.follow_up(now=LATER) == 0  # asked for once
    actions.send(message_id=message.pk, now=LATER)
    assert states(message) == {"gateway": "sent", "email": "sent"}
    assert len(mailbox.mails) == 1


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_taken_up_again(gateway: Gateway) -> None:
    (message,) = told(a_recipient(email=""))
    ProcrastinateJob.objects.filter(task_name="notifications.send")._raw_delete("default")
    assert actions.follow_up(now=NOW + timedelta(minutes=31)) == 1
    assert jobs_of(message) == 1


@pytest.mark.django_db
def test_reading_it_in_the_app_stops_the_other_channels(gateway: Gateway, mailbox: Mailbox) -> None:
    user = a_user()
    (message,) = told(a_recipient(user))
    actions.open_message(message=message, now=NOW, by=user)
    actions.send(message_id=message.pk, now=NOW)
    assert (gateway.got, mailbox.mails) == ([], [])
    assert states(message) == {"app": "delivered", "gateway": "unneeded", "email": "unneeded"}


@pytest.mark.django_db
def test_an_unknown_mailbox_fails_without_its_address_in_the_error(mailbox: Mailbox) -> None:
    (message,) = told(a_recipient(email="tidak-ada@contoh.go.id"))
    actions.send(message_id=message.pk, now=NOW)
    attempt = message.attempts.get()
    assert (attempt.state, attempt.error) == ("failed", "SMTP 550")


@pytest.mark.django_db
def test_a_busy_mail_server_is_tried_again(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 4.3.2 later"
    (message,) = told(a_recipient())
    actions.send(message_id=message.pk, now=NOW)
    assert (message.attempts.get().state, message.attempts.get().error) == ("waiting", "SMTP 451")
    mailbox.refuse = ""
    actions.send(message_id=message.pk, now=NOW + timedelta(minutes=1))
    assert message.attempts.get().state == "sent"
    assert mailbox.mails[0]["Message-ID"].startswith(f"<{message.attempts.get().reference}@")


@pytest.mark.django_db
def test_a_subject_with_a_line_break_adds_no_header(mailbox: Mailbox) -> None:
    (message,) = told(a_recipient(), subject="Tugas\r\nBcc: lain@contoh.go.id")
    actions.send(message_id=message.pk, now=NOW)
    assert mailbox.mails[0]["Subject"] == "Tugas Bcc: lain@contoh.go.id"
    assert mailbox.mails[0]["Bcc"] is None


@pytest.mark.django_db
def test_addresses_are_unreadable_in_the_database_and_forgotten_in_time() -> None:
    (message,) = told(a_recipient())
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, phone FROM notifications_message")
        assert "contoh" not in "".join(cursor.fetchone())
    assert actions.forget_addresses(now=NOW + timedelta(days=89)) == 0
    assert actions.forget_addresses(now=NOW + timedelta(days=91)) == 1
    message.refresh_from_db()
    assert (message.email, message.phone) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_messages_and_jobs_vanish_with_the_deed() -> None:
    with transaction.atomic():
        (message,) = told(a_recipient())
        assert jobs_of(message) == 1
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert jobs_of(message) == 0


@pytest.mark.django_db
def test_ten_thousand_people_cost_a_few_statements(gateway: Gateway) -> None:
    people = [a_recipient(key=f"people.employee:{n}") for n in range(10_000)]
    with CaptureQueriesContext(connection) as log:
        messages = told(*people)
    assert len(log) < 60
    assert len(messages) == 10_000
    assert Attempt.objects.count() == 20_000
    with CaptureQueriesContext(connection) as log:
        latest = queries.latest_by_recipient([p.key for p in people])
    assert len(latest) == 10_000
    assert len(log) <= 2


@pytest.mark.django_db
def test_what_was_delivered_says_the_furthest_channel(gateway: Gateway) -> None:
    (old,) = told(a_recipient())
    actions.send(message_id=old.pk, now=NOW)
    attempt = old.attempts.get(channel="gateway")
    actions.take_report(
        reference=attempt.reference, external_id="gw-1", report=Delivery.DELIVERED, now=LATER
    )
    (delivered,) = queries.deliveries("people.employee:1")
    assert (delivered.channel, delivered.state) == (Channel.GATEWAY, Delivery.DELIVERED)
    assert delivered.changed_at == LATER
    latest = queries.latest_by_recipient(["people.employee:1", "people.employee:2"])
    assert latest == {"people.employee:1": delivered}


@pytest.mark.django_db
def test_someone_without_account_and_address_is_shown_as_not_reached() -> None:
    told(a_recipient(email="", phone=""))
    (delivered,) = queries.deliveries("people.employee:1")
    assert (delivered.channel, delivered.state) == (None, Delivery.FAILED)


def work() -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["notifications"], wait=False, install_signal_handlers=False,
            listen_notify=False,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_was_committed(gateway: Gateway) -> None:
    (message,) = told(a_recipient(email=""))
    work()
    assert states(message) == {"gateway": "sent"}
    assert len(gateway.got) == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_restarted_in_the_middle_delays_everybody_by_seconds(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [a_recipient(key=f"people.employee:{n}", email="", phone=f"+62811000000{n}") for n in range(3)]  # fmt: skip
    messages = told(*people)
    breaks, send = [messages[1].pk], actions.send

    def broken(*, message_id: int, now: datetime) -> None:
        if message_id in breaks:
            breaks.clear()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        send(message_id=message_id, now=now)

    monkeypatch.setattr(actions, "send", broken)
    work()
    assert not breaks
    waiting = ProcrastinateJob.objects.get(task_name="notifications.send", status="todo")
    assert waiting.scheduled_at
    assert waiting.scheduled_at < django_now() + timedelta(seconds=5)
    ProcrastinateJob.objects.filter(pk=waiting.pk).update(scheduled_at=None)
    work()
    assert [states(message) for message in messages] == [{"gateway": "sent"}] * 3
    assert len({got["reference"] for got in gateway.got}) == len(gateway.got) == 3
