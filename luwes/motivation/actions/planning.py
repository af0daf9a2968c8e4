"""A plan from its first draft to what both agree on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import goals as access
from luwes.motivation.models import Contribution, DialogueTurn, Goal, PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.rules import goals as rules
from luwes.motivation.rules.goals import GoalKind, PlanState, TurnKind


@dataclass(frozen=True)
class GoalDraft:
    """What is written of one goal; `supports` is one of the superior's."""

    kind: GoalKind
    title: str
    indicator: str
    target: str
    supports: Goal | None = None


# ── goals of a draft ─────────────────────────────────────────────────


@transaction.atomic
def add_goal(*, plan: PerformancePlan, draft: GoalDraft, on: date, now: datetime, by: User) -> Goal:
    """:raises Refused: when it is no draft any more, or something is missing in it"""
    _own_draft(plan, by)
    count = Goal.objects.filter(plan=plan, dropped_at=None).count()
    problems = lacks(plan, draft, on)
    if count >= rules.MOST_GOALS:
        problems.append(too_many())
    twice = Goal.objects.filter(plan=plan, dropped_at=None, title=draft.title.strip())
    if twice.exists():
        problems.append(Problem(_("Hasil kerja ini sudah ada."), "title"))
    refuse(problems)
    made = Goal(plan=plan, place=Goal.objects.filter(plan=plan).count())
    write(made, draft)
    log(by, "motivation.goal_added", plan, goal=made.pk)
    return made


@transaction.atomic
def change_goal(*, goal: Goal, draft: GoalDraft, on: date, now: datetime, by: User) -> None:
    """:raises Refused: as `add_goal`"""
    _own_draft(goal.plan, by)
    lock(goal)
    refuse([*_dropped(goal), *lacks(goal.plan, draft, on)])
    write(goal, draft)
    log(by, "motivation.goal_changed", goal.plan, goal=goal.pk)


@transaction.atomic
def drop_goal(*, goal: Goal, now: datetime, by: User) -> None:
    """Take it out of the draft; asked again, nothing happens."""
    _own_draft(goal.plan, by)
    lock(goal)
    if goal.dropped_at is not None:
        return
    goal.dropped_at = now
    goal.save(update_fields=["dropped_at"])
    let_go(goal.plan)
    log(by, "motivation.goal_dropped", goal.plan, goal=goal.pk)


def let_go(plan: PerformancePlan) -> None:
    """
    Evidence beside goals that were dropped, of a plan that was put away, or of days that are not the
    plan's any more, stands beside none again: it is still seen when the days are rated.
    """
    within = Q(on__range=(plan.period.start, plan.period.last_day or date.max))
    rows = Contribution.objects.filter(goal__plan=plan)
    if plan.state != PlanState.CLOSED:
        rows = rows.filter(~within | ~Q(goal__dropped_at=None))
    rows.update(goal=None)


def write(goal: Goal, draft: GoalDraft) -> None:
    goal.kind, goal.title = draft.kind.value, draft.title.strip()
    goal.indicator, goal.target = draft.indicator.strip(), draft.target.strip()
    goal.supports = draft.supports
    goal.save()


def lacks(plan: PerformancePlan, draft: GoalDraft, on: date) -> list[Problem]:
    """What is missing in it, or cannot be."""
    problems = []
    for name, words in (
        ("title", _("Tuliskan hasil kerjanya.")),
        ("indicator", _("Tuliskan bagaimana hasilnya diukur.")),
        ("target", _("Tuliskan targetnya.")),
    ):
        if not getattr(draft, name).strip():
            problems.append(Problem(words, name))
    if draft.supports and not plans.supportable(plan, on).filter(pk=draft.supports.pk).exists():
        problems.append(Problem(_("Hasil kerja pimpinan itu tidak berlaku lagi; pilih yang lain atau kosongkan."), "supports"))  # fmt: skip
    return problems


def too_many() -> Problem:
    return Problem(_("Paling banyak %d hasil kerja.") % rules.MOST_GOALS)


def _dropped(goal: Goal) -> list[Problem]:
    return [Problem(_("Hasil kerja ini sudah dihapus."))] if goal.dropped_at else []


def _own_draft(plan: PerformancePlan, by: User) -> None:
    """Hold a plan that its owner still writes."""
    require(access.is_own(by, plan))
    lock(plan)
    if plan.state != PlanState.DRAFT:
        state = plan.get_state_display().lower()
        refuse([Problem(_("Sasaran ini tidak sedang disusun: %s.") % state)])


# ── proposing and answering ──────────────────────────────────────────


@transaction.atomic
def propose(*, plan: PerformancePlan, words: str, on: date, now: datetime, by: User) -> None:
    """
    Ask the assessor. Nothing in it can be changed until the answer, or until it is taken back.

    :raises Refused: with everything that is missing, or when it is proposed already
    """
    require(access.is_own(by, plan))
    lock(plan)
    problems = []
    if plan.state != PlanState.DRAFT:
        state = plan.get_state_display().lower()
        refuse([Problem(_("Sasaran ini tidak sedang disusun: %s.") % state)])
    kinds = Goal.objects.filter(plan=plan, dropped_at=None).values_list("kind", flat=True)
    problems += rules.lacking(list(kinds))
    if not _serves_there(plan, on):
        problems.append(Problem(_("Anda tidak bertugas lagi di unit ini. Sasaran untuk jabatan yang sekarang disusun sendiri.")))  # fmt: skip
    elif not plans.has_assessor(plan, on):
        problems.append(Problem(_("Belum ada kepala unit yang dapat menyepakatinya. Minta bagian kepegawaian menunjuknya dulu.")))  # fmt: skip
    refuse(problems)
    plan.state, plan.proposed_at = PlanState.PROPOSED.value, now
    plan.save(update_fields=["state", "proposed_at"])
    say(plan, TurnKind.PROPOSED, words, now, by)
    announce(facts.PlanProposed(plan.pk, now, by.pk))
    log(by, "motivation.plan_proposed", plan)


@transaction.atomic
def take_back(*, plan: PerformancePlan, now: datetime, by: User) -> None:
    """
    Write on before the assessor has answered; asked again, nothing happens.

    :raises Refused: when it is agreed already
    """
    require(access.is_own(by, plan))
    lock(plan)
    if plan.state == PlanState.DRAFT:
        return
    if plan.state != PlanState.PROPOSED:
        state = plan.get_state_display().lower()
        refuse([Problem(_("Usulan ini sudah dijawab: %s.") % state)])
    plan.state = PlanState.DRAFT.value
    plan.save(update_fields=["state"])
    say(plan, TurnKind.TAKEN_BACK, "", now, by)
    log(by, "motivation.plan_taken_back", plan)


@transaction.atomic
def answer(
    *, plan: PerformancePlan, agrees: bool, words: str, read: str, on: date, now: datetime,
    by: User,
) -> None:  # fmt: skip
    """
    The assessor agrees, or returns it with words. `read` is the proposal that was read, as
    `stamp` names it: what was proposed anew since is read first.

    :raises Refused: a second answer, another proposal, a return without words
    """
    lock(plan)
    require(access.can_assess(by, plan, on))
    problems = []
    if plan.state != PlanState.PROPOSED:
        state = plan.get_state_display().lower()
        problems.append(Problem(_("Sasaran ini tidak menunggu jawaban: %s.") % state))
    elif read != stamp(plan):
        problems.append(Problem(_("Sasaran ini diusulkan ulang sejak Anda membukanya. Baca dulu yang baru.")))  # fmt: skip
    elif not agrees and not words.strip():
        problems.append(Problem(_("Tuliskan apa yang perlu diperbaiki; yang bersangkutan membacanya."), "words"))  # fmt: skip
    elif agrees and not _serves_there(plan, on):
        problems.append(Problem(_("Yang bersangkutan tidak bertugas lagi di unit ini.")))
    refuse(problems)
    if agrees:
        plan.state, plan.assessor = PlanState.AGREED.value, by
        plan.agreed_at = plan.agreed_at or now
    else:
        plan.state = PlanState.DRAFT.value
    plan.save(update_fields=["state", "assessor", "agreed_at"])
    say(plan, TurnKind.AGREED if agrees else TurnKind.RETURNED, words, now, by)
    announce(facts.PlanAnswered(plan.pk, now, by.pk, words.strip()))
    log(by, "motivation.plan_agreed" if agrees else "motivation.plan_returned", plan)


def _serves_there(plan: PerformancePlan, on: date) -> bool:
    """A plan for days to come is for where somebody serves now."""
    home = plans.home_of(plan.employee_id, on)
    return home is not None and home.unit_id == plan.unit_id


def stamp(plan: PerformancePlan) -> str:
    """Names one proposal of a plan."""
    return plan.proposed_at.isoformat() if plan.proposed_at else ""


def say(
    plan: PerformancePlan, kind: TurnKind, words: str, now: datetime, by: User | None,
    goal: Goal | None = None, percent: int | None = None,
) -> DialogueTurn:  # fmt: skip
    """One turn of the dialogue."""
    return DialogueTurn.objects.create(
        plan=plan, goal=goal, kind=kind.value, words=words.strip()[:1000], percent=percent, at=now,
        by=by,
    )  # fmt: skip


def log(by: User | None, deed: str, plan: PerformancePlan, **details: Any) -> None:
    """Without what was written or rated: that is for those concerned alone."""
    audit.record(by, deed, plan, chain=str(plan.unit.agency_id), **details)
