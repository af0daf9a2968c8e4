"""A forecast as pages and files show it: by year in all, and by unit, title, group or region."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments.forecasting import reading
from luwes.appointments.forecasting.reading import Found, Wanted
from luwes.appointments.rules import forecast
from luwes.appointments.rules.forecast import Cause
from luwes.organisation.models import JobTitle, StaffGroup
from luwes.places.models import Area

DAY = timedelta(days=1)
REGENCY, DISTRICT = 5, 8  # characters of an area's code


@dataclass(frozen=True)
class Year:
    """One stretch of the whole choice. `last` is its last day."""

    last: date
    is_rest: bool  # what is left of this year
    need: int
    held: int
    short: int
    retirement: int
    contract: int
    term: int
    arriving: int
    mandates: int

    @property
    def leaving(self) -> int:
        return self.retirement + self.contract + self.term


@dataclass(frozen=True)
class Row:
    """One unit, title, group or region: today, who leaves in each stretch, and at the end."""

    name: str
    key: str  # what a link asks for to look into it
    need: int
    held: int
    short: int
    leaving: list[int]
    need_then: int
    held_then: int
    short_then: int

    @property
    def leaves(self) -> int:
        return sum(self.leaving)


@dataclass(frozen=True)
class Forecast:
    years: list[Year]
    rows: list[Row]  # the largest lack at the end first
    need: int
    held: int
    short: int

    @property
    def last(self) -> Year:
        return self.years[-1]

    @property
    def peak(self) -> Year | None:
        """The year in which most leave; None where nobody does."""
        return max(self.years, key=lambda year: year.leaving) if self.leaving else None

    @property
    def retirement(self) -> int:
        return sum(year.retirement for year in self.years)

    @property
    def contract(self) -> int:
        return sum(year.contract for year in self.years)

    @property
    def leaving(self) -> int:
        return sum(year.leaving for year in self.years)

    @property
    def mandates(self) -> int:
        return sum(year.mandates for year in self.years)


def forecast_of(user: User, wanted: Wanted, on: date) -> Forecast:
    found = reading.read(user, wanted, on)
    course = found.course
    need, held, short = (
        each.sum(axis=0).tolist() for each in (course.need, course.held, course.short)
    )
    return Forecast(_years(course, on), _rows(found, wanted), need[0], held[0], short[0])


def _years(course: forecast.Course, on: date) -> list[Year]:
    marks = forecast.marks(on)
    sums = [
        each.sum(axis=0).tolist()
        for each in (
            course.need[:, 1:], course.held[:, 1:], course.short[:, 1:],
            *(course.leaving[cause] for cause in (Cause.RETIREMENT, Cause.CONTRACT, Cause.TERM)),
            course.arriving, course.mandates,
        )
    ]  # fmt: skip
    return [
        Year(end - DAY, n == 0, *figures)
        for n, (end, figures) in enumerate(zip(marks[1:], zip(*sums, strict=True), strict=True))
    ]


def _rows(found: Found, wanted: Wanted) -> list[Row]:
    """Only those with a need, a holder or somebody to come."""
    labels = _KEYS[wanted.by](found, wanted)
    keys = sorted(set(labels.values()))
    at = {key: n for n, key in enumerate(keys)}
    own = found.title if wanted.by in ("jabatan", "kelompok") else found.unit
    ids, back = np.unique(own, return_inverse=True)
    key = np.array([at[labels[pk]] for pk in ids.tolist()], dtype=np.int64)[back]
    course = found.course
    need, held, short, gone = (
        forecast.summed(each, key, len(keys)).tolist()
        for each in (course.need, course.held, course.short, course.gone)
    )
    names = _NAMES[wanted.by](found, keys)
    rows = [
        Row(
            names[key], key, need[n][0], held[n][0], short[n][0], gone[n], need[n][-1], held[n][-1],
            short[n][-1],
        )
        for n, key in enumerate(keys)
        if any(need[n]) or any(held[n])
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.short_then, -row.leaves, row.name))


# ── what posts are added up by ───────────────────────────────────────


def _by_unit(found: Found, wanted: Wanted) -> dict[int, str]:
    """Of several governments each; of one its units on top; of a unit those right below it, and itself."""
    units = found.units
    if not wanted.unit_id and len({unit.agency_id for unit in units.values()}) > 1:
        return {pk: f"i{unit.agency_id}" for pk, unit in units.items()}
    focus = units.get(wanted.unit_id or 0)
    depth = len(focus.path) if focus else 0
    seen = {
        pk: next((u for u in unit.path[depth:] if u in units), pk) for pk, unit in units.items()
    }
    return {pk: f"u{top}" for pk, top in seen.items()}


def _unit_names(found: Found, keys: list[str]) -> dict[str, str]:
    agencies = {f"i{unit.agency_id}": unit.agency for unit in found.units.values()}
    return agencies | {f"u{pk}": unit.name for pk, unit in found.units.items()}


def _by_title(found: Found, wanted: Wanted) -> dict[int, str]:
    return {pk: str(pk) for pk in np.unique(found.title).tolist()}


def _title_names(found: Found, keys: list[str]) -> dict[str, str]:
    rows = JobTitle.objects.filter(pk__in=[int(key) for key in keys]).order_by("pk")
    return {str(row.pk): str(row) for row in rows}


def _by_group(found: Found, wanted: Wanted) -> dict[int, str]:
    rows = JobTitle.objects.filter(pk__in=np.unique(found.title).tolist()).order_by("pk")
    return {pk: str(group) for pk, group in rows.values_list("pk", "group_id")}


def _group_names(found: Found, keys: list[str]) -> dict[str, str]:
    rows = StaffGroup.objects.filter(pk__in=[int(key) for key in keys]).order_by("pk")
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _by_region(found: Found, wanted: Wanted) -> dict[int, str]:
    """By regency; within one by district."""
    length = DISTRICT if wanted.region else REGENCY
    return {pk: unit.area[:length] for pk, unit in found.units.items()}


def _region_names(found: Found, keys: list[str]) -> dict[str, str]:
    rows = Area.objects.filter(code__in=keys).order_by("pk")
    names = dict(rows.values_list("code", "name"))
    return {key: names.get(key, key) or _("Wilayah belum dicatat") for key in keys}


_KEYS: dict[str, Callable[[Found, Wanted], dict[int, str]]] = {
    "unit": _by_unit, "jabatan": _by_title, "kelompok": _by_group, "wilayah": _by_region,
}  # fmt: skip
_NAMES: dict[str, Callable[[Found, list[str]], dict[str, str]]] = {
    "unit": _unit_names, "jabatan": _title_names, "kelompok": _group_names, "wilayah": _region_names,
}  # fmt: skip


def lines(found: Forecast) -> Iterator[list[object]]:
    """For files: a line a row of the page's second table."""
    for row in found.rows:
        yield [row.name, row.need, row.held, row.short, *row.leaving, row.need_then, row.held_then, row.short_then]  # fmt: skip
