"""From CSV to a plan that has passed the independent check, for a province, an island, the nation.

Each run is a process of its own that ends with its greatest memory; the time of importing what
everybody imports is measured in the same run and taken off.
"""

import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench import planner_instances, replanning
from bench.figures import Figure

FOLDER = Path("build") / "bench" / "planner"
#: name: people, needs, heads, runs
SIZES = {
    "120k": (120_000, 600, 10_000, 3),
    "1m": (1_000_000, 1_500, 30_000, 1),
    "4_7m": (4_700_000, 3_000, 100_000, 1),
}
#: `python -m luwes_planner solve`, which checks its plan before it writes it; then the greatest
#: memory of this process (ru_maxrss would begin with that of the parent).
SOLVE = """
import sys
from luwes_planner.__main__ import main
code = main(["solve", sys.argv[1], "--out", sys.argv[2]])
print(next(x.split()[1] for x in open("/proc/self/status") if x[:6] == "VmHWM:"))
sys.exit(code)
"""
IMPORTS = "import numpy, polars"
#: The plainest way to read the same tables; once in a process of its own, as a plan is made.
READ = """
import sys, time
from pathlib import Path
import polars
files = sorted(Path(sys.argv[1]).glob("*.csv"))
began = time.perf_counter()
tables = [polars.read_csv(file) for file in files]
print(time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to end, and the last word it printed."""

    seconds: float
    said: str


def run(script: str, *arguments: str | Path) -> Run:
    """Run a script in a process of its own; it must end well."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return Run(time.perf_counter() - began, (done.stdout.split() or [""])[-1])


def instance_folder(people: int, needs: int, heads: int, seed: int = 1) -> Path:
    """The tables of a province as CSV, made once for each state of what makes them."""
    source = Path(planner_instances.__file__)
    mark = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    folder = FOLDER / f"{people}-{needs}-{heads}-{seed}"
    if not (folder / "made-by").exists() or (folder / "made-by").read_text() != mark:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(
            [sys.executable, source, *map(str, (people, needs, heads, folder, seed))], check=True
        )
        (folder / "made-by").write_text(mark)
    return folder


def out_of(folder: Path) -> Path:
    return folder.with_name(folder.name + "-out")


def solve_checked(folder: Path) -> tuple[float, int]:
    """Seconds and megabytes from CSV to a written plan that passed the independent check."""
    done = run(SOLVE, folder, out_of(folder))
    told = json.loads((out_of(folder) / "summary.json").read_text())
    if not told["optimal"]:
        raise RuntimeError(f"{folder}: a gap of {told['gap']} remains")
    return done.seconds, int(done.said) // 1024


def measure() -> Iterable[Figure]:
    folders = {name: instance_folder(*size[:3]) for name, size in SIZES.items()}
    took: dict[str, float] = {}
    for name, (people, _needs, _heads, runs) in SIZES.items():
        imports = min(run(IMPORTS).seconds for _ in range(3))
        found = [solve_checked(folders[name]) for _ in range(runs)]
        took[name] = min(seconds for seconds, _ in found) - imports
        note = f"best of {runs}, {took[name] + imports:.2f} s less {imports:.2f} s of importing"
        yield Figure("planner", f"plan_{name}_s", took[name], "s", people, note)
        yield Figure("planner", f"plan_{name}_mb", min(mb for _, mb in found), "MB", people)
        if name == "120k":
            read = min(float(run(READ, folders[name]).said) for _ in range(runs))
            note = f"polars reads the same CSV in {read * 1000:.0f} ms"
            yield Figure("planner", "plan_120k_x_read", took[name] / read, "×", people, note)
            yield from replan(folders[name], imports)
    sizes = math.log(SIZES["4_7m"][0] / SIZES["120k"][0])
    growth = math.log(took["4_7m"] / took["120k"]) / sizes
    yield Figure("planner", "plan_growth", growth, "", 4_700_000, "exponent from 120,000 people")
    if os.environ.get("PEERS"):
        from bench.peers.running import measure_peers

        yield from measure_peers()


def replan(folder: Path, imports: float) -> Iterable[Figure]:
    """The plan in force, some ill, some needs changed: how long, and who is moved for it."""
    people = SIZES["120k"][0]
    after = folder.with_name(folder.name + "-after")
    replanning.change(folder, out_of(folder), after)
    told = replanning.measured(run(replanning.SOLVE, folder, after).said)
    yield Figure("planner", "replan_120k_s", told.seconds, "s", people, "solve alone, best of 3")
    note = f"{told.moved} of {told.rest}; with changed needs {told.all_moved} of {told.able}"
    yield Figure("planner", "replan_120k_moved", 100 * told.moved / told.rest, "%", people, note)
    whole = min(solve_checked(after)[0] for _ in range(2)) - imports
    yield Figure("planner", "replan_120k_cli_s", whole, "s", people, "CSV to checked plan")
