from procrastinate.contrib.django import app as jobs

from luwes.accounts import actions
from luwes.core import clock


@jobs.periodic(cron="30 19 * * *")  # half past two at night in Lampung
@jobs.task(name="accounts.forget_sessions", queue="default")
def forget_sessions(timestamp: int) -> None:
    actions.forget_sessions(now=clock.now())
    actions.forget_tallies(now=clock.now())
