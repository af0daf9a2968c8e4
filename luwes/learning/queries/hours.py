"""The account of hours: of a person by year, and of units. Reads only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Sum

from luwes.appointments.models import DEFINITIVE
from luwes.core.periods import Period
from luwes.learning.models import HoursClaim, LearningHours
from luwes.learning.rules.hours import BY_CONTRACT, JP_MINUTES, Account, jp_of, rule_for, year_of
from luwes.organisation.queries import unit_names
from luwes.people.models import Employee

MOST_CLAIMS = 50


def contract_of(employee: Employee, on: date) -> date | None:
    """The first day of the contract of a PPPK: of the definitive post that ends on a day; None: not on file."""
    if employee.employment not in BY_CONTRACT:
        return None
    rows = employee.appointments.filter(kind=DEFINITIVE, period__contains=on)
    period = rows.values_list("period", flat=True).first()
    return period.start if period and period.end else None


def account_of(employee: Employee, on: date) -> Account:
    """The running year up to the day."""
    contract = contract_of(employee, on)
    period = year_of(on, contract)
    rows = LearningHours.objects.filter(employee=employee, on__range=(period.start, on))
    minutes = rows.aggregate(sum=Sum("minutes"))["sum"] or 0
    return Account(period, minutes, rule_for(employee.employment, on), contract is not None)


def years_of(employee: Employee, on: date) -> list[Account]:
    """Every year with hours and the running one, newest first; each by the rule of its last day."""
    contract = contract_of(employee, on)
    rows = LearningHours.objects.filter(employee=employee, on__lte=on).order_by()
    sums = {year_of(on, contract): 0}
    for day, minutes in rows.values_list("on", "minutes"):
        year = year_of(day, contract)
        sums[year] = sums.get(year, 0) + minutes
    return [
        Account(
            year, sums[year], rule_for(employee.employment, year.last_day or on), contract is not None
        )
        for year in sorted(sums, reverse=True)
    ]  # fmt: skip


def rows_of(employee_id: int, year: Period) -> QuerySet[LearningHours]:
    rows = LearningHours.objects.filter(
        employee_id=employee_id, on__range=(year.start, year.last_day)
    )
    return rows.order_by("-on", "-pk")


def claims_of(employee_id: int) -> QuerySet[HoursClaim]:
    return HoursClaim.objects.filter(employee_id=employee_id).order_by("-asked_at", "-pk")


@dataclass(frozen=True)
class UnitHours:
    """People of a unit with all below it, by employment: how many, and how many have their hours."""

    unit_id: int
    name: str
    people: int = 0
    minutes: int = 0
    bound: int = 0  # of whom a least number is asked
    reached: int = 0
    capped: int = 0  # of whom a most number holds
    over: int = 0

    @property
    def words(self) -> str:
        """JP a head."""
        return jp_of(self.minutes, self.people) if self.people else "0"

    @property
    def percent(self) -> int:
        return self.reached * 100 // self.bound if self.bound else 100


@dataclass
class _Sum:
    figures: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, value: int) -> None:
        self.figures[name] = self.figures.get(name, 0) + value


_OF_UNITS = """
    SELECT ltree2text(subpath(s.path, least(nlevel(s.path) - 1, %(depth)s), 1))::bigint AS row,
           e.employment, count(*), sum(coalesce(h.minutes, 0)),
           count(*) FILTER (WHERE coalesce(h.minutes, 0) >= l.least),
           count(*) FILTER (WHERE h.minutes > l.most)
      FROM organisation_unitshape s
      JOIN appointments_appointment a ON a.unit_id = s.unit_id
           AND a.kind = 'definitive' AND a.period @> %(on)s::date
      JOIN people_employee e ON e.id = a.employee_id
      LEFT JOIN LATERAL (
           SELECT sum(minutes) AS minutes FROM learning_learninghours
            WHERE employee_id = e.id AND "on" <= %(on)s AND "on" >= CASE
                  WHEN e.employment = ANY(%(contracts)s) AND NOT upper_inf(a.period)
                  THEN (lower(a.period) + make_interval(
                       years => extract(year FROM age(%(on)s::date, lower(a.period)))::int))::date
                  ELSE %(first)s::date END) h ON true
      LEFT JOIN unnest(%(employment)s::text[], %(least)s::int[], %(most)s::int[])
           AS l(employment, least, most) ON l.employment = e.employment
     WHERE s.period @> %(on)s::date AND {within}
     GROUP BY 1, 2
"""


def of_units(path: str, agency_id: int | None, on: date) -> list[UnitHours]:
    """
    The units next below `path` (and it alone, for its own people), or the top units of an agency; by
    name, in two queries.
    """
    rules = {name: rule_for(name, on) for name in ("pns", "pppk", "pppk_part_time")}
    known = {name: rule for name, rule in rules.items() if rule}
    values: dict[str, Any] = {
        "on": on, "first": date(on.year, 1, 1), "depth": path.count(".") + 1 if path else 0,
        "path": path, "agency": agency_id, "employment": list(known), "contracts": sorted(BY_CONTRACT),
        "least": [_minutes(rule.least) for rule in known.values()],
        "most": [_minutes(rule.most) for rule in known.values()],
    }  # fmt: skip
    within = "s.path <@ %(path)s::ltree" if path else "s.agency_id = %(agency)s"
    sums: dict[int, _Sum] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OF_UNITS.format(within=within), values)
        for row, employment, people, minutes, reached, over in cursor.fetchall():
            found, rule = sums.setdefault(row, _Sum()), known.get(employment)
            for name, value in (("people", people), ("minutes", minutes), ("reached", reached), ("over", over)):  # fmt: skip
                found.add(name, int(value))
            found.add("bound", people if rule and rule.least else 0)
            found.add("capped", people if rule and rule.most else 0)
    names = unit_names(sums, on)
    rows = [UnitHours(pk, names.get(pk, ""), **found.figures) for pk, found in sums.items()]
    return sorted(rows, key=lambda row: (row.name, row.unit_id))


def _minutes(jp: int | None) -> int | None:
    return jp * JP_MINUTES if jp is not None else None
