"""The best plan by trying all: the definition of right, for a handful of people."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence

from luwes_planner.instance import AVAILABLE, AWAY, Instance
from luwes_planner.sides import Leader

Choice = tuple[int | None, ...]


def best_rank(
    instance: Instance,
    together: Sequence[Sequence[str]] = (),
    leaders: Sequence[Leader] = (),
) -> tuple[int, ...] | None:
    """The lexicographic optimum: minima by tier, desired by tier, cost; None where no plan is right."""
    return min(_Tried(instance, together, leaders).ranks(), default=None)


def can_pin(instance: Instance) -> bool:
    """Whether some plan serves every pin under all hard rules."""
    tried = _Tried(instance, (), ())
    allowed = all(tried._is_allowed(person, need) for person, need in tried.pins.items())
    return allowed and next(tried.ranks(), None) is not None


class _Tried:
    """Everything in plain Python, sharing no line with the model or the checker."""

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
        self.instance = instance
        needs, people, rules = instance.needs, instance.people, instance.rules
        self.people = range(len(people.id))
        self.rungs = list(
            zip(needs.tier.tolist(), needs.minimum.tolist(), needs.desired.tolist(), strict=True)
        )
        self.unit, self.group = people.unit.tolist(), people.group.tolist()
        parent = instance.units.parent.tolist()
        self.above = [_chain(parent, unit) for unit in self.unit]
        self.is_leaf = [unit not in parent for unit in range(len(parent))]
        named = zip(rules.person.tolist(), rules.need.tolist(), rules.is_pin.tolist(), strict=True)
        self.pins, self.barred = {}, set()
        for person, need, is_pin in named:
            if is_pin:
                self.pins[person] = need
            else:
                self.barred.add((person, need))
        presence = instance.presence
        keys = zip(presence.unit.tolist(), presence.group.tolist(), strict=True)
        self.minimum = dict(zip(keys, presence.minimum.tolist(), strict=True))
        here = [p for p in self.people if people.state[p] != AWAY]
        self.room = {
            key: max(0, sum(self._is_under(p, key) for p in here) - minimum)
            for key, minimum in self.minimum.items()
        }
        self.freedom = [
            max(0, sum(self.unit[p] == u for p in here) - self._kept_in(u))
            for u in range(len(parent))
        ]
        self.cost = {(p, n): self._cost(p, n) for p in self.people for n in range(len(needs.id))}

    def ranks(self) -> Iterator[tuple[int, ...]]:
        """The rank of every plan that breaks no rule."""
        ways = [
            [self.pins[p]]
            if p in self.pins
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

    def _is_under(self, person: int, key: tuple[int, int]) -> bool:
        unit, group = key
        return unit in self.above[person] and group in (-1, self.group[person])

    def _kept_in(self, unit: int) -> int:
        return self.minimum.get((unit, -1), 0) if self.is_leaf[unit] else 0

    def _minutes(self, person: int, need: int) -> int | None:
        places, travel = self.instance.places, self.instance.travel
        origin, place = (
            int(self.instance.people.place[person]),
            int(self.instance.needs.place[need]),
        )
        if travel is not None:
            for row in range(len(travel.minutes)):
                if (travel.origin[row], travel.destination[row]) == (origin, place):
                    return int(travel.minutes[row])
            return None
        a, b = math.radians(places.lat[origin]), math.radians(places.lat[place])
        west = math.radians(places.lon[place]) - math.radians(places.lon[origin])
        h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(west / 2) ** 2
        km = 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))
        return math.floor(km * 1.35 / 40 * 60)

    def _levels(self, person: int, need: int) -> dict[int, int]:
        """Highest valid level of each competency that any need asks."""
        skills, day = self.instance.skills, int(self.instance.needs.end[need]) - 1
        asked = set(self.instance.need_skills.competency.tolist())
        best: dict[int, int] = {}
        for row in range(len(skills.person)):
            what = int(skills.competency[row])
            if skills.person[row] == person and skills.valid_until[row] >= day and what in asked:
                best[what] = max(best.get(what, 0), int(skills.level[row]))
        return best

    def _asked(self, need: int) -> dict[int, int]:
        rows = self.instance.need_skills
        return {
            int(rows.competency[r]): int(rows.level[r])
            for r in range(len(rows.need))
            if rows.need[r] == need
        }

    def _is_allowed(self, person: int, need: int) -> bool:
        people, needs = self.instance.people, self.instance.needs
        minutes, held = self._minutes(person, need), self._levels(person, need)
        limit = int(needs.max_minutes[need])
        return bool(
            people.state[person] == AVAILABLE
            and (person, need) not in self.barred
            and (person, -1) not in self.barred
            and (not needs.groups[need] or self.group[person] in needs.groups[need])
            and all(held.get(what, 0) >= level for what, level in self._asked(need).items())
            and people.available_from[person] <= needs.start[need]
            and needs.end[need] <= people.available_to[person]
            and minutes is not None
            and (limit < 0 or minutes <= limit)
        )

    def _cost(self, person: int, need: int) -> int:
        weights = self.instance.weights
        spare = sum(self._levels(person, need).values()) - sum(self._asked(need).values())
        return (
            weights.travel_minute * (self._minutes(person, need) or 0)
            + weights.fairness_day * int(self.instance.people.days_served[person])
            + weights.over_level * spare
        )

    def _is_present(self, chosen: Choice) -> bool:
        gone = [p for p, n in enumerate(chosen) if n is not None]
        return all(
            sum(self._is_under(p, key) for p in gone) <= room for key, room in self.room.items()
        )

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
            free, price = (
                self.freedom[unit],
                weights.release * int(self.instance.units.weight[unit]),
            )
            for nth in range(1, count + 1):
                quarter = next(j for j in range(1, 5) if nth <= -(-free * j // 4))
                total += weights.release_slopes[quarter - 1] * price
        return total


def _chain(parent: list[int], unit: int) -> list[int]:
    """A unit and all above it."""
    chain = [unit]
    while parent[chain[-1]] >= 0:
        chain.append(parent[chain[-1]])
    return chain
