"""Timefold by its Java library, which the Python package of the same name brings along.

The model is `Timefold.java`: native, for its Python layer is many times slower. One thread, as in
its free edition, default construction and local search, true lexicographic scores.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.pairs import Pairs, Presence
from luwes_planner.instance import Bools, Ints

PACKAGE = "timefold==1.24.0b0"
HOME = Path("build") / "bench" / "timefold"
SOURCE = Path(__file__).with_name("Timefold.java")
HEAP = "6g"


def solved(pairs: Pairs, presence: Presence, limit: float) -> tuple[Bools, str]:
    """Let it think for `limit` seconds; returns the pairs chosen (a mask) and its words."""
    classes = _compiled()
    with tempfile.TemporaryDirectory() as folder:
        window, answer = Path(folder) / "window", Path(folder) / "answer"
        window.write_bytes(_numbers(pairs, presence).astype(">i4").tobytes())
        subprocess.run(
            ["java", f"-Xmx{HEAP}", "-cp", classes, "Timefold", window, answer, str(int(limit))],
            check=True,
            capture_output=True,
        )
        _score, *lines = answer.read_text().splitlines()
    width = len(pairs.instance.needs.id)
    chosen = np.array([line.split() for line in lines], np.int64).reshape(-1, 2)
    keys = chosen[:, 0] * width + chosen[:, 1]
    return np.isin(pairs.person * width + pairs.need, keys), f"stopped after {limit:.0f} s"


def _numbers(pairs: Pairs, presence: Presence) -> Ints:
    """The window as `Timefold.read` reads it."""
    instance = pairs.instance
    needs, people = instance.needs, instance.people
    if needs.tier.max(initial=0) > 4 or pairs.constant or pairs.pinned.any():
        raise ValueError("tiers above 4, pairs to keep and pins are not modelled here")
    member = np.concatenate(presence.covers)
    rule = np.repeat(np.arange(len(presence.covers)), [len(who) for who in presence.covers])
    counts = (
        len(presence.quarters), len(presence.room), len(people.id),
        len(member), len(needs.id), len(pairs.person),
    )  # fmt: skip
    tables: list[Any] = [
        counts,
        np.concatenate([presence.quarters, presence.charge], axis=1),
        presence.room,
        people.unit,
        np.stack([member, rule], axis=1),
        np.stack([needs.tier, needs.minimum, needs.desired], axis=1),
        np.stack([pairs.need, pairs.person, pairs.cost], axis=1),
    ]
    return np.concatenate([np.asarray(table, np.int64).ravel() for table in tables])


def _compiled() -> str:
    """The class path: library from the registry of Python packages, compiler from the system's."""
    if not HOME.exists():
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--prerelease", "allow"]
        subprocess.run([*command, "--target", HOME, PACKAGE], check=True)
    if shutil.which("javac") is None:
        subprocess.run(["apt-get", "install", "-qy", "openjdk-17-jdk-headless"], check=True)
    jars = ":".join(str(jar) for jar in sorted(HOME.rglob("*.jar")))
    classes = HOME / "classes"
    made = classes / "Timefold.class"
    if not made.exists() or made.stat().st_mtime < SOURCE.stat().st_mtime:
        classes.mkdir(exist_ok=True)
        subprocess.run(["javac", "-cp", jars, "-d", classes, SOURCE], check=True)
    return f"{classes}:{jars}"
