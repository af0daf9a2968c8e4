"""Write an instance, or a plan, as a folder of the exchange format."""

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from luwes_planner.exchange.cells import EPOCH_ORDINAL
from luwes_planner.exchange.tables import STATES
from luwes_planner.instance import FIRST_DAY, LAST_DAY, Instance, Ints
from luwes_planner.result import Pair, Plan, Price, ShadowPrice, Unfilled, UnitAfter

Columns = dict[str, Any]


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
    groups, what = partial(_named, instance.groups), partial(_named, instance.competencies)
    place, unit, person, need = (t.id.at for t in (places, units, people, needs))
    tables: dict[str, Columns] = {
        "places": {"place": places.id.column, "lat": places.lat, "lon": places.lon},
        "units": {
            "unit": units.id.column,
            "parent": unit(units.parent),
            "place": place(units.place),
            "weight": units.weight.tolist(),
        },
        "people": {
            "person": people.id.column,
            "unit": unit(people.unit),
            "group": groups(people.group),
            "place": place(people.place),
            "state": _named(STATES, people.state),
            "days_served": people.days_served.tolist(),
            "available_from": _days(people.available_from),
            "available_to": _days(people.available_to),
        },
        "needs": {
            "need": needs.id.column,
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
    return {
        "plan": plan.rows(Pair).frame.sort("person", "need"),
        "unfilled": plan.rows(Unfilled).frame.sort("need", pl.col("level") != "minimum"),
        "units_after": plan.rows(UnitAfter).frame.sort("unit", "group"),
        "proof": plan.rows(Price).frame.sort("kind", "id", "group"),
        "shadow_prices": plan.rows(ShadowPrice).frame.sort("kind", "id", "group", "level", "place"),
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


def _named(names: Sequence[str], index: Ints) -> pl.Series:
    """Ids by index; blank for -1."""
    known = pl.Series(index, dtype=pl.Int64)
    return pl.Series(list(names), dtype=pl.String).gather(known.set(known < 0, None))


def _days(ordinals: Ints) -> pl.Series:
    """Days from ordinals; an open end is blank."""
    days = pl.Series(ordinals - EPOCH_ORDINAL, dtype=pl.Int32)
    is_open = pl.Series((ordinals == FIRST_DAY) | (ordinals == LAST_DAY))
    return days.set(is_open, None).cast(pl.Date)


def _write(root: Path, name: str, frame: pl.DataFrame, *, parquet: bool) -> None:
    """Write beside and move into place, so that a reader never sees half a file.

    The same table in the other form would be read instead, or be mistaken for this one: it goes.
    """
    path = root / f"{name}.{'parquet' if parquet else 'csv'}"
    beside = path.with_name(path.name + ".part")
    if parquet:
        frame.write_parquet(beside)
    else:
        frame.write_csv(beside)
    os.replace(beside, path)
    path.with_suffix(".csv" if parquet else ".parquet").unlink(missing_ok=True)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, path)
