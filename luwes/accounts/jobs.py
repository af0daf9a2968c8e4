from procrastinate.contrib.django import app as jobs

from luwes.accounts import actions, throttling
from luwes.core import clock


@jobs.periodic(cron="30 19 * * *")  # half past two at night in Lampung
@jobs.task(name="accounts.forget_sessions", queue="default")
def forget_sessions(timestamp: int) -> None:
    actions.forget_sessions(now=clock.now())
    throttling.forget_old(clock.now())
