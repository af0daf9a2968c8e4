"""Whether people may be lent to another government: an agreement of both holds on the days (PP 28/2018)."""

from collections.abc import Iterable

from luwes.core.periods import Period


def covered(agreements: Iterable[Period], during: Period) -> bool:
    """Whether they hold, one after the other, on every day; where no last day is known, on the first."""
    reached = during.start
    for period in sorted(agreements, key=lambda row: row.start):
        if reached not in period:
            continue
        if during.end is None or period.end is None or period.end >= during.end:
            return True
        reached = period.end
    return False
