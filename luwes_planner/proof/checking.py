"""The independent check of a plan: every hard rule, every cost, every claim, from the rows.

It needs no solver and shares nothing with the model but the instance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from luwes_planner.instance import Instance, Ints
from luwes_planner.proof.bound import proven_bound
from luwes_planner.proof.raw import Raw
from luwes_planner.result import Plan
from luwes_planner.sides import Leader, Together

__all__ = ["Finding", "check", "proven_bound"]


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
    person, need = _indices(instance, plan)
    findings += _pairs(raw, plan, person, need)
    findings += _rules(raw, person, need)
    findings += _presence(raw, plan, person)
    findings += _heads(raw, plan, need)
    findings += _costs(raw, plan, person, need)
    findings += _proof(instance, plan)
    findings += _together(raw, plan, together)
    findings += _led(raw, person, need, leaders)
    return findings


def _names(instance: Instance, plan: Plan) -> Iterator[Finding]:
    people, needs = set(instance.people.id), set(instance.needs.id)
    for pair in plan.pairs:
        if pair.person not in people:
            yield Finding("unknown", f"'{pair.person}' is nobody in the input")
        if pair.need not in needs:
            yield Finding("unknown", f"'{pair.need}' is no need in the input")


def _indices(instance: Instance, plan: Plan) -> tuple[Ints, Ints]:
    people = {name: i for i, name in enumerate(instance.people.id)}
    needs = {name: i for i, name in enumerate(instance.needs.id)}
    return (
        np.array([people[p.person] for p in plan.pairs], np.int64),
        np.array([needs[p.need] for p in plan.pairs], np.int64),
    )


def _pairs(raw: Raw, plan: Plan, person: Ints, need: Ints) -> Iterator[Finding]:
    instance, weights = raw.instance, raw.instance.weights
    times = Counter(pair.person for pair in plan.pairs)
    for name, count in times.items():
        if count > 1:
            yield Finding("twice", f"'{name}' stands in the plan {count} times")
    minutes = raw.minutes(instance.people.place[person], instance.needs.place[need])
    for pair, p, n, travel in zip(
        plan.pairs, person.tolist(), need.tolist(), minutes.tolist(), strict=True
    ):
        for words in raw.broken(p, n, travel):
            yield Finding("allowed", f"'{pair.person}' for '{pair.need}' {words}")
        right = {
            "minutes": travel,
            "travel": travel * weights.travel_minute,
            "fairness": int(instance.people.days_served[p]) * weights.fairness_day,
            "over_level": raw.spare(p, n) * weights.over_level,
        }
        for name, value in right.items():
            claimed = getattr(pair, name)
            if claimed != value:
                words = f"'{pair.person}' for '{pair.need}': {name} is {value}, not {claimed}"
                yield Finding("cost", words)


def _rules(raw: Raw, person: Ints, need: Ints) -> Iterator[Finding]:
    served = set(zip(person.tolist(), need.tolist(), strict=True))
    for p, n in raw.pins.items():
        if (p, n) not in served:
            names = raw.instance.people.id[p], raw.instance.needs.id[n]
            yield Finding("pin", f"'{names[0]}' is pinned to '{names[1]}' and not there")


def _presence(raw: Raw, plan: Plan, person: Ints) -> Iterator[Finding]:
    instance = raw.instance
    taken = raw.under_rules(np.unique(person))
    right = {}
    for (unit, group), minimum in raw.minimum.items():
        key = instance.units.id[unit], instance.groups[group] if group >= 0 else ""
        present, gone = raw.present.get((unit, group), 0), taken.get((unit, group), 0)
        right[key] = (present, minimum, gone)
        if gone > max(0, present - minimum):
            of = f" of '{key[1]}'" if key[1] else ""
            words = f"'{key[0]}': {present}{of} present, {gone} taken, {minimum} must stay"
            yield Finding("presence", words)
    rows = [((u.unit, u.group), (u.present, u.minimum, u.taken)) for u in plan.units_after]
    if len(rows) != len(right) or dict(rows) != right:
        wrong = sorted(set(rows) ^ set(right.items()))
        words = f"units_after has {len(rows)} rows for {len(right)} rules"
        if wrong:
            words += f"; wrong at '{wrong[0][0][0]}' {wrong[0][0][1]}".rstrip()
        yield Finding("units_after", words)


def _heads(raw: Raw, plan: Plan, need: Ints) -> Iterator[Finding]:
    needs = raw.instance.needs
    heads = np.bincount(need, minlength=len(needs.id)).tolist()
    short: dict[tuple[str, str], int] = {}
    top = int(needs.tier.max()) if len(needs.id) else 0
    by_tier = {"minimum": [0] * top, "desired": [0] * top}
    for n, name in enumerate(needs.id):
        minimum, desired = int(needs.minimum[n]), int(needs.desired[n])
        if heads[n] > desired:
            yield Finding("heads", f"'{name}' gets {heads[n]} heads, desired {desired}")
        lacking = {
            "minimum": max(0, minimum - heads[n]),
            "desired": max(0, desired - max(heads[n], minimum)),
        }
        for level, count in lacking.items():
            by_tier[level][int(needs.tier[n]) - 1] += count
            if count:
                short[name, level] = count
    claimed: dict[tuple[str, str], int] = {(u.need, u.level): u.short for u in plan.unfilled}
    if len(plan.unfilled) != len(claimed):
        yield Finding("unfilled", "a need stands twice for one level")
    if claimed != short:
        for key in sorted(set(claimed) | set(short)):
            if claimed.get(key, 0) != short.get(key, 0):
                words = f"'{key[0]}' lacks {short.get(key, 0)} {key[1]} heads"
                yield Finding("unfilled", f"{words}, not {claimed.get(key, 0)}")
    for level, told in (("minimum", plan.unfilled_minimum), ("desired", plan.unfilled_desired)):
        if list(told) != by_tier[level]:
            yield Finding("unfilled", f"{level} by tier is {by_tier[level]}, not {list(told)}")


def _costs(raw: Raw, plan: Plan, person: Ints, need: Ints) -> Iterator[Finding]:
    keep = raw.instance.keep
    served = set(zip(person.tolist(), need.tolist(), strict=True))
    kept = zip(keep.person.tolist(), keep.need.tolist(), strict=True)
    broken = sum(pair not in served for pair in kept)
    right = {
        "travel": sum(pair.travel for pair in plan.pairs),
        "fairness": sum(pair.fairness for pair in plan.pairs),
        "over_level": sum(pair.over_level for pair in plan.pairs),
        "release": raw.release(person),
        "change": broken * raw.instance.weights.change,
    }
    for name, value in right.items():
        claimed = getattr(plan.cost, name)
        if claimed != value:
            yield Finding("cost", f"{name} costs {value} in all, not {claimed}")


def _proof(instance: Instance, plan: Plan) -> Iterator[Finding]:
    if plan.bound is None:
        if plan.optimal:
            yield Finding("proof", "optimal is claimed without a bound")
        return
    bound = proven_bound(instance, plan)
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
