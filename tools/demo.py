"""
Serves the demonstration: the site and a worker, until Ctrl-C. `--check` plays its whole story instead,
`--stop` ends one that runs.

A lock on `.luwes/demo.run` tells whether the demonstration of this checkout runs; the file holds
its process id and port. A killed process gives up its lock, so nothing is left to clear away.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from luwes.project import postgres

ROOT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("LUWES_STATE", ROOT / ".luwes"))
RUN_FILE = STATE / "demo.run"
BIN = ROOT / ".venv" / "bin"
HOST = "127.0.0.1"
DEFAULT_PORT, CHECKING = 8000, 0  # the second stands for a port where nothing is served
PATIENCE = 60  # seconds until the site must answer


def main() -> int:
    if "--stop" in sys.argv:
        return stop()
    checking = "--check" in sys.argv
    port = CHECKING if checking else _port()
    with claimed(port) as ours:
        if not ours:
            return _refused(checking)
        if not checking and answers(port):
            print(f"Port {port} is taken by another program. Choose one: make demo PORT=8080")
            return 1
        signal.signal(signal.SIGTERM, _as_ctrl_c)
        try:
            with _database() as url:
                env = environment(port or DEFAULT_PORT, url)
                return check(env) if checking else serve(port, env)
        except KeyboardInterrupt:
            print("\nThe demo has ended.")
            return 1 if checking else 0


@contextmanager
def _database() -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with postgres.held() as url:
        yield url


def _port() -> int:
    text = os.environ.get("PORT", str(DEFAULT_PORT))
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise SystemExit(f"PORT={text}: a number from 1 to 65535, as in make demo PORT=8080")
    return int(text)


def _refused(checking: bool) -> int:
    """Both play on the database of this checkout, so only one at a time."""
    _, running = _who_runs()
    what = (
        f"The demo runs already: {address(running)}" if running else "make demo-check runs already"
    )
    print(f"{what} (make stop ends it).")
    return 1 if checking or not running else 0


def check(env: dict[str, str]) -> int:
    for step in (["migrate", "-v0"], ["demo_check"]):
        done = subprocess.run([BIN / "luwes", *step], env=env, cwd=ROOT)
        if done.returncode:
            return done.returncode
    return 0


def serve(port: int, env: dict[str, str]) -> int:
    ready = ["demo", "--anew"] if os.environ.get("ANEW") else ["demo"]
    for step in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ready):
        done = subprocess.run([BIN / "luwes", *step], env=env, cwd=ROOT)
        if done.returncode:
            return done.returncode
    env["LUWES_CLOCK"] = moment()
    children = [start(command, env) for command in commands(port)]
    try:
        if not wait_until_it_answers(port, children):
            print("The site did not start; see the lines above.")
            return 1
        welcome(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        print("A part of the demo ended by itself; see the lines above.")
        return 1
    finally:
        end(children)


def commands(port: int) -> list[list[str]]:
    site = [
        str(BIN / "granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--log-level", "warning",
        "luwes.project.wsgi:application",
    ]  # fmt: skip
    return [site, [str(BIN / "luwes"), "procrastinate", "worker", "--concurrency", "2"]]


def environment(port: int, database: str) -> dict[str, str]:
    here = {"LUWES_ENV": "demo", "LUWES_URL": address(port).rstrip("/"), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, "DATABASE_URL": os.environ.get("DATABASE_URL", database), **here}


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process group of its own, so that Ctrl-C reaches it once, by us."""
    return subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_it_answers(port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(child.poll() is None for child in children):
        if answers(port):
            return True
        time.sleep(0.2)
    return False


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def welcome(port: int) -> None:
    print(f"\nLuwes runs at {address(port)} (the accounts stand above). Ctrl-C ends it.")


def moment() -> str:
    """Where the played story stands: the clock of the site goes on from there."""
    return str(json.loads((STATE / "demo.json").read_text())["moment"])


def address(port: int) -> str:
    return f"http://{HOST}:{port}/"


@contextmanager
def claimed(port: int) -> Iterator[bool]:
    """Whether we are the one demonstration of this checkout."""
    STATE.mkdir(parents=True, exist_ok=True)
    with open(RUN_FILE, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(f"{os.getpid()} {port}")
        file.flush()
        yield True
        file.truncate(0)


def _who_runs() -> tuple[int, int]:
    pid, port = RUN_FILE.read_text().split()
    return int(pid), int(port)


def stop() -> int:
    with claimed(0) as ours:
        if ours:
            return 0
        pid, port = _who_runs()
        os.kill(pid, signal.SIGTERM)
    for _ in range(150):
        with claimed(0) as ours:
            if ours:
                print(f"The demo on port {port} has ended." if port else "The check has ended.")
                return 0
        time.sleep(0.2)
    print(f"The demo (process {pid}) does not end.")
    return 1


def _as_ctrl_c(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
