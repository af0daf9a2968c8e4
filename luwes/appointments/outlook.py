"""Who acts in a post on a day, and which holders retire within the year after it, counted by place."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from luwes.appointments import rules
from luwes.core.periods import add_months
from luwes.organisation.rules import CAREER_LEVELS, Outlook, PositionKind, retirement_age

MONTHS = 12
ACTING = (rules.Kind.ACTING.value, rules.Kind.DAILY.value)
_OTHERS = retirement_age(PositionKind.EXECUTIVE, "")


def _ages() -> list[tuple[str, str | None, int]]:
    """Kinds and levels of a title with another age than most; one without a level is for all others."""
    found: list[tuple[str, str | None, int]] = []
    for kind, levels in CAREER_LEVELS.items():
        usual = retirement_age(kind, "")
        own = [(level, retirement_age(kind, level)) for level in levels]
        found += [(kind.value, level, age) for level, age in own if age != usual]
        found += [(kind.value, None, usual)] if usual != _OTHERS else []
    return found


_AGES = _ages()


def births(age: int, on: date, months: int = MONTHS) -> tuple[date, date]:
    """
    When those were born who retire at this age after `on` and within so many months: [from, until).

    They leave on the first of the month after that birthday (PP 11/2017 ps. 240), so whole months count.
    """
    month = on.replace(day=1)
    return add_months(month, -12 * age), add_months(month, months - 12 * age)


def retiring(on: date) -> tuple[str, str, dict[str, Any]]:
    """
    Who retires within a year, as conditions on `e` (a person) and `t` (the title held), and their values.

    The first asks for the births that may count, the second whether they count for that title. What
    ages hold is said here alone.
    """
    windows = {age: births(age, on) for age in sorted({*(age for *_, age in _AGES), _OTHERS})}
    values: dict[str, Any] = {}
    for age, (first, end) in windows.items():
        values |= {f"from_{age}": first, f"until_{age}": end}
    born = {
        age: f"e.birth_date >= %(from_{age})s AND e.birth_date < %(until_{age})s" for age in windows
    }
    cases = []
    for n, (kind, level, age) in enumerate(_AGES):
        values |= {f"kind_{n}": kind, f"level_{n}": level}
        leveled = f" AND t.career_level = %(level_{n})s" if level is not None else ""
        cases.append(f"WHEN t.kind = %(kind_{n})s{leveled} THEN {born[age]}")
    whether = f"CASE {' '.join(cases)} ELSE {born[_OTHERS]} END"
    return " OR ".join(f"({each})" for each in born.values()), whether, values


# The planner begins with the units or with the births that count, whichever are fewer.
_PEOPLE = """
    SELECT x.position_id, x.unit_id, 0 AS acting, 1 AS retiring
      FROM appointments_appointment x
      JOIN people_employee e ON e.id = x.employee_id AND ({births})
      JOIN organisation_position p ON p.id = x.position_id
      JOIN organisation_jobtitle t ON t.id = p.title_id
     WHERE x.kind = 'definitive' AND x.period @> %(on)s AND x.unit_id IN ({units}) AND {retires}
    UNION ALL
    SELECT x.position_id, x.unit_id, 1, 0 FROM appointments_appointment x
     WHERE x.kind = ANY(%(acting)s) AND x.period @> %(on)s AND x.unit_id IN ({units})
"""
_IN_UNITS = "SELECT position_id, sum(acting), sum(retiring) FROM ({people}) l GROUP BY 1"
_BY_UNIT = """
    WITH below AS MATERIALIZED (
        SELECT top.unit_id AS top_id, s.unit_id
          FROM organisation_unitshape top
          JOIN organisation_unitshape s ON s.path <@ top.path AND s.period @> %(on)s
         WHERE top.unit_id = ANY(%(ids)s) AND top.period @> %(on)s
    )
    SELECT b.top_id, sum(l.acting), sum(l.retiring) FROM below b JOIN ({people}) l USING (unit_id)
     GROUP BY 1
"""
_BY_AGENCY = """
    SELECT u.agency_id, sum(l.acting), sum(l.retiring)
      FROM ({people}) l JOIN organisation_orgunit u ON u.id = l.unit_id GROUP BY 1
"""
_THESE = "SELECT unnest(%(ids)s::bigint[])"
_BELOW = "SELECT unit_id FROM below"
_OF_AGENCIES = "SELECT id FROM organisation_orgunit WHERE agency_id = ANY(%(ids)s)"


def in_units(unit_ids: Collection[int], on: date) -> dict[int, Outlook]:
    """By position, of those in these very units; a position with neither is left out."""
    return _counted(_IN_UNITS, _THESE, unit_ids, on)


def by_unit(unit_ids: Collection[int], on: date) -> dict[int, Outlook]:
    """Of each unit with all below it."""
    return _counted(_BY_UNIT, _BELOW, unit_ids, on)


def by_agency(agency_ids: Collection[int], on: date) -> dict[int, Outlook]:
    return _counted(_BY_AGENCY, _OF_AGENCIES, agency_ids, on)


def _counted(sql: str, units: str, ids: Collection[int], on: date) -> dict[int, Outlook]:
    if not ids:
        return {}
    born, retires, values = retiring(on)
    people = _PEOPLE.format(births=born, retires=retires, units=units)
    values |= {"on": on, "ids": list(ids), "acting": list(ACTING)}
    with connection.cursor() as cursor:
        cursor.execute(sql.format(people=people), values)
        return {row[0]: Outlook(int(row[1]), int(row[2])) for row in cursor.fetchall()}
