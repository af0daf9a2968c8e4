"""
What one place less in a minimum, or one more trained person, would make better; kept with a plan.

The shadow prices say where there is something to gain, the planner's effects what it is. Nothing is
told where the planner has no exact price.
"""

from dataclasses import asdict
from typing import Any

from luwes.organisation.models import Competency
from luwes.places.models import Area
from luwes_planner import Plan, ShadowPrice, effect_of_minimum, effect_of_person

Row = dict[str, Any]
MOST = 5  # competencies told beside a plan


def of_minimums(solution: Plan, asked: set[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """How the plan changes with each of these minimums, by (unit, group), one lower; only where it does."""
    worth = [
        (price.id, price.group)
        for price in _of_kind(solution, "presence")
        if price.gain_one and (price.id, price.group) in asked
    ]
    found = {}
    for unit, group in worth:
        if change := effect_of_minimum(solution, unit, group or None, by=-1):
            found[unit, group] = asdict(change)
    return found


def of_training(solution: Plan) -> list[Row]:
    """The competencies of which one more holder helps most, each at its best level and place."""
    best: dict[str, ShadowPrice] = {}
    for price in _of_kind(solution, "competency"):
        if price.gain_one > (best[price.id].gain_one if price.id in best else 0):
            best[price.id] = price
    first = sorted(best.values(), key=lambda price: (-price.gain_one, price.id))[:MOST]
    names = dict(
        Competency.objects.filter(code__in=[p.id for p in first]).values_list("code", "name")
    )
    places = _places([price.place for price in first])
    return [
        {
            "competency": names.get(price.id, price.id), "level": price.level,
            "place": places.get(price.place, price.place),
            "gain": asdict(effect_of_person(solution, {price.id: price.level or 1}, price.place)),
        }
        for price in first
    ]  # fmt: skip


def _of_kind(solution: Plan, kind: str) -> list[ShadowPrice]:
    return [price for price in solution.shadow if price.kind == kind]


def _places(codes: list[str]) -> dict[str, str]:
    rows = Area.objects.filter(code__in=codes).values_list("code", "name", "parent__name")
    return {code: f"{name}, {above}" if above else name for code, name, above in rows}
