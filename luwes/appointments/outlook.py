"""Who acts in a post on a day, and which holders retire within the year after it, counted by place."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from luwes.appointments import rules
from luwes.core.periods import add_months
from luwes.organisation.rules import LIMITS, Limit, Outlook, PositionKind, limits_of, retirement_day

MONTHS = 12
ACTING = (rules.Kind.ACTING.value, rules.Kind.DAILY.value)
OLDEST, YOUNGEST = 80, 40  # years of age between which everybody retires
_OTHERS = limits_of(PositionKind.EXECUTIVE, "")
_LEVELS = sorted({level for row in LIMITS for level in row.levels})
_TITLES = sorted({row.title for row in LIMITS if row.title})

Case = tuple[str, str | None, str | None, tuple[Limit, ...]]  # kind, level, title, its rows


def _cases() -> Iterator[Case]:
    """Posts with other rows than most, the most special first; no level or title: any other."""
    for kind in PositionKind:
        levels = [*_LEVELS, ""]
        for title in _TITLES:
            if any(limits_of(kind, lv, title) != limits_of(kind, lv) for lv in levels):
                yield from (
                    (kind.value, lv or None, title, limits_of(kind, lv, title)) for lv in levels
                )
        usual = limits_of(kind, "")
        for level in _LEVELS:
            if limits_of(kind, level) != usual:
                yield kind.value, level, None, limits_of(kind, level)
        if usual != _OTHERS:
            yield kind.value, None, None, usual


_CASES = tuple(_cases())


@lru_cache(maxsize=256)
def births(limits: tuple[Limit, ...], on: date, months: int = MONTHS) -> tuple[date, date]:
    """When those were born who retire by these rows after `on` and within so many months: [from, until)."""
    days = range(
        add_months(on, -12 * OLDEST).toordinal(), add_months(on, -12 * YOUNGEST).toordinal()
    )

    def retires(ordinal: int) -> date:
        return retirement_day(date.fromordinal(ordinal), limits)

    first, end = (bisect_right(days, day, key=retires) for day in (on, add_months(on, months)))
    return date.fromordinal(days[0] + first), date.fromordinal(days[0] + end)


def retiring(on: date) -> tuple[str, str, dict[str, Any]]:
    """
    Who retires within a year, as conditions on `e` (a person) and `t` (the title held), and their values.

    The first asks for the births that may count, the second whether they count for that title.
    """
    rows = dict.fromkeys([*(limits for *_, limits in _CASES), _OTHERS])
    born: dict[tuple[Limit, ...], str] = {}
    values: dict[str, Any] = {}
    for n, limits in enumerate(rows):
        values[f"from_{n}"], values[f"until_{n}"] = births(limits, on)
        born[limits] = f"e.birth_date >= %(from_{n})s AND e.birth_date < %(until_{n})s"
    cases = []
    for n, (kind, level, title, limits) in enumerate(_CASES):
        values |= {f"kind_{n}": kind, f"level_{n}": level, f"title_{n}": rf"^{title or ''}\y"}
        when = f"t.kind = %(kind_{n})s"
        when += f" AND t.career_level = %(level_{n})s" if level is not None else ""
        when += f" AND t.name ~* %(title_{n})s" if title is not None else ""
        cases.append(f"WHEN {when} THEN {born[limits]}")
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
