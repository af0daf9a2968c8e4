"""What a duty that is over counts for: days, hours, rest. Reads only."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.people import access as people
from luwes.staffing import hours, owners, rosters
from luwes.staffing.models import Assignment, Presence, RestOwed, Shift


@dataclass(frozen=True)
class Credit:
    """`hours`: None where neither check-ins nor shifts tell."""

    days: int
    hours: int | None
    rest: int
    source: str


def credit_of(row: Assignment) -> Credit:
    """Hours by check-ins, else by the rota; rest by the policy of the last day, none outside emergencies."""
    return credits_of([row])[row.pk]


def credits_of(rows: Collection[Assignment]) -> dict[int, Credit]:
    """Of many duties that are over, by assignment; a query a day of ending, and two. Needs `need` at hand."""
    ids = [row.pk for row in rows]
    last_days = {row.pk: row.period.last_day or row.period.start for row in rows}
    policies = {day: rosters.policy_on(day) for day in set(last_days.values())}
    signs, planned = _signs_of(ids), _planned(ids)
    return {
        row.pk: _credit(
            row, signs.get(row.pk, []), planned.get(row.pk, (0.0, 0)), policies[last_days[row.pk]]
        )
        for row in rows
    }


def _credit(
    row: Assignment, signs: list[tuple[datetime, bool]], planned: tuple[float, int],
    policy: hours.Policy,
) -> Credit:  # fmt: skip
    days, worked, nights = row.period.days or 1, planned[0] or None, planned[1]
    if signs and row.completed_at:
        worked = hours.served(signs, row.completed_at, policy)
    rests = not owners.is_ordinary(row.need.owner_kind)  # rest follows hardship, not a project
    return Credit(
        days, None if worked is None else round(worked),
        hours.rest_owed(days, worked or 0, policy, nights) if rests else 0, policy.source,
    )  # fmt: skip


def _signs_of(ids: Collection[int]) -> dict[int, list[tuple[datetime, bool]]]:
    found: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    rows = Presence.objects.filter(assignment_id__in=ids).order_by("assignment_id", "at", "pk")
    for assignment, at, kind in rows.values_list("assignment_id", "at", "kind"):
        found[assignment].append((at, kind == "in"))
    return found


def _planned(ids: Collection[int]) -> dict[int, tuple[float, int]]:
    """Hours by the rota, and how many nights of it were served."""
    found: dict[int, tuple[float, int]] = {}
    rows = Shift.objects.filter(assignment_id__in=ids).select_related("absence")
    for shift in rows.order_by("pk"):
        total, nights = found.get(shift.assignment_id, (0.0, 0))
        duty = rosters.duty_of(shift)
        is_night = duty.is_night and not hasattr(shift, "absence")
        found[shift.assignment_id] = (total + duty.hours, nights + is_night)
    return found


def _with_taken(rows: QuerySet[RestOwed]) -> QuerySet[RestOwed]:
    rows = rows.filter(days__gt=0).select_related("assignment__employee", "assignment__need__area")
    return rows.prefetch_related("taken__leave").order_by("at", "pk")


def taken(rest: RestOwed) -> int:
    return sum(row.leave.period.days or 0 for row in rest.taken.all())


def left(rest: RestOwed) -> int:
    return max(0, rest.days - taken(rest))


def of_assignment(row: Assignment) -> RestOwed | None:
    return _with_taken(RestOwed.objects.filter(assignment=row)).first()


def of_heads_people(user: User, on: date) -> QuerySet[RestOwed]:
    """What is owed to people whose leave this user records."""
    within = people.reached(user, Right.RECORD_LEAVE, on)
    return _with_taken(RestOwed.objects.filter(assignment__employee__in=within.values("pk")))


def open_of(rows: Collection[RestOwed]) -> list[tuple[RestOwed, int]]:
    """Those with days left, and how many."""
    return [(row, left(row)) for row in rows if left(row)]
