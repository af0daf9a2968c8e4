"""The same model as a mixed-integer programme (HiGHS), where a flow alone does not do.

That is where presence sets are not nested, people must serve together, or must have leaders.
Rungs are optimised one after another: without nested sets the ladder of rewards proves nothing.
"""

from dataclasses import dataclass

import numpy as np

from luwes_planner.arrays import place_in_run
from luwes_planner.engine.highs import OPEN, Infeasible, Programme
from luwes_planner.engine.rungs import Rungs, climb
from luwes_planner.faults import CannotPin, Fault
from luwes_planner.instance import Floats, Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.decoding import decode
from luwes_planner.model.encoding import encode
from luwes_planner.model.layers import SOURCE, Network
from luwes_planner.model.presence import Coverage, quarters
from luwes_planner.model.prices import Prices, settle
from luwes_planner.model.repairing import repaired
from luwes_planner.model.rows import Table, add_side_rows, pinned_heads
from luwes_planner.sides import Sides


@dataclass(frozen=True)
class _Model:
    """Columns: the arcs, then for every release limit its quarters."""

    table: Table
    most: Ints
    cost: Ints  # without rewards
    reward: Ints
    quarter_limit: Ints  # (quarter columns,) the limit of each
    first_limit: int


@dataclass(frozen=True)
class Solved:
    """What `solve_mip` found; `optimal` where every rung was solved with gap 0.

    The prices are those of the relaxation with the ladder, None where time ran out; whatever they
    are, the bound they prove is true.
    """

    person: Ints
    need: Ints
    prices: Prices | None
    optimal: bool


def solve_mip(
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    net: Network,
    sides: Sides,
    known: tuple[Ints, Ints],
    until: float | None,
    seed: int,
) -> Solved:
    """Find a plan on the network `net`, whose limits stand beside it.

    Parameters
    ----------
    known : pairs (person, need) to begin with; what breaks a rule is left out of them
    until : of `time.perf_counter`; the best plan found by then is returned

    Raises
    ------
    CannotPin
        If the pinned can't be led as the side constraints ask.
    TimeoutError
        If the pins need others to be sent as well, and nothing was found in time.
    """
    model = _model(instance, cover, net)
    if sides:
        add_side_rows(model.table, net, found, sides)
    kept = repaired(instance, cover, found, sides, known)
    start = None if kept is None else _point(instance, net, found, model, kept)
    columns = _rungs(net, instance.needs.tier)
    rungs = Rungs(columns, model.cost, model.cost + model.reward, net.ladder)
    try:
        best, first = climb(model.most, model.table.rows(), rungs, start, until)
    except Infeasible:
        raise CannotPin(_unled(instance, cover, found, net, sides)) from None
    flow = best.point[: len(model.most) - len(model.quarter_limit)]
    person, need = decode(instance, net, found, net.split(flow), seed)
    prices = _prices(instance, cover, net, first.price, model.first_limit) if first else None
    return Solved(person, need, prices, best.proven)


def _model(instance: Instance, cover: Coverage, net: Network) -> _Model:
    arcs = net.joined()
    table = Table()
    every = np.arange(len(arcs), dtype=np.int64)
    ones = np.ones(len(arcs), np.int64)
    table.add(
        net.supply,
        net.supply,
        np.concatenate([arcs.tail, arcs.head]),
        np.concatenate([every, every]),
        np.concatenate([ones, -ones]),
    )
    limits = net.limits
    units = np.flatnonzero(limits.unit >= 0)
    limit = np.repeat(units, 4)
    quarter = place_in_run(limit)
    size = quarters(cover.freedom)[quarter, limits.unit[limit]]
    slope = np.array(instance.weights.release_slopes, np.int64)[quarter]
    weight = instance.units.weight[limits.unit[limit]]
    room = np.zeros(len(limits.rule), np.int64)
    room[limits.rule >= 0] = cover.room[limits.rule[limits.rule >= 0]]
    first = len(table)
    table.add(
        np.full(len(room), -OPEN),
        room,
        np.concatenate([limits.set, limit]),
        # the first layer is one arc a cell
        np.concatenate([limits.cell, len(arcs) + np.arange(len(limit))]),
        np.repeat([1, -1], [len(limits.set), len(limit)]),
    )
    empty = len(net.layers["empty"])
    reward = np.zeros(len(arcs) + len(limit), np.int64)
    reward[len(arcs) - empty : len(arcs)] = net.layers["empty"].cost
    cost = np.concatenate([arcs.cost, slope * weight * instance.weights.release]) - reward
    return _Model(table, np.concatenate([arcs.capacity, size]), cost, reward, limit, first)


def _point(
    instance: Instance,
    net: Network,
    found: Candidates,
    model: _Model,
    kept: tuple[Ints, Ints],
) -> Ints:
    """The columns of a plan."""
    flow = encode(instance, net, found, *kept)
    limits = net.limits
    taken = np.zeros(len(limits.rule), np.int64)
    np.add.at(taken, limits.set, flow["sets"][limits.cell])
    columns = np.concatenate([flow[name] for name in net.layers])
    size = model.most[len(columns) :]
    before = np.cumsum(size) - size
    before -= np.repeat(before[::4], 4)
    parts = np.clip(taken[model.quarter_limit] - before, 0, size)
    return np.concatenate([columns, parts])


def _rungs(net: Network, tier: Ints) -> list[Ints]:
    """The columns of unfilled heads: minima by tier, then desired by tier."""
    first = sum(len(arcs) for name, arcs in net.layers.items() if name != "empty")
    wished = first + np.arange(len(tier), dtype=np.int64)
    return [rows[tier == t] for rows in (wished + len(tier), wished) for t in np.unique(tier)]


def _unled(
    instance: Instance, cover: Coverage, found: Candidates, net: Network, sides: Sides
) -> list[Fault]:
    """The leader rules that the pins break: each that can't be kept alone, else all of them."""
    broken = []
    for rule, leader in enumerate(sides.leaders):
        heads, led = pinned_heads(found, leader.need, rule)
        if heads > (leader.per + 1) * led:
            broken.append((rule, heads, led))
    alone = [b for b in broken if not _can_keep(instance, cover, found, net, sides, b[0])]
    faults = []
    for rule, heads, led in alone or broken:
        leader = sides.leaders[rule]
        need, what = instance.needs.id[leader.need], instance.competencies[leader.competency]
        pin = instance.rules.is_pin & (instance.rules.need == leader.need)
        row = int(instance.rules.row[pin].min())
        found_ = f"{heads} pinned to '{need}' with {led} leaders, and no others that can be sent"
        expected = f"a leader ({what} at {leader.level}) for every {leader.per} others"
        faults.append(Fault("rules", row, "person", found_, expected))
    return faults


def _can_keep(
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    net: Network,
    sides: Sides,
    rule: int,
) -> bool:
    """Whether some plan keeps this leader rule, all others of the kind aside."""
    model = _model(instance, cover, net)
    add_side_rows(model.table, net, found, sides, only=rule)
    try:
        programme = Programme(model.most, model.table.rows())
        programme.minimise(np.zeros(len(model.most), np.int64), None, None)
    except Infeasible:
        return False
    return True


def _prices(
    instance: Instance, cover: Coverage, net: Network, dual: Floats, first_limit: int
) -> Prices:
    """The prices of the linear relaxation, rounded."""
    whole = np.rint(dual).astype(np.int64)
    limit = -whole[first_limit : first_limit + len(net.limits.rule)]
    is_rule = net.limits.rule >= 0
    prices = Prices(
        whole[SOURCE] - whole[net.first_need : net.nodes],
        np.zeros(len(cover.room), np.int64),
        np.zeros(len(instance.units.id), np.int64),
    )
    prices.rule[net.limits.rule[is_rule]] = np.maximum(0, limit[is_rule])
    prices.unit[net.limits.unit[~is_rule]] = limit[~is_rule]
    settle(instance, cover, prices)
    return prices
