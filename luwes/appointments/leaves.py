"""The list of leave: who is away when, with the unit of each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.appointments import access, queries
from luwes.appointments.models import Leave
from luwes.people.homes import Post
from luwes.ui import paging


@dataclass(frozen=True)
class Row:
    leave: Leave
    post: Post | None
    is_now: bool
    is_over: bool


def found(user: User, on: date, *, when: str) -> QuerySet[Leave]:
    """Leave that lies on the day ("kini"), begins after it ("akan"), or has ended ("lalu")."""
    rows = access.cancellable_leave(user, on)
    match when:
        case "akan":
            rows = rows.filter(period__startswith__gt=on).order_by("period", "pk")
        case "lalu":
            rows = rows.filter(period__endswith__lte=on).order_by("-period", "-pk")
        case _:
            rows = rows.filter(period__contains=on).order_by("employee__name", "pk")
    return rows


def page(rows: QuerySet[Leave], on: date, number: int) -> paging.Stretch[Row]:
    keys = paging.stretch(
        lambda first, end: list(rows.values_list("pk", flat=True)[first:end]), number
    )
    held = Leave.objects.select_related("employee").in_bulk(list(keys.rows))
    leaves = [held[key] for key in keys.rows]
    posts = queries.posts([leave.employee_id for leave in leaves], on)
    return keys.holding([_row(leave, posts.get(leave.employee_id), on) for leave in leaves])


def _row(leave: Leave, post: Post | None, on: date) -> Row:
    end = leave.period.end
    return Row(leave, post, on in leave.period, end is not None and end <= on)
