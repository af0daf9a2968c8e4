"""Exchanges of two people, nobody else moving: the next best, and the k best."""

from dataclasses import dataclass, fields

import numpy as np

from luwes_planner.explain.shortage import Situation, situation_of
from luwes_planner.instance import AVAILABLE, Bools, Instance, Ints
from luwes_planner.model.costs import pair_parts
from luwes_planner.model.presence import quarters
from luwes_planner.model.travel import NO_WAY, minutes
from luwes_planner.result import Plan

_PARTS = ("travel", "fairness", "over_level", "release", "change")


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
class Swap:
    """Somebody else in the place, nobody but the two moving.

    Attributes
    ----------
    person : the other
    need : which the first takes over from the other; blank where the other comes from home and
        the first stays there
    minutes : the other's travel to the place
    travel … change : what each part of the cost changes by, in points
    """

    person: str
    need: str
    minutes: int
    travel: int
    fairness: int
    over_level: int
    release: int
    change: int

    @property
    def difference(self) -> int:
        """Points more; exact, since no head is lost or filled."""
        return self.travel + self.fairness + self.over_level + self.release + self.change


def swaps(plan: Plan, person: str, k: int = 5) -> tuple[Swap, ...]:
    """The `k` best exchanges of somebody who serves with one other person, best first.

    Hard rules hold after each; of equal ones those from home come first, then the first by id.

    Raises
    ------
    KeyError
        If the person serves nowhere.
    """
    instance = plan.instance
    situation = situation_of(instance, plan)
    pair = next((p for p in plan.pairs if p.person == person), None)
    if pair is None:
        raise KeyError(person)
    i, n = instance.people.id.index(person), instance.needs.id.index(pair.need)
    found = [*_from_home(situation, i, n, k), *_among_serving(situation, i, n, k)]
    return tuple(sorted(found, key=lambda s: (s.difference, s.need != "", s.person))[:k])


def next_best(situation: Situation, person: int, need: int) -> NextBest | None:
    """The best exchange with somebody at home."""
    for swap in _from_home(situation, person, need, 1):
        return NextBest(**{f.name: getattr(swap, f.name) for f in fields(NextBest)})
    return None


def _from_home(situation: Situation, person: int, need: int, k: int) -> list[Swap]:
    instance = situation.instance
    served = np.flatnonzero(situation.serves >= 0)
    others = served[served != person]
    who = np.flatnonzero(could_serve(situation, need, others))
    if not len(who):
        return []
    mine = pair_parts(instance, np.array([person]), np.array([need]))
    parts = pair_parts(instance, who, np.full(len(who), need))
    columns = {name: parts[name] - mine[name][0] for name in _PARTS[:3]}
    unit, release = instance.people.unit, marginal(situation, others)
    kept = instance.weights.change * kept_at(instance, need)
    columns["release"] = release[unit[who]] - release[unit[person]]
    columns["change"] = kept[person] - kept[who]
    return _best(instance, who, np.full(len(who), -1), parts["minutes"], columns, k)


def _among_serving(situation: Situation, person: int, need: int, k: int) -> list[Swap]:
    """With people at other needs who aren't pinned there, where each is allowed at the other's."""
    instance = situation.instance
    pins = instance.rules.person[instance.rules.is_pin]
    elsewhere = (situation.serves >= 0) & (situation.serves != need)
    elsewhere[pins] = False
    if person in pins:
        return []
    able = elsewhere & may_serve(situation, need)
    able[able] = _open_to(situation, person)[situation.serves[able]]
    who = np.flatnonzero(able)
    if not len(who):
        return []
    theirs, here = situation.serves[who], np.full(len(who), need)
    me = np.full(len(who), person)
    after = [pair_parts(instance, who, here), pair_parts(instance, me, theirs)]
    before = [pair_parts(instance, who, theirs), pair_parts(instance, me, here)]
    columns = {
        name: after[0][name] + after[1][name] - before[0][name] - before[1][name]
        for name in _PARTS[:3]
    }
    columns["release"] = np.zeros(len(who), np.int64)
    kept = kept_at(instance, need)
    at_theirs = _kept_pairs(instance, who, theirs) - _kept_pairs(instance, me, theirs)
    columns["change"] = instance.weights.change * (kept[person] - kept[who] + at_theirs)
    return _best(instance, who, theirs, after[0]["minutes"], columns, k)


def _best(
    instance: Instance, who: Ints, need: Ints, minutes: Ints, columns: dict[str, Ints], k: int
) -> list[Swap]:
    total = np.sum([*columns.values()], axis=0)
    first = np.lexsort((who, total))[:k]
    return [
        Swap(
            instance.people.id[who[j]],
            instance.needs.id[need[j]] if need[j] >= 0 else "",
            int(minutes[j]),
            *(int(columns[name][j]) for name in _PARTS),
        )
        for j in first.tolist()
    ]


def _kept_pairs(instance: Instance, person: Ints, need: Ints) -> Ints:
    """1 for each pair that should be kept."""
    width = max(len(instance.needs.id), 1)
    keep = instance.keep.person * width + instance.keep.need
    return np.isin(person * width + need, keep).astype(np.int64)


def may_serve(situation: Situation, need: int) -> Bools:
    """Who is allowed at a need but for presence."""
    people = situation.instance.people
    time, limit = situation.minutes(need), int(situation.instance.needs.max_minutes[need])
    return np.asarray(
        situation.qualified(need)
        & (people.state == AVAILABLE)
        & situation.free(need)
        & ~situation.excluded(need)
        & (time != NO_WAY)
        & ((limit < 0) | (time <= limit))
    )


def _open_to(situation: Situation, person: int) -> Bools:
    """The needs that one person who serves already is allowed at."""
    instance, needs, people = (
        situation.instance,
        situation.instance.needs,
        situation.instance.people,
    )
    time = minutes(instance, people.place[person], needs.place)
    ok = (time != NO_WAY) & ((needs.max_minutes < 0) | (time <= needs.max_minutes))
    ok &= (people.available_from[person] <= needs.start) & (
        needs.end <= people.available_to[person]
    )
    rules, rows = instance.rules, instance.skills
    ok[rules.need[(rules.person == person) & (rules.need >= 0)]] = False
    mine = rows.person == person
    held = [*zip(rows.competency[mine], rows.level[mine], rows.valid_until[mine], strict=True)]
    for need in np.flatnonzero(ok).tolist():
        groups, day = needs.groups[need], needs.end[need] - 1
        ok[need] = (not groups or people.group[person] in groups) and all(
            any(c == what and level >= least and until >= day for c, level, until in held)
            for what, least in situation.asked[need]
        )
    return np.asarray(ok)


def could_serve(situation: Situation, need: int, others: Ints) -> Bools:
    """Who at home is allowed, with presence as it is while `others` are away."""
    cover = situation.cover
    full = cover.taken(others) >= cover.room
    shut = np.zeros(len(cover.cell_unit), bool)
    shut[cover.rule_cell[full[cover.rule]]] = True
    return np.asarray(may_serve(situation, need) & (situation.serves < 0) & ~shut[cover.cell])


def marginal(situation: Situation, away: Ints) -> Ints:
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


def kept_at(instance: Instance, need: int) -> Ints:
    """1 for everybody who should be kept at the need."""
    kept = np.zeros(len(instance.people.id), np.int64)
    kept[instance.keep.person[instance.keep.need == need]] = 1
    return kept
