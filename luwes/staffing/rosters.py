"""A post around the clock: its shifts and policy, who is on duty when, and the rota to be. Reads only."""

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime

from luwes.core.days import midnight
from luwes.staffing import hours, rota, rules
from luwes.staffing.hours import Duty, Policy, Slot
from luwes.staffing.models import Assignment, DutyPolicy, Need, NeedShift, Shift

COMING = [rules.AssignmentState.ACCEPTED.value, rules.AssignmentState.ACTIVE.value]
SECONDS = 10.0  # until the best rota found so far is taken
_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=31)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; the product's own where no row says otherwise."""
    row = DutyPolicy.objects.filter(period__contains=day).order_by("pk").first()
    return row.as_policy() if row else Policy()


def slots_of(need: Need) -> tuple[Slot, ...]:
    """The shifts of every day of a post, the heads it wants split over those that state none."""
    rows = list(NeedShift.objects.filter(need=need).order_by("position"))
    if not rows:
        return hours.standard(1, desired=need.desired, minimum=need.minimum)
    desired = hours.split(need.desired, len(rows))
    least = hours.split(need.minimum, len(rows))
    return tuple(
        Slot(
            row.name, row.starts, row.ends, desired[n] if row.heads is None else row.heads,
            min(least[n], desired[n] if row.heads is None else row.heads),
        )
        for n, row in enumerate(rows)
    )  # fmt: skip


def crew(need: Need) -> QuerySet[Assignment]:
    """Who comes to a post or serves there, by name."""
    rows = Assignment.objects.filter(need=need, state__in=COMING)
    rows = rows.select_related("employee", "team_leader", "home_unit")
    return rows.order_by("employee__name", "pk")


def duty_of(shift: Shift) -> Duty:
    """In the post's own time."""
    return Duty(localtime(shift.starts_at), localtime(shift.ends_at))


def duties_of(employee_ids: Collection[int], since: datetime) -> dict[int, list[Shift]]:
    """Every shift of these people from an instant on, at whatever post, by time."""
    found: dict[int, list[Shift]] = defaultdict(list)
    rows = Shift.objects.filter(employee_id__in=employee_ids, ends_at__gt=since)
    for row in rows.order_by("starts_at", "pk"):
        found[row.employee_id].append(row)
    return found


def nights_served(employee_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Nights within the last year, by person."""
    since = now - timedelta(days=rules.FAIRNESS_DAYS)
    rows = Shift.objects.filter(
        employee_id__in=employee_ids, starts_at__gte=since, starts_at__lt=now
    )
    found: dict[int, int] = defaultdict(int)
    for row in rows.order_by("pk"):
        found[row.employee_id] += duty_of(row).is_night
    return found


# ── the rota to be ───────────────────────────────────────────────────


@dataclass(frozen=True)
class Draft:
    """A rota before it is kept; `seal` tells whether it still is what somebody looked at."""

    need: Need
    first_day: date
    asked: rota.Asked
    rota: rota.Rota
    crew: dict[int, Assignment]
    seal: str

    @property
    def opens_at(self) -> datetime:
        """From when on shifts are replaced: its first day, or the minute it was made in."""
        return midnight(self.first_day) + timedelta(minutes=self.asked.opens)

    @property
    def short(self) -> int:
        return sum(lack.heads for lack in self.rota.lacks)

    def duties(self, assignment_id: int) -> list[Duty]:
        tour = self.rota.tours.get(assignment_id)
        return [self.duty(*team) for team in tour.teams] if tour else []

    def duty(self, slot: int, day: int) -> Duty:
        starts = midnight(self.first_day) + timedelta(minutes=self.asked.begins(slot, day))
        starts = localtime(starts)
        return Duty(starts, starts + timedelta(minutes=self.asked.slots[slot].minutes))


def draft(need: Need, *, first_day: date, last_day: date, now: datetime) -> Draft:
    """
    The best rota of a post for some days; shifts before `now` stay as they are.

    :raises TimeoutError: when none was found in time
    """
    people = {row.pk: row for row in crew(need)}
    slots, policy = slots_of(need), policy_on(first_day)
    days = (last_day - first_day).days + 1
    start = midnight(first_day)
    opens = max(0, -(-int((now - start).total_seconds()) // 60))
    asked = rota.Asked(
        _people(people, slots, first_day, days, opens, policy, now), slots, days, policy, opens
    )
    found = rota.compose(asked, until=time.perf_counter() + SECONDS)
    return Draft(need, first_day, asked, found, people, _seal(need, first_day, asked, found))


def _seal(need: Need, first_day: date, asked: rota.Asked, found: rota.Rota) -> str:
    told = [need.pk, str(first_day), asked.days, [str(slot) for slot in asked.slots], found.tours]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]


def _people(
    crew: dict[int, Assignment], slots: Sequence[Slot], first_day: date, days: int, opens: int,
    policy: Policy, now: datetime,
) -> tuple[rota.Person, ...]:  # fmt: skip
    start = midnight(first_day)
    ids = {row.employee_id for row in crew.values()}
    served, nights = duties_of(ids, start - _LOOK_BACK), nights_served(ids, now)
    found = []
    for pk, row in sorted(crew.items()):
        first = max(0, (row.period.start - first_day).days)
        relieved = row.period.start + policy.rotation_days * _DAY
        end = min(days, (min(row.period.end or relieved, relieved) - first_day).days)
        before = [
            shift
            for shift in served.get(row.employee_id, [])
            if shift.starts_at < start + timedelta(minutes=opens) or shift.assignment_id != pk
        ]
        if first < end:
            last = _last(before, slots, first_day)
            leads = hasattr(row, "team_leader")
            found.append(rota.Person(pk, first, end, leads, nights[row.employee_id], last))
    return tuple(found)


def _last(shifts: Sequence[Shift], slots: Sequence[Slot], first_day: date) -> rota.Last | None:
    """What somebody serves before a rota that replaces all that comes after."""
    if not shifts:
        return None
    duties = [duty_of(shift) for shift in shifts]
    last = duties[-1]
    days, nights = {duty.day for duty in duties}, {duty.day for duty in duties if duty.is_night}
    same = [n for n, slot in enumerate(slots) if slot.starts == last.starts_at.time()]
    ended = int((last.ends_at - midnight(first_day)).total_seconds() // 60)
    return rota.Last(
        (last.day - first_day).days, same[0] if same else None, hours.running(last.day, days),
        hours.running(last.day, nights) if last.is_night else 0, ended,
    )  # fmt: skip
