"""What candidates are judged by, in columns; every column that is read is listed here. Never writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.appointments.models import DEFINITIVE, MoveRule
from luwes.appointments.ranking import places
from luwes.appointments.ranking.places import Places
from luwes.appointments.rules import candidates, forecast, moves
from luwes.appointments.rules.candidates import Column, Scored, Target
from luwes.appointments.rules.eligible import Law, bars
from luwes.appointments.rules.moves.rising import rises, schooling
from luwes.core import columns
from luwes.core.columns import Lookup, day
from luwes.organisation import access as organisation
from luwes.organisation.models import JobTitle, Position, PositionRequirement
from luwes.organisation.rules import Limit, PositionKind, limits_of
from luwes.people.models import Employee
from luwes.people.rules import Employment

KINDS = list(PositionKind)

# Read to see whether the law lets somebody be considered; no points come of it.
# The yes and no of it, and the height of the schooling, travel in one column.
LAW = {
    "born": day("m.birth_date"), "own": "m.agency_id",
    "told": "(m.employment <> %(pns)s)::int + 2 * (m.legal_standing = ANY(%(codes)s))::int + 4 * coalesce(s.height, 0)",
}  # fmt: skip
# Read to be scored: who holds which post since when, and where the person lives.
SCORED = {
    "id": "m.id", "post": "coalesce(a.position_id, 0)", "since": day("lower(a.period)"),
    "home": "coalesce(m.home_area_id, 0)",
}  # fmt: skip
POSTS = {
    "id": "p.id", "title": "p.title_id", "job_class": "coalesce(p.job_class, 0)",
    "unit": "p.unit_id", "need": "coalesce(e.headcount, 0)",
}  # fmt: skip
_PEOPLE = """
  FROM people_employee m
  LEFT JOIN appointments_appointment a
    ON a.employee_id = m.id AND a.kind = %(kind)s AND a.period @> %(on)s
  LEFT JOIN unnest(%(written)s::text[], %(heights)s::int[]) AS s(written, height)
    ON s.written = m.education
 WHERE m.is_current AND (
    %(everywhere)s OR a.unit_id = ANY(%(units)s)
    OR a.unit_id IS NULL AND m.agency_id = ANY(%(agencies)s))
"""
_POSTS = """
  FROM organisation_position p
  LEFT JOIN organisation_establishment e ON e.position_id = p.id AND e.period @> %(on)s
 WHERE %(everywhere)s OR p.unit_id = ANY(%(units)s)
"""


@dataclass(frozen=True)
class Ask:
    """A competency that the post asks."""

    competency_id: int
    name: str
    level: int


@dataclass(frozen=True)
class Pool:
    """Everybody in reach by row: `bar` says who is not considered, `people` what is scored."""

    ids: Column
    bar: Column
    rises: Column
    people: Scored
    target: Target
    asks: tuple[Ask, ...]


def read(user: User, position: Position, on: date) -> Pool:
    """A fixed number of queries, however many people. `position` brings title, unit and agency."""
    values = _values(user, position, on)
    rules = moves.in_force([*moves.TABLE, *_own_rules()], on)
    values["codes"] = list(rules["standing"].parameters["codes"]) if "standing" in rules else []
    person = columns.read(SCORED | LAW, _PEOPLE, values)
    posts = columns.read(POSTS, _POSTS, values)
    there, asks = places.read(on), asked_of(position)
    post = _held(person["post"], posts)
    people = _scored(person, post, there, asks, on)
    rising = _rising(position, people)
    own = there.units.take(post["unit"])["agency"]
    agency = np.where(own > 0, own, person["own"])
    law = Law(
        person["told"] >> 1 & 1, person["told"] & 1, (agency != position.unit.agency_id).astype(np.int64),
        person["post"], rising, person["told"] >> 2,
        forecast.retirement_days(person["born"], _limits(position)), person["born"],
    )  # fmt: skip
    barred = bars(law, post=position.pk, kind=position.title.kind, on=on, rules=rules)
    return Pool(person["id"], barred, rising, people, _target(position, there, asks, on), asks)


def _held(of_people: Column, posts: dict[str, Column]) -> dict[str, Column]:
    """The columns of the posts that people hold, by person, and how many hold each."""
    known = Lookup.of(posts)
    at, is_known = known.find(of_people)
    held = np.bincount(at[is_known], minlength=len(known.ids))
    return Lookup(known.ids, {**known.columns, "held": held}).take(of_people)


def _scored(
    person: dict[str, Column], post: dict[str, Column], there: Places, asks: tuple[Ask, ...], on: date
) -> Scored:  # fmt: skip
    title = _titles().take(post["title"])
    lat, lon = there.of_people(person["home"], post["unit"])
    levels, until = _levels(person["id"], asks, on)
    return Scored(
        title=post["title"], group=title["group"], kind=title["kind"],
        job_class=np.where(post["job_class"] > 0, post["job_class"], title["job_class"]),
        since=person["since"], lat=lat, lon=lon, need=post["need"], held=post["held"],
        levels=levels, until=until,
    )  # fmt: skip


def _titles() -> Lookup:
    rows = JobTitle.objects.order_by("pk").values_list("pk", "group_id", "kind", "job_class")
    table = [(pk, group, kind_code(kind), job_class or 0) for pk, group, kind, job_class in rows]
    array = np.array(table, dtype=np.int64).reshape(-1, 4)
    return Lookup.of(dict(zip(("id", "group", "kind", "job_class"), array.T, strict=True)))


def kind_code(kind: str) -> int:
    return KINDS.index(PositionKind(kind)) + 1


def _values(user: User, position: Position, on: date) -> dict[str, Any]:
    reach: Reach = accounts.reach(user, Right.VIEW_PEOPLE)
    units: list[int] = []
    if not reach.everywhere:
        seen = organisation.units_with_rights(user, Right.VIEW_PEOPLE, on)
        units = list(seen.order_by().values_list("unit_id", flat=True))
    schools = _schools() if position.title.kind in _SCHOOLED else {}
    return {
        "on": on, "kind": DEFINITIVE, "pns": Employment.PNS.value, "everywhere": reach.everywhere,
        "units": units, "agencies": organisation.scope_ids(reach, organisation.AGENCY),
        "written": list(schools), "heights": list(schools.values()),
    }  # fmt: skip


_SCHOOLED = {PositionKind.TOP_LEADER.value, PositionKind.ADMINISTRATOR.value, PositionKind.SUPERVISOR.value}  # fmt: skip


def _schools() -> dict[str, int]:
    """How high each education is that is written on file; only what can be told."""
    rows = Employee.objects.order_by().values_list("education", flat=True).distinct()
    return {written: height for written in rows if (height := schooling(written))}


def _own_rules() -> list[moves.Dated]:
    return [row.as_dated() for row in MoveRule.objects.order_by("period", "pk")]


def asked_of(position: Position) -> tuple[Ask, ...]:
    rows = PositionRequirement.objects.filter(position=position).select_related("competency")
    return tuple(
        Ask(row.competency_id, row.competency.name, row.level)
        for row in rows.order_by("competency__name", "pk")
    )


def _levels(ids: Column, asks: tuple[Ask, ...], on: date) -> tuple[Column, Column]:
    """People × what is asked: of all records in force the level that is worth most, and its end."""
    levels = np.zeros((len(ids), len(asks)), dtype=np.int64)
    until = np.zeros_like(levels)
    if not asks:
        return levels, until
    order = np.argsort([ask.competency_id for ask in asks])
    wanted = np.array([asks[n].competency_id for n in order], dtype=np.int64)
    rows = columns.read(_RECORDS, _IN_FORCE, {"on": on, "wanted": wanted.tolist()})
    people = Lookup.of({"id": ids, "row": np.arange(len(ids))})
    at, is_known = people.find(rows["person"])
    row, level, end = people.columns["row"][at[is_known]], rows["level"][is_known], rows["end"][is_known]  # fmt: skip
    column = order[np.searchsorted(wanted, rows["competency"][is_known])]
    asked = np.array([ask.level for ask in asks], dtype=np.float64)[column]
    value = candidates.worth(level, end, forecast.number(on), asked)
    best_last = np.lexsort((end == 0, level, value))
    cells = row[best_last], column[best_last]
    levels[cells], until[cells] = level[best_last], end[best_last]
    return levels, until


_RECORDS = {
    "person": "r.employee_id", "competency": "r.competency_id", "level": "r.level",
    "end": day("upper(r.period)"),
}  # fmt: skip
_IN_FORCE = "FROM people_competencyrecord r WHERE r.competency_id = ANY(%(wanted)s) AND r.period @> %(on)s"  # fmt: skip


def _rising(position: Position, people: Scored) -> Column:
    """By person whether the post is higher (1) or lower (-1): the rule of moves, once for posts alike."""
    target = _as_post(position.title, position.job_class or position.title.job_class)
    alike, back = np.unique(people.title * _CLASSES + people.job_class, return_inverse=True)
    pairs = [divmod(pair, _CLASSES) for pair in alike.tolist()]
    titles = JobTitle.objects.in_bulk({title for title, _class in pairs})
    found = [
        rises(_as_post(titles[title], job_class or None), target) or 0 if title in titles else 0
        for title, job_class in pairs
    ]
    return np.array(found, dtype=np.int64)[back]


_CLASSES = 1000  # more than there are classes of posts


def _as_post(title: JobTitle, job_class: int | None) -> moves.Post:
    kind = PositionKind(title.kind)
    return moves.Post(0, title.name, kind, title.career_level, 0, "", 0, "", job_class=job_class)


def _limits(position: Position) -> tuple[Limit, ...]:
    title = position.title
    return limits_of(PositionKind(title.kind), title.career_level, title.name)


def _target(position: Position, there: Places, asks: tuple[Ask, ...], on: date) -> Target:
    title = position.title
    lat, lon = there.of_units(np.array([position.unit_id], dtype=np.int64))
    return Target(
        title=title.pk, group=title.group_id, kind=kind_code(title.kind),
        job_class=position.job_class or title.job_class or 0, lat=int(lat[0]), lon=int(lon[0]),
        asked=tuple(ask.level for ask in asks), on=forecast.number(on),
    )  # fmt: skip
