"""What one more person, or a minimum changed by one, would do to the whole plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.again import (
    ALWAYS,
    difference,
    solved_again,
    with_minimum,
    with_person,
)
from luwes_planner.explain.difference import Difference
from luwes_planner.explain.encoding import Encoded
from luwes_planner.explain.paths import FAR, NEVER
from luwes_planner.explain.residual import Residual, residual_of
from luwes_planner.faults import CannotPin
from luwes_planner.instance import Bools, Instance, Ints
from luwes_planner.model.presence import quarters
from luwes_planner.model.signatures import skills_asked
from luwes_planner.model.travel import NO_WAY, minutes
from luwes_planner.result import Plan


def effect_of_person(
    plan: Plan,
    skills: Mapping[str, int],
    place: str,
    group: str | None = None,
    days: tuple[int, int] = ALWAYS,
) -> Difference:
    """One more person who starts from `place` and whom no unit misses; negative is better.

    Exact, everybody else moving as is best. Where presence sets cross or the plan isn't optimal,
    by solving again, else at once.

    Parameters
    ----------
    skills : level (1–5) by competency, none of them expiring
    group : by default whichever a need asks
    days : free on the days [from, to), proleptic ordinals

    Raises
    ------
    KeyError
        For a competency, place or group that the instance doesn't know.
    """
    instance = plan.instance
    held = {_number(instance.competencies, c): level for c, level in skills.items()}
    start = _number(instance.places.id, place)
    of_group = None if group is None else _number(instance.groups, group)
    base = residual_of(instance, plan)
    if base is None:
        return _person_again(plan, held, start, of_group, days)
    fits = needs_open_to(instance, held, of_group, days)
    worth = newcomers_worth(base, np.array([start]), fits, sum_of_levels(instance, held))
    return base.of.ladder.difference(-int(worth[0]))


def _number(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise KeyError(name)
    return names.index(name)


def needs_open_to(
    instance: Instance, skills: Mapping[int, int], group: int | None, days: tuple[int, int]
) -> Bools:
    """The needs whose rules but travel a newcomer would keep; any group for None."""
    needs = instance.needs
    fits = (needs.desired > 0) & (days[0] <= needs.start) & (needs.end <= days[1])
    for need, asked in enumerate(skills_asked(instance)):
        fits[need] &= all(skills.get(c, 0) >= level for c, level in asked)
        if group is not None and needs.groups[need]:
            fits[need] &= group in needs.groups[need]
    return np.asarray(fits)


def sum_of_levels(instance: Instance, skills: Mapping[int, int]) -> int:
    """Levels over the competencies that any need asks."""
    asked = instance.asked()
    return sum(level for c, level in skills.items() if asked[c])


def newcomers_worth(base: Residual, starts: Ints, fits: Bools, levels: int) -> Ints:
    """What a newcomer at each of the places is worth, in points of the residual's ladder; ≥ 0."""
    instance = base.of.instance
    needs, weights = instance.needs, instance.weights
    use = np.flatnonzero(fits)
    value = -base.back[base.of.net.first_need + use]
    use, value = use[value > 0], value[value > 0]
    if not len(use):
        return np.zeros(len(starts), np.int64)
    time = minutes(instance, starts[:, None], needs.place[use][None, :])
    far = (time == NO_WAY) | ((needs.max_minutes[use] >= 0) & (time > needs.max_minutes[use]))
    spare = levels - instance.asked_levels()[use]
    offer = value - weights.travel_minute * time - weights.over_level * spare
    return np.asarray(np.where(far, 0, np.maximum(offer, 0)).max(axis=1))


def _person_again(
    plan: Plan, skills: Mapping[int, int], place: int, group: int | None, days: tuple[int, int]
) -> Difference:
    """By solving again; of no group in particular: as of the group that helps most."""
    instance = plan.instance
    groups = range(len(instance.groups)) if group is None else [group]
    plans = [solved_again(with_person(instance, skills, place, g, days)) for g in groups]
    return difference(plan, min(plans, key=lambda p: p.rank))


def effect_of_minimum(
    plan: Plan, unit: str, group: str | None = None, by: int = -1
) -> Difference | None:
    """A presence rule's minimum one lower (or higher); None where pins leave no way.

    Exact, as `effect_of_person`. The minimum for everyone in a unit without units below also
    counts for what releasing its people costs.

    Raises
    ------
    KeyError
        If there is no such rule.
    ValueError
        If `by` is neither 1 nor -1, or the minimum is 0 and can't be lower.
    """
    instance = plan.instance
    rule = _rule(instance, unit, group)
    if by not in (-1, 1) or instance.presence.minimum[rule] + by < 0:
        raise ValueError(by)
    base = residual_of(instance, plan)
    if base is None or not base.of.every_rule:
        try:
            return difference(plan, solved_again(with_minimum(instance, rule, by)))
        except CannotPin:
            return None
    change = int(minima_changed(base, np.array([rule]), by)[0])
    return None if change == NEVER else base.of.ladder.difference(change)


def _rule(instance: Instance, unit: str, group: str | None) -> int:
    rules = instance.presence
    number = _number(instance.groups, group) if group else -1
    found = np.flatnonzero(
        (rules.unit == _number(instance.units.id, unit)) & (rules.group == number)
    )
    if not len(found):
        raise KeyError((unit, group))
    return int(found[0])


def set_of_rules(of: Encoded) -> Ints:
    """The set of every presence rule in the network, or -1."""
    limits = of.net.limits
    found = np.full(len(of.cover.room), -1, np.int64)
    is_rule = limits.rule >= 0
    found[limits.rule[is_rule]] = np.flatnonzero(is_rule)
    return found


def minima_changed(base: Residual, rules: Ints, by: int) -> Ints:
    """What follows when each minimum alone changes by one, in points of the residual's ladder.

    `NEVER` where pins leave no way. One place more or less under a rule is one on the arc into its
    set; where it is a unit's own freedom also one on the arc of one quarter of it.
    """
    of = base.of
    places = _places(of, rules, by)
    change = np.zeros(len(rules), np.int64)
    if not len(of.arc_of_set):
        return change
    whole = places.moves & (places.quarter < 0) & places.full
    part = places.moves & (places.quarter >= 0)
    change[whole] = _one_way(base, places, whole, by)
    change[part] = _two_ways(base, places, part, by)
    return np.where(change > FAR // 2, NEVER, np.maximum(change, 0) if by > 0 else change)


@dataclass(frozen=True)
class _Places:
    """Where in the network a place more or less is, for some rules.

    Attributes
    ----------
    moves : whether there is one at all: below a minimum out of reach nothing changes
    arc : into the rule's set
    full : whether the arc carries all it can
    quarter : the arc of the quarter that gains or loses the place, or -1
    """

    moves: Bools
    arc: Ints
    full: Bools
    quarter: Ints


def _places(of: Encoded, rules: Ints, by: int) -> _Places:
    table, cover, limits = of.instance.presence, of.cover, of.net.limits
    number = set_of_rules(of)[rules]
    left = cover.present[rules] - table.minimum[rules] - by
    moves = (number >= 0) & (np.maximum(0, left) != cover.room[rules])
    arc = of.arc_of_set[np.maximum(number, 0), 0] if len(of.arc_of_set) else number
    own = np.full(len(of.instance.units.id), -1, np.int64)
    own[limits.unit[limits.unit >= 0]] = np.flatnonzero(limits.unit >= 0)
    unit = table.unit[rules]
    everyone = (table.group[rules] < 0) & of.instance.units.is_leaf()[unit]
    row = np.where(everyone, own[unit], -1)
    freedom = cover.freedom[unit]
    change = quarters(np.maximum(0, freedom - by)) != quarters(freedom)
    quarter = of.arc_of_set[row, change.argmax(axis=0)] if len(of.arc_of_set) else row
    full = of.flow[arc] >= of.arcs.capacity[arc]
    return _Places(moves, arc, full, np.where(row >= 0, quarter, -1))


def _one_way(base: Residual, places: _Places, use: Bools, by: int) -> Ints:
    """On the full arc into a set: round it, or the way back closed by a place more on it."""
    above, below = _ends(base.of, places.arc[use])
    if by > 0:
        return base.between(above, below)
    return _gain(base, [(below, above)], np.zeros(len(above), np.int64))


def _two_ways(base: Residual, places: _Places, use: Bools, by: int) -> Ints:
    """On the arc of a quarter, and on the one into the rule's set where that is full."""
    arcs, arc, quarter = base.of.arcs, places.arc[use], places.quarter[use]
    above, below = _ends(base.of, arc)
    (inside, unit), cost = _ends(base.of, quarter), arcs.cost[quarter]
    full = places.full[use]
    if by > 0:
        felt = full | (base.of.flow[quarter] >= arcs.capacity[quarter])
        change = np.zeros(len(arc), np.int64)
        origin = np.where(full, above, inside)
        change[felt] = base.between(origin[felt], unit[felt]) - cost[felt]
        return change
    change = _gain(base, [(unit, inside)], cost)
    both = _gain(base, [(unit, above), (below, inside)], cost)
    return np.where(full, np.minimum(change, both), change)


def _ends(of: Encoded, arc: Ints) -> tuple[Ints, Ints]:
    return of.arcs.tail[arc].astype(np.int64), of.arcs.head[arc].astype(np.int64)


def _gain(base: Residual, legs: Sequence[tuple[Ints, Ints]], cost: Ints) -> Ints:
    """Cost plus the distances of the legs where that is below zero, else 0."""
    least = cost + sum(base.least(*leg) for leg in legs)
    gain = np.zeros(len(cost), np.int64)
    use = np.flatnonzero(least < 0)
    legs = [(origin[use], target[use]) for origin, target in legs]
    gain[use] = np.minimum(0, cost[use] + sum(base.between(*leg) for leg in legs))
    return gain
