"""Facts with a period, changed in bulk from one day on: the old one ends, a new one begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from luwes.core import bulk
from luwes.core.periods import Period


@dataclass(frozen=True)
class Standing:
    """The row in force, or the next one: its key, its period and its values."""

    pk: int
    period: Period
    values: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What is to hold from the day on; `in_place` where the old row was only provisional."""

    owner: dict[str, Any]
    values: dict[str, Any]
    old: Standing | None = None
    in_place: bool = False


def standing(
    rows: models.QuerySet[Any], owner: Iterable[str], columns: Iterable[str], on: date
) -> dict[tuple[Any, ...], Standing]:
    """By owner: the first row that has not ended by `on`."""
    owner, columns = list(owner), list(columns)
    live = rows.filter(models.Q(period__endswith=None) | models.Q(period__endswith__gt=on))
    found: dict[tuple[Any, ...], Standing] = {}
    for pk, period, *rest in live.order_by("period", "pk").values_list(
        "pk", "period", *owner, *columns
    ):
        key = tuple(rest[: len(owner)])
        values = dict(zip(columns, rest[len(owner) :], strict=True))
        found.setdefault(key, Standing(pk, period, values))
    return found


def apply(model: type[models.Model], changes: Iterable[Change], on: date) -> None:
    """Carry the changes out: ends first, then corrections in place, then new rows (see `bulk`)."""
    fresh: list[dict[str, Any]] = []
    corrected: list[dict[str, Any]] = []
    ended = []
    for change in changes:
        old = change.old
        if old and (change.in_place or old.period.start >= on):
            start = old.period.start if change.in_place else min(old.period.start, on)
            period = DateRange(start, old.period.end, "[)")
            corrected.append({"id": old.pk, **change.values, "period": period})
            continue
        if old:
            ended.append(old.pk)
        period = DateRange(on, old.period.end if old else None, "[)")
        fresh.append({**change.owner, **change.values, "period": period})
    if ended:
        table = model._meta.db_table
        bulk.run(
            f"UPDATE {table} SET period = daterange(lower(period), %s) WHERE id = ANY(%s)",
            [on, ended],
        )
    if corrected:
        columns = [name for name in corrected[0] if name != "id"]
        bulk.update(model, columns, ([row["id"], *(row[c] for c in columns)] for row in corrected))
    if fresh:
        columns = list(fresh[0])
        bulk.insert(model, columns, ([row[c] for c in columns] for row in fresh))
