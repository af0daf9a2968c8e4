from procrastinate.contrib.django import app as jobs

from luwes.audit import actions
from luwes.core import clock, queue
from luwes.core.faults import point


@jobs.task(name=actions.SEAL, queue="audit", lock=actions.SEAL)
def seal() -> None:
    queue.take_over(actions.SEAL)
    actions.seal()
    point("sealing.committed")


@jobs.periodic(cron="* * * * *")
@jobs.task(name="audit.seal_rest", queue="audit", queueing_lock="audit.seal_rest")
def seal_rest(timestamp: int) -> None:
    """What a lost job left unsealed."""
    actions.seal()


@jobs.periodic(cron="55 23 * * *")
@jobs.task(name="audit.publish_heads", queue="audit")
def publish_heads(timestamp: int) -> None:
    actions.seal()
    actions.publish_heads(on=clock.today())
