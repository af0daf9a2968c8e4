"""The planner's own network, laid open for other solvers."""

import numpy as np

from luwes_planner.instance import Instance
from luwes_planner.model.candidates import Candidates, find_candidates
from luwes_planner.model.layers import Network
from luwes_planner.model.nesting import binding_limits, crossing
from luwes_planner.model.network import build_network
from luwes_planner.model.pools import useful_pools
from luwes_planner.model.presence import Coverage, coverage


def factored_network(instance: Instance) -> Network:
    """The network `luwes_planner.solve` sends its flow through; sets that cross are left out."""
    return network_and_people(instance)[0]


def network_and_people(instance: Instance) -> tuple[Network, Coverage, Candidates]:
    """The same with who stands where in it."""
    cover = coverage(instance)
    found = find_candidates(instance, cover)
    pools = useful_pools(instance, found)
    moving = found.person[(pools.of_candidate >= 0) | (found.pinned >= 0)]
    limits = binding_limits(instance, cover, moving)
    aside = crossing(instance, limits)
    nested = limits.select(np.setdiff1d(np.arange(len(limits.rule)), aside))
    return build_network(instance, cover, found, pools, nested), cover, found
