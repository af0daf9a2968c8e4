"""The primal network simplex: a spanning tree of arcs, improved by one arc at a time.

A pivot brings in an arc of negative reduced cost, sends as much flow as fits around the cycle it
closes in the tree, and drops an arc that blocks. Reduced cost of an arc = cost + price of the tail
− price of the head; an arc of the tree has none. The tree stays *strongly feasible* (from the root
some flow could still be sent on to every node), which rules out cycling: Cunningham, "A network
simplex method", Mathematical Programming 11 (1976); the leaving arc is the last blocking one seen
from the join in the direction of the flow.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from luwes_planner.engine.kernels import call
from luwes_planner.instance import Index, Ints

#: A node's row: parent, arc to it, whether that points up, depth, first child, next, previous.
_ROW, _DEPTH, _NONE = 8, 3, np.uint32(0xFFFFFFFF)
#: Arcs looked at before one enters, as a multiple of the root of the arcs in play.
BLOCK: Final = 1.5
#: Cost of an artificial arc at most, and what it carries.
_DEAREST, _AMPLE = 2**59, 2**60
_COLUMNS = ("tail", "head", "capacity", "cost", "flow", "state")


@dataclass
class Given:
    """The whole network, as `mincost.solve` was given it."""

    tail: Index
    head: Index
    capacity: Index
    cost: Ints


def grouped(nodes: int, end: Index) -> tuple[Ints, Index]:
    """Group arcs by the node at one end: `order[start[v]:start[v + 1]]` are those of v."""
    start, order = np.empty(nodes + 1, np.int64), np.empty(len(end), np.int32)
    call("group", nodes, len(end), end, start, order)
    return start, order


class Basis:
    """The arcs and nodes in play, with the spanning tree; node 0 is the root.

    Attributes
    ----------
    size, nodes : arcs and nodes in play
    given : (size,) arc of the whole network, -1 for an artificial one
    flow : (size,)
    price : (nodes,) cost of the way from the root along the tree
    """

    tail: NDArray[np.uint32]
    head: NDArray[np.uint32]
    capacity: Ints
    cost: Ints
    flow: Ints
    state: NDArray[np.int8]

    def __init__(self) -> None:
        self.size, self.nodes = 0, 1
        self.given = np.empty(0, np.int32)
        for name, kind in zip(_COLUMNS, ["u4", "u4", "i8", "i8", "i8", "i1"], strict=True):
            setattr(self, name, np.empty(0, kind))
        self.node = np.full((64, _ROW), _NONE, np.uint32)
        self.node[0, _DEPTH] = 0
        self.price = np.zeros(64, np.int64)
        self.stack = np.empty(64, np.uint32)
        self._next = np.zeros(1, np.int64)

    def start(self, given: Given, arcs: Index, local: Index, flow: Ints, left: Ints) -> bool:
        """Begin with a flow: strongly feasible, every arc that is neither empty nor full in the tree.

        Parameters
        ----------
        arcs : arcs of the whole network in play, the better ones of a node first
        local : (nodes,) int32, number in play, 0 for the root, or -1
        flow : of each of `arcs`, at least 0 and at most its capacity
        left : (nodes in play,) what is still wanted at each and comes over artificial arcs

        Returns
        -------
        false where such arcs close a circle: there is no tree of them
        """
        nodes, short = len(left), np.flatnonzero(left)
        n, size = len(arcs), len(arcs) + len(short)
        self.reserve(size + nodes, nodes)
        dear = min(1 + len(local) * int(np.abs(given.cost).max(initial=0)), _DEAREST)
        self.tail[:n], self.head[:n] = local[given.tail[arcs]], local[given.head[arcs]]
        self.capacity[:n], self.cost[:n], self.flow[:n] = (
            given.capacity[arcs],
            given.cost[arcs],
            flow,
        )
        self.tail[n:size], self.head[n:size], self.capacity[n:size] = 0, short, _AMPLE
        self.cost[n:size], self.flow[n:size] = dear, left[short]
        self.given[:n], self.given[n : size + nodes] = arcs, -1
        self.node[1:nodes, _DEPTH] = _NONE
        out, by_tail = grouped(nodes, self.tail[:size].astype(np.int32))
        into, by_head = grouped(nodes, self.head[:size].astype(np.int32))
        self.size = call(
            "plant", self.tail, self.head, self.capacity, self.cost, self.flow, self.state,
            self.node, self.price, size, nodes, out, by_tail, into, by_head, self.stack, dear,
        )  # fmt: skip
        self.nodes = nodes
        return self.size >= 0

    def join(self, given: Given, local: Index, picked: Index) -> None:
        """Bring in arcs (by head, ascending); a new node hangs by the cheapest of them."""
        fresh = int((local[given.head[picked]] < 0).sum())  # an arc each, so at most so many
        self.reserve(self.size + len(picked), self.nodes + fresh)
        self.given[self.size : self.size + len(picked)] = picked
        self.nodes = call(
            "join", self.tail, self.head, self.capacity, self.cost, self.flow, self.state, self.node,
            self.price, self.size, self.nodes, local, picked, len(picked), given.tail, given.head,
            given.capacity, given.cost,
        )  # fmt: skip
        self.size += len(picked)

    def improve(self, most: int) -> tuple[int, bool]:
        """Pivot at most so often.

        Returns
        -------
        pivots made · whether nothing is left to improve
        """
        done = np.zeros(1, np.int64)
        block = max(20, int(BLOCK * self.size**0.5))
        made = call(
            "improve", self.tail, self.head, self.capacity, self.cost, self.flow, self.state,
            self.node, self.price, self.stack, self.size, self._next, block, most, done,
        )  # fmt: skip
        return made, bool(done[0])

    def reserve(self, arcs: int, nodes: int) -> None:
        """Make room for so many arcs and nodes in play."""
        if arcs > len(self.given):
            room = max(arcs, len(self.given) * 3 // 2)
            for name in (*_COLUMNS, "given"):
                setattr(self, name, _longer(getattr(self, name), room, self.size))
        if nodes > len(self.price):
            room = max(nodes, len(self.price) * 3 // 2)
            self.price = _longer(self.price, room, self.nodes)
            node = np.full((room, _ROW), _NONE, np.uint32)
            node[: self.nodes] = self.node[: self.nodes]
            self.node, self.stack = node, np.empty(room, np.uint32)


def _longer(column: NDArray[Any], room: int, used: int) -> NDArray[Any]:
    longer = np.empty(room, column.dtype)
    longer[:used] = column[:used]
    return longer
