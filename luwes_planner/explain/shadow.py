"""Shadow prices: what one head, one place in a minimum, one trained person more or less is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.again import ALWAYS
from luwes_planner.explain.effects import (
    minimum_changed,
    needs_open_to,
    newcomers_worth,
    set_of_rules,
)
from luwes_planner.explain.paths import FAR
from luwes_planner.explain.residual import Residual, residual_of
from luwes_planner.instance import AVAILABLE, Ints
from luwes_planner.model.network import SOURCE
from luwes_planner.result import Plan


@dataclass(frozen=True)
class ShadowPrice:
    """One line of ``shadow_prices``; both ends, since a price is an interval.

    In points of the plan's objective, unfilled heads counted by its ladder; neither is negative.

    Attributes
    ----------
    kind : ``need``, ``presence`` or ``competency``
    id : the need, the unit or the competency
    group : of a presence rule, blank for everyone; blank too for a competency: any group asked
    level, place : of a competency: the level held, and where the person starts from
    lose_one : how much worse the plan gets when one who serves the need falls away, or the
        minimum is one higher; None where it doesn't apply, or pins leave no way
    gain_one : how much better it gets when one more who is able stands at the site, the minimum
        is one lower, or one more person holds just that competency
    """

    kind: str
    id: str
    group: str
    level: int | None
    place: str
    lose_one: int | None
    gain_one: int


def shadow_prices(plan: Plan) -> tuple[ShadowPrice, ...]:
    """All prices that aren't zero, by kind and id; exact: what solving again would give.

    Empty where presence sets cross or the plan isn't optimal: then there are no such prices.
    Rules for presence are left out where some sets cross that don't bind now.
    """
    base = residual_of(plan.instance, plan)
    if base is None:
        return ()
    rows = [*_of_competencies(base, plan), *_of_needs(base, plan), *_of_presence(base, plan)]
    return tuple(row for row in rows if row.lose_one or row.gain_one)


def _ladder(base: Residual, plan: Plan) -> int:
    return plan.ladder or base.of.net.ladder


def _of_needs(base: Residual, plan: Plan) -> Iterator[ShadowPrice]:
    needs, of = plan.instance.needs, base.of
    use = np.flatnonzero(needs.desired > 0)
    heads = np.bincount(of.need[of.need >= 0], minlength=len(needs.id))[use]
    node, ladder = of.net.first_need + use, _ladder(base, plan)
    lose = of.ladder.points(base.out[node], ladder).tolist()
    gain = of.ladder.points(np.maximum(0, -base.back[node]), ladder).tolist()
    for n, served, less, more in zip(use.tolist(), heads.tolist(), lose, gain, strict=True):
        yield ShadowPrice("need", needs.id[n], "", None, "", less if served else None, more)


def _of_competencies(base: Residual, plan: Plan) -> Iterator[ShadowPrice]:
    instance, of = plan.instance, base.of
    asked = instance.need_skills
    pairs = sorted(set(zip(asked.competency.tolist(), asked.level.tolist(), strict=True)))
    people = instance.people
    starts = np.unique(people.place[people.state == AVAILABLE])
    order = sorted(range(len(starts)), key=lambda s: instance.places.id[starts[s]])
    for what, level in pairs:
        fits = needs_open_to(instance, {what: level}, None, ALWAYS)
        worth = newcomers_worth(base, starts, fits, level)
        points = of.ladder.points(worth, _ladder(base, plan)).tolist()
        for s in order:
            place = instance.places.id[starts[s]]
            yield ShadowPrice(
                "competency", instance.competencies[what], "", level, place, None, points[s]
            )


def _of_presence(base: Residual, plan: Plan) -> Iterator[ShadowPrice]:
    of, rules = base.of, plan.instance.presence
    if not of.every_rule:
        return
    sets, trial = set_of_rules(of), base.trial()
    felt = {by: _may_matter(base, sets, by) for by in (-1, 1)}
    for rule in np.flatnonzero(felt[-1] | felt[1]).tolist():
        change = {-1: 0, 1: 0}
        refused = False
        for by in (-1, 1):
            if not felt[by][rule]:
                continue
            parts = minimum_changed(trial, int(sets[rule]), rule, by)
            trial.undo()
            if parts is None:
                refused = True
                continue
            change[by] = int(of.ladder.points(np.array(parts, np.int64), _ladder(base, plan)).sum())
        yield ShadowPrice(
            "presence",
            plan.instance.units.id[rules.unit[rule]],
            plan.instance.groups[rules.group[rule]] if rules.group[rule] >= 0 else "",
            None,
            "",
            None if refused else change[1],
            -change[-1],
        )


def _may_matter(base: Residual, sets: Ints, by: int) -> Ints:
    """The rules whose minimum can't be changed by one for nothing, as far as bounds tell.

    Either end of the potentials bounds every path from below; only a full arc matters, or a
    unit's quarters.
    """
    of = base.of
    rules, units = of.instance.presence, of.instance.units
    there = (sets >= 0) & ((rules.minimum > 0) | (by > 0))
    arc = of.arc_of_set[np.maximum(sets, 0), 0] if len(of.arc_of_set) else sets
    tail, head = of.arcs.tail[arc], of.arcs.head[arc]
    least = np.maximum(_step(base.out, tail, head), _step(-base.back, tail, head))
    full = of.flow[arc] >= of.arcs.capacity[arc]
    of_unit = np.zeros(len(units.id), bool)
    of_unit[of.net.limits.unit[of.net.limits.unit >= 0]] = True
    quartered = (rules.group < 0) & units.is_leaf()[rules.unit] & of_unit[rules.unit]
    if by > 0:
        return np.asarray(there & (full | quartered))
    at_most = np.where(tail == SOURCE, -base.back[head], FAR)
    return np.asarray(there & ((full & (least > 0) & (at_most > 0)) | quartered))


def _step(height: Ints, tail: Ints, head: Ints) -> Ints:
    """How much lower the tail stands than the head."""
    return np.asarray(height[head] - height[tail])

