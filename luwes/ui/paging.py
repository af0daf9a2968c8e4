"""Pages of long lists: how many rows there are is only counted up to a limit.

Let `take` read keys only: a page then fetches the rest of its own rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Page
from django.http import HttpRequest

PARAMETER = "hal"
SIZE = 50
MOST_COUNTED = 500
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """One page. `total` is of the whole list, or a floor of it where `is_floor`; None: not counted."""

    rows: Sequence[T]
    number: int
    has_next: bool
    total: int | None
    is_floor: bool = False
    size: int = SIZE

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0

    def holding(self, rows: Sequence[U]) -> "Stretch[U]":
        """The same page, with its rows in another shape."""
        return Stretch(rows, self.number, self.has_next, self.total, self.is_floor, self.size)


def asked(request: HttpRequest) -> int:
    """The page of the address, 1 where there is none."""
    text = request.GET.get(PARAMETER, "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def stretch(take: Callable[[int, int], Sequence[T]], number: int, size: int = SIZE) -> Stretch[T]:
    """
    Page `number` of a list. `take(first, end)` reads rows, half-open, from 0.

    Rows up to the limit are read at once, which counts them; far beyond, only the page's own.
    """
    start = (number - 1) * size
    if start < MOST_COUNTED:
        found = take(0, MOST_COUNTED + 1)
        rows, is_floor = found[start : start + size], len(found) > MOST_COUNTED
        total = min(len(found), MOST_COUNTED)
        return Stretch(rows, number, start + size < len(found), total, is_floor, size)
    found = take(start, start + size + 1)
    return Stretch(found[:size], number, len(found) > size, MOST_COUNTED, True, size)


def uncounted(take: Callable[[int, int], Sequence[T]], number: int, size: int = SIZE) -> Stretch[T]:
    """Page `number` of a list that nobody counts; `take` as of `stretch`."""
    start = (number - 1) * size
    found = take(start, start + size + 1)
    return Stretch(found[:size], number, len(found) > size, None, size=size)


def of(page: Page[T]) -> Stretch[T]:
    """A page of Django's paginator, which counts all."""
    counted = page.paginator
    return Stretch(list(page), page.number, page.has_next(), counted.count, size=counted.per_page)
