"""The presence rules and release costs that can bind, as a family of nested sets of cells."""

from dataclasses import dataclass

import numpy as np

from luwes_planner.arrays import ranges, starts_of
from luwes_planner.instance import Instance, Ints
from luwes_planner.model.presence import Coverage, quarters


@dataclass(frozen=True)
class Limits:
    """Sets of cells from which only so many may be taken, or at a rising cost.

    Attributes
    ----------
    rule : (sets,) presence rule, or -1
    unit : (sets,) unit whose own people these are, for the release cost, or -1
    set, cell : the pairs (set, cell it holds), by set
    size : (sets,) candidates in it
    """

    rule: Ints
    unit: Ints
    set: Ints
    cell: Ints
    size: Ints

    def select(self, use: Ints) -> "Limits":
        """Only the sets numbered `use` (ascending), renumbered."""
        number = np.full(len(self.rule), -1, np.int64)
        number[use] = np.arange(len(use))
        keep = number[self.set] >= 0
        return Limits(
            self.rule[use],
            self.unit[use],
            number[self.set[keep]],
            self.cell[keep],
            self.size[use],
        )


def binding_limits(instance: Instance, cover: Coverage, who: Ints) -> Limits:
    """The limits that taking all of `who` would break or pay for."""
    in_cell = np.bincount(cover.cell[who], minlength=len(cover.cell_unit)).astype(np.int64)
    used = np.flatnonzero(in_cell)
    rules, units = len(cover.room), len(instance.units.id)
    live = in_cell[cover.rule_cell] > 0
    sets = np.concatenate([cover.rule[live], rules + cover.cell_unit[used]])
    cells = np.concatenate([cover.rule_cell[live], used])
    order = np.lexsort((cells, sets))
    sets, cells = sets[order], cells[order]
    size = np.bincount(sets, weights=in_cell[cells], minlength=rules + units).astype(np.int64)
    binds = np.zeros(rules + units, bool)
    binds[:rules] = size[:rules] > cover.room
    steps = quarters(cover.freedom)
    before = np.cumsum(steps, axis=0) - steps
    for size_before, slope in zip(before, instance.weights.release_slopes, strict=True):
        dear = slope * instance.weights.release * instance.units.weight > 0
        binds[rules:] |= dear & (size[rules:] > size_before)
    index = np.arange(rules + units)
    whole = Limits(
        rule=np.where(index < rules, index, -1),
        unit=np.where(index >= rules, index - rules, -1),
        set=sets,
        cell=cells,
        size=size,
    )
    return whole.select(np.flatnonzero(binds))


def crossing(instance: Instance, limits: Limits) -> Ints:
    """The group rules that neither hold nor lie in some other set they meet.

    Rules for everyone and units' own people always nest, and so do group rules among themselves.
    """
    of_group = limits.rule >= 0
    of_group[of_group] = instance.presence.group[limits.rule[of_group]] >= 0
    cells_in = np.bincount(limits.set, minlength=len(limits.rule))
    order = np.lexsort((limits.set, limits.cell))
    cell, sets = limits.cell[order], limits.set[order]
    group_row = np.flatnonzero(of_group[sets])
    first = starts_of(cell)
    run = np.cumsum(np.r_[False, cell[1:] != cell[:-1]]) if len(cell) else cell
    length = np.diff(np.r_[first, len(cell)])
    row, offset = ranges(length[run[group_row]])
    a = sets[group_row[row]]
    b = sets[first[run[group_row[row]]] + offset]
    a, b = a[~of_group[b]], b[~of_group[b]]
    pair, shared = np.unique(a * max(len(of_group), 1) + b, return_counts=True)
    a, b = pair // max(len(of_group), 1), pair % max(len(of_group), 1)
    return np.unique(a[(shared < cells_in[a]) & (shared < cells_in[b])])


def forest(limits: Limits, cells: int) -> tuple[Ints, Ints]:
    """Nest the sets.

    Returns
    -------
    parent : (sets,) the smallest set around each, or -1
    inner : (cells,) the smallest set around each cell, or -1
    """
    parent = np.full(len(limits.rule), -1, np.int64)
    inner = np.full(cells, -1, np.int64)
    cells_in = np.bincount(limits.set, minlength=len(limits.rule))
    # of equal sets the unit's own people come last, so that costs lie inside caps
    order = np.lexsort((limits.set, limits.unit[limits.set], -cells_in[limits.set], limits.cell))
    cell, sets = limits.cell[order], limits.set[order]
    follows = np.flatnonzero(cell[1:] == cell[:-1]) + 1
    parent[sets[follows]] = sets[follows - 1]
    inner[cell] = sets  # the last one written is the smallest
    return parent, inner
