from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.teamwork.actions import applications, suggesting


@jobs.periodic(cron="0 0 * * *")
@jobs.task(name="teamwork.suggest", queue="default", queueing_lock="teamwork.suggest")
def suggest(timestamp: int) -> None:
    """Once a day, at seven in the morning here: those who fit hear of what was opened."""
    suggesting.suggest(on=clock.today(), now=clock.now())


@jobs.periodic(cron="30 1 * * *")
@jobs.task(name="teamwork.remind", queue="default", queueing_lock="teamwork.remind")
def remind(timestamp: int) -> None:
    """Silence is no consent, so superiors are asked again."""
    applications.remind(now=clock.now())
