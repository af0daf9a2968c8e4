"""Rows of the mixed-integer programme, collected as arrays; those of the side constraints."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from luwes_planner.engine.highs import OPEN, Rows
from luwes_planner.instance import Bools, Floats, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.layers import Network
from luwes_planner.sides import Led, Sides


class Table:
    """Rows ``low ≤ Σ value·column ≤ high``, added in blocks."""

    def __init__(self) -> None:
        self._low: list[Floats] = []
        self._high: list[Floats] = []
        self._entries: list[tuple[Ints, Ints, Ints]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(
        self, low: Ints | Floats, high: Ints | Floats, row: Ints, column: Ints, value: Ints
    ) -> None:
        """Add rows; `row` counts from 0 within this block, in any order."""
        self._low.append(np.asarray(low, np.float64))
        self._high.append(np.asarray(high, np.float64))
        self._entries.append((row + self._count, column, value))
        self._count += len(low)

    def rows(self) -> Rows:
        """All of them, sorted by row."""
        row, column, value = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        order = np.lexsort((column, row))
        starts = np.searchsorted(row[order], np.arange(self._count))
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        return Rows(low, high, starts.astype(np.int64), column[order], value[order])


def leads(found: Candidates, candidate: Ints, rule: int) -> Bools:
    """Whether each candidate could lead under a leader rule."""
    return np.asarray(found.siding.roles[found.siding.role[found.signature[candidate]], rule])


def add_side_rows(
    table: Table, net: Network, found: Candidates, sides: Sides, *, only: int | None = None
) -> None:
    """Add what the side constraints ask of the arcs; of the leader rules perhaps `only` one."""
    first = dict(zip(net.layers, _firsts(net), strict=True))
    _add_teams(table, net, found, sides, first["personal"])
    leaders = [(i, led) for i, led in enumerate(sides.leaders) if only in (None, i)]
    _add_leaders(table, net, found, leaders, first)


def _firsts(net: Network) -> list[int]:
    """The first column of every layer."""
    sizes = np.array([len(arcs) for arcs in net.layers.values()], np.int64)
    firsts: list[int] = (np.cumsum(sizes) - sizes).tolist()
    return firsts


def _add_teams(table: Table, net: Network, found: Candidates, sides: Sides, first: int) -> None:
    """Of every team and need the members' arcs are equal, one member to the next."""
    arcs = net.layers["personal"]
    person = found.person[net.personal_candidate[arcs.tail - net.first_personal]]
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for arc, key in enumerate(zip(person.tolist(), arcs.head.tolist(), strict=True)):
        columns[key].append(first + arc)
    ways: dict[int, set[int]] = defaultdict(set)
    for who, need in columns:
        ways[who].add(need)
    row: list[int] = []
    column: list[int] = []
    value: list[int] = []
    count = 0
    for team in sides.teams:
        for need in sorted(set().union(*(ways[p] for p in team))):
            for one, other in pairwise(team):
                mine, theirs = columns.get((one, need), []), columns.get((other, need), [])
                column += mine + theirs
                value += [1] * len(mine) + [-1] * len(theirs)
                row += [count] * (len(mine) + len(theirs))
                count += 1
    zero = np.zeros(count)
    table.add(zero, zero, *(np.array(part, np.int64) for part in (row, column, value)))


def _add_leaders(
    table: Table,
    net: Network,
    found: Candidates,
    leaders: Sequence[tuple[int, Led]],
    first: dict[str, int],
) -> None:
    """Heads at the need ≤ (per + 1) times its leaders; the pinned stand on the right."""
    send, personal = net.layers["send"], net.layers["personal"]
    who = net.personal_candidate[personal.tail - net.first_personal]
    role = np.concatenate([net.send_role, found.siding.role[found.signature[who]]])
    head = np.concatenate([send.head, personal.head])
    column = np.concatenate(
        [first["send"] + np.arange(len(send)), first["personal"] + np.arange(len(personal))]
    )
    order = np.argsort(head, kind="stable")
    for rule, leader in leaders:
        node = net.first_need + leader.need
        mine = order[slice(*np.searchsorted(head[order], [node, node + 1]))]
        heads, led = pinned_heads(found, leader.need, rule)
        table.add(
            np.array([-OPEN]),
            np.array([(leader.per + 1) * led - heads]),
            np.zeros(len(mine), np.int64),
            column[mine],
            1 - (leader.per + 1) * found.siding.roles[role[mine], rule].astype(np.int64),
        )


def pinned_heads(found: Candidates, need: int, rule: int) -> tuple[int, int]:
    """How many are pinned to a need, and how many of them could lead there."""
    pinned = np.flatnonzero(found.pinned == need)
    return len(pinned), int(leads(found, pinned, rule).sum())
