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
    """Let `new` hold from `first_day` until the next row begins; the row before ends there."""
    later = rows.filter(period__startswith__gt=first_day).order_by("period").first()
    end = later.period.start if later else last  # type: ignore[attr-defined]
    rows.filter(period__startswith=first_day).delete()
    cut(rows.filter(period__contains=first_day), first_day)
    new.period = Period(first_day, end)  # type: ignore[attr-defined]
    new.save()
    return new


def cut(rows: models.QuerySet[Any], on: date) -> None:
    """End the rows in force on `on` so that their last day is the one before."""
    for row in rows.filter(Q(period__startswith__lt=on)):
        row.period = Period(row.period.start, on)
        row.save(update_fields=["period"])
