"""The time machine: pages that show the state of any day take it from `?per=YYYY-MM-DD`."""

from datetime import date

from django.http import HttpRequest

from luwes.core import clock

PARAMETER = "per"


def as_of(request: HttpRequest) -> date:
    """The day a page shows: the one asked for, else today.

    A page that calls this gets the date form in its top bar.
    """
    today = clock.today()
    asked = _day(request.GET.get(PARAMETER, "")) or today
    request.luwes_as_of = asked  # type: ignore[attr-defined]
    return asked


def asked_day(request: HttpRequest) -> date | None:
    """What `as_of` answered for this request; None if the page knows no dates."""
    return getattr(request, "luwes_as_of", None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
