"""Reads of plans: where somebody serves, whose goals can be supported, what stands on a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.motivation.access import contributions as shown
from luwes.motivation.access import goals as access
from luwes.motivation.models import (
    PREDICATE_LABELS,
    VALUE_LABELS,
    BehaviourExpectation,
    Contribution,
    DialogueTurn,
    Evaluation,
    Goal,
    GoalChange,
    PerformancePlan,
)
from luwes.motivation.rules import evaluating
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState
from luwes.motivation.rules.goals import ChangeState, Home, PlanState, TurnKind
from luwes.motivation.rules.parts import Part, before
from luwes.organisation import heading
from luwes.organisation import queries as organisation
from luwes.people import homes
from luwes.people.models import Employee
from luwes.teamwork.models import MemberInput

MOST_TURNS, MOST_PROOFS, MOST_INPUTS, MOST_EARLIER = 60, 30, 20, 12  # proofs: of each goal
_IN_FORCE = [PlanState.AGREED.value, PlanState.RATED.value]


def home_of(employee_id: int, on: date) -> Home | None:
    post = homes.source().posts([employee_id], on).get(employee_id)
    return Home(post.unit_id, post.position_id, post.since) if post else None


def superiors(plan: PerformancePlan, on: date) -> list[User]:
    """
    The nearest heads of the unit: of a head's own plan those above it, never another head of the
    same unit; above all units whoever heads the whole agency.
    """
    found = heading.superiors(plan.unit_id, plan.employee.user_id, on, above_own=True)
    return found or access.heads_of_agency(plan, on)


def has_assessor(plan: PerformancePlan, on: date) -> bool:
    return bool(superiors(plan, on))


def plans_of(employee: Employee) -> list[PerformancePlan]:
    """The latest first; what was closed without an evaluation is left out."""
    rows = PerformancePlan.objects.filter(employee=employee).exclude(state=PlanState.CLOSED.value)
    found = rows.select_related("employee__user", "unit").order_by("-period", "-pk")
    return list(found[:MOST_EARLIER])


def goals_of(plan: PerformancePlan) -> QuerySet[Goal]:
    """Those in force, main ones first."""
    rows = Goal.objects.filter(plan=plan, dropped_at=None).select_related(
        "supports__plan__employee"
    )
    return rows.order_by("-kind", "place", "pk")


def supportable(plan: PerformancePlan, on: date) -> QuerySet[Goal]:
    """What the superiors agreed to bring in the days of this plan."""
    users = superiors(plan, on)
    rows = Goal.objects.filter(
        plan__employee__user__in=users, plan__state__in=_IN_FORCE, dropped_at=None,
        plan__period__overlap=plan.period,
    )  # fmt: skip
    return rows.select_related("plan__employee").order_by("plan", "-kind", "place", "pk")


def last_reports(plan: PerformancePlan) -> dict[int, DialogueTurn]:
    """The latest progress told of each goal."""
    rows = DialogueTurn.objects.filter(plan=plan, kind=TurnKind.PROGRESS.value)
    rows = rows.exclude(goal=None).order_by("goal", "-at", "-pk").distinct("goal")
    return {row.goal_id: row for row in rows if row.goal_id}


@dataclass(frozen=True)
class Proofs:
    """The latest of what was done for a goal, and how many there are."""

    rows: Sequence[Contribution] = ()
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def proofs(goal_ids: Collection[int], *, in_line: bool) -> dict[int, Proofs]:
    """What was done for each goal, the latest first; so many of each, however many of another."""
    rows = Contribution.objects.filter(goal__in=goal_ids)
    rows = shown.counting(rows, in_line=in_line).annotate(
        nth=Window(RowNumber(), partition_by=F("goal_id"), order_by=[F("on").desc(), F("pk").desc()]),
        total=Window(Count("pk"), partition_by=F("goal_id")),
    )  # fmt: skip
    found: dict[int, list[Contribution]] = {pk: [] for pk in goal_ids}
    totals: dict[int, int] = {}
    rows = rows.filter(nth__lte=MOST_PROOFS).order_by("-on", "-pk")
    for row in shown.told(rows, in_line=in_line):
        if row.goal_id:
            found[row.goal_id].append(row)
            totals[row.goal_id] = row.total  # type: ignore[attr-defined]
    return {pk: Proofs(those, totals.get(pk, 0)) for pk, those in found.items()}


def other_proofs(plan: PerformancePlan, *, in_line: bool) -> list[Contribution]:
    """What was done in these days and stands beside no goal."""
    last = plan.period.last_day or date.max
    rows = Contribution.objects.filter(
        employee_id=plan.employee_id, goal=None, is_left_out=False,
        on__range=(plan.period.start, last),
    )  # fmt: skip
    rows = shown.counting(rows, in_line=in_line).order_by("-on", "-pk")
    return shown.told(rows[:MOST_INPUTS], in_line=in_line)


def team_inputs(plan: PerformancePlan, *, in_line: bool) -> list[MemberInput]:
    """What leaders of teams said of the work of these days; to others only that they did."""
    rows = MemberInput.objects.filter(
        assignment__employee_id=plan.employee_id, assignment__period__overlap=plan.period
    )
    rows = rows.select_related("assignment__need__team_seat__team", "by")
    return shown.told_inputs(rows.order_by("-at", "-pk")[:MOST_INPUTS], in_line=in_line)


@dataclass(frozen=True)
class GoalShown:
    """A goal with what the page says beside it."""

    goal: Goal
    change: GoalChange | None
    report: DialogueTurn | None
    proofs: Proofs


@dataclass(frozen=True)
class Value:
    """One of the seven values and the superior's words about it."""

    key: str
    label: str
    words: str


@dataclass(frozen=True)
class PlanPage:
    plan: PerformancePlan
    goals: list[GoalShown]
    new: list[GoalChange]  # goals that would be added
    values: list[Value]
    turns: list[DialogueTurn]
    evaluations: list[Evaluation]
    inputs: list[MemberInput] = field(default_factory=list)
    others: list[Contribution] = field(default_factory=list)

    @property
    def waiting_changes(self) -> list[GoalChange]:
        return [row.change for row in self.goals if row.change] + self.new

    @property
    def has_main(self) -> bool:
        return any(row.goal.kind == "main" for row in self.goals)


def page_of(plan: PerformancePlan, *, in_line: bool) -> PlanPage:
    """
    Everything about a plan; the number of queries does not grow with it. `in_line`: whether the
    reader may see all that came of it, see `access.contributions`.
    """
    goals = list(goals_of(plan))
    asked = GoalChange.objects.filter(plan=plan, state=ChangeState.ASKED.value)
    changes = list(asked.select_related("goal", "supports").order_by("asked_at", "pk"))
    by_goal = {row.goal_id: row for row in changes if row.goal_id}
    reports, found = last_reports(plan), proofs([goal.pk for goal in goals], in_line=in_line)
    turns = DialogueTurn.objects.filter(plan=plan).select_related("by", "goal")
    return PlanPage(
        plan,
        [GoalShown(g, by_goal.get(g.pk), reports.get(g.pk), found[g.pk]) for g in goals],
        [row for row in changes if row.goal_id is None],
        values_of(plan),
        list(turns.order_by("-at", "-pk")[:MOST_TURNS]),
        evaluations_of(plan),
        team_inputs(plan, in_line=in_line),
        other_proofs(plan, in_line=in_line),
    )


def values_of(plan: PerformancePlan) -> list[Value]:
    rows = BehaviourExpectation.objects.filter(plan=plan)
    words = dict(rows.values_list("behaviour", "words"))
    return [Value(key, str(label), words.get(key, "")) for key, label in VALUE_LABELS.items()]


def evaluations_of(plan: PerformancePlan) -> list[Evaluation]:
    rows = Evaluation.objects.filter(plan=plan).select_related("rated_by", "letter")
    return list(rows.order_by("period", "rated_at", "pk"))


def earlier(plan: PerformancePlan) -> list[Evaluation]:
    """The years that were rated before this plan."""
    rows = Evaluation.objects.filter(
        plan__employee_id=plan.employee_id, kind=EvaluationKind.YEAR.value,
        period__startswith__lt=plan.period.start,
    ).exclude(state=EvaluationState.WITHDRAWN.value)  # fmt: skip
    return list(rows.select_related("plan").order_by("-period", "-pk")[:MOST_EARLIER])


def parts_before(plan: PerformancePlan) -> list[Part]:
    """Parts of the same year before a move, with how they were rated; one query."""
    standing = Evaluation.objects.filter(
        plan=OuterRef("pk"), kind=EvaluationKind.YEAR.value
    ).exclude(state=EvaluationState.WITHDRAWN.value)  # fmt: skip
    rows = PerformancePlan.objects.filter(employee_id=plan.employee_id).exclude(
        state=PlanState.CLOSED.value
    )
    told = rows.annotate(
        found=Subquery(standing.order_by("-pk").values("pk")[:1]),
        predicate=Subquery(standing.order_by("-pk").values("predicate")[:1]),
        became=Subquery(standing.order_by("-pk").values("state")[:1]),
    ).order_by("period", "pk")
    parts = told.values_list("pk", "unit_id", "period", "predicate", "found", "became")
    return before(
        plan.period,
        [
            Part(pk, unit, period, key or "", found, became == EvaluationState.FINAL.value)
            for pk, unit, period, key, found, became in parts
        ],
    )


@dataclass(frozen=True)
class PartShown:
    part: Part
    unit: str
    label: str


def shown_parts(plan: PerformancePlan, on: date) -> list[PartShown]:
    """As pages tell them; one query more for the names of units, and none where nobody moved."""
    parts = parts_before(plan)
    if not parts:
        return []
    names = organisation.last_names([part.unit_id for part in parts], on)
    return [
        PartShown(
            part, names.get(part.unit_id, ""),
            str(PREDICATE_LABELS[part.predicate]) if part.predicate else "",
        )
        for part in parts
    ]  # fmt: skip


def agreed_on(plan: PerformancePlan) -> date | None:
    return localdate(plan.agreed_at) if plan.agreed_at else None


def rateable(plan: PerformancePlan, on: date) -> tuple[list[int], bool]:
    """The quarters and whether the year can be rated now; nothing that is rated already."""
    if plan.state != PlanState.AGREED.value:
        return [], False
    rated = {
        row.quarter for row in Evaluation.objects.filter(plan=plan).exclude(
            state=EvaluationState.WITHDRAWN.value
        )
    }  # fmt: skip
    since = agreed_on(plan)
    quarters = [
        one.number
        for one in evaluating.open_quarters(plan.period, since, on)
        if one.number not in rated
    ]
    return quarters, evaluating.year_is_open(plan.period, since, on)


# ── silence ──────────────────────────────────────────────────────────


def silent(on_or_before: datetime) -> Q:
    """Agreed plans about which nobody has said a word since then."""
    spoken = DialogueTurn.objects.filter(plan=OuterRef("pk"), at__gt=on_or_before)
    return Q(state=PlanState.AGREED.value, agreed_at__lte=on_or_before) & ~Q(Exists(spoken))


def since(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def may_read_goals(user: User, plan: PerformancePlan) -> bool:
    """What was never proposed is its writer's own."""
    return access.is_own(user, plan) or plan.proposed_at is not None
