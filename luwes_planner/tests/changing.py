"""Changed columns of the exchange format, to solve again what an explanation claims."""

import copy
from collections.abc import Iterable
from typing import Any

from luwes_planner import CannotPin, Difference, Instance, Plan, from_columns
from luwes_planner.planning import best_plan
from luwes_planner.tests.instances import Columns, random_columns


def servable_columns(seed: int, *, pins: bool = True, crossing: bool = False) -> Columns:
    """The columns of a random instance; pins left out where unwanted or not servable."""
    columns = random_columns(seed, crossing=crossing)
    if pins and solved(columns) is not None:
        return columns
    rules = columns["rules"]
    stay = [i for i, rule in enumerate(rules["rule"]) if rule != "pin"]
    columns["rules"] = {name: [values[i] for i in stay] for name, values in rules.items()}
    return columns


def solved(columns: Columns) -> Plan | None:
    """The best plan, without proof; None where pins leave no way."""
    return solved_instance(from_columns(**columns))


def solved_instance(instance: Instance) -> Plan | None:
    try:
        return best_plan(instance, 0, prove=False)
    except CannotPin:
        return None


def ranks_apart(plan: Plan, other: Plan | None) -> tuple[int, ...] | None:
    """Rung by rung; None where there is no other plan."""
    if other is None:
        return None
    return tuple(b - a for a, b in zip(plan.rank, other.rank, strict=True))


def rank_of(difference: Difference | None) -> tuple[int, ...] | None:
    return None if difference is None else difference.rank


def added(columns: Columns, **rows: dict[str, Any]) -> Columns:
    """The columns with a row more in each of the tables named."""
    changed = copy.deepcopy(columns)
    for table, row in rows.items():
        for name, values in changed[table].items():
            values.append(row.get(name))
    return changed


def changed(columns: Columns, table: str, column: str, row: int, by: int) -> Columns:
    """The columns with one number changed."""
    other = copy.deepcopy(columns)
    other[table][column][row] += by
    return other


def ruled(columns: Columns, *rules: tuple[str, str, str]) -> Columns:
    """The columns with more rules (person, need, rule), the pins of these people dropped."""
    other = copy.deepcopy(columns)
    people, pairs = {p for p, _, _ in rules}, {r[:2] for r in rules}
    table = other["rules"]
    rows = [
        row
        for row in zip(table["person"], table["need"], table["rule"], strict=True)
        if not (row[0] in people and row[2] == "pin") and row[:2] not in pairs
    ]
    names = ("person", "need", "rule")
    other["rules"] = {name: [row[i] for row in (*rows, *rules)] for i, name in enumerate(names)}
    return other


def newcomer(
    columns: Columns, skills: Iterable[tuple[str, int]], place: str, group: str
) -> Columns:
    """The columns with one more person, of a unit of their own without any rule."""
    more = added(
        columns,
        units={"unit": "~", "place": place, "weight": 0},
        people={
            "person": "~", "unit": "~", "group": group, "place": place, "state": "available",
            "days_served": 0,
        },
    )  # fmt: skip
    for competency, level in skills:
        row = {"person": "~", "competency": competency, "level": level}
        more = added(more, skills=row)
    return more
