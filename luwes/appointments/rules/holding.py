"""Who may hold which position, and when. Pure: no database, no clock, no Django."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period, add_months


class Kind(StrEnum):
    DEFINITIVE = "definitive"
    ACTING = "acting"  # Plt.
    DAILY = "daily"  # Plh.
    SECONDED = "seconded"  # sent elsewhere for a while, keeps the own post


@dataclass(frozen=True)
class Limits:
    """Dated parameters of acting mandates; each deployment has its rows."""

    acting_months: int = 3  # SE BKN 1/SE/I/2021: Plt. paling lama 3 bulan, dapat diperpanjang 3
    daily_days: int = 30  # Plh. 3–30 hari


@dataclass(frozen=True)
class Holding:
    """That somebody holds a position of one kind for a period."""

    employee_id: int
    position_id: int
    kind: Kind
    period: Period
    single_holder: bool


def problems(new: Holding, *, limits: Limits, held: Sequence[Holding]) -> list[Problem]:
    """List every reason why `new` may not begin beside what is already `held`."""
    return [*_acting_too_long(new, limits), *_already_held(new, held)]


def _acting_too_long(new: Holding, limits: Limits) -> Iterator[Problem]:
    end = new.period.end
    if new.kind is Kind.ACTING:
        limit = add_months(new.period.start, limits.acting_months)
        if end is None or end > limit:
            yield Problem(
                "Penugasan Plt. paling lama %(months)d bulan.", "last_day", "SE BKN 1/SE/I/2021",
                {"months": limits.acting_months},
            )  # fmt: skip
    days = new.period.days
    if new.kind is Kind.DAILY and (days is None or days > limits.daily_days):
        yield Problem(
            "Penugasan Plh. paling lama %(days)d hari.", "last_day", "", {"days": limits.daily_days}
        )


def _already_held(new: Holding, held: Sequence[Holding]) -> Iterator[Problem]:
    clashes = [h for h in held if h.kind is Kind.DEFINITIVE and h.period.overlaps(new.period)]
    if new.kind is Kind.DEFINITIVE:
        if new.single_holder and any(h.position_id == new.position_id for h in clashes):
            yield Problem("Jabatan ini sudah terisi pada masa tersebut.", "position")
        if any(h.employee_id == new.employee_id for h in clashes):
            yield Problem("Pegawai ini sudah memegang jabatan definitif.", "employee")
