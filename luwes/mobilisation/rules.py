"""Incidents: hazards, emergency status, figures that conflict. Pure."""

from dataclasses import dataclass
from enum import StrEnum


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
