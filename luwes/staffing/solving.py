"""Runs the planner on a draft and turns what it found into rows. Reads only; writes no row."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from luwes.organisation import queries as organisation
from luwes.organisation.models import StaffGroup
from luwes.staffing import (
    explaining,
    freezing,
    intake,
    owners,
    pricing,
    queries,
    spreading,
    wording,
)
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.joint_rules import Ranks, by_priority
from luwes.staffing.models import Need, Plan
from luwes_planner import (
    CannotPin,
    FailsCheck,
    FlatQuota,
    InputRefused,
    Instance,
    Shortage,
    flat_quota,
    releases,
    shortages,
)
from luwes_planner import Plan as Solution
from luwes_planner import solve as solve_instance

Row = dict[str, Any]
Tell = Callable[[int], None]
CLOSEST = 8  # units shown beside a plan: those nearest to their minimum


class CannotSolve(Exception):  # noqa: N818 - not an error of the program
    """The draft can't be solved; the text says why, in words for the user."""


@dataclass(frozen=True)
class Outcome:
    lines: list[Row]
    shorts: list[Row]
    units: list[Row]
    result: Row
    inputs: bytes
    proof: bytes
    inputs_hash: str
    method: str
    checked: bool


def solve(plan: Plan, *, on: date, tell: Tell = lambda _percent: None) -> Outcome:
    """
    Solve what is open of the plan's needs; `tell` hears how much is done, in per cent.

    :raises CannotSolve: when pins contradict the rules
    """
    open_now = _asked(plan, on)
    asked, ranks = open_now.needs, Ranks(plan.ranking)
    tell(5)
    try:
        taken = intake.freeze(
            open_now.owner, asked, open_now.heads, on=on, keep=_keep(plan),
            assumed=Assumptions.of(plan.assumptions), ranks=ranks,
        )  # fmt: skip
        tell(30)
        solution = solve_instance(
            taken.instance, seed=plan.number, progress=lambda _stage, share: tell(30 + int(50 * share))
        )  # fmt: skip
    except CannotPin as refused:
        raise CannotSolve(_impossible_pins(plan, taken, on)) from refused
    except InputRefused as refused:
        raise CannotSolve(str(refused)) from refused
    except FailsCheck as failed:
        words = _("Tidak lulus pemeriksaan ulang")
        raise CannotSolve(f"{words}: {'; '.join(failed.findings[:3])}") from failed
    tell(90)
    units = _units(taken, solution)
    return Outcome(
        lines=_lines(solution, taken, plan),
        shorts=_shorts(solution, on),
        units=units,
        result={
            **_result(solution, units, on, ranks.count),
            "terms": queries.terms_of(asked),
            "outside": open_now.outside,
            "proof": True,  # kept beside the inputs; not so for plans of long ago
        },
        inputs=freezing.pack(taken.instance),
        proof=freezing.pack_plan(solution),
        inputs_hash=taken.instance.sha256(),
        method=solution.method,
        checked=True,  # `solve` gives out no plan that the independent check has not passed
    )


class Asked(NamedTuple):
    """
    The needs still open among the plan's, the (minimum, desired) heads each asks, and how many heads
    people from outside fill of all that are the plan's.
    """

    owner: owners.Owner
    needs: list[Need]
    heads: dict[int, tuple[int, int]]
    outside: int


def _asked(plan: Plan, on: date) -> Asked:
    """
    With days and heads as assumed.

    :raises CannotSolve: when none is open
    """
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    assumed = Assumptions.of(plan.assumptions)
    needs = list(queries.needs_planned(plan))
    chosen = {*plan.need_ids, *(need.pk for need in needs if need.owner_kind == spreading.KIND)}
    spreading.owned(needs, assumed)
    for need in needs:  # in memory only
        need.period = assumed.period(need.period)
        need.minimum, need.desired = assumed.heads(need.pk, need.minimum, need.desired)
    needs = queries.ahead(needs, on)
    heads = queries.heads_to_fill(
        plan.owner_kind, plan.owner_id, needs, refills=plan.refills_id,
        on=on, counts_promised=plan.counts_promised,
    )  # fmt: skip
    needs = [need for need in needs if not plan.need_ids or need.pk in chosen]
    asked = [need for need in needs if heads[need.pk][1]]
    if not asked:
        raise CannotSolve(_("Tidak ada kebutuhan yang masih terbuka."))
    return Asked(owner, asked, heads, sum(queries.used_outside(needs, on).values()))


def inputs_today(plan: Plan, *, on: date) -> Instance:
    """
    What a draft would be solved from today; nothing is kept of it.

    :raises CannotSolve: when none of its needs is open
    """
    open_now = _asked(plan, on)
    assumed = Assumptions.of(plan.assumptions)
    return intake.freeze(
        open_now.owner,
        open_now.needs,
        open_now.heads,
        on=on,
        keep=_keep(plan),
        assumed=assumed,
        ranks=Ranks(plan.ranking),
    ).instance


def _keep(plan: Plan) -> list[tuple[int, int]]:
    """Who stays among equals: as before, and in a what-if as in the plan it is compared with."""
    return queries.pairs_of(plan.what_if_of or plan)


def _impossible_pins(plan: Plan, taken: intake.Intake, on: date) -> str:
    """Which pins no plan can keep, and the rule each breaks."""
    instance = taken.instance
    rows = queries.rules_of(plan).filter(rule="pin", need_id__in=map(int, instance.needs.id))
    known = set(instance.people.id)
    names = wording.Names(on).learn(units=instance.units.id)
    told = []
    for rule in rows:
        if rule.need is None or str(rule.employee_id) not in known:
            continue
        found = explaining.obstacles(instance, rule.employee_id, rule.need.pk)
        told += [
            f"{rule.employee}, {rule.need}: {wording.in_words(o, names, rule.employee, rule.need)}"
            for o in found
            if o.rule != "pinned"
        ]
    told = told or [_("orang yang ditetapkan tidak dapat bertugas semuanya sekaligus.")]
    return _("Penetapan ini tidak dapat dipenuhi. %s") % " ".join(told)


def _lines(solution: Solution, taken: intake.Intake, plan: Plan) -> list[Row]:
    pins = set(queries.rules_of(plan).filter(rule="pin").values_list("employee_id", "need_id"))
    release = releases(solution)
    day = max(1, taken.instance.weights.fairness_day)
    rows = []
    for pair in solution.pairs:
        person, need = int(pair.person), int(pair.need)
        unit, agency = taken.home[person]
        rows.append({
            "employee_id": person, "need_id": need, "unit_id": unit, "agency_id": agency,
            "minutes": pair.minutes, "cost_travel": pair.travel, "cost_fairness": pair.fairness,
            "cost_over_level": pair.over_level, "cost_release": release[pair.person],
            "is_pinned": (person, need) in pins, "days_served": pair.fairness // day,
        })  # fmt: skip
    return rows


def _shorts(solution: Solution, on: date) -> list[Row]:
    """What is short, why, and the names that the sentences need."""
    explained = shortages(solution.instance, solution)
    names = wording.Names(on).learn(
        units={unit for why in explained.values() for unit in _units_named(why)},
        people={person for why in explained.values() for person in _people_named(why)},
    ).frozen()  # fmt: skip
    return [
        {
            "need_id": int(row.need), "level": row.level, "short": row.short,
            "reason": {
                "kind": row.reason, **_counted(explained[row.need]),
                "names": _of_these(names, explained[row.need]),
            },
        }
        for row in solution.unfilled
    ]  # fmt: skip


def _counted(why: Shortage) -> Row:
    """What the page says of a shortage; the certificate may be large, and no page shows it."""
    return {key: value for key, value in asdict(why).items() if key != "cut"}


def _units_named(why: Shortage) -> set[str]:
    return {held.unit for held in why.holding} | {near.unit for near in why.below}


def _people_named(why: Shortage) -> set[str]:
    return {near.person for near in why.nearest} | {near.person for near in why.below}


def _of_these(names: dict[str, dict[str, str]], why: Shortage) -> dict[str, dict[str, str]]:
    """The names that one shortage speaks of."""
    wanted = {
        "competencies": {code for code, _level, _holders in why.holders},
        "groups": {held.group for held in why.holding},
        "units": _units_named(why),
        "people": _people_named(why),
    }  # fmt: skip
    return {
        kind: {key: name for key, name in names[kind].items() if key in keys}
        for kind, keys in wanted.items()
    }


def _units(taken: intake.Intake, solution: Solution) -> list[Row]:
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


def _result(solution: Solution, units: list[Row], on: date, ranks: int) -> Row:
    """What a page says of the whole plan without counting its rows again."""
    instance = solution.instance
    return {
        "needs": len(instance.needs.id), "asked": int(instance.needs.desired.sum()),
        "filled": len(solution.pairs), "by_need": _by_need(solution),
        "unfilled_minimum": by_priority(solution.unfilled_minimum, ranks),
        "unfilled_desired": by_priority(solution.unfilled_desired, ranks), "ranks": ranks,
        "cost": {**asdict(solution.cost), "total": solution.cost.total},
        "weights": asdict(instance.weights),
        "minutes_total": sum(pair.minutes for pair in solution.pairs),
        "optimal": solution.optimal, "gap": solution.gap, "people": len(instance.people.id),
        "sizes": solution.sizes, "on": on.isoformat(),
        "units": _units_in_short(units, solution, on), "training": pricing.of_training(solution),
        "flat": _flat_in_short(flat_quota(instance, len(solution.pairs)), ranks),
    }  # fmt: skip


def _by_need(solution: Solution) -> dict[str, list[int]]:
    """Heads filled and heads short of each need, by its id as text."""
    found: dict[str, list[int]] = {need: [0, 0] for need in solution.instance.needs.id}
    for pair in solution.pairs:
        found[pair.need][0] += 1
    for row in solution.unfilled:
        found[row.need][1] += row.short
    return found


def _units_in_short(units: list[Row], solution: Solution, on: date) -> Row:
    """Those nearest to their minimum; of equal ones first where one place less is worth most."""
    touched = [row for row in units if row["taken"]]
    room = [row["present"] - row["taken"] - row["minimum"] for row in touched]
    worth, codes = pricing.worth_of_minimums(solution), dict(StaffGroup.objects.values_list("pk", "code"))  # fmt: skip
    rules = [(str(row["unit_id"]), codes.get(row["group_id"], "")) for row in touched]
    nearest = sorted(
        zip(room, touched, rules, strict=True),
        key=lambda found: (found[0], -worth.get(found[2], 0), -found[1]["taken"]),
    )[:CLOSEST]
    names = queries.unit_labels([row["unit_id"] for _room, row, _rule in nearest], on)
    groups = organisation.group_names()
    return {
        "touched": len(touched), "at_limit": room.count(0), "under": sum(r < 0 for r in room),
        "closest": [
            {
                **row, "now": row["present"] - row["taken"],
                "unit_name": names.get(row["unit_id"], ""),
                "group": groups.get(row["group_id"], ""),
                "gain": pricing.of_minimum(solution, rule) if rule in worth else None,
            }
            for _room, row, rule in nearest
        ],
    }  # fmt: skip


def _flat_in_short(flat: FlatQuota, ranks: int) -> Row:
    return {
        "sent": flat.sent, "unable": flat.unable, "minutes_total": flat.travel_minutes,
        "unmet_minimum": by_priority(flat.unmet_minimum_able, ranks),
        "unmet_desired": by_priority(flat.unmet_desired_able, ranks),
        "agencies": len(flat.quota), "units_under_minimum": flat.units_under_minimum,
    }  # fmt: skip
