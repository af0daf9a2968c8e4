"""Home units: who is away, until when, and who is back. Reads only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from luwes.accounts.models import User
from luwes.organisation.models import UnitShape
from luwes.staffing import access
from luwes.staffing.models import BINDING, Assignment

RUNNING = ["ordered", "accepted", "active"]
# What a list shows: the sort of thousands of rows carries nothing else.
SHOWN = (
    "state", "is_present", "period", "completed_at", "home_unit_id", "employee__name",
    "employee__title_before", "employee__title_after", "need__role", "need__post",
    "need__area__name",
)  # fmt: skip


def out_on(user: User, on: date, today: date) -> QuerySet[Assignment]:
    """
    People of one's units who are away on a day, or about to go; who is back first, first.

    Of a day that is past, everybody who served on it; of today, also whose duty should be over.
    """
    rows = access.away(user).filter(beside_work=False)
    rows = rows.select_related("employee", "need__area", "letter")
    if on < today:
        rows = rows.filter(state__in=BINDING, period__contains=on)
    else:
        rows = rows.filter(_running(on, today))
    rows = rows.only(*SHOWN, "letter__number")
    return rows.order_by("period__endswith", "employee__name", "pk")


def _running(on: date, today: date) -> Q:
    """Away on the day or later; today also those of whom nobody said that they are done."""
    found = Q(state__in=RUNNING, period__endswith__gt=on)
    return found | Q(state="active", period__endswith__lte=on) if on == today else found


def counts(user: User, on: date, today: date) -> tuple[int, int]:
    """How many are away on a day, and how many go later."""
    rows = access.away(user).filter(_running(on, today), beside_work=False).order_by()
    later = Count("pk", filter=Q(period__startswith__gt=on))
    found = rows.aggregate(all=Count("pk"), later=later)
    return found["all"] - found["later"], found["later"]


def to_confirm(user: User) -> QuerySet[Assignment]:
    """Duties that ended, of people nobody has seen back; the longest ago first."""
    rows = access.away(user).filter(state="completed", returned=None, beside_work=False)
    rows = rows.select_related("employee", "need__area", "return_report")
    shown = rows.only(*SHOWN, "return_report__condition", "return_report__note")
    return shown.order_by("completed_at", "pk")


def stayed(user: User, on: date) -> QuerySet[Assignment]:
    """Who was sent and does not go, while the duty would last; with what the person said of it."""
    rows = access.away(user).filter(state__in=["declined", "withdrawn"], period__endswith__gt=on)
    rows = rows.select_related("employee", "need__area", "own_words")
    shown = rows.only(*SHOWN, "answer_reason", "own_words__words")
    return shown.order_by("employee__name", "pk")


@dataclass(frozen=True)
class Sent:
    name: str
    people: int


def by_unit(user: User, on: date) -> dict[int, Sent]:
    """How many of each of one's units, with all below it, are away today."""
    still = Q(period__contains=on) | Q(state="active", period__endswith__lte=on)
    rows = access.away(user).filter(still, state__in=RUNNING)
    direct = Counter(dict(rows.order_by().values_list("home_unit_id").annotate(Count("pk"))))
    shapes = UnitShape.objects.filter(unit_id__in=list(direct), period__contains=on)
    known = {pk: (name, path) for pk, name, path in shapes.values_list("unit_id", "name", "path")}
    return {
        pk: Sent(name, sum(n for other, n in direct.items() if _is_under(known.get(other), path)))
        for pk, (name, path) in known.items()
    }


def _is_under(shape: tuple[str, str] | None, path: str) -> bool:
    return shape is not None and f"{shape[1]}.".startswith(f"{path}.")
