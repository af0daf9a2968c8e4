"""Reads of people's files, each as of a day. Nothing here changes data."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.functions import Upper

from luwes.accounts.models import User
from luwes.organisation import queries as organisation
from luwes.organisation.models import Competency, PositionRequirement
from luwes.people import access, homes, searching
from luwes.people.homes import Post, Where
from luwes.people.models import CompetencyRecord, Employee, Evidence, PrivateReading
from luwes.people.rules import rank_title
from luwes.ui import paging

SOON = timedelta(days=90)  # a competency that ends within it is shown as ending
SORTS = {"name": "name", "nip": "nip"}


@dataclass(frozen=True)
class Wanted:
    """What a reader of the list looks for; empty asks nothing."""

    text: str = ""
    agency_id: int | None = None
    unit_id: int | None = None
    unit_text: str = ""
    group_id: int | None = None
    employment: str = ""
    competency_id: int | None = None
    level: int = 1
    vanished: bool = False
    sort: str = ""  # "name", "-name", …; empty: the nearest names first, else by name


@dataclass(frozen=True)
class Row:
    """A person of the list, with the post held on the day."""

    employee: Employee
    post: Post | None
    may_open: bool = True


def found(user: User, wanted: Wanted, on: date) -> QuerySet[Employee]:
    """Those whom the user sees and who answer the question. Read it inside `reading`."""
    words = searching.read(wanted.text)
    rows = searching.narrow(_filtered(user, wanted, on), words)
    if _by_name_asked(wanted, words):
        return searching.by_likeness(rows, words)
    return _sorted(rows, wanted.sort, few=words.are_rare or _are_few(user, wanted))


def _by_name_asked(wanted: Wanted, words: searching.Words) -> bool:
    """Whether the names nearest to what was typed come first."""
    return bool(words.names) and wanted.sort.lstrip("-") not in SORTS


def _filtered(user: User, wanted: Wanted, on: date) -> QuerySet[Employee]:
    """Without regard to what was typed."""
    rows = access.visible(user, on).filter(is_current=True)
    if wanted.employment:
        rows = rows.filter(employment=wanted.employment)
    if wanted.vanished:
        rows = rows.filter(missing_since__isnull=False)
    if wanted.competency_id:
        rows = rows.filter(pk__in=_able(wanted.competency_id, wanted.level, on))
    return _placed(rows, wanted, on)


def _are_few(user: User, wanted: Wanted) -> bool:
    """Whether the answer is surely a small part of everybody."""
    if wanted.unit_id or wanted.unit_text or wanted.group_id or wanted.vanished:
        return True
    narrow = [wanted.agency_id, wanted.employment, wanted.competency_id]
    return sum(map(bool, narrow)) + (not access.sees_everybody(user)) > 1


def _sorted(rows: QuerySet[Employee], sort: str, *, few: bool) -> QuerySet[Employee]:
    column, falling = SORTS.get(sort.lstrip("-"), "name"), sort.startswith("-")
    if few:
        # in capitals no index serves the order: the server finds the few first, then sorts them
        key = Upper(column)
        return rows.order_by(key.desc() if falling else key.asc(), "pk")
    return rows.order_by(*((f"-{column}", "-pk") if falling else (column, "pk")))


def reading(wanted: Wanted) -> AbstractContextManager[None]:
    """In which `found` must be read, where it looks for names."""
    return searching.tolerant() if searching.read(wanted.text).names else nullcontext()


def _able(competency_id: int, level: int, on: date) -> QuerySet[CompetencyRecord, int]:
    rows = CompetencyRecord.objects.filter(
        competency_id=competency_id, level__gte=level, period__contains=on
    )
    return rows.values_list("employee_id", flat=True)


def _placed(rows: QuerySet[Employee], wanted: Wanted, on: date) -> QuerySet[Employee]:
    if wanted.agency_id:
        rows = rows.filter(access.of_agencies([wanted.agency_id], on))
    units = _units(wanted, on)
    if units == ():
        return rows.none()
    groups = (wanted.group_id,) if wanted.group_id else ()
    if units or groups:
        where = Where(unit_ids=units or (), group_ids=groups)
        rows = rows.filter(pk__in=access.serving(where, on))
    return rows


def _units(wanted: Wanted, on: date) -> tuple[int, ...] | None:
    """The wanted units with all below them; None when none is asked for."""
    tops = organisation.shapes(on).order_by()
    if wanted.unit_id:
        tops = tops.filter(unit_id=wanted.unit_id)
    elif wanted.unit_text:
        tops = tops.filter(organisation.matching(wanted.unit_text))
    else:
        return None
    below = organisation.shapes(on).order_by()
    below = below.filter(path__under=ArraySubquery(tops.values("path")))
    return tuple(below.values_list("unit_id", flat=True))


def page(user: User, wanted: Wanted, on: date, number: int) -> paging.Stretch[Row]:
    """One page of those `found`, each with the post of the day; just the words typed come first."""
    words = searching.read(wanted.text)
    if _by_name_asked(wanted, words):
        filtered = _filtered(user, wanted, on)

        def take(first: int, end: int) -> list[int]:
            return list(searching.nearest(filtered, words, end))[first:]

    else:
        rows = found(user, wanted, on)

        def take(first: int, end: int) -> list[int]:
            return list(rows.values_list("pk", flat=True)[first:end])

    with reading(wanted):
        keys = paging.stretch(take, number)
    return keys.holding(_rows(keys.rows, on))


def openable(page: paging.Stretch[Row], user: User, today: date) -> paging.Stretch[Row]:
    """The page, with the files marked that the user may open today."""
    keys = [row.employee.pk for row in page.rows]
    known = set(access.visible(user, today).filter(pk__in=keys).values_list("pk", flat=True))
    return page.holding([replace(row, may_open=row.employee.pk in known) for row in page.rows])


def _rows(keys: Iterable[int], on: date) -> list[Row]:
    keys = list(keys)
    people = Employee.objects.select_related("agency").defer(*_PRIVATE).in_bulk(keys)
    posts = homes.source().posts(keys, on)
    return [Row(people[key], posts.get(key)) for key in keys]


def nearest(user: User, text: str, on: date, most: int) -> list[Row]:
    """The few whose name or NIP is nearest to what was typed."""
    words = searching.read(text)
    if not words.names:
        rows = found(user, Wanted(text=text), on)
        return _rows(rows.values_list("pk", flat=True)[:most], on)
    with searching.tolerant():
        seen = access.visible(user, on).filter(is_current=True)
        keys = list(searching.nearest(seen, words, most))
    return _rows(keys, on)


_PRIVATE = ("nik", "nik_hash", "phone", "address", "limits")


def all_rows(rows: QuerySet[Employee], wanted: Wanted, on: date) -> Iterator[Row]:
    """Every row of what was `found`, read in batches."""
    with reading(wanted):
        keys = rows.values_list("pk", flat=True).iterator(chunk_size=2000)
        while batch := list(islice(keys, 2000)):
            yield from _rows(batch, on)


# ── one person ───────────────────────────────────────────────────────


def file_of(user: User, employee_id: int, today: date) -> Employee | None:
    """The file that this user may open today, whatever day it is then read as of."""
    rows = access.visible(user, today).select_related("agency", "home_area", "user")
    return rows.defer(*_PRIVATE).filter(pk=employee_id).first()


def account(username: str) -> User | None:
    return User.objects.filter(username=username.strip(), is_active=True).first()


def own_file(user: User) -> int | None:
    """The id of the employee behind an account."""
    return Employee.objects.filter(user_id=user.pk).values_list("pk", flat=True).first()


def post_of(employee_id: int, on: date) -> Post | None:
    return homes.source().posts([employee_id], on).get(employee_id)


@dataclass(frozen=True)
class Skill:
    """A competency somebody has on a day, or lacks for the own post (`record` is None then)."""

    competency: Competency
    record: CompetencyRecord | None
    level: int
    needed: int  # by the own post; 0 where it asks nothing
    ends_soon: bool

    @property
    def is_short(self) -> bool:
        return self.level < self.needed


@dataclass(frozen=True)
class Skills:
    """What counts on the day, what the post asks beside it, and what has ended."""

    now: list[Skill]
    ended: list[CompetencyRecord]

    @property
    def short(self) -> int:
        return sum(skill.is_short for skill in self.now)

    @property
    def ending(self) -> int:
        return sum(skill.ends_soon for skill in self.now)

    @property
    def valid(self) -> int:
        return sum(skill.record is not None for skill in self.now)


def skills_of(employee_id: int, position_id: int | None, on: date) -> Skills:
    rows = CompetencyRecord.objects.filter(employee_id=employee_id, period__startswith__lte=on)
    records = list(rows.select_related("competency").order_by("competency__name", "-level", "pk"))
    asked = {r.competency_id: r for r in _asked(position_id)}
    best: dict[int, CompetencyRecord] = {}
    for record in records:
        if on in record.period:
            best.setdefault(record.competency_id, record)
    now = [_skill(r, asked.get(r.competency_id), on) for r in best.values()]
    missing = [r for key, r in asked.items() if key not in best]
    now += [Skill(r.competency, None, 0, r.level, False) for r in missing]
    now.sort(key=lambda s: (not s.is_short, s.competency.name, s.competency.pk))
    ended = [r for r in records if r.period.end is not None and r.period.end <= on]
    return Skills(now, sorted(ended, key=lambda r: r.period, reverse=True))


def _asked(position_id: int | None) -> QuerySet[PositionRequirement]:
    if position_id is None:
        return PositionRequirement.objects.none()
    rows = PositionRequirement.objects.filter(position_id=position_id)
    return rows.select_related("competency").order_by("competency__name", "pk")


def _skill(record: CompetencyRecord, asked: PositionRequirement | None, on: date) -> Skill:
    end = record.period.end
    ends_soon = end is not None and end <= on + SOON
    return Skill(record.competency, record, record.level, asked.level if asked else 0, ends_soon)


@dataclass(frozen=True)
class GradeStep:
    grade: str
    since: date | None

    @property
    def rank_title(self) -> str:
        return rank_title(self.grade)


def grades_of(employee: Employee) -> list[GradeStep]:
    """Every grade the file has held, newest first; out of the row's own history."""
    events = employee.events.order_by("-pgh_id").values_list("grade", "grade_since")  # type: ignore[attr-defined]
    known = dict.fromkeys([(employee.grade, employee.grade_since), *events])
    steps = [GradeStep(grade, since) for grade, since in known]
    return sorted(steps, key=lambda s: s.since or date.min, reverse=True)


def readings_of(employee_id: int) -> QuerySet[PrivateReading]:
    """Who read the private part of a file, newest first."""
    rows = PrivateReading.objects.filter(employee_id=employee_id).select_related("by")
    return rows.order_by("-at", "-pk")


# ── competencies ─────────────────────────────────────────────────────


def competencies() -> QuerySet[Competency]:
    return Competency.objects.order_by("name", "pk")


def evidence_of(employee_id: int) -> QuerySet[Evidence]:
    """Experience on file, the latest first; by duty, the duty itself before what it may show."""
    rows = Evidence.objects.filter(employee_id=employee_id).exclude(state="left")
    rows = rows.select_related("competency")
    return rows.order_by(
        "-period", "source_kind", "source_id", F("competency").asc(nulls_first=True)
    )
