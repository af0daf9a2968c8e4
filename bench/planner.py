"""From CSV to a plan that was checked, each command a process of its own."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench import planner_instances
from bench.figures import Figure

PEOPLE, NEEDS, HEADS = 120_000, 600, 10_000


def _seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def measure() -> Iterable[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in", Path(folder) / "out"
        planner_instances.write(planner_instances.province(PEOPLE, NEEDS, HEADS), source)
        imports = min(
            _seconds("-c", "import numpy, polars, ortools.graph.python") for _ in range(2)
        )
        solved = _seconds("-m", "luwes_planner", "solve", str(source), "--out", str(target))
        checked = _seconds("-m", "luwes_planner", "check", str(source), str(target))
        timing = json.loads((target / "timing.json").read_text())
    note = f"solve {solved:.1f} s + check {checked:.1f} s, less 2 × {imports:.1f} s of importing"
    yield Figure("planner", "plan_120k_s", solved + checked - 2 * imports, "s", PEOPLE, note)
    yield Figure("planner", "plan_120k_mb", timing["peak_mb"], "MB", PEOPLE)
