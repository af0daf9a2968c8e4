"""Working time in round figures, as people say it."""

from dataclasses import dataclass

from luwes.services.rules.clocks import DAY_MINUTES

HOUR = 60


@dataclass(frozen=True)
class Spoken:
    """So many working days, or hours where it is less than two days and no whole one."""

    count: int
    in_days: bool


def spoken(minutes: int) -> Spoken:
    """Rounded up: nobody is told less than it takes."""
    if minutes % DAY_MINUTES and minutes < 2 * DAY_MINUTES:
        hours = max(1, -(-minutes // HOUR))
        if hours * HOUR <= DAY_MINUTES or minutes % HOUR == 0:
            return Spoken(hours, in_days=False)
    return Spoken(max(1, -(-minutes // DAY_MINUTES)), in_days=True)
