"""The rota of a post as people read it: by person and day, and by day and shift. Reads only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from luwes.core.days import midnight
from luwes.staffing import hours, rosters
from luwes.staffing.hours import Duty, Policy, Slot
from luwes.staffing.models import Assignment, Need, Shift

DAYS = 7  # of one page
Duties = Mapping[int, Sequence[Duty]]  # by assignment


@dataclass(frozen=True)
class Cell:
    """One day of one person."""

    day: date
    word: str = ""
    short: str = ""
    leads: bool = False
    is_night: bool = False
    is_absent: bool = False


@dataclass(frozen=True)
class Line:
    """One person of the post; `nights` and `hours` are those of the days shown."""

    assignment: Assignment
    cells: tuple[Cell, ...]
    may_lead: bool
    nights: int
    hours: int


@dataclass(frozen=True)
class Team:
    """Those of one shift on one day, the leader first."""

    day: date
    slot: Slot
    duty: Duty
    people: tuple[Assignment, ...]
    leader: Assignment | None
    is_past: bool

    @property
    def lack(self) -> int:
        return 0 if self.is_past else max(0, self.slot.heads - len(self.people))


@dataclass(frozen=True)
class Day:
    day: date
    teams: tuple[Team, ...]
    standby: tuple[Assignment, ...]


@dataclass(frozen=True)
class Grid:
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]

    @cached_property
    def lack(self) -> int:
        return sum(team.lack for day in self.days for team in day.teams)

    @cached_property
    def leaderless(self) -> int:
        """Teams to come with people and nobody who may lead."""
        teams = [team for day in self.days for team in day.teams]
        return sum(bool(t.people) and t.leader is None and not t.is_past for t in teams)

    @property
    def by_slot(self) -> list[tuple[Slot, list[Team]]]:
        """The same teams, a row a shift."""
        return [
            (s, [day.teams[n] for day in self.days if day.teams]) for n, s in enumerate(self.slots)
        ]


def stored(need: Need, first_day: date, last_day: date) -> dict[int, list[Duty]]:
    """What is kept, with a week around the days so that rest and runs can be told."""
    rows = Shift.objects.filter(
        assignment__need=need,
        starts_at__gte=midnight(first_day - timedelta(days=DAYS)),
        starts_at__lt=midnight(last_day + timedelta(days=DAYS + 1)),
    )
    found: dict[int, list[Duty]] = {}
    for row in rows.order_by("starts_at", "pk"):
        found.setdefault(row.assignment_id, []).append(rosters.duty_of(row))
    return found


def drafted(draft: rosters.Draft) -> dict[int, list[Duty]]:
    """What would be kept."""
    return {pk: draft.duties(pk) for pk in draft.rota.tours}


def grid(
    need: Need, people: Collection[Assignment], duties: Duties, *, first_day: date, last_day: date,
    now: datetime, absent: Collection[tuple[int, date]] = (),
) -> Grid:  # fmt: skip
    """`people` by name; `duties` of at least these days; `absent`: who did not come on which day."""
    slots, policy = rosters.slots_of(need), rosters.policy_on(first_day)
    count = (last_day - first_day).days + 1
    days = [first_day + timedelta(days=n) for n in range(count)]
    at: dict[tuple[date, int], list[Assignment]] = {}
    for row in people:
        for duty in duties.get(row.pk, ()):
            if (row.pk, duty.day) not in absent:
                at.setdefault((duty.day, _slot(slots, duty)), []).append(row)
    told = tuple(
        Day(
            day,
            tuple(_team(day, n, slot, at.get((day, n), []), now) for n, slot in enumerate(slots))
            if day in need.period
            else (),
            _standby(day, people, duties, slots, policy, now),
        )
        for day in days
    )
    leaders = {
        (team.day, n): team.leader for day in told for n, team in enumerate(day.teams)
    }  # fmt: skip
    lines = tuple(
        _line(row, duties.get(row.pk, ()), days, slots, leaders, absent) for row in people
    )
    return Grid(told, slots, lines)


def _slot(slots: Sequence[Slot], duty: Duty) -> int:
    """Which shift of the day it is; −1 where the pattern has changed since."""
    at = duty.starts_at.time()
    return next((n for n, slot in enumerate(slots) if slot.starts == at), -1)


def _team(day: date, number: int, slot: Slot, people: Iterable[Assignment], now: datetime) -> Team:
    leader = next((row for row in people if hasattr(row, "team_leader")), None)
    ordered = sorted(people, key=lambda row: row is not leader)
    duty = duty_on(day, slot)
    return Team(day, slot, duty, tuple(ordered), leader, duty.ends_at <= now)


def duty_on(day: date, slot: Slot) -> Duty:
    starts = midnight(day) + timedelta(minutes=slot.opens)
    return Duty(starts, starts + timedelta(minutes=slot.minutes))


def _standby(
    day: date, people: Iterable[Assignment], duties: Duties, slots: Sequence[Slot], policy: Policy,
    now: datetime,
) -> tuple[Assignment, ...]:  # fmt: skip
    """Who has no shift that day and whose rest would allow one that has not begun."""
    asked = [duty for slot in slots if (duty := duty_on(day, slot)).starts_at > now]
    return tuple(
        row
        for row in people
        if asked and day in row.period
        and all(duty.day != day for duty in duties.get(row.pk, ()))
        and any(not hours.duty_problems(duty, duties.get(row.pk, ()), policy) for duty in asked)
    )  # fmt: skip


def _line(
    row: Assignment, duties: Sequence[Duty], days: Sequence[date], slots: Sequence[Slot],
    leaders: Mapping[tuple[date, int], Assignment | None], absent: Collection[tuple[int, date]],
) -> Line:  # fmt: skip
    on: dict[date, list[Duty]] = {}
    for duty in duties:
        if days[0] <= duty.day <= days[-1]:
            on.setdefault(duty.day, []).append(duty)
    cells = []
    for day in days:
        numbers = [_slot(slots, duty) for duty in on.get(day, ())]
        words = [
            slots[n].name if n >= 0 else f"{duty.starts_at:%H.%M}"
            for n, duty in zip(numbers, on.get(day, ()), strict=True)
        ]
        short = "".join(w[:1] if n >= 0 else w for n, w in zip(numbers, words, strict=True))
        leads = any(leaders.get((day, n)) == row for n in numbers)
        is_night = any(duty.is_night for duty in on.get(day, ()))
        cells.append(Cell(day, ", ".join(words), short, leads, is_night, (row.pk, day) in absent))
    shown = [duty for some in on.values() for duty in some]
    return Line(
        row, tuple(cells), hasattr(row, "team_leader"), sum(duty.is_night for duty in shown),
        round(sum(duty.hours for duty in shown)),
    )  # fmt: skip
