"""Every allowed pair of a person and a need with its cost, straight from an instance's columns.

The long way round: what the planner never lists. It shares nothing with the planner's model.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from luwes_planner.instance import AVAILABLE, AWAY, Bools, Instance, Ints


@dataclass(frozen=True)
class Pairs:
    """Allowed pairs, by need and then person.

    Attributes
    ----------
    person, need : (pairs,)
    cost : (pairs,) travel, fairness and spare levels, less `change` where the pair is to be kept
    constant : what the pairs to keep cost if all of them are broken
    pinned : (pairs,) whether the pair must be in the plan; such a person has no other pair
    """

    instance: Instance
    person: Ints
    need: Ints
    cost: Ints
    constant: int
    pinned: Bools

    @cached_property
    def order(self) -> Ints:
        """The pairs with the cheapest of each need first."""
        return np.lexsort((self.person, self.cost, self.need))


def allowed_pairs(instance: Instance) -> Pairs:
    """List all pairs that are allowed by state, rules, group, competencies, days and travel."""
    people, needs, rules = instance.people, instance.needs, instance.rules
    weights = instance.weights
    pin = np.full(len(people.id), -1, np.int64)
    pin[rules.person[rules.is_pin]] = rules.need[rules.is_pin]
    free = people.state == AVAILABLE
    free[rules.person[rules.need < 0]] = False
    bar = ~rules.is_pin & (rules.need >= 0)
    barred_person, barred_need = rules.person[bar], rules.need[bar]
    keep = instance.keep
    asked = [np.zeros(len(instance.competencies), np.int64) for _ in needs.id]
    rows = instance.need_skills
    for n, what, level in zip(rows.need, rows.competency, rows.level, strict=True):
        asked[n][what] = level
    wanted = np.unique(rows.competency)
    levels: dict[int, Ints] = {}
    ways: dict[int, Ints] = {}
    persons, costs = [], []
    for n in range(len(needs.id)):
        last, place = int(needs.end[n]) - 1, int(needs.place[n])
        if last not in levels:
            levels[last] = _levels(instance, last)
        if place not in ways:
            ways[place] = minutes_to(instance, place)
        held, minutes = levels[last], ways[place][people.place]
        ok = free & (minutes >= 0)
        ok &= (people.available_from <= needs.start[n]) & (needs.end[n] <= people.available_to)
        if needs.max_minutes[n] >= 0:
            ok &= minutes <= needs.max_minutes[n]
        if needs.groups[n]:
            ok &= np.isin(people.group, needs.groups[n])
        for what in np.flatnonzero(asked[n]):
            ok &= held[:, what] >= asked[n][what]
        ok &= (pin < 0) | (pin == n)
        ok[barred_person[barred_need == n]] = False
        who = np.flatnonzero(ok)
        spare = held[who][:, wanted].sum(axis=1, dtype=np.int64) - asked[n].sum()
        cost = weights.travel_minute * minutes[who] + weights.over_level * spare
        cost += weights.fairness_day * people.days_served[who]
        cost -= weights.change * np.isin(who, keep.person[keep.need == n])
        persons.append(who)
        costs.append(cost)
    need = np.repeat(np.arange(len(needs.id)), [len(who) for who in persons])
    person = np.concatenate([*persons, np.zeros(0, np.int64)])
    cost = np.concatenate([*costs, np.zeros(0, np.int64)])
    constant = weights.change * len(keep.person)
    return Pairs(instance, person, need, cost, constant, pin[person] >= 0)


def _levels(instance: Instance, day: int) -> Ints:
    """Best level of everybody in every competency, of records valid on a day."""
    skills = instance.skills
    best = np.zeros((len(instance.people.id), len(instance.competencies)), np.int8)
    use = skills.valid_until >= day
    np.maximum.at(
        best, (skills.person[use], skills.competency[use]), skills.level[use].astype(np.int8)
    )
    return best


def minutes_to(instance: Instance, place: int) -> Ints:
    """Minutes from every place to one, -1 where there is no way."""
    places, travel = instance.places, instance.travel
    if travel is not None:
        found = np.full(len(places.id), -1, np.int64)
        there = travel.destination == place
        found[travel.origin[there]] = travel.minutes[there]
        return found
    a, b = np.radians(places.lat), np.radians(places.lat[place])
    west = np.radians(places.lon[place]) - np.radians(places.lon)
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(west / 2) ** 2
    km = 2 * 6371 * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return np.floor(km * 1.35 / 40 * 60).astype(np.int64)


@dataclass(frozen=True)
class Presence:
    """How many may be taken, by rule and by unit.

    Attributes
    ----------
    covers : the people of each rule
    room : (rules,)
    quarters : (units, 4) how many of a unit's own people each quarter of its freedom holds
    charge : (units, 4) what each of them costs
    """

    covers: list[Ints]
    room: Ints
    quarters: Ints
    charge: Ints


def presence_of(instance: Instance) -> Presence:
    """Presence rules and release costs, from the columns."""
    people, units, rules = instance.people, instance.units, instance.presence
    here = people.state != AWAY
    parent = units.parent.tolist()
    below: list[list[int]] = [[] for _ in parent]
    for unit in range(len(parent)):
        above = unit
        while above >= 0:
            below[above].append(unit)
            above = parent[above]
    order = np.argsort(people.unit, kind="stable")
    own = np.split(order, np.searchsorted(people.unit[order], np.arange(1, len(parent))))
    parents = set(parent)
    covers, room = [], []
    kept = np.zeros(len(parent), np.int64)
    for unit, group, minimum in zip(rules.unit, rules.group, rules.minimum, strict=True):
        inside = np.concatenate([own[u] for u in below[unit]])
        inside = inside[(group < 0) | (people.group[inside] == group)]
        covers.append(inside)
        room.append(max(0, int(here[inside].sum()) - int(minimum)))
        if group < 0 and unit not in parents:
            kept[unit] = minimum
    free = np.bincount(people.unit[here], minlength=len(parent)) - kept
    free = np.maximum(0, free)[:, None]
    cuts = (free * np.arange(5) + 3) // 4
    slopes = np.array(instance.weights.release_slopes)
    charge = instance.weights.release * units.weight[:, None] * slopes
    return Presence(covers, np.array(room, np.int64), np.diff(cuts, axis=1), charge)


def rewards(instance: Instance, ladder: int) -> tuple[Ints, Ints]:
    """What an unfilled minimum head and an unfilled desired head of every need costs."""
    tier = instance.needs.tier
    top = int(tier.max(initial=0))
    return (2 * top - tier + 1) * ladder, (top - tier + 1) * ladder
