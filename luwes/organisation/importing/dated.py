"""Facts with a period, changed in bulk from one day on: the old one ends, a new one begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models

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
    """Carry the changes out: ends first, then corrections in place, then new rows."""
    ended, fresh = [], []
    manager = model._default_manager
    for change in changes:
        old = change.old
        if old and (change.in_place or old.period.start >= on):
            start = min(old.period.start, on) if not change.in_place else old.period.start
            period = Period(start, old.period.end)
            manager.filter(pk=old.pk).update(period=period, **change.values)
            continue
        if old:
            ended.append(old.pk)
        end = old.period.end if old else None
        fresh.append(model(**change.owner, **change.values, period=Period(on, end)))
    end_rows(model, ended, on)
    manager.bulk_create(fresh, batch_size=2000)


def end_rows(model: type[models.Model], keys: list[int], on: date) -> None:
    if not keys:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET period = daterange(lower(period), %s) WHERE id = ANY(%s)",
            [on, keys],
        )
