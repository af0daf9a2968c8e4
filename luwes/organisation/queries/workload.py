"""Workload analyses as pages show them: units with their progress, one unit's posts, years compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access, occupancy, queries
from luwes.organisation.models import (
    Position,
    UnitShape,
    WorkingTime,
    WorkloadAnalysis,
    WorkloadTask,
)
from luwes.organisation.models.workload import CHECKED, DRAFTED, IN_FORCE, RETURNED, SIGNED
from luwes.organisation.queries.tree import Focus, start, under
from luwes.organisation.rules import workload as rules


def working_time(on: date) -> tuple[int, str]:
    """Minutes of a year in force on the day, and their source; the law's where none is kept."""
    row = WorkingTime.objects.filter(period__contains=on).first()
    return (row.minutes, row.source) if row else (rules.EFFECTIVE_MINUTES, rules.EFFECTIVE_SOURCE)


def working_times() -> QuerySet[WorkingTime]:
    """Newest first."""
    return WorkingTime.objects.order_by("-period", "pk")


# ── units and how far they are ───────────────────────────────────────


@dataclass(frozen=True)
class Progress:
    """How many posts of a unit stand where, and what they need so far."""

    posts: int = 0
    drafted: int = 0
    returned: int = 0
    signed: int = 0
    checked: int = 0
    in_force: int = 0
    raw_need: Decimal = Decimal(0)
    headcount: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.posts - self.analysed)

    @property
    def open(self) -> int:
        return self.drafted + self.returned

    @property
    def analysed(self) -> int:
        return self.drafted + self.returned + self.signed + self.checked + self.in_force

    def __add__(self, other: "Progress") -> "Progress":
        names = self.__dataclass_fields__
        return Progress(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True)
class UnitLine:
    """A unit in the list, its own posts only."""

    shape: UnitShape
    progress: Progress


def units(focus: Focus, year: int, text: str = "") -> QuerySet[UnitShape]:
    """Units of a part of the tree that have posts on the first day of the year."""
    on = rules.first_day(year)
    staffed = Position.objects.filter(period__contains=on).values("unit_id")
    return under(focus, on).filter(queries.matching(text), unit_id__in=staffed)


def lines(shapes: Sequence[UnitShape], year: int) -> list[UnitLine]:
    """Two queries however many units."""
    found = progress([shape.unit_id for shape in shapes], year)
    return [UnitLine(shape, found.get(shape.unit_id, Progress())) for shape in shapes]


def total(focus: Focus, year: int) -> Progress:
    """Of everything under the focus."""
    within = under(focus, rules.first_day(year)).order_by().values("unit_id")
    return _sums(Q(unit_id__in=within), Q(position__unit_id__in=within), year).get(0, Progress())


def progress(unit_ids: Collection[int], year: int) -> dict[int, Progress]:
    """By unit, its own posts."""
    mine, theirs = Q(unit_id__in=unit_ids), Q(position__unit_id__in=unit_ids)
    return _sums(mine, theirs, year, "unit_id")


_STATES = {
    "drafted": DRAFTED, "returned": RETURNED, "signed": SIGNED, "checked": CHECKED,
    "in_force": IN_FORCE,
}  # fmt: skip


def _sums(posts: Q, analyses: Q, year: int, by: str = "") -> dict[int, Progress]:
    on = rules.first_day(year)
    positions = Position.objects.filter(posts, period__contains=on).order_by()
    rows = WorkloadAnalysis.objects.filter(analyses, year=year, position__period__contains=on)
    counts: dict[str, Any] = {
        name: Count("pk", filter=Q(state=state)) for name, state in _STATES.items()
    }
    counts |= {"raw": Sum("raw_need", default=Decimal(0)), "heads": Sum("headcount", default=0)}
    if by:
        many = dict(positions.values_list(by).annotate(n=Count("pk")))
        told = {
            row[f"position__{by}"]: row
            for row in rows.order_by().values(f"position__{by}").annotate(**counts)
        }
    else:
        many, told = {0: positions.count()}, {0: rows.aggregate(**counts)}
    return {key: _progress(n, told.get(key, {})) for key, n in many.items()}


def _progress(posts: int, row: dict[str, Any]) -> Progress:
    states = {name: row.get(name, 0) for name in _STATES}
    return Progress(
        posts, **states, raw_need=row.get("raw", Decimal(0)), headcount=row.get("heads", 0)
    )


# ── what waits for somebody ──────────────────────────────────────────


def to_sign(user: User, on: date, most: int) -> list[tuple[Focus, int, int]]:
    """Open analyses by part of the tree that the user heads and by year, this year's and later."""
    open_now = WorkloadAnalysis.objects.filter(state__in=(DRAFTED, RETURNED), year__gte=on.year)
    units = access.units_with_rights(user, Right.SIGN_WORKLOAD, on).order_by().values("unit_id")
    if not open_now.filter(position__unit_id__in=units).exists():
        return []  # as on most days: one question, not one a part
    found = []
    for focus in start(user, on, Right.SIGN_WORKLOAD)[:most]:
        within = under(focus, on).order_by().values("unit_id")
        rows = open_now.filter(position__unit_id__in=within)
        years = rows.order_by("year").values_list("year").annotate(n=Count("pk"))
        found += [(focus, year, count) for year, count in years]
    return found[:most]


def to_check(user: User, on: date, most: int) -> list[tuple[int, str, int, int]]:
    """Signed analyses by agency (id, name) and year that somebody else than the user has signed."""
    units = access.units_with_rights(user, Right.CHECK_WORKLOAD, on).order_by().values("unit_id")
    rows = WorkloadAnalysis.objects.filter(
        state=SIGNED, year__gte=on.year, position__unit_id__in=units
    ).exclude(signed_by=user)
    by_agency = rows.values_list(
        "position__unit__agency_id", "position__unit__agency__name", "year"
    ).annotate(n=Count("pk"))
    return list(by_agency.order_by("position__unit__agency__name", "year")[:most])


# ── the posts of a unit ──────────────────────────────────────────────


@dataclass(frozen=True)
class Line:
    """A post in a year: its analysis, what it had the year before, what it has now."""

    position: Position
    unit: str
    analysis: WorkloadAnalysis | None
    before: WorkloadAnalysis | None
    establishment: int
    filled: int

    @property
    def proposed(self) -> int | None:
        return rules.rounded(self.analysis.raw_need) if self.analysis else None

    @property
    def change(self) -> int | None:
        """More (or fewer) heads than the year before."""
        if not (self.analysis and self.before):
            return None
        if self.analysis.headcount is None or self.before.headcount is None:
            return None
        return self.analysis.headcount - self.before.headcount

    @property
    def efficiency(self) -> Decimal | None:
        a = self.analysis
        return rules.efficiency(a.load, self.filled, a.effective_minutes) if a else None

    @property
    def grade(self) -> str:
        return rules.grade(self.efficiency) if self.efficiency is not None else ""


def posts(positions: Sequence[Position], year: int, on: date) -> list[Line]:
    """These positions with their analyses; strength and establishment are of `on`."""
    ids = [p.pk for p in positions]
    rows = WorkloadAnalysis.objects.filter(position_id__in=ids, year__in=(year, year - 1))
    found = {(a.position_id, a.year): a for a in rows.order_by("pk")}
    filled = occupancy.source().filled(ids, on) if ids else {}
    needs = queries.establishments_on(ids, on)
    names = queries.unit_names([p.unit_id for p in positions], rules.first_day(year))
    return [
        Line(
            p, names.get(p.unit_id, ""), found.get((p.pk, year)), found.get((p.pk, year - 1)),
            needs.get(p.pk, 0), filled.get(p.pk, 0),
        )
        for p in positions
    ]  # fmt: skip


def positions_under(unit_ids: Collection[int], year: int) -> QuerySet[Position, Any]:
    """Posts of these units on the first day of the year, unit by unit, managers first."""
    rows = Position.objects.filter(unit_id__in=unit_ids, period__contains=rules.first_day(year))
    rows = rows.select_related("title__group", "unit")
    return rows.order_by("unit_id", "-single_holder", "-job_class", "title__name", "pk")


# ── one post over the years ──────────────────────────────────────────


def tasks_of(analysis_ids: Collection[int]) -> dict[int, list[WorkloadTask]]:
    found: dict[int, list[WorkloadTask]] = {pk: [] for pk in analysis_ids}
    for task in WorkloadTask.objects.filter(analysis_id__in=found).order_by("analysis_id", "pk"):
        found[task.analysis_id].append(task)
    return found


def history(position_id: int) -> list[WorkloadAnalysis]:
    """Every year of a post, newest first."""
    rows = WorkloadAnalysis.objects.filter(position_id=position_id).select_related(
        "signed_by", "checked_by"
    )
    return list(rows.order_by("-year", "pk"))


def comparison(earlier: WorkloadAnalysis | None, later: WorkloadAnalysis) -> list[rules.Compared]:
    """The tasks of two years side by side; nothing where there is no earlier one."""
    if earlier is None:
        return []
    tasks = tasks_of([earlier.pk, later.pk])
    was, now = ([task.as_work() for task in tasks[a.pk]] for a in (earlier, later))
    return rules.compare(was, now)
