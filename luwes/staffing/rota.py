"""
The simple rota of one post: each person one shift for some consecutive days, then relieved. Pure.

What is decided in order, each as far as the ones before allow:

1. the fewest heads missing of what a shift needs at least, over all days and shifts;
2. the fewest missing of what it wishes;
3. the fewest teams (shift × day) without somebody who may lead;
4. the fewest days on duty, then the earliest starts: who is over is left free, as standby;
5. who takes which tour: nights go to those who served the fewest within the last year.

A tour is as long as the limits allow, so it is told by person, shift and first day. Steps 1–4 choose
only *how many* of each kind of people (same days, may lead or not) begin where. Where all are of
one kind, order the columns by shift and first day: a row "who is on duty in this shift on this
day" then has its ones side by side (the last so many first days), and so has the row that counts
the people (all columns). Such an interval matrix is totally unimodular (Fulkerson & Gross 1965;
Nemhauser & Wolsey, III.1), its linear programme is the dual of a flow in a network of days, and its
vertices are whole: step 1 is exact by it alone. People who come and go on different days, leaders, and holding a
step while the next is solved break the pattern; then HiGHS branches until nothing better
is left, which `proven` says. Step 5 is an assignment, exact by min-cost flow (`luwes_planner.core`).
It takes the numbers of 1–4 as they are: where several sets of numbers are equally good it does not
look whether another would spread the nights more evenly.

Last, days that nobody needs are cut off at the ends of tours; no head and no leader is lost by it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from luwes.staffing.hours import Policy, Slot
from luwes_planner import core
from luwes_planner.engine.highs import OPEN, Programme, Rows

MISSED = 10**9  # of a tour that nobody takes; there is always somebody
A_DAY = 1440


class Last(NamedTuple):
    """
    What somebody served last before the rota: on which day (−1: the day before), in which of its
    shifts (None: another), how many days and nights in a row, and the minute, from the rota's first midnight, it ended.
    """

    day: int
    slot: int | None
    days: int
    nights: int
    ended: int


@dataclass(frozen=True)
class Person:
    """Somebody of the post, free from the day `first` until before `end`; days count from 0."""

    key: int
    first: int
    end: int
    may_lead: bool = False
    nights: int = 0
    last: Last | None = None


@dataclass(frozen=True)
class Asked:
    """`opens`: the minute from which shifts may still begin, where the first day is under way."""

    people: tuple[Person, ...]
    slots: tuple[Slot, ...]
    days: int
    policy: Policy
    opens: int = 0

    def begins(self, slot: int, day: int) -> int:
        return day * A_DAY + self.slots[slot].opens

    def teams(self) -> Iterator[tuple[int, int]]:
        """Every (slot, day) that is to come and wants somebody."""
        for slot, wanted in enumerate(self.slots):
            for day in range(self.days):
                if wanted.heads and self.begins(slot, day) >= self.opens:
                    yield slot, day


class Tour(NamedTuple):
    slot: int
    first: int
    days: int

    @property
    def teams(self) -> list[tuple[int, int]]:
        return [(self.slot, day) for day in range(self.first, self.first + self.days)]


class Lack(NamedTuple):
    """How many are missing in a shift of a day, and how many of them of its least."""

    slot: int
    day: int
    heads: int
    least: int


@dataclass(frozen=True)
class Rota:
    """`tours` by the person's key; `lacks` and `leaderless` by day and shift; `proven`: none is better."""

    tours: dict[int, Tour]
    lacks: tuple[Lack, ...]
    leaderless: tuple[tuple[int, int], ...]
    proven: bool


def tours_of(person: Person, asked: Asked) -> tuple[Tour, ...]:
    """Every tour the person may take, each as long as the limits allow."""
    found = []
    for slot, day in asked.teams():
        most = _most_days(person, slot, day, asked)
        days = min(most, min(person.end, asked.days) - day)
        if person.first <= day and days > 0:
            found.append(Tour(slot, day, days))
    return tuple(found)


def _most_days(person: Person, slot: int, day: int, asked: Asked) -> int:
    policy, last, is_night = asked.policy, person.last, asked.slots[slot].is_night
    most, nights = policy.running_days, policy.running_nights
    if last is not None:
        goes_on = day == last.day + 1 and slot == last.slot
        if day <= last.day + 1 and not goes_on:
            return 0
        if asked.begins(slot, day) < last.ended + policy.rest_hours * 60:
            return 0
        if goes_on:
            most, nights = most - last.days, nights - last.nights
    return min(most, nights) if is_night else most


def compose(asked: Asked, *, until: float | None = None) -> Rota:
    """
    The best rota; `until` as of `time.perf_counter`.

    :raises TimeoutError: when no rota was found by then
    """
    choices = {person: tours_of(person, asked) for person in asked.people}
    kinds = Counter((tours, p.may_lead) for p, tours in choices.items() if tours)
    if not kinds:
        return _told(asked, {}, True)
    counts, proven = _Counting(asked, kinds).solve(until)
    tours = _trimmed(asked, _named(asked, choices, counts))
    return _told(asked, tours, proven)


Kind = tuple[tuple[Tour, ...], bool]
Counts = dict[tuple[Tour, bool], int]


class _Counting:
    """How many of each kind begin each tour, as one programme for one objective after another."""

    def __init__(self, asked: Asked, kinds: Counter[Kind]) -> None:
        self.asked = asked
        self.columns = [(tour, lead, n) for n, (tours, lead) in enumerate(kinds) for tour in tours]
        self.teams = list(asked.teams())
        size, teams = len(self.columns), len(self.teams)
        self.least = size + np.arange(teams)
        self.wished = self.least + teams
        self.leaderless = self.wished + teams
        slots = [asked.slots[slot] for slot, _day in self.teams]
        most = [
            *(min(kinds[list(kinds)[n]], self._wanted(tour)) for tour, _lead, n in self.columns),
            *(slot.least for slot in slots), *(slot.heads - slot.least for slot in slots),
            *(1 for _slot in slots),
        ]  # fmt: skip
        self.programme = Programme(np.array(most, np.int64), self._rows(kinds, slots))

    def _wanted(self, tour: Tour) -> int:
        """More than this of one tour are never of use; one more may lead."""
        return self.asked.slots[tour.slot].heads + 1

    def _rows(self, kinds: Counter[Kind], slots: Sequence[Slot]) -> Rows:
        at: dict[tuple[int, int], list[int]] = {team: [] for team in self.teams}
        for column, (tour, _lead, _kind) in enumerate(self.columns):
            for team in tour.teams:
                at[team].append(column)
        rows: list[tuple[float, float, list[int]]] = []
        for n, count in enumerate(kinds.values()):
            own = [c for c, (_tour, _lead, kind) in enumerate(self.columns) if kind == n]
            rows.append((-OPEN, count, own))
        for n, team in enumerate(self.teams):
            missing = [int(self.least[n]), int(self.wished[n])]
            rows.append((slots[n].heads, OPEN, [*at[team], *missing]))
            leading = [column for column in at[team] if self.columns[column][1]]
            rows.append((1, OPEN, [*leading, int(self.leaderless[n])]))
        lengths = [len(entries) for _low, _high, entries in rows]
        entries = np.concatenate([np.array(entries, np.int64) for _low, _high, entries in rows])
        return Rows(
            np.array([low for low, _high, _entries in rows], np.float64),
            np.array([high for _low, high, _entries in rows], np.float64),
            np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
            entries,
            np.ones_like(entries),
        )

    def solve(self, until: float | None) -> tuple[Counts, bool]:
        point, proven = None, True
        for which in (self.least, self.wished, self.leaderless):
            cost = np.zeros(int(self.leaderless[-1]) + 1, np.int64)
            cost[which] = 1
            found = self.programme.minimise(cost, point, until)
            point, proven = found.point, proven and found.proven
            self.programme.hold(which, int(point[which].sum()))
        starts = self.asked.days * len(self.asked.people) + 1
        cost = np.zeros_like(point)
        cost[: len(self.columns)] = [t.days * starts + t.first for t, _l, _k in self.columns]
        found = self.programme.minimise(cost, point, until)
        counts: Counts = {}
        for (tour, lead, _kind), count in zip(self.columns, found.point, strict=False):
            if count:
                counts[tour, lead] = counts.get((tour, lead), 0) + int(count)
        return counts, proven and found.proven


def _named(
    asked: Asked, choices: dict[Person, tuple[Tour, ...]], counts: Counts
) -> dict[int, Tour]:
    """Put names on the tours: whoever may take one, those with few nights before the others."""
    places = sorted(counts)
    ways: list[tuple[int, int, int]] = []
    for n, (person, tours) in enumerate(choices.items()):
        able = set(tours)
        for place, (tour, leads) in enumerate(places):
            if tour in able and (person.may_lead or not leads):
                nights = tour.days if asked.slots[tour.slot].is_night else 0
                ways.append((n, place, nights * person.nights))
    wanted = np.array([counts[place] for place in places], np.int64)
    missed, none = np.full_like(wanted, MISSED), np.zeros(0, np.int64)
    one = np.ones(len(choices), np.int64)
    answer = core.allocate(
        core.Problem(
            core.Supplies(one, -one),
            core.Quotas(none, none, none, none),
            core.Demands(wanted, wanted, missed, missed),
            core.Ways(*np.array(ways, np.int64).T),
        )
    )
    people = list(choices)
    taken = [ways[way] for way in np.flatnonzero(answer.amount)]
    return {people[n].key: places[place][0] for n, place, _cost in taken}


def _trimmed(asked: Asked, tours: dict[int, Tour]) -> dict[int, Tour]:
    """Without the days at the ends of tours that are beyond what is wanted."""
    leads = {person.key for person in asked.people if person.may_lead}
    here = Counter(team for tour in tours.values() for team in tour.teams)
    leading = Counter(t for key, tour in tours.items() if key in leads for t in tour.teams)

    def is_over(key: int, team: tuple[int, int]) -> bool:
        if here[team] <= asked.slots[team[0]].heads or (key in leads and leading[team] == 1):
            return False
        here[team] -= 1
        leading[team] -= key in leads
        return True

    found = {}
    for key, tour in sorted(tours.items(), key=lambda item: (item[0] in leads, item[0])):
        cut = tour
        while cut.days and is_over(key, (cut.slot, cut.first + cut.days - 1)):
            cut = cut._replace(days=cut.days - 1)
        while cut.days and is_over(key, (cut.slot, cut.first)):
            cut = cut._replace(first=cut.first + 1, days=cut.days - 1)
        if cut.days:
            found[key] = cut
    return found


def _told(asked: Asked, tours: dict[int, Tour], proven: bool) -> Rota:
    leads = {person.key for person in asked.people if person.may_lead}
    here = Counter(team for tour in tours.values() for team in tour.teams)
    led = {team for key, tour in tours.items() if key in leads for team in tour.teams}
    lacks, leaderless = [], []
    for slot, day in sorted(asked.teams(), key=lambda team: (team[1], team[0])):
        wanted, have = asked.slots[slot], here[slot, day]
        if have < wanted.heads:
            lacks.append(Lack(slot, day, wanted.heads - have, max(0, wanted.least - have)))
        if (slot, day) not in led:
            leaderless.append((slot, day))
    return Rota(dict(sorted(tours.items())), tuple(lacks), tuple(leaderless), proven)
