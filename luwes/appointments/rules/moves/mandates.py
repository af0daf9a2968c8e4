"""How long somebody has acted in a post in all. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luwes.appointments.rules.holding import Kind
from luwes.appointments.rules.moves.facts import Past


@dataclass(frozen=True)
class Used:
    """Mandates of one person in one post before a day: how many orders, how many days."""

    times: int
    days: int


def used(past: Iterable[Past], position_id: int, before: date) -> Used:
    """Whatever lay between them."""
    rows = [
        row for row in past
        if row.position_id == position_id and row.holding is Kind.ACTING and row.period.start < before
    ]  # fmt: skip
    days = sum((min(r.period.end or before, before) - r.period.start).days for r in rows)
    return Used(len(rows), days)
