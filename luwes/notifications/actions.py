"""Telling people, and following each message until it has arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.types import JSONDict

from luwes.accounts.models import User
from luwes.core import bulk, queue
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.faults import point
from luwes.core.numbers import whole
from luwes.notifications import channels, rules
from luwes.notifications.kinds import MessageKind, kinds
from luwes.notifications.models import Attempt, Message
from luwes.notifications.preferences import Addresses
from luwes.notifications.rules import Channel, Delivery

SEND, QUEUE = "notifications.send", "notifications"
TRIAL = "notifications.trial"
A_JOB = 10  # messages


@dataclass(frozen=True)
class Recipient:
    """
    Somebody to tell. `key` is the caller's own name for them ("people.employee:12").

    `channels` is the person's order of outside channels; the app comes always, for whoever
    has an account. A channel without its address is passed over.
    """

    user: User | None
    key: str
    name: str
    email: str = ""
    phone: str = ""
    channels: Sequence[Channel] = (Channel.GATEWAY, Channel.EMAIL)


@dataclass(frozen=True)
class Text:
    """
    What some are told. `kind` is registered in `kinds`; `link` is a path of this site, or empty.
    `by` is who caused it; None for the system itself.
    """

    recipients: Sequence[Recipient]
    kind: str
    subject: str
    body: str
    link: str
    by: User | None = None


def tell(
    *,
    recipients: Sequence[Recipient],
    kind: str,
    subject: str,
    body: str,
    link: str,
    now: datetime,
    by: User | None = None,
) -> list[Message]:
    """Tell all of these the same; see `tell_each`."""
    return tell_each([Text(recipients, kind, subject, body, link, by)], now=now)


@transaction.atomic
def tell_each(texts: Iterable[Text], *, now: datetime) -> list[Message]:
    """Write one message to each recipient, and ask for its sending, in the caller's transaction."""
    told = [(text, recipient) for text in texts for recipient in text.recipients]
    messages = [
        Message(
            user=r.user, recipient_key=r.key, recipient_name=r.name, kind=text.kind,
            subject=text.subject, body=text.body, link=text.link, email=r.email, phone=r.phone,
            sent_by=text.by, created_at=now,
        )
        for text, r in told
    ]  # fmt: skip
    bulk.create(messages)
    attempts = [
        attempt
        for message, (text, recipient) in zip(messages, told, strict=True)
        for attempt in _attempts(message, recipient, kinds[text.kind], now)
    ]
    bulk.create(attempts)
    waiting = {a.message_id for a in attempts if a.state == Delivery.WAITING.value}
    _ask_for_sending([m.pk for m in messages if m.pk in waiting])
    return messages


def _attempts(
    message: Message, recipient: Recipient, kind: MessageKind, now: datetime
) -> list[Attempt]:
    """The app's own delivery, done at once, then the outside channels in order."""
    ways: list[tuple[Channel, Delivery]] = []
    if recipient.user:
        ways.append((Channel.APP, Delivery.DELIVERED))
    for channel in dict.fromkeys(recipient.channels):
        by_mail = channel is Channel.EMAIL and recipient.email
        by_gateway = (
            channel is Channel.GATEWAY
            and recipient.phone
            and kind.gateway_template
            and channels.gateway_is_on()
        )
        if by_mail or by_gateway:
            ways.append((channel, Delivery.WAITING))
    return [
        Attempt(
            message=message, channel=channel.value, position=position, state=state.value,
            changed_at=now,
        )
        for position, (channel, state) in enumerate(ways)
    ]  # fmt: skip


def _ask_for_sending(message_ids: Sequence[int]) -> None:
    """A few messages a job: 10,000 people in the deed's transaction, and many workers after it."""
    asked: list[JSONDict] = [
        {"message_ids": list(message_ids[start : start + A_JOB])}
        for start in range(0, len(message_ids), A_JOB)
    ]
    if asked:
        queue.job(SEND, queue=QUEUE, priority=queue.FIRST).batch_defer(*asked)


@transaction.atomic
def send(*, message_id: int, now: datetime) -> None:
    """
    Try the message's next outside channel; a job calls this, and may call it again.

    The attempt is held locked from the check to the commit, so no two jobs send it, and a
    job repeated after success finds nothing to do. Between the other side's "yes" and our
    commit a power cut can still make us send again: then with the same reference
    (`Attempt.reference`, in e-mail the Message-ID), by which gateway or mailbox can drop the
    second. Being told twice is the lesser harm than never.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:  # its account was deleted meanwhile
        return
    outside = _outside(message)
    if message.read_at or any(rules.has_arrived(a.as_tried()) for a in outside):
        _put_by(outside, now)
        return
    index = rules.next_channel([a.as_tried() for a in outside], now=now)
    if index is None:
        return
    attempt = outside[index]
    attempt.tries += 1
    attempt.changed_at = now
    try:
        _hand_over(message, attempt)
    except channels.NotSent as error:
        _not_sent(attempt, error)
    attempt.save(update_fields=["state", "external_id", "error", "tries", "changed_at"])
    _see_to_the_rest(message, outside, now)


def _outside(message: Message) -> list[Attempt]:
    rows = message.attempts.exclude(channel=Channel.APP.value)
    return list(rows.select_for_update().order_by("position", "pk"))


def _hand_over(message: Message, attempt: Attempt) -> None:
    kind = kinds.get(message.kind)
    by_mail = attempt.channel == Channel.EMAIL.value
    out = channels.Outgoing(
        to=message.email if by_mail else message.phone,
        name=message.recipient_name,
        subject=message.subject,
        body=message.body,
        link=f"{settings.LUWES_URL.rstrip('/')}{message.link}" if message.link else "",
        reference=attempt.reference,
        template=kind.gateway_template if kind else "",
    )
    if not out.to:  # forgotten meanwhile
        raise channels.NotSent("no address", again=False)
    attempt.external_id = channels.send_email(out) if by_mail else channels.send_gateway(out)
    attempt.state, attempt.error = Delivery.SENT.value, ""
    point("notifications.sent")


def _not_sent(attempt: Attempt, error: channels.NotSent) -> None:
    attempt.error = str(error)[:300]
    wait = rules.pause(attempt.tries) if error.again else None
    if wait is None:
        attempt.state = Delivery.FAILED.value
        return
    again = queue.job(SEND, queue=QUEUE, seconds=int(wait.total_seconds()))
    again.defer(message_ids=[attempt.message_id])


def _see_to_the_rest(message: Message, outside: list[Attempt], now: datetime) -> None:
    """After a failure the next channel at once; after an arrival none."""
    if any(rules.has_arrived(a.as_tried()) for a in outside):
        _put_by(outside, now)
        return
    index = rules.next_channel([a.as_tried() for a in outside], now=now)
    if index is not None and outside[index].tries == 0:
        _ask_for_sending([message.pk])


def _put_by(outside: list[Attempt], now: datetime) -> None:
    for attempt in outside:
        if attempt.state == Delivery.WAITING.value:
            attempt.state, attempt.changed_at = Delivery.UNNEEDED.value, now
            attempt.save(update_fields=["state", "changed_at"])


@transaction.atomic
def follow_up(*, now: datetime) -> int:
    """
    Take up again what is overdue at the gateway, and what a dead worker left; how many.

    A job too many does no harm: `send` looks before it leaps.
    """
    waiting = Attempt.objects.filter(state=Delivery.WAITING.value).exclude(
        channel=Channel.APP.value
    )
    overdue = Attempt.objects.filter(
        message=OuterRef("message"),
        channel=Channel.GATEWAY.value,
        state=Delivery.SENT.value,
        changed_at__lte=now - rules.WAIT_FOR_RECEIPT,
    )
    due = waiting.filter(
        Q(changed_at__lte=now - rules.LOST_AFTER)
        | (Q(changed_at__lte=now - rules.WAIT_FOR_RECEIPT) & Exists(overdue))
    )
    found = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    Attempt.objects.filter(pk__in=[a.pk for a in found]).update(changed_at=now)
    _ask_for_sending(sorted({a.message_id for a in found}))
    return len(found)


@transaction.atomic
def take_report(
    *, reference: str, external_id: str, report: Delivery, now: datetime
) -> Attempt | None:
    """
    Note what the gateway says became of a message: once, late, twice or in any order.

    Found by our reference, else by the gateway's id; None when neither is known.
    """
    rows = Attempt.objects.filter(channel=Channel.GATEWAY.value).select_for_update()
    ours = reference.rpartition("-")[2]
    attempt = rows.filter(pk=whole(ours)).first()
    if attempt is None or attempt.reference != reference:
        attempt = rows.filter(external_id=external_id).first() if external_id else None
    if attempt is None:
        return None
    state = rules.reported(Delivery(attempt.state), report)
    if state.value != attempt.state:
        attempt.state, attempt.changed_at = state.value, now
        attempt.external_id = attempt.external_id or external_id
        attempt.save(update_fields=["state", "changed_at", "external_id"])
        _ask_for_sending([attempt.message_id])  # the next channel, or putting the rest by
    return attempt


@transaction.atomic
def try_out(*, addresses: Addresses, subject: str, body: str, now: datetime, by: User) -> Message:
    """
    Send somebody a message of their own, to see which way it comes.

    :raises Refused: a moment after the last one
    """
    recent = Message.objects.filter(user=by, kind=TRIAL, created_at__gt=now - rules.TRY_AGAIN_AFTER)
    if recent.exists():
        refuse([Problem(_("Pesan coba baru saja dikirim; tunggu lima menit."))])
    recipient = Recipient(
        by, addresses.key, addresses.name, addresses.email, addresses.phone, addresses.channels
    )
    link = reverse("notifications:settings")
    (message,) = tell(
        recipients=[recipient], kind=TRIAL, subject=subject, body=body, link=link, now=now, by=by
    )
    return message


@transaction.atomic
def open_message(*, message: Message, now: datetime, by: User) -> None:
    """The person has seen it; what was still to be sent elsewhere is dropped by its job."""
    require(message.user_id == by.pk)
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now)


@transaction.atomic
def open_all(*, now: datetime, by: User) -> int:
    return Message.objects.filter(user=by, read_at=None).update(read_at=now)


@transaction.atomic
def forget_addresses(*, now: datetime) -> int:
    """Blank telephone numbers and e-mail addresses of messages that nobody will send any more."""
    old = Message.objects.filter(created_at__lt=now - rules.KEEP_ADDRESSES)
    return old.exclude(email="", phone="").update(email="", phone="")
