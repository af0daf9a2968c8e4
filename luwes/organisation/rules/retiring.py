"""When somebody retires (BUP): dated rows by kind of post, level and title, each with its law. Pure.

A changed law is a new row beside the old one. What counts is the row in force on the day of
retirement, not today's. A title with a law of its own comes before its kind of post.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from luwes.core.periods import Period, add_months
from luwes.organisation.rules.structure import PositionKind


@dataclass(frozen=True)
class Limit:
    """
    An age for a time. Empty `kinds` and `levels`: any. `title`: the first word of the titles it is
    for. `is_sure` is False where a legal officer has still to confirm it.
    """

    age: int
    period: Period
    law: str
    kinds: frozenset[PositionKind] = frozenset()
    levels: frozenset[str] = frozenset()
    title: str = ""
    is_sure: bool = True

    def covers(self, kind: PositionKind, level: str, title: str) -> bool:
        if self.title and not re.match(rf"{self.title}\b", title, re.I):
            return False
        return (not self.kinds or kind in self.kinds) and (not self.levels or level in self.levels)

    @property
    def weight(self) -> int:
        """How special it is: a title before a level, a level before a kind."""
        return 4 * bool(self.title) + 2 * bool(self.levels) + bool(self.kinds)


_K = PositionKind
_OLD = Period(date(1945, 8, 17), date(2023, 10, 31))
_NEW = Period(date(2023, 10, 31))
_ALWAYS = Period(date(1945, 8, 17))
_OLD_LAW, _NEW_LAW = "PP 11/2017 ps. 239–240", "UU 20/2023 ps. 55; PP 11/2017 ps. 239–240"
_TEACHERS = "UU 14/2005"

LIMITS: tuple[Limit, ...] = (
    Limit(58, _OLD, _OLD_LAW),
    Limit(58, _NEW, _NEW_LAW),
    Limit(60, _OLD, _OLD_LAW, kinds=frozenset({_K.TOP_LEADER})),
    Limit(60, _NEW, _NEW_LAW, kinds=frozenset({_K.TOP_LEADER})),
    Limit(60, _ALWAYS, _OLD_LAW, kinds=frozenset({_K.EXPERT}), levels=frozenset({"madya"})),
    Limit(65, _ALWAYS, _OLD_LAW, kinds=frozenset({_K.EXPERT}), levels=frozenset({"utama"})),
    Limit(60, _ALWAYS, f"{_TEACHERS} ps. 30 ayat (4)", kinds=frozenset({_K.EXPERT}), title="Guru", is_sure=False),
    Limit(65, _ALWAYS, f"{_TEACHERS} ps. 67 ayat (4)", kinds=frozenset({_K.EXPERT}), title="Dosen", is_sure=False),
)  # fmt: skip


@lru_cache(maxsize=4096)
def limits_of(
    kind: PositionKind, level: str, title: str = "", rows: tuple[Limit, ...] = LIMITS
) -> tuple[Limit, ...]:
    """The rows for such a post, one after the other in time: in each stretch the most special."""
    mine = [row for row in rows if row.covers(kind, level, title)]
    marks = sorted({r.period.start for r in mine} | {r.period.end for r in mine if r.period.end})
    found: list[Limit] = []
    for mark, end in zip_longest(marks, marks[1:]):
        best = max((r for r in mine if mark in r.period), key=lambda r: r.weight, default=None)
        if best:
            found.append(replace(best, period=Period(mark, end)))
    return tuple(found)


def retirement_day(born: date, limits: tuple[Limit, ...]) -> date:
    """
    The first of the month after the birthday (PP 11/2017 ps. 240) of the age that is in force on
    that very day. Whom a lower age overtakes retires when it begins.
    """
    day = date.max
    for row in limits:
        day = max(_after(born, row.age), row.period.start)
        if row.period.end is None or day < row.period.end:
            return day
    return day


def _after(born: date, age: int) -> date:
    return add_months(born, age * 12 + 1).replace(day=1)


def retirement_age(kind: PositionKind, level: str, title: str = "") -> int:
    """The age as the law stands last."""
    return limits_of(kind, level, title)[-1].age
