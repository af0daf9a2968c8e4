"""The best plan under more pins and exclusions than a plan had, moving nobody without need."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import polars as pl

from luwes_planner.explain.again import difference
from luwes_planner.explain.difference import Difference
from luwes_planner.instance import Instance, Ints, Keep, Names, Rules
from luwes_planner.model.measuring import measured
from luwes_planner.planning import best_plan
from luwes_planner.result import Plan

Places = Iterable[tuple[str, str]]  # person, need


def reshaped(
    plan: Plan,
    *,
    pins: Places = (),
    exclusions: Iterable[tuple[str, str | None]] = (),
    seed: int = 0,
) -> tuple[Plan, Difference]:
    """What the best plan becomes with these rules more, without proof, and how it differs.

    Among equals everybody stays where the plan has them; that preference is in no price. A pin
    lifts all other rules of its person, an exclusion the pins of its person.

    Parameters
    ----------
    exclusions : person and need, or person and None for all needs

    Raises
    ------
    CannotPin
        If the pins can't all be served under the hard rules.
    KeyError
        If there is no such person or need.
    """
    person, need = plan.indices()
    instance = replace(plan.instance, keep=Keep(person, need))
    for who, where in exclusions:
        instance = _ruled(instance, who, where, is_pin=False)
    for who, where in pins:
        instance = _ruled(instance, who, where, is_pin=True)
    other = best_plan(instance, seed, prove=False)
    found = difference(measured(instance, person, need), other)
    return other, replace(found, cost=found.cost - other.cost.change)


def _ruled(instance: Instance, person: str, need: str | None, *, is_pin: bool) -> Instance:
    rules = instance.rules
    who = _index(instance.people.id, person)
    where = _index(instance.needs.id, need) if need is not None else -1
    mine = rules.person == who
    stay = ~mine if is_pin else ~(mine & (rules.is_pin | (rules.need == where)))
    return replace(
        instance,
        rules=Rules(
            _and(rules.person[stay], who), _and(rules.need[stay], where),
            np.append(rules.is_pin[stay], is_pin), _and(rules.row[stay], 0),
        ),
    )  # fmt: skip


def _and(column: Ints, value: int) -> Ints:
    return np.append(column, np.int64(value))


def _index(names: Names, name: str) -> int:
    at = int(names.indices(pl.Series([name], dtype=pl.String))[0])
    if at < 0:
        raise KeyError(name)
    return at
