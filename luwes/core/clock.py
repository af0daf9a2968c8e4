"""The only clock. Read it at the doors (views, jobs, commands), pass the result down.

A demonstration may start the clock at another moment (`LUWES_CLOCK`); it then runs on from there.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_started = timezone.now()


def now() -> datetime:
    """The present instant, aware, UTC unless a demonstration clock is set."""
    return timezone.now() + shift()


def today() -> date:
    """The present day in the government's time zone."""
    return timezone.localdate(now())


def set_to(moment: datetime) -> None:
    """Let the clock stand at another moment and run on from there; for a played story."""
    global _started
    _started, settings.LUWES_CLOCK = timezone.now(), moment


def shift() -> timedelta:
    """How far the demonstration clock stands from the real one; nought in earnest."""
    start: datetime | None = settings.LUWES_CLOCK
    return start - _started if start else timedelta(0)
