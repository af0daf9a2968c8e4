"""What rests on where somebody serves: areas above tell it, so that a move or its correction can name it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from luwes.core.periods import Period
from luwes.core.registry import Registry


@dataclass(frozen=True)
class Rests:
    """One thing of one person, in words, for a time."""

    employee_id: int
    words: str
    period: Period


@dataclass(frozen=True)
class Bearing:
    """`find`: what of these people lies in a period."""

    key: str
    find: Callable[[Collection[int], Period], list[Rests]]


bearings: Registry[Bearing] = Registry("bearings")


def resting(employee_ids: Collection[int], during: Period) -> dict[int, list[Rests]]:
    """By person, everything that lies in the period, in order of its first day."""
    found: dict[int, list[Rests]] = {}
    rows = [row for bearing in bearings for row in bearing.find(employee_ids, during)]
    for row in sorted(rows, key=lambda r: (r.period.start, r.words)):
        found.setdefault(row.employee_id, []).append(row)
    return found
