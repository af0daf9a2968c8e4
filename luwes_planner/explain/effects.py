"""What one more person, or a minimum changed by one, would do to the whole plan."""

from collections.abc import Mapping

import numpy as np

from luwes_planner.explain.again import (
    ALWAYS,
    difference,
    solved_again,
    with_minimum,
    with_person,
)
from luwes_planner.explain.difference import Difference, nothing
from luwes_planner.explain.encoding import Encoded
from luwes_planner.explain.residual import Residual, Trial, residual_of
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


def _number(names: tuple[str, ...], name: str) -> int:
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
    parts = minimum_changed(base.trial(), int(set_of_rules(base.of)[rule]), rule, by)
    if parts is None:
        return None
    total = nothing(base.of.ladder.tiers)
    for part in parts:
        total = total.plus(base.of.ladder.difference(part))
    return total


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


def minimum_changed(trial: Trial, number: int, rule: int, by: int) -> list[int] | None:
    """Change a rule's minimum by one; the changes that follow, in points of the residual's ladder.

    One more or less in the freedom of a unit is one in a single quarter of it. None: it can't be.
    """
    of = trial.base.of
    instance = of.instance
    if number < 0:
        return []
    minimum, present = int(instance.presence.minimum[rule]), int(of.cover.present[rule])
    if max(0, present - minimum - by) == int(of.cover.room[rule]):
        return []
    arcs = [int(of.arc_of_set[number, 0]), *_quarter_changed(of, rule, by)]
    if by < 0:
        return [trial.grow(arc) for arc in arcs]
    changes = []
    for arc in arcs:
        change = trial.shrink(arc)
        if change is None:
            return None
        changes.append(change)
    return changes


def _quarter_changed(of: Encoded, rule: int, by: int) -> list[int]:
    """The arc of the quarter that the rule's unit gains or loses a place in."""
    rules, units, limits = of.instance.presence, of.instance.units, of.net.limits
    unit = int(rules.unit[rule])
    if rules.group[rule] >= 0 or not units.is_leaf()[unit]:
        return []
    own = np.flatnonzero(limits.unit == unit)
    if not len(own):
        return []
    freedom = of.cover.freedom[unit]
    change = quarters(np.array([freedom - by])) - quarters(np.array([freedom]))
    return [int(of.arc_of_set[own[0], int(np.flatnonzero(change[:, 0])[0])])]


