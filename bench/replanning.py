"""Half a day later: some of those assigned fall ill, some needs change, the plan in force is kept."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

ILL, CHANGED = 0.03, 0.05
SEED = 7

#: Solves a window that is already read, three times, and tells who of the plan in force is moved.
SOLVE = """
import sys
from bench.replanning import solved
print(solved(sys.argv[1], sys.argv[2]))
"""


@dataclass(frozen=True)
class Told:
    """Of those who served and still could: how many serve elsewhere or nowhere.

    `rest` are those whose need asks what it asked before, `moved` those of them who move;
    `all_moved` are the moved of all `able`.
    """

    seconds: float
    rest: int
    moved: int
    able: int
    all_moved: int


def change(before: Path, plan: Path, after: Path) -> None:
    """Write the window that follows `before` with its solved `plan` in force."""
    rng = np.random.default_rng(SEED)
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(before, after)
    served = _table(plan / "plan.csv").select("person", "need")
    ill = served["person"].gather(rng.permutation(served.height)[: int(ILL * served.height)])
    people = _table(before / "people.csv")
    is_ill = pl.col("person").is_in(ill.implode())
    state = pl.when(is_ill).then(pl.lit("away")).otherwise("state").alias("state")
    people.with_columns(state).write_csv(after / "people.csv")
    needs = _table(before / "needs.csv")
    factor = np.ones(needs.height)
    some = rng.permutation(needs.height)[: int(CHANGED * needs.height)]
    factor[some] = rng.uniform(0.7, 1.3, len(some))
    desired = np.maximum(1, np.round(needs["desired"].cast(int).to_numpy() * factor)).astype(int)
    minimum = np.minimum(
        desired, np.round(needs["minimum"].cast(int).to_numpy() * factor).astype(int)
    )
    needs.with_columns(
        pl.Series("minimum", minimum), pl.Series("desired", desired)
    ).write_csv(after / "needs.csv")  # fmt: skip
    served.write_csv(after / "keep.csv")


def _table(file: Path) -> pl.DataFrame:
    """All columns as text, for ids may look like numbers."""
    return pl.read_csv(file, infer_schema=False)


def solved(before: str, after: str) -> str:
    """Read once, solve three times; the best time and the moves as one word of JSON."""
    import time

    from bench.peers.pairs import allowed_pairs
    from luwes_planner import read, solve

    instance, earlier, best = read(after), read(before).needs, float("inf")
    for _ in range(3):
        began = time.perf_counter()
        plan = solve(instance)
        best = min(best, time.perf_counter() - began)
    needs, width = instance.needs, len(instance.needs.id)
    keep = instance.keep.person * width + instance.keep.need
    pairs = allowed_pairs(instance)
    able = keep[np.isin(keep, pairs.person * width + pairs.need)]
    person, need = plan.indices()
    moved = ~np.isin(able, person * width + need)
    same = (needs.desired == earlier.desired) & (needs.minimum == earlier.minimum)
    rest = same[able % width]
    told = [best, int(rest.sum()), int((rest & moved).sum()), len(able), int(moved.sum())]
    return json.dumps(told).replace(" ", "")


def measured(word: str) -> Told:
    """Read what `solved` told."""
    return Told(*json.loads(word))
