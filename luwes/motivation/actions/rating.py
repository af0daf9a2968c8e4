"""Rating a quarter and the year, receiving it, and what the days bring about."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.each import do_each
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters
from luwes.letters import facts as letter_facts
from luwes.motivation import facts
from luwes.motivation.access import goals as access
from luwes.motivation.actions.planning import log
from luwes.motivation.models import (
    Evaluation,
    GoalChange,
    GoalResult,
    PerformancePlan,
    RatingObjection,
)
from luwes.motivation.papers import goals as goal_papers
from luwes.motivation.queries import plans
from luwes.motivation.rules import evaluating, rating
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState, ObjectionState
from luwes.motivation.rules.goals import ChangeState, PlanState
from luwes.motivation.rules.rating import Rating

_YEAR = EvaluationKind.YEAR.value


@dataclass(frozen=True)
class Judgement:
    """What the assessor says; `realised` by the key of each goal."""

    work: Rating
    work_reason: str
    behaviour: Rating
    behaviour_reason: str
    realised: Mapping[int, str]


@transaction.atomic
def rate(
    *, plan: PerformancePlan, quarter: int | None, judgement: Judgement, on: date, now: datetime,
    by: User,
) -> Evaluation:  # fmt: skip
    """
    Rate a quarter, or without one the year. It is told at once and never written over: a year's is
    changed by an objection, or withdrawn by its paper.

    :raises Refused: with everything that stands against it
    """
    lock(plan)
    require(access.can_assess(by, plan, on))
    goals = list(plans.goals_of(plan))
    refuse([
        *_not_open(plan, quarter, on),
        *_lacks(judgement, [goal.pk for goal in goals] if quarter is None else []),
    ])  # fmt: skip
    stretch = next((s.period for s in evaluating.quarters(plan.period) if s.number == quarter), plan.period)  # fmt: skip
    is_year = quarter is None
    made = Evaluation.objects.create(
        plan=plan, kind=_YEAR if is_year else EvaluationKind.QUARTER.value, quarter=quarter,
        period=stretch, work=judgement.work.value, behaviour=judgement.behaviour.value,
        work_reason=judgement.work_reason.strip()[:1000],
        behaviour_reason=judgement.behaviour_reason.strip()[:1000],
        predicate=rating.predicate(judgement.work, judgement.behaviour).value,
        state=(EvaluationState.RATED if is_year else EvaluationState.FINAL).value,
        final_at=None if is_year else now, rated_at=now, rated_by=by,
        rated_unit_id=access.headed_unit(by, plan.unit_id, on),
    )  # fmt: skip
    GoalResult.objects.bulk_create(
        GoalResult(
            evaluation=made, goal=goal, realised=judgement.realised.get(goal.pk, "").strip()[:500]
        )
        for goal in goals
    )
    if is_year:
        plan.state = PlanState.RATED.value
        plan.save(update_fields=["state"])
    announce(facts.Rated(made.pk, now))
    log(by, "motivation.year_rated" if is_year else "motivation.quarter_rated", plan, evaluation=made.pk)  # fmt: skip
    return made


def _not_open(plan: PerformancePlan, quarter: int | None, on: date) -> list[Problem]:
    if plan.state == PlanState.RATED:
        return [Problem(_("Tahun ini sudah dinilai."))]
    if plan.state != PlanState.AGREED:
        return [Problem(_("Sasaran yang belum disepakati tidak dapat dinilai."), law="PermenPANRB 6/2022")]  # fmt: skip
    quarters, year = plans.rateable(plan, on)
    if quarter is not None:
        return [] if quarter in quarters else [Problem(_("Triwulan itu sudah dinilai, belum selesai, atau seluruhnya sebelum sasaran disepakati."))]  # fmt: skip
    problems = []
    if not year:
        problems.append(Problem(_("Penilaian tahunan dibuka sejak Desember, atau setelah masa sasaran berakhir.")))  # fmt: skip
    if GoalChange.objects.filter(plan=plan, state=ChangeState.ASKED.value).exists():
        problems.append(Problem(_("Masih ada usul perubahan sasaran yang menunggu jawaban Anda.")))
    return problems


def _lacks(judgement: Judgement, told: list[int]) -> list[Problem]:
    problems = []
    if not judgement.work_reason.strip():
        problems.append(Problem(_("Tuliskan alasan penilaian hasil kerja."), "work_reason"))
    if not judgement.behaviour_reason.strip():
        problems.append(Problem(_("Tuliskan alasan penilaian perilaku."), "behaviour_reason"))
    problems += [
        Problem(_("Tuliskan realisasinya; bila tidak ada, katakan demikian."), f"goal_{pk}")
        for pk in told
        if not judgement.realised.get(pk, "").strip()
    ]
    return problems


# ── receiving ────────────────────────────────────────────────────────


@transaction.atomic
def receive(*, evaluation: Evaluation, accepts: bool, on: date, now: datetime, by: User) -> None:
    """
    The person has read it: the days to object begin. Who accepts a year's gives them up, and it
    stands at once. Pressed again, nothing happens.

    :raises Refused: when accepting what is being looked at again
    """
    require(access.is_own(by, evaluation.plan))
    lock(evaluation)
    is_year = evaluation.kind == _YEAR
    if accepts and evaluation.state == EvaluationState.OBJECTED:
        refuse([Problem(_("Keberatan Anda sedang diperiksa."))])
    if evaluation.received_at is None:
        mark_received(evaluation, on, now)
        log(by, "motivation.rating_received", evaluation.plan, evaluation=evaluation.pk)
    if accepts and is_year and evaluation.state == EvaluationState.RATED:
        log(by, "motivation.rating_accepted", evaluation.plan, evaluation=evaluation.pk)
        finish(evaluation, None, on=on, now=now)


def mark_received(
    evaluation: Evaluation, on: date, now: datetime, *, by_clock: bool = False
) -> None:
    evaluation.received_at, evaluation.is_received_by_clock = now, by_clock
    if evaluation.kind == _YEAR:
        evaluation.object_until = evaluating.last_day_to_object(on)
    evaluation.save(update_fields=["received_at", "is_received_by_clock", "object_until"])


def finish(
    evaluation: Evaluation, objection: RatingObjection | None, *, on: date, now: datetime
) -> None:
    """It stands from now on, and its paper takes its number; the caller holds the row."""
    evaluation.state, evaluation.final_at = EvaluationState.FINAL.value, now
    evaluation.save()
    announce(facts.RatingFinal(evaluation.pk, now))
    log(None, "motivation.rating_final", evaluation.plan, evaluation=evaluation.pk)
    draft = goal_papers.evaluation(evaluation, objection, on=on)
    (evaluation.letter,) = letters.issue_many([draft], now=now, by=None)
    evaluation.save(update_fields=["letter"])


# ── what the days bring ──────────────────────────────────────────────


def settle(*, on: date, now: datetime) -> None:
    """
    Each day: what nobody has read for a week counts as received, what nobody objected to in its
    days stands, and whoever is late with an objection is told.
    """
    do_each(_due(on, now))


def _due(on: date, now: datetime) -> Iterator[Callable[[], None]]:
    running = Evaluation.objects.filter(kind=_YEAR, state=EvaluationState.RATED.value).order_by("pk")  # fmt: skip
    unread = running.filter(received_at=None, rated_at__lte=now - evaluating.RECEIVED_AFTER)
    for pk in list(unread.values_list("pk", flat=True)):
        yield partial(_count_as_received, pk, on, now)
    for pk in list(running.filter(object_until__lt=on).values_list("pk", flat=True)):
        yield partial(_let_stand, pk, on, now)
    late = RatingObjection.objects.filter(state=ObjectionState.ASKED.value, due__lt=on)
    late = late.exclude(reminded_at__gt=now - evaluating.REMIND_AGAIN)
    for pk in list(late.order_by("pk").values_list("pk", flat=True)):
        yield partial(_remind, pk, now)


def _held(pk: int) -> Evaluation:
    rows = Evaluation.objects.select_related("plan__employee", "plan__unit__agency", "rated_by")
    row = rows.get(pk=pk)
    lock(row)
    return row


@transaction.atomic
def _count_as_received(pk: int, on: date, now: datetime) -> None:
    row = _held(pk)
    if row.received_at is not None or row.state != EvaluationState.RATED:
        return
    mark_received(row, on, now, by_clock=True)
    announce(facts.CountsAsReceived(row.pk, now))
    log(None, "motivation.rating_received", row.plan, evaluation=row.pk)


@transaction.atomic
def _let_stand(pk: int, on: date, now: datetime) -> None:
    row = _held(pk)
    if row.state == EvaluationState.RATED and row.object_until and row.object_until < on:
        finish(row, None, on=on, now=now)


@transaction.atomic
def _remind(pk: int, now: datetime) -> None:
    row = RatingObjection.objects.get(pk=pk)
    lock(row)
    if row.state != ObjectionState.ASKED or (
        row.reminded_at and row.reminded_at > now - evaluating.REMIND_AGAIN
    ):
        return
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    announce(facts.ObjectionOverdue(row.pk, now))


# ── taking a paper back ──────────────────────────────────────────────


@transaction.atomic
def withdraw(*, evaluation: Evaluation, reason: str, on: date, now: datetime, by: User) -> None:
    """
    An evaluation that proved wrong: another letter withdraws its paper, and the plan waits to be
    rated anew.

    :raises Refused: before it stands, a second time, or without a reason
    """
    require(access.can_withdraw(by, evaluation, on))
    if evaluation.state != EvaluationState.FINAL or evaluation.letter is None:
        refuse([Problem(_("Hanya penilaian yang sudah tetap yang dapat dicabut."))])
    assert evaluation.letter
    letters.withdraw_in_course(letter=evaluation.letter, reason=reason, day=on, now=now, by=by)


@transaction.atomic
def withdrawn(fact: letter_facts.Withdrawn) -> None:
    """Its paper is being withdrawn, here or where letters are."""
    if fact.about_kind != goal_papers.ABOUT:
        return
    rows = Evaluation.objects.select_related("plan__employee", "plan__unit")
    row = rows.filter(letter_id=fact.letter_id).first()
    if row is None:
        return
    lock(row.plan, row)
    if row.state == EvaluationState.WITHDRAWN:
        return
    if fact.by_id in {row.plan.employee.user_id, row.rated_by_id}:
        refuse([Problem(_("Penilaian dicabut oleh orang lain, bukan oleh yang dinilai atau yang menilai."))])  # fmt: skip
    row.state, row.withdrawn_because = EvaluationState.WITHDRAWN.value, fact.reason[:300]
    row.save(update_fields=["state", "withdrawn_because"])
    row.plan.state = PlanState.AGREED.value
    row.plan.save(update_fields=["state"])
    announce(facts.RatingWithdrawn(row.pk, fact.at, fact.reason))
    by = User.objects.get(pk=fact.by_id)
    log(by, "motivation.rating_withdrawn", row.plan, evaluation=row.pk)
