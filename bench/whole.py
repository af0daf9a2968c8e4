"""From a bare clone: until `make demo` serves, and until `.ci/run` has passed."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from bench.figures import Figure
from bench.worlds import ROOT

PATIENCE = 900


def measure() -> Iterable[Figure]:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        clone = Path(folder) / "luwes"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        os.chmod(folder, 0o755)
        yield Figure("demo", "demo_s", _demo(clone), "s", 6_000, "bare clone, warm package caches")
        began = time.perf_counter()
        done = subprocess.run(
            [clone / ".ci" / "run"], cwd=clone, env=_plain(), stdout=subprocess.DEVNULL
        )
        took = time.perf_counter() - began
        note = "prepared clone" if not done.returncode else "FAILED"
        yield Figure(
            "project", "ci_s", took if not done.returncode else float("inf"), "s", None, note
        )
        subprocess.run(["make", "stop"], cwd=clone, env=_plain(), stdout=subprocess.DEVNULL)


def _plain() -> dict[str, str]:
    """The environment without what belongs to this checkout."""
    ours = {
        "DATABASE_URL",
        "LUWES_STATE",
        "DJANGO_SETTINGS_MODULE",
        "VIRTUAL_ENV",
        "MAKEFLAGS",
        "MAKELEVEL",
    }
    return {name: value for name, value in os.environ.items() if name not in ours}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _demo(clone: Path) -> float:
    port, began = _free_port(), time.perf_counter()
    demo = subprocess.Popen(["make", "demo"], cwd=clone, env={**_plain(), "PORT": str(port)},
                            stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)  # fmt: skip
    try:
        while not _answers(port):
            if demo.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError("make demo did not come up")
            time.sleep(0.2)
        return time.perf_counter() - began
    finally:
        subprocess.run(["make", "stop"], cwd=clone, env=_plain(), stdout=subprocess.DEVNULL)
        demo.wait(60)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
