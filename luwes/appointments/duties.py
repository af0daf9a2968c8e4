"""What else keeps somebody from their unit: areas above tell it, so that leave can look at it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from luwes.core.periods import Period
from luwes.core.registry import Registry

People = Collection[int] | QuerySet[Any, int]


@dataclass(frozen=True)
class Duty:
    """Where somebody is, or may be sent. `is_ordered`: away already; leave that can wait must wait."""

    employee_id: int
    period: Period
    words: str
    is_ordered: bool


@dataclass(frozen=True)
class Duties:
    """`ordered`: of any number of people. `planned`: of one person, by plans under way."""

    key: str
    ordered: Callable[[People, Period], list[Duty]]
    planned: Callable[[int, Period], list[Duty]]


sources: Registry[Duties] = Registry("duties beside leave")


def ordered(people: People, during: Period) -> list[Duty]:
    return [duty for source in sources for duty in source.ordered(people, during)]


def of(employee_id: int, during: Period) -> list[Duty]:
    """All of one person, ordered and planned."""
    planned = [duty for source in sources for duty in source.planned(employee_id, during)]
    return ordered([employee_id], during) + planned
