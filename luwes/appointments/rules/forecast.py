"""Who leaves which post in the coming years, and what is then lacking. Pure: columns in, columns out.

A day is a number: days since 1 January 1970. Posts are counted from 0. Years are stretches
`[marks[n], marks[n + 1])`; the first begins the day after today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from luwes.organisation.rules import Limit

Column = npt.NDArray[np.int64]
YEARS = 5  # full calendar years after this one
EPOCH = date(1970, 1, 1).toordinal()
NEVER = date(2999, 1, 1).toordinal() - EPOCH


class Cause(StrEnum):
    RETIREMENT = "retirement"
    CONTRACT = "contract"  # PPPK
    TERM = "term"  # a definitive post of a PNS that ends on a known day


def number(day: date) -> int:
    return day.toordinal() - EPOCH


def marks(on: date) -> list[date]:
    """Where the stretches begin and end: the rest of this year, then five full years."""
    return [on, *(date(on.year + n, 1, 1) for n in range(1, YEARS + 2))]


def retirement_days(born: Column, limits: Sequence[Limit]) -> Column:
    """As `organisation.rules.retirement_day`, for many people under the same rows."""
    months = born.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found = np.full(len(born), NEVER, dtype=np.int64)
    is_open = np.ones(len(born), dtype=bool)
    for row in limits:
        first = (months + row.age * 12 + 1).astype("datetime64[M]").astype("datetime64[D]")
        day = np.maximum(first.astype(np.int64), number(row.period.start))
        found[is_open] = day[is_open]
        if row.period.end is not None:
            is_open &= day >= number(row.period.end)
    return found


@dataclass(frozen=True)
class Held:
    """Definitive appointments from today on: of which post, from and until when (0: open), whose."""

    post: Column
    start: Column
    end: Column
    retires: Column
    is_contract: Column  # PPPK


@dataclass(frozen=True)
class Course:
    """By post: need and strength today and at the end of each stretch; comings and goings in each."""

    need: Column  # (posts, stretches + 1)
    held: Column
    leaving: Mapping[Cause, Column]  # (posts, stretches)
    arriving: Column
    mandates: Column  # acting mandates that end

    @property
    def short(self) -> Column:
        """Lacking post by post: what one has too many fills no other."""
        lack: Column = np.maximum(self.need - self.held, 0)
        return lack

    @property
    def gone(self) -> Column:
        """Leaving in each stretch, whatever the cause."""
        gone: Column = np.sum(list(self.leaving.values()), axis=0)
        return gone


def course(need: Column, held: Held, mandates: tuple[Column, Column], on: date) -> Course:
    """
    `need`: by post, today and at the end of each stretch. `mandates`: posts and days of their ends.

    Whoever should have left by today is counted as leaving in the first stretch.
    """
    posts, edges = len(need), np.array([number(day) for day in marks(on)])
    today = edges[0]
    ends = np.where(held.end == 0, NEVER, held.end)
    is_retiring = held.retires <= ends
    goes = np.maximum(np.minimum(ends, held.retires), today + 1)
    is_contract = held.is_contract.astype(bool)
    cause = {
        Cause.RETIREMENT: is_retiring, Cause.CONTRACT: ~is_retiring & is_contract,
        Cause.TERM: ~is_retiring & ~is_contract,
    }  # fmt: skip
    counted = goes > held.start  # nobody arrives after retiring
    is_here = held.start <= today
    leaving = {
        name: counts(held.post[counted & mask], goes[counted & mask], edges, posts)
        for name, mask in cause.items()
    }
    coming = counted & ~is_here
    arriving = counts(held.post[coming], held.start[coming], edges, posts)
    now = np.bincount(held.post[is_here], minlength=posts)
    change = np.cumsum(arriving - np.sum(list(leaving.values()), axis=0), axis=1)
    strength = np.column_stack([now, now[:, None] + change])
    return Course(need, strength, leaving, arriving, counts(*mandates, edges, posts))


def counts(post: Column, day: Column, edges: Column, posts: int) -> Column:
    """How many of these days fall into each stretch, by post; days outside are not counted."""
    stretch = np.searchsorted(edges, day, side="right") - 1
    inside = (stretch >= 0) & (stretch < len(edges) - 1)
    width = len(edges) - 1
    flat = np.bincount(post[inside] * width + stretch[inside], minlength=posts * width)
    return flat.reshape(posts, width)


def headcounts(
    post: Column, head: Column, start: Column, end: Column, on: date, posts: int
) -> Column:
    """Establishments as the need by post, today and on the last day of each stretch."""
    days = [number(on), *(number(day) - 1 for day in marks(on)[1:])]
    found = np.zeros((posts, len(days)), dtype=np.int64)
    until = np.where(end == 0, NEVER, end)
    for n, day in enumerate(days):
        holds = (start <= day) & (day < until)
        found[:, n] = np.bincount(post[holds], weights=head[holds], minlength=posts).astype(
            np.int64
        )
    return found


def summed(values: Column, key: Column, keys: int) -> Column:
    """Rows of posts added up by their key."""
    found = np.zeros((keys, values.shape[1]), dtype=np.int64)
    np.add.at(found, key, values)
    return found
