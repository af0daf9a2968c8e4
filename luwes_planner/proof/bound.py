"""The bound that prices prove: weak duality, computed from the rows, without a solver."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl

from luwes_planner.instance import AVAILABLE, Instance, Ints
from luwes_planner.proof.raw import Raw
from luwes_planner.result import Plan, Price

_NONE = -(2**60)


@dataclass(frozen=True)
class _Told:
    """Prices of needs, presence rules and units, in the order of the instance."""

    need: Ints
    rule: Ints
    unit: Ints


def proven_bound(instance: Instance, plan: Plan, raw: Raw | None = None) -> int | None:
    """What no plan can beat, by the plan's prices and ladder (design of the exchange format).

    For any prices at all the result is a true bound; it is tight only for optimal ones.

    Returns
    -------
    int, or None where a price is of something unknown, or of a presence rule and negative.
    """
    raw = raw or Raw(instance)
    told = _prices(instance, plan)
    if told is None:
        return None
    needs, weights, rules = instance.needs, instance.weights, instance.presence
    top = int(needs.tier.max(initial=0))
    must = (2 * top - needs.tier + 1) * plan.ladder
    wish = (top - needs.tier + 1) * plan.ladder
    bound = _dot(needs.desired, told.need)
    bound += _dot(needs.minimum, np.minimum(0, must - told.need))
    bound += _dot(needs.desired - needs.minimum, np.minimum(0, wish - told.need))
    bound -= _dot(told.rule, np.maximum(0, raw.present - rules.minimum))
    price = weights.release * instance.units.weight
    for size, slope in zip(raw.quarters, weights.release_slopes, strict=True):
        bound += _dot(size, np.minimum(0, slope * price - told.unit))
    bound += weights.change * len(instance.keep.person)
    return bound - _gains(raw, told)


def _dot(a: Ints, b: Ints) -> int:
    """Σ a·b, without overflow of the sum: what it adds up is not ours to trust."""
    some = np.flatnonzero(a)
    return sum(x * y for x, y in zip(a[some].tolist(), b[some].tolist(), strict=True))


def _prices(instance: Instance, plan: Plan) -> _Told | None:
    lines = plan.rows(Price).frame
    needs, units, rules = instance.needs.id, instance.units.id, instance.presence
    told = _Told(*(np.zeros(n, np.int64) for n in (len(needs), len(rules.unit), len(units))))
    width = len(instance.groups) + 1
    known = 0
    for kind, prices, names in (
        ("need", told.need, needs),
        ("presence", told.rule, units),
        ("unit", told.unit, units),
    ):
        mine = lines.filter(pl.col("kind") == kind)
        known += mine.height
        at, price = names.indices(mine["id"]), mine["price"].to_numpy()
        if (at < 0).any() or not mine.height:
            if mine.height:
                return None
            continue
        if kind == "presence":
            number = {name: i for i, name in enumerate(instance.groups)} | {"": -1}
            group = np.array([number.get(g, -2) for g in mine["group"].to_list()], np.int64)
            listed, key = rules.unit * width + rules.group + 1, at * width + group + 1
            at = np.minimum(np.searchsorted(listed, key), len(listed) - 1)
            if (
                not len(listed)
                or (group < -1).any()
                or (listed[at] != key).any()
                or price.min() < 0
            ):
                return None
        prices[at] = price
    return told if known == lines.height else None


def _gains(raw: Raw, told: _Told) -> int:
    """Σ λ: what each person could still gain at these prices; of a pinned one, of either sign."""
    people = raw.instance.people
    cell, price = raw.over(told.rule)
    charge = price[cell] + told.unit[people.unit]
    worth, by_hand = _best_worth(raw, told)
    free = people.state == AVAILABLE
    free[list(raw.never | set(raw.pins))] = False
    gain = np.where(free & (worth > _NONE), np.maximum(0, worth - charge), 0)
    total = int(gain.sum())
    for (person, _need), value in by_hand.items():
        total += value - int(charge[person])
    return total


def _best_worth(raw: Raw, told: _Told) -> tuple[Ints, dict[tuple[int, int], int]]:
    """For every person the best price less cost over the allowed needs; and of each pin its own."""
    instance = raw.instance
    people, weights, keep = instance.people, instance.weights, instance.keep
    worth = _by_kinds(raw, told)
    barred = np.array(sorted({p for p, _ in raw.excluded}), np.int64)
    for some in np.array_split(barred, max(1, len(barred) // 64)):
        worth[some] = _one_by_one(raw, told, some)
    kept = _worth_of(raw, told, keep.person, keep.need)
    kept = np.where(kept > _NONE, kept + weights.change, _NONE)
    np.maximum.at(worth, keep.person, kept)
    tired = weights.fairness_day * people.days_served
    worth = np.where(worth > _NONE, worth - tired, _NONE)
    person = np.array(list(raw.pins), np.int64)
    need = np.array(list(raw.pins.values()), np.int64)
    width = max(1, len(instance.needs.id))
    value = _worth_of(raw, told, person, need) - tired[person]
    value += weights.change * np.isin(person * width + need, keep.person * width + keep.need)
    pairs = zip(person.tolist(), need.tolist(), strict=True)
    return worth, dict(zip(pairs, value.tolist(), strict=True))


def _worth_of(raw: Raw, told: _Told, person: Ints, need: Ints) -> Ints:
    """Price less travel and spare levels of each pair, `_NONE` where it isn't allowed."""
    weights, facts = raw.instance.weights, raw.facts(person, need)
    value = (
        told.need[need] - weights.travel_minute * facts.minutes - weights.over_level * facts.spare
    )
    return np.where(facts.is_allowed, value, _NONE)


def _one_by_one(raw: Raw, told: _Told, who: Ints) -> Ints:
    """The best worth of each of a few people over all needs, looking at every pair."""
    count = len(raw.instance.needs.id)
    if not len(who) or not count:
        return np.full(len(who), _NONE, np.int64)
    value = _worth_of(raw, told, np.repeat(who, count), np.tile(np.arange(count), len(who)))
    best: Ints = value.reshape(len(who), count).max(axis=1)
    return best


def _by_kinds(raw: Raw, told: _Told) -> Ints:
    """The best worth of everybody, needs alike in what they ask taken together."""
    instance = raw.instance
    people, needs, weights = instance.people, instance.needs, instance.weights
    starts, start = np.unique(people.place, return_inverse=True)
    kinds: dict[object, list[int]] = defaultdict(list)
    for n in range(len(needs.id)):
        asked = raw.asked[n].tobytes()
        kinds[int(needs.end[n]), int(needs.start[n]), needs.groups[n], asked].append(n)
    worth = np.full(len(people.id), _NONE, np.int64)
    everybody = np.arange(len(people.id), dtype=np.int64)
    day = -1
    for members in sorted(kinds.values(), key=lambda m: int(needs.end[m[0]])):
        model = members[0]
        if int(needs.end[model]) != day:
            day = int(needs.end[model])
            best = raw.levels_on(day - 1, everybody)
            held = best.sum(axis=0, dtype=np.int64)
        ok = (people.available_from <= needs.start[model]) & (people.available_to >= day)
        if needs.groups[model]:
            allowed = np.zeros(len(instance.groups), bool)
            allowed[list(needs.groups[model])] = True
            ok &= allowed[people.group]
        for row, level in enumerate(raw.asked[model].tolist()):
            if level:
                ok &= best[row] >= level
        who = np.flatnonzero(ok)
        top = _top_offer(raw, told, starts, members)[start[who]]
        spare = held[who] - int(raw.asked[model].sum())
        value = np.where(top > _NONE, top - weights.over_level * spare, _NONE)
        worth[who] = np.maximum(worth[who], value)
    return worth


def _top_offer(raw: Raw, told: _Told, starts: Ints, members: list[int]) -> Ints:
    """From each start the best price less travel over these needs; `_NONE` if all are too far."""
    needs, weights = raw.instance.needs, raw.instance.weights
    top = np.full(len(starts), _NONE, np.int64)
    for n in members:
        there = raw.ways(starts, int(needs.place[n]))
        limit = int(needs.max_minutes[n])
        ok = (there >= 0) & ((limit < 0) | (there <= limit))
        offer = np.where(ok, told.need[n] - weights.travel_minute * there, _NONE)
        top = np.maximum(top, offer)
    return top
