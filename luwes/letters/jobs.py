from datetime import timedelta

import procrastinate
import structlog
from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.faults import point
from luwes.letters import actions, queries

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=3)
LATE = timedelta(minutes=10)


@jobs.task(name=actions.PRODUCE, queue=actions.QUEUE, retry=RETRY, pass_context=False)
def produce(letter_ids: list[int]) -> None:
    """One letter that fails does not hold up the others; the job is tried again for it."""
    failed = []
    for letter in queries.unsigned(letter_ids):
        try:
            actions.produce(letter=letter, now=clock.now())
            point("letters.committed")
        except Exception:
            structlog.get_logger(__name__).exception("letters.produce failed", letter=letter.pk)
            failed.append(letter.pk)
    if failed:
        raise RuntimeError(f"letters not signed: {failed}")


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="letters.ask_again", queue=actions.QUEUE, queueing_lock="letters.ask_again")
def ask_again(timestamp: int) -> None:
    """A safety net: no letter stays unsigned because its job was lost."""
    actions.ask_again(before=clock.now() - LATE)
