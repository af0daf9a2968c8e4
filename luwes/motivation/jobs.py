from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.jobs import AGAIN
from luwes.motivation.actions import checking_in, following, rating

# ── goals ────────────────────────────────────────────────────────────


@jobs.periodic(cron="50 17 * * *")  # 00.50 WIB
@jobs.task(name=following.FOLLOW, queue="default", retry=AGAIN)
def follow_homes(timestamp: int, people: list[int] | None = None) -> None:
    """Each night, and of those concerned after a decree: plans follow where people serve."""
    following.follow(on=clock.today(), now=clock.now(), people=people)


@jobs.periodic(cron="30 23 * * *")  # 06.30 WIB
@jobs.task(
    name="motivation.settle", queue="default", queueing_lock="motivation.settle", retry=AGAIN
)
def settle_ratings(timestamp: int) -> None:
    """What the days bring about: received, standing, overdue."""
    rating.settle(on=clock.today(), now=clock.now())


@jobs.periodic(cron="20 1 3 * *")  # the third of each month, 08.20 WIB
@jobs.task(name="motivation.nudge", queue="default", queueing_lock="motivation.nudge", retry=AGAIN)
def nudge(timestamp: int) -> None:
    """Plans about which nobody has said a word for 60 days."""
    checking_in.nudge(on=clock.today(), now=clock.now())
