"""Owners of needs that are planned as one: which may be joined, and who comes first. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from luwes.core.errors import Problem
from luwes.core.numbers import whole

MOST = 5  # owners in one plan; our own choice: their table can be read
Key = tuple[str, int]  # kind and id of an owner


def name_of(key: Key) -> str:
    """As a ranking, a set and a form write an owner."""
    return f"{key[0]}:{key[1]}"


def key_of(name: str) -> Key | None:
    """
    >>> key_of("incident:7")
    ('incident', 7)
    """
    kind, _sep, number = name.partition(":")
    return (kind, pk) if kind and (pk := whole(number)) else None


# As the planner is told that somebody's government helps an owner: a competency of no catalogue.
_HELPS = "helps "


def helps(key: Key) -> str:
    return f"{_HELPS}{name_of(key)}"


def is_helping(competency: str) -> bool:
    return competency.startswith(_HELPS)


def set_of(keys: Collection[Key]) -> str:
    """One name for a set of owners, in whatever order they were named."""
    return "+".join(name_of(key) for key in sorted(set(keys)))


@dataclass(frozen=True)
class Ranks:
    """
    Which owner comes first within a priority: 1 before 2; equal ones are equal.

    The planner knows tiers alone, so each priority is cut into `count` of them, one a rank: heads of
    priority 1 and rank 1, then priority 1 and rank 2, then priority 2 and rank 1. No rank passes a
    higher priority. Where presence rules nest, heads that can be filled together form a matroid, and
    then ranks cost a priority no head either (docs/planner.md, "The ladder").
    """

    of: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return max(self.of.values(), default=1)

    def tier(self, priority: int, key: Key) -> int:
        """The planner's tier of a need."""
        return (priority - 1) * self.count + self.of.get(name_of(key), 1)


def priority_of(tier: int, count: int) -> int:
    """The priority that a tier of the planner is part of."""
    return (tier - 1) // count + 1


def by_priority(by_tier: Collection[int], count: int) -> list[int]:
    """Heads by tier of the planner, added up by priority."""
    found = [0] * -(-len(by_tier) // count)
    for n, heads in enumerate(by_tier):
        found[n // count] += heads
    return found


def dense(ranking: Mapping[Key, int]) -> dict[str, int]:
    """
    Ranks without gaps, by name; nothing where all are equal.

    >>> dense({("incident", 3): 1, ("incident", 7): 4})
    {'incident:3': 1, 'incident:7': 2}
    """
    steps = {rank: n for n, rank in enumerate(sorted(set(ranking.values())), start=1)}
    if len(steps) < 2:
        return {}
    return {name_of(key): steps[rank] for key, rank in sorted(ranking.items())}


def joining_problems(
    keys: Collection[Key], ranking: Mapping[Key, int], because: str
) -> list[Problem]:
    """What stands against planning these owners as one, in this order."""
    problems = []
    if len(set(keys)) < 2:
        problems.append(Problem("Pilih paling sedikit dua kejadian.", "bersama"))
    if len(set(keys)) > MOST:
        problems.append(Problem(
            "Paling banyak %(most)d kejadian dalam satu rencana.", "bersama", values={"most": MOST}
        ))  # fmt: skip
    if dense(ranking) and not because.strip():
        problems.append(Problem("Tulis mengapa satu kejadian didahulukan.", "because"))
    return problems
