"""What `organisation` asks about its positions: who is in them, and what changes next."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.appointments import outlook, rules
from luwes.appointments.models import DEFINITIVE, Appointment, Leave
from luwes.appointments.queries import PLAIN_NAME, definitive, mandate
from luwes.core.periods import Period, add_months
from luwes.organisation.models import UnitShape
from luwes.organisation.occupancy import Ahead, Coming, Holder
from luwes.organisation.rules import Outlook, PositionKind, limits_of, retirement_day

FEW = 3
SOON_MONTHS = 24


def holders(position_ids: Collection[int], on: date) -> dict[int, list[Holder]]:
    """The first few of each position: acting ones, then by name."""
    place = Window(RowNumber(), partition_by="position_id", order_by=["kind", "employee__name"])
    rows = Appointment.objects.filter(position_id__in=set(position_ids), period__contains=on)
    rows = rows.annotate(place=place).filter(place__lte=FEW).select_related("employee")
    rows = rows.only("position_id", "kind", "period", *PLAIN_NAME)
    found: dict[int, list[Holder]] = {}
    for a in rows.order_by("position_id", "place"):
        holder = Holder(a.employee_id, a.employee.full_name, mandate(a.kind), a.period.last_day)
        found.setdefault(a.position_id, []).append(holder)
    return found


def held(on: date) -> Coalesce:
    """Definitive holders of a position, as an annotation of positions."""
    rows = definitive(on).filter(position=OuterRef("pk")).order_by().values("position")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def present(path: str, on: date) -> dict[int, int]:
    """By staff group: who holds a post under this path and is not on leave that day."""
    units = UnitShape.objects.filter(path__under=path, period__contains=on).values("unit_id")
    away = Leave.objects.filter(employee=OuterRef("employee"), period__contains=on)
    rows = definitive(on).filter(~Exists(away), unit_id__in=units)
    counts = rows.values_list("position__title__group_id").annotate(n=Count("pk"))
    return dict(counts.order_by())


# ── what comes next ──────────────────────────────────────────────────


def ahead(position_ids: Collection[int], on: date) -> dict[int, Ahead]:
    """
    The earliest of: an appointment ends or begins, a holder retires within two years; and the outlook,
    as `outlook.in_units` counts it.
    """
    rows = Appointment.objects.filter(
        position_id__in=set(position_ids), period__overlap=Period(on)
    ).values_list(
        "position_id", "kind", "period", "employee__birth_date", "position__title__kind",
        "position__title__career_level", "position__title__name",
    )  # fmt: skip
    counts: dict[int, Counter[tuple[date, str]]] = {}
    looks: dict[int, Outlook] = {}
    for position_id, *row in rows:
        counts.setdefault(position_id, Counter()).update(_changes(row, on))
        looks[position_id] = looks.get(position_id, Outlook()) + _outlook(row, on)
    return {
        position_id: Ahead(
            Coming(day, _words(what, changes[day, what])) if what else None, looks[position_id]
        )
        for position_id, changes in counts.items()
        for day, what in [min(changes, default=(date.max, ""))]
    }


def _changes(row: list[Any], on: date) -> Iterator[tuple[date, str]]:
    kind, period, born, post_kind, level, title = row
    if period.start > on:
        yield period.start, "begin"
    if period.last_day:
        yield period.last_day, kind
    if kind == DEFINITIVE:
        day = retirement_day(born, limits_of(PositionKind(post_kind), level, title))
        if on < day <= add_months(on, SOON_MONTHS):
            yield day, "retire"


def _outlook(row: list[Any], on: date) -> Outlook:
    kind, period, born, post_kind, level, title = row
    if on not in period:
        return Outlook()
    if kind != DEFINITIVE:
        return Outlook(acting=int(kind in outlook.ACTING))
    day = retirement_day(born, limits_of(PositionKind(post_kind), level, title))
    return Outlook(retiring=int(on < day <= add_months(on, outlook.MONTHS)))


def _words(what: str, count: int) -> str:
    match what:
        case "begin":
            return ngettext("%(n)s orang mulai", "%(n)s orang mulai", count) % {"n": count}
        case "retire":
            return ngettext("%(n)s orang pensiun", "%(n)s orang pensiun", count) % {"n": count}
        case rules.Kind.DEFINITIVE.value:
            return ngettext("%(n)s orang berakhir", "%(n)s orang berakhir", count) % {"n": count}
        case _:
            return _("%(mandate)s berakhir") % {"mandate": mandate(what)}


# ── for the position's own page ──────────────────────────────────────


@dataclass(frozen=True)
class Held:
    """Appointments of a position: in force on the day (acting first), still to come, over."""

    now: list[Appointment]
    later: list[Appointment]
    over: list[Appointment]


def held_of(position_id: int, on: date, most: int = 200) -> Held:
    """The newest `most`, in one query."""
    rows = Appointment.objects.filter(position_id=position_id).select_related("employee")
    found = list(rows.order_by("-period", "pk")[:most])
    now = [a for a in found if on in a.period]
    later = [a for a in found if a.period.start > on]
    over = [a for a in found if a.period.end and a.period.end <= on]
    return Held(sorted(now, key=lambda a: (a.kind, a.employee.name)), later[::-1], over)
