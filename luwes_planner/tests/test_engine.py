"""The solver against two others, on networks of every kind."""

import time

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from luwes_planner.engine.mincost import Infeasible, solve


def random_network(seed: int, nodes: int, arcs: int, *, negative: bool = False) -> tuple:  # type: ignore[type-arg]
    """An acyclic network with more than enough, but dear, arcs straight from the source."""
    rng = np.random.default_rng(seed)
    ends = np.sort(rng.integers(0, nodes, (arcs, 2)), axis=1)
    ends = ends[ends[:, 0] < ends[:, 1]]
    demand = np.where(rng.random(nodes) < 0.3, rng.integers(0, 6, nodes), 0)
    demand[0] = 0
    wanting = np.flatnonzero(demand)
    tail = np.concatenate([ends[:, 0], np.zeros(len(wanting), np.int64)]).astype(np.int32)
    head = np.concatenate([ends[:, 1], wanting]).astype(np.int32)
    capacity = np.concatenate([rng.integers(0, 4, len(ends)), demand[wanting]]).astype(np.int32)
    low = -20 if negative else 0
    cost = np.concatenate([rng.integers(low, 30, len(ends)), np.full(len(wanting), 10**6)])
    supply = -demand
    supply[0] = demand.sum()
    return nodes, tail, head, capacity, cost, supply


def best_by_another(nodes, tail, head, capacity, cost, supply) -> int:  # type: ignore[no-untyped-def]
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity.astype(np.int64), cost)
    solver.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supply)
    assert solver.solve() == solver.OPTIMAL
    return int(solver.optimal_cost())


def assert_feasible(network, flow) -> None:  # type: ignore[no-untyped-def]
    nodes, tail, head, capacity, _cost, supply = network
    assert (flow >= 0).all()
    assert (flow <= capacity).all()
    balance = np.zeros(nodes, np.int64)
    np.add.at(balance, tail, flow)
    np.subtract.at(balance, head, flow)
    assert (balance == supply).all()


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_flows_are_as_cheap_as_another_solver_finds_and_prices_prove_it(first: int) -> None:
    for seed in range(first, first + 50):
        size = 3 + seed % 60
        network = random_network(seed, size, size * (1 + seed % 7), negative=seed % 3 == 0)
        _nodes, tail, head, capacity, cost, _supply = network
        found = solve(*network)
        assert_feasible(network, found.flow)
        assert (found.flow * cost).sum() == best_by_another(*network), seed
        reduced = cost + found.price[tail] - found.price[head]
        assert (reduced[found.flow < capacity] >= 0).all(), seed
        assert (reduced[found.flow > 0] <= 0).all(), seed


def test_nodes_may_come_in_any_order() -> None:
    for seed in range(60):
        nodes, tail, head, capacity, cost, supply = random_network(seed, 25, 80)
        mixed = np.random.default_rng(seed).permutation(nodes)
        mixed[mixed == 0], mixed[0] = mixed[0], 0
        moved = np.empty_like(supply)
        moved[mixed] = supply
        tail_, head_ = mixed[tail].astype(np.int32), mixed[head].astype(np.int32)
        found = solve(nodes, tail_, head_, capacity, cost, moved)
        straight = solve(nodes, tail, head, capacity, cost, supply)
        assert (found.flow * cost).sum() == (straight.flow * cost).sum(), seed


def test_a_circle_and_a_second_source_are_refused() -> None:
    one = np.ones(2, np.int32)
    tail, head = np.array([0, 1], np.int32), np.array([1, 0], np.int32)
    with pytest.raises(ValueError, match="circle"):
        solve(2, tail, head, one, np.ones(2, np.int64), np.array([0, 0]))
    with pytest.raises(ValueError, match="node 0 gives"):
        solve(2, tail[:1], head[:1], one[:1], np.ones(1, np.int64), np.array([-1, 1]))


def test_demands_beyond_the_capacities_are_told() -> None:
    tail, head = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    capacity, cost = np.array([5, 1], np.int32), np.array([1, 1], np.int64)
    with pytest.raises(Infeasible):
        solve(3, tail, head, capacity, cost, np.array([2, 0, -2]))
    found = solve(3, tail, head, capacity, cost, np.array([1, 0, -1]))
    assert found.flow.tolist() == [1, 1]


def test_out_of_time_the_flow_is_feasible_and_says_so() -> None:
    network = random_network(1, 400, 6000)
    found = solve(*network, until=time.perf_counter() - 1)
    assert_feasible(network, found.flow)
    assert not found.is_optimal
    assert (found.flow * network[4]).sum() >= best_by_another(*network)


def test_the_same_network_gives_the_same_flow() -> None:
    network = random_network(3, 300, 3000)
    assert (solve(*network).flow == solve(*network).flow).all()


def test_costs_as_large_as_a_ladder_needs_them_stay_exact() -> None:
    nodes, tail, head, capacity, cost, supply = random_network(5, 60, 400)
    dear = np.where(cost == 10**6, 2**57 // nodes, cost)
    found = solve(nodes, tail, head, capacity, dear, supply)
    through = solve(nodes, tail, head, capacity, np.where(cost == 10**6, 10**9, cost), supply)
    assert found.flow[dear > 10**6].sum() == through.flow[dear > 10**6].sum()


def some_flow(seed: int, network, share: float):  # type: ignore[no-untyped-def]
    """A flow that serves about `share` of what is asked, the cheapest by costs of another draw."""
    nodes, tail, head, capacity, cost, supply = network
    rng = np.random.default_rng(seed)
    asked = rng.binomial(np.where(supply < 0, -supply, 0), share)
    asked[0] = 0
    part = np.where(np.arange(nodes) == 0, asked.sum(), -asked)
    other = np.where(cost == 10**6, cost, rng.permutation(cost))
    return solve(nodes, tail, head, capacity, other, part).flow


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_wherever_it_starts_the_flow_is_as_cheap_and_the_prices_prove_it(first: int) -> None:
    for seed in range(first, first + 100):
        size = 3 + seed % 60
        network = random_network(seed, size, size * (1 + seed % 7), negative=seed % 3 == 0)
        _nodes, tail, head, capacity, cost, _supply = network
        start = some_flow(seed, network, share=(seed % 5) / 4)
        found = solve(*network, start=start)
        assert_feasible(network, found.flow)
        assert (found.flow * cost).sum() == best_by_another(*network), seed
        reduced = cost + found.price[tail] - found.price[head]
        assert (reduced[found.flow < capacity] >= 0).all(), seed
        assert (reduced[found.flow > 0] <= 0).all(), seed


def test_a_start_whose_arcs_close_a_circle_is_left_aside() -> None:
    # both ways from 1 to 2 are half full
    network = (
        3,
        np.array([0, 1, 1], np.int32),
        np.array([1, 2, 2], np.int32),
        np.array([4, 4, 4], np.int32),
        np.array([1, 2, 3], np.int64),
        np.array([4, 0, -4]),
    )
    found = solve(*network, start=np.array([4, 2, 2], np.int64))
    assert found.flow.tolist() == [4, 4, 0]


def test_started_from_the_best_flow_almost_nothing_is_left_to_do() -> None:
    network = random_network(2, 400, 6000)
    cold = solve(*network)
    warm = solve(*network, start=cold.flow)
    assert (warm.flow == cold.flow).all()
    assert warm.pivots < cold.pivots / 4


@pytest.mark.parametrize("start", [[3, 2], [1, 2], [2, 1], [-1, -1], [3, 3]], ids=str)
def test_a_start_that_is_no_flow_of_the_network_is_refused(start: list[int]) -> None:
    tail, head = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    room, cost = np.array([2, 2], np.int32), np.array([1, 1], np.int64)
    with pytest.raises(ValueError, match="capacities and demands"):
        solve(3, tail, head, room, cost, np.array([2, 0, -2]), start=np.array(start, np.int64))
