"""The people who learn in the made-up province, and how their half year goes by, side by side."""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from luwes.accounts.models import User
from luwes.appointments.queries import definitive
from luwes.core import clock
from luwes.demo import leaving, loading
from luwes.letters import jobs
from luwes.letters.models import Letter
from luwes.letters.rules import State
from luwes.people.models import Employee

SEED = 20250223
DAYS = 180
MOST, SHARE = 60, 20  # of so many people one learns here


@dataclass
class School:
    """Who teaches and learns; `lives` go on side by side, each until what it waits for has come."""

    world: loading.World
    now: datetime
    on: date
    manager: User
    people: list[Employee]
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def began(self) -> datetime:
        return self.now - timedelta(days=DAYS)

    def account(self, person: Employee, at: datetime, username: str = "") -> User:
        return loading.account_of(person, self.world, at, day(at), username=username)

    def play(self, lives: list[Iterator[datetime]]) -> None:
        """Moment by moment till today; letters are signed the day they are issued."""
        order = count()
        waiting = [(next(life), next(order), life) for life in lives]
        heapq.heapify(waiting)
        last = self.began
        while waiting:
            at, _n, life = heapq.heappop(waiting)
            if day(at) != day(last):
                clock.set_to(last + timedelta(minutes=1))
                _sign()
            if at >= self.now:
                continue
            clock.set_to(at)
            last = at
            if (after := next(life, None)) is not None:
                heapq.heappush(waiting, (after, next(order), life))
        _sign()


def _sign() -> None:
    """What the worker's job does with letters, on the day itself."""
    ours = Q(certificate__isnull=False) | Q(withdraws__certificate__isnull=False)
    unsigned = Letter.objects.filter(ours, state=State.ISSUED.value).order_by("pk")
    jobs.produce(list(unsigned.values_list("pk", flat=True)))


def people_of(began: datetime, on: date, among: int) -> list[Employee]:
    """One of each unit in turn, in office all the time; never who the flood's story needs."""
    apart = [e.pk for e in leaving.of_first_head(on)]
    then = definitive(day(began)).values("employee_id")
    rows = definitive(on).filter(single_holder=False, employee__user=None, employee__in=then)
    units: dict[int, list[int]] = {}
    for unit, person in rows.exclude(employee__in=apart).order_by("unit_id", "-employee_id").values_list("unit_id", "employee_id"):  # fmt: skip
        units.setdefault(unit, []).append(person)
    random.Random(SEED).shuffle(turns := list(units.values()))
    depth = max(map(len, turns), default=0)
    chosen = [row[n] for n in range(depth) for row in turns if n < len(row)]
    chosen = list(dict.fromkeys(chosen))[: min(MOST, among // SHARE)]
    found = Employee.objects.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def day(at: datetime) -> date:
    return at.astimezone(get_default_timezone()).date()
