from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.imports import actions

LOST_AFTER = timedelta(minutes=10)
KEEP_OPEN, KEEP_FILES = timedelta(days=7), timedelta(days=30)


@contextmanager
def _told_when_it_fails(run_id: int) -> Iterator[None]:
    try:
        yield
    except Exception:
        actions.fail(run_id=run_id, now=clock.now())
        raise


@jobs.task(name=actions.CHECK, queue=actions.QUEUE, pass_context=False)
def check(run_id: int) -> None:
    with _told_when_it_fails(run_id):
        actions.check(run_id=run_id, now=clock.now())


@jobs.task(name=actions.COMMIT, queue=actions.QUEUE, pass_context=False)
def commit(run_id: int) -> None:
    with _told_when_it_fails(run_id):
        actions.commit(run_id=run_id, now=clock.now())


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="imports.ask_again", queue=actions.QUEUE, queueing_lock="imports.ask_again")
def ask_again(timestamp: int) -> None:
    """A safety net: an import is finished though its worker was killed."""
    now = clock.now()
    actions.ask_again(before=now - LOST_AFTER, now=now)


@jobs.periodic(cron="20 2 * * *")
@jobs.task(name="imports.tidy", queue=actions.QUEUE, queueing_lock="imports.tidy")
def tidy(timestamp: int) -> None:
    actions.tidy(now=clock.now(), keep_open=KEEP_OPEN, keep_files=KEEP_FILES)
