"""Workers that die: started as in earnest, killed at a point, followed by one that lives."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from luwes.core.jobs import retry_stalled

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds for one run of a worker


def points(*areas: str) -> list[str]:
    """The names of the points in the code whose first part is one of `areas`, in order of file."""
    found = dict.fromkeys(name for name in _points() if name.partition(".")[0] in areas)
    print(f"{len(found)} points of {', '.join(areas)}")
    return list(found)


def _points() -> Iterator[str]:
    for path in sorted((ROOT / "luwes").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_point(node.func):
                yield str(ast.literal_eval(node.args[0]))


def _is_point(function: ast.expr) -> bool:
    name = getattr(function, "attr", getattr(function, "id", ""))
    return name == "point"


def database_url() -> str:
    """The tests' own database, for other processes."""
    config = connection.settings_dict
    user = quote(config["USER"]) + (f":{quote(config['PASSWORD'])}" if config["PASSWORD"] else "")
    where = urlencode({k: config[v] for k, v in (("host", "HOST"), ("port", "PORT")) if config[v]})
    return f"postgresql://{user}@/{quote(config['NAME'])}?{where}"


def work(*, fault: str = "") -> int:
    """Let a worker do what waits, in a process of its own; how it ended."""
    command = [
        sys.executable, "-m", "luwes.project.cli", "procrastinate", "worker", "--one-shot",
        "--no-listen-notify", "--concurrency", "1",
    ]  # fmt: skip
    env = {
        **os.environ, "DATABASE_URL": database_url(), "LUWES_FAULT": fault,
        "LUWES_FILES": str(settings.MEDIA_ROOT), "LUWES_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    done = subprocess.run(command, env=env, cwd=ROOT, timeout=PATIENCE, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-3000:]
    return done.returncode


def killed_at(fault: str) -> None:
    assert work(fault=fault) == -signal.SIGKILL, f"no worker came by {fault}"


def restart() -> None:
    """Two minutes later another worker finds what the dead one left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
        )
    with suppress(AlreadyEnqueued), transaction.atomic():  # by the dead worker's own clock
        retry_stalled.defer(timestamp=0)
    work()
    work()  # what the first found stalled, and what that asked for


def forget_jobs() -> None:
    """What the setting of a scene asked for, and no test waits for."""
    ProcrastinateJob.objects.all().delete()


def unfinished() -> list[str]:
    rows = ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
    return [f"{job.task_name} {job.status}" for job in rows.exclude(task_name="core.retry_stalled")]
