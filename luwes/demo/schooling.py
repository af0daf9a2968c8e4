"""The people who learn in the made-up province, and the half year in which they do."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from luwes.accounts.models import User
from luwes.appointments.queries import definitive
from luwes.demo import leaving, lives, loading
from luwes.demo.lives import day
from luwes.people.models import Employee

SEED = 20250223
DAYS = 180
MOST, SHARE = 60, 20  # of so many people one learns here


@dataclass
class School:
    """Who teaches and learns."""

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

    def play(self, living: list[lives.Life]) -> None:
        """Till today; letters are signed the day they are issued."""
        ours = Q(certificate__isnull=False) | Q(withdraws__certificate__isnull=False)
        lives.play(living, self.began, self.now, lambda: lives.sign(ours))


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
