"""Why this person, why not that one: asked of the frozen inputs of a solved plan. Reads only."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from luwes.staffing import freezing, queries
from luwes.staffing.models import Plan, PlanLine
from luwes_planner import Instance, Obstacle, Swap, Why, WhyNot, plan_from, swaps, why, why_not
from luwes_planner import Plan as Solution

STAND_INS = 10  # of one unit, offered to its head
NAMED = 3  # how many of the nearest who were not chosen, and of exchanges, are named unasked


@dataclass(frozen=True)
class Solved:
    """A plan as the planner knows it."""

    instance: Instance
    solution: Solution

    def knows(self, employee_id: int) -> bool:
        return str(employee_id) in self.instance.people.id


def solved(plan: Plan) -> Solved | None:
    """The plan's frozen inputs and its lines; None where inputs were not kept."""
    return _solved(plan.pk, plan.inputs_hash) if freezing.inputs_of(plan) else None


@lru_cache(maxsize=2)
def _solved(plan_id: int, inputs_hash: str) -> Solved:
    instance = freezing.inputs_of(Plan(pk=plan_id, inputs_hash=inputs_hash))
    assert instance is not None
    pairs = queries.pairs_of(Plan(pk=plan_id))
    return Solved(instance, plan_from(instance, {str(p): str(n) for p, n in pairs}))


def why_line(plan: Plan, line: PlanLine) -> Why | None:
    """
    The parts of the cost, what the best plan without this person here would lose, and who would come.

    What would be lost is left out where only solving again could tell: nobody waits for that unasked.
    """
    known = solved(plan) if not line.stands_in else None
    return (
        why(known.solution, str(line.employee_id), exact=plan.method == "flow") if known else None
    )


def exchanges(plan: Plan, line: PlanLine) -> tuple[Swap, ...]:
    """The best exchanges with one other person, nobody else moving; the cheapest first."""
    known = solved(plan)
    if known is None or line.stands_in:
        return ()
    return swaps(known.solution, str(line.employee_id), NAMED)


def stand_ins(plan: Plan, line: PlanLine) -> list[Swap]:
    """Who of the same unit could go instead, the person staying home; the cheapest first."""
    known = solved(plan)
    if known is None or line.stands_in:
        return []
    people = known.instance.people
    unit = people.unit[people.id.index(str(line.employee_id))]
    found = swaps(known.solution, str(line.employee_id), len(people.id))
    return [
        swap for swap in found if not swap.need and people.unit[people.id.index(swap.person)] == unit
    ][:STAND_INS]  # fmt: skip


def why_not_there(plan: Plan, employee_id: int, need_id: int) -> WhyNot | None:
    """
    The hard rules broken, else what the whole plan would lose: found by solving again.

    None: nobody the plan could choose from, or inputs that were not kept.
    """
    known = solved(plan)
    if known is None or not known.knows(employee_id):
        return None
    return why_not(known.instance, known.solution, str(employee_id), str(need_id))


def obstacles(instance: Instance, employee_id: int, need_id: int) -> tuple[Obstacle, ...]:
    """The hard rules between a person and a need, in a plan that takes nobody."""
    empty = plan_from(instance, {})
    return why_not(instance, empty, str(employee_id), str(need_id), exact=False).obstacles


def nearest_left_out(plan: Plan, need_id: int) -> list[WhyNot]:
    """The nearest of the groups asked for whom a rule keeps from the need."""
    known = solved(plan)
    if known is None or str(need_id) not in known.instance.needs.id:
        return []
    found = []
    for person in _nearest(known, str(need_id))[: 8 * NAMED]:
        answer = why_not(known.instance, known.solution, person, str(need_id), exact=False)
        if answer.obstacles:
            found.append(answer)
        if len(found) == NAMED:
            break
    return found


def _nearest(known: Solved, need: str) -> list[str]:
    """People of an allowed group who serve nowhere, by distance as the crow flies."""
    instance = known.instance
    number = instance.needs.id.index(need)
    people, places = instance.people, instance.places
    serving = set(known.solution.assignments())
    here = int(instance.needs.place[number])
    lat, lon = places.lat[people.place], places.lon[people.place]
    away = np.abs(lat - places.lat[here]) + np.abs(lon - places.lon[here])
    if instance.needs.groups[number]:
        away = np.where(np.isin(people.group, instance.needs.groups[number]), away, np.inf)
    order = np.argsort(away, kind="stable")
    near = [people.id[i] for i in order[:2000].tolist() if np.isfinite(away[i])]
    return [person for person in near if person not in serving]
