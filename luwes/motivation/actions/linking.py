"""The person alone says beside which of the own goals something stands, or beside none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.motivation.access import years as access
from luwes.motivation.models import Contribution, Goal, PerformancePlan
from luwes.motivation.rules.goals import PlanState


@transaction.atomic
def put_beside(*, contribution: Contribution, goal: Goal, by: User) -> None:
    """
    Beside this goal from now on; said a second time it changes nothing.

    :raises Refused: for a goal of another time, or what a rating has already looked at
    """
    _hold(contribution, by, goal.plan)
    problems = _looked_at(contribution)
    if not access.goals_for(contribution).filter(pk=goal.pk).exists():
        words = _("Pilih hasil kerja Anda sendiri yang berlaku pada tanggal itu dan belum dinilai.")
        problems.append(Problem(words, "goal"))
    refuse(problems)
    if contribution.goal_id != goal.pk:
        _set(contribution, goal, False)
        _log(contribution, "motivation.evidence_linked", by, goal=goal.pk)


@transaction.atomic
def put_all_beside(*, contributions: Sequence[Contribution], goal: Goal, by: User) -> None:
    """All or none, as `put_beside`."""
    for contribution in sorted(contributions, key=lambda row: row.pk):
        put_beside(contribution=contribution, goal=goal, by=by)


@transaction.atomic
def leave_out(*, contribution: Contribution, by: User) -> None:
    """
    Beside no goal, and nothing is suggested for it any more.

    :raises Refused: when a rating has already looked at it
    """
    _hold(contribution, by)
    refuse(_looked_at(contribution))
    if contribution.goal_id or not contribution.is_left_out:
        _set(contribution, None, True)
        _log(contribution, "motivation.evidence_left_out", by)


@transaction.atomic
def loosen(*, contribution: Contribution, by: User) -> None:
    """
    As it was when it arrived: beside no goal, open to suggestions.

    :raises Refused: when a rating has already looked at it
    """
    _hold(contribution, by)
    refuse(_looked_at(contribution))
    if contribution.goal_id or contribution.is_left_out:
        _set(contribution, None, False)
        _log(contribution, "motivation.evidence_loosened", by)


def _hold(contribution: Contribution, by: User, *plans: PerformancePlan) -> None:
    """With the plan, so that nobody rates it meanwhile."""
    require(access.own(by).filter(pk=contribution.pk).exists())
    lock(contribution, *plans)
    require(contribution.withdrawn_at is None)


def _looked_at(contribution: Contribution) -> list[Problem]:
    """What stands beside a goal that was rated stays there: the rating rests on it."""
    goal = contribution.goal
    if goal and goal.plan.state == PlanState.RATED.value:
        return [Problem(_("Hasil kerja ini sudah dinilai; buktinya tidak diubah lagi."))]
    return []


def _set(contribution: Contribution, goal: Goal | None, is_left_out: bool) -> None:
    contribution.goal, contribution.is_left_out = goal, is_left_out
    contribution.save(update_fields=["goal", "is_left_out"])


def _log(contribution: Contribution, deed: str, by: User, goal: int | None = None) -> None:
    """Of whom, and keys: the words of evidence and of goals are for those concerned alone."""
    person = contribution.employee
    chain = str(person.agency_id)
    audit.record(by, deed, person, chain=chain, evidence=contribution.pk, goal=goal)
