from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.services.actions import forgetting


@jobs.periodic(cron="40 2 * * *")
@jobs.task(name="services.forget", queue="default", queueing_lock="services.forget")
def forget(timestamp: int) -> None:
    """Each night: drafts nobody sent, and answers whose time is over."""
    forgetting.drop_drafts(now=clock.now())
    forgetting.erase_answers(now=clock.now())
