"""What a set of pairs comes to as a plan: parts of the cost, unfilled heads, presence after it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.costs import pair_parts, pairs_broken, unfilled
from luwes_planner.model.layers import Network
from luwes_planner.model.presence import coverage, release_cost
from luwes_planner.result import Cost, Method, Pair, Plan, Rows, Unfilled, UnitAfter


def measured(
    instance: Instance, person: Ints, need: Ints, *, method: Method = "given", ladder: int = 0
) -> Plan:
    """Measure pairs (indices, no person twice): parts, unfilled heads, presence, cost.

    Nothing is checked here, and reasons of unfilled heads are left blank.
    """
    order = np.argsort(person, kind="stable")
    person, need = person[order], need[order]
    parts = pair_parts(instance, person, need)
    cover = coverage(instance)
    short, wished = unfilled(instance, need)
    tiers = int(instance.needs.tier.max(initial=0))
    by_tier = [
        tuple(int(heads[instance.needs.tier == t].sum()) for t in range(1, tiers + 1))
        for heads in (short, wished)
    ]
    return Plan(
        instance=instance,
        pairs=_pairs(instance, person, need, parts),
        unfilled=_unfilled(instance, short, wished),
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


def _pairs(instance: Instance, person: Ints, need: Ints, parts: dict[str, Ints]) -> Rows[Pair]:
    names = {"person": instance.people.id.at(person), "need": instance.needs.id.at(need)}
    return Rows(Pair, pl.DataFrame({**names, **parts}))


def _unfilled(instance: Instance, short: Ints, wished: Ints) -> Rows[Unfilled]:
    """By need, the minimum before the desired."""
    heads = np.stack([short, wished], axis=1).ravel()
    at = np.flatnonzero(heads)
    columns = {
        "need": instance.needs.id.at(at // 2),
        "level": np.array(["minimum", "desired"])[at % 2],
        "short": heads[at],
        "reason": np.full(len(at), ""),
    }
    return Rows(Unfilled, pl.DataFrame(columns))


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


def _units_after(instance: Instance, present: Ints, taken: Ints) -> Rows[UnitAfter]:
    rules = instance.presence
    columns = {
        "unit": instance.units.id.at(rules.unit),
        "group": group_names(instance, rules.group),
        "present": present,
        "minimum": rules.minimum,
        "taken": taken,
    }
    return Rows(UnitAfter, pl.DataFrame(columns))


def group_names(instance: Instance, group: Ints) -> pl.Series:
    """Names of groups, empty for everyone (-1)."""
    return pl.Series([*instance.groups, ""], dtype=pl.String).gather(
        group % (len(instance.groups) + 1)
    )


def plan_from(instance: Instance, assignments: Mapping[str, str]) -> Plan:
    """Measure a plan kept elsewhere, as person → need, so that it can be checked and explained.

    Raises
    ------
    KeyError
        For an id that the instance doesn't know.
    """
    person, need = (
        names.indices(pl.Series(list(wanted), dtype=pl.String))
        for names, wanted in (
            (instance.people.id, assignments.keys()),
            (instance.needs.id, assignments.values()),
        )
    )
    for (name, wanted), p, n in zip(assignments.items(), person, need, strict=True):
        if p < 0 or n < 0:
            raise KeyError(name if p < 0 else wanted)
    return measured(instance, person, need)
