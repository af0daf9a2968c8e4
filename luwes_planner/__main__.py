"""``python -m luwes_planner solve IN --out OUT`` and ``check IN OUT``.

Exit of solve: 0 written, 2 input refused (OUT untouched). Of check: 0 verified as claimed, 1 not,
2 unreadable.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from luwes_planner.exchange.claims import read_plan
from luwes_planner.exchange.reader import is_parquet, read
from luwes_planner.exchange.writer import write_plan
from luwes_planner.faults import InputRefused
from luwes_planner.proof.checking import check
from luwes_planner.solving import solve


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="luwes_planner", description="Solve or check a plan.")
    commands = parser.add_subparsers(dest="command", required=True)
    solving = commands.add_parser("solve", help="read IN, write the plan to OUT")
    solving.add_argument("input", metavar="IN")
    solving.add_argument("--out", metavar="OUT", required=True)
    solving.add_argument("--seed", type=int, default=0, help="breaks ties (default 0)")
    checking = commands.add_parser("check", help="verify the plan OUT for the input IN")
    checking.add_argument("input", metavar="IN")
    checking.add_argument("output", metavar="OUT")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "solve":
            return _solve(asked.input, asked.out, asked.seed)
        return _check(asked.input, asked.output)
    except InputRefused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2


def _solve(source: str, target: str, seed: int) -> int:
    begun = time.perf_counter()
    instance = read(source)
    for warning in instance.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    was_read = time.perf_counter()
    plan = solve(instance, seed=seed)
    solved = time.perf_counter()
    write_plan(plan, target, parquet=is_parquet(source))
    timing = {
        "read_s": round(was_read - begun, 3),
        "solve_s": round(solved - was_read, 3),
        "write_s": round(time.perf_counter() - solved, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    Path(target, "timing.json").write_text(json.dumps(timing, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(timing), file=sys.stderr)
    return 0


def _check(source: str, target: str) -> int:
    instance = read(source)
    plan = read_plan(instance, target)
    findings = check(instance, plan)
    for finding in findings:
        print(f"{finding.rule}: {finding}")
    if not findings:
        gap = "optimal" if plan.optimal else f"gap {plan.gap}"
        print(f"verified: {len(plan.pairs)} heads, cost {plan.cost.total}, {gap}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
