"""Signals as lists and counts show them. Reads only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from luwes.accounts.models import User
from luwes.motivation.access import care as access
from luwes.motivation.models import LOAD_SHORT_LABELS, LoadAnswer, LoadSignal
from luwes.motivation.queries import nearest
from luwes.motivation.rules.load import RANK, Key, Level, State
from luwes.organisation import queries as organisation
from luwes.organisation.models import UnitShape
from luwes.staffing import access as staffing
from luwes.staffing.models import BINDING, Assignment, Need

MOST_OWN, MOST_POSTS = 30, 5
# Levels are words, whose letters say nothing of their weight.
HEAVIEST_FIRST = Case(
    *(When(level=level.value, then=Value(rank)) for level, rank in RANK.items()),
    output_field=IntegerField(),
).desc()


@dataclass(frozen=True)
class Row:
    signal: LoadSignal
    unit: str
    is_late: bool


def waiting(user: User, on: date) -> QuerySet[LoadSignal]:
    """What this user is asked to answer, and nobody has; what is due first, first."""
    rows = access.answerable_signals(user, on).filter(state=State.OPEN.value)
    rows = nearest.signals_for(user, rows.exclude(level=Level.NOTICE.value), on)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def all_alive(user: User, on: date) -> QuerySet[LoadSignal]:
    """All that is not over, answered or not, of everybody in reach; the heaviest first."""
    rows = access.seen_signals(user, on).exclude(state=State.OVER.value)
    return rows.order_by(HEAVIEST_FIRST, F("due_on").asc(nulls_last=True), "pk")


def under(rows: QuerySet[LoadSignal], unit_id: int, on: date) -> QuerySet[LoadSignal]:
    """Of one unit with all below it."""
    shape = organisation.shape_of(unit_id, on)
    if shape is None:
        return rows.none()
    units = UnitShape.objects.filter(path__under=shape.path, period__contains=on)
    return rows.filter(unit__in=units.order_by().values("unit_id"))


def as_rows(found: list[LoadSignal], on: date) -> list[Row]:
    names = organisation.unit_names({row.unit_id for row in found if row.unit_id}, on)
    return [
        Row(row, names.get(row.unit_id or 0, ""), bool(row.due_on and row.due_on < on))
        for row in found
    ]


def posts_of(signal: LoadSignal, user: User, on: date) -> list[Need]:
    """Where the person serves now, as far as this user keeps the rota there."""
    duties = Assignment.objects.filter(
        employee_id=signal.employee_id, state__in=BINDING, period__contains=on
    )
    found = staffing.posts(user).filter(pk__in=duties.order_by().values("need"))
    return list(found.order_by("pk")[:MOST_POSTS])


def answers_of(signals: list[LoadSignal]) -> dict[int, list[LoadAnswer]]:
    """By signal, the newest first."""
    rows = LoadAnswer.objects.filter(signal__in=signals).select_related("by").order_by("-at", "-pk")
    found: dict[int, list[LoadAnswer]] = {}
    for row in rows:
        found.setdefault(row.signal_id, []).append(row)
    return found


@dataclass(frozen=True)
class Told:
    """A signal of one's own with what was said to it."""

    signal: LoadSignal
    answers: list[LoadAnswer]

    @property
    def is_own_word(self) -> bool:
        return self.signal.key == Key.OWN.value


def own(user: User) -> list[Told]:
    """One's own: what is alive first, then what was."""
    found = list(access.own_signals(user).order_by(F("over_on").desc(nulls_first=True), "-since", "-pk")[:MOST_OWN])  # fmt: skip
    answers = answers_of(found)
    return [Told(row, answers.get(row.pk, [])) for row in found]


# ── counts ───────────────────────────────────────────────────────────

_OF_UNITS = """
    SELECT ltree2text(subpath(s.path, least(nlevel(s.path) - 1, %(depth)s), 1))::bigint AS row,
           l.key, l.level, l.state, count(*)
      FROM motivation_loadsignal l
      JOIN organisation_unitshape s ON s.unit_id = l.unit_id AND s.period @> %(on)s::date
     WHERE l.state <> 'over' AND {within}
     GROUP BY 1, 2, 3, 4
"""


@dataclass
class UnitLoad:
    """How many signals a unit with all below it has, by what they are about; never of whom."""

    unit_id: int
    name: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    dangers: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def cells(self) -> list[int]:
        return [self.counts.get(key.value, 0) for key in Key]


def of_units(path: str, agency_id: int | None, on: date) -> list[UnitLoad]:
    """The units next below `path` (and it alone, for its own people), or the top units of an agency; two queries."""
    values: dict[str, Any] = {
        "on": on, "depth": path.count(".") + 1 if path else 0, "path": path, "agency": agency_id,
    }  # fmt: skip
    within = "s.path <@ %(path)s::ltree" if path else "s.agency_id = %(agency)s"
    found: dict[int, UnitLoad] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OF_UNITS.format(within=within), values)
        for pk, key, level, state, n in cursor.fetchall():
            row = found.setdefault(pk, UnitLoad(pk))
            row.counts[key] = row.counts.get(key, 0) + n
            row.dangers += n if level == Level.DANGER.value else 0
            row.waiting += n if state == State.OPEN.value and level != Level.NOTICE.value else 0
    names = organisation.unit_names(list(found), on)
    for row in found.values():
        row.name = names.get(row.unit_id, "")
    return sorted(found.values(), key=lambda row: (-row.total, row.name, row.unit_id))


def labels() -> list[str]:
    """As heads of columns: short."""
    return [str(LOAD_SHORT_LABELS[key.value]) for key in Key]
