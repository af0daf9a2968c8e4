"""What must always hold, found by reading the rows day by day; shares nothing with the product."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import connection

BINDING = "('ordered', 'accepted', 'active', 'completed')"


def _rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def faults_of_loads() -> list[str]:
    """Every day on which somebody carries two full loads, more than 100 %, or works on leave."""
    loads: dict[tuple[int, date], list[int]] = defaultdict(list)
    for person, first, end, load in _rows(
        "SELECT employee_id, lower(period), upper(period), load FROM staffing_assignment"
        f" WHERE state IN {BINDING}"
    ):
        for day in _days(first, end):
            loads[person, day].append(load)
    found = []
    for (person, day), carried in sorted(loads.items()):
        if carried.count(100) > 1:
            found.append(f"{person} has two full loads on {day}")
        if sum(carried) > 100:
            found.append(f"{person} carries {sum(carried)} % on {day}")
    for person, first, end in _rows(
        "SELECT employee_id, lower(period), upper(period) FROM appointments_leave"
    ):
        found += [
            f"{person} works on leave on {day}" for day in _days(first, end) if loads[person, day]
        ]
    return found


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(n) for n in range((end - first).days)]


def faults_of_presence(plan_id: int, on: date) -> list[str]:
    """
    Every stated minimum that the people of a plan break by going, on the days they are gone.

    A unit that lies under its minimum anyway may give nobody.
    """
    above = dict(
        _rows("SELECT unit_id, parent_id FROM organisation_unitshape WHERE period @> %s::date", on)
    )
    people = {
        person: (unit, group)
        for person, unit, group in _rows(
            "SELECT a.employee_id, a.unit_id, t.group_id FROM appointments_appointment a"
            " JOIN organisation_position p ON p.id = a.position_id"
            " JOIN organisation_jobtitle t ON t.id = p.title_id"
            " JOIN people_employee e ON e.id = a.employee_id"
            " WHERE a.kind = 'definitive' AND a.period @> %s::date AND e.is_current",
            on,
        )
    }
    sent: dict[date, set[int]] = defaultdict(set)
    for person, first, end in _rows(
        "SELECT l.employee_id, lower(n.period), upper(n.period) FROM staffing_planline l"
        " JOIN staffing_need n ON n.id = l.need_id WHERE l.plan_id = %s",
        plan_id,
    ):
        for day in _days(first, end):
            sent[day].add(person)
    away = {day: _away(day) for day in sent}
    found = []
    for unit, group, minimum in _rows(
        "SELECT unit_id, group_id, minimum FROM organisation_minimumpresence"
        " WHERE period @> %s::date",
        on,
    ):
        staff = {
            person
            for person, (own, kind) in people.items()
            if _is_under(own, unit, above) and group in (None, kind)
        }
        for day, gone in sorted(sent.items()):
            left = staff - away[day] - gone
            if staff & gone and len(left) < minimum:
                found.append(f"unit {unit}, group {group}: {len(left)} of {minimum} on {day}")
    return found


def _is_under(unit: int, top: int, above: dict[int, int | None]) -> bool:
    while unit is not None and unit != top:
        unit = above.get(unit)
    return unit == top


def _away(day: date) -> set[int]:
    """Who is on leave, or on duty elsewhere with their whole time."""
    return {
        person
        for (person,) in _rows(
            "SELECT employee_id FROM appointments_leave WHERE period @> %s::date UNION"
            f" SELECT employee_id FROM staffing_assignment WHERE state IN {BINDING}"
            " AND load = 100 AND period @> %s::date",
            day,
            day,
        )
    }
