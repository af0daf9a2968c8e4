"""
What stands on *Kinerja saya* and on the portfolio that a superior sees.

The lists are filled in `apps.py`. Together the page has few queries: a part takes one, two at most.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.core.registry import Registry
from luwes.people.models import Employee
from luwes.people.profile import Fact

T = TypeVar("T")


@dataclass(frozen=True)
class Looking:
    """Whose year, who looks, and on which day. `once` remembers what several parts read."""

    employee: Employee
    year: int
    on: date
    user: User
    memory: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_own(self) -> bool:
        return self.employee.user_id == self.user.pk

    @property
    def is_running(self) -> bool:
        return self.year == self.on.year

    @property
    def period(self) -> Period:
        """The whole year, half-open."""
        return Period(date(self.year, 1, 1), date(self.year + 1, 1, 1))

    def once(self, key: str, read: Callable[[], T]) -> T:
        if key not in self.memory:
            self.memory[key] = read()
        found: T = self.memory[key]
        return found


@dataclass(frozen=True)
class Printed:
    """What a part says on the personal copy (PDF): a heading and lines of plain words."""

    title: str
    lines: list[str]


@dataclass(frozen=True)
class Part:
    """
    A part of the page: a template, which finds its values as `v`; without values it is not drawn.

    `is_private`: on the own page only, never on the portfolio. `aside`: in the narrow column.
    `printed` says the same on paper; without it the part is not printed.
    """

    key: str
    order: int
    template: str
    values: Callable[[Looking], dict[str, Any] | None]
    is_private: bool = False
    aside: bool = False
    printed: Callable[[Looking], Printed | None] | None = None


@dataclass(frozen=True)
class Figures:
    """Figures for the head of the page."""

    key: str
    order: int
    read: Callable[[Looking], list[Fact]]
    is_private: bool = False


parts: Registry[Part] = Registry("parts of one's year")
figures: Registry[Figures] = Registry("figures of one's year")


@dataclass(frozen=True)
class Shown:
    """A part ready to draw."""

    key: str
    template: str
    values: dict[str, Any]


def _open_to(looking: Looking, part: Part | Figures) -> bool:
    return looking.is_own or not part.is_private


def shown_parts(looking: Looking, *, aside: bool) -> list[Shown]:
    chosen = (p for p in parts if p.aside is aside and _open_to(looking, p))
    ordered = sorted(chosen, key=lambda p: (p.order, p.key))
    drawn = ((part, part.values(looking)) for part in ordered)
    return [Shown(p.key, p.template, values) for p, values in drawn if values is not None]


def shown_figures(looking: Looking) -> list[Fact]:
    ordered = sorted(figures, key=lambda f: (f.order, f.key))
    return [fact for f in ordered if _open_to(looking, f) for fact in f.read(looking)]


def printed_parts(looking: Looking) -> list[Printed]:
    """For the personal copy, which only the person takes along."""
    ordered = sorted(parts, key=lambda p: (p.aside, p.order, p.key))
    said = (part.printed(looking) for part in ordered if part.printed)
    return [printed for printed in said if printed is not None]
