"""Competencies asked against those on file: of a person, and as a map unit × competency. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import connection
from django.db.models import FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luwes.accounts.models import User
from luwes.appointments.models import Appointment
from luwes.learning.rules.gaps import SOON, Cell, of_heads
from luwes.organisation import queries as organisation
from luwes.organisation.models import Competency, UnitShape
from luwes.people import access as people
from luwes.people import demand
from luwes.people.demand import Demand
from luwes.people.models import CompetencyRecord, Employee

# ── one person ───────────────────────────────────────────────────────


@dataclass(frozen=True)
class Gap:
    """A competency below what is asked: by the own post (`is_post`), or by what the unit or the government must offer."""

    competency: Competency
    level: int
    asked: int
    why: str
    is_post: bool


def of_person(employee_id: int, on: date) -> list[Gap]:
    """
    What somebody could learn: first what the own post asks, then what the unit's services ask and too
    few of its people have, then what emergencies ask of the whole government. In a few queries.
    """
    post = _post_of(employee_id, on)
    if post is None:
        return []
    heads = sorted(demand.of_heads([post.unit_id], on), key=lambda d: d.unit_id is None)
    short = _short_of(heads, on, {post.unit_id: post.path})
    asked = [(pk, level, "", True) for pk, level in post.asks]
    asked += [(d.competency_id, d.level, d.why, False) for d in short]
    known = _with_level(employee_id, {pk for pk, *_rest in asked}, on)
    found: dict[int, Gap] = {}
    for pk, level, why, is_post in asked:
        competency, has = known[pk]
        if has < level:
            found.setdefault(pk, Gap(competency, has, level, why, is_post))
    return list(found.values())


@dataclass(frozen=True)
class _Post:
    unit_id: int
    path: str
    asks: list[tuple[int, int]]  # competencies and their levels


def _post_of(employee_id: int, on: date) -> _Post | None:
    """The definitive post with where its unit stands and what it asks of its holder, in one query."""
    shape = UnitShape.objects.filter(unit=OuterRef("unit_id"), period__contains=on).order_by("pk")
    rows = Appointment.objects.filter(employee=employee_id, kind="definitive", period__contains=on)
    rows = rows.annotate(
        path=Subquery(shape.values("path")[:1]),
        asks=FilteredRelation("position__requirements", condition=Q(position__period__contains=on)),
    )
    found = list(
        rows.order_by("pk", "asks__competency")
        .values_list("unit_id", "path", "asks__competency_id", "asks__level")
    )  # fmt: skip
    if not found:
        return None
    unit_id, path, *_asks = found[0]
    return _Post(unit_id, path or "", [(pk, level) for *_unit, pk, level in found if pk])


def _with_level(
    employee_id: int, competency_ids: Collection[int], on: date
) -> dict[int, tuple[Competency, int]]:
    """These competencies, each with the person's level in force."""
    records = CompetencyRecord.objects.filter(
        employee=employee_id, competency=OuterRef("pk"), period__contains=on
    ).order_by("-level", "pk")
    rows = Competency.objects.filter(pk__in=competency_ids).order_by("pk")
    rows = rows.annotate(has=Coalesce(Subquery(records.values("level")[:1]), 0))
    return {row.pk: (row, row.has) for row in rows}


def _short_of(demands: list[Demand], on: date, paths: dict[int, str]) -> list[Demand]:
    able = _able(demands, on, paths)
    return [d for n, d in enumerate(demands) if able.get(n, (0, 0))[0] < (d.heads or 0)]


# ── the map ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Part:
    """
    What the map is of: everything, a government, or a unit with all below it. Its rows are the parts
    next below: governments, top units, units directly under it (and it alone, for its own people).
    """

    kind: Literal["all", "agency", "unit"]
    id: int = 0
    path: str = ""

    @property
    def depth(self) -> int:
        return self.path.count(".") + 1 if self.path else 0


@dataclass
class Row:
    key: int
    name: str
    is_whole: bool = False  # what is asked of the part as a whole
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def total(self) -> Cell:
        return sum(self.cells.values(), Cell())


@dataclass(frozen=True)
class Heat:
    rows: list[Row]
    competencies: list[Competency]  # those lacking most come first

    def column(self, competency_id: int) -> Cell:
        return sum((row.cells.get(competency_id, Cell()) for row in self.rows), Cell())

    @property
    def total(self) -> Cell:
        return sum((row.total for row in self.rows), Cell())


# A unit below belongs to the row of the part's own child above it; the part's own people to itself.
_PLACE = """
    SELECT s.unit_id, {row} AS row FROM organisation_unitshape s
     WHERE s.period @> %(on)s::date AND {within}
"""
_ROW_UNIT = "ltree2text(subpath(s.path, least(nlevel(s.path) - 1, %(depth)s), 1))::bigint"
_BY_POST = """
    WITH place AS MATERIALIZED ({place}), asked AS (
        SELECT place.row, r.competency_id, r.level, a.employee_id
          FROM appointments_appointment a
          JOIN place ON place.unit_id = a.unit_id
          JOIN organisation_positionrequirement r ON r.position_id = a.position_id
         WHERE a.kind = 'definitive' AND a.period @> %(on)s::date
    ), held AS (
        SELECT a.row, a.competency_id, a.employee_id, max(a.level) AS level,
               max(coalesce(upper(c.period), 'infinity'::date)) FILTER (WHERE c.id IS NOT NULL) AS until
          FROM asked a
          LEFT JOIN people_competencyrecord c ON c.employee_id = a.employee_id
               AND c.competency_id = a.competency_id AND c.level >= a.level AND c.period @> %(on)s::date
         GROUP BY 1, 2, 3
    )
    SELECT row, competency_id, count(*), count(until), count(*) FILTER (WHERE until <= %(soon)s),
           max(level)
      FROM held GROUP BY 1, 2
"""
_ABLE = """
    WITH d AS (
        SELECT * FROM unnest(%(n)s::int[], %(path)s::text[], %(agency)s::bigint[],
                             %(competency)s::bigint[], %(level)s::int[])
            AS d(n, path, agency, competency, level)
    ), wanted AS (
        SELECT DISTINCT competency, level FROM d
    ), able AS (
        SELECT w.competency, w.level, a.unit_id, c.employee_id,
               max(coalesce(upper(c.period), 'infinity'::date)) AS until
          FROM wanted w
          JOIN people_competencyrecord c ON c.competency_id = w.competency AND c.level >= w.level
               AND c.period @> %(on)s::date
          JOIN appointments_appointment a ON a.employee_id = c.employee_id
               AND a.kind = 'definitive' AND a.period @> %(on)s::date
         GROUP BY 1, 2, 3, 4
    ), counted AS MATERIALIZED (
        SELECT able.competency, able.level, s.path, s.agency_id, count(*) AS able,
               count(*) FILTER (WHERE until <= %(soon)s) AS ending
          FROM able
          JOIN organisation_unitshape s ON s.unit_id = able.unit_id AND s.period @> %(on)s::date
         GROUP BY 1, 2, 3, 4
    )
    SELECT d.n, sum(c.able)::bigint, sum(c.ending)::bigint
      FROM d
      JOIN counted c ON c.competency = d.competency AND c.level = d.level
           AND (c.path <@ d.path::ltree OR c.agency_id = d.agency)
     GROUP BY 1
"""


def heat(part: Part, on: date, *, key: str = "", competency_id: int | None = None) -> Heat:
    """`key`: only what this source asks. The number of queries does not grow with people or units."""
    cells: dict[tuple[int, bool], dict[int, Cell]] = defaultdict(lambda: defaultdict(Cell))
    if key in ("", demand.POSTS):
        for row, competency, cell in _posts(part, on):
            cells[row, False][competency] += cell
    if key != demand.POSTS:
        for row, is_whole, competency, cell in _heads(part, on, key):
            cells[row, is_whole][competency] += cell
    return _named(part, cells, on, competency_id)


def _named(part: Part, cells: Any, on: date, competency_id: int | None) -> Heat:
    keys = [key for key, is_whole in cells if not is_whole or part.kind != "agency"]
    names = (
        {a.pk: a.name for a in organisation.agencies()} if part.kind == "all"
        else organisation.unit_names(keys, on)
    )  # fmt: skip
    rows = []
    for (key, is_whole), found in cells.items():
        kept = {c: cell for c, cell in found.items() if competency_id in (None, c)}
        if kept:
            rows.append(Row(key, names.get(key, ""), is_whole, kept))
    rows.sort(key=lambda row: (not row.is_whole, row.key != part.id, row.name, row.key))
    known = Competency.objects.in_bulk({c for row in rows for c in row.cells})
    bare = Heat(rows, [])
    order = sorted(known.values(), key=lambda c: (-bare.column(c.pk).lacking, c.name, c.pk))
    return Heat(rows, order)


def _posts(part: Part, on: date) -> Iterable[tuple[int, int, Cell]]:
    row = "s.agency_id" if part.kind == "all" else _ROW_UNIT
    within = {"all": "true", "agency": "s.agency_id = %(id)s", "unit": "s.path <@ %(path)s::ltree"}
    sql = _BY_POST.format(place=_PLACE.format(row=row, within=within[part.kind]))
    values: dict[str, Any] = {
        "on": on,
        "soon": on + SOON,
        "depth": part.depth,
        "id": part.id,
        "path": part.path,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for key, competency, *figures in cursor.fetchall():
            yield key, competency, Cell(*figures)


def _heads(part: Part, on: date, key: str) -> Iterable[tuple[int, bool, int, Cell]]:
    shapes = {pk: (path, agency) for pk, path, agency in _units(part, on)}
    demands = demand.of_heads(list(shapes), on, key=key, governments=part.kind != "unit")
    able = _able(demands, on, {pk: path for pk, (path, _agency) in shapes.items()})
    for n, d in enumerate(demands):
        cell = of_heads(d.heads or 0, *able.get(n, (0, 0)), d.level)
        if part.kind == "all":
            yield d.agency_id, False, d.competency_id, cell
        elif d.unit_id is None:
            yield d.agency_id, True, d.competency_id, cell
        else:
            labels = shapes[d.unit_id][0].split(".")
            row = int(labels[min(len(labels) - 1, part.depth)])
            yield row, False, d.competency_id, cell


def _units(part: Part, on: date) -> QuerySet[UnitShape, tuple[int, str, int]]:
    rows = UnitShape.objects.filter(period__contains=on).order_by()
    if part.kind == "agency":
        rows = rows.filter(agency_id=part.id)
    elif part.kind == "unit":
        rows = rows.filter(path__under=part.path)
    return rows.values_list("unit_id", "path", "agency_id")


def _able(demands: Sequence[Demand], on: date, paths: dict[int, str]) -> dict[int, tuple[int, int]]:
    """
    How many have what each of these asks, and how many of them lapse soon; by place in the list.
    `paths`: of their units.
    """
    if not demands:
        return {}
    values: dict[str, Any] = {
        "n": list(range(len(demands))), "on": on, "soon": on + SOON,
        "path": [paths.get(d.unit_id) if d.unit_id else None for d in demands],
        "agency": [None if d.unit_id else d.agency_id for d in demands],
        "competency": [d.competency_id for d in demands], "level": [d.level for d in demands],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ABLE, values)
        return {n: (able, ending) for n, able, ending in cursor.fetchall()}


# ── who is nearest ───────────────────────────────────────────────────


@dataclass(frozen=True)
class Near:
    """Somebody one level below what is asked."""

    employee: Employee
    level: int
    unit: str


def nearest(
    user: User, part: Part, competency_id: int, level: int, on: date, most: int
) -> list[Near]:
    """Those the user may see, one level below; at level 1: nobody is nearer than another."""
    holders = Appointment.objects.filter(
        kind="definitive", period__contains=on, unit_id__in=_units(part, on).values("unit_id")
    )
    rows = CompetencyRecord.objects.filter(
        competency_id=competency_id, period__contains=on, employee_id__in=holders.values("employee_id")
    ).order_by().values("employee_id").annotate(best=Max("level")).filter(best=level - 1)  # fmt: skip
    seen = people.visible(user, on).filter(is_current=True, pk__in=rows.values("employee_id"))
    found = list(seen.defer("nik", "nik_hash", "phone", "address", "limits").order_by("name", "pk")[:most])  # fmt: skip
    posts = dict(
        holders.filter(employee_id__in=[e.pk for e in found]).order_by().values_list("employee_id", "unit_id")
    )  # fmt: skip
    names = organisation.unit_names(posts.values(), on)
    return [Near(e, level - 1, names.get(posts.get(e.pk, 0), "")) for e in found]
