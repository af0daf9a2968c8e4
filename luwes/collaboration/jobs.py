from procrastinate.contrib.django import app as jobs

from luwes.collaboration.actions import claims
from luwes.core import clock


@jobs.periodic(cron="15 1 * * *")
@jobs.task(
    name="collaboration.remind_claims", queue="default",
    queueing_lock="collaboration.remind_claims",
)  # fmt: skip
def remind_claims(timestamp: int) -> None:
    """A claim at which nobody has looked for a week: the other side is asked once more."""
    claims.remind(now=clock.now())
