"""Why this person, why not that one, why nobody: numbers for the sentences on a screen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from luwes_planner.exchange.tables import STATES
from luwes_planner.explain.shortage import Shortage, Situation
from luwes_planner.faults import CannotPin
from luwes_planner.instance import (
    AVAILABLE,
    FIRST_DAY,
    LAST_DAY,
    Bools,
    Instance,
    Ints,
    Rules,
)
from luwes_planner.model.costs import pair_parts
from luwes_planner.model.presence import coverage, last_released, quarters, release_cost
from luwes_planner.model.travel import NO_WAY
from luwes_planner.planning import best_plan
from luwes_planner.result import Pair, Plan


@dataclass(frozen=True)
class Difference:
    """How another plan differs from this one, rung by rung; positive is worse.

    Found by solving again, so it is exact: everybody else may move too.
    """

    minimum: tuple[int, ...]
    desired: tuple[int, ...]
    cost: int

    @property
    def is_worse(self) -> bool:
        return (*self.minimum, *self.desired, self.cost) > (0,) * (2 * len(self.minimum) + 1)


@dataclass(frozen=True)
class NextBest:
    """The cheapest person at home who could take the place, nobody else moving.

    `difference` = the change of travel + fairness + over_level + release + change, in points.
    """

    person: str
    minutes: int
    travel: int
    fairness: int
    over_level: int
    release: int
    change: int

    @property
    def difference(self) -> int:
        return self.travel + self.fairness + self.over_level + self.release + self.change


@dataclass(frozen=True)
class Why:
    """Why somebody serves a need.

    Attributes
    ----------
    release : what taking this person costs the home unit, the others taken staying away
    pinned, kept : by a rule; by the wish to change little
    next_best : by exchanging two people; None where nobody at home could
    without : by solving again with this pair excluded; None unless asked for
    replaced_by : who serves the need in that other plan and not in this
    """

    pair: Pair
    release: int
    pinned: bool
    kept: bool
    next_best: NextBest | None
    without: Difference | None
    replaced_by: tuple[str, ...]


@dataclass(frozen=True)
class Obstacle:
    """A hard rule in the way: `rule` with the numbers that a sentence needs.

    ``state`` (state) · ``excluded`` (need or None for all) · ``group`` (group, allowed) ·
    ``competency`` (competency, asked, held, expires) · ``availability`` (available_from,
    available_to, start, end) · ``travel`` (minutes, limit) · ``presence`` (unit, group, present,
    minimum) · ``pinned`` (need) · ``pins`` (reasons): the pins of others leave no room.
    """

    rule: str
    details: dict[str, int | str | None]


@dataclass(frozen=True)
class WhyNot:
    """Why somebody doesn't serve a need: the hard rules broken, first the first checked; else
    what the best plan would lose if the person were pinned there."""

    person: str
    need: str
    obstacles: tuple[Obstacle, ...]
    difference: Difference | None


def why(plan: Plan, person: str, *, exact: bool = True) -> Why:
    """Explain an assignment.

    Parameters
    ----------
    exact : also solve again without the pair (seconds for a province); `next_best` only
        exchanges two people

    Raises
    ------
    KeyError
        If the person serves nowhere.
    """
    instance = plan.instance
    pair = next((p for p in plan.pairs if p.person == person), None)
    if pair is None:
        raise KeyError(person)
    i, n = instance.people.id.index(person), instance.needs.id.index(pair.need)
    situation = Situation(instance, plan)
    served = np.flatnonzero(situation.serves >= 0)
    others = served[served != i]
    cost = [release_cost(instance, situation.cover, who) for who in (served, others)]
    without: Difference | None = None
    replaced_by: tuple[str, ...] = ()
    if exact:
        other = best_plan(_with_rule(instance, i, n, is_pin=False), 0, prove=False)
        before = {p.person for p in plan.pairs if p.need == pair.need}
        without = _difference(plan, other)
        replaced_by = tuple(
            p.person for p in other.pairs if p.need == pair.need and p.person not in before
        )
    rules, keep = instance.rules, instance.keep
    return Why(
        pair=pair,
        release=cost[0] - cost[1],
        pinned=bool(((rules.person == i) & rules.is_pin).any()),
        kept=bool(((keep.person == i) & (keep.need == n)).any()),
        next_best=_next_best(situation, i, n),
        without=without,
        replaced_by=replaced_by,
    )


def why_not(
    instance: Instance, plan: Plan, person: str, need: str, *, exact: bool = True
) -> WhyNot:
    """Explain why somebody doesn't serve a need.

    Parameters
    ----------
    exact : where no rule is broken, solve again with the person pinned there

    Raises
    ------
    KeyError
        If there is no such person or need.
    """
    if person not in instance.people.id or need not in instance.needs.id:
        raise KeyError(person if person not in instance.people.id else need)
    i, n = instance.people.id.index(person), instance.needs.id.index(need)
    obstacles = tuple(_obstacles(Situation(instance, plan), i, n))
    difference = None
    if not obstacles and exact:
        try:
            other = best_plan(_with_rule(instance, i, n, is_pin=True), 0, prove=False)
            difference = _difference(plan, other)
        except CannotPin as refused:
            obstacles = (Obstacle("pins", {"reasons": str(refused)}),)
    return WhyNot(person, need, obstacles, difference)


def releases(plan: Plan) -> dict[str, int]:
    """What taking each person costs the home unit, the others taken staying away (`Why.release`)."""
    instance = plan.instance
    who, _need = plan.indices()
    cost = last_released(instance, coverage(instance), who)[instance.people.unit[who]]
    return {instance.people.id[p]: c for p, c in zip(who.tolist(), cost.tolist(), strict=True)}


def why_short(instance: Instance, plan: Plan, need: str) -> Shortage:
    """Count what keeps the qualified from a need; see `luwes_planner.explain.shortage.Shortage`."""
    if need not in instance.needs.id:
        raise KeyError(need)
    return Situation(instance, plan).shortage(instance.needs.id.index(need))


def shortages(instance: Instance, plan: Plan) -> dict[str, Shortage]:
    """`why_short` of every need that lacks heads, by need; far quicker than one by one."""
    situation = Situation(instance, plan)
    number = {name: i for i, name in enumerate(instance.needs.id)}
    short = sorted({row.need for row in plan.unfilled})
    return {need: situation.shortage(number[need]) for need in short}


def _difference(plan: Plan, other: Plan) -> Difference:
    rungs = [b - a for a, b in zip(plan.rank, other.rank, strict=True)]
    tiers = len(plan.unfilled_minimum)
    return Difference(tuple(rungs[:tiers]), tuple(rungs[tiers:-1]), rungs[-1])


def _with_rule(instance: Instance, person: int, need: int, *, is_pin: bool) -> Instance:
    """The same instance with one more pin or exclusion instead of the person's pins."""
    rules = instance.rules
    stay = ~((rules.person == person) & rules.is_pin)
    return replace(
        instance,
        rules=Rules(
            np.append(rules.person[stay], person),
            np.append(rules.need[stay], need),
            np.append(rules.is_pin[stay], is_pin),
            np.append(rules.row[stay], 0),
        ),
    )


def _next_best(situation: Situation, person: int, need: int) -> NextBest | None:
    instance = situation.instance
    served = np.flatnonzero(situation.serves >= 0)
    others = served[served != person]
    who = np.flatnonzero(_could_serve(situation, need, others))
    if not len(who):
        return None
    mine = pair_parts(instance, np.array([person]), np.array([need]))
    parts = pair_parts(instance, who, np.full(len(who), need))
    release = _marginal(situation, others)
    change = instance.weights.change * _kept(instance, need)
    columns = {k: parts[k] - mine[k][0] for k in ("minutes", "travel", "fairness", "over_level")}
    columns["release"] = release[instance.people.unit[who]] - release[instance.people.unit[person]]
    columns["change"] = change[person] - change[who]
    total = sum(columns[k] for k in ("travel", "fairness", "over_level", "release", "change"))
    best = int(np.lexsort((who, total))[0])
    return NextBest(
        instance.people.id[who[best]],
        int(parts["minutes"][best]),
        *(int(columns[k][best]) for k in ("travel", "fairness", "over_level", "release", "change")),
    )


def _could_serve(situation: Situation, need: int, others: Ints) -> Bools:
    """Who at home is allowed, with presence as it is while `others` are away."""
    instance, cover = situation.instance, situation.cover
    full = cover.taken(others) >= cover.room
    shut = np.zeros(len(cover.cell_unit), bool)
    shut[cover.rule_cell[full[cover.rule]]] = True
    time, limit = situation.minutes(need), int(instance.needs.max_minutes[need])
    return np.asarray(
        situation.qualified(need)
        & (instance.people.state == AVAILABLE)
        & situation.free(need)
        & ~situation.excluded(need)
        & (time != NO_WAY)
        & ((limit < 0) | (time <= limit))
        & (situation.serves < 0)
        & ~shut[cover.cell]
    )


def _marginal(situation: Situation, away: Ints) -> Ints:
    """What taking one more of its own people costs each unit."""
    instance = situation.instance
    taken = np.bincount(instance.people.unit[away], minlength=len(instance.units.id))
    slope = np.zeros(len(taken), np.int64)
    below = np.zeros(len(taken), np.int64)
    sizes = quarters(situation.cover.freedom)
    for size, step in zip(sizes, instance.weights.release_slopes, strict=True):
        slope = np.where((taken >= below) & (taken < below + size), step, slope)
        below = below + size
    return instance.weights.release * slope * instance.units.weight


def _kept(instance: Instance, need: int) -> Ints:
    """1 for everybody who should be kept at the need."""
    kept = np.zeros(len(instance.people.id), np.int64)
    kept[instance.keep.person[instance.keep.need == need]] = 1
    return kept


def _obstacles(situation: Situation, person: int, need: int) -> Iterator[Obstacle]:
    instance, people, needs = (
        situation.instance,
        situation.instance.people,
        situation.instance.needs,
    )
    rules = instance.rules
    if people.state[person] != AVAILABLE:
        yield Obstacle("state", {"state": STATES[int(people.state[person])]})
    for row in np.flatnonzero((rules.person == person) & ~rules.is_pin):
        if rules.need[row] in (-1, need):
            name = needs.id[need] if rules.need[row] >= 0 else None
            yield Obstacle("excluded", {"need": name})
    pins = rules.need[(rules.person == person) & rules.is_pin]
    if len(pins) and need not in pins:
        yield Obstacle("pinned", {"need": needs.id[int(pins[0])]})
    allowed = needs.groups[need]
    if allowed and people.group[person] not in allowed:
        names = ";".join(instance.groups[g] for g in allowed)
        group = instance.groups[int(people.group[person])]
        yield Obstacle("group", {"group": group, "allowed": names})
    yield from _lacking(situation, person, need)
    if not situation.free(need)[person]:
        yield Obstacle(
            "availability",
            {
                "available_from": _day(int(people.available_from[person])),
                "available_to": _day(int(people.available_to[person])),
                "start": _day(int(needs.start[need])),
                "end": _day(int(needs.end[need])),
            },
        )
    time, limit = int(situation.minutes(need)[person]), int(needs.max_minutes[need])
    if time == NO_WAY or 0 <= limit < time:
        yield Obstacle(
            "travel",
            {
                "minutes": None if time == NO_WAY else time,
                "limit": None if limit < 0 else limit,
            },
        )
    yield from _shut(situation, person)


def _lacking(situation: Situation, person: int, need: int) -> Iterator[Obstacle]:
    instance = situation.instance
    day = int(instance.needs.end[need]) - 1
    skills = instance.skills
    for what, asked in situation.asked[need]:
        held = int(situation.level(what, day)[person])
        if held < asked:
            mine = (skills.person == person) & (skills.competency == what) & (skills.level >= asked)
            ends = skills.valid_until[mine]
            yield Obstacle(
                "competency",
                {
                    "competency": instance.competencies[what],
                    "asked": asked,
                    "held": held,
                    "expires": _day(int(ends.max())) if len(ends) else None,
                },
            )


def _shut(situation: Situation, person: int) -> Iterator[Obstacle]:
    """Rules that let nobody go at all."""
    instance, cover = situation.instance, situation.cover
    rules = instance.presence
    mine = cover.rule[cover.rule_cell == cover.cell[person]]
    for r in mine[cover.room[mine] == 0].tolist():
        group = instance.groups[rules.group[r]] if rules.group[r] >= 0 else ""
        yield Obstacle(
            "presence",
            {
                "unit": instance.units.id[rules.unit[r]],
                "group": group,
                "present": int(cover.present[r]),
                "minimum": int(rules.minimum[r]),
            },
        )


def _day(ordinal: int) -> str | None:
    return None if ordinal in (FIRST_DAY, LAST_DAY) else date.fromordinal(ordinal).isoformat()
