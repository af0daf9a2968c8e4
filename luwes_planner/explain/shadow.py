"""Shadow prices: what one head, one place in a minimum, one trained person more or less is worth."""

from typing import Any

import numpy as np
import polars as pl

from luwes_planner.explain.again import ALWAYS
from luwes_planner.explain.effects import (
    minima_changed,
    needs_open_to,
    newcomers_worth,
)
from luwes_planner.explain.paths import NEVER
from luwes_planner.explain.residual import Residual, residual_of
from luwes_planner.instance import AVAILABLE, Bools, Ints
from luwes_planner.model.measuring import group_names
from luwes_planner.result import Plan, Rows, ShadowPrice, columns_of


def shadow_prices(plan: Plan) -> Rows[ShadowPrice]:
    """All prices that aren't zero, by kind and id; exact: what solving again would give.

    Empty where presence sets cross or the plan isn't optimal: then there are no such prices.
    Rules for presence are left out where some sets cross that don't bind now.
    """
    return priced(residual_of(plan.instance, plan), plan)


def priced(base: Residual | None, plan: Plan) -> Rows[ShadowPrice]:
    """`shadow_prices` on a residual network that is at hand."""
    if base is None:
        return Rows.of(ShadowPrice, ())
    rows = pl.concat(
        [_of_competencies(base, plan), _of_needs(base, plan), _of_presence(base, plan)]
    )
    telling = (pl.col("lose_one").fill_null(0) != 0) | (pl.col("gain_one") != 0)
    return Rows(ShadowPrice, rows.filter(telling))


def _rows(kind: str, **columns: Any) -> pl.DataFrame:
    """Lines of one kind; what isn't given is blank."""
    schema = columns_of(ShadowPrice)
    length = len(columns["gain_one"])
    blank = {"kind": kind, "group": "", "level": None, "place": "", "lose_one": None}
    whole = {name: columns.get(name, [blank.get(name)] * length) for name in schema}
    return pl.DataFrame(whole, schema=schema)


def _where(values: Ints, known: Bools) -> pl.Series:
    return pl.Series(values, dtype=pl.Int64).set(pl.Series(~known), None)


def _ladder(base: Residual, plan: Plan) -> int:
    return plan.ladder or base.of.net.ladder


def _of_needs(base: Residual, plan: Plan) -> pl.DataFrame:
    needs, of = plan.instance.needs, base.of
    use = np.flatnonzero(needs.desired > 0)
    heads = np.bincount(of.need[of.need >= 0], minlength=len(needs.id))[use]
    node, ladder = of.net.first_need + use, _ladder(base, plan)
    lose = of.ladder.points(base.out[node], ladder)
    gain = of.ladder.points(np.maximum(0, -base.back[node]), ladder)
    return _rows("need", id=needs.id.at(use), lose_one=_where(lose, heads > 0), gain_one=gain)


def _of_competencies(base: Residual, plan: Plan) -> pl.DataFrame:
    instance, of, people = plan.instance, base.of, plan.instance.people
    asked = instance.need_skills
    pairs = sorted(set(zip(asked.competency.tolist(), asked.level.tolist(), strict=True)))
    starts = np.unique(people.place[people.state == AVAILABLE])  # places ascend by name
    worth = [np.zeros(0, np.int64)]
    for what, level in pairs:
        fits = needs_open_to(instance, {what: level}, None, ALWAYS)
        worth.append(newcomers_worth(base, starts, fits, level))
    what, level = (np.repeat([p[k] for p in pairs], len(starts)).astype(np.int64) for k in (0, 1))
    return _rows(
        "competency",
        id=pl.Series(list(instance.competencies), dtype=pl.String).gather(what),
        level=level,
        place=instance.places.id.at(np.tile(starts, len(pairs))),
        gain_one=of.ladder.points(np.concatenate(worth), _ladder(base, plan)),
    )


def _of_presence(base: Residual, plan: Plan) -> pl.DataFrame:
    instance, rules = plan.instance, plan.instance.presence
    if not base.of.every_rule:
        return _rows("presence", gain_one=[])
    every, points = np.arange(len(rules.unit)), base.of.ladder.points
    lower, higher = (minima_changed(base, every, by) for by in (-1, 1))
    known = higher != NEVER
    use = np.flatnonzero((lower != 0) | (higher != 0))
    lose = points(np.where(known, higher, 0)[use], _ladder(base, plan))
    gain = points(np.where(rules.minimum > 0, -lower, 0)[use], _ladder(base, plan))
    return _rows(
        "presence",
        id=instance.units.id.at(rules.unit[use]),
        group=group_names(instance, rules.group[use]),
        lose_one=_where(lose, known[use]),
        gain_one=gain,
    )
