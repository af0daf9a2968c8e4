"""Prices in terms of the files: of a head, of a presence rule, of leaving a unit."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from luwes_planner.instance import AVAILABLE, Instance, Ints
from luwes_planner.model.candidates import Candidates, gather
from luwes_planner.model.layers import SOURCE, Network
from luwes_planner.model.measuring import group_names
from luwes_planner.model.presence import Coverage
from luwes_planner.model.travel import NO_WAY
from luwes_planner.result import Price, Rows

_NONE = -(2**60)


@dataclass
class Prices:
    """Price of every need, presence rule (≥ 0) and unit."""

    need: Ints
    rule: Ints
    unit: Ints

    def lines(self, instance: Instance) -> Rows[Price]:
        """The proof: every need, and presence rules and units with a price other than zero."""
        rules = instance.presence
        priced, units = np.flatnonzero(self.rule), np.flatnonzero(self.unit)
        lines = pl.DataFrame(
            {
                "kind": np.repeat(
                    ["need", "presence", "unit"], [len(self.need), len(priced), len(units)]
                ),
                "id": pl.concat(
                    [
                        instance.needs.id.column,
                        instance.units.id.at(rules.unit[priced]),
                        instance.units.id.at(units),
                    ]
                ),
                "price": np.concatenate([self.need, self.rule[priced], self.unit[units]]),
            }
        )
        group = np.full(lines.height, -1, np.int64)
        group[len(self.need) : len(self.need) + len(priced)] = rules.group[priced]
        return Rows(Price, lines.with_columns(group_names(instance, group).alias("group")))


def prices_of(instance: Instance, cover: Coverage, net: Network, potential: Ints) -> Prices:
    """The prices that the potentials of the nested network stand for."""
    prices = read_prices(instance, cover, net, potential)
    settle(instance, cover, prices)
    return prices


def read_prices(instance: Instance, cover: Coverage, net: Network, potential: Ints) -> Prices:
    """Read prices off the potentials; what the model left out has none yet, see `settle`."""
    prices = Prices(
        potential[net.first_need :] - potential[SOURCE],
        np.zeros(len(cover.room), np.int64),
        np.zeros(len(instance.units.id), np.int64),
    )
    step = np.maximum(0, potential[net.set_node] - potential[net.set_parent])
    is_rule = net.limits.rule >= 0
    prices.rule[net.limits.rule[is_rule]] = step[is_rule]
    prices.unit[net.limits.unit[~is_rule]] = step[~is_rule]
    return prices


def settle(instance: Instance, cover: Coverage, prices: Prices) -> None:
    """Price what the model left out: needs that want nobody, rules without any room."""
    prices.need[instance.needs.desired == 0] = -instance.weights.change
    people, closed_rule = instance.people, cover.room == 0
    shut = closed_rule[cover.rule]
    keeper = np.full(len(cover.cell_unit), -1, np.int64)
    keeper[cover.rule_cell[shut]] = cover.rule[shut]
    never = np.zeros(len(people.id), bool)
    never[instance.rules.person[instance.rules.need < 0]] = True
    held = np.flatnonzero((keeper[cover.cell] >= 0) & (people.state == AVAILABLE) & ~never)
    if not len(held) or not len(instance.needs.id):
        return
    found = gather(instance, held.astype(np.int64))
    over = best_worth(instance, found, prices.need) - charges(cover, prices, people.unit, held)
    np.maximum.at(prices.rule, keeper[cover.cell[held]], over)


def charges(cover: Coverage, prices: Prices, unit: Ints, person: Ints) -> Ints:
    """Sum of the prices for taking each person from home."""
    in_cell = np.zeros(len(cover.cell_unit), np.int64)
    np.add.at(in_cell, cover.rule_cell, prices.rule[cover.rule])
    return np.asarray(in_cell[cover.cell[person]] + prices.unit[unit[person]])


def best_worth(instance: Instance, found: Candidates, price: Ints) -> Ints:
    """The most that any need would give for each candidate, less the pair's cost.

    Exclusions are overlooked and a pair to keep counts as kept, so it may be too much.
    """
    weights, kinds = instance.weights, found.kinds
    best = np.full(len(found.person), _NONE, np.int64)
    every = np.arange(len(found.starts), dtype=np.int64)
    for kind in range(len(kinds.model)):
        top = np.full(len(found.starts), _NONE, np.int64)
        for need in np.flatnonzero(kinds.of_need == kind):
            way = found.way(every, need)
            offer = np.where(way == NO_WAY, _NONE, price[need] - weights.travel_minute * way)
            top = np.maximum(top, offer)
        who = np.flatnonzero(found.signatures.allowed[found.signature, kind])
        offer, signature = top[found.start[who]], found.signature[who]
        spare = found.signatures.spare(signature, np.full(len(who), kind))
        worth = np.where(offer > _NONE, offer - weights.over_level * spare, _NONE)
        best[who] = np.maximum(best[who], worth)
    best -= weights.fairness_day * instance.people.days_served[found.person]
    best[found.kept[0]] += weights.change
    return best
