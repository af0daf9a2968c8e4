"""
What one place less in a minimum, or one more trained person, would make better; kept with a plan.

The shadow prices say where there is something to gain, the planner's effects what it is. Nothing is
told where the planner has no exact price.
"""

from dataclasses import asdict
from typing import Any

from luwes.organisation.models import Competency
from luwes.places.models import Area
from luwes.staffing.joint_rules import is_helping
from luwes_planner import Plan, ShadowPrice, effect_of_minimum, effect_of_person

Row = dict[str, Any]
Rule = tuple[str, str]  # unit and group, blank for everyone
MOST = 5  # competencies told beside a plan


def worth_of_minimums(solution: Plan) -> dict[Rule, int]:
    """What one place less in a minimum is worth in points, the rules where it is worth something."""
    prices = _of_kind(solution, "presence")
    return {(price.id, price.group): price.gain_one for price in prices if price.gain_one}


def of_minimum(solution: Plan, rule: Rule) -> Row | None:
    """How the plan changes with a minimum that is worth something one lower."""
    unit, group = rule
    change = effect_of_minimum(solution, unit, group or None, by=-1)
    return asdict(change) if change else None


def of_training(solution: Plan) -> list[Row]:
    """The competencies of which one more holder helps most, each at its best level and place."""
    best: dict[str, ShadowPrice] = {}
    for price in _of_kind(solution, "competency"):
        if is_helping(price.id):
            continue  # nobody learns to be of another government
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
