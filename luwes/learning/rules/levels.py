"""From what somebody can show to a level: one rule, told with its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luwes.core.periods import Period


class Showing(StrEnum):
    CERTIFICATE = "certificate"  # a test was passed, here or elsewhere
    EXPERIENCE = "experience"  # accepted evidence of work
    ASSESSMENT = "assessment"  # by an assessment centre


@dataclass(frozen=True)
class Shown:
    """Something on file: `level` it reaches by itself, `days` of work, and when it counts."""

    kind: Showing
    level: int
    words: str
    period: Period
    days: int = 0


@dataclass(frozen=True)
class Reached:
    """A level with what it rests on; `next`: what would raise it by one."""

    level: int
    because: tuple[str, ...] = ()
    until: date | None = None


# Own rule until a regulation says otherwise: work alone reaches level 3, and each level takes so many days.
EXPERIENCE_DAYS = {1: 10, 2: 60, 3: 180}
EXPERIENCE_MOST = 3


def level(shown: Iterable[Shown], on: date) -> Reached:
    """
    The highest of: a certificate or assessment in force, at its own level; accepted work, by its days
    (each piece counts up to the level it asked), never above 3. The longest-lasting ground decides `until`.
    """
    valid = [s for s in shown if on in s.period]
    papers = [s for s in valid if s.kind is not Showing.EXPERIENCE]
    best = max((s.level for s in papers), default=0)
    worked, grounds = _by_work([s for s in valid if s.kind is Showing.EXPERIENCE])
    if worked > best:
        return Reached(worked, grounds)
    if not best:
        return Reached(0)
    holding = [s for s in papers if s.level == best]
    ends = [s.period.end for s in holding]
    last = None if None in ends else max(end for end in ends if end)
    return Reached(best, tuple(s.words for s in holding), last)


def _by_work(rows: list[Shown]) -> tuple[int, tuple[str, ...]]:
    for asked in range(EXPERIENCE_MOST, 0, -1):
        counting = [s for s in rows if s.level >= asked]
        if sum(s.days for s in counting) >= EXPERIENCE_DAYS[asked]:
            return asked, tuple(s.words for s in counting)
    return 0, ()
