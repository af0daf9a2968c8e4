"""HiGHS on a variable a pair: the objective with the ladder, or rung by rung without any reward."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from bench.peers.pairs import Pairs, Presence, presence_of, rewards
from luwes_planner.instance import Instance, Ints


@dataclass(frozen=True)
class Rows:
    """Terms of the constraints of an LP, and the bounds of each."""

    row: list[Ints]
    column: list[Ints]
    value: list[Ints]
    low: list[float]
    high: list[float]

    def add(self, row: Ints, column: Ints, value: Any, count: int, low: Any, high: Any) -> None:
        """Add `count` rows; `row` is numbered from the first of them."""
        self.row.append(np.asarray(row, np.int64) + len(self.low))
        self.column.append(np.asarray(column, np.int64))
        self.value.append(np.broadcast_to(value, np.shape(column)))
        self.low.extend(np.broadcast_to(low, count).tolist())
        self.high.extend(np.broadcast_to(high, count).tolist())


class PairLP:
    """The whole problem as an LP: pairs, then unfilled minima, unfilled desired, quarters."""

    def __init__(self, instance: Instance, pairs: Pairs) -> None:
        self.instance, self.pairs = instance, pairs
        needs = instance.needs
        self.count, self.needs = len(pairs.person), len(needs.id)
        presence = presence_of(instance)
        self.first_quarter = self.count + 2 * self.needs
        self.columns = self.first_quarter + presence.quarters.size
        lower = np.zeros(self.columns)
        lower[: self.count] = pairs.pinned
        upper = np.concatenate(
            [
                np.ones(self.count),
                needs.minimum,
                needs.desired - needs.minimum,
                presence.quarters.ravel(),
            ]
        )
        self.plain = np.zeros(self.columns, np.int64)
        self.plain[: self.count] = pairs.cost
        self.plain[self.first_quarter :] = presence.charge.ravel()
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self._load(lower, upper, self._rows(presence))

    def solve_with(self, ladder: int) -> int:
        """Minimise rewards of unfilled heads plus cost; returns the objective in whole points."""
        cost = self.plain.copy()
        must, wish = rewards(self.instance, ladder)
        cost[self.count : self.count + self.needs] = must
        cost[self.count + self.needs : self.first_quarter] = wish
        return int(self._minimise(cost) @ cost) + self.pairs.constant

    def solve_by_rungs(self) -> tuple[int, ...]:
        """Minimise one rung after the other: unfilled minima by tier, desired by tier, cost."""
        needs, found = self.instance.needs, []
        top = int(needs.tier.max(initial=0))
        for first in (self.count, self.count + self.needs):
            for tier in range(1, top + 1):
                columns = first + np.flatnonzero(needs.tier == tier)
                cost = np.zeros(self.columns, np.int64)
                cost[columns] = 1
                least = int(self._minimise(cost) @ cost)
                found.append(least)
                if len(columns):
                    self.solver.addRow(
                        0.0,
                        float(least),
                        len(columns),
                        columns.astype(np.int32),
                        np.ones(len(columns)),
                    )
        return (*found, int(self._minimise(self.plain) @ self.plain) + self.pairs.constant)

    def _rows(self, presence: Presence) -> Rows:
        rows, pairs, people = Rows([], [], [], [], []), self.pairs, self.instance.people
        needs, every = self.instance.needs, np.arange(self.count)
        one = np.arange(self.needs)
        rows.add(pairs.person, every, 1.0, len(people.id), 0.0, 1.0)
        rows.add(
            np.concatenate([pairs.need, one, one]),
            np.arange(self.first_quarter),
            1.0,
            self.needs,
            needs.desired,
            needs.desired,
        )
        for covered, room in zip(presence.covers, presence.room, strict=True):
            inside = np.flatnonzero(np.isin(pairs.person, covered))
            rows.add(np.zeros(len(inside)), inside, 1.0, 1, 0.0, float(room))
        units = len(presence.quarters)
        rows.add(
            np.concatenate([people.unit[pairs.person], np.repeat(np.arange(units), 4)]),
            np.concatenate([every, np.arange(self.first_quarter, self.columns)]),
            np.repeat([1.0, -1.0], [self.count, 4 * units]),
            units,
            0.0,
            0.0,
        )
        return rows

    def _load(self, lower: Any, upper: Any, rows: Rows) -> None:
        row, column, value = (
            np.concatenate(parts) for parts in (rows.row, rows.column, rows.value)
        )
        order = np.lexsort((row, column))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, len(rows.low)
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(self.columns), lower, upper
        model.row_lower_, model.row_upper_ = np.array(rows.low), np.array(rows.high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        starts = np.searchsorted(column[order], np.arange(self.columns + 1))
        model.a_matrix_.start_ = starts.astype(np.int32)
        model.a_matrix_.index_ = row[order].astype(np.int32)
        model.a_matrix_.value_ = value[order].astype(float)
        self.solver.passModel(model)

    def _minimise(self, cost: Ints) -> Ints:
        """A best corner, which is whole: presence sets are nested."""
        every = np.arange(self.columns, dtype=np.int32)
        self.solver.changeColsCost(self.columns, every, cost.astype(float))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS ended with {self.solver.getModelStatus()}")
        value = np.array(self.solver.getSolution().col_value)
        whole = np.round(value).astype(np.int64)
        if len(value) and np.abs(value - whole).max() > 1e-6:
            raise RuntimeError("the corner is not whole")
        return whole
