"""The list of a head: whose plan waits, who has none, who is to be rated; and counts of predicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.motivation.access import goals as access
from luwes.motivation.models import (
    PREDICATE_LABELS,
    Evaluation,
    GoalChange,
    PerformancePlan,
)
from luwes.motivation.queries import nearest, plans
from luwes.motivation.rules.evaluating import YEARLY_FROM, EvaluationKind, EvaluationState
from luwes.motivation.rules.goals import SILENT_DAYS, ChangeState, PlanState
from luwes.organisation import queries as organisation
from luwes.organisation.models import UnitShape
from luwes.people import homes
from luwes.people.models import Employee

MOST_STANDING = 60
_NAMES = ("employee__name", "pk")


class Tab(StrEnum):
    """What a head looks for; the values stand in addresses."""

    WAITING = "menunggu"
    TO_RATE = "nilai"
    NONE = "belum"
    SILENT = "sepi"
    ALL = "semua"


@dataclass(frozen=True)
class Row:
    """One person of the list, with the plan where there is one."""

    employee: Employee
    post: str
    unit: str
    plan: PerformancePlan | None
    changes: int = 0
    predicate: str = ""


def _waits() -> Exists:
    asked = GoalChange.objects.filter(plan=OuterRef("pk"), state=ChangeState.ASKED.value)
    return Exists(asked)


def _not_rated(quarter: int) -> Q:
    rated = Evaluation.objects.filter(plan=OuterRef("pk"), quarter=quarter)
    return ~Q(Exists(rated))


def to_rate(on: date) -> Q:
    """Agreed, and a quarter that is over or the year has no rating yet; as `rules.evaluating`."""
    agreed = Q(state=PlanState.AGREED.value)
    year = Q(period__endswith__lte=on) | Q(period__startswith__lt=date(on.year, 1, 1))
    if on.month >= YEARLY_FROM:
        year |= Q(period__startswith__lt=date(on.year + 1, 1, 1))
    found = year
    for quarter in (1, 2, 3):
        end = date(on.year, 3 * quarter + 1, 1)
        begin = date(on.year, 3 * quarter - 2, 1)
        if end <= on:
            within = Q(
                period__startswith__lt=end, period__startswith__gte=date(on.year, 1, 1),
                period__endswith__gt=begin, agreed_at__date__lt=end,
            )  # fmt: skip
            found |= within & _not_rated(quarter)
    return agreed & found


def plans_under(user: User, tab: Tab, text: str, on: date, now: datetime) -> QuerySet[PerformancePlan]:  # fmt: skip
    rows = access.assessable(user, on)
    match tab:
        case Tab.WAITING:
            rows = rows.filter(Q(state=PlanState.PROPOSED.value) | Q(_waits()))
            rows = nearest.plans_for(user, rows, on)
        case Tab.TO_RATE:
            rows = rows.filter(to_rate(on))
        case Tab.SILENT:
            rows = rows.filter(plans.silent(plans.since(now, SILENT_DAYS)), period__contains=on)
        case _all:
            rows = rows.exclude(state=PlanState.CLOSED.value).filter(
                period__overlap=(date(on.year, 1, 1), date(on.year + 1, 1, 1))
            )
    for word in text.split():
        rows = rows.filter(employee__name__holds=word)
    return rows.order_by(*_NAMES)


def without_plan(user: User, text: str, on: date) -> QuerySet[Employee]:
    """Who serves under this head today and has no plan for the day, or has not proposed it yet."""
    agreed = PerformancePlan.objects.filter(
        employee=OuterRef("pk"), period__contains=on,
        state__in=[PlanState.PROPOSED.value, PlanState.AGREED.value, PlanState.RATED.value],
    )  # fmt: skip
    rows = access.assessed_people(user, on).filter(~Exists(agreed))
    for word in text.split():
        rows = rows.filter(name__holds=word)
    return rows.order_by("name", "pk")


def counts(user: User, on: date, now: datetime) -> dict[Tab, int]:
    """How many stand under each tab; one query each, two more for what waits."""
    found = {
        tab: plans_under(user, tab, "", on, now).order_by().count()
        for tab in (Tab.WAITING, Tab.TO_RATE, Tab.SILENT, Tab.ALL)
    }
    found[Tab.NONE] = without_plan(user, "", on).order_by().count()
    return found


def rows_of_plans(found: Sequence[PerformancePlan], on: date) -> list[Row]:
    """A page of plans with what stands beside each; the queries do not grow with it."""
    ids = [plan.pk for plan in found]
    asked = GoalChange.objects.filter(plan__in=ids, state=ChangeState.ASKED.value)
    changes = dict(asked.order_by().values_list("plan").annotate(n=Count("pk")))
    rated = Evaluation.objects.filter(plan__in=ids, kind=EvaluationKind.YEAR.value)
    rated = rated.exclude(state=EvaluationState.WITHDRAWN.value).order_by("pk")
    predicates = {row.plan_id: str(row.get_predicate_display()) for row in rated}
    held = homes.source().posts([plan.employee_id for plan in found], on)
    names = organisation.last_names([plan.unit_id for plan in found], on)
    return [
        Row(
            plan.employee, held[plan.employee_id].title if plan.employee_id in held else "",
            names.get(plan.unit_id, ""), plan, changes.get(plan.pk, 0), predicates.get(plan.pk, ""),
        )
        for plan in found
    ]  # fmt: skip


def rows_of_people(found: Sequence[Employee], on: date) -> list[Row]:
    held = homes.source().posts([row.pk for row in found], on)
    drafts = PerformancePlan.objects.filter(
        employee__in=[row.pk for row in found], period__contains=on, state=PlanState.DRAFT.value
    )
    begun = {plan.employee_id: plan for plan in drafts.select_related("employee").order_by("pk")}
    return [
        Row(
            person, held[person.pk].title if person.pk in held else "",
            held[person.pk].unit if person.pk in held else "", begun.get(person.pk),
        )
        for person in found
    ]  # fmt: skip


def standing(user: User, text: str, on: date) -> list[Evaluation]:
    """Papers by name that this user may take back; nobody leafs through all of them."""
    words = text.split()
    if not words:
        return []
    rows = access.standing_evaluations(user, on)
    for word in words:
        rows = rows.filter(plan__employee__name__holds=word)
    found = list(rows[:MOST_STANDING])
    mine = access.withdrawable_among(user, found, on)
    return [row for row in found if row.pk in mine]


# ── counts of predicates ─────────────────────────────────────────────


@dataclass(frozen=True)
class Counted:
    """How often each predicate was given in a unit: in the order of `PREDICATE_LABELS`."""

    unit_id: int
    name: str
    numbers: list[int]

    @property
    def cells(self) -> list[tuple[str, int]]:
        labels = (str(label) for label in PREDICATE_LABELS.values())
        return list(zip(labels, self.numbers, strict=True))


def by_unit(user: User, year: int, on: date) -> QuerySet[UnitShape]:
    """Units of which this user sees ratings, where some stand for the year."""
    rated = _standing(user, year, on).filter(plan__unit=OuterRef("unit_id"))
    rows = access.reached_units(user, Right.SEE_RATINGS, on).filter(Exists(rated))
    return rows.order_by("name", "pk")


def _standing(user: User, year: int, on: date) -> QuerySet[Evaluation]:
    rows = access.counted(user, on).filter(state=EvaluationState.FINAL.value)
    return rows.filter(
        period__startswith__gte=date(year, 1, 1), period__startswith__lt=date(year + 1, 1, 1)
    )


def counted(user: User, shapes: Sequence[UnitShape], year: int, on: date) -> list[Counted]:
    rows = _standing(user, year, on).filter(plan__unit__in=[shape.unit_id for shape in shapes])
    found = rows.order_by().values_list("plan__unit", "predicate").annotate(n=Count("pk"))
    numbers = {(unit, predicate): n for unit, predicate, n in found}
    return [
        Counted(
            shape.unit_id, shape.name, [numbers.get((shape.unit_id, key), 0) for key in PREDICATE_LABELS]
        )
        for shape in shapes
    ]  # fmt: skip


def summed(user: User, year: int, on: date) -> list[tuple[str, int]]:
    """How often each predicate was given where this user sees ratings."""
    rows = _standing(user, year, on).order_by()
    found = dict(rows.values_list("predicate").annotate(n=Count("pk")))
    return [(str(label), found.get(key, 0)) for key, label in PREDICATE_LABELS.items()]


def rated_in(user: User, unit_id: int, year: int, on: date) -> QuerySet[Evaluation]:
    """By name; only of people and units in reach."""
    rows = _standing(user, year, on).filter(plan__unit_id=unit_id)
    return rows.select_related("plan__employee").order_by("plan__employee__name", "pk")
