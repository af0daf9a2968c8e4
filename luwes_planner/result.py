"""A plan: who serves where, what it costs, what stays unfilled, and the prices that prove it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from luwes_planner.instance import Instance, Ints

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
