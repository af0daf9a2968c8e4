"""Ratings of years for the judgement of moves: of which years they were good, by which paper."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from luwes.appointments.rules.moves import YearRating
from luwes.motivation.models import Evaluation
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState
from luwes.motivation.rules.rating import GOOD


def of_people(people: Collection[int], on: date) -> dict[int, list[YearRating]]:
    """
    What stands and was final by that day. A year of several parts, after a move, is good where each
    part is; where they differ nobody's guess decides (`is_good` None). One query.
    """
    rows = Evaluation.objects.filter(
        plan__employee__in=people, kind=EvaluationKind.YEAR.value,
        state=EvaluationState.FINAL.value, final_at__date__lte=on,
    )  # fmt: skip
    told = rows.order_by("period", "pk").values_list(
        "plan__employee_id", "period", "predicate", "letter__number"
    )
    parts: dict[tuple[int, int], list[tuple[bool, str]]] = defaultdict(list)
    for person, period, predicate, number in told:
        parts[person, period.start.year].append((predicate in GOOD, number or ""))
    found: dict[int, list[YearRating]] = defaultdict(list)
    for (person, year), of_year in parts.items():
        goods = {is_good for is_good, _number in of_year}
        numbers = tuple(number for _is_good, number in of_year if number)
        found[person].append(YearRating(year, goods.pop() if len(goods) == 1 else None, numbers))
    return dict(found)
