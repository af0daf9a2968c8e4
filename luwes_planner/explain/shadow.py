"""Shadow prices: what one head, one place in a minimum, one trained person more or less is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.again import ALWAYS
from luwes_planner.explain.effects import (
    minima_changed,
    needs_open_to,
    newcomers_worth,
)
from luwes_planner.explain.paths import NEVER
from luwes_planner.explain.residual import Residual, residual_of
from luwes_planner.instance import AVAILABLE
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
    instance, rules = plan.instance, plan.instance.presence
    if not base.of.every_rule:
        return
    every, points = np.arange(len(rules.unit)), base.of.ladder.points
    lower, higher = (minima_changed(base, every, by) for by in (-1, 1))
    refused = higher == NEVER
    lose = points(np.where(refused, 0, higher), _ladder(base, plan)).tolist()
    gain = points(np.where(rules.minimum > 0, -lower, 0), _ladder(base, plan)).tolist()
    for r in np.flatnonzero((lower != 0) | (higher != 0)).tolist():
        unit = instance.units.id[rules.unit[r]]
        group = instance.groups[rules.group[r]] if rules.group[r] >= 0 else ""
        yield ShadowPrice(
            "presence", unit, group, None, "", None if refused[r] else lose[r], gain[r]
        )
