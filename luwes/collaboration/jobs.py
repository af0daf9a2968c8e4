from procrastinate.contrib.django import app as jobs

from luwes.collaboration.actions import claims, forgetting, reminding
from luwes.core import clock


@jobs.periodic(cron="15 1 * * *")
@jobs.task(
    name="collaboration.remind_claims", queue="default",
    queueing_lock="collaboration.remind_claims",
)  # fmt: skip
def remind_claims(timestamp: int) -> None:
    """A claim at which nobody has looked for a week: the other side is asked once more."""
    claims.remind(now=clock.now())


@jobs.periodic(cron="40 23 * * *")
@jobs.task(name="collaboration.remind", queue="default", queueing_lock="collaboration.remind")
def remind(timestamp: int) -> None:
    """
    Each morning here: papers, agreements and obligations that end soon, or are over; numbers that
    nobody needs any more.
    """
    now, on = clock.now(), clock.today()
    reminding.remind_of_papers(on=on, now=now)
    reminding.remind_of_agreements(on=on, now=now)
    reminding.remind_of_obligations(on=on, now=now)
    forgetting.forget_phones(on=on)
