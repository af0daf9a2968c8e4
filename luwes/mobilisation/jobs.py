from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.mobilisation import actions


# By day in Lampung, for the clock of jobs is UTC: nobody is woken by what can wait until morning.
@jobs.periodic(cron="10 0-12 * * *")
@jobs.task(
    name="mobilisation.remind_of_statuses", queue="default",
    queueing_lock="mobilisation.remind_of_statuses",
)  # fmt: skip
def remind_of_statuses(timestamp: int) -> None:
    actions.remind_of_statuses(on=clock.today())
