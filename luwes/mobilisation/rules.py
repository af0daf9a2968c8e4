"""Incidents: hazards, emergency status, figures that conflict. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period


class Hazard(StrEnum):
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    ERUPTION = "eruption"
    FIRE = "fire"
    OTHER = "other"


class Status(StrEnum):
    """Emergency statuses, Juklak BNPB 10/2023."""

    ALERT = "alert"  # siaga darurat
    RESPONSE = "response"  # tanggap darurat
    TRANSITION = "transition"  # transisi darurat ke pemulihan


class Figure(StrEnum):
    HOUSES = "houses"
    AFFECTED = "affected"
    FAMILIES = "families"
    DISPLACED = "displaced"
    DEAD = "dead"
    INJURED = "injured"
    MISSING = "missing"


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


def status_problems(draft: StatusDraft, *, extends: Period | None = None) -> list[Problem]:
    """What is wrong with a status as stated, or with one that extends another."""
    found = []
    if not draft.authority.strip():
        found.append(Problem("Isi siapa yang menetapkan.", "authority"))
    if extends and extends.end:
        if draft.period.start > extends.end:
            found.append(Problem("Perpanjangan tidak boleh berjarak dari masa lama.", "first_day"))
        if draft.period.end and draft.period.end <= extends.end:
            found.append(Problem("Perpanjangan harus berakhir setelah masa lama.", "last_day"))
    return found
