"""Where people serve. The area that knows appointments answers; see its `apps.py`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from luwes.core.registry import Registry


@dataclass(frozen=True)
class Post:
    """The definitive post somebody holds on a day."""

    employee_id: int
    position_id: int
    title: str
    unit_id: int
    unit: str
    agency_id: int
    group_id: int
    since: date


@dataclass(frozen=True)
class Where:
    """
    A choice of posts; an empty part does not choose.

    `paths`: units with all below them; `unit_ids`: these very units.
    """

    agency_ids: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    group_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()  # of position


@dataclass(frozen=True)
class Homes:
    """
    `serving`: rows with `employee_id`, of people holding a post of this choice on the day.
    `posts`: by employee.
    """

    key: str
    serving: Callable[[Where, date], QuerySet[Any]]
    posts: Callable[[Collection[int], date], dict[int, Post]]


sources: Registry[Homes] = Registry("homes")


def source() -> Homes:
    """The one that is registered."""
    return next(iter(sources))
