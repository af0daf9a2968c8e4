"""The bound that prices prove: weak duality, computed from the rows, without a solver."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from luwes_planner.instance import AVAILABLE, Bools, Instance, Ints
from luwes_planner.proof.raw import Raw
from luwes_planner.result import Plan

_NONE = -(2**60)


@dataclass(frozen=True)
class _Told:
    need: Ints
    rule: dict[tuple[int, int], int]
    unit: Ints


def proven_bound(instance: Instance, plan: Plan) -> int | None:
    """What no plan can beat, by the plan's prices and ladder (design of the exchange format).

    For any prices at all the result is a true bound; it is tight only for optimal ones.

    Returns
    -------
    int, or None where a price is of something unknown, or of a presence rule and negative.
    """
    raw = Raw(instance)
    told = _prices(raw, plan)
    if told is None:
        return None
    needs, weights = instance.needs, instance.weights
    top = int(needs.tier.max()) if len(needs.id) else 0
    must = (2 * top - needs.tier + 1) * plan.ladder
    wish = (top - needs.tier + 1) * plan.ladder
    bound = int((needs.desired * told.need).sum())
    bound += int((needs.minimum * np.minimum(0, must - told.need)).sum())
    bound += int(((needs.desired - needs.minimum) * np.minimum(0, wish - told.need)).sum())
    for key, price in told.rule.items():
        bound -= price * max(0, raw.present.get(key, 0) - raw.minimum[key])
    for unit, sizes in enumerate(raw.quarters):
        price = weights.release * int(instance.units.weight[unit])
        for size, slope in zip(sizes, weights.release_slopes, strict=True):
            bound += size * min(0, slope * price - int(told.unit[unit]))
    bound += weights.change * len(instance.keep.person)
    return bound - _gains(raw, told)


def _prices(raw: Raw, plan: Plan) -> _Told | None:
    instance = raw.instance
    needs = {name: i for i, name in enumerate(instance.needs.id)}
    units = {name: i for i, name in enumerate(instance.units.id)}
    groups = {name: i for i, name in enumerate(instance.groups)} | {"": -1}
    told = _Told(np.zeros(len(needs), np.int64), {}, np.zeros(len(units), np.int64))
    for line in plan.prices:
        if line.kind == "need" and line.id in needs:
            told.need[needs[line.id]] = line.price
        elif line.kind == "unit" and line.id in units:
            told.unit[units[line.id]] = line.price
        elif line.kind == "presence" and line.id in units and line.group in groups:
            key = (units[line.id], groups[line.group])
            if line.price < 0 or key not in raw.minimum:
                return None
            told.rule[key] = line.price
        else:
            return None
    return told


def _gains(raw: Raw, told: _Told) -> int:
    """Σ λ: what each person could still gain at these prices; of a pinned one, of either sign."""
    people = raw.instance.people
    charge = _charges(raw, told)
    worth, by_hand = _best_worth(raw, told)
    free = people.state == AVAILABLE
    free[list(raw.never | set(raw.pins))] = False
    gain = np.where(free & (worth > _NONE), np.maximum(0, worth - charge), 0)
    total = int(gain.sum())
    for person, need in raw.pins.items():
        total += by_hand[person, need] - int(charge[person])
    return total


def _charges(raw: Raw, told: _Told) -> Ints:
    """Prices of the rules that cover each person, and of the own unit."""
    people, width = raw.instance.people, len(raw.instance.groups) + 1
    cells, cell = np.unique(people.unit * width + people.group, return_inverse=True)
    price = np.zeros(len(cells), np.int64)
    for number, key in enumerate(cells.tolist()):
        unit, group = divmod(key, width)
        price[number] = int(told.unit[unit]) + sum(
            told.rule.get((above, group), 0) + told.rule.get((above, -1), 0)
            for above in raw.chains[unit]
        )
    return np.asarray(price[cell])


def _best_worth(raw: Raw, told: _Told) -> tuple[Ints, dict[tuple[int, int], int]]:
    """For every person the best price less cost over the allowed needs; and of each pin its own."""
    instance = raw.instance
    people, needs, weights = instance.people, instance.needs, instance.weights
    starts, start = np.unique(people.place, return_inverse=True)
    offer = _offers(raw, told, starts)
    kinds: dict[object, list[int]] = defaultdict(list)
    for n in range(len(needs.id)):
        asked = tuple(sorted(raw.asked[n].items()))
        kinds[int(needs.end[n]), int(needs.start[n]), needs.groups[n], asked].append(n)
    named = np.array(sorted(_named(raw)), np.int64)
    single = np.full((len(named), len(needs.id)), _NONE, np.int64)
    worth = np.full(len(people.id), _NONE, np.int64)
    day, best = -1, np.zeros((0, 0), np.int8)
    for members in sorted(kinds.values(), key=lambda m: int(needs.end[m[0]])):
        model = members[0]
        if int(needs.end[model]) - 1 != day:
            day = int(needs.end[model]) - 1
            best = _best_levels(raw, day)
            held = best.sum(axis=1).astype(np.int64)
        spare = held - sum(raw.asked[model].values())
        ok = _fits(raw, model, best)
        top = offer[:, members].max(axis=1)[start]
        value = np.where(ok & (top > _NONE), top - weights.over_level * spare, _NONE)
        worth = np.maximum(worth, value)
        if len(named):
            mine = offer[start[named]][:, members]
            less = weights.over_level * spare[named][:, None]
            fits = ok[named][:, None] & (mine > _NONE)
            single[:, members] = np.where(fits, mine - less, _NONE)
    pinned = _correct(raw, named, single, worth)
    tired = weights.fairness_day * people.days_served
    worth = np.where(worth > _NONE, worth - tired, _NONE)
    return worth, {k: v - int(tired[k[0]]) for k, v in pinned.items()}


def _named(raw: Raw) -> set[int]:
    """People whom a rule or a pair to keep names."""
    return (
        {person for person, _ in raw.excluded}
        | set(raw.pins)
        | set(raw.instance.keep.person.tolist())
    )


def _correct(raw: Raw, named: Ints, single: Ints, worth: Ints) -> dict[tuple[int, int], int]:
    """Apply exclusions and the reward of keeping to the people they name."""
    keep = raw.instance.keep
    row = {person: i for i, person in enumerate(named.tolist())}
    for person, need in raw.excluded:
        single[row[person], need] = _NONE
    kept = list(zip(keep.person.tolist(), keep.need.tolist(), strict=True))
    for person, need in kept:
        if single[row[person], need] > _NONE:
            single[row[person], need] += raw.instance.weights.change
    if len(named) and single.shape[1]:
        worth[named] = single.max(axis=1)
    return {(p, n): int(single[row[p], n]) for p, n in raw.pins.items()}


def _offers(raw: Raw, told: _Told, starts: Ints) -> Ints:
    """Price of each need less the travel from each start, (starts, needs); `_NONE` if too far."""
    needs, weights = raw.instance.needs, raw.instance.weights
    offer = np.full((len(starts), len(needs.id)), _NONE, np.int64)
    for site in np.unique(needs.place):
        there = raw.minutes(starts, np.full(len(starts), site))
        for n in np.flatnonzero(needs.place == site):
            limit = int(needs.max_minutes[n])
            ok = (there >= 0) & ((limit < 0) | (there <= limit))
            offer[:, n] = np.where(ok, told.need[n] - weights.travel_minute * there, _NONE)
    return offer


def _best_levels(raw: Raw, day: int) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """Best level of every person and competency that some need asks, valid on the day."""
    skills = raw.instance.skills
    column = np.full(len(raw.instance.competencies), -1, np.int64)
    relevant = sorted(raw.relevant)
    column[relevant] = np.arange(len(relevant))
    best = np.zeros((len(raw.instance.people.id), len(relevant)), np.int8)
    use = (skills.valid_until >= day) & (column[skills.competency] >= 0)
    np.maximum.at(
        best,
        (skills.person[use], column[skills.competency[use]]),
        skills.level[use].astype(np.int8),
    )
    return best


def _fits(raw: Raw, need: int, best: np.ndarray[tuple[int, int], np.dtype[np.int8]]) -> Bools:
    """Who has group, days and levels for this need."""
    people, needs = raw.instance.people, raw.instance.needs
    ok = (people.available_from <= needs.start[need]) & (needs.end[need] <= people.available_to)
    if needs.groups[need]:
        ok &= np.isin(people.group, np.array(needs.groups[need]))
    order = {what: i for i, what in enumerate(sorted(raw.relevant))}
    for what, level in raw.asked[need].items():
        ok &= best[:, order[what]] >= level
    return np.asarray(ok)
