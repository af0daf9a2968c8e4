"""Jobs that deeds ask for: they exist when, and only if, the deed's transaction commits."""

from collections.abc import Callable
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

#: What may wait for nothing else: people who are called out hear of it before letters are signed.
FIRST: Final = 10


def job(
    task: str, *, queue: str = "default", lock: str | None = None, seconds: int | None = None,
    priority: int = 0,
) -> JobDeferrer:  # fmt: skip
    """
    A job of the task of this name, to be deferred on Django's connection.

    procrastinate's own `app.configure_task` does so on a page only: while a worker runs it holds a
    connection of its own, and what is deferred there is seen, and done, before its deed commits.

    :param lock: jobs with the same one are done one after another
    :param seconds: how long to wait first
    :param priority: of those that wait the higher go first
    """
    return configure_task(
        name=task,
        job_manager=JobManager(DjangoConnector()),
        queue=queue,
        lock=lock,
        priority=priority,
        schedule_in=None if seconds is None else {"seconds": seconds},
    )


_marks: dict[str, Callable[[], None]] = {}


def once(task: str) -> bool:
    """
    Whether this transaction asks for the task for the first time; from then on it does not.

    A mark among what is done at its commit: forgotten with the transaction or its savepoint.
    """
    mark = _marks.setdefault(task, lambda: None)
    if any(hook is mark for _, hook, *_ in connection.run_on_commit):
        return False
    transaction.on_commit(mark)
    return True


def take_over(task: str) -> None:
    """
    What a job of a task that always looks at everything does first: others of the task that wait by now
    would find nothing more than it finds, and go. Whatever is asked for from here on has its own job.
    Such a task is tried again after a fault (`core.jobs.AGAIN`), or another looks after what it left.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE id IN (SELECT id FROM procrastinate_jobs "
            "WHERE task_name = %s AND status = 'todo' AND attempts = 0 "
            "AND coalesce(scheduled_at, now()) <= now() FOR UPDATE SKIP LOCKED)",
            [task],
        )
