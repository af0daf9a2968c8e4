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

from luwes_planner.arrays import before_in_run
from luwes_planner.engine.basis import Basis, Given
from luwes_planner.engine.columns import Columns, lowest_prices, topological
from luwes_planner.instance import Index, Ints

#: How far beyond a node's demand arcs are looked for in one round.
GENEROUS: Final = 1.5
#: Pivots in a round for every arc that joined in it: better prices early are not worth more.
PIVOTS_AN_ARC: Final = 0.5
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
    start: Ints | None = None,
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
    start : (arcs,) a flow to begin with, of no more than is asked; what is near the best is soon
        the best. One whose arcs that are neither empty nor full close a circle is not used.
    until : `time.perf_counter()` at which to stop with the best flow so far
    tell : hears the share of the work done, 0–1, a guess

    Raises
    ------
    Infeasible
    ValueError
        If the network has a circle, another node than 0 has something to give, or `start` carries
        more than an arc can or than is asked, or gives more at a node than comes in.
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
            nodes, place[tail], place[head], capacity, cost, moved,
            start=start, until=until, tell=tell,
        )  # fmt: skip
        return _replaced(found, price=found.price[place])
    if start is None:
        start = np.zeros(len(tail), np.int64)
    return _Solving(Given(tail, head, capacity, cost), supply, start).run(until, tell)


def _replaced(found: Flow, price: Ints) -> Flow:
    return Flow(found.flow, price, found.is_optimal, found.rounds, found.pivots, found.arcs)


class _Solving:
    """One network being solved."""

    def __init__(self, given: Given, supply: Ints, start: Ints) -> None:
        self.given, self.demand = given, -supply
        self.demand[_SOURCE] = 0
        self._fresh()
        if not self._begin(start):
            self._fresh()
            self._begin(np.zeros_like(start))

    def _fresh(self) -> None:
        self.columns = Columns(self.given, self.demand)
        self.basis = Basis()

    def run(self, until: float | None, tell: Callable[[float], None]) -> Flow:
        """Improve until nothing is left to, or time is up."""
        pivots, rounds, most_joined, done = 0, 0, 1, False
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

    def _begin(self, start: Ints) -> bool:
        """Begin with `start`, and what it leaves with arcs straight from the source."""
        given, flow = self.given, start.copy()
        left = self.demand - _gained(given, flow, len(self.demand))
        left[_SOURCE] = 0
        too_much = (left < 0) | (left > self.demand)
        if too_much.any() or (flow < 0).any() or (flow > given.capacity).any():
            raise ValueError("a flow to start with keeps to capacities and demands")
        _serve_straight(given, flow, left)
        in_play = self.demand > 0
        used = np.flatnonzero(flow)
        in_play[given.tail[used]] = in_play[given.head[used]] = in_play[_SOURCE] = True
        both = in_play[given.tail] & in_play[given.head] & (given.capacity > 0)
        arcs = np.flatnonzero(both).astype(np.int32)
        arcs = arcs[np.lexsort((given.cost[arcs], given.head[arcs]))]
        local = self.columns.local
        local[in_play] = np.arange(int(in_play.sum()))
        self.columns.is_active[arcs] = 1
        return self.basis.start(given, arcs, local, flow[arcs], left[in_play])

    def _result(self, distance: Ints, is_optimal: bool, rounds: int, pivots: int) -> Flow:
        size = self.basis.size
        arc, flow = self.basis.given[:size], self.basis.flow[:size]
        if flow[arc < 0].any():
            raise Infeasible("the demands can't be met within the capacities")
        whole = np.zeros(len(self.given.tail), np.int64)
        whole[arc[arc >= 0]] = flow[arc >= 0]
        lowest_prices(self.given, distance)
        return Flow(whole, distance, is_optimal, rounds, pivots, size)


def _gained(given: Given, flow: Ints, nodes: int) -> Ints:
    """What arrives at every node and doesn't go on."""
    used = np.flatnonzero(flow)
    sent = flow[used].astype(np.float64)  # counts of heads, far below 2 ** 53
    into = np.bincount(given.head[used], sent, nodes)
    return np.asarray(into - np.bincount(given.tail[used], sent, nodes)).astype(np.int64)


def _serve_straight(given: Given, flow: Ints, left: Ints) -> None:
    """Serve what is left at every node by arcs from the source that have room, cheapest first."""
    straight = (given.tail == _SOURCE) & (left[given.head] > 0) & (flow < given.capacity)
    arcs = np.flatnonzero(straight)
    arcs = arcs[np.lexsort((given.cost[arcs], given.head[arcs]))]
    head, room = given.head[arcs], given.capacity[arcs] - flow[arcs]
    sent = np.clip(left[head] - before_in_run(head, room), 0, room)
    flow[arcs] += sent
    left -= np.bincount(head, sent, len(left)).astype(np.int64)
