"""Incidents: hazards, emergency status, figures that conflict. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period

OWNER_KIND = "incident"  # as needs, plans and grants name it


class Hazard(StrEnum):
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    ERUPTION = "eruption"
    FIRE = "fire"
    OTHER = "other"


class Status(StrEnum):
    """Emergency statuses, Juklak BNPB 10/2023; and the ground where none holds, Perpres 17/2018."""

    ALERT = "alert"  # siaga darurat
    RESPONSE = "response"  # tanggap darurat
    TRANSITION = "transition"  # transisi darurat ke pemulihan
    CERTAIN = "certain"  # keadaan tertentu: no status yet or any more, and still there is to act


class Level(StrEnum):
    """Who carries the response: UU 24/2007 ps. 7; a higher one where the lower can't cope."""

    REGENCY = "regency"
    PROVINCE = "province"
    NATIONAL = "national"


class Figure(StrEnum):
    HOUSES = "houses"
    AFFECTED = "affected"
    FAMILIES = "families"
    DISPLACED = "displaced"
    DEAD = "dead"
    INJURED = "injured"
    MISSING = "missing"


class LessonState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


# Kebijakan Luwes, bukan hukum: how far back a situation report may still be written.
REPORT_BACK = timedelta(days=2)
# The template of needs that fits a hazard, by its code.
TEMPLATE_OF = {Hazard.FLOOD: "banjir"}


@dataclass(frozen=True)
class Total:
    """A computed total: reported values and estimates apart, and areas without any."""

    reported: int
    estimated: int
    areas_without: int

    @property
    def whole(self) -> int:
        return self.reported + self.estimated


def total(values: list[tuple[int, bool] | None]) -> Total:
    """Add the used figure of each area: (value, is an estimate), None where there is none."""
    known = [v for v in values if v is not None]
    return Total(
        sum(value for value, estimate in known if not estimate),
        sum(value for value, estimate in known if estimate),
        len(values) - len(known),
    )


def estimate_people(families: int, people_per_family: float) -> int:
    """People where only families were counted; shown as an estimate, never as a report."""
    return round(families * people_per_family)


def people_per_family(rows: list[tuple[int, int]]) -> float:
    """The ratio over areas with both counts: (people, families)."""
    families = sum(f for _, f in rows)
    return sum(p for p, _ in rows) / families if families else 0.0


def plausible(people: int, families: int) -> bool:
    """Fewer people than families cannot be: Panjang, 32 people in 101 families."""
    return people >= families


def spread(values: Mapping[str, int]) -> dict[str, int]:
    """
    What each area's own figure adds, by area code, so that nobody is counted twice.

    A figure for a city holds those of its districts: of it only the rest is left that no
    district has told yet. 1,200 in 18.71 and 300 in 18.71.10 are 900 and 300.
    """
    own = dict(values)
    for code in sorted(values, key=len, reverse=True):
        below = sum(own[c] for c in values if c.startswith(f"{code}."))
        own[code] = max(0, values[code] - below)
    return own


def is_missing(code: str, told: Collection[str], areas: Iterable[str]) -> bool:
    """
    Whether an area's figure is not known yet: neither its own nor that of an area around it.

    A whole whose parts are among `areas` needs none of its own.
    """
    if code in told or any(code.startswith(f"{above}.") for above in told):
        return False
    return not any(other.startswith(f"{code}.") for other in areas)


@dataclass(frozen=True)
class InUse:
    """The figure that counts now: who told it, and whether it was only estimated."""

    source: str
    is_estimate: bool


def takes_over(new: InUse, used: InUse | None) -> bool:
    """
    Whether a new figure counts at once.

    It does where there was none, where it corrects its own source, and where it was reported and
    the other one estimated. Another source stands beside until somebody chooses.
    """
    if used is None or (used.is_estimate and not new.is_estimate):
        return True
    same_source = new.source.strip().casefold() == used.source.strip().casefold()
    return same_source and (used.is_estimate or not new.is_estimate)


@dataclass(frozen=True)
class StatusDraft:
    """A status as it is told; without a decree's number it is verbal."""

    status: Status
    authority: str
    decree: str
    period: Period
    source: str = ""
    because: str = ""  # why the course goes back, or leaves the usual steps


@dataclass(frozen=True)
class Standing:
    """A status already recorded, with the days it is in force."""

    key: int
    status: Status
    authority: str
    period: Period


def status_problems(
    draft: StatusDraft, *, extends: Period | None = None, standing: Sequence[Standing] = ()
) -> list[Problem]:
    """What is wrong with a status as stated, with one that extends another, or beside `standing`."""
    found = []
    if not draft.authority.strip():
        found.append(Problem("Isi siapa yang menetapkan.", "authority"))
    if extends and extends.end:
        if draft.period.start > extends.end:
            found.append(Problem("Perpanjangan tidak boleh berjarak dari masa lama.", "first_day"))
        if draft.period.end and draft.period.end <= extends.end:
            found.append(Problem("Perpanjangan harus berakhir setelah masa lama.", "last_day"))
    if any(row.period.start == draft.period.start for row in _of_same(draft, standing)):
        found.append(Problem("Keputusan pejabat ini mulai hari itu sudah tercatat.", "first_day"))
    return found if extends else [*found, *_step_problems(draft, standing)]


# The usual course, Juklak BNPB 10/2023: a threat, the response, the way back; and what may follow
# what with a reason: the flood comes again.
_ONWARD = {
    None: (Status.ALERT, Status.RESPONSE),
    Status.ALERT: (Status.RESPONSE, Status.ALERT),
    Status.RESPONSE: (Status.TRANSITION, Status.RESPONSE),
    Status.TRANSITION: (Status.TRANSITION,),
}
_WITH_REASON = {
    Status.RESPONSE: (Status.ALERT,),
    Status.TRANSITION: (Status.RESPONSE, Status.ALERT),
}


def before(start: date, standing: Iterable[Standing]) -> Status | None:
    """The status that began last until a day, whoever set it; none where it is only a ground."""
    rows = [r for r in standing if r.period.start <= start and r.status is not Status.CERTAIN]
    last = max(rows, key=lambda row: (row.period.start, row.key), default=None)
    return last.status if last else None


def next_steps(status: Status | None) -> tuple[Status, ...]:
    """What usually follows a status, the likeliest first."""
    return tuple(step for step in _ONWARD[status] if step is not status)


def needs_reason(status: Status, after: Status | None) -> bool:
    """Whether the course leaves the usual steps: back, or on a ground without a status."""
    back = _WITH_REASON.get(after, ()) if after else ()
    return status is Status.CERTAIN or status in back


def _step_problems(draft: StatusDraft, standing: Sequence[Standing]) -> list[Problem]:
    after = before(draft.period.start, standing)
    if needs_reason(draft.status, after):
        if draft.because.strip():
            return []
        return [Problem("Tulis mengapa status ini di luar urutan biasanya.", "because")]
    if draft.status in _ONWARD[after]:
        return []
    return [Problem("Transisi menyusul tanggap darurat. Catat dulu tanggap daruratnya.", "status")]


def _of_same(draft: StatusDraft, standing: Iterable[Standing]) -> list[Standing]:
    """Of the same authority: another's decree stands beside and ends by itself."""
    own = draft.authority.strip().casefold()
    return [row for row in standing if row.authority.strip().casefold() == own]


def cut_short(draft: StatusDraft, standing: Sequence[Standing]) -> dict[int, Period]:
    """
    Statuses of the same authority that end when the new one begins, with the days left to them.

    One authority has one status a day: the later decree replaces the earlier one.
    """
    start = draft.period.start
    return {
        row.key: Period(row.period.start, start)
        for row in _of_same(draft, standing)
        if row.period.start < start and row.period.overlaps(draft.period)
    }


def in_force(draft: StatusDraft, standing: Sequence[Standing]) -> Period:
    """The days of a decree recorded late: it ends where the next one of the same authority begins."""
    later = [
        row.period.start
        for row in _of_same(draft, standing)
        if row.period.start > draft.period.start and row.period.overlaps(draft.period)
    ]
    return Period(draft.period.start, min(later)) if later else draft.period


def ends_on(periods: Collection[Period]) -> date | None:
    """The first day that no status covers any more; None where there is none, or one stays open."""
    ends = [period.end for period in periods]
    return max((end for end in ends if end), default=None) if None not in ends else None


# How many days before the last one the leads are reminded: kebijakan Luwes, bukan hukum.
REMIND_DAYS = (3, 1)
LAPSED = -1


def reminder_due(ends: date, on: date, told: int | None) -> int | None:
    """
    Which reminder of a status that ends is due: 3 or 1 days before its last day, or `LAPSED`.

    None where nothing new is to be told: each is told once, and of missed ones only the newest.
    """
    left = (ends - on).days - 1  # days after this one
    due = LAPSED if left < 0 else min((d for d in REMIND_DAYS if left <= d), default=None)
    return due if due is not None and (told is None or due < told) else None


def is_near(ends: date, on: date) -> bool:
    """Whether a status ends within the days of the reminders, or is over."""
    return (ends - on).days - 1 <= max(REMIND_DAYS)


_ORDER = list(Level)


def is_higher(new: Level, old: Level) -> bool:
    return _ORDER.index(new) > _ORDER.index(old)


@dataclass(frozen=True)
class Lead:
    """Which government leads, on which level; `is_province` and `area` (a code) tell what it is."""

    agency: int
    level: Level
    is_province: bool
    area: str = ""


def lead_problems(new: Lead, old: Lead, *, struck: str, reason: str) -> list[Problem]:
    """What stands against handing the lead over; `struck` is the code of the incident's area."""
    found = []
    if (new.agency, new.level) == (old.agency, old.level):
        found.append(Problem("Tingkat dan pimpinannya sudah demikian.", "level"))
    if new.level is Level.PROVINCE and not new.is_province:
        found.append(Problem("Tingkat provinsi dipimpin pemerintah provinsi.", "agency"))
    if new.level is Level.REGENCY and new.is_province:
        found.append(
            Problem("Tingkat kabupaten/kota dipimpin pemerintah kabupaten atau kota.", "agency")
        )
    if new.area and not (_holds(new.area, struck) or _holds(struck, new.area)):
        found.append(Problem("Wilayah pemerintah ini tidak terkena kejadian ini.", "agency"))
    if not reason.strip():
        found.append(Problem("Tulis alasan perubahannya.", "reason"))
    return found


def _holds(whole: str, part: str) -> bool:
    return f"{part}.".startswith(f"{whole}.")
