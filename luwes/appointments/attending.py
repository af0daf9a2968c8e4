"""Who of a unit is there day by day, against its minimum. Reads only; the same cost for any size."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from luwes.appointments import binding
from luwes.appointments.entitlements import Account, holidays, week_of
from luwes.appointments.models import Appointment, Leave
from luwes.appointments.queries import definitive
from luwes.appointments.rules.entitlement import WorkDays
from luwes.appointments.rules.requests import Day
from luwes.core.periods import Period
from luwes.organisation import queries as organisation
from luwes.organisation.models import MinimumPresence, UnitShape
from luwes.organisation.rules import Minimum
from luwes.people.models import Employee


@dataclass(frozen=True)
class Away:
    """Somebody who is not there; never of which kind the leave is."""

    employee_id: int
    name: str
    group_id: int
    period: Period
    on_duty: bool


@dataclass
class Attendance:
    """A unit with all below it, over some days. Holders are those of the day `on`."""

    shape: UnitShape
    during: Period
    on: date
    holders: Counter[int] = field(default_factory=Counter)  # by group
    away: list[Away] = field(default_factory=list)
    minimums: list[Minimum] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    work: WorkDays = field(default_factory=WorkDays)
    holiday_names: dict[date, str] = field(default_factory=dict)

    def away_on(self, day: date) -> list[Away]:
        """Each person once, however many reasons."""
        found = {row.employee_id: row for row in self.away if day in row.period}
        return sorted(found.values(), key=lambda row: (row.name, row.employee_id))

    def on_day(self, day: date, *, without: tuple[int, int] | None = None) -> list[Day]:
        """By minimum: everyone first, then groups. `without`: a person and group, away as well."""
        gone = {row.employee_id: row.group_id for row in self.away_on(day)}
        if without:
            gone.setdefault(*without)
        lost = Counter(gone.values())
        return [
            Day(
                self.shape.name, rule.group_id, self.groups.get(rule.group_id or 0, ""), day,
                self._held(rule.group_id) - (lost[rule.group_id] if rule.group_id else len(gone)),
                rule.minimum, rule.assumed,
            )
            for rule in self.minimums
        ]  # fmt: skip

    def _held(self, group_id: int | None) -> int:
        return self.holders[group_id] if group_id else self.holders.total()

    def days(self) -> list[date]:
        return [self.during.start + timedelta(n) for n in range(self.during.days or 0)]


def attendance(shape: UnitShape, during: Period, on: date) -> Attendance:
    """Read what is needed for every day of the stretch, in a fixed number of queries."""
    found = Attendance(shape, during, on)
    posts = _posts(shape, on)
    counts = posts.values_list("position__title__group_id").annotate(n=Count("pk"))
    found.holders = Counter(dict(counts.order_by()))
    found.away = [*_on_leave(posts, during), *_on_duty(posts, during)]
    found.minimums = organisation.minimums([shape.unit_id], on)[shape.unit_id]
    found.groups = organisation.group_names()
    free = holidays(shape.agency_id, during)
    found.holiday_names = {row.day: row.name for row in free}
    found.work = WorkDays(frozenset(row.day for row in free), week_of(shape.kind, on))
    return found


def _posts(shape: UnitShape, on: date) -> QuerySet[Appointment]:
    units = UnitShape.objects.filter(path__under=shape.path, period__contains=on)
    return definitive(on).filter(unit_id__in=units.values("unit_id"))


def _on_leave(posts: QuerySet[Appointment], during: Period) -> list[Away]:
    rows = Leave.objects.filter(
        employee__in=posts.order_by().values("employee_id"), period__overlap=during
    )
    told = list(rows.order_by("pk").values_list("employee_id", "period"))
    return _named(posts, told, on_duty=False)


def _on_duty(posts: QuerySet[Appointment], during: Period) -> list[Away]:
    people = posts.order_by().values_list("employee_id", flat=True)
    told = [(duty.employee_id, duty.period) for duty in binding.away(people, during)]
    return _named(posts, told, on_duty=True)


def _named(
    posts: QuerySet[Appointment], told: Iterable[tuple[int, Period]], *, on_duty: bool
) -> list[Away]:
    rows = list(told)
    if not rows:
        return []
    groups: dict[int, int] = dict(
        posts.filter(employee_id__in={pk for pk, _period in rows})
        .order_by()
        .values_list("employee_id", "position__title__group_id")
    )
    people: dict[int, Any] = Employee.objects.in_bulk(list(groups))
    return [
        Away(pk, people[pk].full_name, groups[pk], period, on_duty)
        for pk, period in rows
        if pk in groups
    ]


def without(account: Account, period: Period) -> list[Day]:
    """
    Working days of a leave, with the person away: of the own unit, and of each unit above that has
    set a minimum of its own; for everyone, and for the person's own group.
    """
    if account.shape is None or account.post is None:
        return []
    me, on = (account.employee.pk, account.post.group_id), max(account.on, period.start)
    found = []
    for shape in _guarded(account.shape, on):
        there = attendance(shape, period, on)
        for day in there.days():
            if there.work.is_work(day):
                rows = there.on_day(day, without=me)
                found += [row for row in rows if row.group_id in {None, account.post.group_id}]
    return found


def _guarded(shape: UnitShape, on: date) -> list[UnitShape]:
    above = [int(label) for label in shape.path.split(".") if int(label) != shape.unit_id]
    set_there = MinimumPresence.objects.filter(unit_id__in=above, period__contains=on)
    ids = set(set_there.values_list("unit_id", flat=True))
    rows = UnitShape.objects.filter(unit_id__in=ids, period__contains=on).order_by("path")
    return [shape, *rows.select_related("agency")]
