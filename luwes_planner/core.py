"""The same exact sum for other uses: who of several classes gets which of several places.

Classes of alike people (or things) stand in nested quotas and are given to demands; a cost for
each pair that is allowed. Everything is an array of whole numbers; the answer is the optimum, with
prices that prove it. Training seats as an example, two seats of one course for three units::

    >>> import numpy as np
    >>> from luwes_planner import core
    >>> problem = core.Problem(
    ...     # three classes: two clerks of unit A, a nurse of A, two nurses of B
    ...     supplies=core.Supplies(count=[2, 1, 2], quota=[1, 1, 2]),
    ...     # the province sends at most 3; A at most 2, its second seat costs 5; B is free of charge
    ...     quotas=core.Quotas(parent=[-1, 0, 0], of=[0, 1, 1, 2], size=[3, 1, 1, 2], cost=[0, 0, 5, 0]),
    ...     # a course that needs two and wants three; an empty seat below two is worth 100, else 10
    ...     demands=core.Demands(minimum=[2], desired=[3], missed_minimum=[100], missed_desired=[10]),
    ...     # clerks gain least from it
    ...     ways=core.Ways(supply=[0, 1, 2], demand=[0, 0, 0], cost=[7, 1, 2]),
    ... )
    >>> answer = core.allocate(problem)
    >>> answer.amount.tolist()  # by way: one nurse of A, two of B
    [0, 1, 2]
    >>> answer.cost, core.bound(problem, answer.prices)
    (5, 5)
"""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from luwes_planner.engine import mincost
from luwes_planner.instance import Ints

_MOST = 2**62


class _Whole:
    """Turns every field into an array of whole numbers, all of one length unless said otherwise."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            given = np.asarray(getattr(self, field.name))
            if given.size and given.dtype.kind not in "iu":
                raise ValueError(f"{field.name} holds {given.dtype}, expected whole numbers")
            object.__setattr__(self, field.name, given.astype(np.int64).reshape(-1))


@dataclass(frozen=True)
class Supplies(_Whole):
    """Classes: how many there are, and the innermost quota that counts them, or -1."""

    count: Ints
    quota: Ints


@dataclass(frozen=True)
class Quotas(_Whole):
    """Nested limits on how many may be taken, at a rising cost.

    Attributes
    ----------
    parent : (quotas,) the quota around each, or -1
    of, size, cost : (steps,) of every quota its steps in order: so many, each at this cost; what
        lies beyond the last step may not be taken
    """

    parent: Ints
    of: Ints
    size: Ints
    cost: Ints


@dataclass(frozen=True)
class Demands(_Whole):
    """How many each wants, and what each that is missed costs (or: what it would have earned)."""

    minimum: Ints
    desired: Ints
    missed_minimum: Ints
    missed_desired: Ints


@dataclass(frozen=True)
class Ways(_Whole):
    """The pairs (class, demand) allowed, and the cost for each that goes that way."""

    supply: Ints
    demand: Ints
    cost: Ints


@dataclass(frozen=True)
class Problem:
    """What `allocate` solves.

    Raises
    ------
    ValueError
        If columns differ in length, an index is of nothing, quotas go round in a circle, a number
        of people is negative, a later step of a quota is cheaper than an earlier one, or a missed
        desired place costs more than a missed minimum: the sum would then not be convex, and a
        flow not its optimum.
    """

    supplies: Supplies
    quotas: Quotas
    demands: Demands
    ways: Ways

    def __post_init__(self) -> None:
        supplies, quotas, demands, ways = self.supplies, self.quotas, self.demands, self.ways
        _same_length(supplies, "count quota")
        _same_length(quotas, "of size cost")
        _same_length(demands, "minimum desired missed_minimum missed_desired")
        _same_length(ways, "supply demand cost")
        _within("supplies.quota", supplies.quota, -1, len(quotas.parent))
        _within("quotas.parent", quotas.parent, -1, len(quotas.parent))
        _within("quotas.of", quotas.of, 0, len(quotas.parent))
        _within("ways.supply", ways.supply, 0, len(supplies.count))
        _within("ways.demand", ways.demand, 0, len(demands.desired))
        for name, numbers in (
            ("count", supplies.count),
            ("size", quotas.size),
            ("minimum", demands.minimum),
        ):
            if (numbers < 0).any():
                raise ValueError(f"{name} is negative at {int(np.argmax(numbers < 0))}")
        if (below := demands.desired < demands.minimum).any():
            raise ValueError(f"desired is below minimum at {int(np.argmax(below))}")
        _convex(quotas, demands)
        _no_circle(quotas.parent)


def _same_length(table: Any, names: str) -> None:
    lengths = {name: len(getattr(table, name)) for name in names.split()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"columns of {type(table).__name__} differ in length: {lengths}")


def _within(name: str, index: Ints, low: int, high: int) -> None:
    wrong = (index < low) | (index >= high)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(f"{name} is {int(index[at])} at {at}, expected {low} to {high - 1}")


def _convex(quotas: Quotas, demands: Demands) -> None:
    order = np.argsort(quotas.of, kind="stable")
    of, cost = quotas.of[order], quotas.cost[order]
    falls = (of[1:] == of[:-1]) & (cost[1:] < cost[:-1])
    if falls.any():
        at = int(np.argmax(falls))
        words = f"quota {int(of[at])}: a step at {int(cost[at + 1])} follows one at {int(cost[at])}"
        raise ValueError(f"{words}; costs of steps must not fall")
    dearer = demands.missed_desired > demands.missed_minimum
    if dearer.any():
        at = int(np.argmax(dearer))
        raise ValueError(f"demand {at}: missed_desired is above missed_minimum")


def _no_circle(parent: Ints) -> None:
    above = np.arange(len(parent))
    for _ in range(len(parent) + 1):
        above = np.where(above >= 0, parent[above], -1) if len(parent) else above
        if (above < 0).all():
            return
    raise ValueError(f"quota {int(np.argmax(above >= 0))} lies within itself")


@dataclass(frozen=True)
class Prices:
    """Of each demand the worth of a place; of each quota (≥ its cheapest step) that of one taken."""

    demand: Ints
    quota: Ints


@dataclass(frozen=True)
class Allocation:
    """The optimum.

    Attributes
    ----------
    amount : (ways,) how many go each way
    missed : (demands,) places nobody gets
    taken : (quotas,)
    cost : ways, steps and missed places together
    prices : with them `bound` proves that nothing costs less
    """

    amount: Ints
    missed: Ints
    taken: Ints
    cost: int
    prices: Prices


#: More than this can't go along one arc; so many people there are not.
_MOST_AT_ONCE: Final = 2**31 - 1


def allocate(problem: Problem) -> Allocation:
    """Find the allocation of least cost.

    Raises
    ------
    OverflowError
        If sums don't fit in 64 bits.
    """
    net = _Network(problem)
    found = mincost.solve(
        net.nodes,
        net.tail.astype(np.int32),
        net.head.astype(np.int32),
        np.minimum(net.capacity, _MOST_AT_ONCE).astype(np.int32),
        net.cost,
        net.supply,
    )
    flow, potential = found.flow, found.price
    first, demands = net.first_demand, problem.demands
    amount = flow[net.ways]
    missed = demands.desired - _sums(problem.ways.demand, amount, len(demands.desired))
    taken = _sums(problem.quotas.of, flow[net.steps], len(problem.quotas.parent))
    quota = potential[1 + np.arange(len(taken))] - potential[net.above]
    prices = Prices(potential[first:] - potential[0], quota)
    return Allocation(amount, missed, taken, int((flow * net.cost).sum()), prices)


def bound(problem: Problem, prices: Prices) -> int:
    """What no allocation can cost less than, by weak duality: true for any prices at all.

    With those of `allocate` it equals the cost, which proves it.
    """
    supplies, quotas, demands, ways = (
        problem.supplies, problem.quotas, problem.demands, problem.ways
    )  # fmt: skip
    place = prices.demand
    total = int((demands.desired * place).sum())
    total += int((demands.minimum * np.minimum(0, demands.missed_minimum - place)).sum())
    wished = demands.desired - demands.minimum
    total += int((wished * np.minimum(0, demands.missed_desired - place)).sum())
    total += int((quotas.size * np.minimum(0, quotas.cost - prices.quota[quotas.of])).sum())
    charge = np.zeros(len(supplies.count), np.int64)
    at = supplies.quota.copy()
    while (inside := at >= 0).any():
        charge[inside] += prices.quota[at[inside]]
        at[inside] = quotas.parent[at[inside]]
    gain = np.zeros(len(supplies.count), np.int64)
    np.maximum.at(gain, ways.supply, place[ways.demand] - ways.cost - charge[ways.supply])
    return total - int((supplies.count * gain).sum())


def _sums(index: Ints, values: Ints, length: int) -> Ints:
    total = np.zeros(length, np.int64)
    np.add.at(total, index, values)
    return total


class _Network:
    """Source → quotas → classes → demands, and source → demand for what is missed."""

    def __init__(self, problem: Problem) -> None:
        supplies, quotas, demands, ways = (
            problem.supplies, problem.quotas, problem.demands, problem.ways
        )  # fmt: skip
        first_class = 1 + len(quotas.parent)
        self.first_demand = first_class + len(supplies.count)
        self.nodes = self.first_demand + len(demands.desired)
        self.above = 1 + quotas.parent  # the source is where -1 points
        classes = first_class + np.arange(len(supplies.count))
        places = self.first_demand + np.arange(len(demands.desired))
        source = np.zeros(len(places), np.int64)
        ample = np.full(len(ways.cost), max(1, int(supplies.count.sum())) + 1)
        parts = [
            (self.above[quotas.of], 1 + quotas.of, quotas.size, quotas.cost),
            (1 + supplies.quota, classes, supplies.count, np.zeros_like(supplies.count)),
            (classes[ways.supply], places[ways.demand], ample, ways.cost),
            (source, places, demands.desired - demands.minimum, demands.missed_desired),
            (source, places, demands.minimum, demands.missed_minimum),
        ]
        self.tail, self.head, self.capacity, self.cost = (
            np.concatenate(columns).astype(np.int64) for columns in zip(*parts, strict=True)
        )
        ends = np.cumsum([len(part[0]) for part in parts])
        self.steps, self.ways = slice(0, ends[0]), slice(ends[1], ends[2])
        self.supply = np.zeros(self.nodes, np.int64)
        self.supply[self.first_demand :] = -demands.desired
        self.supply[0] = int(demands.desired.sum())
        dearest = int(np.abs(self.cost).max(initial=0))
        if (dearest + 1) * (self.nodes + 1) >= _MOST or (dearest + 1) * (
            self.supply[0] + 1
        ) >= _MOST:
            raise OverflowError("costs this large don't sum in 64 bits")
