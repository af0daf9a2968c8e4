"""When somebody is rated, and how long each may take over what follows."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luwes.core.periods import Period

# From knowledge, to be confirmed by a legal officer.
OBJECT_WITHIN = timedelta(days=14)  # PP 30/2019: calendar days from receiving the evaluation
DECIDE_WITHIN = timedelta(days=14)  # PP 30/2019: of the assessor's superior, from the objection
RECEIVED_AFTER = timedelta(days=7)  # kebijakan Luwes: unread for so long counts as received
REMIND_AGAIN = timedelta(days=7)  # kebijakan Luwes: of an objection that is overdue
YEARLY_FROM = 12  # kebijakan Luwes: the month in which the year may be rated


class EvaluationKind(StrEnum):
    QUARTER = "quarter"
    YEAR = "year"


class EvaluationState(StrEnum):
    RATED = "rated"  # told; a year's waits for the person or the clock
    OBJECTED = "objected"  # the assessor's superior decides
    FINAL = "final"
    WITHDRAWN = "withdrawn"  # its paper was taken back: the plan waits to be rated anew


class ObjectionPart(StrEnum):
    WORK = "work"
    BEHAVIOUR = "behaviour"
    BOTH = "both"


class ObjectionState(StrEnum):
    ASKED = "asked"
    UPHELD = "upheld"  # the assessor's rating stands
    CHANGED = "changed"


@dataclass(frozen=True)
class Stretch:
    """A part of a plan that can be rated by itself."""

    number: int  # 1 to 3: the fourth quarter is rated with the year
    period: Period


def quarters(plan: Period) -> list[Stretch]:
    """The first three quarters of the calendar year, as far as the plan holds them."""
    year = plan.start.year
    found = []
    for number in (1, 2, 3):
        whole = Period(date(year, 3 * number - 2, 1), date(year, 3 * number + 1, 1))
        if common := whole.common(plan):
            found.append(Stretch(number, common))
    return found


def open_quarters(plan: Period, agreed_on: date | None, on: date) -> list[Stretch]:
    """Those that are over, and in which goals were in force for at least a day."""
    if agreed_on is None:
        return []
    return [one for one in quarters(plan) if one.period.end and agreed_on < one.period.end <= on]


def year_is_open(plan: Period, agreed_on: date | None, on: date) -> bool:
    """From December on, or once the plan is over because the person moved or left."""
    if agreed_on is None:
        return False
    ends = plan.end
    return on >= date(plan.start.year, YEARLY_FROM, 1) or (ends is not None and on >= ends)


def last_day_to_object(received_on: date) -> date:
    """The day of receiving does not count; the last day does."""
    return received_on + OBJECT_WITHIN


def last_day_to_decide(objected_on: date) -> date:
    return objected_on + DECIDE_WITHIN
