"""Rows of which one is in force at a time."""

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from luwes.core.periods import Period

Dated = TypeVar("Dated", bound=models.Model)


def put(
    rows: models.QuerySet[Dated], new: Dated, first_day: date, last: date | None = None
) -> Dated:
    """
    Let `new` hold from `first_day` until the next row begins, or until `last` (the day after).

    The row before ends there; where it reached beyond `last`, it holds again from then on.
    """
    later = rows.filter(period__startswith__gt=first_day).order_by("period").first()
    ends = [end for end in (later and later.period.start, last) if end]  # type: ignore[attr-defined]
    end = min(ends, default=None)
    before: Any = rows.filter(period__contains=first_day).first()
    rows.filter(period__startswith=first_day).delete()
    cut(rows.filter(period__contains=first_day), first_day)
    if before and end and (before.period.end is None or before.period.end > end):
        copy(before, Period(end, before.period.end))
    new.period = Period(first_day, end)  # type: ignore[attr-defined]
    new.save()
    return new


def copy(row: Any, period: Period) -> None:
    """The same row for another time."""
    fields = row._meta.concrete_fields
    values = {f.attname: getattr(row, f.attname) for f in fields if not f.primary_key}
    row._meta.model.objects.create(**(values | {"period": period}))


def cut(rows: models.QuerySet[Any], on: date) -> None:
    """End the rows in force on `on` so that their last day is the one before."""
    for row in rows.filter(Q(period__startswith__lt=on)):
        row.period = Period(row.period.start, on)
        row.save(update_fields=["period"])
