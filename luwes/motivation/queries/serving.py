"""Days on duty of a year, beside those of the own staff group; and the load of a week. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Greatest, Least

from luwes.core.days import midnight
from luwes.core.periods import Period
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
class Group:
    """The people of one staff group and government, and how many days each served on average."""

    name: str
    people: int
    days: float


_GROUP = """
WITH own AS (
    SELECT t.group_id, u.agency_id
      FROM appointments_appointment a
      JOIN organisation_position p ON p.id = a.position_id
      JOIN organisation_jobtitle t ON t.id = p.title_id
      JOIN organisation_orgunit u ON u.id = a.unit_id
     WHERE a.employee_id = %(employee)s AND a.kind = 'definitive' AND a.period @> %(until)s::date
     LIMIT 1
), people AS (
    SELECT DISTINCT a.employee_id
      FROM own
      JOIN organisation_jobtitle t ON t.group_id = own.group_id
      JOIN organisation_position p ON p.title_id = t.id
      JOIN appointments_appointment a ON a.position_id = p.id
      JOIN organisation_orgunit u ON u.id = a.unit_id AND u.agency_id = own.agency_id
     WHERE a.kind = 'definitive' AND a.period @> %(until)s::date
), served AS (
    SELECT sum(ceil(greatest(0, least(coalesce(upper(s.period), %(end)s::date), %(end)s::date)
                                - greatest(lower(s.period), %(first)s::date)) * s.load / 100.0)) AS days
      FROM staffing_assignment s
      JOIN people ON people.employee_id = s.employee_id
     WHERE s.state = ANY(%(states)s) AND NOT s.beside_work
       AND s.period && daterange(%(first)s::date, %(end)s::date)
)
SELECT g.name, (SELECT count(*) FROM people), coalesce((SELECT days FROM served), 0)
  FROM own JOIN organisation_staffgroup g ON g.id = own.group_id
"""


def of_group(employee_id: int, year: Period, on: date) -> Group | None:
    """None without a post, or where the group is so small that its average would tell of somebody."""
    until = min(on, year.last_day or on)
    values: dict[str, Any] = {
        "employee": employee_id, "until": until, "first": year.start,
        "end": until + timedelta(days=1), "states": _SERVING,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_GROUP, values)
        row = cursor.fetchone()
    if row is None or row[1] < FEWEST:
        return None
    return Group(row[0], row[1], float(row[2]) / row[1])
