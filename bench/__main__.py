"""`make bench [ONLY=area]`: every figure with its bar, to the screen and build/bench.jsonl."""

import argparse
import sys
import time

from bench import (
    ahead,
    callout,
    checkins,
    collaboration,
    imports,
    incident,
    issuing,
    learning,
    motivation,
    moves,
    organisation,
    pages,
    planner,
    serving,
    whole,
)
from bench.figures import Bench, Figure, keep

AREAS: dict[str, tuple[Bench, ...]] = {
    "planner": (planner.measure,),
    "appointments": (imports.measure, moves.measure, ahead.measure),
    "organisation": (organisation.measure,),
    "staffing": (issuing.measure, callout.measure, checkins.measure),
    "mobilisation": (incident.measure,),
    "services": (serving.measure,),
    "learning": (learning.measure,),
    "motivation": (motivation.measure,),
    "collaboration": (collaboration.measure,),
    "ui": (pages.measure,),
    "project": (whole.measure,),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--only", action="append", choices=sorted(AREAS), default=[])
    asked = parser.parse_args()
    areas = asked.only or list(AREAS)
    found: list[Figure] = []
    for area in areas:
        print(f"{area} …", flush=True)
        began = time.perf_counter()
        for measure in AREAS[area]:
            for figure in measure():
                print(figure.as_row(), flush=True)
                found.append(figure)
        print(f"  ({time.perf_counter() - began:.0f} s)")
    keep(found)
    missed = [figure.name for figure in found if figure.holds is False]
    print(f"\n{len(found)} figures, missed: {', '.join(missed) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
