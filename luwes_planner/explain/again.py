"""Solving a changed instance again: slow, but right for any plan and any nesting of the sets."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from luwes_planner.explain.difference import Difference
from luwes_planner.instance import AVAILABLE, FIRST_DAY, LAST_DAY, Instance, Ints, Names, Rules
from luwes_planner.planning import best_plan
from luwes_planner.result import Plan


def difference(plan: Plan, other: Plan) -> Difference:
    """How the other plan differs from this one."""
    rungs = [b - a for a, b in zip(plan.rank, other.rank, strict=True)]
    tiers = len(plan.unfilled_minimum)
    return Difference(tuple(rungs[:tiers]), tuple(rungs[tiers:-1]), rungs[-1])


def solved_again(instance: Instance) -> Plan:
    """The best plan, without proof.

    Raises
    ------
    CannotPin
    """
    return best_plan(instance, 0, prove=False)


def with_rule(instance: Instance, person: int, need: int, *, is_pin: bool) -> Instance:
    """The same instance with one more pin or exclusion instead of the person's pins."""
    rules = instance.rules
    stay = ~((rules.person == person) & rules.is_pin)
    return replace(
        instance,
        rules=Rules(
            np.append(rules.person[stay], person),
            np.append(rules.need[stay], need),
            np.append(rules.is_pin[stay], is_pin),
            np.append(rules.row[stay], 0),
        ),
    )


def with_minimum(instance: Instance, rule: int, by: int) -> Instance:
    """The same instance with the minimum of one presence rule changed."""
    minimum = instance.presence.minimum.copy()
    minimum[rule] += by
    return replace(instance, presence=replace(instance.presence, minimum=minimum))


def with_person(
    instance: Instance, skills: Mapping[int, int], place: int, group: int, days: tuple[int, int]
) -> Instance:
    """The same instance with one more person, of a unit of their own that nobody misses."""
    units, people, rows = instance.units, instance.people, instance.skills
    unit, person = len(units.id), len(people.id)

    def more(column: Ints, value: int) -> Ints:
        return np.append(column, np.int64(value))

    return replace(
        instance,
        units=replace(
            units,
            id=_and_one(units.id),
            parent=more(units.parent, -1),
            place=more(units.place, place),
            weight=more(units.weight, 0),
        ),
        people=replace(
            people,
            id=_and_one(people.id),
            unit=more(people.unit, unit),
            group=more(people.group, group),
            place=more(people.place, place),
            state=more(people.state, AVAILABLE),
            days_served=more(people.days_served, 0),
            available_from=more(people.available_from, days[0]),
            available_to=more(people.available_to, days[1]),
        ),
        skills=replace(
            rows,
            person=np.append(rows.person, np.full(len(skills), person)),
            competency=np.append(rows.competency, np.array([*skills], np.int64)),
            level=np.append(rows.level, np.array([*skills.values()], np.int64)),
            valid_until=np.append(rows.valid_until, np.full(len(skills), LAST_DAY)),
        ),
    )


def _and_one(names: Names) -> Names:
    """One more id, behind all others."""
    return Names(pl.concat([names.column, pl.Series(["\U0010ffff"])]))


#: Free on every day.
ALWAYS = (FIRST_DAY, LAST_DAY)
