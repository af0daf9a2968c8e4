"""What the command lines do, here and in Luwes: solve a folder, check a folder.

Exit of solve: 0 written, 2 input refused (OUT untouched). Of check: 0 verified as claimed, 1 not,
2 unreadable.
"""

import json
import resource
import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Protocol

from luwes_planner.exchange.claims import read_plan
from luwes_planner.exchange.reader import is_parquet, read
from luwes_planner.exchange.tables import TABLES
from luwes_planner.exchange.writer import write_plan
from luwes_planner.faults import InputRefused
from luwes_planner.planning import Progress
from luwes_planner.proof.checking import check
from luwes_planner.solving import solve


class Stream(Protocol):
    """Where words go: a file, a terminal, or what Django puts before one."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...
    def isatty(self) -> bool: ...


OUT_HELP = "folder for the plan; of what lies in it only our files are replaced"


def add_solve_arguments(parser: ArgumentParser) -> None:
    """IN, --out, --seconds, --seed, --verbose."""
    parser.add_argument("input", metavar="IN", help="folder of the exchange format")
    parser.add_argument("--out", metavar="OUT", required=True, help=OUT_HELP)
    parser.add_argument(
        "--seconds", type=_seconds, metavar="N", help="stop the search then; the gap left is told"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="breaks ties (default 0)")
    parser.add_argument(
        "--verbose", action="store_true", help="tell the progress, also where no terminal is"
    )


def add_check_arguments(parser: ArgumentParser) -> None:
    """IN and OUT."""
    parser.add_argument("input", metavar="IN", help="folder the plan was solved from")
    parser.add_argument("output", metavar="OUT", help="folder of the plan")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


#: Memory that is told before starting.
MUCH_MB = 8_000
#: Memory a byte of table takes at most, as measured from 120,000 to 4,700,000 people.
_OF_CSV, _OF_PARQUET = 6.5, 30.0


def expected_mb(folder: str) -> int:
    """About how many MB solving these tables will take."""
    bytes_ = 0.0
    for path in Path(folder).glob("*") if Path(folder).is_dir() else ():
        if path.stem in TABLES and path.suffix in (".csv", ".parquet"):
            size = path.stat().st_size
            bytes_ += size * (_OF_PARQUET if path.suffix == ".parquet" else _OF_CSV)
    return 100 + int(bytes_ / 2**20)


def solve_folder(
    source: str,
    target: str,
    *,
    seed: int = 0,
    seconds: float | None = None,
    verbose: bool = False,
    err: Stream,
) -> int:
    """Read `source`, write the plan to `target`; faults, warnings and timing go to `err`."""
    begun = time.perf_counter()
    if (expected := expected_mb(source)) > MUCH_MB:
        print(f"this will take about {expected / 1000:.0f} GB of memory", file=err, flush=True)
    try:
        instance = read(source)
        for warning in instance.warnings:
            print(f"warning: {warning}", file=err)
        was_read = time.perf_counter()
        progress = _telling(err) if verbose or err.isatty() else None
        plan = solve(instance, seed=seed, seconds=seconds, progress=progress)
    except InputRefused as refused:
        return _refuse(refused, err)
    solved = time.perf_counter()
    try:
        write_plan(plan, target, parquet=is_parquet(source))
        timing = {
            "read_s": round(was_read - begun, 3),
            "solve_s": round(solved - was_read, 3),
            "write_s": round(time.perf_counter() - solved, 3),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        told = json.dumps(timing, indent=2) + "\n"
        Path(target, "timing.json").write_text(told, encoding="utf-8")
    except OSError as error:
        print(f"{target}: cannot be written: {error}", file=err)
        return 2
    print(json.dumps(timing), file=err)
    return 0


def check_folder(source: str, target: str, *, out: Stream, err: Stream) -> int:
    """Verify the plan in `target` for the input in `source`; findings go to `out`."""
    try:
        instance = read(source)
        plan = read_plan(instance, target)
    except InputRefused as refused:
        return _refuse(refused, err)
    findings = check(instance, plan)
    for finding in findings:
        print(f"{finding.rule}: {finding}", file=out)
    if not findings:
        gap = "optimal" if plan.optimal else f"gap {plan.gap}"
        print(f"verified: {len(plan.pairs)} heads, cost {plan.cost.total}, {gap}", file=out)
    return 1 if findings else 0


def _refuse(refused: InputRefused, err: Stream) -> int:
    for fault in refused.faults:
        print(fault, file=err)
    return 2


def _telling(err: Stream) -> Progress:
    """One line that rewrites itself on a terminal, a line for each stage elsewhere."""
    back, end = ("\r\x1b[K", "") if err.isatty() else ("", "\n")

    def tell(stage: str, share: float) -> None:
        last = "\n" if share >= 1 else end
        print(f"{back}{stage} {share:.0%}", end=last, file=err, flush=True)

    return tell
