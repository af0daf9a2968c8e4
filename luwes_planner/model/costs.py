"""What a set of pairs costs, from the instance's own rows."""

import numpy as np

from luwes_planner.arrays import lookup
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.travel import minutes


def levels_held(instance: Instance, person: Ints, last_day: Ints) -> Ints:
    """Sum of the levels, valid to `last_day`, that each person holds of what any need asks."""
    skills, width = instance.skills, len(instance.competencies)
    total = np.zeros(len(person), np.int64)
    asked = instance.asked()[skills.competency]
    for day in np.unique(last_day):
        who = np.flatnonzero(last_day == day)
        people = np.unique(person[who])
        at = lookup(people, skills.person)
        use = asked & (at >= 0) & (skills.valid_until >= day)
        keys = at[use] * width + skills.competency[use]
        order = np.lexsort((skills.level[use], keys))
        keys, level = keys[order], skills.level[use][order]
        best = np.r_[keys[1:] != keys[:-1], True] if len(keys) else keys > 0
        held = np.bincount(keys[best] // max(width, 1), level[best], len(people))
        total[who] = held[np.searchsorted(people, person[who])].astype(np.int64)
    return total


def pair_parts(instance: Instance, person: Ints, need: Ints) -> dict[str, Ints]:
    """Parts of the cost of each pair: ``minutes``, ``travel``, ``fairness``, ``over_level``."""
    weights = instance.weights
    time = minutes(instance, instance.people.place[person], instance.needs.place[need])
    spare = levels_held(instance, person, instance.last_days()[need])
    spare = spare - instance.asked_levels()[need]
    return {
        "minutes": time,
        "travel": weights.travel_minute * time,
        "fairness": weights.fairness_day * instance.people.days_served[person],
        "over_level": weights.over_level * spare,
    }


def pairs_broken(instance: Instance, person: Ints, need: Ints) -> int:
    """How many of the pairs to keep are not among these."""
    width = max(len(instance.needs.id), 1)
    keep = instance.keep.person * width + instance.keep.need
    return int((~np.isin(keep, person * width + need)).sum())


def unfilled(instance: Instance, need: Ints) -> tuple[Ints, Ints]:
    """Heads short of the minimum, and of the rest of the desired, of every need."""
    needs = instance.needs
    heads = np.bincount(need, minlength=len(needs.id)).astype(np.int64)
    short = np.maximum(0, needs.minimum - heads)
    wished = np.maximum(0, needs.desired - np.maximum(heads, needs.minimum))
    return short, wished
