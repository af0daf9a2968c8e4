"""Work that was asked of a worker and never came: asked for once more, and told where it breaks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.core import queue
from luwes.core.facts import announce
from luwes.staffing import facts
from luwes.staffing.models import Plan

SOLVE, ISSUE = "staffing.solve", "staffing.issue"


@transaction.atomic
def ask_again(*, before: datetime) -> int:
    """
    Ask for the solving and issuing of plans that wait since before an instant; of how many.

    A plan whose job still waits or runs is left alone.
    """
    unsolved = Plan.objects.filter(
        state__in=["draft", "what_if"], solved_at=None, made_at__lt=before
    )
    unissued = Plan.objects.filter(state="approved", approved_at__lt=before)
    lost = [(SOLVE, pk) for pk in unsolved.order_by("pk").values_list("pk", flat=True)]
    lost += [(ISSUE, pk) for pk in unissued.order_by("pk").values_list("pk", flat=True)]
    under_way = ProcrastinateJob.objects.filter(
        task_name__in=[SOLVE, ISSUE], status__in=["todo", "doing"]
    )
    known = {(job.task_name, job.args["plan_id"]) for job in under_way}
    asked = [wanted for wanted in lost if wanted not in known]
    for task, plan_id in asked:
        queue.job(task, queue="planning", lock=f"plan {plan_id}").defer(plan_id=plan_id)
    return len(asked)


@transaction.atomic
def tell_stuck(*, plan_id: int) -> None:
    """Issuing broke at every try: say so on the plan, once, and to its maker. It is tried again."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state != "approved" or plan.failure:
        return
    plan.failure = _(
        "Surat tugas belum dapat diterbitkan karena gangguan sistem. Penerbitan dicoba lagi sendiri;"
        " beri tahu pengelola sistem bila tetap gagal."
    )
    plan.save(update_fields=["failure"])
    announce(facts.IssueStuck(plan.pk))


def clear_stuck(*, plan_id: int) -> None:
    """What was stuck is issued after all."""
    Plan.objects.filter(pk=plan_id, state="issued").exclude(failure="").update(failure="")
