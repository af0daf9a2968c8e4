"""How one plan differs from another, and the ladder from which a difference can be read."""

from dataclasses import dataclass

import numpy as np

from luwes_planner.instance import Ints


@dataclass(frozen=True)
class Difference:
    """How another plan differs from this one, rung by rung; positive is worse.

    Exact: it is what solving again gives, so everybody else may move too.

    Attributes
    ----------
    minimum, desired : unfilled heads more, for the tiers 1 … greatest
    cost : points more
    """

    minimum: tuple[int, ...]
    desired: tuple[int, ...]
    cost: int

    @property
    def rank(self) -> tuple[int, ...]:
        """As of a plan: minima by tier, desired by tier, cost."""
        return (*self.minimum, *self.desired, self.cost)

    @property
    def is_worse(self) -> bool:
        return self.rank > self.none

    @property
    def is_better(self) -> bool:
        return self.rank < self.none

    @property
    def none(self) -> tuple[int, ...]:
        return (0,) * (2 * len(self.minimum) + 1)

    def plus(self, other: "Difference") -> "Difference":
        """Both one after the other."""
        return Difference(
            tuple(a + b for a, b in zip(self.minimum, other.minimum, strict=True)),
            tuple(a + b for a, b in zip(self.desired, other.desired, strict=True)),
            self.cost + other.cost,
        )

    def points(self, ladder: int) -> int:
        """The difference of the objective, a rung being `ladder` points (`Plan.ladder`)."""
        top = len(self.minimum)
        heads = sum(
            (2 * top - t) * self.minimum[t] + (top - t) * self.desired[t] for t in range(top)
        )
        return ladder * heads + self.cost


def nothing(tiers: int) -> Difference:
    """No difference."""
    return Difference((0,) * tiers, (0,) * tiers, 0)


@dataclass(frozen=True)
class Ladder:
    """Rewards whose differences tell which head was lost and which filled.

    A desired head of tier t stands on rung T − t + 1, a minimum one on 2T − t + 1, as in the
    network; but their rewards form a Sidon set with 0 (Erdős and Turán: 2pk + k² mod p), so the
    change of a reward along one path is that of one pair of rungs only. Any rising rewards give
    the same best plans: the heads that can be filled together form a gammoid.

    Attributes
    ----------
    tiers : T
    step : points a unit of reward; more than twice what costs can add up to along a path
    reward : (2T + 1,) reward of every rung, 0 for none
    """

    tiers: int
    step: int
    reward: Ints

    def split(self, value: Ints) -> tuple[Ints, Ints, Ints]:
        """Cut changes along paths into rung lost, rung filled (0: none) and points of cost."""
        units = (value + self.step // 2) // self.step
        known, lost, filled = _distinct(self.reward)
        at = np.minimum(np.searchsorted(known, units), len(known) - 1)
        if not np.array_equal(known[at], units):
            raise ValueError("not the change along one path")
        return lost[at], filled[at], value - units * self.step

    def difference(self, value: int) -> Difference:
        """The change along one path as a difference."""
        lost, filled, cost = (int(c[0]) for c in self.split(np.array([value], np.int64)))
        heads = [0] * (2 * self.tiers + 1)
        heads[lost] += 1
        heads[filled] -= 1
        by_tier = heads[:0:-1]  # rung 2T is the minimum of tier 1
        return Difference(tuple(by_tier[: self.tiers]), tuple(by_tier[self.tiers :]), cost)

    def points(self, value: Ints, ladder: int) -> Ints:
        """Changes along paths in points of a plan's ladder."""
        lost, filled, cost = self.split(value)
        return np.asarray((lost - filled) * ladder + cost)


def ladder_for(tiers: int, most: int) -> Ladder:
    """The ladder for costs along a path of at most `most` points."""
    rung = np.arange(2 * tiers + 1, dtype=np.int64)
    prime = next(p for p in range(2 * tiers + 1, 8 * tiers + 8) if _is_prime(p))
    return Ladder(tiers, 2 * most + 1, 2 * prime * rung + rung * rung % prime)


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % d for d in range(2, int(number**0.5) + 1))


def _distinct(reward: Ints) -> tuple[Ints, Ints, Ints]:
    """Every difference of two rewards, ascending, with the pair; 0 once."""
    lost, filled = (i.ravel() for i in np.indices((len(reward), len(reward))))
    use = (lost != filled) | (lost == 0)
    lost, filled = lost[use], filled[use]
    change = reward[lost] - reward[filled]
    order = np.argsort(change)
    return change[order], lost[order], filled[order]
