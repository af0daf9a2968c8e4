"""Messages whose subject is made of names that may be long: cut where a subject ends."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from luwes.accounts.models import User
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Recipient, Text
from luwes.notifications.models import Message

LONGEST = Message._meta.get_field("subject").max_length or 200


def tell(
    *, recipients: Sequence[Recipient], kind: str, subject: str, body: str, link: str,
    now: datetime, by: User | None = None,
) -> None:  # fmt: skip
    tell_each([Text(recipients, kind, subject, body, link, by)], now=now)


def tell_each(texts: Iterable[Text], *, now: datetime) -> None:
    notifications.tell_each([replace(t, subject=cut(t.subject)) for t in texts], now=now)


def cut(subject: str) -> str:
    return subject if len(subject) <= LONGEST else f"{subject[: LONGEST - 1]}…"
