"""The best plan by trying all: the definition of right, for a handful of people."""

import itertools

import numpy as np

from luwes_planner.instance import Instance
from luwes_planner.raw import Raw


def best_rank(instance: Instance) -> tuple[int, ...]:
    """The lexicographic optimum: minima by tier, desired by tier, cost."""
    raw = Raw(instance)
    people, needs = range(len(instance.people.id)), range(len(instance.needs.id))
    ways = [[n for n in needs if _allowed(raw, p, n)] for p in people]
    options = [[raw.pins[p]] if p in raw.pins else [None, *ways[p]] for p in people]
    cost = {(p, n): _cost(raw, p, n) for p in people for n in {*ways[p], raw.pins.get(p, 0)}}
    best: tuple[int, ...] | None = None
    for chosen in itertools.product(*options):
        rank = _rank(raw, chosen, cost)
        if rank is not None and (best is None or rank < best):
            best = rank
    assert best is not None
    return best


def _minutes(raw: Raw, person: int, need: int) -> int:
    origin = np.array([raw.instance.people.place[person]])
    return int(raw.minutes(origin, np.array([raw.instance.needs.place[need]]))[0])


def _allowed(raw: Raw, person: int, need: int) -> bool:
    return not raw.broken(person, need, _minutes(raw, person, need))


def _cost(raw: Raw, person: int, need: int) -> int:
    weights = raw.instance.weights
    return (
        weights.travel_minute * _minutes(raw, person, need)
        + weights.fairness_day * int(raw.instance.people.days_served[person])
        + weights.over_level * raw.spare(person, need)
    )


def _rank(
    raw: Raw, chosen: tuple[int | None, ...], cost: dict[tuple[int, int], int]
) -> tuple[int, ...] | None:
    instance = raw.instance
    needs = instance.needs
    pairs = [(p, n) for p, n in enumerate(chosen) if n is not None]
    heads = [0] * len(needs.id)
    for _, n in pairs:
        heads[n] += 1
    if any(h > d for h, d in zip(heads, needs.desired.tolist(), strict=True)):
        return None
    gone = np.array([p for p, _ in pairs], np.int64)
    taken = raw.under_rules(gone)
    for key, minimum in raw.minimum.items():
        if taken.get(key, 0) > max(0, raw.present.get(key, 0) - minimum):
            return None
    top = int(needs.tier.max())
    short, wished = [0] * top, [0] * top
    for n, count in enumerate(heads):
        minimum, desired = int(needs.minimum[n]), int(needs.desired[n])
        short[needs.tier[n] - 1] += max(0, minimum - count)
        wished[needs.tier[n] - 1] += max(0, desired - max(count, minimum))
    kept = set(zip(instance.keep.person.tolist(), instance.keep.need.tolist(), strict=True))
    total = sum(cost[pair] for pair in pairs) + raw.release(gone)
    total += instance.weights.change * len(kept - set(pairs))
    return (*short, *wished, total)
