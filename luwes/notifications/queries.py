"""Reads of messages and of what was delivered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from luwes.accounts.models import User
from luwes.core.states import values
from luwes.notifications import rules
from luwes.notifications.kinds import label_of
from luwes.notifications.models import CHANNEL_LABELS, DELIVERY_LABELS, Attempt, Message


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


# ── what somebody sent ───────────────────────────────────────────────


@dataclass(frozen=True)
class Batch:
    """Messages that were sent together; `first` is one of them and names the batch."""

    first: int
    kind: str
    subject: str
    sent_at: datetime
    people: int
    opened: int

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)


def batches(user: User, *, limit: int = 50) -> list[Batch]:
    """What a user sent, the newest first."""
    rows = (
        Message.objects.filter(sent_by=user)
        .values("kind", "subject", "created_at")
        .annotate(first=Min("pk"), people=Count("pk"), opened=Count("read_at"))
        .order_by("-created_at", "-first")
    )
    return [
        Batch(r["first"], r["kind"], r["subject"], r["created_at"], r["people"], r["opened"])
        for r in rows[:limit]
    ]


def batch(of: Message, *, unreached: bool = False) -> QuerySet[Message]:
    """Everything sent together with a message; or what has certainly reached nobody yet."""
    rows = Message.objects.filter(
        sent_by=of.sent_by_id, kind=of.kind, subject=of.subject, created_at=of.created_at
    )
    if unreached:
        rows = rows.filter(~Exists(_arrivals()), read_at=None)
    return rows.order_by("recipient_name", "pk")


def _arrivals() -> QuerySet[Attempt]:
    """Attempts of the outer message that arrived outside the app; see `rules.has_arrived`."""
    arrived = Q(state__in=values(rules.ARRIVED))
    mailed = Q(channel=rules.Channel.EMAIL.value, state=rules.Delivery.SENT.value)
    rows = Attempt.objects.filter(message=OuterRef("pk"))
    return rows.exclude(channel=rules.Channel.APP.value).filter(arrived | mailed)


@dataclass(frozen=True)
class Reached:
    """How far a batch came, in people: opened, arrived outside, still on its way, nowhere."""

    people: int
    opened: int
    arrived: int
    trying: int

    @property
    def nowhere(self) -> int:
        return self.people - self.opened - self.arrived - self.trying


def reached(of: Message) -> Reached:
    """One query for any number of people."""
    on_its_way = [rules.Delivery.WAITING.value, rules.Delivery.SENT.value]
    trying = Attempt.objects.filter(message=OuterRef("pk"), state__in=on_its_way)
    rows = batch(of).annotate(came=Exists(_arrivals()), goes=Exists(trying)).order_by()
    return Reached(
        **rows.aggregate(
            people=Count("pk"),
            opened=Count("read_at"),
            arrived=Count("pk", filter=Q(read_at=None, came=True)),
            trying=Count("pk", filter=Q(read_at=None, came=False, goes=True)),
        )
    )


def sent_by(user: User) -> QuerySet[Message]:
    return Message.objects.filter(sent_by=user).order_by("-pk")


def as_delivered(messages: Iterable[Message]) -> list[tuple[Message, Delivered]]:
    """Messages with how far each came; their attempts are fetched beforehand."""
    return [(message, _as_delivered(message)) for message in messages]


# ── what was delivered ───────────────────────────────────────────────


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
