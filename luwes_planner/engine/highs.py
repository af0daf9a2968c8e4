"""HiGHS behind arrays: one programme, solved for one objective after another.

Always one thread, one seed and no output, so that the same programme gives the same answer.
"""

import time
from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np
from highspy._core import _Highs

from luwes_planner.instance import Floats, Ints

#: Costs above this are scaled down before HiGHS sees them: its tolerances are absolute.
_LARGE: Final = 2.0**20
_SMALLEST_GAP: Final = 1e-6
_EVEN: Final = 1e-5
_DUAL, _PRIMAL = 1, 4  # of HiGHS's option simplex_strategy
_STOPPED: Final = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)


@dataclass(frozen=True)
class Rows:
    """Sums of columns kept between bounds: ``low ≤ Σ value·column ≤ high``.

    Attributes
    ----------
    low, high : (rows,) a bound of ±`OPEN` is none
    starts : (rows,) where each row's entries begin in `column` and `value`
    column, value : (entries,)
    """

    low: Floats
    high: Floats
    starts: Ints
    column: Ints
    value: Ints


OPEN: Final = float(highspy.kHighsInf)


@dataclass(frozen=True)
class Found:
    """The best point found for an objective; `proven` where there is no better one."""

    point: Ints
    proven: bool


@dataclass(frozen=True)
class Relaxed:
    """The optimum in fractions.

    Attributes
    ----------
    price : (rows,) what one more unit of a row's bound would add to the cost
    """

    point: Floats
    value: float
    price: Floats

    @property
    def whole(self) -> Ints | None:
        """The point, where it is of whole numbers already."""
        point = np.rint(self.point)
        return point.astype(np.int64) if np.abs(point - self.point).max(initial=0) < _EVEN else None

    @property
    def least(self) -> int:
        """No point of whole numbers costs less."""
        return int(np.ceil(self.value - _EVEN * max(1.0, abs(self.value) / _LARGE)))


class Infeasible(Exception):  # noqa: N818 - an answer, not a mistake
    """No point keeps all rows."""


class Programme:
    """Whole numbers ``0 ≤ x ≤ most`` under `rows`."""

    def __init__(self, most: Ints, rows: Rows) -> None:
        self._columns = len(most)
        self._held: list[int] = []
        self._solver = _Highs()  # the public class greets on standard output when it is made
        self._set("output_flag", False)
        self._set("threads", 1)
        self._set("random_seed", 0)
        self._set("mip_rel_gap", 0.0)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(most), len(rows.low)
        lp.col_cost_ = np.zeros(len(most))
        lp.col_lower_, lp.col_upper_ = np.zeros(len(most)), most.astype(np.float64)
        lp.row_lower_, lp.row_upper_ = rows.low, rows.high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.append(rows.starts, len(rows.column)).astype(np.int32)
        lp.a_matrix_.index_ = rows.column.astype(np.int32)
        lp.a_matrix_.value_ = rows.value.astype(np.float64)
        self._accept(self._solver.passModel(lp))

    def relax(self, cost: Ints, until: float | None, *, again: bool = False) -> Relaxed | None:
        """Solve without asking for whole numbers; None where time ran out.

        Parameters
        ----------
        again : whether another relaxation was just solved, to go on from its vertex

        Raises
        ------
        Infeasible
        """
        scale = self._objective(cost)
        self._whole(False)
        self._set("simplex_strategy", _PRIMAL if again else _DUAL)
        self._run(until, self._solver.getRunTime())
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        found = self._solver.getSolution()
        point = np.array(found.col_value)
        return Relaxed(point, float(point @ cost), np.array(found.row_dual) * scale)

    def minimise(
        self, cost: Ints, start: Ints | None, until: float | None, *, gap: float = 0.0
    ) -> Found:
        """Find the cheapest point, beginning from `start` where one is known.

        Parameters
        ----------
        gap : how much more than the cheapest it may cost and still be called proven

        Raises
        ------
        Infeasible
        TimeoutError
            If no point at all was found before `until` (of `time.perf_counter`).
        """
        scale = self._objective(cost)
        self._whole(True)
        self._set("mip_abs_gap", max(_SMALLEST_GAP, gap / scale))
        self._set("simplex_strategy", _DUAL)
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = start.astype(np.float64)
            self._accept(self._solver.setSolution(known))
        self._run(until)
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        proven = status == highspy.HighsModelStatus.kOptimal
        if not proven and status not in _STOPPED:
            raise RuntimeError(f"HiGHS ended with {self._solver.modelStatusToString(status)}")
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if self._solver.getInfo().primal_solution_status != feasible:
            if start is None:
                raise TimeoutError("no plan was found in the time given")
            return Found(start, False)
        return Found(np.rint(self._solver.getSolution().col_value).astype(np.int64), proven)

    def hold(self, columns: Ints, most: int) -> None:
        """From now on the sum of these columns may not exceed `most`."""
        self._held.append(self._solver.getNumRow())
        entries = columns.astype(np.int32), np.ones(len(columns))
        self._accept(self._solver.addRow(-OPEN, float(most), len(columns), *entries))

    def release(self) -> None:
        """Forget what was held."""
        for row in self._held:
            self._accept(self._solver.changeRowBounds(row, -OPEN, OPEN))
        self._held.clear()

    def _objective(self, cost: Ints) -> float:
        largest = float(np.abs(cost).max(initial=0))
        scale = 1.0
        while largest / scale > _LARGE:
            scale *= 2.0
        every = np.arange(self._columns, dtype=np.int32)
        self._accept(self._solver.changeColsCost(self._columns, every, cost / scale))
        return scale

    def _whole(self, whole: bool) -> None:
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        every = np.arange(self._columns, dtype=np.int32)
        kinds = np.full(self._columns, int(kind), np.uint8)
        self._accept(self._solver.changeColsIntegrality(self._columns, every, kinds))

    def _run(self, until: float | None, spent: float = 0.0) -> None:
        """`spent` counts towards HiGHS's limit: of a relaxation all runs do, of whole ones none."""
        left = OPEN if until is None else max(0.0, until - time.perf_counter())
        self._set("time_limit", left + spent)
        self._accept(self._solver.run())

    def _set(self, name: str, value: Any) -> None:
        self._accept(self._solver.setOptionValue(name, value))

    def _accept(self, status: Any) -> None:
        if status == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS refused what it was given")
