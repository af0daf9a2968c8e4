"""Need → Plan → Assignment: states and the sums behind needs. Pure."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"  # a draft that was given up
    WHAT_IF = "what_if"  # under assumptions; it never goes any further


# Plans that must be decided before another for the same needs may begin.
PLANS_UNDER_WAY = (PlanState.DRAFT.value, PlanState.SUBMITTED.value, PlanState.APPROVED.value)


class AssignmentState(StrEnum):
    PROPOSED = "proposed"
    ORDERED = "ordered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


# States in which an assignment takes a person's time.
BINDING = (
    AssignmentState.ORDERED, AssignmentState.ACCEPTED, AssignmentState.ACTIVE,
    AssignmentState.COMPLETED,
)  # fmt: skip
# States in which a person is away from home duty, or about to be.
RUNNING = (AssignmentState.ORDERED, AssignmentState.ACCEPTED, AssignmentState.ACTIVE)

_NEXT: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.PROPOSED: frozenset({AssignmentState.ORDERED, AssignmentState.WITHDRAWN}),
    AssignmentState.ORDERED: frozenset({
        AssignmentState.ACCEPTED, AssignmentState.DECLINED, AssignmentState.WITHDRAWN,
        AssignmentState.ACTIVE,
    }),
    AssignmentState.ACCEPTED: frozenset({
        AssignmentState.ACTIVE, AssignmentState.DECLINED, AssignmentState.WITHDRAWN,
    }),
    AssignmentState.ACTIVE: frozenset({AssignmentState.COMPLETED, AssignmentState.WITHDRAWN}),
    AssignmentState.DECLINED: frozenset(),
    AssignmentState.COMPLETED: frozenset(),
    AssignmentState.WITHDRAWN: frozenset(),
}  # fmt: skip


def may_become(state: AssignmentState, new: AssignmentState) -> bool:
    return new in _NEXT[state]


class Condition(StrEnum):
    """In what condition somebody comes back."""

    WELL = "well"
    TIRED = "tired"
    HURT = "hurt"


FULL = 100  # per cent of a working day
FAIRNESS_DAYS = 365  # our own choice: days served within the last year count
# States in which days on duty have been served.
SERVING = (AssignmentState.ACTIVE, AssignmentState.COMPLETED)


@dataclass(frozen=True)
class Load:
    """Per cent of somebody's time that is taken for a period."""

    period: Period
    percent: int


def peak(loads: Collection[Load], during: Period) -> int:
    """The most per cent that is taken on any day of the time."""
    within = [load for load in loads if load.period.overlaps(during)]
    starts = {max(load.period.start, during.start) for load in within}
    return max((sum(o.percent for o in within if day in o.period) for day in starts), default=0)


def days_served(period: Period, load: int, *, since: date, on: date) -> int:
    """Days of a duty from `since` until the end of `on`; a part load counts in part, rounded up."""
    first, end = max(period.start, since), on + timedelta(days=1)
    days = (min(period.end or end, end) - first).days
    return math.ceil(max(days, 0) * load / 100)


# Our own choices, not law: after how long silence is chased, and how long a code on a post's
# screen is good (it is drawn anew every minute; signing in takes a while).
ANSWER_WITHIN = timedelta(minutes=30)
ANSWER_CHOICE_WITHIN = timedelta(days=1)  # outside emergencies
CODE_LIVES = timedelta(minutes=10)
# How many wrong figures may be typed in a while, as at signing in; all people of a post together, more.
TRIES_A_PERSON, TRIES_A_POST = 5, 30
TRIES_COOL = timedelta(minutes=15)
# How often silence is chased by the clock, and in which hours it is not, unless the duty is near.
REMINDERS = 3
QUIET_FROM, QUIET_UNTIL = 21, 5
NEAR = timedelta(hours=12)
# Ours as well: for a day after the last one the post's officer says who is done; then time does.
OVER_AFTER = timedelta(days=1)
# Kebijakan Luwes, bukan hukum: how long heads may contest after submission, and the tiers at which an
# objection stops no approval: lives are saved first, and the objection is answered afterwards.
CONTEST_WITHIN = timedelta(hours=1)
# And how long governments have to decide: in an emergency, and on people chosen with consent.
DECIDE_WITHIN = timedelta(hours=2)
DECIDE_CHOICE_WITHIN = timedelta(days=5)
CONTEST_ORDINARY_WITHIN = timedelta(days=3)  # outside emergencies
LIFE_SAVING = 1
# What letter, log and messages say of somebody who can't go: their own words may tell of health.
UNABLE = "Yang bersangkutan tidak dapat bertugas"
HINDERED = "Yang bersangkutan berhalangan"
JOINT = "joint"  # kind of an owner whose plans fill the needs of several
ASSUMED = "what_if"  # kind of the owner of needs that a what-if assumes: the what-if itself
# Who lives far off arrives the evening before.
EARLY = timedelta(days=1)


def starts_before(now: datetime) -> date | None:
    """Whose duty begins by this day may be reminded at this local hour; None: everybody."""
    is_quiet = now.hour >= QUIET_FROM or now.hour < QUIET_UNTIL
    return (now + NEAR).date() if is_quiet else None


def days_over(period: Period, on: date) -> int:
    """How many days the last day of a duty lies back; 0 while it runs."""
    return max(0, (on - period.end).days + 1) if period.end else 0


def may_check_in(period: Period, on: date) -> bool:
    """Whether somebody may report at the post by themselves on this day."""
    return period.start - EARLY <= on and (period.end is None or on < period.end)


def ahead(period: Period, on: date) -> Period | None:
    """What is left of a duty from a day on: days gone by are not served. None when it is over."""
    if period.end is not None and period.end <= on:
        return None
    return Period(max(period.start, on), period.end)


_PHONE = re.compile(r"\+?\d[\d .()-]{6,}\d")


def phone_in(text: str) -> str:
    """The first telephone number in a text, as a `tel:` link wants it; empty without one."""
    found = _PHONE.search(text)
    if not found:
        return ""
    figures = re.sub(r"[^\d+]", "", found[0])
    return f"+62{figures[1:]}" if figures.startswith("0") else figures


def without_phone(text: str) -> str:
    """The same text without that number and what joined them."""
    return _PHONE.sub("", text, count=1).strip(" ,;:-–(/)")


class Basis(StrEnum):
    """What a ratio counts."""

    DISPLACED = "displaced"
    AFFECTED = "affected"
    FAMILIES = "families"
    HOUSES = "houses"
    AREA = "area"  # once an affected area
    FIXED = "fixed"  # a number by itself
    MEALS = "meals"  # displaced × 3 meals
    PEOPLE = "people"  # those of the other roles at the place: span of control, ICS 3–7, best 5


@dataclass(frozen=True)
class Ratio:
    """`times` people for every `per` of `basis`, in each of `shifts` shifts."""

    basis: Basis
    per: int
    times: int = 1
    shifts: int = 1


@dataclass(frozen=True)
class Working:
    """The worked sum of one need, as shown: 1.200 pengungsi ÷ 50 × 3 shift = 72."""

    amount: int
    ratio: Ratio
    headcount: int
    is_estimate: bool = False  # of the amount: an estimate must be seen as one

    @property
    def words(self) -> str:
        return working_words(self)


_BASIS_WORDS = {
    Basis.DISPLACED: "pengungsi", Basis.AFFECTED: "jiwa terdampak", Basis.FAMILIES: "KK",
    Basis.HOUSES: "rumah", Basis.AREA: "kecamatan", Basis.FIXED: "pos", Basis.MEALS: "porsi sehari",
    Basis.PEOPLE: "orang di tempat itu",
}  # fmt: skip


def work_out(amount: int, ratio: Ratio, *, is_estimate: bool = False) -> Working:
    """Round the groups up, then times people and shifts: 1.210 ÷ 50 → 25 × 3 = 75."""
    groups = math.ceil(amount / ratio.per) if amount else 0
    return Working(amount, ratio, groups * ratio.times * ratio.shifts, is_estimate)


def amount_of(basis: Basis, amounts: Mapping[Basis, int]) -> int:
    """How many of what a ratio counts; meals are three a displaced person and day."""
    if basis is Basis.MEALS:
        return 3 * amounts.get(Basis.DISPLACED, 0)
    return amounts.get(basis, 0)


def counts(basis: Basis) -> Basis:
    """The figure that a basis is worked out from: meals from the displaced."""
    return Basis.DISPLACED if basis is Basis.MEALS else basis


def ratio_words(ratio: Ratio) -> str:
    """A ratio for people: 1 orang per 50 pengungsi × 3 shift."""
    per = f"{thousands(ratio.per)} " if ratio.per != 1 else ""
    text = f"{ratio.times} orang per {per}{_BASIS_WORDS[ratio.basis]}"
    return f"{text} × {ratio.shifts} shift" if ratio.shifts != 1 else text


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def working_words(working: Working) -> str:
    ratio = working.ratio
    text = f"{thousands(working.amount)} {_BASIS_WORDS[ratio.basis]}"
    if working.is_estimate:
        text = f"± {text} (perkiraan)"
    if ratio.per != 1:
        text += f" ÷ {thousands(ratio.per)}"
    if ratio.times != 1:
        text += f" × {ratio.times} orang"
    if ratio.shifts != 1:
        text += f" × {ratio.shifts} shift"
    return f"{text} = {thousands(working.headcount)}"


def changed_words(basis: Basis, before: int, after: int) -> str:
    """Why a sum comes out differently: pengungsi 1.200 → 1.600."""
    return f"{_BASIS_WORDS[basis]} {thousands(before)} → {thousands(after)}"


@dataclass(frozen=True)
class Heads:
    """
    How far a need is filled: who serves, is on the way, was ordered and is silent, has served. Who
    stopped before the time is not `done`: the place is open.

    `at_post` are those of `here` who are checked in at this moment; the others rest. `outside` are
    people from outside the civil service, of whom `outside_at_post` are checked in.
    """

    desired: int
    here: int = 0
    coming: int = 0
    asked: int = 0
    done: int = 0
    at_post: int = 0
    outside: int = 0
    outside_at_post: int = 0

    @property
    def assigned(self) -> int:
        """Civil servants."""
        return self.here + self.coming + self.asked + self.done

    @property
    def filled(self) -> int:
        return self.assigned + self.outside

    @property
    def short(self) -> int:
        return max(0, self.desired - self.filled)

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class NeedDraft:
    """A need before it is stored; `skills` are (competency id, level)."""

    role: str
    period: Period
    minimum: int
    desired: int
    tier: int
    load: int = 100
    max_minutes: int | None = None
    skills: tuple[tuple[int, int], ...] = field(default=())


def need_problems(need: NeedDraft, *, on: date) -> list[Problem]:
    """What is wrong with a need as stated."""
    found = []
    if need.minimum < 0 or need.desired < 1:
        found.append(Problem("Jumlah yang diinginkan paling sedikit 1.", "desired"))
    if need.desired < need.minimum:
        found.append(
            Problem("Jumlah yang diinginkan tidak boleh di bawah jumlah minimum.", "desired")
        )
    if need.desired > 100_000:
        found.append(Problem("Jumlah orang melebihi 100.000.", "desired"))
    if not 1 <= need.tier <= 9:
        found.append(Problem("Prioritas antara 1 dan 9.", "tier"))
    if not 1 <= need.load <= 100:
        found.append(Problem("Beban antara 1 dan 100 persen.", "load"))
    if need.period.end is None:
        found.append(Problem("Isi hari terakhir kebutuhan ini.", "last_day"))
    elif need.period.end <= on:
        found.append(Problem("Kebutuhan ini sudah lewat.", "last_day"))
    if any(not 1 <= level <= 5 for _, level in need.skills):
        found.append(Problem("Tingkat kompetensi antara 1 dan 5.", "skills"))
    return found


class Hit(StrEnum):
    """How an event struck an employee: as coarse as that, nothing medical."""

    HOME = "home"  # rumah terdampak
    FAMILY = "family"  # keluarga terdampak


class Safety(StrEnum):
    """Why somebody asks not to be sent; as coarse as that, and only the person says it."""

    PREGNANT = "pregnant"
    NURSING = "nursing"
    ILL = "ill"
    SINGLE_CARER = "carer"


# Kebijakan Luwes: a statement is made anew after a year.
MOST_DECLARED_DAYS = 366

# Nobody is left out for ever by a click: kebijakan Luwes, bukan hukum; it is registered anew.
MOST_DISPENSED_DAYS = 60


def dispensation_problems(period: Period) -> list[Problem]:
    if period.days is None or period.days > MOST_DISPENSED_DAYS:
        return [Problem("Dispensasi paling lama 60 hari; sesudahnya dicatat lagi.", "last_day")]
    return []
