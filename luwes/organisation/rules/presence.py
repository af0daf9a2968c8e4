"""Who must stay at a unit, and how many that leaves free. Pure."""

from collections.abc import Sequence
from enum import StrEnum


class ProposalState(StrEnum):
    WAITING = "waiting"  # for the staffing agency
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLACED = "replaced"  # by a newer one, before anybody decided


def free(present: int, minimum: int, groups: Sequence[tuple[int, int]]) -> int:
    """
    How many of those present may go at once: no more than the minimum for everyone leaves, and no more
    than the groups leave together. `groups`: present and minimum of each group that has people there.
    """
    return max(0, min(present - minimum, sum(max(0, there - least) for there, least in groups)))
