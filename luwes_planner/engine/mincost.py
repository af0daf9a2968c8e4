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
from numba import njit

from luwes_planner.engine.basis import NONE, WIDTH, Columns, Tree, hang, improve
from luwes_planner.engine.columns import (
    FAR,
    by_head,
    distances,
    lowest_prices,
    most_into,
    pick,
    topological,
)
from luwes_planner.instance import Index, Ints

#: How far beyond a node's demand arcs are looked for in one round.
GENEROUS: Final = 1.5
#: Pivots in a round for every arc that joined in it: better prices early are not worth more.
PIVOTS_AN_ARC: Final = 0.75
#: Rounds without a limit of pivots begin when fewer arcs than this join.
FEW: Final = 300
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
        more and ≤ 0 on every arc that carries some. Nodes that nothing can reach have `FAR`.
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
    return _Solving(nodes, tail, head, capacity, cost, supply).run(until, tell)


def settle(nodes: int, tail: Index, head: Index, capacity: Index, cost: Ints, price: Ints) -> None:
    """Give nodes that nothing can reach (`FAR`) the lowest price that keeps reduced costs ≥ 0.

    Arcs must point from lower to higher nodes. A node from which nothing leads on gets 0.
    """
    if (price >= FAR).any():
        start, order = by_head(nodes, tail)
        lowest_prices(start, order, head, capacity, cost, price)


def _replaced(found: Flow, price: Ints) -> Flow:
    return Flow(found.flow, price, found.is_optimal, found.rounds, found.pivots, found.arcs)


class _Solving:
    """One network being solved; the nodes and arcs in play have numbers of their own."""

    def __init__(
        self, nodes: int, tail: Index, head: Index, capacity: Index, cost: Ints, supply: Ints
    ) -> None:
        self.nodes, self.tail, self.head = nodes, tail, head
        self.capacity, self.cost = capacity, cost
        self.demand = -supply
        self.demand[_SOURCE] = 0
        self.start, self.order = by_head(nodes, head)
        total = int(self.demand.sum())
        self.most = most_into(nodes, self.start, self.order, tail, capacity, total)
        self.local = np.full(nodes, -1, np.int32)
        self.local[_SOURCE] = 0
        self.count = 1
        self.is_active = np.zeros(len(tail), bool)
        self.given = np.empty(0, np.int64)  # arc of the network, by number in play; -1 artificial
        self.size = 0
        self.arcs = _no_columns(0)
        self.tree = Tree(
            np.full((1024, WIDTH), NONE, np.uint32),
            np.zeros(1024, np.int64),
            np.zeros(1025, np.uint32),
        )
        self.tree.node[_SOURCE, 3] = 0
        self._begin()

    def run(self, until: float | None, tell: Callable[[float], None]) -> Flow:
        """Improve until nothing is left to, or time is up."""
        at, pivots, rounds, is_optimal = 0, 0, 0, False
        done = True
        first = 0
        while True:
            distance = self._distances()
            joined = self._bring_in(distance)
            if not joined and done:
                is_optimal = True
                break
            if until is not None and time.perf_counter() > until:
                break
            first = max(first, joined)
            tell(min(1.0, 1.0 - joined / first) if first else 0.0)
            most = 2**62 if joined < FEW else 1000 + int(PIVOTS_AN_ARC * joined)
            block = max(20, int(1.5 * self.size**0.5))
            done = False
            while not done and most > 0:
                step = min(most, 20_000)
                made, at, done = improve(self.arcs, self.tree, self.size, at, block, step)
                pivots, most = pivots + made, most - made
                if until is not None and time.perf_counter() > until:
                    break
            rounds += 1
        return self._result(distance, is_optimal, rounds, pivots)

    def _begin(self) -> None:
        """Meet every demand by arcs straight from the source, cheapest first, else artificially."""
        wanting = np.flatnonzero(self.demand)
        straight = np.flatnonzero((self.tail == _SOURCE) & (self.demand[self.head] > 0))
        straight = straight[self.capacity[straight] > 0]
        straight = straight[np.lexsort((self.cost[straight], self.head[straight]))]
        self.is_active[straight] = True
        dearest = int(np.abs(self.cost).max(initial=0))
        self.artificial = min(1 + self.nodes * dearest, FAR // 4)
        size = len(straight) + len(wanting)
        self._reserve(size, len(wanting))
        self.local[wanting] = self.count + np.arange(len(wanting))
        arcs, n = self.arcs, len(straight)
        arcs.head[:n] = self.local[self.head[straight]]
        arcs.capacity[:n], arcs.cost[:n] = self.capacity[straight], self.cost[straight]
        arcs.head[n:size], arcs.capacity[n:size] = self.local[wanting], 2**60
        arcs.cost[n:size], self.given[n:size] = self.artificial, -1
        self.given[:n] = straight
        arcs.tail[:size], arcs.flow[:size], arcs.state[:size] = _SOURCE, 0, 1
        first = np.searchsorted(self.head[straight], wanting)
        last = np.searchsorted(self.head[straight], wanting, "right")
        _fill(arcs, self.tree, self.demand[wanting], first, last, n, self.count)
        self.size, self.count = size, self.count + len(wanting)

    def _distances(self) -> Ints:
        return distances(
            self.nodes,
            self.start,
            self.order,
            self.tail,
            self.capacity,
            self.cost,
            self.local,
            self.tree.price,
        )

    def _bring_in(self, distance: Ints) -> int:
        """Let the best arcs that would improve join; returns how many."""
        want = (self.demand * GENEROUS).astype(np.int64)
        picked = pick(
            self.start,
            self.order,
            self.tail,
            self.capacity,
            self.cost,
            self.local,
            self.is_active,
            distance,
            self.most,
            want,
        )
        if not len(picked):
            return 0
        picked = picked[np.lexsort((picked, self.head[picked]))]
        heads = self.head[picked]
        fresh = int((self.local[np.unique(heads)] < 0).sum())
        self._reserve(self.size + len(picked), self.count + fresh)
        self.given[self.size : self.size + len(picked)] = picked
        self.count = _join(
            self.arcs,
            self.tree,
            self.size,
            self.count,
            self.local,
            picked,
            self.tail,
            self.head,
            self.capacity,
            self.cost,
        )
        self.size += len(picked)
        return len(picked)

    def _reserve(self, arcs: int, nodes: int) -> None:
        """Make room for so many arcs and nodes in play."""
        if arcs > len(self.given):
            room = min(max(arcs, 2 * len(self.given)), max(arcs, len(self.tail) + self.nodes))
            longer = _no_columns(room)
            for name in Columns._fields:
                getattr(longer, name)[: self.size] = getattr(self.arcs, name)[: self.size]
            self.arcs = longer
            self.given = np.concatenate([self.given, np.empty(room - len(self.given), np.int64)])
        if nodes + 1 > len(self.tree.price):
            room = min(max(nodes + 1, 2 * len(self.tree.price)), self.nodes + 1)
            node = np.full((room, WIDTH), NONE, np.uint32)
            price = np.zeros(room, np.int64)
            node[: self.count], price[: self.count] = (
                self.tree.node[: self.count],
                self.tree.price[: self.count],
            )
            self.tree = Tree(node, price, np.zeros(room + 1, np.uint32))

    def _result(self, distance: Ints, is_optimal: bool, rounds: int, pivots: int) -> Flow:
        given, flow = self.given[: self.size], self.arcs.flow[: self.size]
        if flow[given < 0].any():
            raise Infeasible("the demands can't be met within the capacities")
        whole = np.zeros(len(self.tail), np.int64)
        whole[given[given >= 0]] = flow[given >= 0]
        return Flow(whole, distance, is_optimal, rounds, pivots, self.size)


def _no_columns(size: int) -> Columns:
    return Columns(
        np.zeros(size, np.uint32),
        np.zeros(size, np.uint32),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.ones(size, np.int8),
    )


@njit(cache=True)
def _fill(
    arcs: Columns, tree: Tree, demand: Ints, first: Ints, last: Ints, artificial: int, node: int
) -> None:
    """Serve each demand by its straight arcs; the one that is not full is in the tree."""
    for i in range(len(demand)):
        left, basic = demand[i], artificial + i
        for arc in range(first[i], last[i]):
            if left < arcs.capacity[arc]:
                basic = arc
                break
            arcs.flow[arc], arcs.state[arc] = arcs.capacity[arc], -1
            left -= arcs.capacity[arc]
        arcs.flow[basic], arcs.state[basic] = left, 0
        hang(tree, node + i, 0, basic, arcs.cost[basic])


@njit(cache=True)
def _join(
    arcs: Columns,
    tree: Tree,
    size: int,
    count: int,
    local: Index,
    picked: Ints,
    tail: Index,
    head: Index,
    capacity: Index,
    cost: Ints,
) -> int:
    """Append the arcs (by head, ascending) and hang new nodes by their cheapest; returns the nodes."""
    i = 0
    while i < len(picked):
        v = head[picked[i]]
        is_new = local[v] < 0
        if is_new:
            local[v] = count
            count += 1
        best, least = -1, 0
        while i < len(picked) and head[picked[i]] == v:
            given = picked[i]
            from_ = local[tail[given]]
            arcs.tail[size], arcs.head[size] = from_, local[v]
            arcs.capacity[size], arcs.cost[size] = capacity[given], cost[given]
            arcs.flow[size], arcs.state[size] = 0, 1
            if is_new:
                way = tree.price[from_] + cost[given]
                if best < 0 or way < least:
                    best, least = size, way
            size += 1
            i += 1
        if is_new:
            hang(tree, local[v], arcs.tail[best], best, least)
            arcs.state[best] = 0
    return count
