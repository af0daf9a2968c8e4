from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.jobs import AGAIN
from luwes.motivation.actions import load_watching, pulsing, recovering

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
    recovering.consent_by_silence(on=on, now=now)
    recovering.tidy(on=on)


@jobs.periodic(cron="10 17 * * *")  # 00.10 WIB
@jobs.task(
    name="motivation.pulse", queue="default", queueing_lock="motivation.pulse",
    lock="motivation.pulse", retry=AGAIN,
)  # fmt: skip
def pulse(timestamp: int) -> None:
    """Each Monday, and on the next days where that was missed: a week is told, another begins."""
    pulsing.turn(on=clock.today())
