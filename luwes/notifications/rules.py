"""Channels and deliveries: which way a message goes next, and when it has arrived. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    APP = "app"
    EMAIL = "email"
    GATEWAY = "gateway"


class Delivery(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNNEEDED = "unneeded"  # another channel reached the person first


# Our own choices, not law: how long a person in the field may go without the news.
WAIT_FOR_RECEIPT = timedelta(minutes=15)
LOST_AFTER = timedelta(minutes=30)
BACKOFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8))
KEEP_ADDRESSES = timedelta(days=90)

# Ways of ordering the outside channels; the app comes always.
ORDERS = (
    (Channel.GATEWAY, Channel.EMAIL),
    (Channel.EMAIL, Channel.GATEWAY),
    (Channel.GATEWAY,),
    (Channel.EMAIL,),
)
# Somebody's trial costs a message each time.
TRY_AGAIN_AFTER = timedelta(minutes=5)

# E-mail brings no receipt: handed to the mail server counts as arrived.
ARRIVED = {Delivery.DELIVERED, Delivery.READ}
_ORDER = [Delivery.WAITING, Delivery.FAILED, Delivery.SENT, Delivery.DELIVERED, Delivery.READ]


@dataclass(frozen=True)
class Tried:
    """One channel of a message as it stands."""

    channel: Channel
    state: Delivery
    changed_at: datetime


def has_arrived(tried: Tried) -> bool:
    return tried.state in ARRIVED or (
        tried.channel is Channel.EMAIL and tried.state is Delivery.SENT
    )


def next_channel(outside: Sequence[Tried], *, now: datetime) -> int | None:
    """
    Which of the channels, given in the person's order, is to be tried now.

    None while one has arrived, or is on its way and not yet overdue, or none is left.
    """
    if any(has_arrived(t) for t in outside):
        return None
    for index, tried in enumerate(outside):
        if tried.state is Delivery.WAITING:
            return index
        on_its_way = tried.state is Delivery.SENT
        if on_its_way and now - tried.changed_at < WAIT_FOR_RECEIPT:
            return None
    return None


def pause(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; None: give this channel up."""
    return BACKOFF[tries - 1] if tries <= len(BACKOFF) else None


def reported(current: Delivery, report: Delivery) -> Delivery:
    """
    The state after a gateway's report. Reports come late, twice and out of order.

    What is known never becomes less: delivered after read stays read, and a failure
    after an arrival is an echo. An arrival after a failure or when no longer needed is true.
    """
    if report is Delivery.FAILED:
        return report if current in {Delivery.WAITING, Delivery.SENT} else current
    if current is Delivery.UNNEEDED:
        return report
    return max(current, report, key=_ORDER.index)


def furthest(tried: Sequence[Tried]) -> Tried:
    """
    The channel that says most about whether the person was reached.

    That a message lies in the app says nothing until it is read: any outside channel says more.
    """

    def weight(t: Tried) -> tuple[bool, int]:
        state = Delivery.WAITING if t.state is Delivery.UNNEEDED else t.state
        return t.channel is not Channel.APP or t.state is Delivery.READ, _ORDER.index(state)

    return max(tried, key=weight)


def masked_email(address: str) -> str:
    """wulan@contoh.go.id → w••••@contoh.go.id."""
    name, at, host = address.partition("@")
    return f"{name[:1]}••••{at}{host}" if address else ""


def masked_phone(number: str) -> str:
    """+628110000001 → •••• 0001."""
    return f"•••• {number[-4:]}" if number else ""
