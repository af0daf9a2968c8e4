"""Reads of messages and of what was delivered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.notifications import rules
from luwes.notifications.models import CHANNEL_LABELS, DELIVERY_LABELS, Message


@dataclass(frozen=True)
class Delivered:
    """How far one message came: the channel that says most, and its state."""

    message_id: int
    recipient_key: str
    kind: str
    subject: str
    sent_at: datetime
    opened_at: datetime | None
    channel: rules.Channel | None
    state: rules.Delivery
    changed_at: datetime

    @property
    def channel_label(self) -> str:
        return str(CHANNEL_LABELS[self.channel.value]) if self.channel else ""

    @property
    def state_label(self) -> str:
        return str(DELIVERY_LABELS[self.state.value])

    @property
    def sign(self) -> str:
        """The kind of `{% state %}` that shows it."""
        good = {rules.Delivery.DELIVERED, rules.Delivery.READ}
        if self.state is rules.Delivery.FAILED:
            return "danger"
        return "good" if self.state in good else "info"


def inbox(user: User) -> QuerySet[Message]:
    rows = Message.objects.filter(user=user).select_related("sent_by")
    return rows.order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    """For the bell in the top bar; one indexed count."""
    return Message.objects.filter(user_id=user.pk, read_at=None).count()


def deliveries(recipient_key: str) -> list[Delivered]:
    """Everything told to one recipient, newest first."""
    rows = Message.objects.filter(recipient_key=recipient_key)
    return _delivered(rows.order_by("-created_at", "-pk"))


def latest_by_recipient(
    keys: Collection[str], *, kinds: Collection[str] = ()
) -> dict[str, Delivered]:
    """The newest message of each recipient, of these kinds or of any; two queries for any number."""
    rows = Message.objects.filter(recipient_key__in=list(keys))
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    newest = rows.order_by("recipient_key", "-created_at", "-pk").distinct("recipient_key")
    return {d.recipient_key: d for d in _delivered(newest)}


def _delivered(messages: QuerySet[Message]) -> list[Delivered]:
    bare = messages.defer("email", "phone", "body")
    return [_as_delivered(m) for m in bare.prefetch_related("attempts")]


def _as_delivered(message: Message) -> Delivered:
    tried = [attempt.as_tried() for attempt in message.attempts.all()]
    if message.read_at:
        channel, state, at = rules.Channel.APP, rules.Delivery.READ, message.read_at
    elif tried:
        best = rules.furthest(tried)
        channel, state, at = best.channel, best.state, best.changed_at
    else:  # neither an account nor an address
        return Delivered(
            message.pk, message.recipient_key, message.kind, message.subject, message.created_at,
            None, None, rules.Delivery.FAILED, message.created_at,
        )  # fmt: skip
    return Delivered(
        message.pk, message.recipient_key, message.kind, message.subject, message.created_at,
        message.read_at, channel, state, at,
    )  # fmt: skip


def keys_reached(deliveries: Iterable[Delivered]) -> set[str]:
    """Recipients to whom at least one of these messages certainly came."""
    return {d.recipient_key for d in deliveries if d.state in rules.ARRIVED}
