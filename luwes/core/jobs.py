"""What every queue needs: a job whose worker was killed is done again by another."""

import structlog
from procrastinate import JobContext, RetryStrategy, exceptions
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job, Status

# Workers tell every 10 seconds that they live; one that is silent for so long is dead.
SILENT_SECONDS = 120
# A job that has ended so many workers is itself to blame, and is put aside as failed.
MOST_ATTEMPTS = 10

# After an error, also of a database that is away for two minutes: again after 2, 4, 8 … 64 seconds.
MOST_TRIES = 6
AGAIN = RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=2)


@jobs.periodic(cron="* * * * *")
@jobs.task(
    name="core.retry_stalled", queue="default", queueing_lock="core.retry_stalled",
    pass_context=True,
)  # fmt: skip
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Until then such a job counts as being done, and its lock keeps others of its kind waiting."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        structlog.get_logger(__name__).warning("job stalled", task=job.task_name, job=job.id)
        if job.id == context.job.id:
            continue
        if job.attempts >= MOST_ATTEMPTS:
            await _give_up(context, job)
            continue
        try:
            await manager.retry_job(job)
        except exceptions.ConnectorException:  # another of the same kind waits already
            await _give_up(context, job)


async def _give_up(context: JobContext, job: Job) -> None:
    await context.app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
