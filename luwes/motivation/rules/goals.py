"""States of a performance plan and its goals, and what a proposal must hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period, year_of


class PlanState(StrEnum):
    DRAFT = "draft"  # the employee writes
    PROPOSED = "proposed"  # the assessor reads, agrees or returns it
    AGREED = "agreed"  # in force
    RATED = "rated"  # the yearly evaluation stands
    CLOSED = "closed"  # ended without one: the person moved on, or left


class GoalKind(StrEnum):
    MAIN = "main"  # hasil kerja utama
    EXTRA = "extra"  # hasil kerja tambahan


class ChangeKind(StrEnum):
    ADD = "add"
    CHANGE = "change"
    DROP = "drop"


class ChangeState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class TurnKind(StrEnum):
    """A turn of the dialogue between the employee and the assessor."""

    PROPOSED = "proposed"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    AGREED = "agreed"
    EXPECTED = "expected"  # the superior's words about behaviour
    CHANGE_ASKED = "change_asked"
    CHANGE_AGREED = "change_agreed"
    CHANGE_REFUSED = "change_refused"
    CHANGE_WITHDRAWN = "change_withdrawn"
    PROGRESS = "progress"
    FEEDBACK = "feedback"
    MOVED = "moved"
    REOPENED = "reopened"


ALIVE = frozenset({PlanState.DRAFT, PlanState.PROPOSED, PlanState.AGREED})
MOST_GOALS = 20  # kebijakan Luwes: who expects more expects nothing
SILENT_DAYS = 60  # kebijakan Luwes: after so long without a word both are reminded
WITHOUT_POST_DAYS = 14  # kebijakan Luwes: a decree that comes a few days late ends no plan
NUDGE_AGAIN_DAYS = 28  # kebijakan Luwes: at most one reminder a month


def lacking(kinds: Sequence[str]) -> list[Problem]:
    """What keeps the goals of these kinds from being proposed."""
    if GoalKind.MAIN in kinds:
        return []
    return [Problem("Tambahkan paling sedikit satu hasil kerja utama.", law="PermenPANRB 6/2022")]


@dataclass(frozen=True)
class Home:
    """Where somebody serves on a day, and since when."""

    unit_id: int
    position_id: int
    since: date


def plan_period(year: int, home: Home, earlier_end: date | None) -> Period | None:
    """
    The days of a year for which a plan can be written: those in the present post, after the plan
    before it. None where nothing is left.
    """
    whole = year_of(date(year, 1, 1))
    assert whole.end
    first = max(whole.start, home.since, earlier_end or whole.start)
    return Period(first, whole.end) if first < whole.end else None


def may_begin(year: int, on: date) -> bool:
    """This year's, and from December on the next one's."""
    return year == on.year or (on.month == 12 and year == on.year + 1)
