"""What stands on a person's page. The area owns the lists; areas above add to them in `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.periods import Period
from luwes.core.registry import Registry
from luwes.people import access
from luwes.people.models import Employee

T = TypeVar("T")


@dataclass(frozen=True)
class Viewing:
    """Whose page, who looks, and as of which day. `once` remembers what several parts read."""

    employee: Employee
    user: User
    on: date
    memory: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_oneself(self) -> bool:
        return self.employee.user_id == self.user.pk

    def may(self, right: Right) -> bool:
        """Whether a right of the reader reaches this person; rights of one reach are asked once."""
        reach = accounts.reach(self.user, right)
        return self.once(
            f"within {reach}", lambda: access.can(self.user, right, self.employee, self.on)
        )

    def once(self, key: str, read: Callable[[], T]) -> T:
        if key not in self.memory:
            self.memory[key] = read()
        found: T = self.memory[key]
        return found


@dataclass(frozen=True)
class Panel:
    """A part of the page: a template and its values; without values it is not drawn."""

    key: str
    order: int
    template: str
    values: Callable[[Viewing], dict[str, Any] | None]
    side: bool = False


@dataclass(frozen=True)
class Fact:
    label: Any
    value: Any
    source: Any = ""
    is_word: bool = False


@dataclass(frozen=True)
class Facts:
    """Figures for the head of the page."""

    key: str
    order: int
    read: Callable[[Viewing], list[Fact]]


@dataclass(frozen=True)
class Span:
    """A stretch of somebody's years at work; `now`: what lasts on the day shown."""

    label: str
    period: Period
    kind: Literal["past", "now", "duty"] = "past"


@dataclass(frozen=True)
class Track:
    """A row of the picture of somebody's years; `words` tells its count in the heading."""

    key: str
    order: int
    label: Any
    spans: Callable[[Viewing], list[Span]]
    words: Callable[[int], str]


@dataclass(frozen=True)
class Deed:
    """A button at the head of the page, for whom it may be used."""

    key: str
    order: int
    label: Any
    url: Callable[[Viewing], str]  # empty: not for this reader


panels: Registry[Panel] = Registry("profile panels")
facts: Registry[Facts] = Registry("profile facts")
tracks: Registry[Track] = Registry("profile tracks")
deeds: Registry[Deed] = Registry("profile deeds")


@dataclass(frozen=True)
class Shown:
    """A panel ready to draw."""

    key: str
    template: str
    values: dict[str, Any]


def shown_panels(viewing: Viewing, *, side: bool) -> list[Shown]:
    chosen = sorted((p for p in panels if p.side is side), key=lambda p: (p.order, p.key))
    drawn = ((panel, panel.values(viewing)) for panel in chosen)
    return [Shown(p.key, p.template, values) for p, values in drawn if values is not None]


def shown_facts(viewing: Viewing) -> list[Fact]:
    return [f for part in sorted(facts, key=lambda p: (p.order, p.key)) for f in part.read(viewing)]


def shown_deeds(viewing: Viewing) -> list[tuple[Any, str]]:
    found = ((deed.label, deed.url(viewing)) for deed in sorted(deeds, key=lambda d: d.order))
    return [(label, url) for label, url in found if url]


@dataclass(frozen=True)
class Line:
    label: Any
    spans: list[Span]


@dataclass(frozen=True)
class Years:
    """The picture of somebody's years at work, and its heading."""

    lines: list[Line]
    words: list[str]


def years(viewing: Viewing) -> Years:
    lines, words = [], []
    for track in sorted(tracks, key=lambda t: (t.order, t.key)):
        spans = [s for s in track.spans(viewing) if s.period.start <= viewing.on]
        if spans:
            lines.append(Line(track.label, spans))
            words.append(track.words(len(spans)))
    return Years(lines, words)
