"""The first page: lists that areas fill in their `apps.py`: what waits, what changed, one picture.

`find` gets the signed-in user; it asks the database nothing where the user has no part in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from luwes.core.registry import Registry

MOST_CHANGES = 8


@dataclass(frozen=True)
class Deed:
    """Does it in place: posts `fields` to `url`. Without fields it leads there."""

    label: Any
    url: str
    fields: tuple[tuple[str, str], ...] = ()
    is_main: bool = False


@dataclass(frozen=True)
class Waits:
    """One thing that waits for the reader, until `due` where it has a time."""

    title: str
    text: str
    url: str
    due: datetime | None = None
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True)
class WaitingKind:
    key: str
    find: Callable[[Any, datetime], list[Waits]]


@dataclass(frozen=True)
class Change:
    """What happened `at`; `kind` is that of a timeline's event: "", "gold"."""

    at: datetime
    text: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ChangeKind:
    """`find(user, since, now)`: the newest changes after `since`."""

    key: str
    find: Callable[[Any, datetime, datetime], list[Change]]


@dataclass(frozen=True)
class Bar:
    """One bar: heads needed, there, on their way, not answered yet, from outside the civil service."""

    label: str
    url: str
    need: int
    here: int = 0
    coming: int = 0
    asked: int = 0
    outside: int = 0

    @property
    def filled(self) -> int:
        return self.here + self.coming + self.asked + self.outside


@dataclass(frozen=True)
class Span:
    """One line from all people to those left, against a minimum."""

    label: str
    url: str
    was: int
    now: int
    minimum: int | None


@dataclass(frozen=True)
class Picture:
    """The reader's own field: a finding, and bars or spans that show it."""

    title: str
    url: str
    bars: tuple[Bar, ...] = ()
    spans: tuple[Span, ...] = ()
    note: str = ""

    @property
    def most(self) -> int:
        return max([*(b.need for b in self.bars), *(s.was for s in self.spans), 1])


@dataclass(frozen=True)
class PictureKind:
    key: str
    order: int
    find: Callable[[Any, date], Picture | None]


waiting: Registry[WaitingKind] = Registry("home: what waits")
changes: Registry[ChangeKind] = Registry("home: what changed")
pictures: Registry[PictureKind] = Registry("home: pictures")


def waits_for(user: Any, now: datetime) -> list[Waits]:
    """What waits for somebody: what is due first, first; then what has no time."""
    found = [item for kind in waiting for item in kind.find(user, now)]
    return sorted(found, key=lambda w: (w.due is None, w.due or now))


def changed_for(user: Any, since: datetime, now: datetime) -> list[Change]:
    """The newest changes, the newest first."""
    found = [change for kind in changes for change in kind.find(user, since, now)]
    return sorted(found, key=lambda c: c.at, reverse=True)[:MOST_CHANGES]


def picture_for(user: Any, on: date) -> Picture | None:
    """The first picture that somebody has."""
    for kind in sorted(pictures, key=lambda k: (k.order, k.key)):
        picture = kind.find(user, on)
        if picture:
            return picture
    return None
