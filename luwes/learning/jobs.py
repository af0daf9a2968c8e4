from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.jobs import AGAIN
from luwes.learning.actions import courses, finishing, following


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="learning.begin", queue="default", queueing_lock="learning.begin")
def begin(timestamp: int) -> None:
    """Classes whose first meeting has begun take nobody more."""
    courses.begin_by_time(now=clock.now())


@jobs.periodic(cron="40 1 * * *")
@jobs.task(name=following.LOOK, queue="default", retry=AGAIN)
def look_again(timestamp: int, people: list[int] | None = None) -> None:
    """Each morning, and of those concerned after orders and leave: whoever cannot come is told."""
    following.look_again(now=clock.now(), people=people)


@jobs.task(name=finishing.CERTIFY, queue="default", retry=AGAIN)
def certify(class_id: int) -> None:
    """The certificates of a large class that was ended."""
    finishing.certify(class_id=class_id)


@jobs.periodic(cron="10 23 * * *")  # 06.10 WIB
@jobs.task(name="learning.remind", queue="default", queueing_lock="learning.remind", retry=AGAIN)
def remind(timestamp: int) -> None:
    """Classes whose last meeting is over and that nobody has ended."""
    finishing.remind(now=clock.now())
