"""Workers and sites that die: started as in earnest, killed at a point, followed by one that lives."""

import atexit
import functools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from luwes.core.jobs import retry_stalled
from luwes.project.tests.databases import database_url

ROOT = Path(__file__).resolve().parents[2]
# What a test sets for itself that its workers must go by too.
CARRIED = ("MEDIA_ROOT", "EMAIL_BACKEND", "LUWES_GATEWAY_URL", "LUWES_GATEWAY_TOKEN")


class _Zygote:
    """The process from which workers are split off; one for all tests of a run."""

    def __init__(self) -> None:
        env = {**os.environ, "DATABASE_URL": database_url(), "LUWES_LOG_LEVEL": "ERROR"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"], env=env, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        atexit.register(self.process.kill)
        self._answer()

    def work(self, fault: str, **more: Any) -> int:
        carried = {name: str(getattr(settings, name)) for name in CARRIED}
        asked = json.dumps({"fault": fault, "settings": carried, **more})
        assert self.process.stdin
        print(asked, file=self.process.stdin, flush=True)
        return int(self._answer())

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@functools.cache
def _zygote() -> _Zygote:
    return _Zygote()


def work(*, fault: str = "") -> int:
    """Let a worker do what waits, in a process of its own; how it ended."""
    ended = _zygote().work(fault)
    assert ended in (0, -signal.SIGKILL), "the worker broke; see its words above"
    return ended


def pressed(
    path: str, typed: Mapping[str, str], files: Mapping[str, Path], *, cookies: Mapping[str, str] = {},
    fault: str = "",
) -> int:  # fmt: skip
    """
    Send a form to the site, in a process of its own: the first digit of its answer's status; -9 where it was killed.
    """
    press = {"path": path, "typed": dict(typed), "cookies": dict(cookies), "files": {k: str(v) for k, v in files.items()}}  # fmt: skip
    ended = _zygote().work(fault, press=press)
    assert ended in (2, 3, 4, -signal.SIGKILL), "the site broke; see its words above"
    return ended


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
    if unfinished():
        work()


def forget_jobs() -> None:
    """Whatever was asked for until now; Django leaves the queue's own tables as they are."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def unfinished() -> list[str]:
    rows = ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
    return [f"{job.task_name} {job.status}" for job in rows.exclude(task_name="core.retry_stalled")]


def set_attempts(job_id: int, attempts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = %s WHERE id = %s", [attempts, job_id]
        )
