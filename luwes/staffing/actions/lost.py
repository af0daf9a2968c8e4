"""Work that was asked of a worker and never came: asked for once more."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.staffing.models import Plan

SOLVE, ISSUE = "staffing.solve", "staffing.issue"


@transaction.atomic
def ask_again(*, before: datetime) -> int:
    """
    Ask for the solving and issuing of plans that wait since before an instant; of how many.

    A plan whose job still waits or runs is left alone.
    """
    unsolved = Plan.objects.filter(state="draft", solved_at=None, made_at__lt=before)
    unissued = Plan.objects.filter(state="approved", approved_at__lt=before)
    lost = [(SOLVE, pk) for pk in unsolved.order_by("pk").values_list("pk", flat=True)]
    lost += [(ISSUE, pk) for pk in unissued.order_by("pk").values_list("pk", flat=True)]
    under_way = ProcrastinateJob.objects.filter(
        task_name__in=[SOLVE, ISSUE], status__in=["todo", "doing"]
    )
    known = {(job.task_name, job.args["plan_id"]) for job in under_way}
    asked = [wanted for wanted in lost if wanted not in known]
    for task, plan_id in asked:
        jobs.configure_task(task, lock=f"plan {plan_id}").defer(plan_id=plan_id)
    return len(asked)
