"""Write an instance, or a plan, as a folder of the exchange format."""

import datetime
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from luwes_planner.exchange.tables import STATES
from luwes_planner.instance import FIRST_DAY, LAST_DAY, Instance, Ints
from luwes_planner.result import Plan

Columns = dict[str, Sequence[Any]]


def write_instance(instance: Instance, folder: Path | str, *, parquet: bool = False) -> None:
    """Write every table of the instance; `luwes_planner.read` gives the same instance back."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    for name, columns in instance_tables(instance).items():
        _write(root, name, pl.DataFrame(columns, strict=False), parquet=parquet)
    _write_json(root / "weights.json", dict(vars(instance.weights)))


def instance_tables(instance: Instance) -> dict[str, Columns]:
    """The instance as columns of the exchange format; optional tables only when not empty."""
    places, units, people = instance.places, instance.units, instance.people
    needs, skills, rules = instance.needs, instance.skills, instance.rules
    groups, what = _Names(instance.groups), _Names(instance.competencies)
    place, unit = _Names(places.id), _Names(units.id)
    person, need = _Names(people.id), _Names(needs.id)
    tables: dict[str, Columns] = {
        "places": {"place": places.id, "lat": places.lat.tolist(), "lon": places.lon.tolist()},
        "units": {
            "unit": units.id,
            "parent": unit(units.parent),
            "place": place(units.place),
            "weight": units.weight.tolist(),
        },
        "people": {
            "person": people.id,
            "unit": unit(people.unit),
            "group": groups(people.group),
            "place": place(people.place),
            "state": [STATES[s] for s in people.state.tolist()],
            "days_served": people.days_served.tolist(),
            "available_from": _days(people.available_from),
            "available_to": _days(people.available_to),
        },
        "needs": {
            "need": needs.id,
            "place": place(needs.place),
            "tier": needs.tier.tolist(),
            "minimum": needs.minimum.tolist(),
            "desired": needs.desired.tolist(),
            "start": _days(needs.start),
            "end": _days(needs.end),
            "max_minutes": [None if m < 0 else m for m in needs.max_minutes.tolist()],
            "groups": [";".join(instance.groups[g] for g in allowed) for allowed in needs.groups],
        },
        "skills": {
            "person": person(skills.person),
            "competency": what(skills.competency),
            "level": skills.level.tolist(),
            "valid_until": _days(skills.valid_until),
        },
        "presence": {
            "unit": unit(instance.presence.unit),
            "group": groups(instance.presence.group),
            "minimum": instance.presence.minimum.tolist(),
        },
        "need_skills": {
            "need": need(instance.need_skills.need),
            "competency": what(instance.need_skills.competency),
            "level": instance.need_skills.level.tolist(),
        },
        "keep": {"person": person(instance.keep.person), "need": need(instance.keep.need)},
        "rules": {
            "person": person(rules.person),
            "need": need(rules.need),
            "rule": ["pin" if pin else "exclude" for pin in rules.is_pin.tolist()],
        },
    }
    if instance.travel is not None:
        tables["travel"] = {
            "from_place": place(instance.travel.origin),
            "to_place": place(instance.travel.destination),
            "minutes": instance.travel.minutes.tolist(),
        }
    required = {"places", "units", "people", "needs"}
    return {k: v for k, v in tables.items() if k in required or len(next(iter(v.values())))}


def write_plan(plan: Plan, folder: Path | str, *, parquet: bool = False) -> None:
    """Write a plan; of what already lies in the folder only our files are replaced."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    for name, frame in plan_tables(plan).items():
        _write(root, name, frame, parquet=parquet)
    _write_json(root / "summary.json", summary(plan))


def plan_tables(plan: Plan) -> dict[str, pl.DataFrame]:
    """The plan's tables, sorted by id."""
    pairs = sorted(plan.pairs, key=lambda p: (p.person, p.need))
    unfilled = sorted(plan.unfilled, key=lambda u: (u.need, u.level != "minimum"))
    units = sorted(plan.units_after, key=lambda u: (u.unit, u.group))
    proof = sorted(plan.prices, key=lambda p: (p.kind, p.id, p.group))
    text, number = pl.String, pl.Int64
    return {
        "plan": _frame(
            pairs,
            person=text,
            need=text,
            minutes=number,
            travel=number,
            fairness=number,
            over_level=number,
        ),
        "unfilled": _frame(unfilled, need=text, level=text, short=number, reason=text),
        "units_after": _frame(
            units, unit=text, group=text, present=number, minimum=number, taken=number
        ),
        "proof": _frame(proof, kind=text, id=text, group=text, price=number),
    }


def summary(plan: Plan) -> dict[str, Any]:
    """What `summary.json` holds."""
    cost = plan.cost
    return {
        "unfilled": {
            "minimum": list(plan.unfilled_minimum),
            "desired": list(plan.unfilled_desired),
        },
        "cost": {**vars(cost), "total": cost.total},
        "optimal": plan.optimal,
        "bound": plan.bound,
        "gap": plan.gap,
        "ladder": plan.ladder,
        "method": plan.method,
        "sizes": plan.sizes,
        "instance": plan.instance.sha256(),
    }


class _Names:
    """Ids by index; blank for -1."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = np.array([*names, None], object)

    def __call__(self, index: Ints) -> list[str | None]:
        return list(self._names[index].tolist())


def _days(ordinals: Ints) -> list[datetime.date | None]:
    open_end = (FIRST_DAY, LAST_DAY)
    day = datetime.date.fromordinal
    return [None if d in open_end else day(d) for d in ordinals.tolist()]


def _frame(rows: Sequence[Any], **schema: type[pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(
        {name: [getattr(row, name) for row in rows] for name in schema}, schema=schema
    )


def _write(root: Path, name: str, frame: pl.DataFrame, *, parquet: bool) -> None:
    """Write beside and move into place, so that a reader never sees half a file."""
    path = root / f"{name}.{'parquet' if parquet else 'csv'}"
    beside = path.with_name(path.name + ".part")
    if parquet:
        frame.write_parquet(beside)
    else:
        frame.write_csv(beside)
    os.replace(beside, path)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, path)
