"""Read an instance, or a plan to be checked, from a folder."""

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl

from luwes_planner.exchange.intake import build_instance
from luwes_planner.exchange.tables import TABLES
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import Instance


def read(folder: Path | str) -> Instance:
    """Read the exchange format (`docs/planner-format.md`).

    Raises
    ------
    InputRefused
        Listing every fault.
    """
    root = Path(folder)
    faults: list[Fault] = []
    if not root.is_dir():
        raise InputRefused([Fault(str(folder), 0, "", "no such folder", "a folder of CSV files")])
    frames: dict[str, pl.DataFrame] = {}
    for name in TABLES:
        frame = read_table(root, name, faults)
        if frame is not None:
            frames[name] = frame
    return build_instance(frames, _weights(root / "weights.json", faults), faults)


def is_parquet(folder: Path | str) -> bool:
    """Whether the tables of this folder come as Parquet."""
    return (Path(folder) / "people.parquet").exists()


def read_table(root: Path, name: str, faults: list[Fault]) -> pl.DataFrame | None:
    """Read one table, Parquet before CSV; ``None`` when there is none or it is unreadable."""
    try:
        if (root / f"{name}.parquet").exists():
            return pl.read_parquet(root / f"{name}.parquet")
        path = root / f"{name}.csv"
        if not path.exists() or path.stat().st_size == 0:
            return None
        return pl.read_csv(path, infer_schema=False)
    except pl.exceptions.NoDataError:
        return None
    except (pl.exceptions.PolarsError, OSError) as error:
        faults += _why_unreadable(root / f"{name}.csv", name, error)
        return None


def _why_unreadable(path: Path, name: str, error: Exception) -> list[Fault]:
    faults = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            width = len(next(rows, []))
            for number, row in enumerate(rows, start=2):
                if row and len(row) != width:
                    found = f"{len(row)} cells"
                    faults.append(Fault(name, number, "", found, f"{width} cells"))
    except UnicodeDecodeError as wrong:
        faults.append(Fault(name, 0, "", f"byte {wrong.start} that is not UTF-8", "UTF-8"))
    except (OSError, csv.Error) as wrong:
        faults.append(Fault(name, 0, "", str(wrong), "a readable table"))
    return faults or [Fault(name, 0, "", str(error).splitlines()[0], "a readable table")]


def _weights(path: Path, faults: list[Fault]) -> dict[str, Any]:
    if not path.exists() or path.stat().st_size == 0:
        return {}
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        faults.append(Fault("weights.json", 0, "", str(error), "one JSON object"))
        return {}
    if not isinstance(given, dict):
        faults.append(Fault("weights.json", 0, "", type(given).__name__, "one JSON object"))
        return {}
    return given
