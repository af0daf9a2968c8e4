"""How long people serve and must rest, and shifts by the clock. Luwes's own policy, not law. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from luwes.core.errors import Problem

POLICY = "kebijakan Luwes, bukan hukum"
NIGHT = time(2)  # who is on duty at this hour serves a night
MOST_DAYS = 30  # of one rota
MOST_SLOTS = 6
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """
    What protects the people on duty. No law caps the hours of an emergency, so these are ours;
    a deployment's own are dated rows (`DutyPolicy`).
    """

    shift_hours: int = 12
    rest_hours: int = 11
    running_days: int = 6  # then at least a day off: one in seven
    running_nights: int = 5
    rotation_days: int = 14
    source: str = POLICY
    rest_every: int = 7  # days served for a day off afterwards

    @property
    def rest(self) -> timedelta:
        return timedelta(hours=self.rest_hours)


@dataclass(frozen=True)
class Slot:
    """One shift of every day at a post, and how many it wants; until `ends`, maybe of the next day."""

    name: str
    starts: time
    ends: time
    heads: int
    least: int = 0

    @property
    def opens(self) -> int:
        """Minutes from midnight to its start."""
        return self.starts.hour * 60 + self.starts.minute

    @property
    def minutes(self) -> int:
        """How long it lasts; from seven to seven is a whole day."""
        until = self.ends.hour * 60 + self.ends.minute
        return until - self.opens if until > self.opens else until - self.opens + 1440

    @property
    def is_night(self) -> bool:
        at = NIGHT.hour * 60 + NIGHT.minute
        return any(self.opens <= at + day < self.opens + self.minutes for day in (0, 1440))


_NAMES = {
    1: ("Siang",), 2: ("Siang", "Malam"), 3: ("Pagi", "Sore", "Malam"),
    4: ("Pagi", "Siang", "Petang", "Malam"),
}  # fmt: skip
PATTERNS = tuple(_NAMES)
_ALONE, _EARLIEST = 8, {1: time(8)}  # hours of a day's only shift


def standard(
    count: int, *, desired: int, minimum: int, first: time | None = None
) -> tuple[Slot, ...]:
    """The usual shifts: 1 × 8, 2 × 12, 3 × 8 or 4 × 6 hours, the heads split over them."""
    count = min(max(count, 1), len(_NAMES))
    at = first or _EARLIEST.get(count, time(7))
    hours = 24 // count if count > 1 else _ALONE
    times = [time((at.hour + n * hours) % 24, at.minute) for n in range(count + 1)]
    names, heads, least = _NAMES[count], split(desired, count), split(minimum, count)
    return tuple(Slot(names[n], times[n], times[n + 1], heads[n], least[n]) for n in range(count))


def split(heads: int, parts: int) -> tuple[int, ...]:
    """As even as can be, the first parts getting what is left over: 7 over 3 is 3, 2, 2."""
    return tuple(heads // parts + (n < heads % parts) for n in range(parts))


def slot_problems(slots: Sequence[Slot], policy: Policy) -> list[Problem]:
    """What is wrong with a post's shifts."""
    found = length_problems(slots, policy)
    if not 1 <= len(slots) <= MOST_SLOTS:
        found.append(Problem("Isi 1 sampai 6 shift.", "slots"))
    if not any(slot.heads for slot in slots):
        found.append(Problem("Isi berapa orang untuk setiap shift.", "slots"))
    if len({slot.name for slot in slots}) < len(slots):
        found.append(Problem("Setiap shift perlu nama sendiri.", "slots"))
    if len({slot.starts for slot in slots}) < len(slots):
        found.append(Problem("Setiap shift perlu jam mulai sendiri.", "slots"))
    return found


def length_problems(slots: Sequence[Slot], policy: Policy) -> list[Problem]:
    """Shifts longer than the policy allows."""
    return [
        Problem(
            "Shift %(name)s lebih dari %(hours)d jam (kebijakan Luwes).", "count",
            values={"name": slot.name, "hours": policy.shift_hours},
        )
        for slot in slots
        if slot.minutes > policy.shift_hours * 60
    ]  # fmt: skip


# ── one person's duties ──────────────────────────────────────────────


@dataclass(frozen=True, order=True)
class Duty:
    """A shift of somebody, in the post's own time; it belongs to the day on which it begins."""

    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def is_night(self) -> bool:
        moments = (datetime.combine(self.day + n * _DAY, NIGHT) for n in (0, 1))
        first, last = self.starts_at.replace(tzinfo=None), self.ends_at.replace(tzinfo=None)
        return any(first <= moment < last for moment in moments)

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at) / timedelta(hours=1)


def duty_problems(duty: Duty, others: Iterable[Duty], policy: Policy) -> list[Problem]:
    """Why a person who has these other shifts may not serve this one too."""
    rest, found = list(others), []
    hours = {"hours": policy.shift_hours}
    if duty.hours > policy.shift_hours:
        found.append(
            Problem("Satu shift paling lama %(hours)d jam (kebijakan Luwes).", values=hours)
        )
    if any(o.starts_at < duty.ends_at and duty.starts_at < o.ends_at for o in rest):
        found.append(Problem("Ia sudah bertugas pada jam itu."))
    elif any(
        o.starts_at < duty.ends_at + policy.rest and duty.starts_at < o.ends_at + policy.rest
        for o in rest
    ):
        found.append(
            Problem(
                "Istirahat di antara dua shift kurang dari %(hours)d jam (kebijakan Luwes).",
                values={"hours": policy.rest_hours},
            )
        )
    if running(duty.day, {o.day for o in rest}) > policy.running_days:
        found.append(
            Problem(
                "Lebih dari %(days)d hari berturut-turut tanpa libur (kebijakan Luwes).",
                values={"days": policy.running_days},
            )
        )
    nights = {o.day for o in rest if o.is_night}
    if duty.is_night and running(duty.day, nights) > policy.running_nights:
        found.append(
            Problem(
                "Lebih dari %(nights)d malam berturut-turut (kebijakan Luwes).",
                values={"nights": policy.running_nights},
            )
        )
    return found


def running(day: date, days: set[date]) -> int:
    """How many days in a row there are around this one, which counts, too."""
    first = last = day
    while first - _DAY in days:
        first -= _DAY
    while last + _DAY in days:
        last += _DAY
    return (last - first).days + 1


# ── what was really served ───────────────────────────────────────────

LATE = timedelta(hours=1)  # after a shift's end until a missing check-out is told


def worked(signs: Iterable[tuple[datetime, bool]], since: datetime, until: datetime) -> float:
    """Hours at the post between two instants; `signs` are (when, in or out) in order of time."""
    total, came = timedelta(0), None
    for at, is_in in [*signs, (until, False)]:
        if is_in:
            came = came or at
        elif came is not None:
            total += max(timedelta(0), min(at, until) - max(came, since))
            came = None
    return total / timedelta(hours=1)


def served(signs: Iterable[tuple[datetime, bool]], until: datetime, policy: Policy) -> float:
    """Hours of a whole duty; whoever was never checked out counts as gone after a longest shift."""
    total, came, longest = timedelta(0), None, timedelta(hours=policy.shift_hours)
    for at, is_in in [*signs, (until, True)]:
        if came is not None:
            stay = max(timedelta(0), min(at, until) - came)
            total += min(stay, longest) if is_in else stay
        came = at if is_in else None
    return total / timedelta(hours=1)


REST_DAY = 8  # hours beyond the policy that make one more day off
REST_AFTER_DAYS, REST_AFTER_NIGHTS = 5, 2  # from which on at least a day off is owed


def rest_owed(days: int, hours: float, policy: Policy, nights: int = 0) -> int:
    """
    Days off after a duty: one for every so many days on it, or one for every eight hours
    beyond what the policy allows in that time, whichever is more; one at least after some days
    or nights.
    """
    allowed = policy.shift_hours * policy.running_days * days / 7
    least = int(days >= REST_AFTER_DAYS or nights >= REST_AFTER_NIGHTS)
    return max(least, days // policy.rest_every, math.ceil(max(0.0, hours - allowed) / REST_DAY))


def beyond(day: float, week: float, policy: Policy) -> bool:
    """Whether hours of the last 24 hours, or of the last 7 days, are more than the policy allows."""
    return day > policy.shift_hours or week > policy.shift_hours * policy.running_days
