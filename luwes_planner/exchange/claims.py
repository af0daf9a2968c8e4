"""Read back a plan that somebody wrote, so that it can be checked."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from luwes_planner.exchange.cells import HEADER_ROWS
from luwes_planner.exchange.reader import read_table
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import Instance
from luwes_planner.result import Cost, Pair, Plan, Price, Rows, Unfilled, UnitAfter, columns_of

TABLES: dict[str, type[Any]] = {
    "plan": Pair,
    "unfilled": Unfilled,
    "units_after": UnitAfter,
    "proof": Price,
}


def read_plan(instance: Instance, folder: Path | str) -> Plan:
    """Read what `luwes_planner.exchange.writer.write_plan` wrote.

    Raises
    ------
    InputRefused
        If a file is missing or a cell isn't what it should be.
    """
    root = Path(folder)
    faults: list[Fault] = []
    rows = {name: _rows(root, name, kind, faults) for name, kind in TABLES.items()}
    told = _summary(root / "summary.json", faults)
    if faults:
        raise InputRefused(faults)
    try:
        bound, optimal = told["bound"], told["optimal"]
        if not isinstance(optimal, bool):
            raise TypeError(f"optimal is {optimal!r}")
        plan = Plan(
            instance=instance,
            pairs=rows["plan"],
            unfilled=rows["unfilled"],
            units_after=rows["units_after"],
            unfilled_minimum=tuple(map(int, told["unfilled"]["minimum"])),
            unfilled_desired=tuple(map(int, told["unfilled"]["desired"])),
            cost=Cost(**{k: int(v) for k, v in told["cost"].items() if k != "total"}),
            method=told["method"],
            ladder=int(told["ladder"]),
            optimal=optimal,
            bound=None if bound is None else int(bound),
            prices=rows["proof"],
            sizes=dict(told["sizes"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputRefused([_bad_summary(error)]) from error
    if told["cost"].get("total") != plan.cost.total or told.get("gap") != plan.gap:
        wrong = ValueError("a total or gap that is not the sum of its parts")
        raise InputRefused([_bad_summary(wrong)])
    return plan


def _rows(root: Path, name: str, kind: type[Any], faults: list[Fault]) -> Rows[Any]:
    schema = columns_of(kind)
    nothing = Rows(kind, pl.DataFrame(schema=schema))
    frame = read_table(root, name, faults)
    if frame is None:
        if not any(fault.file == name for fault in faults):
            faults.append(Fault(name, 0, "", "no such file", "it to be there"))
        return nothing
    columns: dict[str, pl.Series] = {}
    for column, dtype in schema.items():
        if column not in frame.columns:
            faults.append(Fault(name, 1, column, "no such column", "it"))
            return nothing
        if dtype == pl.String:
            columns[column] = frame[column].cast(pl.String).fill_null("")
            continue
        values = frame[column].cast(pl.Int64, strict=False)
        faults += [
            Fault(name, row + HEADER_ROWS, column, f"'{frame[column][row]}'", "an integer")
            for row in values.is_null().arg_true().to_list()
        ]
        columns[column] = values.fill_null(0)
    return Rows(kind, pl.DataFrame(columns))


def _summary(path: Path, faults: list[Fault]) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return told
        faults.append(_bad_summary(ValueError("something else than an object")))
    except (OSError, ValueError) as error:
        faults.append(_bad_summary(error))
    return {}


def _bad_summary(error: Exception) -> Fault:
    return Fault("summary.json", 0, "", f"{type(error).__name__}: {error}", "what solve writes")
