"""Many sets of needs on one population: what-ifs, and the readiness of a whole region.

People are sorted into classes once, for a *catalogue* of needs: one of each kind that may be
asked. A scenario then only brings its own needs, and is solved exactly: as the instance of
`Population.instance_of`, in which the catalogue asks for nobody, but says which competencies count
as spare.
"""

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from luwes_planner.instance import Instance, Ints, Names, Needs, NeedSkills
from luwes_planner.model.candidates import Candidates, find_candidates
from luwes_planner.model.costs import pair_parts, unfilled
from luwes_planner.model.decoding import decode
from luwes_planner.model.flow import solve_flow
from luwes_planner.model.layers import Network
from luwes_planner.model.measuring import described, measured
from luwes_planner.model.nesting import binding_limits, crossing
from luwes_planner.model.network import add_ladder, add_supply, build_network
from luwes_planner.model.pools import useful_pools
from luwes_planner.model.presence import coverage, release_cost
from luwes_planner.model.prices import read_prices, settle
from luwes_planner.model.travel import minutes
from luwes_planner.model.ways import send
from luwes_planner.result import Plan

_FORK: Final = multiprocessing.get_context("fork")  # the population is shared, not sent


class CannotShare(ValueError):  # noqa: N818 - a property of the input
    """The population can't be sorted once for all scenarios; solve them one by one."""


@dataclass(frozen=True)
class Scenario:
    """The needs of one scenario, as int64 columns of equal length.

    Attributes
    ----------
    like : index of the need of the catalogue with the same groups, competencies and days
    place : index into places
    tier, minimum, desired, max_minutes : as in `Needs`
    """

    like: Ints
    place: Ints
    tier: Ints
    minimum: Ints
    desired: Ints
    max_minutes: Ints


@dataclass(frozen=True)
class Outcome:
    """What becomes of a scenario.

    Attributes
    ----------
    person, need : the pairs, as indices of people and of the scenario's needs
    short_minimum, short_desired : (needs,) heads that nobody fills
    cost : in points, without the rewards of unfilled heads
    ladder : step of these rewards
    price : (needs,) what one more head at each need would cost, rewards included
    """

    person: Ints
    need: Ints
    short_minimum: Ints
    short_desired: Ints
    cost: int
    ladder: int
    price: Ints


class Population:
    """People, units and rules sorted once for all scenarios.

    Parameters
    ----------
    instance : its needs are the catalogue; how many they ask for, and where, is overlooked

    Raises
    ------
    CannotShare
        If it has pins, exclusions from single needs or pairs to keep, or presence sets that cross.
    """

    def __init__(self, instance: Instance) -> None:
        if len(instance.keep.person) or (instance.rules.need >= 0).any():
            raise CannotShare("scenarios know no pins, single exclusions or pairs to keep")
        needs, none = instance.needs, np.zeros(len(instance.needs.id), np.int64)
        nobody = replace(needs, tier=none + 1, minimum=none, desired=none)
        self.instance = replace(instance, needs=nobody)
        self.cover = coverage(instance)
        # wherever and however far: a scenario may ask for this kind beside anybody's door
        asking = replace(needs, desired=np.ones(len(needs.id), np.int64))
        catalogue = replace(instance, needs=asking)
        found = find_candidates(catalogue, self.cover)
        self.found = replace(
            found, minutes=found.minutes * 0, limit=np.full(len(needs.id), -1, np.int64)
        )
        pools = useful_pools(catalogue, self.found)
        limits = binding_limits(instance, self.cover, self.found.person[pools.of_candidate >= 0])
        if len(crossing(instance, limits)):
            raise CannotShare("presence sets that cross each other")
        self.net = build_network(catalogue, self.cover, self.found, pools, limits)

    def solve(self, scenario: Scenario, *, seed: int = 0) -> Outcome:
        """Find the best plan of one scenario."""
        instance, found, net = self._placed(scenario)
        flow = solve_flow(net)
        person, need = decode(instance, net, found, net.split(flow.flow), seed)
        short, wished = unfilled(instance, need)
        parts = pair_parts(
            self.instance_of(scenario), person, need + len(self.instance.needs.id)
        )  # the whole catalogue says what is spare
        cost = sum(int(parts[k].sum()) for k in ("travel", "fairness", "over_level"))
        return Outcome(
            person,
            need,
            short,
            wished,
            cost + release_cost(instance, self.cover, person),
            net.ladder,
            flow.price[net.first_need :],
        )

    def plan(self, scenario: Scenario, *, seed: int = 0) -> Plan:
        """The best plan of one scenario with its proof, on `instance_of(scenario)`."""
        placed, found, net = self._placed(scenario)
        flow = solve_flow(net)
        person, need = decode(placed, net, found, net.split(flow.flow), seed)
        whole = self.instance_of(scenario)
        first = len(self.instance.needs.id)
        plan = described(
            measured(whole, person, need + first, method="flow", ladder=net.ladder), net, found
        )
        priced = read_prices(placed, self.cover, net, flow.price)
        priced = replace(priced, need=np.concatenate([np.zeros(first, np.int64), priced.need]))
        settle(whole, self.cover, priced)
        return replace(plan, prices=priced.lines(whole), bound=plan.objective, optimal=True)

    def instance_of(self, scenario: Scenario) -> Instance:
        """The scenario as an instance of its own: its needs, ``s00000`` …, behind the catalogue."""
        mine, theirs = self.instance.needs, self._needs(scenario)
        names = pl.concat([mine.id.column, theirs.id.column])
        joined = {
            name: np.concatenate([getattr(mine, name), getattr(theirs, name)])
            for name in ("place", "tier", "minimum", "desired", "start", "end", "max_minutes")
        }
        needs = Needs(id=Names(names), groups=mine.groups + theirs.groups, **joined)
        if not names.is_sorted():
            raise ValueError("ids of the catalogue must come before 's'")
        asked = self.instance.need_skills
        row, of_need = _rows_of(asked.need, scenario.like)
        skills = NeedSkills(
            np.concatenate([asked.need, len(mine.id) + of_need]),
            np.concatenate([asked.competency, asked.competency[row]]),
            np.concatenate([asked.level, asked.level[row]]),
        )
        return replace(self.instance, needs=needs, need_skills=skills)

    def _needs(self, scenario: Scenario) -> Needs:
        needs, like = self.instance.needs, scenario.like
        return Needs(
            id=Names(pl.Series([f"s{n:05d}" for n in range(len(like))], dtype=pl.String)),
            place=scenario.place,
            tier=scenario.tier,
            minimum=scenario.minimum,
            desired=scenario.desired,
            start=needs.start[like],
            end=needs.end[like],
            max_minutes=scenario.max_minutes,
            groups=tuple(needs.groups[n] for n in like.tolist()),
        )

    def _placed(self, scenario: Scenario) -> tuple[Instance, Candidates, Network]:
        """The scenario's needs on the population's side of the network."""
        asked = self.instance.need_skills
        row, of_need = _rows_of(asked.need, scenario.like)
        placed = replace(
            self.instance,
            needs=self._needs(scenario),
            need_skills=NeedSkills(of_need, asked.competency[row], asked.level[row]),
        )
        sites, site = np.unique(scenario.place, return_inverse=True)
        starts = self.found.starts
        found = replace(
            self.found,
            kinds=replace(self.found.kinds, of_need=self.found.kinds.of_need[scenario.like]),
            minutes=minutes(placed, starts[:, None], sites[None, :]).astype(np.int32),
            site=site.astype(np.int64),
            limit=scenario.max_minutes,
        )
        net = replace(self.net, nodes=self.net.first_need)
        net.first_need = net.allot(len(scenario.like))
        net.layers = {name: arcs for name, arcs in self.net.layers.items() if name != "empty"}
        net.layers["send"] = send(net, placed, found)
        net.layers["personal"] = self.net.layers["personal"]
        add_supply(net, placed, self.cover, found)
        add_ladder(net, placed)
        net.seal()
        return placed, found, net


def solve_scenarios(
    population: Population, scenarios: Sequence[Scenario], *, processes: int = 1, seed: int = 0
) -> list[Outcome]:
    """Solve all scenarios, in their order; the number of processes changes nothing but the time."""
    if processes <= 1 or len(scenarios) < 2:
        return [population.solve(scenario, seed=seed) for scenario in scenarios]
    global _shared
    _shared = population, seed
    try:
        with _FORK.Pool(processes) as pool:
            return pool.map(_solve_one, scenarios, chunksize=max(1, len(scenarios) // 64))
    finally:
        _shared = None


_shared: tuple[Population, int] | None = None


def _solve_one(scenario: Scenario) -> Outcome:
    assert _shared is not None
    population, seed = _shared
    return population.solve(scenario, seed=seed)


def _rows_of(groups: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Rows of a sorted column that belong to each wanted group.

    Returns
    -------
    row · which of `wanted` it is for
    """
    first, last = np.searchsorted(groups, wanted), np.searchsorted(groups, wanted, "right")
    count = last - first
    index = np.repeat(np.arange(len(wanted)), count)
    offset = np.arange(len(index)) - np.repeat(np.cumsum(count) - count, count)
    return first[index] + offset, index
