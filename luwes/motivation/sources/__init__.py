"""
Where contributions come from: each file reads one area and tells what there is to tell of these rows.

A source tells how things stand now, so that it may be asked again: what it tells no more is taken
back. Words are plain Indonesian: they are kept, like those of letters. Nothing here writes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from luwes.motivation.rules.contributions import Draft


@dataclass(frozen=True)
class Source:
    """`drafts` of these rows; `since`: ids of the rows that may tell something from a day on."""

    key: str
    drafts: Callable[[Collection[int]], list[Draft]]
    since: Callable[[date], QuerySet[Any, int]]
