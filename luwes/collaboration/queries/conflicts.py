"""Declarations of interest: one's own, those of the own people, and for the auditor how many."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import (
    ANSWER_LABELS,
    ConflictDeclaration,
    Partner,
    Programme,
)
from luwes.collaboration.owning import PROGRAMME
from luwes.collaboration.rules.alike import name_key
from luwes.collaboration.rules.states import ConflictAnswer
from luwes.core.numbers import whole
from luwes.core.states import values
from luwes.people.models import Employee
from luwes.staffing import rules as staffing
from luwes.staffing.models import Assignment


def own(user: User, on: date) -> QuerySet[ConflictDeclaration]:
    return access.readable_conflicts(user, on).filter(employee__user_id=user.pk)


def of_people(user: User, on: date) -> QuerySet[ConflictDeclaration]:
    """Of the people whose superior this user is; those that wait first."""
    rows = access.readable_conflicts(user, on).exclude(employee__user_id=user.pk)
    return rows if access.answers_conflicts(user) else rows.none()


def waiting(user: User, on: date) -> QuerySet[ConflictDeclaration]:
    return of_people(user, on).filter(answer=ConflictAnswer.WAITING.value)


@dataclass(frozen=True)
class Counted:
    label: Any
    people: int
    declarations: int


def counted(user: User, on: date) -> list[Counted]:
    """By what the superiors said; nobody by name, and no partner."""
    rows = access.counted_conflicts(user, on).order_by().values("answer")
    found = {
        row["answer"]: (row["people"], row["all"])
        for row in rows.annotate(people=Count("employee", distinct=True), all=Count("pk"))
    }
    return [Counted(label, *found.get(key, (0, 0))) for key, label in ANSWER_LABELS.items()]


def partners_named(text: str) -> QuerySet[Partner]:
    """Among all that go on: an interest may be older than what the government knows."""
    key = name_key(text)
    rows = Partner.objects.exclude(state="merged").filter(name_key__contains=key)
    return rows.order_by("name", "pk") if key else rows.none()


def one_partner(key: str) -> Partner | None:
    rows = Partner.objects.exclude(state="merged")
    return rows.filter(pk=whole(key)).first()


def file_of(user: User) -> Employee | None:
    return Employee.objects.filter(user_id=user.pk).first()


def serving_in(declaration: ConflictDeclaration) -> list[tuple[Assignment, Programme]]:
    """Orders of this person that run in programmes of the partner, with each programme."""
    rows = Assignment.objects.filter(
        employee=declaration.employee_id, need__owner_kind=PROGRAMME,
        state__in=values(staffing.RUNNING), period__overlap=declaration.period,
    )  # fmt: skip
    orders = list(rows.select_related("need__area", "employee").order_by("pk"))
    known = Programme.objects.filter(partners__partner__in=_records(declaration.partner))
    programmes = {
        row.pk: row
        for row in known.filter(pk__in={o.need.owner_id for o in orders}).select_related("unit")
    }
    return [(o, programmes[o.need.owner_id]) for o in orders if o.need.owner_id in programmes]


def _records(partner: Partner) -> list[int]:
    """The record itself, and the one in which it goes on."""
    found = [partner.pk]
    while partner.merged_into is not None:
        partner = partner.merged_into
        found.append(partner.pk)
    return found
