"""What a duty that is over counts for: days, hours, rest. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

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
    last_day = row.period.last_day or row.period.start
    policy = rosters.policy_on(last_day)
    days, worked = row.period.days or 1, _hours(row, policy)
    rests = not owners.is_ordinary(row.need.owner_kind)  # rest follows hardship, not a project
    return Credit(
        days, None if worked is None else round(worked),
        hours.rest_owed(days, worked or 0, policy, _nights(row)) if rests else 0, policy.source,
    )  # fmt: skip


def _hours(row: Assignment, policy: hours.Policy) -> float | None:
    signs = [
        (at, kind == "in")
        for at, kind in Presence.objects.filter(assignment=row).order_by("at", "pk").values_list("at", "kind")
    ]  # fmt: skip
    if signs and row.completed_at:
        return hours.served(signs, row.completed_at, policy)
    shifts = Shift.objects.filter(assignment=row).order_by("pk")
    planned = [rosters.duty_of(shift).hours for shift in shifts]
    return sum(planned) if planned else None


def _nights(row: Assignment) -> int:
    shifts = Shift.objects.filter(assignment=row, absence=None).order_by("pk")
    return sum(rosters.duty_of(shift).is_night for shift in shifts)


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
