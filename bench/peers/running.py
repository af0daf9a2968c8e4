"""Peers side by side on the same windows, each in a process of its own: ``PEERS=1 make bench``.

``python -m bench.peers.running NAME FOLDER`` runs one and prints what it found as JSON. Time runs
from the tables in memory to the end of the peer's work; memory is the whole process's.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.figures import Figure
from bench.peers import solving

#: Seconds that a peer may think.
LIMIT = 120
#: Seconds for all around it; then it is ended.
PATIENCE = 4 * LIMIT
SIZES = {"6k": (6_000, 60, 500), "30k": (30_000, 300, 3_000), "120k": (120_000, 600, 10_000)}
OUT = Path("build") / "peers.json"


@dataclass(frozen=True)
class Outcome:
    """What one peer found on one window.

    Attributes
    ----------
    seconds : None where it ended without an answer
    minimum, desired : unfilled heads by tier
    objective : with the planner's own ladder
    words : what the solver said of its answer
    """

    peer: str
    size: str
    seconds: float | None
    mb: int | None = None
    minimum: tuple[int, ...] = ()
    desired: tuple[int, ...] = ()
    cost: int | None = None
    objective: int | None = None
    words: str = ""


def one(peer: str, folder: str) -> dict[str, object]:
    """Run one peer in this process."""
    from luwes_planner import read

    instance = read(folder)
    began = time.perf_counter()
    found = solving.PEERS[peer](instance, LIMIT)
    seconds = time.perf_counter() - began
    status = Path("/proc/self/status").read_text().splitlines()
    memory = next(line for line in status if line.startswith("VmHWM:"))
    told = solving.told(instance, found)
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # Timefold's Java
    return {"seconds": seconds, "mb": max(int(memory.split()[1]), apart) // 1024, **told}


def apart(peer: str, size: str, folder: Path) -> Outcome:
    """Run one peer in a process of its own."""
    command = [sys.executable, "-m", "bench.peers.running", peer, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return Outcome(peer, size, None, words=f"ended after {PATIENCE} s")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return Outcome(peer, size, None, words=last[:100])
    return Outcome(peer, size, **json.loads(done.stdout.strip().splitlines()[-1]))


def measure_peers() -> Iterable[Figure]:
    """All peers on all windows; a table in build/peers.json, and figures without bars."""
    from bench.planner import instance_folder

    outcomes: list[Outcome] = []
    for size, (people, needs, heads) in SIZES.items():
        folder = instance_folder(people, needs, heads)
        for peer in solving.PEERS:
            outcome = apart(peer, size, folder)
            outcomes.append(outcome)
            OUT.write_text(json.dumps([asdict(o) for o in outcomes], indent=1))
            ours = next(o for o in outcomes if o.size == size)
            yield from _figures(outcome, ours, people)
    print(as_table(outcomes))


def _figures(outcome: Outcome, ours: Outcome, people: int) -> Iterable[Figure]:
    name = f"peer_{outcome.size}_{outcome.peer}"
    if outcome.seconds is None or not ours.seconds:
        print(f"  {name}: {outcome.words}", flush=True)
        return
    unfilled = f"{_heads(outcome.minimum)} | {_heads(outcome.desired)}"
    times = f"{outcome.seconds / ours.seconds:.1f} × ours, {outcome.mb} MB"
    note = f"{times}; unfilled {unfilled}; cost {outcome.cost}; {outcome.words}"
    yield Figure("planner", f"{name}_s", outcome.seconds, "s", people, note)


def _heads(heads: Iterable[int]) -> str:
    return " ".join(map(str, heads)) or "–"


def as_table(outcomes: list[Outcome]) -> str:
    """The outcomes as a table of Markdown, times and memory as multiples of ours."""
    lines = [
        "| people | solver | time | memory | unfilled minima by tier | unfilled desired | cost | words |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        ours = next(o for o in outcomes if o.size == outcome.size)
        if outcome.seconds is None:
            lines.append(
                f"| {outcome.size} | {outcome.peer} | – | – | – | – | – | {outcome.words} |"
            )
            continue
        assert ours.seconds
        assert ours.mb
        cost = f"{outcome.cost:,}" if outcome.cost is not None else "–"
        if outcome.cost is not None and ours.cost and outcome.cost != ours.cost:
            cost += f" ({100 * (outcome.cost / ours.cost - 1):+.1f} %)"
        cells = (
            outcome.size,
            outcome.peer,
            f"{outcome.seconds:.2f} s, × {outcome.seconds / ours.seconds:.1f}",
            f"{outcome.mb} MB, × {(outcome.mb or 0) / ours.mb:.1f}",
            _heads(outcome.minimum),
            _heads(outcome.desired),
            cost,
            outcome.words,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(one(*sys.argv[1:3])))
