"""Who may swap which shift with whom, and the swaps that wait. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.errors import Problem
from luwes.staffing import access, hours, owners, rosters
from luwes.staffing.hours import Duty
from luwes.staffing.models import Assignment, Need, Shift, ShiftAbsence, ShiftSwap
from luwes.staffing.models.swaps import OPEN

MOST_SHOWN = 20
AROUND = timedelta(days=14)  # shifts that tell rest and days in a row


def visible(user: User) -> QuerySet[ShiftSwap]:
    """Swaps of one's own, of the teams one may lead, and of the posts one sets shifts for."""
    own = access.own(user)
    mine = Q(asker__in=own) | Q(other__in=own) | Q(asker__need__in=_led(user))
    if access.has_posts(user):
        mine |= Q(asker__need__in=access.posts(user).values("pk"))
    for owner in owners.led(user):
        mine |= Q(asker__need__owner_kind=owner.kind, asker__need__owner_id=owner.id)
    return with_people(ShiftSwap.objects.filter(mine))


def _led(user: User) -> QuerySet[Assignment, Any]:
    return access.own(user).exclude(team_leader=None).values("need_id")


def with_people(rows: QuerySet[ShiftSwap]) -> QuerySet[ShiftSwap]:
    return rows.select_related(
        "shift__assignment__need__area", "wanted__assignment", "asker__employee__user",
        "other__employee__user", "asker__need__area", "other__need",
    ).order_by("asked_at", "pk")  # fmt: skip


def asked_of(user: User) -> QuerySet[ShiftSwap]:
    """What colleagues ask of this user."""
    return with_people(ShiftSwap.objects.filter(state="asked", other__in=access.own(user)))


def to_consent_to(user: User) -> QuerySet[ShiftSwap]:
    """Agreed swaps at the posts where this user takes people in."""
    rows = ShiftSwap.objects.filter(state="agreed", asker__need__in=access.posts(user).values("pk"))
    return with_people(rows)


def open_of_need(need: Need) -> QuerySet[ShiftSwap]:
    """Agreed between the two, waiting for the leader or the officer."""
    return with_people(ShiftSwap.objects.filter(asker__need=need, state="agreed"))


def open_of(row: Assignment) -> QuerySet[ShiftSwap]:
    """What waits on one's own page: asked of or by oneself, or for one's consent as a leader."""
    rows = ShiftSwap.objects.filter(state__in=OPEN)
    mine = Q(asker=row) | Q(other=row)
    if hasattr(row, "team_leader"):
        at = Shift.objects.filter(assignment=row, starts_at=OuterRef("shift__starts_at"))
        mine |= Q(Exists(at), state="agreed", asker__need_id=row.need_id)
    return with_people(rows.filter(mine))


def may_consent(user: User, swap: ShiftSwap) -> bool:
    """The post's officer, who plans, or who may lead the team and is none of the two."""
    if access.can_roster(user, swap.asker.need):
        return True
    leading = access.own(user).filter(need_id=swap.asker.need_id).exclude(team_leader=None)
    leading = leading.exclude(pk__in=[swap.asker_id, swap.other_id])
    return Shift.objects.filter(assignment__in=leading, starts_at=swap.shift.starts_at).exists()


def problems(swap: ShiftSwap, now: datetime) -> list[Problem]:
    """Why the two may not change places (any more): asked, answered and decided alike."""
    taken = [shift for shift in (swap.shift, swap.wanted) if shift]
    found = _gone(swap, now)
    if found:
        return found
    policy = rosters.policy_on(rosters.duty_of(swap.shift).day)
    people = {swap.asker.employee_id, swap.other.employee_id}
    since = min(shift.starts_at for shift in taken) - AROUND
    held = rosters.duties_of(people, since)
    for who, gets, gives in (
        (swap.other, swap.shift, swap.wanted), (swap.asker, swap.wanted, swap.shift),
    ):  # fmt: skip
        if gets is None:
            continue
        duty = rosters.duty_of(gets)
        rest = [rosters.duty_of(s) for s in held[who.employee_id] if s.pk != (gives and gives.pk)]
        if duty.day not in who.period:
            found.append(Problem(_("%s tidak bertugas pada hari itu.") % who.employee.full_name))
        found += [
            Problem(f"{who.employee.full_name}: {problem.message}")
            for problem in hours.duty_problems(duty, rest, policy)
        ]
    return found


def _gone(swap: ShiftSwap, now: datetime) -> list[Problem]:
    """What no longer is as it was when the swap was asked for."""
    found = []
    pairs = ((swap.shift, swap.asker), (swap.wanted, swap.other))
    for shift, owner in pairs:
        if shift and shift.assignment_id != owner.pk:
            words = _("Shift itu bukan lagi milik %s.") % owner.employee.full_name
            found.append(Problem(words))
        elif shift and shift.starts_at <= now:
            found.append(Problem(_("Shift yang sudah mulai tidak dapat ditukar.")))
    if ShiftAbsence.objects.filter(shift__in=[s for s, _o in pairs if s]).exists():
        found.append(Problem(_("Ketidakhadiran di shift itu sudah dicatat.")))
    found += [
        Problem(_("%s tidak bertugas lagi di pos ini.") % who.employee.full_name)
        for who in (swap.asker, swap.other)
        if who.state not in rosters.COMING
    ]
    if swap.wanted and swap.wanted.starts_at == swap.shift.starts_at:
        found.append(Problem(_("Kedua shift itu pada jam yang sama.")))
    if swap.asker.need_id != swap.other.need_id or swap.asker_id == swap.other_id:
        found.append(Problem(_("Shift ditukar dengan rekan di pos yang sama.")))
    return found


@dataclass(frozen=True)
class Choice:
    """One way to give a shift away: to whom, and for which of theirs (None: for none)."""

    other: Assignment
    wanted: Shift | None


def choices(shift: Shift, row: Assignment, now: datetime) -> list[Choice]:
    """What the rules allow, free colleagues first, then exchanges of shifts near it; three queries."""
    crew = [a for a in rosters.crew(row.need) if a.pk != row.pk]
    held = rosters.duties_of(
        {a.employee_id for a in crew} | {row.employee_id}, min(now, shift.starts_at) - AROUND
    )
    policy, given = rosters.policy_on(rosters.duty_of(shift).day), rosters.duty_of(shift)
    mine = _without(held[row.employee_id], shift)
    able = {
        s.pk: not hours.duty_problems(rosters.duty_of(s), mine, policy)
        for s in _coming(held, crew, now)
    }
    found = []
    for other in crew:
        if given.day not in other.period:
            continue
        theirs = held.get(other.employee_id, [])
        if not hours.duty_problems(given, [rosters.duty_of(s) for s in theirs], policy):
            found.append(Choice(other, None))
        found += [
            Choice(other, wanted)
            for wanted in theirs
            if able.get(wanted.pk)
            and rosters.duty_of(wanted).day in row.period
            and not hours.duty_problems(given, _without(theirs, wanted), policy)
        ]
    found.sort(
        key=lambda c: (c.wanted is not None, c.wanted.starts_at if c.wanted else now, c.other.pk)
    )
    return found[:MOST_SHOWN]


def _nearest(choice: Choice, shift: Shift) -> tuple[bool, timedelta, int]:
    """Who is free comes first, then shifts near the one that is given."""
    apart = choice.wanted.starts_at - shift.starts_at if choice.wanted else timedelta(0)
    return choice.wanted is not None, abs(apart), choice.other.pk


def _without(shifts: Iterable[Shift], one: Shift) -> list[Duty]:
    return [rosters.duty_of(shift) for shift in shifts if shift.pk != one.pk]


def _coming(held: dict[int, list[Shift]], crew: Iterable[Assignment], now: datetime) -> list[Shift]:
    """Shifts of colleagues at this post that have not begun."""
    own = {a.pk for a in crew}
    shifts = [s for rows in held.values() for s in rows]
    return [s for s in shifts if s.assignment_id in own and s.starts_at > now]
