"""Reads of assignments, and of the loads people carry by them."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from luwes.core.periods import Period
from luwes.staffing import owners, rules
from luwes.staffing.models import (
    BINDING,
    Assignment,
)
from luwes.staffing.queries.heads import sent_for


def in_force(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    rows = assignments.filter(state__in=["ordered", "accepted", "active"])
    return rows.select_related("employee", "need__area", "letter").order_by("period", "pk")


def unanswered(owner_kind: str, owner_id: int) -> QuerySet[Assignment]:
    """Of those whom plans of this owner sent: help from outside is asked by who sends it."""
    rows = Assignment.objects.filter(sent_for(owner_kind, owner_id), state="ordered")
    return rows.select_related("employee", "need__area").order_by("ordered_at", "pk")


def carrying(owner_kind: str, load: int) -> QuerySet[Assignment]:
    """
    Assignments in force whose load counts against another of such a load for such an owner.

    A duty interrupts what is beside the own work, as leave does: nobody stays away from a flood for a
    part in a task team, nor from a task team for a week at a flood. Who works elsewhere all the time
    does nothing beside it.
    """
    rows = Assignment.objects.filter(state__in=BINDING)
    if not owners.is_ordinary(owner_kind):
        return rows.filter(beside_work=False)
    if load < rules.FULL:
        return rows.filter(Q(beside_work=True) | Q(need__owner_kind__in=owners.ordinary()))
    return rows


def loads(rows: QuerySet[Assignment]) -> dict[int, list[rules.Load]]:
    """By employee; one query."""
    found: dict[int, list[rules.Load]] = defaultdict(list)
    for who, period, load in rows.order_by("pk").values_list("employee_id", "period", "load"):
        found[who].append(rules.Load(period, load))
    return found


def overlapping(employee_id: int, during: Period) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        employee_id=employee_id, state__in=BINDING, period__overlap=during
    )
    return rows.select_related("need__area").order_by("period", "pk")


def served(employee_id: int, on: date) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(employee_id=employee_id).exclude(state="proposed")
    return rows.select_related("need__area", "letter").order_by("-period", "-pk")
