"""The need's side of the network: pool → start × kind → need, and people with nodes of their own."""

import numpy as np

from luwes_planner.instance import Bools, Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.layers import AMPLE, Arcs, Network, joined_arcs, make_arcs
from luwes_planner.model.pools import Pools
from luwes_planner.model.presence import Coverage
from luwes_planner.model.travel import NO_WAY


def add_people_and_needs(
    net: Network,
    instance: Instance,
    cover: Coverage,
    found: Candidates,
    pools: Pools,
    inner: Ints,
    alone: Bools,
    first_pool: int,
) -> None:
    weights = instance.weights
    kinds = len(found.kinds.model)
    single = net.personal_candidate
    own = net.first_personal + np.arange(len(single), dtype=np.int64)
    person = found.person[single]
    net.layers["enter"] = make_arcs(
        inner[cover.cell[person]],
        own,
        1,
        weights.fairness_day * instance.people.days_served[person],
    )
    barred = np.zeros(len(found.person), bool)
    barred[found.excluded[0]] = True
    barred[found.in_team] = True
    net.layers["join"] = make_arcs(
        own[~barred[single]], first_pool + pools.of_candidate[single[~barred[single]]], AMPLE, 0
    )
    pool, pool_kind = np.nonzero(pools.useful)
    direct, direct_kind, personal, personal_need = _own_ways(
        instance, found, pools, single[barred[single]]
    )
    starts, roles, lane = len(found.starts), len(found.siding.roles), found.siding.lane
    by_pool = pool_kind * roles + lane(pools.signature[pool], pool_kind)
    by_hand = direct_kind * roles + lane(found.signature[direct], direct_kind)
    keys = np.concatenate(
        [by_pool * starts + pools.start[pool], by_hand * starts + found.start[direct]]
    )
    is_used = np.zeros(starts * kinds * roles, bool)
    is_used[keys] = True
    at = (np.cumsum(is_used) - 1)[keys]
    net.first_gate, net.gate_used = net.allot(int(is_used.sum())), is_used
    first_gate = net.first_gate
    spare = found.signatures.spare
    net.layers["spread"] = make_arcs(
        first_pool + pool,
        first_gate + at[: len(pool)],
        AMPLE,
        weights.over_level * spare(pools.signature[pool], pool_kind),
    )
    node_of = np.full(len(found.person), -1, np.int64)
    node_of[single] = own
    net.layers["direct"] = make_arcs(
        node_of[direct],
        first_gate + at[len(pool) :],
        AMPLE,
        weights.over_level * spare(found.signature[direct], direct_kind),
    )
    net.first_need = net.allot(len(instance.needs.id))
    net.layers["send"] = send(net, instance, found)
    _add_personal(net, instance, found, node_of, personal, personal_need)


def _own_ways(
    instance: Instance, found: Candidates, pools: Pools, barred: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Ways of people with exclusions: whole kinds where none is excluded, else needs one by one.

    People in a team go need by need, where all of the team may.
    """
    useful = pools.useful[pools.of_candidate[barred]].copy()
    number = np.full(len(found.person), -1, np.int64)
    number[barred] = np.arange(len(barred))
    at, need = number[found.excluded[0]], found.excluded[1]
    need, at = need[at >= 0], at[at >= 0]
    split = np.zeros_like(useful)
    split[at, found.kinds.of_need[need]] = True
    team = found.siding.team[barred] if len(found.in_team) else np.full(len(barred), -1)
    split[team >= 0] = True
    single_kind = useful & split
    useful &= ~split
    row, kind = np.nonzero(useful)
    person, needs = np.nonzero(single_kind[:, found.kinds.of_need])
    allowed = (instance.needs.desired[needs] > 0) & (
        found.way(found.start[barred[person]], needs) != NO_WAY
    )
    pair = np.isin(person * max(len(instance.needs.id), 1) + needs,
                   at * max(len(instance.needs.id), 1) + need)  # fmt: skip
    allowed &= ~pair
    if len(found.in_team):
        allowed &= (team[person] < 0) | found.siding.team_needs[team[person], needs]
    return barred[row], kind, barred[person[allowed]], needs[allowed]


def send(net: Network, instance: Instance, found: Candidates) -> Arcs:
    """Arcs start × kind → need, within the travel limit; gates go by kind, role, then start."""
    is_used = net.gate_used
    nothing = np.zeros(0, np.int64)
    parts, role, gate = [make_arcs(nothing, nothing, 0, 0)], [nothing], net.first_gate
    starts, roles = len(found.starts), len(found.siding.roles)
    for lane in range(len(found.kinds.model) * roles):
        start = np.flatnonzero(is_used[lane * starts : (lane + 1) * starts])
        is_kind = found.kinds.of_need == lane // roles
        need = np.flatnonzero(is_kind & (instance.needs.desired > 0))
        minutes = found.way(start[:, None], need[None, :])
        row, column = np.nonzero(minutes != NO_WAY)
        cost = instance.weights.travel_minute * minutes[row, column]
        parts.append(make_arcs(gate + row, net.first_need + need[column], AMPLE, cost))
        role.append(np.full(len(row), lane % roles))
        gate += len(start)
    net.send_role = np.concatenate(role)
    return joined_arcs(parts)


def _add_personal(
    net: Network,
    instance: Instance,
    found: Candidates,
    node_of: Ints,
    person: Ints,
    need: Ints,
) -> None:
    """Arcs person → need: those beside an exclusion, and the cheaper one of a pair to keep."""
    kept, kept_need = found.kept
    width = max(len(instance.needs.id), 1)
    banned = np.isin(kept * width + kept_need, found.excluded[0] * width + found.excluded[1])
    ok = (
        (node_of[kept] >= 0)
        & ~banned
        & found.allows(kept, kept_need)
        & (instance.needs.desired[kept_need] > 0)
    )
    kept, kept_need = kept[ok], kept_need[ok]
    net.kept = len(kept)
    who, where = np.concatenate([person, kept]), np.concatenate([need, kept_need])
    less = np.repeat([0, instance.weights.change], [len(person), len(kept)])
    kind = found.kinds.of_need[where]
    cost = (
        instance.weights.over_level * found.signatures.spare(found.signature[who], kind)
        + instance.weights.travel_minute * found.way(found.start[who], where)
        - less
    )
    net.layers["personal"] = make_arcs(node_of[who], net.first_need + where, AMPLE, cost)
