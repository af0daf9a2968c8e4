"""Why this person, why not that one, why nobody: numbers for the sentences on a screen."""

from dataclasses import dataclass, replace

import numpy as np

from luwes_planner.explain.again import difference, solved_again, with_rule
from luwes_planner.explain.cut import cut_of
from luwes_planner.explain.difference import Difference, nothing
from luwes_planner.explain.obstacles import Obstacle, obstacles
from luwes_planner.explain.residual import Residual, residual_of
from luwes_planner.explain.shortage import Holding, Shortage, Situation, situation_of
from luwes_planner.explain.swaps import NextBest, next_best
from luwes_planner.explain.ways import closed_without, comes, leaves, ways_of
from luwes_planner.faults import CannotPin
from luwes_planner.instance import Instance
from luwes_planner.model.presence import coverage, last_released, release_cost
from luwes_planner.result import Pair, Plan


@dataclass(frozen=True)
class Why:
    """Why somebody serves a need.

    Attributes
    ----------
    release : what taking this person costs the home unit, the others taken staying away
    pinned, kept : by a rule; by the wish to change little
    next_best : by exchanging two people; None where nobody at home could
    without : the best plan in which the person doesn't serve this need, against this one; None
        unless asked for
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
class WhyNot:
    """Why somebody doesn't serve a need: the hard rules broken, else what it would take.

    Attributes
    ----------
    obstacles : the hard rules broken, first the first checked
    difference : what the best plan would lose with the person pinned there; 0 is equally good
    leaves : the need that the person serves now, blank for none
    displaced : who would leave the need in that other plan; blank where a head is still empty
    full : the presence rules over the person that let nobody else go in this plan
    """

    person: str
    need: str
    obstacles: tuple[Obstacle, ...]
    difference: Difference | None
    leaves: str = ""
    displaced: str = ""
    full: tuple[Holding, ...] = ()


def why(plan: Plan, person: str, *, exact: bool = True) -> Why:
    """Explain an assignment.

    Parameters
    ----------
    exact : also find the best plan without the pair: at once, or by solving again where presence
        sets cross or the plan isn't optimal; `next_best` only exchanges two people

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
    situation = situation_of(instance, plan)
    served = np.flatnonzero(situation.serves >= 0)
    cost = [release_cost(instance, situation.cover, w) for w in (served, served[served != i])]
    without, replaced_by = _without(plan, i, n) if exact else (None, ())
    rules, keep = instance.rules, instance.keep
    return Why(
        pair=pair,
        release=cost[0] - cost[1],
        pinned=bool(((rules.person == i) & rules.is_pin).any()),
        kept=bool(((keep.person == i) & (keep.need == n)).any()),
        next_best=next_best(situation, i, n),
        without=without,
        replaced_by=replaced_by,
    )


def _without(plan: Plan, person: int, need: int) -> tuple[Difference, tuple[str, ...]]:
    """The best plan without a pair, and who then comes to the need."""
    base = residual_of(plan.instance, plan)
    if base is None:
        return _without_again(plan, person, need)
    ways = ways_of(base, person)
    starts = [(ways.home, 0), *ways.others(need)]
    path = base.path(starts, ways.node(need), closed_without(base, person))
    assert path is not None  # a head may always stay empty
    length, edges = path
    who = comes(base, edges, person)
    names = plan.instance.people.id
    return (
        base.of.ladder.difference(length - ways.cost(need)),
        (names[who],) if who is not None else (),
    )


def _without_again(plan: Plan, person: int, need: int) -> tuple[Difference, tuple[str, ...]]:
    other = solved_again(with_rule(plan.instance, person, need, is_pin=False))
    name = plan.instance.needs.id[need]
    before = {p.person for p in plan.pairs if p.need == name}
    came = tuple(p.person for p in other.pairs if p.need == name and p.person not in before)
    return difference(plan, other), came


def why_not(
    instance: Instance, plan: Plan, person: str, need: str, *, exact: bool = True
) -> WhyNot:
    """Explain why somebody doesn't serve a need.

    Parameters
    ----------
    exact : where no rule is broken, find the best plan with the person pinned there: at once, or
        by solving again where presence sets cross or the plan isn't optimal

    Raises
    ------
    KeyError
        If there is no such person or need.
    """
    if person not in instance.people.id or need not in instance.needs.id:
        raise KeyError(person if person not in instance.people.id else need)
    i, n = instance.people.id.index(person), instance.needs.id.index(need)
    situation = situation_of(instance, plan)
    serves = int(situation.serves[i])
    answer = WhyNot(
        person,
        need,
        tuple(obstacles(situation, i, n)),
        None,
        leaves=instance.needs.id[serves] if serves >= 0 else "",
        full=_full(situation, i),
    )
    if answer.obstacles or not exact:
        return answer
    base = residual_of(instance, plan)
    found = _forced(base, i, n, serves) if base is not None else None
    if found is not None:
        change, displaced = found
        name = instance.people.id[displaced] if displaced is not None else ""
        return replace(answer, difference=change, displaced=name)
    try:
        other = solved_again(with_rule(instance, i, n, is_pin=True))
    except CannotPin as refused:
        return replace(answer, obstacles=(Obstacle("pins", {"reasons": str(refused)}),))
    return replace(answer, difference=difference(plan, other))


def _forced(
    base: Residual, person: int, need: int, serves: int
) -> tuple[Difference, int | None] | None:
    """The best plan with the person at the need, and who leaves it; None where there is none."""
    if serves == need:
        return nothing(base.of.ladder.tiers), None
    ways = ways_of(base, person)
    to = ways.node(serves) if serves >= 0 else ways.home
    path = base.path([(ways.node(need), 0)], to, closed_without(base, person))
    if path is None or need not in ways.need:
        return None
    length, edges = path
    change = length + ways.cost(need) - (ways.cost(serves) if serves >= 0 else 0)
    return base.of.ladder.difference(change), leaves(base, edges, person)


def _full(situation: Situation, person: int) -> tuple[Holding, ...]:
    cover = situation.cover
    mine = cover.rule[cover.rule_cell == cover.cell[person]]
    return situation.holding(mine[situation.full[mine]], np.array([person]))


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
    return _short(instance, plan, instance.needs.id.index(need))


def shortages(instance: Instance, plan: Plan, *, cuts: bool = False) -> dict[str, Shortage]:
    """`why_short` of every need that lacks heads, by need; with `cut` only where asked for."""
    number = {name: i for i, name in enumerate(instance.needs.id)}
    short = sorted({row.need for row in plan.unfilled})
    return {need: _short(instance, plan, number[need], cuts=cuts) for need in short}


def _short(instance: Instance, plan: Plan, need: int, *, cuts: bool = True) -> Shortage:
    shortage = situation_of(instance, plan).shortage(need)
    base = residual_of(instance, plan)
    if base is None:
        return shortage
    back = int(base.back[base.of.net.first_need + need])
    return replace(
        shortage,
        gain_one=base.of.ladder.difference(min(0, back)),
        cut=cut_of(base, need) if cuts else None,
    )
