"""Reads of thanks: what counts, what both served in, whom one may thank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from luwes.core.numbers import whole
from luwes.core.periods import through
from luwes.motivation.access import recognition as access
from luwes.motivation.models import Thanks
from luwes.motivation.rules import thanks as rules
from luwes.motivation.rules.thanks import Count, Thank
from luwes.people import homes, searching
from luwes.people.models import Employee
from luwes.staffing import owners
from luwes.staffing.models import BINDING, Assignment

SINCE = timedelta(days=730)
MOST_DUTIES = 12
MOST_COLLEAGUES = 12
MOST_WAYS = 20_000  # thanks that are followed from one person; beyond, nothing proves an own voice

_WAYS = """
    WITH RECURSIVE way AS (
        SELECT t.id, t.giver_id, t.receiver_id, t."on", t.from_below, 1 AS step
          FROM motivation_thanks t WHERE t.giver_id = %(who)s AND {counts}
        UNION
        SELECT t.id, t.giver_id, t.receiver_id, t."on", t.from_below, w.step + 1
          FROM way w JOIN motivation_thanks t ON t.giver_id = w.receiver_id
         WHERE w.step < %(steps)s AND {counts}
    )
    SELECT giver_id, receiver_id, "on", from_below, many FROM (
        SELECT DISTINCT ON (id) * FROM (
            SELECT *, count(*) OVER () AS many FROM (SELECT * FROM way LIMIT %(most)s + 1) w) w) found
    UNION ALL
    SELECT t.giver_id, t.receiver_id, t."on", t.from_below, 0
      FROM motivation_thanks t WHERE t.receiver_id = %(who)s AND {counts}
"""
_COUNTS = """t."on" > %(since)s AND t."on" <= %(on)s AND t.withdrawn_at IS NULL
             AND t.report IN ('', 'left')"""


@dataclass(frozen=True)
class Heard:
    """All that is needed to count somebody's voices of the year up to a day."""

    employee_id: int
    on: date
    thanks: Sequence[Thank]
    citizens: Sequence[date]
    is_cut: bool = False

    def count(self, first: date | None = None) -> Count:
        """Of the whole year, or only from a day on."""
        citizens = sum(first is None or day >= first for day in self.citizens)
        return rules.counted(
            self.employee_id, self.thanks, on=self.on, citizens=citizens, first=first,
            is_cut=self.is_cut,
        )  # fmt: skip


def count_of(employee_id: int, on: date) -> Count:
    """The voices of the year up to a day, in one query whatever the number of thanks."""
    return heard(employee_id, on).count()


def heard(employee_id: int, on: date) -> Heard:
    values: dict[str, Any] = {
        "who": employee_id, "on": on, "since": on - rules.COUNTED, "steps": rules.CIRCLE - 1,
        "most": MOST_WAYS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WAYS.format(counts=_COUNTS), values)
        found = cursor.fetchall()
    citizens = [day for giver, _receiver, day, *_rest in found if giver is None]
    thanks = [Thank(*row) for *row, _many in found if row[0] is not None]
    is_cut = any(many > MOST_WAYS for *_row, many in found)
    return Heard(employee_id, on, thanks, citizens, is_cut)


@dataclass(frozen=True)
class Duty:
    """Something somebody served in: an incident, a team, a programme."""

    key: str
    words: str


def duties_of(employee_id: int, on: date) -> list[Duty]:
    """The latest of two years; a query, and one more for each kind of them."""
    rows = Assignment.objects.filter(
        employee_id=employee_id, state__in=BINDING, period__overlap=through(on - SINCE, on)
    )
    pairs = rows.order_by("-period", "-pk").values_list("need__owner_kind", "need__owner_id")
    return _named(list(dict.fromkeys(pairs[: MOST_DUTIES * 4]))[:MOST_DUTIES])


def _named(pairs: Sequence[tuple[str, int]]) -> list[Duty]:
    names: dict[tuple[str, int], str] = {}
    for kind in dict.fromkeys(kind for kind, _pk in pairs):
        known = owners.kinds.get(kind)
        if known:
            named = known.named([pk for k, pk in pairs if k == kind])
            names |= {(kind, pk): row.name for pk, row in named.items()}
    return [Duty(f"{k}:{pk}", names[k, pk]) for k, pk in pairs if (k, pk) in names]


def shared(key: str, employee_id: int, on: date) -> bool:
    """Whether somebody served in it too."""
    kind, _colon, pk = key.partition(":")
    return Assignment.objects.filter(
        employee_id=employee_id, state__in=BINDING, need__owner_kind=kind, need__owner_id=whole(pk),
        period__overlap=through(on - SINCE, on),
    ).exists()  # fmt: skip


@dataclass(frozen=True)
class Colleague:
    employee: Employee
    note: str


def colleagues_named(rows: QuerySet[Employee], text: str, on: date) -> list[Colleague]:
    """Of these people those with such a name, the nearest first."""
    words = searching.read(text)
    if not words.names:
        return []
    with searching.tolerant():
        keys = list(searching.nearest(rows.order_by(), words, MOST_COLLEAGUES))
    return with_posts(keys, on)


def served_together(employee: Employee, on: date, most: int = MOST_COLLEAGUES) -> list[Colleague]:
    """Whoever was last in the same duties: to be thanked without searching."""
    mine = Assignment.objects.filter(
        employee=employee, state__in=BINDING, period__overlap=through(on - timedelta(days=180), on)
    )
    rows = Assignment.objects.filter(need__in=mine.order_by().values("need"), state__in=BINDING)
    others = access.colleagues(employee).order_by().values("pk")
    rows = rows.filter(employee__in=others).order_by("-period", "-pk")
    keys = dict.fromkeys(rows.values_list("employee_id", flat=True)[: most * 3])
    return with_posts(list(keys)[:most], on)


def with_posts(keys: list[int], on: date) -> list[Colleague]:
    """In the order given, each with the post that tells namesakes apart."""
    people = Employee.objects.select_related("user").in_bulk(keys)
    posts = homes.source().posts(keys, on)
    return [Colleague(people[key], _note(posts.get(key))) for key in keys if key in people]


def _note(post: homes.Post | None) -> str:
    return f"{post.title}, {post.unit}" if post else ""


def given_lately(giver: Employee, receiver: Employee, on: date) -> Thanks | None:
    """The last thanks of the one to the other within the days between two, also one taken back."""
    rows = Thanks.objects.filter(
        giver=giver, receiver=receiver, on__gt=on - timedelta(days=rules.PAIR_DAYS)
    )
    return rows.order_by("-on", "-pk").first()
