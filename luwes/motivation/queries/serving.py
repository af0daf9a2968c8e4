"""Days on duty of a year, beside those of the own staff group; and the load of a week. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Greatest, Least

from luwes.core.days import midnight
from luwes.core.periods import Period
from luwes.organisation.rules import full_title
from luwes.staffing import rules
from luwes.staffing.models import Assignment, Shift

FEWEST = 5  # of a group whose average is told: own policy
_SERVING = [state.value for state in rules.SERVING]
_ON_THE_WAY = [rules.AssignmentState.ACTIVE.value, rules.AssignmentState.ACCEPTED.value]


@dataclass(frozen=True)
class Served:
    """Of one year: days on duty as fairness counts them, duties, and of this week hours and load."""

    days: int
    duties: int
    week_hours: float
    load: int  # per cent of the time that runs on the day


def of_year(employee_id: int, year: Period, on: date) -> Served:
    """Until `on`, or the year's end. One query."""
    until = min(on, year.last_day or on)
    monday = on - timedelta(days=on.weekday())
    week = Period(monday, monday + timedelta(days=7))
    rows = Assignment.objects.filter(
        employee_id=employee_id, period__overlap=year, state__in={*_SERVING, *_ON_THE_WAY}
    )
    found = list(
        rows.order_by("pk")
        .annotate(on_shift=Subquery(_on_shift(week)))
        .values_list("state", "period", "load", "beside_work", "on_shift")
    )
    served = [(p, load) for state, p, load, beside, _s in found if state in _SERVING and not beside]
    return Served(
        sum(rules.days_served(period, load, since=year.start, on=until) for period, load in served),
        sum(state in _SERVING and period.start <= until for state, period, *_rest in found),
        sum((s / timedelta(hours=1) for *_rest, s in found if s), 0.0),
        sum(load for state, period, load, *_rest in found if state in _ON_THE_WAY and on in period),
    )


def _on_shift(week: Period) -> Any:
    """How long the shifts of an assignment last within the week; without those somebody was away from."""
    assert week.end
    first, end = midnight(week.start), midnight(week.end)
    lasts = ExpressionWrapper(
        Least(F("ends_at"), end) - Greatest(F("starts_at"), first), output_field=DurationField()
    )
    rows = Shift.objects.filter(
        assignment=OuterRef("pk"), absence=None, starts_at__lt=end, ends_at__gt=first
    )
    return rows.order_by().values("assignment").annotate(sum=Sum(lasts)).values("sum")


@dataclass(frozen=True)
class Post:
    """
    Where somebody serves, and the people of the same staff group and government: how many, and how
    many days each was on duty. `average`: None where they are so few that it would tell of somebody.
    """

    title: str
    unit: str
    group: str
    people: int
    average: float | None


_PEOPLE = """
    SELECT DISTINCT a.employee_id
      FROM organisation_jobtitle t
      JOIN organisation_position p ON p.title_id = t.id
      JOIN appointments_appointment a ON a.position_id = p.id
      JOIN organisation_orgunit u ON u.id = a.unit_id
     WHERE t.group_id = own.group_id AND u.agency_id = own.agency_id
       AND a.kind = 'definitive' AND a.period @> %(until)s::date
"""
_POST = f"""
SELECT own.title, own.career_level, own.unit, g.name, others.people, others.days
  FROM (
        SELECT t.name AS title, t.career_level, t.group_id, u.agency_id,
               coalesce((SELECT s.name FROM organisation_unitshape s
                          WHERE s.unit_id = u.id AND s.period @> %(until)s::date LIMIT 1), u.code) AS unit
          FROM appointments_appointment a
          JOIN organisation_position p ON p.id = a.position_id
          JOIN organisation_jobtitle t ON t.id = p.title_id
          JOIN organisation_orgunit u ON u.id = a.unit_id
         WHERE a.employee_id = %(employee)s AND a.kind = 'definitive' AND a.period @> %(until)s::date
         LIMIT 1
       ) own
  JOIN organisation_staffgroup g ON g.id = own.group_id
  CROSS JOIN LATERAL (
        SELECT count(DISTINCT people.employee_id) AS people, coalesce(sum(
                 ceil(greatest(0, least(coalesce(upper(s.period), %(end)s::date), %(end)s::date)
                                  - greatest(lower(s.period), %(first)s::date)) * s.load / 100.0)), 0) AS days
          FROM ({_PEOPLE}) people
          LEFT JOIN staffing_assignment s ON s.employee_id = people.employee_id
               AND s.state = ANY(%(states)s) AND NOT s.beside_work
               AND s.period && daterange(%(first)s::date, %(end)s::date)
       ) others
"""


def post_of(employee_id: int, year: Period, on: date) -> Post | None:
    """On a day of the year, or its last one; None without a post. One query."""
    until = min(on, year.last_day or on)
    values: dict[str, Any] = {
        "employee": employee_id, "until": until, "first": year.start,
        "end": until + timedelta(days=1), "states": _SERVING,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_POST, values)
        row = cursor.fetchone()
    if row is None:
        return None
    title, level, unit, group, people, days = row
    average = float(days) / people if people >= FEWEST else None
    return Post(full_title(title, level), unit, group, people, average)
