"""Minimum-cost flow on an acyclic network: few arcs in play, the rest brought in as prices ask.

The network simplex (`basis`) works on the arcs in play only. Between its runs all other arcs are
held against its prices (`columns`), and the best of those that would improve join. When none is
left, every residual arc has a reduced cost of at least zero: the flow is optimal, and the prices
prove it. On a planner's network a quarter of the arcs ever come into play.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from luwes_planner.engine.basis import Basis, Given
from luwes_planner.engine.columns import FAR, Columns, lowest_prices, topological
from luwes_planner.instance import Index, Ints

#: How far beyond a node's demand arcs are looked for in one round.
GENEROUS: Final = 1.5
#: Pivots in a round for every arc that joined in it: better prices early are not worth more.
PIVOTS_AN_ARC: Final = 0.75
#: Rounds without a limit of pivots begin when fewer arcs than this join.
FEW: Final = 300
#: Pivots between two looks at the clock.
_AT_ONCE: Final = 20_000
_ALL: Final = 2**62
_SOURCE: Final = 0


class Infeasible(ValueError):  # noqa: N818 - a property of the input
    """The demands can't be met within the capacities."""


@dataclass(frozen=True)
class Flow:
    """What `solve` found.

    Attributes
    ----------
    flow : (arcs,) int64
    price : (nodes,) int64, of one more unit at each node, node 0 being free; where the flow is
        optimal, cost + price of the tail − price of the head is ≥ 0 on every arc that could carry
        more and ≤ 0 on every arc that carries some. Nodes that nothing can reach have the lowest
        price that keeps this, or 0 where nothing leads on.
    is_optimal : false only where time ran out; the flow is feasible all the same
    rounds, pivots, arcs : of the work: rounds of bringing in arcs, pivots, arcs in play at the end
    """

    flow: Ints
    price: Ints
    is_optimal: bool
    rounds: int
    pivots: int
    arcs: int


def solve(
    nodes: int,
    tail: Index,
    head: Index,
    capacity: Index,
    cost: Ints,
    supply: Ints,
    *,
    until: float | None = None,
    tell: Callable[[float], None] = lambda _share: None,
) -> Flow:
    """Find a flow of minimum cost from the node 0 to the nodes of negative supply.

    Parameters
    ----------
    nodes : number of nodes
    tail, head : (arcs,) int32, an acyclic network
    capacity : (arcs,) int32, ≥ 0
    cost : (arcs,) int64, of either sign
    supply : (nodes,) int64, ≤ 0 but for node 0, which has what the others ask
    until : `time.perf_counter()` at which to stop with the best flow so far
    tell : hears the share of the work done, 0–1, a guess

    Raises
    ------
    Infeasible
    ValueError
        If the network has a circle, or another node than 0 has something to give.
    """
    if (supply[1:] > 0).any() or supply.sum() != 0:
        raise ValueError("node 0 gives exactly what the others ask")
    if not (tail < head).all():
        place = topological(nodes, tail, head)
        if (place < 0).any():
            raise ValueError("the network has a circle")
        place = np.where(place < place[_SOURCE], place + 1, place).astype(np.int32)
        place[_SOURCE] = 0
        moved = np.empty(nodes, np.int64)
        moved[place] = supply
        found = solve(
            nodes, place[tail], place[head], capacity, cost, moved, until=until, tell=tell
        )
        return _replaced(found, price=found.price[place])
    return _Solving(Given(tail, head, capacity, cost), supply).run(until, tell)


def _replaced(found: Flow, price: Ints) -> Flow:
    return Flow(found.flow, price, found.is_optimal, found.rounds, found.pivots, found.arcs)


class _Solving:
    """One network being solved."""

    def __init__(self, given: Given, supply: Ints) -> None:
        self.given, self.demand = given, -supply
        self.demand[_SOURCE] = 0
        self.columns = Columns(given, self.demand)
        self.basis = Basis()
        self._begin()

    def run(self, until: float | None, tell: Callable[[float], None]) -> Flow:
        """Improve until nothing is left to, or time is up."""
        pivots, rounds, most_joined, done = 0, 0, 1, True
        while True:
            distance = self.columns.distances(self.basis.price)
            picked = self.columns.pick(distance, GENEROUS)
            if done and not len(picked):
                return self._result(distance, True, rounds, pivots)
            if self._may_stop(until):
                return self._result(distance, False, rounds, pivots)
            if len(picked):
                self.basis.join(self.given, self.columns.local, picked)
            most_joined = max(most_joined, len(picked))
            tell(1.0 - len(picked) / most_joined)
            left = _ALL if len(picked) < FEW else 1000 + int(PIVOTS_AN_ARC * len(picked))
            done = False
            while not done and left > 0 and not self._may_stop(until):
                made, done = self.basis.improve(min(left, _AT_ONCE))
                pivots, left = pivots + made, left - made
            rounds += 1

    def _may_stop(self, until: float | None) -> bool:
        """Whether time is up and the flow is feasible."""
        if until is None or time.perf_counter() <= until:
            return False
        size = self.basis.size
        return not self.basis.flow[:size][self.basis.given[:size] < 0].any()

    def _begin(self) -> None:
        given, demand = self.given, self.demand
        wanting = np.flatnonzero(demand)
        straight = np.flatnonzero((given.tail == _SOURCE) & (demand[given.head] > 0))
        straight = straight[given.capacity[straight] > 0]
        straight = straight[np.lexsort((given.cost[straight], given.head[straight]))]
        dear = 1 + len(demand) * int(np.abs(given.cost).max(initial=0))
        self.basis.start(given, demand, straight, wanting, min(dear, FAR // 4))
        self.columns.is_active[straight] = 1
        self.columns.local[wanting] = 1 + np.arange(len(wanting))

    def _result(self, distance: Ints, is_optimal: bool, rounds: int, pivots: int) -> Flow:
        size = self.basis.size
        arc, flow = self.basis.given[:size], self.basis.flow[:size]
        if flow[arc < 0].any():
            raise Infeasible("the demands can't be met within the capacities")
        whole = np.zeros(len(self.given.tail), np.int64)
        whole[arc[arc >= 0]] = flow[arc >= 0]
        lowest_prices(self.given, distance)
        return Flow(whole, distance, is_optimal, rounds, pivots, size)
