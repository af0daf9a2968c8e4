"""Which year a page shows, and figures that come from law."""

from decimal import Decimal

from luwes.core.numbers import whole

WEEK_HOURS = Decimal("37.5")  # Perpres 21/2023 ps. 4: of an ordinary week
OFFERED = 4  # years that can be chosen in place
FIRST = 1990


def year_shown(asked: str, running: int, otherwise: int | None = None) -> int:
    """The one asked for, if it is one that may have been; else the running one, or the other one named."""
    year = whole(asked)
    return year if FIRST <= year <= running else otherwise or running


def years_offered(shown: int, running: int) -> list[int]:
    """The latest first, the one shown among them."""
    return sorted({*range(running, running - OFFERED, -1), shown}, reverse=True)
