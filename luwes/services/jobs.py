from datetime import datetime

from procrastinate.contrib.django import app as jobs

from luwes.core import clock, queue
from luwes.core.faults import point
from luwes.core.jobs import AGAIN
from luwes.services import messages
from luwes.services.actions import forgetting, hours, strays, warnings


@jobs.periodic(cron="*/15 * * * *")
@jobs.task(name="services.warn", queue="default", queueing_lock="services.warn")
def warn(timestamp: int) -> None:
    """Before a clock runs out its officer hears of it, and afterwards who oversees too."""
    warnings.warn(now=clock.now())


@jobs.periodic(cron="25 * * * *")
@jobs.task(name=messages.ROUTE, queue="default", retry=AGAIN)
def route_waiting(timestamp: int) -> None:
    """By the calendar grants end and people come back: cases of the one are given to the other."""
    queue.take_over(messages.ROUTE)
    warnings.release_lost(now=clock.now(), on=clock.today())
    warnings.route_waiting(now=clock.now(), on=clock.today())


@jobs.task(name=messages.TELL, queue="default", retry=AGAIN)
def tell_followers(case_id: int, at: str) -> None:
    messages.tell_followers(case_id=case_id, at=datetime.fromisoformat(at))
    point("following.committed")


@jobs.periodic(cron="50 1 * * *")
@jobs.task(name="services.confirm_by_time", queue="default", queueing_lock="services.confirm_by_time")  # fmt: skip
def confirm_by_time(timestamp: int) -> None:
    warnings.confirm_by_time(now=clock.now())


@jobs.periodic(cron="10 1 * * *")
@jobs.task(name="services.remind", queue="default", queueing_lock="services.remind")
def remind(timestamp: int) -> None:
    """Each morning: citizens for whose answer a case has waited for days."""
    warnings.remind(now=clock.now())


@jobs.task(name=hours.READ_AGAIN, queue="default", retry=AGAIN)
def read_again(agency_id: int) -> None:
    """After a change of office hours the queue is sorted by what is due now."""
    hours.read_again(agency_id=agency_id, now=clock.now())


@jobs.periodic(cron="20 2 * * *")
@jobs.task(name=messages.READ_ALL, queue="default", retry=AGAIN)
def read_all_again(timestamp: int) -> None:
    """Each night, and after holidays changed."""
    queue.take_over(messages.READ_ALL)
    hours.read_all_again(now=clock.now())


@jobs.periodic(cron="40 2 * * *")
@jobs.task(name="services.forget", queue="default", queueing_lock="services.forget")
def forget(timestamp: int) -> None:
    """Each night: drafts nobody sent, answers whose time is over, and files that no row names."""
    forgetting.drop_drafts(now=clock.now())
    forgetting.erase_answers(now=clock.now())
    strays.drop(now=clock.now())
