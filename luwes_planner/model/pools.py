"""Pools: people who are alike to every need."""

from dataclasses import dataclass

import numpy as np

from luwes_planner.instance import Bools, Instance, Ints
from luwes_planner.model.candidates import Candidates, pools_of
from luwes_planner.model.travel import NO_WAY


@dataclass(frozen=True)
class Pools:
    """Candidates of one start and one signature: to every need they are alike.

    Attributes
    ----------
    of_candidate : (candidates,) -1 for those of no use, and for the pinned
    start, signature : (pools,)
    useful : (pools, kinds) whether some need of the kind could use them
    """

    of_candidate: Ints
    start: Ints
    signature: Ints
    useful: Bools


def useful_pools(instance: Instance, found: Candidates) -> Pools:
    """Pools of candidates whom some need can use; the pinned are not in any."""
    kinds = len(found.kinds.model)
    reach = np.zeros((len(found.starts), kinds), bool)
    every = np.arange(len(found.starts), dtype=np.int64)
    for need in np.flatnonzero(instance.needs.desired > 0):
        reach[:, found.kinds.of_need[need]] |= found.way(every, need) != NO_WAY
    raw = pools_of(found)
    _, one = np.unique(raw, return_index=True)
    start, signature = found.start[one], found.signature[one]
    useful = found.signatures.allowed[signature] & reach[start]
    keep = useful.any(axis=1)
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    of_candidate = np.where(found.pinned < 0, number[raw], -1) if len(raw) else raw
    return Pools(of_candidate, start[keep], signature[keep], useful[keep])
