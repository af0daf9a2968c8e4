"""
How much somebody carries, and from when on the superior must look. Pure; never a score of a person.

No law caps the hours of an emergency, so most limits are a policy and say so; a deployment's own
(`DutyPolicy`) take the place of Luwes's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from luwes.core.periods import Period
from luwes.staffing.hours import Duty, Policy, running
from luwes.staffing.rules import Load as Share
from luwes.staffing.rules import peak

POLICY = "kebijakan Luwes"
WEEK_HOURS = 37.5  # Perpres 21/2023: the working week of civil servants
DAY_HOURS = WEEK_HOURS / 5
BREAK = timedelta(hours=2)  # less away from the post is a break within a duty, and no rest
WINDOW, NEAR, AWAY_WITHIN = timedelta(days=7), timedelta(days=14), timedelta(days=90)
_DAY = timedelta(days=1)


class Key(StrEnum):
    """What a signal is about."""

    WEEK = "week"  # hours of the last seven days
    ORDERED = "ordered"  # hours of the next seven days
    SHIFT = "shift"  # the longest duty without a break
    REST = "rest"  # the shortest rest between two
    NIGHTS = "nights"  # in a row
    RUNNING = "running"  # days in a row, today the last, or yesterday where today has not begun
    ROTATION = "rotation"  # days of one duty
    AWAY = "away"  # days away from the home post within ninety
    PERCENT = "percent"  # the own post and what is done beside it
    CASES = "cases"
    OVERDUE = "overdue"
    CLASSES = "classes"  # hours of the next seven days
    LEAVE = "leave"  # days of annual leave that will be lost
    OWN = "own"  # the person says that it is too much


class Level(StrEnum):
    NOTICE = "notice"
    WARN = "warn"
    DANGER = "danger"


RANK = {Level.NOTICE: 0, Level.WARN: 1, Level.DANGER: 2}
# Working days within which the superior answers: kebijakan Luwes.
ANSWER_WITHIN = {Level.WARN: 3, Level.DANGER: 1}


@dataclass(frozen=True)
class Load:
    """All that is on one person, in figures. None: nothing is known of it."""

    week: float = 0
    ordered: float = 0
    shift: float = 0
    rest: float | None = None
    nights: int = 0
    running: int = 0
    rotation: int = 0
    away: int = 0
    percent: int = 100
    cases: int = 0
    overdue: int = 0
    classes: float = 0
    leave: int = 0
    month: int = 1  # of the day it was worked out
    leave_law: str = "PP 11/2017 ps. 313"


@dataclass(frozen=True)
class Signal:
    """That a figure is beyond a limit; `law`: where the limit comes from, or that it is a policy."""

    key: Key
    level: Level
    figure: float
    limit: float
    law: str


@dataclass(frozen=True)
class Step:
    """From beyond which figure on a level holds."""

    level: Level
    limit: float
    law: str


@dataclass(frozen=True)
class Limit:
    """The steps of one figure, the lightest first. `is_least`: less is worse."""

    key: Key
    steps: tuple[Step, ...]
    is_least: bool = False

    def judged(self, figure: float | None) -> Signal | None:
        if figure is None:
            return None
        beyond = [
            step
            for step in self.steps
            if (figure < step.limit if self.is_least else figure > step.limit)
        ]
        if not beyond:
            return None
        last = beyond[-1]
        return Signal(self.key, last.level, figure, last.limit, last.law)


def limits(policy: Policy) -> tuple[Limit, ...]:
    """The whole table; what is not law comes from the policy of hours in force, or from Luwes."""
    ours = policy.source or POLICY
    notice, warn, danger = Level.NOTICE, Level.WARN, Level.DANGER
    week = policy.shift_hours * policy.running_days
    return (
        Limit(Key.WEEK, (
            Step(notice, WEEK_HOURS, "Perpres 21/2023"), Step(warn, week, ours),
            Step(danger, policy.shift_hours * 7, ours),
        )),
        Limit(Key.ORDERED, (Step(warn, week, ours), Step(danger, policy.shift_hours * 7, ours))),
        Limit(Key.SHIFT, (
            Step(warn, policy.shift_hours, ours), Step(danger, policy.shift_hours + 4, POLICY),
        )),
        Limit(Key.REST, (
            Step(warn, policy.rest_hours, ours), Step(danger, policy.rest_hours - 3, POLICY),
        ), is_least=True),
        Limit(Key.NIGHTS, (
            Step(warn, policy.running_nights, ours), Step(danger, policy.running_nights + 2, POLICY),
        )),
        Limit(Key.RUNNING, (
            Step(warn, policy.running_days, ours), Step(danger, policy.running_days * 2, POLICY),
        )),
        Limit(Key.ROTATION, (
            Step(warn, policy.rotation_days, ours), Step(danger, policy.rotation_days * 1.5, POLICY),
        )),
        Limit(Key.AWAY, (Step(notice, 30, POLICY), Step(warn, 45, POLICY), Step(danger, 60, POLICY))),
        Limit(Key.PERCENT, (Step(notice, 120, POLICY), Step(warn, 150, POLICY), Step(danger, 180, POLICY))),
        Limit(Key.CASES, (Step(notice, 30, POLICY), Step(warn, 50, POLICY))),
        Limit(Key.OVERDUE, (Step(notice, 3, POLICY), Step(warn, 10, POLICY))),
        Limit(Key.CLASSES, (Step(notice, 10, POLICY),)),
    )  # fmt: skip


def signals(load: Load, policy: Policy) -> list[Signal]:
    """Everything beyond a limit, in the order of the table."""
    found = [limit.judged(getattr(load, limit.key.value)) for limit in limits(policy)]
    return [*filter(None, found), *_leave(load)]


def _leave(load: Load) -> Iterator[Signal]:
    """Leave that lapses at the end of the year: said from October on, asked about in December."""
    if load.leave > 0 and load.month >= 10:
        level = Level.WARN if load.month == 12 and load.leave > 2 else Level.NOTICE
        yield Signal(Key.LEAVE, level, load.leave, 0, load.leave_law)


# ── how the figures come about ───────────────────────────────────────


@dataclass(frozen=True)
class Work:
    """
    What is known of one person's time, in the government's own time.

    `duties`: on the clock, served as far as they lie before now, ordered after it. `duty_days`: those
    of duties without a clock, up to today. `away`: days served elsewhere. `home_days`: at the own post.
    `since`: first day of the full duty under way. `beside`: shares beside the own post.
    """

    duties: tuple[Duty, ...] = ()
    duty_days: frozenset[date] = frozenset()
    away: frozenset[date] = frozenset()
    home_days: frozenset[date] = frozenset()
    since: date | None = None
    beside: tuple[Share, ...] = ()
    cases: int = 0
    overdue: int = 0
    classes: tuple[Duty, ...] = field(default=())
    leave: int = 0
    leave_law: str = ""


def figures(work: Work, *, now: datetime) -> Load:
    """`now` in the government's own time, as all instants of the work."""
    on = now.date()
    near = [d for d in merged(work.duties, BREAK) if d.ends_at > now - WINDOW and d.starts_at < now + WINDOW]  # fmt: skip
    gaps = [_hours(two.starts_at - one.ends_at) for one, two in pairwise(near)]
    days = {duty.day for duty in work.duties if duty.starts_at <= now} | work.duty_days
    worked = days | work.home_days
    nights = {duty.day for duty in work.duties if duty.is_night and abs(duty.day - on) <= NEAR}
    beside = peak(work.beside, Period(on, on + NEAR)) if work.beside else 0
    return Load(
        week=_within(work.duties, now - WINDOW, now) + _at_home(work.home_days, on - WINDOW, on),
        ordered=_within(work.duties, now, now + WINDOW) + _at_home(work.home_days, on, on + WINDOW),
        shift=max((duty.hours for duty in near), default=0),
        rest=min(gaps, default=None),
        nights=max((running(day, nights) for day in nights), default=0),
        running=_until(on, worked) or _until(on - _DAY, worked),
        rotation=(on - work.since).days + 1 if work.since and work.since <= on else 0,
        away=sum(on - AWAY_WITHIN < day <= on for day in work.away),
        percent=100 + beside,
        cases=work.cases,
        overdue=work.overdue,
        classes=_within(work.classes, now, now + WINDOW),
        leave=work.leave,
        month=on.month,
        leave_law=work.leave_law,
    )


def _hours(length: timedelta) -> float:
    return round(length / timedelta(hours=1), 1)


def _within(duties: Iterable[Duty], since: datetime, until: datetime) -> float:
    parts = (min(d.ends_at, until) - max(d.starts_at, since) for d in merged(duties))
    return _hours(sum((max(part, timedelta(0)) for part in parts), timedelta(0)))


def _at_home(days: Collection[date], since: date, until: date) -> float:
    return DAY_HOURS * sum(since <= day < until for day in days)


def _until(day: date, days: Collection[date]) -> int:
    """How many in a row, this day the last."""
    count = 0
    while day - count * _DAY in days:
        count += 1
    return count


def merged(duties: Iterable[Duty], apart: timedelta = timedelta(0)) -> list[Duty]:
    """In order of time; what overlaps, or lies no further apart than this, is one."""
    found: list[Duty] = []
    for duty in sorted(duties):
        if found and duty.starts_at <= found[-1].ends_at + apart:
            found[-1] = Duty(found[-1].starts_at, max(found[-1].ends_at, duty.ends_at))
        else:
            found.append(duty)
    return found


def stays(signs: Sequence[tuple[datetime, bool]], until: datetime, policy: Policy) -> list[Duty]:
    """
    When somebody was at a post; `signs` are (when, in or out) in order of time.

    Whoever was never checked out counts as gone after a longest shift, as where rest is worked out.
    """
    longest, found, came = timedelta(hours=policy.shift_hours), [], None
    for at, is_in in [*signs, (until, True)]:
        if came is not None and at > came:
            found.append(Duty(came, min(at, came + longest) if is_in else at))
        came = at if is_in else None
    return found


def due(on: date, days: int, is_work: Callable[[date], bool]) -> date:
    """The last day to answer: so many working days after a day."""
    day, left = on, days
    while left:
        day += _DAY
        left -= is_work(day)
    return day


# ── what the superior may answer ─────────────────────────────────────


class Answer(StrEnum):
    DAY_OFF = "day_off"
    RELIEVED = "relieved"
    SHARED = "shared"  # given to others
    ACCEPTED = "accepted"


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    OVER = "over"


# Kebijakan Luwes: how long an answer may stand while the load is still there.
LONGEST_ACCEPTED, LATEST_DAY_OFF, TIME_TO_ACT = (
    timedelta(days=14), timedelta(days=14), timedelta(days=3),
)  # fmt: skip


def stands_until(answer: Answer, on: date, *, day: date | None, until: date | None) -> date:
    """The last day on which an answer stands; a load that is still there afterwards is asked about anew."""
    match answer:
        case Answer.DAY_OFF:
            return day or on
        case Answer.ACCEPTED:
            return until or on
        case _acted:
            return on + TIME_TO_ACT
