"""Why no plan whatever fills a head: the people who could come are all out, or held at home."""

from dataclasses import dataclass

import numpy as np

from luwes_planner.explain.encoding import Encoded
from luwes_planner.explain.paths import able_to_reach
from luwes_planner.explain.residual import Residual
from luwes_planner.instance import Bools
from luwes_planner.model.layers import SOURCE


@dataclass(frozen=True)
class Bound:
    """A presence rule that as many have left as may: `present` less `minimum` are `sent`."""

    unit: str
    group: str
    present: int
    minimum: int
    sent: int


@dataclass(frozen=True)
class Cut:
    """A certificate: no plan gives these needs together more heads than they have.

    Everybody able to come, in whatever chain of exchanges, is `serving` or stands under one of
    the rules: `heads` = `serving` + Σ `sent` of the rules - `pinned`.

    Attributes
    ----------
    needs : this one and those with which its people could be exchanged; none of a lower tier
        could give up a head for it
    heads : those they have, the pinned left out
    rules : presence rules without room left
    serving : people who are under none of these rules and serve already
    pinned : people under these rules who are pinned somewhere
    """

    needs: tuple[str, ...]
    heads: int
    rules: tuple[Bound, ...]
    serving: int
    pinned: int


def cut_of(base: Residual, need: int) -> Cut | None:
    """The cut before a need; None where a head can still be brought."""
    of, arcs = base.of, base.of.arcs
    closed = np.zeros(len(arcs), bool)
    closed[of.first_arc["empty"] :] = True
    node = of.net.first_need + need
    inside = able_to_reach(base.graph, closed, node)
    if inside[SOURCE]:
        return None
    needs = np.flatnonzero(inside[of.net.first_need :])
    pinned = of.found.pinned >= 0
    pinned_at = of.net.inner_node[of.cover.cell[of.found.person[pinned]]]
    crossing = inside[arcs.head] & ~inside[arcs.tail] & ~closed
    crossing[: len(of.net.layers["sets"])] = False
    return Cut(
        needs=tuple(of.instance.needs.id[n] for n in needs.tolist()),
        heads=int((np.isin(of.need, needs) & ~pinned).sum()),
        rules=_bounds(of, inside),
        serving=int(arcs.capacity[crossing].sum()),
        pinned=int(inside[pinned_at].sum()),
    )


def _bounds(of: Encoded, inside: Bools) -> tuple[Bound, ...]:
    """The sets that the cut goes into; a unit's own people stand as a rule for everyone."""
    limits, instance, cover = of.net.limits, of.instance, of.cover
    rows = np.flatnonzero(inside[of.net.set_node] & ~inside[of.net.set_parent])
    found = []
    for row in rows.tolist():
        rule, unit, group = int(limits.rule[row]), int(limits.unit[row]), -1
        if rule >= 0:
            unit, group = int(instance.presence.unit[rule]), int(instance.presence.group[rule])
            present, minimum = int(cover.present[rule]), int(instance.presence.minimum[rule])
            sent = int(cover.room[rule])
        else:
            present = sent = int(cover.freedom[unit])
            minimum = 0
        name = instance.groups[group] if group >= 0 else ""
        found.append(Bound(instance.units.id[unit], name, present, minimum, sent))
    return tuple(sorted(found, key=lambda b: (b.unit, b.group)))
