"""Why heads stay unfilled: the people who could serve, counted by what keeps each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luwes_planner.explain.cut import Cut
from luwes_planner.explain.difference import Difference
from luwes_planner.explain.kept import LastOnly
from luwes_planner.instance import AVAILABLE, AWAY, Bools, Instance, Ints
from luwes_planner.model.presence import coverage
from luwes_planner.model.signatures import skills_asked
from luwes_planner.model.travel import NO_WAY, minutes
from luwes_planner.result import Plan, Rows, Unfilled

MOST_NAMED = 5


@dataclass(frozen=True)
class Nearby:
    """Somebody who could serve if the travel limit were wider."""

    person: str
    minutes: int
    over_limit: int


@dataclass(frozen=True)
class Holding:
    """A presence rule without room left, and how many of the qualified it holds."""

    unit: str
    group: str
    people: int


@dataclass(frozen=True)
class Below:
    """Who of the allowed groups holds a competency, where nobody there holds it at the level asked.

    `person` is the highest of them; of several, the nearest.
    """

    competency: str
    people: int
    lowest: int
    highest: int
    person: str
    unit: str


@dataclass(frozen=True)
class Shortage:
    """What became of everybody with group and competencies for a need.

    `qualified` = `serving` + `away` + `home_only` + `excluded` + `not_free` + `too_far`
    + `serving_before` + `serving_after` + `held` + `left`: each person is counted once, under the
    first that applies. `serving_before` are at needs of an equal or higher tier; `left` could
    serve (always 0 in an optimal plan where the need lacks heads).

    Attributes
    ----------
    holders : for each competency asked, how many on the books hold the level to the last day
    below : the holders of lower levels, by competency that nobody holds at the level asked
    holding : the presence rules that hold most of the `held`; somebody may be under several
    nearest : the nearest free people outside the travel limit
    gain_one : how the best plan changes with one more who is able and stands at the site
        (negative is better); None where presence sets cross or the plan isn't optimal
    cut : why no plan fills more heads here; None there too, and where one could
    serving_at : where those of `serving_before` and `serving_after` serve: need and how many, by need
    """

    need: str
    short_minimum: int
    short_desired: int
    qualified: int
    serving: int
    away: int
    home_only: int
    excluded: int
    not_free: int
    too_far: int
    serving_before: int
    serving_after: int
    held: int
    left: int
    holders: tuple[tuple[str, int, int], ...]
    below: tuple[Below, ...]
    holding: tuple[Holding, ...]
    nearest: tuple[Nearby, ...]
    gain_one: Difference | None = None
    cut: Cut | None = None
    serving_at: tuple[tuple[str, int], ...] = ()

    @property
    def reason(self) -> str:
        """One word, see `luwes_planner.result.Unfilled`."""
        return reason_of({name: getattr(self, name) for name in SIEVE})


#: What keeps the qualified from a need, the first that applies counting; the last could serve.
SIEVE: Final = (
    "serving", "away", "home_only", "excluded", "not_free", "too_far", "serving_before",
    "serving_after", "held", "left",
)  # fmt: skip

_ELSEWHERE = [SIEVE.index("serving_before"), SIEVE.index("serving_after")]


def reason_of(count: Mapping[str, int]) -> str:
    """The word for what the qualified of a need come to."""
    able = sum(count.values()) - count["serving"]
    if not able:
        return "competency"
    able -= count["away"] + count["home_only"] + count["excluded"] + count["not_free"]
    if not able:
        return "availability"
    if able == count["too_far"]:
        return "travel"
    serving = count["serving_before"] + count["serving_after"]
    return "presence" if count["held"] >= serving else "tiers"


class Situation:
    """A plan's people, looked at from one need after another."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance = instance
        self.cover = coverage(instance)
        person, need = plan.indices()
        people = instance.people
        self.serves = np.full(len(people.id), -1, np.int64)
        self.serves[person] = need
        self.full = self.cover.taken(person) >= self.cover.room
        cell_full = np.zeros(len(self.cover.cell_unit), bool)
        cell_full[self.cover.rule_cell[self.full[self.cover.rule]]] = True
        self.held = cell_full[self.cover.cell]
        self.asked = skills_asked(instance)
        rules = instance.rules
        self.never = np.zeros(len(people.id), bool)
        self.never[rules.person[rules.need < 0]] = True
        self.starts, self.start = np.unique(people.place, return_inverse=True)
        self._levels: dict[tuple[int, int], NDArray[np.int8]] = {}
        self._qualified: dict[object, Ints] = {}
        self._ways: dict[int, Ints] = {}
        order = np.argsort(instance.skills.competency, kind="stable")
        self._by_competency = (
            order,
            np.searchsorted(
                instance.skills.competency[order], np.arange(len(instance.competencies) + 1)
            ),
        )

    def level(self, competency: int, day: int) -> NDArray[np.int8]:
        """Everybody's best level of a competency valid on a day."""
        if (competency, day) not in self._levels:
            skills, (order, first) = self.instance.skills, self._by_competency
            rows = order[first[competency] : first[competency + 1]]
            rows = rows[skills.valid_until[rows] >= day]
            best = np.zeros(len(self.instance.people.id), np.int8)
            np.maximum.at(best, skills.person[rows], skills.level[rows].astype(np.int8))
            self._levels[competency, day] = best
        return self._levels[competency, day]

    def allowed(self, need: int) -> Bools:
        """Who is of an allowed group."""
        needs, people = self.instance.needs, self.instance.people
        if not needs.groups[need]:
            return np.ones(len(people.id), bool)
        return np.isin(people.group, needs.groups[need])

    def qualified(self, need: int) -> Ints:
        """Who is of an allowed group and holds all competencies to the last day, ascending."""
        needs = self.instance.needs
        key = needs.groups[need], tuple(self.asked[need]), int(needs.end[need])
        if key not in self._qualified:
            ok = self.allowed(need)
            for what, least in self.asked[need]:
                ok &= self.level(what, int(needs.end[need]) - 1) >= least
            self._qualified[key] = np.flatnonzero(ok)
        return self._qualified[key]

    def is_qualified(self, need: int) -> Bools:
        """Of everybody, whether they are among the `qualified`."""
        found = np.zeros(len(self.instance.people.id), bool)
        found[self.qualified(need)] = True
        return found

    def excluded(self, need: int) -> Bools:
        """Who is kept from this need, or from all, by a rule."""
        out = self.never.copy()
        out[self._barred(need)] = True
        return out

    def _barred(self, need: int) -> Ints:
        rules = self.instance.rules
        return np.asarray(rules.person[(rules.need == need) & ~rules.is_pin])

    def free(self, need: int) -> Bools:
        """Who is available on all days of the need."""
        needs, people = self.instance.needs, self.instance.people
        return np.asarray(
            (people.available_from <= needs.start[need]) & (people.available_to >= needs.end[need])
        )

    def minutes(self, need: int) -> Ints:
        """Everybody's minutes to the need, `NO_WAY` where there is none."""
        return np.asarray(self._time(need)[self.start])

    def _time(self, need: int) -> Ints:
        """Minutes to the need from each of the places where people start."""
        place = int(self.instance.needs.place[need])
        if place not in self._ways:
            to = np.full(len(self.starts), place)
            self._ways[place] = minutes(self.instance, self.starts, to)
        return self._ways[place]

    def sieved(self, need: int) -> tuple[Ints, Ints]:
        """The qualified of a need, and for each the place in `SIEVE` of what keeps them."""
        needs, people = self.instance.needs, self.instance.people
        who = self.qualified(need)
        time, limit = self._time(need)[self.start[who]], int(needs.max_minutes[need])
        serves, state = self.serves[who], people.state[who]
        caught = np.stack(
            [
                serves == need,
                state == AWAY,
                state != AVAILABLE,
                self.never[who] | np.isin(who, self._barred(need)),
                (people.available_from[who] > needs.start[need])
                | (people.available_to[who] < needs.end[need]),
                (time == NO_WAY) | ((limit >= 0) & (time > limit)),
                (serves >= 0) & (needs.tier[serves] <= needs.tier[need]),
                serves >= 0,
                self.held[who],
                np.ones(len(who), bool),
            ]
        )
        return who, caught.argmax(axis=0)

    def counted(self, need: int) -> dict[str, int]:
        """How many of the qualified each part of the sieve keeps."""
        _who, at = self.sieved(need)
        return dict(zip(SIEVE, np.bincount(at, minlength=len(SIEVE)).tolist(), strict=True))

    def shortage(self, need: int) -> Shortage:
        """Count what keeps the qualified from this need."""
        instance, needs = self.instance, self.instance.needs
        who, at = self.sieved(need)
        count = dict(zip(SIEVE, np.bincount(at, minlength=len(SIEVE)).tolist(), strict=True))
        time, limit = self.minutes(need), int(needs.max_minutes[need])
        far = who[(at == SIEVE.index("too_far")) & (self.serves[who] < 0)]
        nearest = self._nearest(far[time[far] != NO_WAY], time, limit)
        held = who[at == SIEVE.index("held")]
        holding = self.holding(np.flatnonzero(self.full), held)[:MOST_NAMED]
        heads = int((self.serves == need).sum())
        minimum, desired = int(needs.minimum[need]), int(needs.desired[need])
        day = int(needs.end[need]) - 1
        return Shortage(
            need=needs.id[need],
            short_minimum=max(0, minimum - heads),
            short_desired=max(0, desired - max(heads, minimum)),
            qualified=len(who),
            **count,
            holders=tuple(
                (instance.competencies[what], least, int((self.level(what, day) >= least).sum()))
                for what, least in self.asked[need]
            ),
            below=tuple(self._below(need, time)),
            holding=holding,
            nearest=nearest,
            serving_at=self._serving_at(who[np.isin(at, _ELSEWHERE)]),
        )

    def _serving_at(self, who: Ints) -> tuple[tuple[str, int], ...]:
        """The needs where these people serve, and how many of them at each."""
        where, people = np.unique(self.serves[who], return_counts=True)
        names = self.instance.needs.id
        return tuple((names[n], heads) for n, heads in zip(where.tolist(), people.tolist(), strict=True))  # fmt: skip

    def _below(self, need: int, time: Ints) -> Iterator[Below]:
        instance, allowed = self.instance, self.allowed(need)
        way = np.where(time == NO_WAY, np.iinfo(np.int64).max, time)
        for what, least in self.asked[need]:
            level = np.where(allowed, self.level(what, int(instance.needs.end[need]) - 1), 0)
            holds = np.flatnonzero(level)
            if not len(holds) or level.max() >= least:
                continue
            first = holds[np.lexsort((way[holds], -level[holds]))[0]]
            yield Below(
                instance.competencies[what],
                len(holds),
                int(level[holds].min()),
                int(level[first]),
                instance.people.id[first],
                instance.units.id[instance.people.unit[first]],
            )

    def _nearest(self, index: Ints, time: Ints, limit: int) -> tuple[Nearby, ...]:
        index = index[np.argsort(time[index], kind="stable")[:MOST_NAMED]]
        names = self.instance.people.id
        return tuple(Nearby(names[i], int(time[i]), int(time[i]) - limit) for i in index)

    def holding(self, rules: Ints, who: Ints) -> tuple[Holding, ...]:
        """Some presence rules with how many of `who` are under each, most first."""
        people, table, instance = self.cover.taken(who), self.instance.presence, self.instance
        return tuple(
            Holding(
                instance.units.id[table.unit[r]],
                instance.groups[table.group[r]] if table.group[r] >= 0 else "",
                int(people[r]),
            )
            for r in rules[np.argsort(-people[rules], kind="stable")]
            if people[r] > 0
        )


#: `Situation`, the last one kept for the next question about the same plan.
situation_of = LastOnly(Situation)


def with_reasons(instance: Instance, plan: Plan) -> Plan:
    """The same plan with the reason of every unfilled head."""
    if not plan.unfilled:
        return plan
    situation = Situation(instance, plan)
    frame = plan.rows(Unfilled).frame
    needs = instance.needs.id.indices(frame["need"])
    reason = {n: reason_of(situation.counted(n)) for n in np.unique(needs).tolist()}
    words = pl.Series("reason", [reason[n] for n in needs.tolist()], dtype=pl.String)
    return replace(plan, unfilled=Rows(Unfilled, frame.with_columns(words)))
