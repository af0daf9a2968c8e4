"""Continuous feedback: progress, feedback, the superior's expectations, and a reminder after silence."""

from collections.abc import Mapping
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
from luwes.motivation.actions.planning import log, say
from luwes.motivation.models import BehaviourExpectation, DialogueTurn, Goal, PerformancePlan
from luwes.motivation.queries import plans, superiors
from luwes.motivation.rules.goals import NUDGE_AGAIN_DAYS, SILENT_DAYS, PlanState, TurnKind
from luwes.motivation.rules.values import CoreValue

PER_TRANSACTION = 500


@transaction.atomic
def report(
    *, plan: PerformancePlan, goal: Goal, words: str, percent: int | None, now: datetime, by: User
) -> DialogueTurn:
    """
    The employee tells how far a goal is.

    :raises Refused: before it was agreed, without words, of a goal that was dropped
    """
    require(access.is_own(by, plan) and goal.plan_id == plan.pk)
    lock(plan)
    lock(goal)
    problems = _closed(plan)
    if goal.dropped_at is not None:
        problems.append(Problem(_("Hasil kerja ini sudah dihapus."), "goal"))
    if percent is not None and not 0 <= percent <= 100:
        problems.append(Problem(_("Isi 0 sampai 100."), "percent"))
    refuse([*problems, *_empty(plan, TurnKind.PROGRESS, words, goal, by)])
    turn = say(plan, TurnKind.PROGRESS, words, now, by, goal, percent)
    announce(facts.CheckedIn(turn.pk, now))
    log(by, "motivation.progress_told", plan)
    return turn


@transaction.atomic
def give_feedback(
    *, plan: PerformancePlan, goal: Goal | None, words: str, on: date, now: datetime, by: User
) -> DialogueTurn:
    """
    The assessor answers, on one goal or on the whole.

    :raises Refused: before the plan was agreed, or without words
    """
    require(access.can_assess(by, plan, on) and (goal is None or goal.plan_id == plan.pk))
    lock(plan)
    refuse([*_closed(plan), *_empty(plan, TurnKind.FEEDBACK, words, goal, by)])
    turn = say(plan, TurnKind.FEEDBACK, words, now, by, goal)
    announce(facts.CheckedIn(turn.pk, now))
    log(by, "motivation.feedback_given", plan)
    return turn


def _closed(plan: PerformancePlan) -> list[Problem]:
    if plan.state == PlanState.AGREED:
        return []
    state = plan.get_state_display().lower()
    return [Problem(_("Umpan balik diberikan selama sasaran disepakati dan belum dinilai: %s.") % state)]  # fmt: skip


def _empty(
    plan: PerformancePlan, kind: TurnKind, words: str, goal: Goal | None, by: User
) -> list[Problem]:
    """Nothing said, or the same as just before: a double press."""
    if not words.strip():
        return [Problem(_("Tuliskan beberapa kata."), "words")]
    last = DialogueTurn.objects.filter(plan=plan).order_by("-at", "-pk").first()
    same = last and (last.kind, last.words, last.goal_id, last.by_id) == (kind.value, words.strip()[:1000], goal and goal.pk, by.pk)  # fmt: skip
    return [Problem(_("Ini sudah Anda kirim."), "words")] if same else []


@transaction.atomic
def expect(
    *, plan: PerformancePlan, words: Mapping[CoreValue, str], on: date, now: datetime, by: User
) -> None:
    """
    What the superior expects of behaviour, in words of their own; empty ones are taken away.

    :raises Refused: when the plan is still a draft, or rated
    """
    lock(plan)
    require(access.can_assess(by, plan, on))
    if plan.state not in {PlanState.PROPOSED, PlanState.AGREED}:
        state = plan.get_state_display().lower()
        refuse([Problem(_("Ekspektasi ditulis pada sasaran yang diusulkan atau disepakati: %s.") % state)])  # fmt: skip
    before = {row.behaviour: row for row in BehaviourExpectation.objects.filter(plan=plan)}
    changed = []
    for value, text in words.items():
        text, row = text.strip()[:300], before.get(value.value)
        if text == (row.words if row else ""):
            continue
        changed.append(value.value)
        if row and not text:
            row.delete()
        else:
            BehaviourExpectation.objects.update_or_create(
                plan=plan, behaviour=value.value, defaults={"words": text}
            )
    if not changed:
        return
    say(plan, TurnKind.EXPECTED, "", now, by)
    log(by, "motivation.behaviour_expected", plan)


def nudge(*, on: date, now: datetime) -> int:
    """
    Remind of plans about which nobody has said a word for 60 days, once a month at most; how many.
    """
    quiet = plans.silent(plans.since(now, SILENT_DAYS))
    rows = PerformancePlan.objects.filter(quiet, period__contains=on, employee__is_current=True)
    rows = rows.exclude(nudged_at__gt=plans.since(now, NUDGE_AGAIN_DAYS))
    units = dict(rows.order_by("pk").values_list("pk", "unit_id"))
    for ids in superiors.together(units, PER_TRANSACTION, on):
        _nudge(ids, now)
    return len(units)


@transaction.atomic
def _nudge(ids: list[int], now: datetime) -> None:
    PerformancePlan.objects.filter(pk__in=ids).update(nudged_at=now)
    announce(facts.Silent(tuple(ids), now))
