"""One person in the residual network: where they could go instead, and who moves along a path."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.encoding import Encoded
from luwes_planner.explain.residual import Residual
from luwes_planner.instance import Ints
from luwes_planner.model.travel import NO_WAY


@dataclass(frozen=True)
class Ways:
    """A person's ways to the needs that no rule but presence bars.

    Attributes
    ----------
    home : the node of the smallest set around the person
    need : those needs
    points : the pair's cost, less `change` where it should be kept
    """

    home: int
    first_need: int
    need: Ints
    points: Ints

    def node(self, need: int) -> int:
        """The node of a need."""
        return self.first_need + need

    def cost(self, need: int) -> int:
        """The pair's cost; the need must be among them."""
        return int(self.points[np.searchsorted(self.need, need)])

    def others(self, need: int) -> Iterator[tuple[int, int]]:
        """Node and cost of all needs but one."""
        for other, cost in zip(self.need.tolist(), self.points.tolist(), strict=True):
            if other != need:
                yield self.node(other), cost


def candidate_of(of: Encoded, person: int) -> int:
    """The candidate who is a person of the instance, -1 where none is."""
    at = int(np.searchsorted(of.found.person, person))
    return at if at < len(of.found.person) and of.found.person[at] == person else -1


def ways_of(base: Residual, person: int) -> Ways:
    """The ways of a person who may be sent."""
    of, found, weights = base.of, base.of.found, base.of.instance.weights
    c, needs = candidate_of(of, person), of.instance.needs
    every = np.arange(len(needs.id))
    minutes = found.way(np.full(len(every), found.start[c]), every)
    ok = found.allows(np.full(len(every), c), every) & (needs.desired > 0) & (minutes != NO_WAY)
    ok[found.excluded[1][found.excluded[0] == c]] = False
    points = (
        weights.fairness_day * of.instance.people.days_served[person]
        + weights.travel_minute * minutes
        + weights.over_level
        * found.signatures.spare(np.full(len(every), found.signature[c]), found.kinds.of_need)
    )
    points[found.kept[1][found.kept[0] == c]] -= weights.change
    home = int(of.net.inner_node[of.cover.cell[person]])
    return Ways(home, of.net.first_need, every[ok], points[ok])


def closed_without(base: Residual, person: int) -> list[int]:
    """The edges that are open only because of this person."""
    of = base.of
    c = candidate_of(of, person)
    if of.found.pinned[c] >= 0:
        return []
    if of.need[c] >= 0:
        return base.without(of.route[c], serving=True)
    return base.without(of.arc_of_class[[c]], serving=False)


def comes(base: Residual, edges: Ints, person: int) -> int | None:
    """Who newly serves the need at the end of a path; None where nobody does.

    People who pass through the same node are interchangeable: of several the first by id.
    """
    of = base.of
    for edge in edges[::-1].tolist():
        name, own = _where(of, edge >> 1)
        if name == "empty":
            return None
        if own is not None:
            return own
        if edge & 1:
            return _on(of, edge >> 1, person)
        if name == "classes":
            return _idle(of, edge >> 1, person)
    return None


def leaves(base: Residual, edges: Ints, person: int) -> int | None:
    """Who no longer serves the need at the beginning of a path; None where a head was empty.

    Somebody of the need whom the path takes off their own arcs for as long as there is one.
    """
    of = base.of
    found = (of.need >= 0) & (of.found.pinned < 0) & (of.found.person != person)
    for step, edge in enumerate(edges.tolist()):
        along = found & (of.route == edge >> 1).any(axis=1)
        if step and (not edge & 1 or not along.any()):
            break
        found = along
    return int(of.found.person[np.flatnonzero(found)[0]]) if found.any() else None


def _on(of: Encoded, arc: int, person: int) -> int | None:
    """Somebody other than `person` who serves along an arc."""
    along = (of.route == arc).any(axis=1) & (of.found.person != person)
    return int(of.found.person[np.flatnonzero(along)[0]]) if along.any() else None


def _idle(of: Encoded, arc: int, person: int) -> int | None:
    """Somebody other than `person` of a class who serves nowhere."""
    free = (of.arc_of_class == arc) & (of.need < 0) & (of.found.person != person)
    return int(of.found.person[np.flatnonzero(free)[0]]) if free.any() else None


def _where(of: Encoded, arc: int) -> tuple[str, int | None]:
    """The layer of an arc, and the person whose own arc it is."""
    name = next(n for n in reversed(of.first_arc) if of.first_arc[n] <= arc)
    if name not in ("join", "direct", "personal"):
        return name, None
    own = int(of.arcs.tail[arc]) - of.net.first_personal
    return name, int(of.found.person[of.net.personal_candidate[own]])
