"""What time brings about: decrees whose day has come, acting mandates that end."""

from procrastinate.contrib.django import app as jobs

from luwes.appointments.actions.moves import decreeing, effecting, warning
from luwes.core import clock
from luwes.core.faults import point
from luwes.core.jobs import AGAIN


@jobs.task(name=decreeing.EFFECT, queue=decreeing.QUEUE, retry=AGAIN)
def become_effective(request_id: int) -> None:
    effecting.become_effective(request_id=request_id, now=clock.now(), on=clock.today())
    point("moves.committed")


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="appointments.moves_due", queue="default", queueing_lock="appointments.moves_due")
def moves_due(timestamp: int) -> None:
    """Just after midnight, and a safety net all day: each request is a job of its own."""
    for request_id in effecting.due(clock.today()):
        decreeing.ask(request_id)


@jobs.periodic(cron="25 * * * *")
@jobs.task(name="appointments.mandates", queue="default", queueing_lock="appointments.mandates")
def mandates(timestamp: int) -> None:
    """No acting mandate ends in silence."""
    warning.warn(on=clock.today())
