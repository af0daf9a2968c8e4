"""Changes of what was agreed: proposed with a reason; the old stands until the assessor agrees."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import goals as access
from luwes.motivation.actions.planning import (
    GoalDraft,
    lacks,
    let_go,
    log,
    say,
    too_many,
    write,
)
from luwes.motivation.models import Goal, GoalChange, PerformancePlan
from luwes.motivation.rules import goals as rules
from luwes.motivation.rules.goals import ChangeKind, ChangeState, GoalKind, PlanState, TurnKind

_ASKED = ChangeState.ASKED.value


@transaction.atomic
def ask(
    *, plan: PerformancePlan, what: ChangeKind, goal: Goal | None = None,
    draft: GoalDraft | None = None, reason: str, on: date, now: datetime, by: User,
) -> GoalChange:  # fmt: skip
    """
    Propose to add, change or drop a goal of an agreed plan.

    :raises Refused: with everything that stands against it, another change that waits among it
    """
    require(access.is_own(by, plan) and (goal is None) == (what is ChangeKind.ADD))
    lock(plan)
    problems = _not_agreed(plan)
    if not reason.strip():
        problems.append(Problem(_("Tuliskan alasannya; pejabat penilai membacanya."), "reason"))
    if draft is not None:
        problems += lacks(plan, draft, on)
    problems += _against(plan, what, goal, draft)
    refuse(problems)
    wanted = draft or _as_draft(goal)
    made = GoalChange.objects.create(
        plan=plan, goal=goal, what=what.value, reason=reason.strip()[:500], asked_at=now,
        kind=wanted.kind.value, title=wanted.title.strip(), indicator=wanted.indicator.strip(),
        target=wanted.target.strip(), supports=wanted.supports,
    )  # fmt: skip
    say(plan, TurnKind.CHANGE_ASKED, f"{made.title}: {made.reason}", now, by, goal)
    announce(facts.PlanProposed(plan.pk, now, by.pk, made.pk))
    log(by, "motivation.change_asked", plan, change=made.pk)
    return made


def _as_draft(goal: Goal | None) -> GoalDraft:
    assert goal
    return GoalDraft(GoalKind(goal.kind), goal.title, goal.indicator, goal.target, goal.supports)


def _not_agreed(plan: PerformancePlan) -> list[Problem]:
    if plan.state == PlanState.AGREED:
        return []
    state = plan.get_state_display().lower()
    return [Problem(_("Sasaran ini tidak dapat diubah dengan usul: %s.") % state)]


def _against(
    plan: PerformancePlan, what: ChangeKind, goal: Goal | None, draft: GoalDraft | None
) -> list[Problem]:
    waiting = GoalChange.objects.filter(plan=plan, state=_ASKED)
    goals = Goal.objects.filter(plan=plan, dropped_at=None)
    if goal is None:
        assert draft
        problems = []
        if goals.count() + waiting.filter(goal=None).count() >= rules.MOST_GOALS:
            problems.append(too_many())
        twice = {"title": draft.title.strip()}
        if goals.filter(**twice).exists() or waiting.filter(**twice).exists():
            problems.append(Problem(_("Hasil kerja ini sudah ada atau sudah diusulkan."), "title"))
        return problems
    lock(goal)
    if goal.dropped_at is not None:
        return [Problem(_("Hasil kerja ini sudah dihapus."))]
    if waiting.filter(goal=goal).exists():
        return [Problem(_("Usul perubahan hasil kerja ini masih menunggu jawaban."))]
    left = goals.exclude(pk=goal.pk).values_list("kind", flat=True)
    kinds = [*left, draft.kind.value] if draft else list(left)
    same = draft and (draft.kind.value, draft.title.strip(), draft.indicator.strip(), draft.target.strip(), draft.supports) == (goal.kind, goal.title, goal.indicator, goal.target, goal.supports)  # fmt: skip
    nothing = [Problem(_("Tidak ada yang berubah."), "title")] if same else []
    return [*rules.lacking(kinds), *nothing]


@transaction.atomic
def withdraw(*, change: GoalChange, now: datetime, by: User) -> None:
    """
    Take the proposal back; asked again, nothing happens.

    :raises Refused: when it is answered
    """
    require(access.is_own(by, change.plan))
    lock(change.plan, change)
    if change.state == ChangeState.WITHDRAWN.value:
        return
    refuse(_answered(change))
    _end(change, ChangeState.WITHDRAWN, now, by)
    say(change.plan, TurnKind.CHANGE_WITHDRAWN, change.title, now, by, change.goal)
    log(by, "motivation.change_withdrawn", change.plan, change=change.pk)


@transaction.atomic
def answer(
    *, change: GoalChange, agrees: bool, words: str, on: date, now: datetime, by: User
) -> None:
    """
    The assessor's word: once agreed, the goal is what was proposed.

    :raises Refused: a second answer, a refusal without words, or when the plan has ended meanwhile
    """
    plan = change.plan
    lock(plan, change)
    require(access.can_assess(by, plan, on))
    problems = _answered(change) or _not_agreed(plan)
    if not problems and not agrees and not words.strip():
        problems = [Problem(_("Tuliskan mengapa tidak; yang bersangkutan membacanya."), "words")]
    if not problems and agrees:
        problems = _no_longer(change)
    refuse(problems)
    _end(change, ChangeState.AGREED if agrees else ChangeState.REFUSED, now, by)
    kind = TurnKind.CHANGE_AGREED if agrees else TurnKind.CHANGE_REFUSED
    if agrees:
        _apply(change, now)
    told = f"{change.title}: {words.strip()}" if words.strip() else change.title
    say(plan, kind, told, now, by, change.goal)
    announce(facts.PlanAnswered(plan.pk, now, by.pk, words.strip(), change.pk))
    log(by, "motivation.change_agreed" if agrees else "motivation.change_refused", plan, change=change.pk)  # fmt: skip


def _answered(change: GoalChange) -> list[Problem]:
    if change.state == _ASKED:
        return []
    return [Problem(_("Usul ini sudah dijawab: %s.") % change.get_state_display().lower())]


def _no_longer(change: GoalChange) -> list[Problem]:
    """Two changes agreed one after the other must leave a main goal too."""
    rows = Goal.objects.filter(plan=change.plan, dropped_at=None).exclude(pk=change.goal_id or 0)
    kinds = list(rows.values_list("kind", flat=True))
    if change.what != ChangeKind.DROP.value:
        kinds.append(change.kind)
    return rules.lacking(kinds)


def _end(change: GoalChange, state: ChangeState, now: datetime, by: User) -> None:
    change.state, change.answered_at, change.answered_by = state.value, now, by
    change.save(update_fields=["state", "answered_at", "answered_by"])


def _apply(change: GoalChange, now: datetime) -> None:
    if change.what == ChangeKind.DROP.value:
        assert change.goal
        lock(change.goal)
        change.goal.dropped_at = now
        change.goal.save(update_fields=["dropped_at"])
        let_go(change.plan)
        return
    goal = change.goal
    if goal is None:
        goal = Goal(plan=change.plan, place=Goal.objects.filter(plan=change.plan).count())
    else:
        lock(goal)
    write(goal, GoalDraft(GoalKind(change.kind), change.title, change.indicator, change.target, change.supports))  # fmt: skip
    if change.goal_id is None:
        change.goal = goal
        change.save(update_fields=["goal"])
