"""Runs the planner on a draft and turns what it found into rows. Reads only; writes no row."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.staffing import intake, owners, queries
from luwes.staffing.models import Plan, PlanRule
from luwes_planner import CannotPin, InputRefused, Instance, check, flat_quota, why_short
from luwes_planner import Plan as Solution
from luwes_planner import solve as solve_instance

Row = dict[str, Any]


class CannotSolve(Exception):  # noqa: N818 - not an error of the program
    """The draft can't be solved; the text says why, in words for the user."""


@dataclass(frozen=True)
class Outcome:
    lines: list[Row]
    shorts: list[Row]
    units: list[Row]
    result: Row
    inputs_hash: str
    method: str
    checked: bool


def solve(plan: Plan, *, on: date) -> Outcome:
    """
    Solve what is open of the plan's owner.

    :raises CannotSolve: when pins contradict the rules
    """
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    needs = list(queries.needs_of(plan.owner_kind, plan.owner_id))
    heads = queries.open_heads(needs)
    asked = [need for need in needs if heads[need.pk][1]]
    try:
        taken = intake.freeze(owner, asked, heads, on=on)
        solution = solve_instance(taken.instance, seed=plan.number)
    except (CannotPin, InputRefused) as refused:
        raise CannotSolve(str(refused)) from refused
    findings = [str(finding) for finding in check(taken.instance, solution)]
    names = _names(plan)
    return Outcome(
        lines=[_line(pair, taken, names) for pair in solution.pairs],
        shorts=_shorts(taken.instance, solution),
        units=_units(taken, solution),
        result=_result(taken.instance, solution, findings),
        inputs_hash=taken.instance.sha256(),
        method=solution.method,
        checked=not findings,
    )


def _names(plan: Plan) -> set[tuple[int, int | None]]:
    rows = PlanRule.objects.filter(owner_kind=plan.owner_kind, owner_id=plan.owner_id, rule="pin")
    return set(rows.values_list("employee_id", "need_id"))


def _line(pair: Any, taken: intake.Intake, pins: set[tuple[int, int | None]]) -> Row:
    person, need = int(pair.person), int(pair.need)
    unit, agency = taken.home[person]
    return {
        "employee_id": person, "need_id": need, "unit_id": unit, "agency_id": agency,
        "minutes": pair.minutes, "cost_travel": pair.travel, "cost_fairness": pair.fairness,
        "cost_over_level": pair.over_level, "is_pinned": (person, need) in pins,
        "days_served": pair.fairness // max(1, taken.instance.weights.fairness_day),
    }  # fmt: skip


def _shorts(instance: Instance, solution: Solution) -> list[Row]:
    return [
        {
            "need_id": int(row.need), "level": row.level, "short": row.short,
            "reason": {"kind": row.reason, **_plain(why_short(instance, solution, row.need))},
        }
        for row in solution.unfilled
    ]  # fmt: skip


def _plain(explained: Any) -> Row:
    """The fields of an explanation as JSON values."""
    from dataclasses import asdict, is_dataclass

    return (
        asdict(explained)
        if is_dataclass(explained) and not isinstance(explained, type)
        else dict(explained)
    )


def _units(taken: intake.Intake, solution: Solution) -> list[Row]:
    from luwes.organisation.models import StaffGroup

    groups = dict(StaffGroup.objects.values_list("code", "pk"))
    rows = []
    for after in solution.units_after:
        group = groups.get(after.group)
        rows.append({
            "unit_id": int(after.unit), "group_id": group, "present": after.present,
            "minimum": after.minimum, "taken": after.taken,
            "is_assumption": taken.assumed.get((int(after.unit), group or 0), False),
        })  # fmt: skip
    return rows


def _result(instance: Instance, solution: Solution, findings: list[str]) -> Row:
    desired = int(instance.needs.desired.sum())
    minutes = [pair.minutes for pair in solution.pairs]
    flat = flat_quota(instance, len(solution.pairs))
    return {
        "needs": len(instance.needs.id), "asked": desired, "filled": len(solution.pairs),
        "unfilled_minimum": list(solution.unfilled_minimum),
        "unfilled_desired": list(solution.unfilled_desired),
        "cost": {**_plain(solution.cost), "total": solution.cost.total},
        "minutes_total": sum(minutes), "optimal": solution.optimal, "gap": solution.gap,
        "people": len(instance.people.id), "sizes": solution.sizes, "findings": findings[:20],
        "flat": _plain(flat),
    }  # fmt: skip
