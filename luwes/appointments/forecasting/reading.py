"""What a forecast is computed from: units in reach, their posts, needs and holders. Never writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.models import DEFINITIVE
from luwes.appointments.rules import Kind, forecast
from luwes.core import columns
from luwes.core.columns import Column, day
from luwes.organisation import access
from luwes.organisation.models import JobTitle
from luwes.organisation.rules import Limit, PositionKind, limits_of
from luwes.people.rules import Employment


@dataclass(frozen=True)
class Wanted:
    """What is asked; empty asks nothing. `region` is the code of a regency."""

    by: str = "unit"
    agency_id: int | None = None
    unit_id: int | None = None
    group_id: int | None = None
    title_id: int | None = None
    region: str = ""


@dataclass(frozen=True)
class Unit:
    unit_id: int
    name: str
    path: tuple[int, ...]
    agency_id: int
    agency: str
    area: str  # code of the unit's own area, of the next one above, else of the government; or ""


@dataclass(frozen=True)
class Found:
    """`unit` and `title` are the ids by post, in the order of the rows of `course`."""

    units: Mapping[int, Unit]
    unit: Column
    title: Column
    course: forecast.Course


def units(user: User, wanted: Wanted, on: date) -> dict[int, Unit]:
    """The units in reach that are asked for, by id."""
    rows = access.units_with_rights(user, Right.VIEW_ORGANISATION, on)
    if wanted.agency_id:
        rows = rows.filter(agency_id=wanted.agency_id)
    told = rows.order_by("name", "pk").values_list(
        "unit_id", "name", "path", "agency_id", "agency__name", "area__code", "agency__area__code"
    )
    found = list(told)
    areas = {unit: area for unit, _n, _p, _a, _an, area, _aa in found if area}
    made = {}
    for unit, name, written, agency, agency_name, _area, of_agency in found:
        path = tuple(map(int, written.split(".")))
        area = next((areas[above] for above in reversed(path) if above in areas), of_agency)
        made[unit] = Unit(unit, name, path, agency, agency_name, area or "")
    return {
        pk: unit for pk, unit in made.items()
        if (not wanted.unit_id or wanted.unit_id in unit.path)
        and (not wanted.region or unit.area.startswith(wanted.region))
    }  # fmt: skip


def read(user: User, wanted: Wanted, on: date) -> Found:
    """Five queries, however many people."""
    reach = units(user, wanted, on)
    values = {
        "on": on, "until": forecast.marks(on)[-1], "units": list(reach), "kind": DEFINITIVE,
        "mandates": [Kind.ACTING.value, Kind.DAILY.value], "pns": Employment.PNS.value,
        "titles": _titles(wanted), "all_titles": not (wanted.title_id or wanted.group_id),
    }  # fmt: skip
    posts = columns.read({"id": "p.id", "unit": "p.unit_id", "title": "p.title_id"}, _POSTS, values)
    order = np.argsort(posts["id"])
    ids = posts["id"][order]
    unit, title = posts["unit"][order], posts["title"][order]
    need = columns.read(_NEED, f"{_NEEDS} {_CHOSEN}", values)
    held = columns.read(_HELD, f"{_HOLDERS} {_CHOSEN}", values)
    acting = columns.read(_ACTING, f"{_MANDATES} {_CHOSEN}", values)
    at = np.searchsorted(ids, held["post"])
    retires = _retiring(held["born"], title[at])
    needs = forecast.headcounts(
        np.searchsorted(ids, need["post"]), need["head"], need["start"], need["end"], on, len(ids)
    )
    course = forecast.course(
        needs, forecast.Held(at, held["start"], held["end"], retires, held["contract"]),
        (np.searchsorted(ids, acting["post"]), acting["end"]), on,
    )  # fmt: skip
    return Found(reach, unit, title, course)


def _titles(wanted: Wanted) -> list[int]:
    rows = JobTitle.objects.order_by("pk")
    if wanted.title_id:
        rows = rows.filter(pk=wanted.title_id)
    if wanted.group_id:
        rows = rows.filter(group_id=wanted.group_id)
    return list(rows.values_list("pk", flat=True)) if wanted.title_id or wanted.group_id else []


def _retiring(born: Column, title: Column) -> Column:
    """The day of retirement by appointment: titles under the same rows of the law together."""
    same: dict[tuple[Limit, ...], list[int]] = {}
    kept = JobTitle.objects.filter(pk__in=np.unique(title).tolist()).order_by("pk")
    for pk, name, kind, level in kept.values_list("pk", "name", "kind", "career_level"):
        same.setdefault(limits_of(PositionKind(kind), level, name), []).append(pk)
    found = np.full(len(born), forecast.NEVER, dtype=np.int64)
    for limits, titles in same.items():
        mask = np.isin(title, titles)
        found[mask] = forecast.retirement_days(born[mask], limits)
    return found


_WINDOW = "daterange(%(on)s, %(until)s)"
_CHOSEN = f"""
   AND p.period && {_WINDOW} AND p.unit_id = ANY(%(units)s)
   AND (%(all_titles)s OR p.title_id = ANY(%(titles)s))
"""
_POSTS = f"FROM organisation_position p WHERE true {_CHOSEN}"
# A post that ends needs nobody from then on, whatever its establishment says.
_NEED: dict[str, Any] = {
    "post": "p.id", "head": "e.headcount", "start": day("greatest(lower(e.period), lower(p.period))"),
    "end": day("least(upper(e.period), upper(p.period))"),
}  # fmt: skip
_NEEDS = f"""
  FROM organisation_establishment e JOIN organisation_position p ON p.id = e.position_id
 WHERE e.period && {_WINDOW}
"""
_HELD = {
    "post": "p.id", "start": day("lower(a.period)"), "end": day("upper(a.period)"),
    "born": day("m.birth_date"), "contract": "(m.employment <> %(pns)s)::int",
}  # fmt: skip
_HOLDERS = f"""
  FROM appointments_appointment a JOIN organisation_position p ON p.id = a.position_id
  JOIN people_employee m ON m.id = a.employee_id
 WHERE a.kind = %(kind)s AND a.period && {_WINDOW}
"""
_ACTING = {"post": "p.id", "end": day("upper(a.period)")}
_MANDATES = """
  FROM appointments_appointment a JOIN organisation_position p ON p.id = a.position_id
 WHERE a.kind = ANY(%(mandates)s) AND a.period @> %(on)s AND upper(a.period) < %(until)s
"""
