from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.jobs import AGAIN
from luwes.notifications import actions


@jobs.task(name=actions.SEND, queue=actions.QUEUE, retry=AGAIN)
def send(message_ids: list[int]) -> None:
    """
    Each in a transaction of its own; one that breaks keeps the others from nothing. Broken ones are
    tried again soon: who was told already is not told twice.
    """
    broken: list[Exception] = []
    for message_id in message_ids:
        try:
            actions.send(message_id=message_id, now=clock.now())
        except Exception as error:  # told below, after the others
            broken.append(error)
    if broken:
        raise broken[0]


@jobs.periodic(cron="* * * * *")
@jobs.task(
    name="notifications.follow_up", queue="notifications", queueing_lock="notifications.follow_up"
)
def follow_up(timestamp: int) -> None:
    actions.follow_up(now=clock.now())


@jobs.periodic(cron="20 2 * * *")
@jobs.task(name="notifications.forget_addresses", queue="notifications")
def forget_addresses(timestamp: int) -> None:
    actions.forget_addresses(now=clock.now())
