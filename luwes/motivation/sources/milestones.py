"""
Milestones of programmes that the other side verified, whole or in part.

They are told of who claimed them, and, once whole, of the joint team's members; never of who verified.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from luwes.collaboration.models import Claim, Milestone
from luwes.collaboration.rules.states import ClaimState
from luwes.core.periods import through
from luwes.motivation.rules.contributions import ContributionKind, Draft
from luwes.motivation.sources import Source
from luwes.people.models import Employee
from luwes.staffing.models import Assignment
from luwes.staffing.rules import SERVING

ANSWERED = [ClaimState.VERIFIED.value, ClaimState.NOT_SO.value]
WHOLE = 100


def drafts(milestone_ids: Collection[int]) -> list[Draft]:
    found = Milestone.objects.filter(pk__in=milestone_ids, verified__gt=0)
    rows = list(found.select_related("programme", "partner__partner").order_by("pk"))
    claims = _claims([row.pk for row in rows])
    teams = _teams([row for row in rows if row.verified == WHOLE], claims)
    files = _files({c.by_id for of in claims.values() for c in of})
    verifiers = {pk: {c.answered_by_id for c in of} for pk, of in claims.items()}
    told = []
    for row in rows:
        people = {files[c.by_id] for c in claims[row.pk] if c.by_id in files}
        people |= {
            person for person, account in teams[row.pk]
            if account is None or account not in verifiers[row.pk]
        }  # fmt: skip
        told += [_draft(row, person, claims[row.pk]) for person in sorted(people)]
    return told


def _draft(row: Milestone, employee_id: int, claims: Collection[Claim]) -> Draft:
    if row.verified == WHOLE:
        words = f"Tonggak “{row.title}” selesai dan terverifikasi"
    else:
        words = f"Tonggak “{row.title}” terverifikasi {row.verified} persen"
    doer = f"dikerjakan {row.partner.partner.name}" if row.partner else "diperiksa pihak mitra"
    return Draft(
        employee_id, ContributionKind.MILESTONE, str(row.pk), words, _day(row, claims),
        f"Program {row.programme.name}, {doer}", reverse("collaboration:milestone", args=[row.pk]),
    )  # fmt: skip


def _day(row: Milestone, claims: Collection[Claim]) -> date:
    answered = [localdate(c.answered_at) for c in claims if c.answered_at]
    return row.verified_on or max(answered, default=row.due)


def _claims(ids: Collection[int]) -> dict[int, list[Claim]]:
    """The answered ones, by milestone."""
    found: dict[int, list[Claim]] = defaultdict(list)
    rows = Claim.objects.filter(milestone_id__in=ids, state__in=ANSWERED, seen_percent__gt=0)
    for row in rows.order_by("at", "pk"):
        found[row.milestone_id].append(row)
    return found


def _files(user_ids: Collection[int]) -> dict[int, int]:
    """The employee behind each account that has one: a partner's speaker has none."""
    rows = Employee.objects.filter(user_id__in=user_ids).order_by("pk")
    return {user: pk for user, pk in rows.values_list("user_id", "pk") if user}


def _teams(
    rows: Collection[Milestone], claims: dict[int, list[Claim]]
) -> dict[int, list[tuple[int, int | None]]]:
    """Who served in the joint team between the first claim and the day it was whole, with their accounts."""
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    served: dict[int, list[Any]] = defaultdict(list)
    orders = Assignment.objects.filter(
        need__programme_seat__programme_id__in={row.programme_id for row in rows},
        state__in=[state.value for state in SERVING],
    )  # fmt: skip
    for programme, *order in orders.order_by("employee_id", "pk").values_list(
        "need__programme_seat__programme_id", "employee_id", "employee__user_id", "period"
    ):
        served[programme].append(order)
    for row in rows:
        last = _day(row, claims[row.pk])
        first = min((localdate(c.at) for c in claims[row.pk]), default=last)
        work = through(min(first, last), last)
        found[row.pk] = [
            (person, account)
            for person, account, period in served[row.programme_id]
            if period.overlaps(work)
        ]
    return found


def since(day: date) -> QuerySet[Any, int]:
    rows = Milestone.objects.filter(
        verified__gt=0, claims__state__in=ANSWERED, claims__answered_at__date__gte=day
    )
    return rows.order_by("pk").values_list("pk", flat=True).distinct()


MILESTONES = Source("collaboration.milestone", drafts, since)
