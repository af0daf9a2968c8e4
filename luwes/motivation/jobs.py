from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.jobs import AGAIN
from luwes.motivation.actions import (
    award_reminding,
    checking_in,
    following,
    load_watching,
    pulsing,
    rating,
    recovering,
)

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


# ── recognition ──────────────────────────────────────────────────────


@jobs.periodic(cron="40 23 * * *")  # 06.40 WIB
@jobs.task(
    name="motivation.awards", queue="default", queueing_lock="motivation.awards", retry=AGAIN
)
def remind_of_awards(timestamp: int) -> None:
    """Awards that wait for a manager, a nominee or a judge."""
    award_reminding.remind(on=clock.today(), now=clock.now())


# ── care ─────────────────────────────────────────────────────────────


@jobs.periodic(cron="30 18 * * *")  # 01.30 WIB
@jobs.task(
    name="motivation.watch_load", queue="default", queueing_lock="motivation.watch_load",
    lock="motivation.watch_load", retry=AGAIN,
)  # fmt: skip
def watch_load(timestamp: int) -> None:
    """Each night: whose load is beyond a limit; what nobody answered goes on to the next above."""
    now, on = clock.now(), clock.today()
    load_watching.raise_unanswered(on=on, now=now)
    load_watching.watch(on=on, now=now)


@jobs.periodic(cron="50 17 * * *")  # 00.50 WIB
@jobs.task(
    name="motivation.recover", queue="default", queueing_lock="motivation.recover",
    lock="motivation.recover", retry=AGAIN,
)  # fmt: skip
def recover(timestamp: int) -> None:
    """Silence is consent; what was not picked in time lapses."""
    now, on = clock.now(), clock.today()
    try:
        recovering.consent_by_silence(on=on, now=now)
    finally:
        recovering.tidy(on=on)


@jobs.periodic(cron="10 17 * * *")  # 00.10 WIB
@jobs.task(
    name="motivation.pulse", queue="default", queueing_lock="motivation.pulse",
    lock="motivation.pulse", retry=AGAIN,
)  # fmt: skip
def pulse(timestamp: int) -> None:
    """Each Monday, and on the next days where that was missed: a week is told, another begins."""
    pulsing.turn(on=clock.today())
