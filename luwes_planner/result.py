"""A plan: who serves where, what it costs, what stays unfilled, and the prices that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from luwes_planner.costs import pair_parts, pairs_broken, unfilled
from luwes_planner.instance import Instance, Ints
from luwes_planner.presence import coverage, release_cost

Level = Literal["minimum", "desired"]
Method = Literal["flow", "mip", "given"]


@dataclass(frozen=True)
class Pair:
    """A person serving a need, with travel minutes and the parts of the cost in points."""

    person: str
    need: str
    minutes: int
    travel: int
    fairness: int
    over_level: int


@dataclass(frozen=True)
class Unfilled:
    """Heads of a need that nobody fills.

    `reason` is one word: ``competency`` (nobody holds group and competencies), ``availability``
    (those who do are away, kept out by a rule, or not free on these days), ``travel`` (none of
    the rest within the limit), ``presence`` (most of the rest are held by minimum presence) or
    ``tiers`` (most of the rest serve heads that come first). See `luwes_planner.why_short`.
    """

    need: str
    level: Level
    short: int
    reason: str


@dataclass(frozen=True)
class UnitAfter:
    """A presence rule after the plan; `group` is empty for everyone, `present` before taking."""

    unit: str
    group: str
    present: int
    minimum: int
    taken: int


@dataclass(frozen=True)
class Cost:
    """The third rung of the objective, in points."""

    travel: int = 0
    fairness: int = 0
    over_level: int = 0
    release: int = 0
    change: int = 0

    @property
    def total(self) -> int:
        return self.travel + self.fairness + self.over_level + self.release + self.change


@dataclass(frozen=True)
class Price:
    """One line of the proof: `kind` is ``need``, ``presence`` or ``unit``."""

    kind: str
    id: str
    group: str
    price: int


@dataclass(frozen=True)
class Plan:
    """What `solve` found.

    Attributes
    ----------
    pairs : sorted by person
    unfilled_minimum, unfilled_desired : heads for the tiers 1 … greatest
    ladder : the step B of the rewards; 0 where it was not used
    bound : no plan is better than this, in `objective`; ``None`` when not proven
    method : ``flow`` (exact), ``mip`` (presence sets not nested), ``given`` (not solved)
    sizes : of the model: people, needs, nodes, arcs …
    """

    instance: Instance = field(repr=False, compare=False)
    pairs: tuple[Pair, ...]
    unfilled: tuple[Unfilled, ...]
    units_after: tuple[UnitAfter, ...]
    unfilled_minimum: tuple[int, ...]
    unfilled_desired: tuple[int, ...]
    cost: Cost
    method: Method
    ladder: int = 0
    optimal: bool = False
    bound: int | None = None
    prices: tuple[Price, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def objective(self) -> int:
        """Rewards of the unfilled heads by the ladder, plus the cost."""
        top = len(self.unfilled_minimum)
        heads = sum(
            (2 * top - t) * self.unfilled_minimum[t] + (top - t) * self.unfilled_desired[t]
            for t in range(top)
        )
        return self.ladder * heads + self.cost.total

    @property
    def gap(self) -> int | None:
        """How far the objective may be from the best; 0 when optimal."""
        return None if self.bound is None else self.objective - self.bound

    @property
    def rank(self) -> tuple[int, ...]:
        """Smaller is better: unfilled minima by tier, unfilled desired by tier, cost."""
        return (*self.unfilled_minimum, *self.unfilled_desired, self.cost.total)

    def assignments(self) -> dict[str, str]:
        """Person → need."""
        return {pair.person: pair.need for pair in self.pairs}

    def indices(self) -> tuple[Ints, Ints]:
        """Person and need of every pair as indices into the instance."""
        persons = {name: i for i, name in enumerate(self.instance.people.id)}
        needs = {name: i for i, name in enumerate(self.instance.needs.id)}
        return (
            np.array([persons[p.person] for p in self.pairs], np.int64),
            np.array([needs[p.need] for p in self.pairs], np.int64),
        )


def measured(
    instance: Instance, person: Ints, need: Ints, *, method: Method = "given", ladder: int = 0
) -> Plan:
    """Measure pairs (indices, no person twice): parts, unfilled heads, presence, cost.

    Nothing is checked here, and reasons of unfilled heads are left blank.
    """
    order = np.argsort(person, kind="stable")
    person, need = person[order], need[order]
    parts = pair_parts(instance, person, need)
    names, needs = instance.people.id, instance.needs.id
    columns = [parts[k].tolist() for k in ("minutes", "travel", "fairness", "over_level")]
    pairs = tuple(
        Pair(names[p], needs[n], *rest)
        for p, n, *rest in zip(person.tolist(), need.tolist(), *columns, strict=True)
    )
    cover = coverage(instance)
    short, wished = unfilled(instance, need)
    tiers = int(instance.needs.tier.max()) if len(needs) else 0
    by_tier = [
        tuple(int(heads[instance.needs.tier == t].sum()) for t in range(1, tiers + 1))
        for heads in (short, wished)
    ]
    levels: tuple[tuple[Level, Ints], ...] = (("minimum", short), ("desired", wished))
    rows = [
        Unfilled(needs[n], level, int(heads[n]), "")
        for n in range(len(needs))
        for level, heads in levels
        if heads[n]
    ]
    return Plan(
        instance=instance,
        pairs=pairs,
        unfilled=tuple(rows),
        units_after=_units_after(instance, cover.present, cover.taken(person)),
        unfilled_minimum=by_tier[0],
        unfilled_desired=by_tier[1],
        cost=Cost(
            travel=int(parts["travel"].sum()),
            fairness=int(parts["fairness"].sum()),
            over_level=int(parts["over_level"].sum()),
            release=release_cost(instance, cover, person),
            change=instance.weights.change * pairs_broken(instance, person, need),
        ),
        method=method,
        ladder=ladder,
    )


def _units_after(instance: Instance, present: Ints, taken: Ints) -> tuple[UnitAfter, ...]:
    rules = instance.presence
    return tuple(
        UnitAfter(
            instance.units.id[unit],
            instance.groups[group] if group >= 0 else "",
            int(present[row]),
            minimum,
            int(taken[row]),
        )
        for row, (unit, group, minimum) in enumerate(
            zip(rules.unit.tolist(), rules.group.tolist(), rules.minimum.tolist(), strict=True)
        )
    )


def plan_from(instance: Instance, assignments: Mapping[str, str]) -> Plan:
    """Measure a plan kept elsewhere, as person → need, so that it can be checked and explained.

    Raises
    ------
    KeyError
        For an id that the instance doesn't know.
    """
    persons = {name: i for i, name in enumerate(instance.people.id)}
    needs = {name: i for i, name in enumerate(instance.needs.id)}
    pairs = [(persons[p], needs[n]) for p, n in assignments.items()]
    columns = np.array(pairs, np.int64).reshape(-1, 2)
    return measured(instance, columns[:, 0], columns[:, 1])
