"""The factored network as layers of arcs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from luwes_planner.instance import Bools, Index, Ints
from luwes_planner.model.nesting import Limits

SOURCE: Final = 0
#: Capacity of arcs that others limit: never full, so that no price hides in them.
AMPLE: Final = 2**31 - 1


@dataclass(frozen=True)
class Arcs:
    """Arcs of one layer: tail, head and capacity as int32, cost in points as int64."""

    tail: Index
    head: Index
    capacity: Index
    cost: Ints

    def __len__(self) -> int:
        return len(self.tail)


def make_arcs(tail: Ints, head: Ints, capacity: Ints | int, cost: Ints | int) -> Arcs:
    shape = np.shape(head)
    return Arcs(
        np.broadcast_to(tail, shape).astype(np.int32),
        head.astype(np.int32),
        np.broadcast_to(capacity, shape).astype(np.int32),
        np.broadcast_to(cost, shape).astype(np.int64),
    )


@dataclass
class Network:
    """Layers of arcs in the order of the flow, and what their ends mean.

    Every arc points from a lower node to a higher one.

    Attributes
    ----------
    layers : name → arcs; ``sets, classes, enter, join, spread, direct, send, personal, empty``
    supply : (nodes,)
    ladder : B, the step of the rewards
    set_node, set_parent : nodes of `limits`
    class_members : candidates by class; those of an arc are `class_counts` from `class_starts`
    personal_candidate : candidate of every node of its own, from `first_personal`
    kept : how many arcs at the end of ``personal`` are pairs to keep
    gate_used : (kinds × roles × starts,) which of them have a gate, numbered from `first_gate`
    send_role : (arcs of ``send``,) role of who goes there, see `Siding.lane`
    """

    limits: Limits
    nodes: int = 1
    layers: dict[str, Arcs] = field(default_factory=dict)
    supply: Ints = field(default_factory=lambda: np.zeros(1, np.int64))
    ladder: int = 1
    set_node: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    set_parent: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    class_members: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    class_starts: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    class_counts: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    first_personal: int = 0
    personal_candidate: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    first_gate: int = 0
    gate_used: Bools = field(default_factory=lambda: np.zeros(0, bool))
    first_need: int = 0
    send_role: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    kept: int = 0
    inner_node: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    arcs: Arcs = field(init=False, repr=False)

    def allot(self, count: int) -> int:
        """Number `count` more nodes, return the first."""
        first = self.nodes
        self.nodes += count
        return first

    def seal(self) -> None:
        """Lay all arcs in one row; the layers become views of it."""
        self.arcs = joined_arcs(list(self.layers.values()))
        columns = [self.split(column) for column in vars(self.arcs).values()]
        self.layers = {name: Arcs(*(c[name] for c in columns)) for name in self.layers}

    def joined(self) -> Arcs:
        """All layers in one."""
        return self.arcs

    def split(self, flow: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Cut a value per arc of `joined` into one array a layer."""
        cuts = np.cumsum([len(p) for p in self.layers.values()])[:-1]
        return dict(zip(self.layers, np.split(flow, cuts), strict=True))


def joined_arcs(parts: Sequence[Arcs]) -> Arcs:
    return Arcs(
        *(
            np.concatenate([getattr(p, name) for p in parts])
            for name in ("tail", "head", "capacity", "cost")
        )
    )
