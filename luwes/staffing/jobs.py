from datetime import timedelta

from procrastinate import JobContext
from procrastinate.contrib.django import app as jobs

from luwes.core import clock
from luwes.core.faults import point
from luwes.core.jobs import AGAIN, MOST_TRIES
from luwes.staffing import rules, telling
from luwes.staffing.actions import absences, aid, answers, contingents, ending, issue, lost, plans

LOST_AFTER = timedelta(minutes=10)


@jobs.task(name="staffing.solve", queue="planning", retry=AGAIN)
def solve(plan_id: int) -> None:
    plans.solve(plan_id=plan_id, now=clock.now(), on=clock.today())
    point("planning.committed")


@jobs.task(name="staffing.issue", queue="planning", retry=AGAIN, pass_context=True)
def issue_plan(context: JobContext, plan_id: int) -> None:
    try:
        issue.issue(plan_id=plan_id, now=clock.now(), on=clock.today())
    except Exception:
        if context.job and context.job.attempts >= MOST_TRIES:
            lost.tell_stuck(plan_id=plan_id)
        raise
    point("issuing.committed")
    lost.clear_stuck(plan_id=plan_id)


@jobs.task(name=telling.TELL, queue="default", retry=AGAIN)
def tell_ordered(plan_id: int) -> None:
    issue.tell(plan_id=plan_id)


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="staffing.chase", queue="default", queueing_lock="staffing.chase")
def chase(timestamp: int) -> None:
    answers.chase(silent_for=rules.ANSWER_WITHIN, now=clock.now())


@jobs.periodic(cron="20 * * * *")
@jobs.task(name="staffing.end_by_time", queue="default", queueing_lock="staffing.end_by_time")
def end_by_time(timestamp: int) -> None:
    """Nobody is away for ever because no one pressed "done"; and where nobody checks in, duty begins."""
    ending.begin_by_time(on=clock.today())
    ending.end_by_time(now=clock.now(), on=clock.today())
    contingents.end_by_time(now=clock.now(), on=clock.today())


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="staffing.alarm", queue="default", queueing_lock="staffing.alarm")
def alarm(timestamp: int) -> None:
    """Who has not gone home an hour after the shift, or is there too long, is looked after."""
    absences.alarm_missing(now=clock.now())
    contingents.alarm_late(now=clock.now())


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="staffing.aid_overdue", queue="default", queueing_lock="staffing.aid_overdue")
def aid_overdue(timestamp: int) -> None:
    """Silence to a request for help is told to both sides."""
    aid.flag_overdue(now=clock.now())


@jobs.periodic(cron="40 * * * *")
@jobs.task(name="staffing.aid_end", queue="default", queueing_lock="staffing.aid_end")
def aid_end(timestamp: int) -> None:
    """A request is over when its people are back."""
    aid.end_by_return(now=clock.now())


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="staffing.ask_again", queue="planning", queueing_lock="staffing.ask_again")
def ask_again(timestamp: int) -> None:
    """A safety net: no plan stays unsolved or unissued because its job was lost."""
    lost.ask_again(before=clock.now() - LOST_AFTER)
