"""The rules as a page shows them: by which row each is judged on a day, and what it becomes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.appointments.models import MoveRule
from luwes.appointments.moving import wording
from luwes.appointments.rules import moves as rules
from luwes.core.periods import Period


@dataclass(frozen=True)
class ShownRule:
    rule: str
    name: str
    law: str
    period: Period
    is_hard: bool
    is_sure: bool
    is_own: bool
    parameters: dict[str, Any]
    earlier: int  # rows before this one
    next_law: str
    next_on: date | None

    @property
    def numbers(self) -> dict[str, int]:
        """What can be changed by hand: whole numbers."""
        return {k: v for k, v in self.parameters.items() if type(v) is int}


def shown(on: date) -> list[ShownRule]:
    """In the order in which moves are judged."""
    own = [row.as_dated() for row in MoveRule.objects.order_by("period", "pk")]
    rows = [*rules.TABLE, *own]
    standing = rules.in_force(rows, on)
    return [_shown(standing[key], rows, on) for key in rules.known_rules() if key in standing]


def _shown(row: rules.Dated, rows: list[rules.Dated], on: date) -> ShownRule:
    same = [r for r in rows if r.rule == row.rule and r is not row]
    coming = min(
        (r for r in same if r.period.start > on), key=lambda r: r.period.start, default=None
    )
    return ShownRule(
        row.rule, wording.words(rules.name_of(row.rule)), row.law, row.period, row.is_hard,
        row.is_sure, row.is_own, dict(row.parameters),
        sum(r.period.start < row.period.start for r in same),
        coming.law if coming else "", coming.period.start if coming else None,
    )  # fmt: skip
