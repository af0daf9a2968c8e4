"""A replan begins with the pairs to keep: sooner at the end, and at no other one."""

from dataclasses import replace

import numpy as np

from bench.peers.factored import network_and_people
from luwes_planner import Instance, solve
from luwes_planner.instance import AWAY, Keep
from luwes_planner.model.flow import solve_flow
from luwes_planner.model.starting import kept_flow
from luwes_planner.tests.test_crosscheck import with_rules


def with_plan_in_force(instance: Instance, *, ill: float = 0.0) -> Instance:
    """The same window with its best plan to keep, and some of those who serve away."""
    person, need = solve(instance).indices()
    state = instance.people.state.copy()
    state[person[: int(ill * len(person))]] = AWAY
    people = replace(instance.people, state=state)
    return replace(instance, people=people, keep=Keep(person, need))


def test_those_who_serve_are_where_they_serve_before_anything_is_improved() -> None:
    instance = with_plan_in_force(with_rules(1_200, 40, 300, 1, pins=0))
    net, cover, found = network_and_people(instance)
    start = kept_flow(cover, net, found)
    assert start is not None
    assert net.split(start)["personal"].sum() == len(instance.keep.person) > 200


def test_pins_keep_their_room_in_the_start() -> None:
    instance = with_plan_in_force(with_rules(1_200, 40, 300, 2, pins=3))
    net, cover, found = network_and_people(instance)
    start = kept_flow(cover, net, found)
    assert start is not None
    solve_flow(net, start=start)  # refused if it took a pin's way out
    assert net.split(start)["personal"].sum() == len(instance.keep.person) - 3


def test_a_replan_ends_as_if_begun_with_nothing_after_a_fraction_of_the_pivots() -> None:
    instance = with_plan_in_force(with_rules(3_000, 60, 600, 3, pins=0), ill=0.03)
    net, cover, found = network_and_people(instance)
    cold = solve_flow(net)
    warm = solve_flow(net, start=kept_flow(cover, net, found))
    cost = net.joined().cost
    assert (warm.flow * cost).sum() == (cold.flow * cost).sum()
    assert warm.pivots < cold.pivots / 3


def test_where_fewer_are_wanted_or_let_go_the_rest_still_starts() -> None:
    instance = with_plan_in_force(with_rules(1_200, 40, 300, 4, pins=0))
    needs, presence = instance.needs, instance.presence
    fewer = np.minimum(needs.desired, 2)
    changed = replace(
        instance,
        needs=replace(needs, desired=fewer, minimum=np.minimum(needs.minimum, fewer)),
        presence=replace(presence, minimum=presence.minimum + 1),
    )
    net, cover, found = network_and_people(changed)
    start = kept_flow(cover, net, found)
    assert start is not None
    served = net.split(start)["personal"].sum()
    assert 0 < served < len(instance.keep.person)
    cost = net.joined().cost
    warm, cold = solve_flow(net, start=start), solve_flow(net)
    assert (warm.flow * cost).sum() == (cold.flow * cost).sum()


def test_without_pairs_to_keep_there_is_nothing_to_start_with() -> None:
    instance = replace(
        with_rules(300, 10, 60, 5, pins=0), keep=Keep(np.zeros(0, np.int64), np.zeros(0, np.int64))
    )
    net, cover, found = network_and_people(instance)
    assert kept_flow(cover, net, found) is None
