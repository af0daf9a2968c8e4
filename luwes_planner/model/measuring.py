"""What a set of pairs comes to as a plan: parts of the cost, unfilled heads, presence after it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.costs import pair_parts, pairs_broken, unfilled
from luwes_planner.model.network import Network
from luwes_planner.model.presence import coverage, release_cost
from luwes_planner.result import Cost, Level, Method, Pair, Plan, Unfilled, UnitAfter


def measured(
    instance: Instance, person: Ints, need: Ints, *, method: Method = "given", ladder: int = 0
) -> Plan:
    """Measure pairs (indices, no person twice): parts, unfilled heads, presence, cost.

    Nothing is checked here, and reasons of unfilled heads are left blank.
    """
    order = np.argsort(person, kind="stable")
    person, need = person[order], need[order]
    parts = pair_parts(instance, person, need)
    names, needs = instance.people.id, instance.needs.id
    columns = [parts[k].tolist() for k in ("minutes", "travel", "fairness", "over_level")]
    pairs = tuple(
        Pair(names[p], needs[n], *rest)
        for p, n, *rest in zip(person.tolist(), need.tolist(), *columns, strict=True)
    )
    cover = coverage(instance)
    short, wished = unfilled(instance, need)
    tiers = int(instance.needs.tier.max()) if len(needs) else 0
    by_tier = [
        tuple(int(heads[instance.needs.tier == t].sum()) for t in range(1, tiers + 1))
        for heads in (short, wished)
    ]
    levels: tuple[tuple[Level, Ints], ...] = (("minimum", short), ("desired", wished))
    rows = [
        Unfilled(needs[n], level, int(heads[n]), "")
        for n in range(len(needs))
        for level, heads in levels
        if heads[n]
    ]
    return Plan(
        instance=instance,
        pairs=pairs,
        unfilled=tuple(rows),
        units_after=_units_after(instance, cover.present, cover.taken(person)),
        unfilled_minimum=by_tier[0],
        unfilled_desired=by_tier[1],
        cost=Cost(
            travel=int(parts["travel"].sum()),
            fairness=int(parts["fairness"].sum()),
            over_level=int(parts["over_level"].sum()),
            release=release_cost(instance, cover, person),
            change=instance.weights.change * pairs_broken(instance, person, need),
        ),
        method=method,
        ladder=ladder,
    )


def described(plan: Plan, net: Network, found: Candidates) -> Plan:
    """The plan with the sizes of the model it comes from."""
    instance = plan.instance
    sizes = {
        "people": len(instance.people.id),
        "needs": len(instance.needs.id),
        "heads": int(instance.needs.desired.sum()),
        "candidates": len(found.person),
        "signatures": len(found.signatures.allowed),
        "kinds": len(found.kinds.model),
        "nodes": net.nodes,
        "arcs": sum(map(len, net.layers.values())),
    }
    return replace(plan, sizes=sizes)


def _units_after(instance: Instance, present: Ints, taken: Ints) -> tuple[UnitAfter, ...]:
    rules = instance.presence
    return tuple(
        UnitAfter(
            instance.units.id[unit],
            instance.groups[group] if group >= 0 else "",
            int(present[row]),
            minimum,
            int(taken[row]),
        )
        for row, (unit, group, minimum) in enumerate(
            zip(rules.unit.tolist(), rules.group.tolist(), rules.minimum.tolist(), strict=True)
        )
    )


def plan_from(instance: Instance, assignments: Mapping[str, str]) -> Plan:
    """Measure a plan kept elsewhere, as person → need, so that it can be checked and explained.

    Raises
    ------
    KeyError
        For an id that the instance doesn't know.
    """
    persons = {name: i for i, name in enumerate(instance.people.id)}
    needs = {name: i for i, name in enumerate(instance.needs.id)}
    pairs = [(persons[p], needs[n]) for p, n in assignments.items()]
    columns = np.array(pairs, np.int64).reshape(-1, 2)
    return measured(instance, columns[:, 0], columns[:, 1])
