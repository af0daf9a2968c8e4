"""How it stands with somebody's plans and ratings of a year. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.core.periods import Period
from luwes.motivation.models import PREDICATE_LABELS, DialogueTurn, Evaluation, PerformancePlan
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState
from luwes.motivation.rules.goals import PlanState, TurnKind

MOST = 12


@dataclass(frozen=True)
class Rated:
    """A rating, as far as the page of a year tells of it."""

    pk: int
    quarter: int | None
    year: int
    state: str
    predicate: str
    rated_on: date
    is_received: bool
    object_until: date | None
    letter_id: int | None
    number: str

    @property
    def label(self) -> str:
        return str(PREDICATE_LABELS[self.predicate])

    @property
    def name(self) -> str:
        if self.quarter:
            return _("Triwulan %(n)d tahun %(year)d") % {"n": self.quarter, "year": self.year}
        return _("Tahun %d") % self.year

    def waits(self, on: date) -> bool:
        """For the person's answer."""
        if self.quarter:
            return not self.is_received
        is_open = self.object_until is None or on <= self.object_until
        return self.state == EvaluationState.RATED.value and is_open


@dataclass(frozen=True)
class Standing:
    """The plan that counts now; what was rated and waits to be read; the last predicate that stands."""

    plan: PerformancePlan | None
    is_returned: bool = False
    unread: list[Rated] = field(default_factory=list)  # the latest first
    last: Rated | None = None


def of_year(employee_id: int, period: Period, on: date) -> Standing:
    """One query, for a page that has few to spend."""
    rows = _plans(employee_id, period)
    within = [row for row in rows if row.period.common(period) and row.state != PlanState.CLOSED]
    plan = next((row for row in within if on in row.period), within[0] if within else None)
    rated = [one for row in rows for one in _rated(row)]
    unread = [one for one in rated if one.waits(on) and (not one.quarter or one.year == period.start.year)]  # fmt: skip
    standing = (r for r in rated if r.state == EvaluationState.FINAL.value and not r.quarter)
    return Standing(plan, _is_returned(plan), unread, next(standing, None))


def _plans(employee_id: int, period: Period) -> list[PerformancePlan]:
    """The latest first, each with its last turn and what was rated of it."""
    turns = DialogueTurn.objects.filter(plan=OuterRef("pk")).order_by("-at", "-pk").values("kind")
    ratings = Evaluation.objects.filter(
        Q(kind=EvaluationKind.YEAR.value) | Q(received_at=None), plan=OuterRef("pk")
    ).exclude(state=EvaluationState.WITHDRAWN.value)  # fmt: skip
    told = JSONObject(
        pk="pk", quarter="quarter", state="state", predicate="predicate", rated_at="rated_at",
        received_at="received_at", object_until="object_until", letter="letter_id",
        number="letter__number",
    )  # fmt: skip
    rows = PerformancePlan.objects.filter(
        employee_id=employee_id, period__startswith__lt=period.end
    ).annotate(
        last_turn=Subquery(turns[:1]),
        ratings=ArraySubquery(ratings.order_by("-period", "-pk").values(told=told)),
    )  # fmt: skip
    return list(rows.order_by("-period", "-pk")[:MOST])


def _is_returned(plan: PerformancePlan | None) -> bool:
    if plan is None or plan.state != PlanState.DRAFT.value:
        return False
    return plan.last_turn == TurnKind.RETURNED.value  # type: ignore[attr-defined,no-any-return]


def _rated(plan: PerformancePlan) -> Iterator[Rated]:
    rows: list[dict[str, Any]] = plan.ratings  # type: ignore[attr-defined]
    for row in rows:
        until = row["object_until"]
        yield Rated(
            row["pk"], row["quarter"], plan.year, row["state"], row["predicate"],
            localdate(datetime.fromisoformat(row["rated_at"])), row["received_at"] is not None,
            date.fromisoformat(until) if until else None, row["letter"], row["number"] or "",
        )  # fmt: skip
