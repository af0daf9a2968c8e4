"""The best plan by trying all: the definition of right, for a handful of people."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from luwes_planner.instance import Instance
from luwes_planner.proof.raw import Raw
from luwes_planner.sides import Leader

Choice = tuple[int | None, ...]


def best_rank(
    instance: Instance,
    together: Sequence[Sequence[str]] = (),
    leaders: Sequence[Leader] = (),
) -> tuple[int, ...] | None:
    """The lexicographic optimum: minima by tier, desired by tier, cost; None where no plan is right."""
    return min(_Tried(instance, together, leaders).ranks(), default=None)


class _Tried:
    def __init__(
        self,
        instance: Instance,
        together: Sequence[Sequence[str]],
        leaders: Sequence[Leader],
    ) -> None:
        self.teams = [[instance.people.id.index(name) for name in team] for team in together]
        self.leaders = [
            (instance.needs.id.index(x.need), x.per, self._able(instance, x)) for x in leaders
        ]
        self.instance, self.raw = instance, Raw(instance)
        needs, people = instance.needs, instance.people
        self.people = range(len(people.id))
        self.rungs = list(
            zip(needs.tier.tolist(), needs.minimum.tolist(), needs.desired.tolist(), strict=True)
        )
        self.unit = people.unit.tolist()
        self.cover = [self._rules_of(p) for p in self.people]
        self.room = {
            key: max(0, self.raw.present.get(key, 0) - minimum)
            for key, minimum in self.raw.minimum.items()
        }
        self.cost = {(p, n): self._cost(p, n) for p in self.people for n in range(len(needs.id))}

    def ranks(self) -> Iterator[tuple[int, ...]]:
        """The rank of every plan that breaks no rule."""
        ways = [
            [self.raw.pins[p]]
            if p in self.raw.pins
            else [None, *(n for n in range(len(self.rungs)) if self._is_allowed(p, n))]
            for p in self.people
        ]
        for chosen in itertools.product(*ways):
            heads = Counter(n for n in chosen if n is not None)
            if (
                all(heads[n] <= self.rungs[n][2] for n in heads)
                and self._is_present(chosen)
                and self._is_sided(chosen, heads)
            ):
                yield self._rank(chosen, heads)

    def _able(self, instance: Instance, leader: Leader) -> set[int]:
        """Everybody with the leader's competency to the need's last day."""
        last = int(instance.needs.end[instance.needs.id.index(leader.need)]) - 1
        skills = instance.skills
        rows = zip(
            skills.person.tolist(),
            skills.competency.tolist(),
            skills.level.tolist(),
            skills.valid_until.tolist(),
            strict=True,
        )
        return {
            p
            for p, c, level, until in rows
            if instance.competencies[c] == leader.competency
            and level >= leader.level
            and until >= last
        }

    def _is_sided(self, chosen: Choice, heads: Counter[int]) -> bool:
        if any(len({chosen[p] for p in team}) > 1 for team in self.teams):
            return False
        return all(
            heads[n] - (led := sum(chosen[p] == n for p in able)) <= per * led
            for n, per, able in self.leaders
        )

    def _rules_of(self, person: int) -> list[tuple[int, int]]:
        group = int(self.instance.people.group[person])
        keys = [(u, g) for u in self.raw.chains[self.unit[person]] for g in (-1, group)]
        return [key for key in keys if key in self.raw.minimum]

    def _minutes(self, person: int, need: int) -> int:
        origin = self.instance.people.place[[person]]
        return int(self.raw.minutes(origin, self.instance.needs.place[[need]])[0])

    def _is_allowed(self, person: int, need: int) -> bool:
        return not self.raw.broken(person, need, self._minutes(person, need))

    def _cost(self, person: int, need: int) -> int:
        weights = self.instance.weights
        return (
            weights.travel_minute * self._minutes(person, need)
            + weights.fairness_day * int(self.instance.people.days_served[person])
            + weights.over_level * self.raw.spare(person, need)
        )

    def _is_present(self, chosen: Choice) -> bool:
        taken = Counter(key for p, n in enumerate(chosen) if n is not None for key in self.cover[p])
        return all(count <= self.room[key] for key, count in taken.items())

    def _rank(self, chosen: Choice, heads: Counter[int]) -> tuple[int, ...]:
        top = max(tier for tier, _, _ in self.rungs)
        short, wished = [0] * top, [0] * top
        for n, (tier, minimum, desired) in enumerate(self.rungs):
            short[tier - 1] += max(0, minimum - heads[n])
            wished[tier - 1] += max(0, desired - max(heads[n], minimum))
        pairs = {(p, n) for p, n in enumerate(chosen) if n is not None}
        keep = self.instance.keep
        kept = set(zip(keep.person.tolist(), keep.need.tolist(), strict=True))
        cost = sum(self.cost[pair] for pair in pairs)
        cost += self._release(Counter(self.unit[p] for p, _ in pairs))
        return (*short, *wished, cost + self.instance.weights.change * len(kept - pairs))

    def _release(self, taken: Counter[int]) -> int:
        weights, total = self.instance.weights, 0
        for unit, count in taken.items():
            slopes = np.repeat(weights.release_slopes, self.raw.quarters[unit])
            total += int(slopes[:count].sum()) * int(self.instance.units.weight[unit])
        return total * weights.release
