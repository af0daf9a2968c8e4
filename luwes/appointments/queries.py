"""Reads of appointments and leave. Nothing here changes data."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from luwes.appointments import rules
from luwes.appointments.models import DEFINITIVE, Appointment, Leave
from luwes.core.periods import Period
from luwes.organisation import queries as organisation
from luwes.organisation.models import Position
from luwes.organisation.occupancy import Head
from luwes.organisation.rules import Figures, full_title
from luwes.people.homes import Post, Where
from luwes.people.models import Employee

# ── who holds what ───────────────────────────────────────────────────


def in_force(on: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(period__contains=on)
    return rows.select_related("employee", "position__title", "unit").order_by(
        "employee__name", "pk"
    )


def definitive(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(kind=DEFINITIVE, period__contains=on)


def holders(position_id: int, on: date) -> QuerySet[Appointment]:
    return in_force(on).filter(position_id=position_id)


def history_of(employee_id: int) -> QuerySet[Appointment]:
    """Every appointment of a person, newest first."""
    rows = Appointment.objects.filter(employee_id=employee_id)
    return rows.select_related("position__title", "unit").order_by("-period", "pk")


def holdings(employee: Employee, position: Position, during: Period) -> list[rules.Holding]:
    """What this employee, or anyone in this position, holds at some time `during`."""
    rows = Appointment.objects.filter(
        Q(employee=employee) | Q(position=position), period__overlap=during
    )
    return [row.as_holding() for row in rows]


# ── for the areas below (see apps.py) ────────────────────────────────


def serving(where: Where, on: date) -> QuerySet[Appointment]:
    rows = definitive(on)
    if where.agency_ids:
        rows = rows.filter(unit__agency_id__in=where.agency_ids)
    if where.paths:
        under = organisation.shapes(on).order_by().filter(path__under=list(where.paths))
        rows = rows.filter(unit_id__in=under.values("unit_id"))
    if where.unit_ids:
        rows = rows.filter(unit_id__in=where.unit_ids)
    if where.group_ids:
        rows = rows.filter(position__title__group_id__in=where.group_ids)
    if where.kinds:
        rows = rows.filter(position__title__kind__in=where.kinds)
    return rows


def posts(employee_ids: Collection[int], on: date) -> dict[int, Post]:
    """What these people hold on the day: from plain values, for lists are long."""
    rows = definitive(on).filter(employee_id__in=set(employee_ids))
    held = list(rows.values_list(*_POST))
    names = organisation.unit_names([row[4] for row in held], on)
    return {
        person: Post(
            person, position, full_title(title, level), unit, names.get(unit, code), agency, group,
            period.start,
        )
        for person, position, title, level, unit, code, agency, group, period in held
    }  # fmt: skip


_POST = (
    "employee_id", "position_id", "position__title__name", "position__title__career_level",
    "unit_id", "unit__code", "unit__agency_id", "position__title__group_id", "period",
)  # fmt: skip


def filled(position_ids: Collection[int], on: date) -> dict[int, int]:
    """Definitive holders by position; a position without any is left out."""
    rows = definitive(on).filter(position_id__in=set(position_ids))
    return dict(rows.values_list("position_id").annotate(n=Count("pk")).order_by())


# Of few units: an establishment by its btree index, not by the slower exclusion constraint, and
# units as an array; half as long for a whole agency among 120,000 people. Of all: hash joins.
_FEW = "lower(e.period) <= %(on)s AND (upper(e.period) IS NULL OR upper(e.period) > %(on)s)"
_ALL = "e.period @> %(on)s"
_LINES = """
    SELECT p.id, p.unit_id, coalesce(e.headcount, 0) AS need, coalesce(a.held, 0) AS held
      FROM organisation_position p
      LEFT JOIN organisation_establishment e ON e.position_id = p.id AND {at}
      LEFT JOIN ({held}) a ON a.position_id = p.id
     WHERE p.period @> %(on)s
"""
_HELD_UNDER = """
    SELECT x.position_id, count(*) AS held FROM appointments_appointment x
     WHERE x.kind = 'definitive' AND x.period @> %(on)s
       AND x.unit_id = ANY(ARRAY(SELECT unit_id FROM below))
     GROUP BY 1
"""
_HELD_IN = """
    SELECT x.position_id, count(*) AS held FROM appointments_appointment x
      JOIN organisation_orgunit u ON u.id = x.unit_id AND u.agency_id = ANY(%(agencies)s)
     WHERE x.kind = 'definitive' AND x.period @> %(on)s GROUP BY 1
"""
_SUMS = """
    coalesce(sum(l.need), 0), coalesce(sum(l.held), 0),
    coalesce(sum(greatest(l.need - l.held, 0)), 0), coalesce(sum(greatest(l.held - l.need, 0)), 0)
"""
_BY_UNIT = f"""
    WITH below AS MATERIALIZED (
        SELECT top.unit_id AS top_id, s.unit_id
          FROM organisation_unitshape top
          JOIN organisation_unitshape s ON s.path <@ top.path AND s.period @> %(on)s
         WHERE top.unit_id = ANY(%(units)s) AND top.period @> %(on)s
    ), line AS ({_LINES.format(held=_HELD_UNDER, at=_FEW)} AND p.unit_id = ANY(ARRAY(SELECT unit_id FROM below)))
    SELECT b.top_id, {_SUMS} FROM below b JOIN line l ON l.unit_id = b.unit_id GROUP BY 1
"""
_BY_AGENCY = f"""
    WITH line AS ({_LINES.format(held=_HELD_IN, at=_ALL)})
    SELECT u.agency_id, {_SUMS} FROM line l
      JOIN organisation_orgunit u ON u.id = l.unit_id AND u.agency_id = ANY(%(agencies)s)
     GROUP BY 1
"""

_LACKING = f"""
    WITH below AS (SELECT unnest(%(units)s::bigint[]) AS unit_id),
    line AS ({_LINES.format(held=_HELD_UNDER, at=_FEW)} AND p.unit_id = ANY(%(units)s) AND NOT p.is_draft)
    SELECT id, need, held, need - held, 0 FROM line WHERE need > held
"""


def lacking(unit_ids: Collection[int], on: date) -> dict[int, Figures]:
    """Positions of these very units with fewer definitive holders than they need."""
    return _figures(_LACKING, {"on": on, "units": list(unit_ids)}) if unit_ids else {}


def figures_by_unit(unit_ids: Collection[int], on: date) -> dict[int, Figures]:
    """Need against definitive holders of each unit with all below it, summed post by post."""
    return _figures(_BY_UNIT, {"on": on, "units": list(unit_ids)}) if unit_ids else {}


def figures_by_agency(agency_ids: Collection[int], on: date) -> dict[int, Figures]:
    """The same of all units of these agencies."""
    return _figures(_BY_AGENCY, {"on": on, "agencies": list(agency_ids)}) if agency_ids else {}


def _figures(sql: str, values: dict[str, Any]) -> dict[int, Figures]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0]: Figures(*map(int, row[1:])) for row in cursor.fetchall()}


# A person's name without the rest of them, much of which is sealed and slow to open.
PLAIN_NAME = ("employee__name", "employee__title_before", "employee__title_after")


def heads(unit_ids: Collection[int], on: date) -> dict[int, Head]:
    """Who leads each unit: the holder of its highest managerial post, else whoever acts."""
    rows = Appointment.objects.filter(
        unit_id__in=set(unit_ids), period__contains=on, single_holder=True
    ).exclude(kind=rules.Kind.SECONDED.value)
    found: dict[int, Head] = {}
    rows = rows.select_related("employee").only("unit_id", "kind", "period", *PLAIN_NAME)
    rows = rows.order_by("unit_id", "-position__job_class", "-kind", "pk")
    for a in sorted(rows, key=lambda a: a.kind != DEFINITIVE):
        if a.unit_id not in found:
            word = mandate(a.kind)
            found[a.unit_id] = Head(a.employee_id, a.employee.full_name, word, a.period.last_day)
    return found


def mandate(kind: str) -> str:
    """How an acting holder is marked before the name; empty for a definitive one."""
    return {
        rules.Kind.ACTING.value: "Plt.", rules.Kind.DAILY.value: "Plh.",
        rules.Kind.SECONDED.value: _("Penugasan"),
    }.get(kind, "")  # fmt: skip


# ── leave ────────────────────────────────────────────────────────────


def leave_overlapping(employee_ids: Collection[int], period: Period) -> list[Leave]:
    rows = Leave.objects.filter(employee_id__in=set(employee_ids), period__overlap=period)
    return list(rows.order_by("employee_id", "period"))


def leave_of(employee_id: int) -> QuerySet[Leave]:
    return Leave.objects.filter(employee_id=employee_id).order_by("-period", "pk")
