"""Why heads stay unfilled: the people who could serve, counted by what keeps each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from luwes_planner.explain.cut import Cut
from luwes_planner.explain.difference import Difference
from luwes_planner.explain.kept import LastOnly
from luwes_planner.instance import AVAILABLE, AWAY, Bools, Instance, Ints
from luwes_planner.model.presence import coverage
from luwes_planner.model.signatures import skills_asked
from luwes_planner.model.travel import NO_WAY, minutes
from luwes_planner.result import Plan, Unfilled

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

    @property
    def reason(self) -> str:
        """One word, see `luwes_planner.result.Unfilled`."""
        able = self.qualified - self.serving
        if not able:
            return "competency"
        able -= self.away + self.home_only + self.excluded + self.not_free
        if not able:
            return "availability"
        able -= self.too_far
        if not able:
            return "travel"
        serving = self.serving_before + self.serving_after
        return "presence" if self.held >= serving else "tiers"


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
        self._levels: dict[tuple[int, int], Ints] = {}

    def level(self, competency: int, day: int) -> Ints:
        """Everybody's best level of a competency valid on a day."""
        if (competency, day) not in self._levels:
            skills = self.instance.skills
            use = (skills.competency == competency) & (skills.valid_until >= day)
            best = np.zeros(len(self.instance.people.id), np.int64)
            np.maximum.at(best, skills.person[use], skills.level[use])
            self._levels[competency, day] = best
        return self._levels[competency, day]

    def allowed(self, need: int) -> Bools:
        """Who is of an allowed group."""
        needs, people = self.instance.needs, self.instance.people
        if not needs.groups[need]:
            return np.ones(len(people.id), bool)
        return np.isin(people.group, needs.groups[need])

    def qualified(self, need: int) -> Bools:
        """Who is of an allowed group and holds all competencies to the last day."""
        needs, ok = self.instance.needs, self.allowed(need)
        for what, least in self.asked[need]:
            ok &= self.level(what, int(needs.end[need]) - 1) >= least
        return ok

    def excluded(self, need: int) -> Bools:
        """Who is kept from this need, or from all, by a rule."""
        rules = self.instance.rules
        out = self.never.copy()
        out[rules.person[(rules.need == need) & ~rules.is_pin]] = True
        return out

    def free(self, need: int) -> Bools:
        """Who is available on all days of the need."""
        needs, people = self.instance.needs, self.instance.people
        return np.asarray(
            (people.available_from <= needs.start[need]) & (people.available_to >= needs.end[need])
        )

    def minutes(self, need: int) -> Ints:
        """Everybody's minutes to the need, `NO_WAY` where there is none."""
        place = self.instance.needs.place[need]
        table = minutes(self.instance, self.starts, np.full(len(self.starts), place))
        return np.asarray(table[self.start])

    def shortage(self, need: int) -> Shortage:
        """Count what keeps the qualified from this need."""
        instance, needs, people = self.instance, self.instance.needs, self.instance.people
        able = self.qualified(need)
        count: dict[str, Any] = {"qualified": int(able.sum())}
        time, limit = self.minutes(need), int(needs.max_minutes[need])
        far = (time == NO_WAY) | ((limit >= 0) & (time > limit))
        other = (self.serves >= 0) & (self.serves != need)
        before = other & (needs.tier[self.serves] <= needs.tier[need])
        sieve = {
            "serving": self.serves == need,
            "away": people.state == AWAY,
            "home_only": (people.state != AVAILABLE) & (people.state != AWAY),
            "excluded": self.excluded(need),
            "not_free": ~self.free(need),
            "too_far": far,
            "serving_before": before,
            "serving_after": other,
            "held": self.held,
        }
        nearest: tuple[Nearby, ...] = ()
        holding: tuple[Holding, ...] = ()
        for name, caught in sieve.items():
            mine = able & caught
            count[name] = int(mine.sum())
            if name == "too_far":
                nearest = self._nearest(mine & ~other & (time != NO_WAY), time, limit)
            if name == "held":
                holding = self.holding(np.flatnonzero(self.full), np.flatnonzero(mine))[:MOST_NAMED]
            able = able & ~caught
        heads = int((self.serves == need).sum())
        minimum, desired = int(needs.minimum[need]), int(needs.desired[need])
        day = int(needs.end[need]) - 1
        return Shortage(
            need=needs.id[need],
            short_minimum=max(0, minimum - heads),
            short_desired=max(0, desired - max(heads, minimum)),
            **count,
            left=int(able.sum()),
            holders=tuple(
                (instance.competencies[what], least, int((self.level(what, day) >= least).sum()))
                for what, least in self.asked[need]
            ),
            below=tuple(self._below(need, time)),
            holding=holding,
            nearest=nearest,
        )

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

    def _nearest(self, who: Bools, time: Ints, limit: int) -> tuple[Nearby, ...]:
        index = np.flatnonzero(who)
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
    number = {name: i for i, name in enumerate(instance.needs.id)}
    reason: dict[str, str] = {}
    rows: list[Unfilled] = []
    for row in plan.unfilled:
        if row.need not in reason:
            reason[row.need] = situation.shortage(number[row.need]).reason
        rows.append(replace(row, reason=reason[row.need]))
    return replace(plan, unfilled=tuple(rows))
