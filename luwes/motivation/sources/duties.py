"""Assignments that were served to their end: days and hours as they are credited."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from luwes.motivation.rules.contributions import ContributionKind, Draft
from luwes.motivation.sources import Source
from luwes.staffing import crediting, owners
from luwes.staffing.crediting import Credit
from luwes.staffing.models import Assignment
from luwes.staffing.rules import FULL, AssignmentState


def drafts(assignment_ids: Collection[int]) -> list[Draft]:
    """Who declined, or was taken back before serving, tells nothing."""
    found = Assignment.objects.filter(
        pk__in=assignment_ids, state=AssignmentState.COMPLETED.value
    ).select_related("need__area")
    rows = list(found.order_by("employee_id", "pk"))
    known = [row for row in rows if owners.kinds.get(row.need.owner_kind)]
    credits, names = crediting.credits_of(known), _names(known)
    return [
        Draft(
            row.employee_id, ContributionKind.DUTY, str(row.pk), _words(row, names),
            row.period.last_day or row.period.start, _detail(row, credits.get(row.pk)),
            reverse("staffing:duty", args=[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def _names(rows: Collection[Assignment]) -> dict[tuple[str, int], str]:
    """As the owners of the needs are called: the flood, the team, the programme."""
    found = owners.named({(row.need.owner_kind, row.need.owner_id) for row in rows})
    return {key: owner.name for key, owner in found.items()}


def _words(row: Assignment, names: dict[tuple[str, int], str]) -> str:
    name = names.get((row.need.owner_kind, row.need.owner_id), "")
    return f"{name}: {row.need}" if name else str(row.need)


def _detail(row: Assignment, credit: Credit | None) -> str:
    days = credit.days if credit else row.period.days or 1
    told = [f"{days} hari"]
    if credit and credit.hours:
        told.append(f"{credit.hours} jam di pos")
    if row.load < FULL:
        told.append(f"{row.load} persen waktu kerja")
    return ", ".join(told)


def since(day: date) -> QuerySet[Any, int]:
    rows = Assignment.objects.filter(
        state=AssignmentState.COMPLETED.value, period__endswith__gt=day
    )
    return rows.order_by("pk").values_list("pk", flat=True)


DUTIES = Source("staffing.assignment", drafts, since)
