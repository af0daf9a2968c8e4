"""Somebody's year: what came of it, beside which goals, by month. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import ExtractMonth, RowNumber

from luwes.core.periods import Period
from luwes.motivation.access import contributions as access
from luwes.motivation.models import Contribution, Goal
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.goals import PlanState
from luwes.motivation.rules.linking import Aim, Matching, Suggestion

MOST_BESIDE, MOST_LOOSE = 4, 30  # shown beside a goal; looked at for suggestions
MOST_SHOWN = 3  # suggestions of a goal, one by one


def standing(employee_id: int, period: Period, *, in_line: bool = True) -> QuerySet[Contribution]:
    """What counts of these days, the latest first, as `access.contributions` lets the reader know."""
    rows = Contribution.objects.filter(
        employee_id=employee_id, on__range=(period.start, period.last_day)
    )
    return access.counting(rows, in_line=in_line).order_by("-on", "-pk")


@dataclass(frozen=True)
class Counts:
    """How many things, and how many rows tell of them, by month and kind."""

    things: dict[tuple[int, ContributionKind], int]
    rows: int = 0

    def of(self, kind: ContributionKind) -> int:
        return sum(count for (_month, k), count in self.things.items() if k is kind)

    def kinds(self) -> list[ContributionKind]:
        """Those there are, in the order of their definition."""
        found = {kind for _month, kind in self.things}
        return [kind for kind in ContributionKind if kind in found]


def counts(employee_id: int, period: Period, *, in_line: bool = True) -> Counts:
    groups = (
        standing(employee_id, period, in_line=in_line)
        .annotate(month=ExtractMonth("on"))
        .order_by("month", "kind")
        .values("month", "kind")
        .annotate(things=Sum("count"), rows=Count("pk"))
    )
    found = list(groups)
    return Counts(
        {(row["month"], ContributionKind(row["kind"])): row["things"] for row in found},
        sum(row["rows"] for row in found),
    )  # fmt: skip


def goals(employee_id: int, period: Period, *, is_own: bool) -> list[Goal]:
    """
    Of every plan that holds a day of the year; what was dropped, and plans that ended without a
    rating, are left out. What was never proposed is its writer's own.
    """
    rows = Goal.objects.filter(
        plan__employee_id=employee_id, plan__period__overlap=period, dropped_at=None
    ).exclude(plan__state=PlanState.CLOSED.value)
    if not is_own:
        rows = rows.exclude(plan__state=PlanState.DRAFT.value, plan__proposed_at=None)
    return list(rows.select_related("plan").order_by("plan__period", "-kind", "place", "pk"))


@dataclass(frozen=True)
class Beside:
    """A goal with the latest of what stands beside it; `more`: how many are not among them."""

    goal: Goal
    rows: Sequence[Contribution]
    suggested: Sequence["Suggested"]
    more: int = 0

    @property
    def total(self) -> int:
        return len(self.rows) + self.more

    @property
    def shown(self) -> "Sequence[Suggested]":
        """One by one; all of them together may be accepted at once."""
        return self.suggested[:MOST_SHOWN]


@dataclass(frozen=True)
class Suggested:
    row: Contribution
    goal: Goal
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What is beside goals, suggested, and beside none; `loose_more`: how many more stand beside none."""

    beside: Sequence[Beside]
    loose: Sequence[Contribution] = field(default_factory=list)
    loose_more: int = 0

    @property
    def suggested(self) -> int:
        return sum(len(row.suggested) for row in self.beside)

    @property
    def without(self) -> list[Goal]:
        """Goals beside which nothing stands yet."""
        return [row.goal for row in self.beside if not row.total]


def evidence(
    employee_id: int,
    period: Period,
    found: Sequence[Goal],
    *,
    suggests: bool,
    but: Collection[str],
    in_line: bool = True,
) -> Evidence:
    """
    One query for all of it. `suggests`: whether what stands alone is looked at for suggestions;
    `but`: words that say only where somebody works.
    """
    by_goal: dict[int | None, list[Contribution]] = defaultdict(list)
    for row in access.told(_latest(employee_id, period, in_line), in_line=in_line):
        by_goal[row.goal_id].append(row)
    loose = by_goal.pop(None, [])
    shown = {goal.pk for goal in found}
    suggested = _suggested(loose, found, but) if suggests else []
    beside = [
        Beside(
            goal, by_goal.get(goal.pk, []), [s for s in suggested if s.goal.pk == goal.pk],
            _more(by_goal.get(goal.pk, [])),
        )
        for goal in found
    ]  # fmt: skip
    # a goal that was dropped, or is another year's: what stood beside it is not lost
    elsewhere = [row for pk, rows in by_goal.items() if pk not in shown for row in rows]
    taken = {s.row.pk for s in suggested}
    left = [row for row in loose if row.pk not in taken] + elsewhere
    return Evidence(beside, left, _more(loose))


def _latest(employee_id: int, period: Period, in_line: bool) -> QuerySet[Contribution]:
    """So many beside each goal, and so many beside none, each with `total`, how many there are."""
    goal, latest = [F("goal_id")], [F("on").desc(), F("pk").desc()]
    most = Case(
        When(goal_id=None, then=Value(MOST_LOOSE)), default=Value(MOST_BESIDE),
        output_field=IntegerField(),
    )  # fmt: skip
    return (
        standing(employee_id, period, in_line=in_line)
        .annotate(
            nth=Window(RowNumber(), partition_by=goal, order_by=latest),
            total=Window(Count("pk"), partition_by=goal),
            most=most,
        )
        .filter(nth__lte=F("most"))
        .order_by("-on", "-pk")
    )


def _more(rows: Sequence[Contribution]) -> int:
    total: int = rows[0].total if rows else 0  # type: ignore[attr-defined]
    return total - len(rows)


def _suggested(
    rows: Sequence[Contribution], found: Sequence[Goal], but: Collection[str]
) -> list[Suggested]:
    chooser = Chooser(found, but)
    told = ((row, chooser.suggestion(row)) for row in rows if not row.is_left_out)
    by_id = {goal.pk: goal for goal in found}
    return [Suggested(row, by_id[s.goal_id], s.shared) for row, s in told if s]


class Chooser:
    """Which goal is suggested for what came: of those in force on its day that are not rated yet."""

    def __init__(self, found: Sequence[Goal], but: Collection[str]) -> None:
        self._goals, self._but = found, but
        self._ready: dict[tuple[int, ...], Matching] = {}

    def suggestion(self, row: Contribution) -> Suggestion | None:
        aims = [goal for goal in self._goals if may_stand_beside(row.on, goal)]
        key = tuple(goal.pk for goal in aims)
        if key not in self._ready:
            made = [Aim(goal.pk, goal.title, goal.indicator) for goal in aims]
            self._ready[key] = Matching(made, but=self._but)
        return self._ready[key].suggestion(f"{row.words}. {row.detail}")


def may_stand_beside(on: date, goal: Goal) -> bool:
    return on in goal.plan.period and goal.plan.state != "rated"


def page_of(
    employee_id: int, period: Period, kind: str, goal: str, *, in_line: bool = True
) -> QuerySet[Contribution]:
    """The whole list, of one kind and beside one goal where asked ("-": beside none)."""
    rows = standing(employee_id, period, in_line=in_line).select_related("goal__plan")
    if kind:
        rows = rows.filter(kind=kind)
    if goal == "-":
        rows = rows.filter(goal=None)
    elif goal:
        rows = rows.filter(Q(goal_id=int(goal)))
    return rows
