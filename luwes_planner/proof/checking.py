"""The independent check of a plan: every hard rule, every cost, every claim, from the rows.

It needs no solver and shares nothing with the model but the instance.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import polars as pl

from luwes_planner.instance import Instance, Ints
from luwes_planner.proof.bound import proven_bound
from luwes_planner.proof.raw import Raw
from luwes_planner.result import Pair, Plan, UnitAfter
from luwes_planner.sides import Leader, Together

__all__ = ["Finding", "check", "proven_bound"]

#: So many wrong rows of one table are named.
MOST: Final = 20


class Finding(str):
    """Something in a plan that doesn't hold; a sentence, with `rule` naming what it breaks."""

    rule: str

    def __new__(cls, rule: str, words: str) -> "Finding":
        finding = super().__new__(cls, words)
        finding.rule = rule
        return finding


def check(
    instance: Instance, plan: Plan, *, together: Together = (), leaders: Iterable[Leader] = ()
) -> list[Finding]:
    """Verify hard rules, costs, counts and the bound; and the side constraints given.

    That a plan under side constraints is optimal is HiGHS's word: the bound doesn't know them.

    Returns
    -------
    list of Finding
        Empty when everything holds as claimed.
    """
    raw = Raw(instance)
    findings = list(_names(instance, plan))
    if findings:
        return findings
    person, need = plan.indices()
    findings += _pairs(raw, plan, person, need)
    findings += _rules(raw, person, need)
    findings += _presence(raw, plan, person)
    findings += _heads(raw, plan, need)
    findings += _costs(raw, plan, person, need)
    findings += _proof(raw, plan)
    findings += _together(raw, plan, together)
    findings += _led(raw, person, need, leaders)
    return findings


def _names(instance: Instance, plan: Plan) -> Iterator[Finding]:
    frame = plan.rows(Pair).frame
    for column, names, what in (
        ("person", instance.people.id, "nobody"),
        ("need", instance.needs.id, "no need"),
    ):
        strange = frame[column].filter(pl.Series(names.indices(frame[column]) < 0))
        for name in strange.to_list():
            yield Finding("unknown", f"'{name}' is {what} in the input")


def _pairs(raw: Raw, plan: Plan, person: Ints, need: Ints) -> Iterator[Finding]:
    instance, weights = raw.instance, raw.instance.weights
    rows = plan.rows(Pair)
    who, times = np.unique(person, return_counts=True)
    for p, count in zip(who[times > 1].tolist(), times[times > 1].tolist(), strict=True):
        yield Finding("twice", f"'{instance.people.id[p]}' stands in the plan {count} times")
    facts = raw.facts(person, need)
    for row in np.flatnonzero(~facts.is_allowed).tolist():
        pair = rows[row]
        for words in raw.broken(int(person[row]), int(need[row]), int(facts.minutes[row])):
            yield Finding("allowed", f"'{pair.person}' for '{pair.need}' {words}")
    right = {
        "minutes": facts.minutes,
        "travel": facts.minutes * weights.travel_minute,
        "fairness": instance.people.days_served[person] * weights.fairness_day,
        "over_level": facts.spare * weights.over_level,
    }
    for name, values in right.items():
        claimed = rows.ints(name)
        for row in np.flatnonzero(claimed != values).tolist():
            pair = rows[row]
            words = f"'{pair.person}' for '{pair.need}': {name} is {values[row]}"
            yield Finding("cost", f"{words}, not {claimed[row]}")


def _rules(raw: Raw, person: Ints, need: Ints) -> Iterator[Finding]:
    served = set(zip(person.tolist(), need.tolist(), strict=True)) if raw.pins else set()
    for p, n in raw.pins.items():
        if (p, n) not in served:
            names = raw.instance.people.id[p], raw.instance.needs.id[n]
            yield Finding("pin", f"'{names[0]}' is pinned to '{names[1]}' and not there")


def _presence(raw: Raw, plan: Plan, person: Ints) -> Iterator[Finding]:
    instance, rules = raw.instance, raw.instance.presence
    taken = raw.under(np.unique(person))

    def named(row: int) -> tuple[str, str]:
        group = instance.groups[rules.group[row]] if rules.group[row] >= 0 else ""
        return instance.units.id[rules.unit[row]], group

    for row in np.flatnonzero(taken > np.maximum(0, raw.present - rules.minimum)).tolist():
        unit, group = named(row)
        of = f" of '{group}'" if group else ""
        words = f"'{unit}': {raw.present[row]}{of} present, {taken[row]} taken"
        yield Finding("presence", f"{words}, {rules.minimum[row]} must stay")
    told = plan.rows(UnitAfter)
    frame = told.frame.sort("unit", "group")
    order = np.lexsort((rules.group, rules.unit))  # ids and groups ascend with their indices
    columns = {"present": raw.present, "minimum": rules.minimum, "taken": taken}
    if frame.height != len(order):
        words = f"units_after has {frame.height} rows for {len(order)} rules"
        yield Finding("units_after", words)
        return
    groups = pl.Series([*instance.groups, ""]).gather(
        rules.group[order] % (len(instance.groups) + 1)
    )
    wrong = (frame["unit"] != instance.units.id.at(rules.unit[order])).to_numpy()
    wrong |= (frame["group"] != groups).to_numpy()
    for name, values in columns.items():
        wrong |= frame[name].to_numpy() != values[order]
    for row in np.flatnonzero(wrong).tolist()[:MOST]:
        words = f"{frame.height} rows for {len(order)} rules"
        at = " ".join(named(int(order[row]))).rstrip()
        yield Finding("units_after", f"units_after has {words}; wrong at '{at}'")


def _heads(raw: Raw, plan: Plan, need: Ints) -> Iterator[Finding]:
    needs = raw.instance.needs
    heads = np.bincount(need, minlength=len(needs.id))
    top = int(needs.tier.max(initial=0))
    for n in np.flatnonzero(heads > needs.desired).tolist():
        words = f"'{needs.id[n]}' gets {heads[n]} heads, desired {needs.desired[n]}"
        yield Finding("heads", words)
    lacking = {
        "minimum": np.maximum(0, needs.minimum - heads),
        "desired": np.maximum(0, needs.desired - np.maximum(heads, needs.minimum)),
    }
    short = {
        (needs.id[n], level): int(count[n])
        for level, count in lacking.items()
        for n in np.flatnonzero(count).tolist()
    }
    claimed: dict[tuple[str, str], int] = {(u.need, u.level): u.short for u in plan.unfilled}
    if len(plan.unfilled) != len(claimed):
        yield Finding("unfilled", "a need stands twice for one level")
    if claimed != short:
        for key in sorted(set(claimed) | set(short)):
            if claimed.get(key, 0) != short.get(key, 0):
                words = f"'{key[0]}' lacks {short.get(key, 0)} {key[1]} heads"
                yield Finding("unfilled", f"{words}, not {claimed.get(key, 0)}")
    for level, told in (("minimum", plan.unfilled_minimum), ("desired", plan.unfilled_desired)):
        tiers = [int(lacking[level][needs.tier == t].sum()) for t in range(1, top + 1)]
        if list(told) != tiers:
            yield Finding("unfilled", f"{level} by tier is {tiers}, not {list(told)}")


def _costs(raw: Raw, plan: Plan, person: Ints, need: Ints) -> Iterator[Finding]:
    keep, rows = raw.instance.keep, plan.rows(Pair)
    width = max(1, len(raw.instance.needs.id))
    broken = ~np.isin(keep.person * width + keep.need, person * width + need)
    right = {
        "travel": rows.total("travel"),
        "fairness": rows.total("fairness"),
        "over_level": rows.total("over_level"),
        "release": raw.release(person),
        "change": int(broken.sum()) * raw.instance.weights.change,
    }
    for name, value in right.items():
        claimed = getattr(plan.cost, name)
        if claimed != value:
            yield Finding("cost", f"{name} costs {value} in all, not {claimed}")


def _proof(raw: Raw, plan: Plan) -> Iterator[Finding]:
    if plan.bound is None:
        if plan.optimal:
            yield Finding("proof", "optimal is claimed without a bound")
        return
    bound = proven_bound(raw.instance, plan, raw)
    if bound is None:
        yield Finding("proof", "a price is of something unknown, or negative")
    elif bound != plan.bound:
        yield Finding("proof", f"the prices prove {bound}, not {plan.bound}")
    elif bound > plan.objective:
        yield Finding("proof", f"the bound {bound} is above the objective {plan.objective}")
    elif plan.optimal and plan.method != "mip" and bound != plan.objective:
        yield Finding("proof", f"a gap of {plan.objective - bound} remains, optimal is claimed")


def _together(raw: Raw, plan: Plan, together: Together) -> Iterator[Finding]:
    serves = plan.assignments()
    known = set(raw.instance.people.id)
    for team in together:
        unknown = sorted(set(team) - known)
        if unknown:
            yield Finding("together", f"'{unknown[0]}' is nobody in the input")
        where = {person: serves.get(person) for person in team}
        if len(set(where.values())) > 1:
            words = "; ".join(
                f"'{p}' " + (f"at '{n}'" if n else "at home") for p, n in where.items()
            )
            yield Finding("together", f"must serve together: {words}")


def _led(raw: Raw, person: Ints, need: Ints, leaders: Iterable[Leader]) -> Iterator[Finding]:
    instance = raw.instance
    needs = {name: i for i, name in enumerate(instance.needs.id)}
    for rule in leaders:
        if rule.need not in needs:
            yield Finding("leaders", f"'{rule.need}' is no need in the input")
            continue
        day = int(instance.needs.end[needs[rule.need]]) - 1
        here = set(person[need == needs[rule.need]].tolist())
        able = here & raw.holders(rule.competency, rule.level, day)
        if len(here) > (rule.per + 1) * len(able):
            words = f"'{rule.need}': {len(here)} heads, {len(able)} leaders ({rule.competency}"
            yield Finding("leaders", f"{words} at {rule.level}), {rule.per} others for each")
