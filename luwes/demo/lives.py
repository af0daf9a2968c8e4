"""Lives that go on side by side: each says when it goes on, and whoever is next is next."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from luwes.core import clock
from luwes.letters import jobs
from luwes.letters.models import Letter
from luwes.letters.rules import State

Life = Iterator[datetime]
FREE = {(12, 25), (1, 1)}


def play(
    lives: list[Life], began: datetime, now: datetime, at_nightfall: Callable[[], None]
) -> None:
    """Moment by moment until now, the clock with it; what a life waits for after that does not come."""
    order = count()
    waiting = [(at, next(order), life) for life in lives if (at := next(life, None)) is not None]
    heapq.heapify(waiting)
    last = began
    while waiting:
        at, _n, life = heapq.heappop(waiting)
        if day(at) != day(last):
            clock.set_to(last + timedelta(minutes=1))
            at_nightfall()
        if at >= now:
            continue
        clock.set_to(at)
        last = at
        if (after := next(life, None)) is not None:
            heapq.heappush(waiting, (after, next(order), life))
    at_nightfall()


def sign(ours: Q) -> None:
    """What the worker's job does with letters, on the day itself."""
    unsigned = Letter.objects.filter(ours, state=State.ISSUED.value).order_by("pk")
    jobs.produce(list(unsigned.values_list("pk", flat=True)))


def day(at: datetime) -> date:
    return at.astimezone(get_default_timezone()).date()


def working(at: datetime) -> datetime:
    """The same hour of the next day of work, or of the day itself."""
    while day(at).weekday() > 4 or (day(at).month, day(at).day) in FREE:
        at += timedelta(days=1)
    return at
