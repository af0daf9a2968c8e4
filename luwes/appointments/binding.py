"""What binds people beside their post: areas above tell it, so that leave and moves can look at it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from luwes.core.periods import Period
from luwes.core.registry import Registry

People = Collection[int] | QuerySet[Any, int]


@dataclass(frozen=True)
class Binding:
    """One thing of one person, in words, for a time. `is_ordered`: settled; else planned or asked for."""

    employee_id: int
    words: str
    period: Period
    is_ordered: bool


@dataclass(frozen=True)
class Source:
    """
    Each tells what lies in a period. Leave asks for what takes people from their unit: `away`, by
    orders, of any number of people, and `planned`, of one person, by plans handed in. A move asks for
    all that is `resting` on where they serve, beside their work, over or only drafted as well.
    """

    key: str
    away: Callable[[People, Period], list[Binding]]
    planned: Callable[[int, Period], list[Binding]]
    resting: Callable[[People, Period], list[Binding]]


sources: Registry[Source] = Registry("bindings")


def away(people: People, during: Period) -> list[Binding]:
    """The orders that take them from their unit; leave that can wait must wait for them."""
    return [row for source in sources for row in source.away(people, during)]


def beside_leave(employee_id: int, during: Period) -> list[Binding]:
    """All that leave of this person has to look at: orders, then plans."""
    planned = [row for source in sources for row in source.planned(employee_id, during)]
    return away([employee_id], during) + planned


def resting(people: People, during: Period) -> dict[int, list[Binding]]:
    """By person, all that a move has to look at, in order of its first day."""
    found: dict[int, list[Binding]] = {}
    rows = [row for source in sources for row in source.resting(people, during)]
    for row in sorted(rows, key=lambda r: (r.period.start, r.words)):
        found.setdefault(row.employee_id, []).append(row)
    return found
