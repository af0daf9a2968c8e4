"""Jobs of a task that looks at everything: one does for all that wait."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.audit import actions as audit
from luwes.audit import jobs
from luwes.audit.models import Entry
from luwes.core import queue
from luwes.organisation.tests.builders import a_user

pytestmark = pytest.mark.django_db


def waiting(task: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=task, status="todo").count()


def test_one_seals_for_all_that_wait_and_whoever_asks_later_has_a_job_again() -> None:
    by = a_user()
    for _n in range(3):
        audit.record(by, "plan.approved", by)
        queue.job(audit.SEAL, queue="audit").defer()  # as each deed's own transaction does
    queue.job("letters.produce", queue="letters").defer(letter_ids=[1])
    jobs.seal()
    assert waiting(audit.SEAL) == 0
    assert waiting("letters.produce") == 1
    assert not Entry.objects.filter(number=None).exists()
    queue.job(audit.SEAL, queue="audit").defer()
    assert waiting(audit.SEAL) == 1


def test_what_is_to_be_done_later_or_failed_before_stays() -> None:
    queue.job(audit.SEAL, queue="audit", seconds=600).defer()
    queue.job(audit.SEAL, queue="audit").defer()
    queue.job(audit.SEAL, queue="audit").defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = 1 WHERE id = (SELECT max(id) FROM procrastinate_jobs)"
        )
    queue.take_over(audit.SEAL)
    assert waiting(audit.SEAL) == 2


@pytest.mark.parametrize("name", ["services.route_waiting", "services.read_all_again"])
def test_what_took_over_is_tried_again(name: str) -> None:
    """It alone does the work of those it took over."""
    assert app.tasks[name].retry_strategy is not None
