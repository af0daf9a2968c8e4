"""Who is on duty now and next, who did not come, who may stand in, and whose hours are too many. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.core.days import midnight
from luwes.staffing import access, hours, rosters
from luwes.staffing.hours import Duty
from luwes.staffing.models import Assignment, DutyOverride, Need, Presence, Shift, ShiftAbsence

AHEAD = timedelta(hours=24)
WEEK = timedelta(days=7)
MOST_SHOWN, MOST_OVERRIDES = 8, 20


def can_lead(user: User, shift: Shift) -> bool:
    """Who sets the post's shifts, or may lead the team of this one."""
    need = shift.assignment.need
    if access.can_roster(user, need):
        return True
    leading = access.own(user).filter(need=need).exclude(team_leader=None)
    return Shift.objects.filter(assignment__in=leading, starts_at=shift.starts_at).exists()


def near(need: Need, now: datetime) -> QuerySet[Shift]:
    """Shifts under way and of the next 24 hours, of people who are not missing."""
    rows = Shift.objects.filter(
        assignment__need=need, ends_at__gt=now, starts_at__lt=now + AHEAD, absence=None
    )
    return rows.select_related("assignment__employee").order_by(
        "starts_at", "assignment__employee__name", "pk"
    )


def absent_days(need: Need, first_day: date, last_day: date) -> set[tuple[int, date]]:
    """(assignment, day) of shifts to which somebody did not come."""
    rows = ShiftAbsence.objects.filter(
        shift__assignment__need=need, shift__starts_at__gte=midnight(first_day),
        shift__starts_at__lt=midnight(last_day + timedelta(days=1)),
    ).select_related("shift")  # fmt: skip
    return {(r.shift.assignment_id, rosters.duty_of(r.shift).day) for r in rows.order_by("pk")}


@dataclass(frozen=True)
class Candidate:
    """Who may stand in; `hours` planned within 7 days around; `broken`: what it would break."""

    assignment: Assignment
    hours: int
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A shift to which somebody did not come and for which nobody stands in yet."""

    absence: ShiftAbsence
    able: tuple[Candidate, ...]
    beyond: tuple[Candidate, ...]


def gaps(need: Need, people: Collection[Assignment], now: datetime) -> list[Gap]:
    """With who may stand in, the fewest hours first; two queries."""
    rows = ShiftAbsence.objects.filter(
        shift__assignment__need=need, shift__ends_at__gt=now, substitute=None
    )
    found = list(
        rows.select_related("shift__assignment__employee").order_by("shift__starts_at", "pk")
    )
    if not found:
        return []
    held = rosters.duties_of({row.employee_id for row in people}, now - WEEK)
    return [_gap(absence, people, held, now) for absence in found]


def _gap(
    absence: ShiftAbsence, people: Iterable[Assignment], held: dict[int, list[Shift]], now: datetime
) -> Gap:
    duty = remaining(absence.shift, now)
    policy = rosters.policy_on(duty.day)
    found = []
    for row in people:
        if row.pk == absence.shift.assignment_id or duty.day not in row.period:
            continue
        others = [rosters.duty_of(shift) for shift in held.get(row.employee_id, [])]
        if any(o.starts_at < duty.ends_at and duty.starts_at < o.ends_at for o in others):
            continue
        near = sum(o.hours for o in others if abs(o.starts_at - duty.starts_at) < WEEK / 2)
        problems = hours.duty_problems(duty, others, policy)
        found.append(Candidate(row, round(near), tuple(p.message for p in problems)))
    found.sort(key=lambda c: (c.hours, c.assignment.pk))
    able = tuple(c for c in found if not c.broken)[:MOST_SHOWN]
    return Gap(absence, able, tuple(c for c in found if c.broken)[:MOST_SHOWN])


def remaining(shift: Shift, now: datetime) -> Duty:
    """What of a shift is still to be served."""
    duty = rosters.duty_of(shift)
    return Duty(max(duty.starts_at, now.astimezone(duty.starts_at.tzinfo)), duty.ends_at)


def overrides(need: Need) -> QuerySet[DutyOverride]:
    """Orders beyond the policy at a post, the latest first."""
    rows = DutyOverride.objects.filter(assignment__need=need)
    return rows.select_related("assignment__employee", "by").order_by("-at", "-pk")[:MOST_OVERRIDES]


# ── hours really served ──────────────────────────────────────────────


@dataclass(frozen=True)
class Overworked:
    """Somebody at the post longer than the policy allows, in whole hours."""

    assignment: Assignment
    day: int
    week: int


def overworked(people: Collection[Assignment], now: datetime) -> list[Overworked]:
    """By check-ins and -outs of the last week, the most hours first; two queries."""
    signs: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    rows = Presence.objects.filter(
        assignment__in=[row.pk for row in people], at__gt=now - WEEK, at__lte=now
    )
    for sign in rows.order_by("at", "pk"):
        signs[sign.assignment_id].append((sign.at, sign.kind == "in"))
    policy, found = rosters.policy_on(now.date()), []
    for row in people:
        own = signs.get(row.pk, [])
        day = hours.worked(own, now - timedelta(days=1), now)
        week = hours.worked(own, now - WEEK, now)
        if hours.beyond(day, week, policy):
            found.append(Overworked(row, round(day), round(week)))
    return sorted(found, key=lambda o: (-o.day, -o.week, o.assignment.pk))
