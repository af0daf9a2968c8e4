"""Minimum presence and freedom: who covers what, and how many may go."""

from dataclasses import dataclass

import numpy as np

from luwes_planner.arrays import lookup, ranges
from luwes_planner.instance import AWAY, Instance, Ints


@dataclass(frozen=True)
class Coverage:
    """Presence rules over *cells*: the people of one unit and one group.

    Attributes
    ----------
    cell : (people,) the cell of every person
    cell_unit : (cells,)
    rule, rule_cell : the pairs (rule, cell it covers), by rule
    present : (rules,) people present under each rule
    room : (rules,) how many of them may be taken
    freedom : (units,) how many of a unit's own people may be taken, for the release cost
    """

    cell: Ints
    cell_unit: Ints
    rule: Ints
    rule_cell: Ints
    present: Ints
    room: Ints
    freedom: Ints

    def of_cells(self) -> tuple[Ints, Ints]:
        """The same pairs by cell: offsets (cells + 1) into the rules returned."""
        order = np.argsort(self.rule_cell, kind="stable")
        offsets = np.searchsorted(self.rule_cell[order], np.arange(len(self.cell_unit) + 1))
        return offsets.astype(np.int64), self.rule[order]

    def taken(self, people: Ints) -> Ints:
        """How many of `people` fall under each rule."""
        count = np.bincount(self.cell[people], minlength=len(self.cell_unit))
        return np.bincount(
            self.rule, weights=count[self.rule_cell], minlength=len(self.room)
        ).astype(np.int64)


def coverage(instance: Instance) -> Coverage:
    """Find what every presence rule covers (its unit and all below) and the room it leaves."""
    people, units, rules = instance.people, instance.units, instance.presence
    width = len(instance.groups) + 1
    keys, cell = np.unique(people.unit * width + people.group, return_inverse=True)
    cell_unit, cell_group = keys // width, keys % width
    here = people.state != AWAY
    present_in_cell = np.bincount(cell[here], minlength=len(keys))

    unit, above = units.ancestry()
    order = np.argsort(unit, kind="stable")
    unit, above = unit[order], above[order]
    first = np.searchsorted(unit, np.arange(len(units.id) + 1))
    row, offset = ranges(np.diff(first)[cell_unit])
    above = above[first[cell_unit[row]] + offset]

    rule_keys = rules.unit * width + rules.group + 1  # ascending: rows are in canonical order
    every = lookup(rule_keys, above * width)
    own = lookup(rule_keys, above * width + cell_group[row] + 1)
    rule = np.concatenate([every[every >= 0], own[own >= 0]])
    rule_cell = np.concatenate([row[every >= 0], row[own >= 0]])
    order = np.lexsort((rule_cell, rule))
    rule, rule_cell = rule[order], rule_cell[order]

    present = np.bincount(
        rule, weights=present_in_cell[rule_cell], minlength=len(rules.unit)
    ).astype(np.int64)
    own_present = np.bincount(people.unit[here], minlength=len(units.id)).astype(np.int64)
    everyone = (rules.group < 0) & units.is_leaf()[rules.unit]
    kept = np.zeros(len(units.id), np.int64)
    kept[rules.unit[everyone]] = rules.minimum[everyone]
    return Coverage(
        cell=cell.astype(np.int64),
        cell_unit=cell_unit,
        rule=rule,
        rule_cell=rule_cell,
        present=present,
        room=np.maximum(0, present - rules.minimum),
        freedom=np.maximum(0, own_present - kept),
    )


def quarters(freedom: Ints) -> Ints:
    """How many people each quarter of a freedom holds, shape (4, units)."""
    ends = np.stack([-(-freedom * j // 4) for j in range(5)])
    return np.diff(ends, axis=0)


def release_cost(instance: Instance, cover: Coverage, people: Ints) -> int:
    """Cost of taking `people` from their own units."""
    own = np.bincount(instance.people.unit[people], minlength=len(instance.units.id))
    left, total = own.astype(np.int64), 0
    slopes = instance.weights.release_slopes
    for size, slope in zip(quarters(cover.freedom), slopes, strict=True):
        here = np.minimum(left, size)
        total += slope * int((here * instance.units.weight).sum())
        left = left - here
    return total * instance.weights.release


def last_released(instance: Instance, cover: Coverage, people: Ints) -> Ints:
    """What the last of its own people taken costs each unit, when `people` are."""
    units = instance.units
    taken = np.bincount(instance.people.unit[people], minlength=len(units.id))
    cost, below = np.zeros(len(units.id), np.int64), np.zeros(len(units.id), np.int64)
    slopes = instance.weights.release_slopes
    for size, slope in zip(quarters(cover.freedom), slopes, strict=True):
        cost = np.where((taken > below) & (taken <= below + size), slope, cost)
        below = below + size
    return cost * units.weight * instance.weights.release
