"""From what somebody can show to a level: one rule, told with its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luwes.core.periods import Period


class Showing(StrEnum):
    PAPER = "paper"  # a level on file: a certificate, a test, an assessment
    EXPERIENCE = "experience"  # accepted evidence of work


@dataclass(frozen=True)
class Shown:
    """Something on file: the `level` it reaches by itself, `days` of work, and when it counts."""

    kind: Showing
    level: int
    words: str
    period: Period
    days: int = 0


@dataclass(frozen=True)
class Reached:
    """
    A level with what it rests on. `until`: the first day without it, None where it does not end.
    `days_lacking`: of accepted work that would raise it by one; None where work raises it no more.
    """

    level: int
    because: tuple[str, ...] = ()
    until: date | None = None
    days_lacking: int | None = None
    by_work: bool = False


# Own rule until a regulation says otherwise: work alone reaches level 3, and each level takes so many days.
EXPERIENCE_DAYS = {1: 10, 2: 60, 3: 180}
EXPERIENCE_MOST = 3
TOP = 5


def level(shown: Iterable[Shown], on: date, *, work_counts: bool = True) -> Reached:
    """
    The highest of: a paper in force, at its own level; accepted work, by its days, never above 3.

    Work does not lapse: it counts from its last day on. Where a competency needs a certificate, work
    does not count (`work_counts`). The longest-lasting of the highest papers decides `until`.
    """
    rows = list(shown)
    papers = [s for s in rows if s.kind is Showing.PAPER and on in s.period]
    work = [s for s in rows if s.kind is Showing.EXPERIENCE and work_counts and _is_over(s, on)]
    best = max((s.level for s in papers), default=0)
    days = sum(s.days for s in work)
    worked = max((n for n, least in EXPERIENCE_DAYS.items() if days >= least), default=0)
    reached = max(best, worked)
    lacking = EXPERIENCE_DAYS[reached + 1] - days if work_counts and reached < EXPERIENCE_MOST else None  # fmt: skip
    if worked > best:
        return Reached(worked, _words(work), None, lacking, by_work=True)
    holding = [s for s in papers if s.level == best]
    return Reached(best, _words(holding), _last(holding), lacking)


def _is_over(shown: Shown, on: date) -> bool:
    return shown.period.end is not None and shown.period.end <= on


def _words(rows: list[Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.words for s in rows if s.words))


def _last(holding: list[Shown]) -> date | None:
    ends = [s.period.end for s in holding]
    return max((end for end in ends if end), default=None) if None not in ends else None
