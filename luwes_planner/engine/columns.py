"""Which arcs to bring into play: the ways that are cheaper than the prices so far say.

An acyclic network is walked once forward for the shortest way into every node that is not yet in
play, and once back to pick, into every node, the cheapest of the arcs that would improve it.
"""

from typing import Final

import numpy as np

from luwes_planner.engine.basis import Given, grouped
from luwes_planner.engine.kernels import call
from luwes_planner.instance import Index, Ints

FAR: Final = 2**61


def topological(nodes: int, tail: Index, head: Index) -> Index:
    """The place of every node in an order in which all arcs point forward; -1 on or behind a circle."""
    start, order = grouped(nodes, tail)
    waits = np.bincount(head, minlength=nodes).astype(np.int64)
    place = np.empty(nodes, np.int32)
    call("topological", nodes, start, order, head, waits, np.empty(nodes, np.int32), place)
    return place


class Columns:
    """All arcs of a network, to be held against prices.

    Attributes
    ----------
    local : (nodes,) int32, the number of every node in play, or -1
    is_active : (arcs,) int8, whether the arc is in play
    """

    def __init__(self, given: Given, demand: Ints) -> None:
        self.given, self.demand = given, demand
        self.nodes = len(demand)
        self.start, self.order = grouped(self.nodes, given.head)
        self.local = np.full(self.nodes, -1, np.int32)
        self.local[0] = 0
        self.is_active = np.zeros(len(given.tail), np.int8)
        self._most = np.empty(self.nodes, np.int64)
        total = int(demand.sum())
        call(
            "most_into", self.nodes, self.start, self.order, given.tail, given.capacity, total,
            self._most,
        )  # fmt: skip
        widest = int(np.diff(self.start).max(initial=0))
        self._offers = np.empty(2 * widest, np.int64)
        self._picked = np.empty(len(given.tail), np.int32)

    def distances(self, price: Ints) -> Ints:
        """Prices of the nodes in play, else the shortest way in; `FAR` where there is none."""
        distance, given = np.empty(self.nodes, np.int64), self.given
        call(
            "distances", self.nodes, self.start, self.order, given.tail, given.capacity, given.cost,
            self.local, price, distance,
        )  # fmt: skip
        return distance

    def pick(self, distance: Ints, generous: float) -> Index:
        """Pick arcs that improve, by head: into every node the cheapest, until enough is wanted.

        Nothing picked means that no arc at all would improve.

        Parameters
        ----------
        generous : how much to look for at every demand, as a multiple of it
        """
        want = (self.demand * generous).astype(np.int64)
        limit, given = np.full(self.nodes, -FAR, np.int64), self.given
        count = call(
            "pick", self.nodes, self.start, self.order, given.tail, given.capacity, given.cost,
            self.local, self.is_active, distance, self._most, want, limit, self._offers,
            self._picked,
        )  # fmt: skip
        picked = self._picked[:count]
        return picked[np.lexsort((picked, given.head[picked]))]


def lowest_prices(given: Given, price: Ints) -> None:
    """Replace `FAR` by the lowest price that leaves no arc out of the node with a negative cost."""
    if (price >= FAR).any():
        start, order = grouped(len(price), given.tail)
        call(
            "lowest_prices", len(price), start, order, given.head, given.capacity, given.cost, price
        )  # fmt: skip
